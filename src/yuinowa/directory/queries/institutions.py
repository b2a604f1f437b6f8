"""Institutions as an actor may see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from yuinowa.core.rights import Actor, visible_to
from yuinowa.directory.domain.institutions import OWN, IdentifierScheme, SuccessionKind
from yuinowa.directory.models import (
    Institution,
    InstitutionIdentifier,
    InstitutionSource,
    ServiceSwitch,
    Succession,
)


def institutions_visible_to(actor: Actor) -> QuerySet[Institution]:
    """Institutions the actor may see."""
    return visible_to(actor, Institution.objects.all())


def institutions_in_rows(actor: Actor) -> QuerySet[Institution]:
    """Institutions the actor may see, with what a row of a list or a file says; ``shown`` cuts them down."""
    return institutions_visible_to(actor).prefetch_related(
        "kinds", "names", "identifiers", "part_levels"
    )


def institutions_in_full(actor: Actor) -> QuerySet[Institution]:
    """Institutions the actor may see, with all that their own page says."""
    return institutions_in_rows(actor).prefetch_related(
        "switches", "units", "posts", "closing_rules", "participations", _sources()
    )


def institutions_with_sources(actor: Actor) -> QuerySet[Institution]:
    """Institutions the actor may see, as a file has to credit them."""
    return institutions_in_rows(actor).prefetch_related(_sources())


def _sources() -> Prefetch[str, QuerySet[InstitutionSource], str]:
    """Sources without the records as received, which are long and not shown."""
    return Prefetch("sources", InstitutionSource.objects.defer("record"))


def has_demo_institutions() -> bool:
    """Whether made-up institutions are in the database."""
    return Institution.objects.filter(demo=True).exists()


def region_office_id() -> int | None:
    """The institution that is the region office; None before the region is set up."""
    return Institution.objects.filter(region_office=True).values_list("pk", flat=True).first()


def has_region_office() -> bool:
    """Whether the region has its office."""
    return Institution.objects.filter(region_office=True).exists()


def holder_of(scheme: IdentifierScheme, value: str) -> Institution | None:
    """The institution that a valid identifier names."""
    row = InstitutionIdentifier.objects.filter(
        scheme=scheme.value, value=value, valid=True, former=False
    )
    found = row.select_related("institution").first()
    return found.institution if found is not None else None


def current_switches(institution: Institution, day: date) -> list[ServiceSwitch]:
    """What holds for each service on ``day``: the institution's own word first, else the latest of a source."""
    latest: dict[str, ServiceSwitch] = {}
    for switch in sorted(institution.switches.all(), key=lambda row: row.source != OWN):
        if switch.holds(day):
            latest.setdefault(switch.service, switch)
    return sorted(latest.values(), key=lambda row: row.service)


@dataclass(frozen=True, slots=True)
class Successor:
    """An institution before or after another one."""

    institution: Institution
    kind: SuccessionKind
    on_day: date
    #: Whether it came after; else it was there before.
    is_later: bool


def successions_of(institution: Institution, actor: Actor) -> list[Successor]:
    """What came before and after, oldest first; what the actor may not see is left out."""
    rows = list(Succession.objects.filter(Q(predecessor=institution) | Q(successor=institution)))
    others = _by_id(
        institutions_visible_to(actor),
        (row.successor_id for row in rows),
        (row.predecessor_id for row in rows),
    )
    found = []
    for row in rows:
        is_later = row.predecessor_id == institution.pk
        other = others.get(row.successor_id if is_later else row.predecessor_id)
        if other is not None:
            found.append(Successor(other, SuccessionKind(row.kind), row.on_day, is_later))
    return found


def _by_id(institutions: QuerySet[Institution], *ids: Iterable[int]) -> dict[int, Institution]:
    wanted = {pk for some in ids for pk in some}
    return institutions.in_bulk(wanted) if wanted else {}
