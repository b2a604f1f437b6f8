"""Which rating each project was given in a year, as it was published: frozen in an edition, else on the sheets."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from yuinowa.core.rights import Actor
from yuinowa.plans.domain.edition import EditionState
from yuinowa.plans.domain.sheet import OPEN_STATES
from yuinowa.plans.domain.snapshot import Frozen, sheets_of
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
    #: What it was read from, by project; empty: an edition.
    sheets: dict[str, int] = field(default_factory=dict)


def rated_years(plans: Collection[int], actor: Actor) -> Mapping[tuple[int, int], RatedYear]:
    """By plan and year. Three queries."""
    return rated_in(frozen_years(plans, actor), plans, actor)


def frozen_years(
    plans: Collection[int], actor: Actor, year: int | None = None
) -> Mapping[tuple[int, int], Frozen]:
    """By plan and year, what the newest published edition froze; of all years, or of one. One query."""
    found = editions.editions_visible_to(actor).filter(
        plan__in=plans, state=EditionState.PUBLISHED.value
    )
    if year is not None:
        found = found.filter(fiscal_year=year)
    rows = found.order_by("number").values_list("plan_id", "fiscal_year", "snapshot")
    # Of several editions of a year the newest stays.
    return {(plan, of): snapshot for plan, of, snapshot in rows}


def rated_in(
    frozen: Mapping[tuple[int, int], Frozen],
    plans: Collection[int],
    actor: Actor,
    year: int | None = None,
) -> Mapping[tuple[int, int], RatedYear]:
    """By plan and year, from ``frozen`` where an edition is there, else from sheets. Two queries."""
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
        .values_list("pk", "project__plan_id", "project__key", "fiscal_year", "rating")
    )
    for pk, plan, key, sheet_year, rating in sheets:
        rated = found.setdefault((plan, sheet_year), RatedYear(scales.get(plan, ())))
        rated.ratings[key] = rating
        rated.sheets[key] = pk
    found |= {place: _frozen(snapshot) for place, snapshot in frozen.items()}
    return found


def _frozen(snapshot: Frozen) -> RatedYear:
    return RatedYear(
        tuple((step["code"], step["text"]) for step in snapshot["scale"] if step["is_of_projects"]),
        {key: sheet["rating"] for key, sheet in sheets_of(snapshot)},
    )
