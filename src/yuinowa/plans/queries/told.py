"""What public reports say of indicators: editions and published sheets, never a draft.

A fixed number of queries, however many plans, indicators and years.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from django.urls import reverse

from yuinowa.core.rights import Actor
from yuinowa.plans.domain.comparison import Report, Told, actual_told, target_told
from yuinowa.plans.domain.edition import EditionState, FigureKind
from yuinowa.plans.domain.sheet import OPEN_STATES
from yuinowa.plans.models import EditionFigure, SheetFigure
from yuinowa.plans.queries.doors import sheets_visible_to
from yuinowa.plans.queries.editions import editions_visible_to

#: Plan, indicator, year of the figure.
Place = tuple[int, int, int]


@dataclass
class Public:
    """What was published of some plans."""

    told: dict[Place, list[Told]] = field(default_factory=dict)
    #: By plan and year, the newest published edition: its number.
    editions: dict[tuple[int, int], int] = field(default_factory=dict)

    def actual(self, plan: int, indicator: int, year: int) -> Told | None:
        """The report that speaks for the actual; None: nothing was published of it."""
        found = self.told.get((plan, indicator, year), [])
        if (plan, year) in self.editions and not any(
            told.report is Report.EDITION and told.report_year == year for told in found
        ):
            # The year's edition is out and prints nothing here.
            return self.edition(plan, year)
        return actual_told(found, year)

    def target(self, plan: int, indicator: int, year: int) -> str:
        """The target as published; empty where none is."""
        told = target_told(self.told.get((plan, indicator, year), []), year)
        return told.target if told else ""

    def edition(self, plan: int, year: int) -> Told | None:
        """The year's own edition, as what speaks for figures it does not print."""
        number = self.editions.get((plan, year))
        if number is None:
            return None
        return Told(Report.EDITION, year, number, report_url=_edition_url(plan, year, number))


def public_of(plans: Collection[int], indicators: Collection[int], actor: Actor) -> Public:
    """Everything published of ``indicators`` in ``plans`` that ``actor`` may see. Three queries."""
    public = Public()
    newest: dict[tuple[int, int], tuple[int, int]] = {}
    for pk, plan, year, number in (
        editions_visible_to(actor)
        .filter(state=EditionState.PUBLISHED.value, plan__in=plans)
        .order_by("number")
        .values_list("pk", "plan_id", "fiscal_year", "number")
    ):
        newest[plan, year] = (pk, number)
    public.editions = {key: number for key, (_pk, number) in newest.items()}
    editions = {pk: (*key, number) for key, (pk, number) in newest.items()}
    for place, told in _of_editions(editions, indicators):
        public.told.setdefault(place, []).append(told)
    for place, told in _of_sheets(plans, indicators, actor):
        public.told.setdefault(place, []).append(told)
    return public


def _of_editions(
    editions: dict[int, tuple[int, int, int]], indicators: Collection[int]
) -> Iterator[tuple[Place, Told]]:
    found: dict[tuple[int, Place], Told] = {}
    rows = (
        EditionFigure.objects.filter(edition__in=list(editions), indicator__in=list(indicators))
        .order_by("-position")
        .values_list(
            "edition_id", "indicator_id", "fiscal_year", "kind", "text", "is_preliminary", "metric",
            "unit", "position",
        )
    )  # fmt: skip
    for edition, indicator, year, kind, text, is_preliminary, metric, unit, position in rows:
        plan, report_year, number = editions[edition]
        place = (plan, indicator, year)
        told = found.get((edition, place)) or Told(
            Report.EDITION,
            report_year,
            number,
            unit=unit,
            report_url=_edition_url(plan, report_year, number),
        )
        if kind == FigureKind.TARGET:
            told = replace(told, target=text)
        else:
            url = reverse("plans:edition-figure", args=[plan, report_year, number, position])
            told = replace(told, actual=text, is_preliminary=is_preliminary, metric=metric, url=url)
        found[edition, place] = told
    for (_edition, place), told in found.items():
        yield place, told


def _edition_url(plan: int, year: int, number: int) -> str:
    return reverse("plans:edition-detail", args=[plan, year, number])


def _of_sheets(
    plans: Collection[int], indicators: Collection[int], actor: Actor
) -> Iterator[tuple[Place, Told]]:
    """The newest published edition of each sheet."""
    seen = sheets_visible_to(actor).filter(state__in=OPEN_STATES, project__plan__in=plans)
    rows = (
        SheetFigure.objects.filter(
            sheet__in=seen.order_by().values("pk"), slot__indicator__in=list(indicators)
        )
        .order_by("sheet__edition", "-slot__project__position", "-pk")
        .values_list(
            "sheet_id", "sheet__project__plan_id", "slot__indicator_id", "sheet__fiscal_year",
            "fiscal_year", "target_text", "actual_text", "value__is_preliminary",
            "value__metric__code", "value__metric__version",
        )
    )  # fmt: skip
    found: dict[tuple[Place, int], Told] = {}
    for (
        sheet,
        plan,
        indicator,
        report_year,
        year,
        target,
        actual,
        preliminary,
        code,
        version,
    ) in rows:
        url = reverse("plans:sheet-detail", args=[plan, sheet])
        found[(plan, indicator, year), report_year] = Told(
            Report.SHEET,
            report_year,
            target=target,
            actual=actual or "",
            is_preliminary=bool(preliminary),
            metric=f"{code}@{version}" if code else "",
            url=url,
            report_url=url,
        )
    for (place, _report_year), told in found.items():
        yield place, told
