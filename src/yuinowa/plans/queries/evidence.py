"""The deeds behind a project in a year, and those that could stand there, as far as an actor may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Count, Q, QuerySet, Value, When

from yuinowa.core.rights import Actor
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.queries.entries import deeds_in_force, deeds_of_year, with_parties
from yuinowa.plans.models import Plan, Project, ProjectEvidence
from yuinowa.plans.queries.partners import partners_of
from yuinowa.plans.queries.together import sides_with

if TYPE_CHECKING:
    from yuinowa.ledger.models import Entry


@dataclass(frozen=True, slots=True)
class Asked:
    """What the deeds of a year are narrowed to; empty: to nothing."""

    words: str = ""
    kind: str = ""
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """A deed with the projects of the plan behind which it stands."""

    entry: Entry
    is_linked: bool
    #: Numbers of the plan's other projects; the deed is one, however many there are.
    elsewhere: tuple[str, ...] = ()


def evidence_of(project: Project, year: int, actor: Actor) -> list[Evidence]:
    """The deeds linked to ``project`` in ``year`` that ``actor`` may see and that were not taken back."""
    deeds = deeds_in_force(_sources(project, year), actor)
    return [Evidence(entry, is_linked=True) for entry in deeds]


def _sources(project: Project, year: int) -> QuerySet[ProjectEvidence, str]:
    linked = ProjectEvidence.objects.filter(project=project, fiscal_year=year)
    return linked.order_by().values_list("source", flat=True)


def deeds_to_link(
    project: Project, year: int, actor: Actor, asked: Asked | None = None
) -> QuerySet[Entry]:
    """The deeds of the owner in ``year`` that ``actor`` may see, those with linked partners and with sides of linked
    partnerships first, the newest first.
    """
    narrowed = asked or Asked()
    deeds = deeds_of_year(project.plan.owner_id, year, actor)
    if narrowed.words:
        deeds = with_parties(deeds, narrowed.words)
    if narrowed.kind:
        deeds = deeds.filter(kind=narrowed.kind)
    if narrowed.is_linked:
        deeds = deeds.filter(source__in=_sources(project, year))
    partners = {one.pk for one in partners_of(project, actor)} | sides_with(project, actor)
    partners.discard(project.plan.owner_id)
    with_partner = Q(giver__in=partners) | Q(receiver__in=partners)
    order = Case(When(with_partner, then=Value(0)), default=Value(1))
    return deeds.order_by(order, "-day_from", "-pk") if partners else deeds


def kinds_to_link(project: Project, year: int, actor: Actor, asked: Asked) -> list[tuple[str, int]]:
    """How many deeds of each kind could be linked, whatever kind is asked for."""
    deeds = deeds_to_link(project, year, actor, Asked(asked.words, "", asked.is_linked))
    counts = deeds.order_by().values_list("kind").annotate(n=Count("pk"))
    return [(kind, n) for kind, n in counts.order_by("kind")]


def with_projects(project: Project, year: int, deeds: Iterable[Entry]) -> list[Evidence]:
    """``deeds`` with the projects of the plan behind which they stand; one query."""
    entries = list(deeds)
    rows = ProjectEvidence.objects.filter(
        project__plan=project.plan_id, fiscal_year=year, source__in=[one.source for one in entries]
    )
    linked: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for source, pk, number in rows.values_list("source", "project", "project__number"):
        linked[source][pk] = number
    return [_evidence(project, entry, linked.get(entry.source, {})) for entry in entries]


def _evidence(project: Project, entry: Entry, linked: dict[int, str]) -> Evidence:
    others = sorted(number for pk, number in linked.items() if pk != project.pk)
    return Evidence(entry, project.pk in linked, tuple(others))


def deeds_behind(plan: Plan, year: int, actor: Actor) -> int:
    """How many deeds stand behind the plan's projects in ``year``, each counted once."""
    rows = ProjectEvidence.objects.filter(project__plan=plan, fiscal_year=year)
    return deeds_in_force(rows.order_by().values_list("source", flat=True), actor).count()


def years_of_evidence(plan: Plan, this_year: int) -> Sequence[FiscalYear]:
    """The plan's years that have begun, the newest first."""
    last = min(plan.last_year, this_year)
    return [FiscalYear(year) for year in range(last, plan.first_year - 1, -1)]
