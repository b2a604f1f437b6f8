"""How many indicators of some plans were on course in a year, each by its own plan's rule and as it was published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max

from yuinowa.ledger.domain.attainment import Series
from yuinowa.ledger.domain.indicators import Direction, IndicatorKind, Nature
from yuinowa.plans.domain.courses import Course, course_of
from yuinowa.plans.domain.printed import number_of
from yuinowa.plans.domain.rating import Member, Rule
from yuinowa.plans.domain.snapshot import Frozen, sheets_of
from yuinowa.plans.models import RatingRecord, RatingRule, SheetFigure
from yuinowa.plans.queries.rated import RatedYear
from yuinowa.plans.queries.ratings import rule_of

#: Year, target and actual as printed, forecast by hand.
_Figure = tuple[int, str, str, Decimal | None]


@dataclass(frozen=True)
class Ruled:
    """The version of a plan's rule that its year was rated by, and what it says; None: it does not say who is on course."""

    number: int
    rule: Rule
    course: Course | None


def courses_of(
    plans: Collection[int],
    year: int,
    rated: Mapping[int, RatedYear],
    frozen: Mapping[int, Frozen],
) -> Mapping[int, Ruled]:
    """By plan; one without a rule is not there. ``frozen``: by plan, the edition of the year. Three queries."""
    sheets = [pk for plan in rated for pk in rated[plan].sheets.values()]
    members = {plan: _frozen_members(snapshot) for plan, snapshot in frozen.items()}
    members |= _members_of(sheets)
    numbers = {plan: _frozen_rule(snapshot) for plan, snapshot in frozen.items()}
    numbers |= dict(
        RatingRecord.objects.filter(sheet__in=sheets)
        .order_by()
        .values_list("sheet__project__plan")
        .annotate(Max("rule__number"))
    )
    found: dict[int, Ruled] = {}
    for row in RatingRule.objects.filter(plan__in=plans).order_by("number"):
        # The one in force, until the one is met that the year was rated by.
        last = found.get(row.plan_id)
        if last is None or last.number != numbers.get(row.plan_id):
            rule = rule_of(row)
            course = course_of(rule, members.get(row.plan_id, []), year)
            found[row.plan_id] = Ruled(row.number, rule, course)
    return found


def _frozen_rule(snapshot: Frozen) -> int | None:
    """The newest version of the rule that a sheet of an edition was rated by; None: none is kept."""
    numbers = [sheet["rated"]["rule"] for _key, sheet in sheets_of(snapshot) if sheet["rated"]]
    return max((number for number in numbers if number), default=None)


def _frozen_members(snapshot: Frozen) -> list[Member]:
    """Every used indicator of an edition once."""
    found = {
        slot["indicator"]["id"]: _member(
            slot["indicator"]["kind"],
            slot["indicator"]["nature"],
            slot["indicator"]["direction"],
            _frozen_figures(slot),
        )
        for _key, sheet in sheets_of(snapshot)
        for slot in sheet["slots"]
        if slot["indicator"] is not None
    }
    return list(found.values())


def _frozen_figures(slot: Frozen) -> Iterator[_Figure]:
    for figure in slot["figures"]:
        forecast = figure["forecast"]
        yield (
            figure["year"],
            figure["target"],
            figure["actual"],
            None if forecast is None else Decimal(forecast),
        )


def _members_of(sheets: Collection[int]) -> dict[int, list[Member]]:
    """By plan, every used indicator of published sheets once. One query."""
    rows = SheetFigure.objects.filter(sheet__in=sheets, slot__indicator__isnull=False).values_list(
        "sheet__project__plan", "slot__indicator", "slot__indicator__kind", "slot__indicator__nature",
        "slot__indicator__direction", "fiscal_year", "target_text", "actual_text", "forecast",
    )  # fmt: skip
    figures: dict[tuple[int, int, str, str, str], list[_Figure]] = {}
    for plan, indicator, kind, nature, direction, year, target, actual, forecast in rows:
        place = (plan, indicator, kind, nature, direction)
        figures.setdefault(place, []).append((year, target, actual or "", forecast))
    found: dict[int, list[Member]] = {}
    for (plan, _indicator, kind, nature, direction), printed in figures.items():
        found.setdefault(plan, []).append(_member(kind, nature, direction, printed))
    return found


def _member(kind: str, nature: str, direction: str, figures: Iterable[_Figure]) -> Member:
    rows = list(figures)
    series = Series(
        direction=Direction(direction),
        nature=Nature(nature),
        targets={y: n for y, text, _a, _f in rows if (n := number_of(text)) is not None},
        actuals={y: n for y, _t, text, _f in rows if (n := number_of(text)) is not None},
        manual=next((forecast for *_said, forecast in rows if forecast is not None), None),
    )
    return Member(IndicatorKind(kind), series)
