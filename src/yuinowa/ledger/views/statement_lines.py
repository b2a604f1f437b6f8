"""The figures of a file in words: what becomes of each, what is wrong, which words nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils import formats
from django.utils.translation import gettext as _

from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.deeds import Grain
from yuinowa.ledger.domain.figure_cells import Fault
from yuinowa.ledger.domain.figure_runs import Decision, Outcome, RunState
from yuinowa.ledger.domain.indicators import rounded
from yuinowa.ledger.forms.figure_words import ASKED
from yuinowa.ledger.labels import metrics as metric_words
from yuinowa.ledger.labels import unit_word
from yuinowa.ledger.labels.figure_files import (
    DECISIONS,
    FAULTS,
    OUTCOME_TONES,
    OUTCOMES,
    outcome_word,
)
from yuinowa.ledger.models import FigureLine, FigureRun
from yuinowa.ui.paging import ROWS_A_PAGE, page_of
from yuinowa.ui.parts import Figure
from yuinowa.ui.words import fiscal_year as year_word
from yuinowa.ui.words import number, short_day

#: Faults and warnings shown on the page; the file has all.
MOST_SHOWN = 50
#: Words that are asked for at a time.
MOST_WORDS = 30


@dataclass(frozen=True, slots=True)
class LineRow:
    """One figure as the table of the preview prints it."""

    line: FigureLine
    when: str
    figure: str
    outcome: str
    tone: str


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One fault or warning, with its place and the next step."""

    sheet: str
    number: int
    label: str
    outcome: str
    is_refused: bool
    column: str
    value: str
    words: str


def page_with_line(request: HttpRequest, run: FigureRun) -> Page[Any]:
    """The page of figures asked for; ``?line=`` opens the one on which that figure stands."""
    rows = run.lines.select_related("stood", "run").order_by("pk")
    asked = request.GET.get("line", "")
    if "page" in request.GET or not (asked.isascii() and asked.isdigit() and len(asked) <= 18):
        return page_of(request, rows)
    before = run.lines.filter(pk__lt=int(asked)).count()
    return Paginator(rows, ROWS_A_PAGE).get_page(before // ROWS_A_PAGE + 1)


def figures_of(run: FigureRun) -> list[Figure]:
    """How many figures come to which end."""
    shown = [
        Figure(outcome_word(outcome, RunState(run.state)), number(run.counts.get(outcome.value, 0)))
        for outcome in OUTCOMES
    ]
    return [*shown, Figure(_("With a warning"), number(run.counts.get("warned", 0)))]


def shown(line: FigureLine) -> LineRow:
    outcome = Outcome(line.outcome)
    words = outcome_word(outcome, RunState(line.run.state))
    if line.decision:
        words = str(DECISIONS[Decision(line.decision)])
    return LineRow(line, _when(line), _figure(line), words, OUTCOME_TONES.get(outcome, ""))


def _when(line: FigureLine) -> str:
    says = line.says
    if "year" in says:
        return year_word(says["year"])
    if "day" not in says:
        return ""
    day = date.fromisoformat(says["day"])
    match Grain(says["grain"]):
        case Grain.FISCAL_YEAR:
            return year_word(FiscalYear.of(day).start_year)
        case Grain.MONTH:
            return formats.date_format(day, "YEAR_MONTH_FORMAT")
        case Grain.DAY:
            return short_day(day)


def _figure(line: FigureLine) -> str:
    says = line.says
    if "number" in says:
        return metric_words.quantity(Decimal(says["number"]))
    if "quantity" in says:
        return f"{number(says['quantity'])}{unit_word(says['kind'], says['unit'])}"
    return line.written


def finding_rows(lines: Iterable[FigureLine], most: int | None) -> list[FindingRow]:
    """Faults first of each figure, then warnings; at most ``most`` of them."""
    found: list[FindingRow] = []
    for line in lines:
        refused = line.outcome == Outcome.REFUSED
        for finding in [*line.faults, *line.warnings]:
            if most is not None and len(found) >= most:
                return found
            found.append(
                FindingRow(
                    sheet=line.sheet,
                    number=line.number,
                    label=line.label,
                    outcome=str(OUTCOMES[Outcome(line.outcome)]),
                    is_refused=refused,
                    column=finding["column"],
                    value=finding["value"],
                    words=str(FAULTS[Fault(finding["code"])]),
                )
            )
    return found


def unknown_words(run: FigureRun) -> dict[str, Fault]:
    """The words of the file that somebody has to explain, in its order."""
    found: dict[str, Fault] = {}
    for line in run.lines.exclude(faults=[]).order_by("pk").iterator():
        for finding in line.faults:
            fault = Fault(finding["code"])
            if fault in ASKED and finding["value"]:
                found.setdefault(finding["value"], fault)
                if len(found) >= MOST_WORDS:
                    return found
    return found


def taken_words(run: FigureRun) -> str:
    return _("Taken: %(new)s figures, and %(contested)s that are contested.") % {
        "new": number(run.counts.get("new", 0)),
        "contested": number(run.counts.get("contested", 0)),
    }


def two_figures(line: FigureLine) -> dict[str, Any]:
    """What stands and what the document says, as the page of the decision prints them."""
    stood = line.stood
    if stood is None:
        return {}
    indicator = stood.indicator
    stands = "" if stood.number is None else metric_words.quantity(rounded(stood.number, indicator.decimals))  # fmt: skip
    return {
        "indicator": indicator,
        "year": line.says["year"],
        "stood": stood,
        "stands": stands,
        "stated": metric_words.quantity(rounded(Decimal(line.says["number"]), indicator.decimals)),
        "decision": DECISIONS[Decision(line.decision)] if line.decision else "",
    }
