"""What the words of metrics and indicators are called on the page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yuinowa.ledger.domain.indicators import (
    Accumulation,
    Certainty,
    Direction,
    Frequency,
    IndicatorKind,
    Nature,
    Source,
)
from yuinowa.ledger.domain.metrics import (
    AskedSide,
    ContextRule,
    Count,
    Group,
    Lineage,
    Period,
    ScopeRule,
    VoiceRule,
)
from yuinowa.ledger.domain.planner import Rollup
from yuinowa.ledger.domain.values import NoData
from yuinowa.ledger.labels import unit_word
from yuinowa.ui import words

#: The unit of an answer that is not the unit of its legs.
RESULT_UNITS: dict[str, Promise] = {
    "entry": pgettext_lazy("unit", "entries"),
    "institution": pgettext_lazy("unit", "institutions"),
    "day": pgettext_lazy("unit", "day"),
    "ratio": pgettext_lazy("unit", "times as many"),
    "percent": pgettext_lazy("unit", "%"),
    "per_thousand": pgettext_lazy("unit", "‰"),
}

ASKED_SIDES: dict[AskedSide, Promise] = {
    AskedSide.GIVEN: _("Given"),
    AskedSide.RECEIVED: _("Received"),
    AskedSide.BOTH: _("Given and received"),
    AskedSide.TOTAL: _("Total of the region"),
}

COUNTS: dict[Count, Promise] = {
    Count.QUANTITY: _("Quantity"),
    Count.ENTRIES: _("Number of entries"),
    Count.PARTNERS: _("Number of partners"),
    Count.NEW_PARTNERS: _("Number of new partners"),
    Count.FIRST_DAY: _("First day"),
    Count.LAST_DAY: _("Last day"),
    Count.RATIO: _("Ratio"),
}

SCOPE_RULES: dict[ScopeRule, Promise] = {
    ScopeRule.INSTITUTION: _("Institutions themselves"),
    ScopeRule.RESIDENTS: _("Residents of their areas"),
}

CONTEXTS: dict[ContextRule, Promise] = {
    ContextRule.ANY: _("Whatever it was done under"),
    ContextRule.SOME: _("Only under a partnership"),
    ContextRule.NONE: _("Only outside partnerships"),
    ContextRule.THIS: _("Only under the partnership asked about"),
}

PERIODS: dict[Period, Promise] = {
    Period.MONTH: _("Month"),
    Period.FISCAL_YEAR: _("Fiscal year"),
    Period.TO_DATE: _("From the first year to date"),
}

VOICE_RULES: dict[VoiceRule, Promise] = {
    VoiceRule.CHOSEN: _("What is recorded here, or the statement chosen in its place"),
    VoiceRule.RECORDED: _("Only what is recorded here"),
    VoiceRule.STATED: _("Only what institutions stated"),
}

LINEAGES: dict[Lineage, Promise] = {
    Lineage.THEN: _("Each institution as it was then"),
    Lineage.NOW: _("Predecessors as what they have become"),
}

GROUPS: dict[Group, Promise] = {
    Group.MONTH: _("by month"),
    Group.KIND: _("by kind"),
    Group.PARTNER: _("by partner"),
    Group.PARTNER_KIND: _("by kind of partner"),
    Group.PARTNER_AREA: _("by area of partner"),
    Group.CONTEXT: _("by partnership"),
}

ROLL_UPS: dict[Rollup, Promise] = {
    Rollup.PAIR_YEAR: _("Cells per pair and year"),
    Rollup.GIVEN_MONTH: _("Cells per giver and month"),
    Rollup.RECEIVED_MONTH: _("Cells per receiver and month"),
    Rollup.CONTEXT_YEAR: _("Cells per partnership, pair and year"),
}

NO_DATA: dict[NoData, Promise] = {
    NoData.TAKES_NO_PART: _(
        "No posting, switch or statement says that anything of the kind is done."
    ),
    NoData.NO_DAY: _("Nothing has been done yet."),
    NoData.DENOMINATOR_ZERO: _("The denominator is 0."),
    NoData.PART_WITHOUT_DATA: _("The numerator or the denominator has no data."),
}

#: The rows of a definition.
FIELDS: dict[str, Promise] = {
    "count": _("What is counted"),
    "unit": _("Unit"),
    "kinds": _("Kinds"),
    "side": _("Direction"),
    "scope": _("Whose part"),
    "context": _("Done under"),
    "period": _("Period"),
    "voice": _("Whose word counts"),
    "lineage": _("Mergers and renamings"),
    "group": _("Grouped"),
    "times": _("Multiplied by"),
}

INDICATOR_KINDS: dict[IndicatorKind, Promise] = {
    IndicatorKind.INPUT: _("Input indicator"),
    IndicatorKind.ACTIVITY: _("Activity indicator"),
    IndicatorKind.OUTPUT: _("Output indicator"),
    IndicatorKind.OUTCOME: _("Outcome indicator"),
}
NATURES: dict[Nature, Promise] = {
    Nature.FLOW: _("Sum over the year"),
    Nature.STOCK: _("State on a day"),
    Nature.RATE: _("Rate"),
    Nature.SURVEY: _("Survey"),
}
DIRECTIONS: dict[Direction, Promise] = {
    Direction.UP: _("More is better"),
    Direction.DOWN: _("Less is better"),
    Direction.BAND: _("Kept within a band"),
    Direction.MILESTONE: _("Reached by a day"),
}
ACCUMULATIONS: dict[Accumulation, Promise] = {
    Accumulation.PER_YEAR: _("Each year for itself"),
    Accumulation.CUMULATIVE: _("Cumulative"),
}
FREQUENCIES: dict[Frequency, Promise] = {
    Frequency.YEARLY: _("Yearly"),
    Frequency.HALF_YEARLY: _("Half-yearly"),
    Frequency.QUARTERLY: _("Quarterly"),
    Frequency.MONTHLY: _("Monthly"),
    Frequency.ONCE: _("Once"),
}
SOURCES: dict[Source, Promise] = {
    Source.HAND: _("Entered by hand"),
    Source.IMPORT: _("Read from a file"),
    Source.METRIC: _("Counted from the ledger"),
}
CERTAINTIES: dict[Certainty, Promise] = {
    Certainty.PROVISIONAL: _("Provisional"),
    Certainty.FINAL: _("Confirmed"),
}


def unit(code: str, kinds: tuple[str, ...] = ()) -> str:
    """What an answer is counted in: the unit of its legs, or what the count makes of them."""
    if code in RESULT_UNITS:
        return str(RESULT_UNITS[code])
    return unit_word(kinds[0] if len(kinds) == 1 else "", code)


def month(number: int) -> str:
    """4月, April; 月不明 where only the year is known (rule 8)."""
    if number % 100 == 0:
        return gettext("Month not known")
    return formats.date_format(date(number // 100, number % 100, 1), "F")


def is_japanese() -> bool:
    return words.in_japanese()


def name_of(labels: Mapping[str, str]) -> str:
    """A label in two languages, in the reader's."""
    return labels["ja"] if words.in_japanese() else labels["en"]


def quantity(number: int | Fraction | date | Decimal | None, unit_code: str = "") -> str:
    """A figure as it is read: 1,368,052, 66.7, or a day."""
    if number is None:
        return ""
    if isinstance(number, date):
        return words.long_day(number)
    if isinstance(number, Fraction):
        number = (Decimal(number.numerator) / Decimal(number.denominator)).quantize(Decimal("0.1"))
    text = words.number(number)
    return f"{text}%" if unit_code == "percent" else text
