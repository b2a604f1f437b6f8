"""Which rating each project was given in a year, as it was published: frozen in an edition, else on the sheets."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from yuinowa.core.rights import Actor
from yuinowa.plans.domain.edition import EditionState
from yuinowa.plans.domain.sheet import OPEN_STATES
from yuinowa.plans.domain.snapshot import Frozen
from yuinowa.plans.models import ScaleStep
from yuinowa.plans.queries import editions
from yuinowa.plans.queries.doors import sheets_visible_to

#: Code and words, in the order of the scale.
Scale = tuple[tuple[str, str], ...]


@dataclass
class RatedYear:
    """The projects whose sheet was published, with their rating (empty: none), and the scale of that year."""

    scale: Scale
    ratings: dict[str, str] = field(default_factory=dict)


def rated_years(
    plans: Collection[int], actor: Actor, year: int | None = None
) -> Mapping[tuple[int, int], RatedYear]:
    """By plan and year; of all years, or of one. Three queries."""
    of_year = {} if year is None else {"fiscal_year": year}
    scales: dict[int, Scale] = {}
    steps = ScaleStep.objects.filter(plan__in=plans, is_of_projects=True).order_by("position")
    for plan, code, text in steps.values_list("plan_id", "code", "text"):
        scales[plan] = (*scales.get(plan, ()), (code, text))
    found: dict[tuple[int, int], RatedYear] = {}
    sheets = (
        sheets_visible_to(actor)
        .filter(project__plan__in=plans, state__in=OPEN_STATES, **of_year)
        .order_by("edition")
        .values_list("project__plan_id", "project__key", "fiscal_year", "rating")
    )
    for plan, key, sheet_year, rating in sheets:
        rated = found.setdefault((plan, sheet_year), RatedYear(scales.get(plan, ())))
        rated.ratings[key] = rating
    frozen = (
        editions.editions_visible_to(actor)
        .filter(plan__in=plans, state=EditionState.PUBLISHED.value, **of_year)
        .order_by("number")
        .values_list("plan_id", "fiscal_year", "snapshot")
    )
    # Of several editions of a year the newest stays.
    found |= {(plan, of): _frozen(snapshot) for plan, of, snapshot in frozen}
    return found


def _frozen(snapshot: Frozen) -> RatedYear:
    return RatedYear(
        tuple((step["code"], step["text"]) for step in snapshot["scale"] if step["is_of_projects"]),
        {
            project["key"]: project["sheet"]["rating"]
            for goal in snapshot["goals"]
            for measure in goal["measures"]
            for project in measure["projects"]
            if project["sheet"] is not None
        },
    )
