"""Words for files of figures: states, columns, what is counted, what is wrong with a cell and what to do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yuinowa.ledger.domain import kinds
from yuinowa.ledger.domain.figure_cells import Fault
from yuinowa.ledger.domain.figure_columns import Counted, DaysMean, Lack, Purpose, every_counted
from yuinowa.ledger.domain.figure_runs import Aim, Decision, Outcome, RunState
from yuinowa.ledger.labels import SIDES, kind_order, kind_word, unit_order, unit_word
from yuinowa.ui import words

STATES: dict[RunState, Promise] = {
    RunState.COLUMNS: pgettext_lazy("state of a file of figures", "Columns to be said"),
    RunState.PREVIEW: pgettext_lazy("state of a file of figures", "Shown, not yet taken"),
    RunState.TAKEN: pgettext_lazy("state of a file of figures", "Taken"),
    RunState.DROPPED: pgettext_lazy("state of a file of figures", "Dropped"),
    RunState.UNDONE: pgettext_lazy("state of a file of figures", "Taken back"),
}
TONES: dict[RunState, str] = {
    RunState.COLUMNS: "here",
    RunState.PREVIEW: "here",
    RunState.TAKEN: "good",
}
AIMS: dict[Aim, Promise] = {
    Aim.EXCHANGE: _("What institutions gave one another: loans, copies, visits …"),
    Aim.INDICATORS: _("Figures of indicators of a plan, a row for each indicator or year"),
}
#: In the order of a preview's figures.
OUTCOMES: dict[Outcome, Promise] = {
    Outcome.NEW: pgettext_lazy("outcome of a figure", "To be taken"),
    Outcome.CONTESTED: pgettext_lazy("outcome of a figure", "Contested"),
    Outcome.SAME: pgettext_lazy("outcome of a figure", "Stands already"),
    Outcome.LEFT: pgettext_lazy("outcome of a figure", "Left out"),
    Outcome.REFUSED: pgettext_lazy("outcome of a figure", "Not taken"),
}
#: Once the file was taken, or taken back.
_DONE = {
    RunState.TAKEN: pgettext_lazy("outcome of a figure", "Taken"),
    RunState.UNDONE: pgettext_lazy("outcome of a figure", "Taken back"),
}
OUTCOME_TONES: dict[Outcome, str] = {
    Outcome.NEW: "good",
    Outcome.CONTESTED: "care",
    Outcome.REFUSED: "late",
}
DECISIONS: dict[Decision, Promise] = {
    Decision.STANDS: _("The figure that stands"),
    Decision.FILE: _("The figure of the document"),
}
PURPOSES: dict[Purpose, Promise] = {
    Purpose.INSTITUTION: _("Whose figure it is: the institution"),
    Purpose.PARTNER: _("The other side: to whom, or from whom"),
    Purpose.KIND: _("What is counted, in words"),
    Purpose.INDICATOR: _("The indicator, by code or name"),
    Purpose.PERIOD: _("The fiscal year, month or day"),
    Purpose.FIGURE: _("The figure"),
    Purpose.REMARK: _("A remark on the figure"),
}
DAYS_MEAN: dict[DaysMean, Promise] = {
    DaysMean.DAY: _("For that day"),
    DaysMean.MONTH: _("For the month in which the day lies"),
    DaysMean.FISCAL_YEAR: _("For the fiscal year in which the day lies"),
}
LACKS: dict[Lack, Promise] = {
    Lack.NO_FIGURES: _("No column has the figures. Choose which one it is."),
    Lack.TWICE: _("Two columns are the same. Choose each once."),
    Lack.TWO_SHAPES: _(
        "Figures by year, by kind and plain figures cannot be mixed in one file. Choose one of them."
    ),
    Lack.NO_INSTITUTION: _("Nothing says whose figures they are. Choose a column, or write it below."),
    Lack.NO_KIND: _("Nothing says what is counted. Choose a column, or choose it below."),
    Lack.NO_INDICATOR: _("No column names the indicator. Choose which one it is."),
    Lack.NO_PERIOD: _("Nothing says of which year they are. Choose a column, or choose it below."),
}  # fmt: skip
#: What is wrong with a cell or worth knowing, and what to do.
FAULTS: dict[Fault, Promise] = {
    Fault.NO_PERIOD: _("The year or month is missing. Write it into the row."),
    Fault.PERIOD_UNREADABLE: _("This cannot be read as a year, month or day. Write it like 令和7年度, 2025-04 or 2025-04-01."),
    Fault.ERA_CONTRADICTS: _("There is no such year of this era. Check the era or the year."),
    Fault.NO_SUCH_DAY: _("There is no such day or month. Check it."),
    Fault.NOT_BEGUN: _("This time has not begun yet, so nothing can have been counted. Check the year."),
    Fault.NOT_A_NUMBER: _("This is not a number. Write the figure alone; a remark has a column of its own."),
    Fault.NEGATIVE: _("A count cannot be less than 0. Check the figure."),
    Fault.NOT_WHOLE: _("This is counted in whole numbers. Check the figure, or the column."),
    Fault.TOO_LARGE: _("The figure is impossibly large. Check it."),
    Fault.TOO_FINE: _("At most six decimals are kept. Round it in the file."),
    Fault.OVER_HUNDRED: _("A percentage lies between 0 and 100, unless its indicator says otherwise. Check the figure, or the indicator."),
    Fault.BAD_CHARACTER: _("There is a character in the row that cannot be stored. Type the row again."),
    Fault.NO_INSTITUTION: _("The institution is missing. Write its name or its ISIL."),
    Fault.UNKNOWN_INSTITUTION: _("The directory has no institution of this name. Say above which one is meant."),
    Fault.SEVERAL_INSTITUTIONS: _("Several institutions have this name. Say above which one is meant."),
    Fault.NO_KIND: _("It is missing what is counted. Write it into the row."),
    Fault.UNKNOWN_KIND: _("It is not known what this counts. Say it above."),
    Fault.NO_INDICATOR: _("The indicator is missing. Write its code or its name."),
    Fault.UNKNOWN_INDICATOR: _("You have no indicator of this code or name. Say above which one is meant."),
    Fault.SEVERAL_INDICATORS: _("Several indicators have this name. Say above which one is meant, or write its code."),
    Fault.FED_BY_METRIC: _("This indicator is counted from the ledger, so no figure is typed or read for it. Leave the row out, or let the indicator be read from files."),
    Fault.SAID_TWICE: _("The file has two figures for this indicator and year. Leave one of them in."),
    Fault.OVERLAPS_HERE: _("Another row covers the same, as a sum over years, months or partners. Leave either the sums or their parts in; the row is named here."),
    Fault.STATED_BEFORE: _("It was stated before, otherwise, in the document named here. Take that document back first."),
    Fault.CALENDAR_YEAR: _("Read as the fiscal year that begins in April. If a calendar year is meant, correct the file."),
    Fault.NOT_KNOWN: _("The file says that this is not known or not shown. It is left out."),
    Fault.TO_ITSELF: _("Both sides are the same institution, so nothing passed between two. It is left out."),
    Fault.ADDED_UP: _("An earlier row has the same institution, kind and time. Both are added; the row is named here."),
    Fault.LATE: _("The year is closed. The figure is taken with a reason, and marked."),
    Fault.ANOTHER_STANDS: _("Another figure stands for the same, named here. Both are kept, and somebody decides which one counts."),
    Fault.CHANGES: _("The same sender said another figure before, named here. It is replaced; both stay readable."),
}  # fmt: skip


def code_of_question(indicator: str, fiscal_year: int) -> str:
    """What a turn keeps of the question which figure counts: words are for its readers."""
    return f"{fiscal_year}/{indicator}"


def question_in_words(code: str) -> str:
    """The question of ``code_of_question`` in the reader's language."""
    year, _slash, indicator = code.partition("/")
    return gettext("%(indicator)s, %(year)s: which figure counts?") % {
        "indicator": indicator,
        "year": words.fiscal_year(int(year)),
    }


def outcome_word(outcome: Outcome, state: RunState) -> str:
    """What becomes, or became, of a figure."""
    return str(_DONE.get(state, OUTCOMES[outcome]) if outcome is Outcome.NEW else OUTCOMES[outcome])


def counted_word(counted: Counted) -> str:
    """Loan (inter-library), given (items)."""
    said = {"kind": kind_word(counted.kind), "unit": unit_word(counted.kind, counted.unit)}
    if not kinds.find(counted.kind).directed:
        return gettext("%(kind)s (%(unit)s)") % said
    return gettext("%(kind)s, %(side)s (%(unit)s)") % {**said, "side": SIDES[counted.side]}


def counted_words() -> list[tuple[Counted, str]]:
    """All that can be counted, in the order of the ledger's tables."""
    ordered = sorted(
        every_counted(),
        key=lambda one: (kind_order(one.kind), unit_order(one.unit), list(SIDES).index(one.side)),
    )
    return [(counted, counted_word(counted)) for counted in ordered]
