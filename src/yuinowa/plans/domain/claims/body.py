"""What the body of a report claims about the plan as a whole, counted from its sheets.

Source: plan-progress §8, §11; the reference's C01 to C03.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from yuinowa.plans.domain.claims.kinds import Verdict
from yuinowa.plans.domain.kinds import BlockKind
from yuinowa.plans.domain.tally import Tally, printed_count

#: 43事業, at the beginning of a text or called all of them; うち3事業 is a part and claims nothing of the whole.
_COUNT = re.compile(
    r"(?:^|(?<=全)|(?<=計)|(?<=合計で))([0-9]{1,4})の?(基本目標|施策|事業)(?!所|者|年|費)"
)


class Whole(StrEnum):
    """What of the plan is counted."""

    GOALS = "goals"
    MEASURES = "measures"
    PROJECTS = "projects"
    RATINGS = "ratings"
    #: Every project stands in one of the two annexes of sheets, and once.
    SHEETS = "sheets"


_COUNTED = {"基本目標": Whole.GOALS, "施策": Whole.MEASURES, "事業": Whole.PROJECTS}


@dataclass(frozen=True)
class BodyFinding:
    """A claim of the body: what it says, and what is counted."""

    whole: Whole
    quote: str
    claimed: tuple[str, ...]
    computed: tuple[str, ...]

    @property
    def verdict(self) -> Verdict:
        return Verdict.TRUE if self.claimed == self.computed else Verdict.CONTRADICTS


def check_body(
    blocks: Iterable[Mapping[str, Any]], tally: Tally, *, told: int, annex: str
) -> list[BodyFinding]:
    """The findings in ``blocks``. ``told``: projects with a sheet in either annex; ``annex``: label of the first."""
    return [finding for block in blocks for finding in _findings(block, tally, told, annex)]


def _findings(
    block: Mapping[str, Any], tally: Tally, told: int, annex: str
) -> Iterator[BodyFinding]:
    kind = block.get("type")
    if kind == BlockKind.COUNT_TABLE and block.get("values_text"):
        yield _ratings(block["values_text"], tally)
    if kind not in {BlockKind.PARAGRAPH, BlockKind.NOTE}:
        return
    text = unicodedata.normalize("NFKC", block["text"])
    counts = {
        Whole.GOALS: tally.goals,
        Whole.MEASURES: tally.measures,
        Whole.PROJECTS: tally.projects,
    }
    for found in _COUNT.finditer(text):
        whole = _COUNTED[found[2]]
        yield BodyFinding(whole, found[0], (str(int(found[1])),), (str(counts[whole]),))
    if f"{unicodedata.normalize('NFKC', annex)}以外の事業" in text:
        yield BodyFinding(Whole.SHEETS, block["text"], (str(tally.projects),), (str(told),))


def _ratings(printed: Sequence[str], tally: Tally) -> BodyFinding:
    counted = [printed_count(code, count) for code, count in tally.ratings.items()]
    truth = (*counted, str(tally.rated))
    return BodyFinding(Whole.RATINGS, " / ".join(printed), tuple(printed), truth)
