"""What a report's body says of the plan as a whole, beside what is counted (the reference's C01 to C03)."""

from __future__ import annotations

from typing import Any

import pytest

from yuinowa.plans.domain.claims.body import Whole, check_body
from yuinowa.plans.domain.claims.kinds import Verdict
from yuinowa.plans.domain.tally import Counted, tally

CODES = ("a", "b", "－")
TALLY = tally(
    [
        Counted(f"1-1-{n}", f"1-(1)-{n}", 1, 1, False, False, "別紙2-1", rating, 1, 1)
        for n, rating in enumerate(("a", "a", None), 1)
    ],
    codes=CODES,
)


def _found(text: str) -> list[tuple[Whole, Verdict]]:
    rows = check_body([{"type": "paragraph", "text": text}], TALLY, told=2, annex="別紙2")
    return [(row.whole, row.verdict) for row in rows]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3事業", [(Whole.PROJECTS, Verdict.TRUE)]),
        ("４事業", [(Whole.PROJECTS, Verdict.CONTRADICTS)]),
        ("計画には全3事業があります。", [(Whole.PROJECTS, Verdict.TRUE)]),
        ("1施策", [(Whole.MEASURES, Verdict.TRUE)]),
        ("2の基本目標", [(Whole.GOALS, Verdict.CONTRADICTS)]),
        ("別紙2以外の事業について", [(Whole.SHEETS, Verdict.CONTRADICTS)]),
        ("うち重点の2事業", []),
        ("3事業所", []),
        ("報告します。", []),
    ],
)
def test_a_count_in_the_body_is_counted(text: str, found: list[tuple[Whole, Verdict]]) -> None:
    assert _found(text) == found


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        (["2", "0", "", "2"], Verdict.TRUE),
        (["2", "0", "0", "2"], Verdict.CONTRADICTS),
        (["1", "1", "", "2"], Verdict.CONTRADICTS),
    ],
)
def test_the_table_of_ratings_is_counted_with_its_blank(
    values: list[str], verdict: Verdict
) -> None:
    blocks: list[dict[str, Any]] = [{"type": "status-count-table", "values_text": values}]
    [row] = check_body(blocks, TALLY, told=3, annex="別紙2")
    assert (row.whole, row.verdict) == (Whole.RATINGS, verdict)
