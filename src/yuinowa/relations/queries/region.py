"""The region as a whole: what sides named, and the figures of its network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count

from yuinowa.core.rights import Actor, Role
from yuinowa.directory.domain.institutions import Status
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.kernel.errors import NotAllowed
from yuinowa.relations.domain import network
from yuinowa.relations.domain.contacts import ContactState
from yuinowa.relations.domain.depths import LONG_MONTHS, months_before
from yuinowa.relations.domain.kinds import RelationKind
from yuinowa.relations.domain.tags import SMALLEST_COUNT, TagCode
from yuinowa.relations.models import ContactVersion, SideTag, SideWords
from yuinowa.relations.permissions.relations import may_count
from yuinowa.relations.queries.relations import on_day, relations_in_rows

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution


@dataclass(frozen=True, slots=True)
class TagCount:
    """How many sides named a tag; None where so few did that one might guess who."""

    code: TagCode
    sides: int | None


@dataclass(frozen=True, slots=True)
class TagCounts:
    rows: tuple[TagCount, ...]
    #: Sides of current relations that named anything.
    sides: int


def tag_counts(actor: Actor) -> TagCounts:
    """What the sides of all current relations named, over the whole region and tied to no pair.

    Raises:
        NotAllowed: this is for the coordinators of the region.
    """
    if not may_count(actor):
        raise NotAllowed("counting what sides say is for the coordinators of the region")
    current = SideTag.objects.filter(words__relation__ended_on=None).order_by()
    found = dict(current.values_list("code").annotate(n=Count("pk")))
    rows = tuple(TagCount(code, _shown(found.get(code.value, 0))) for code in TagCode)
    sides = SideWords.objects.filter(relation__ended_on=None, tags__isnull=False).distinct()
    return TagCounts(rows, sides.count())


def _shown(count: int) -> int | None:
    return count if count == 0 or count >= SMALLEST_COUNT else None


@dataclass(frozen=True, slots=True)
class Bridge:
    """A tie without which the network would fall into one part more."""

    one: Institution
    other: Institution
    #: Set where all its recorded contacts were written by one person, and the reader may know by whom.
    person: int | None
    on_one_person: bool


@dataclass(frozen=True, slots=True)
class RegionNetwork:
    """The network of what the reader may see."""

    bodies: int
    ties: int
    figures: network.NetworkFigures
    #: Who stands between most others, and between how many pairs.
    between: tuple[tuple[Institution, float], ...]
    bridges: tuple[Bridge, ...]
    #: Parts that would be there without the bridges that rest on one person.
    parts_without: int
    alone: tuple[Institution, ...]
    only_contact: tuple[Institution, ...]


def network_of_region(actor: Actor, *, today: date, most: int) -> RegionNetwork:
    """The institutions that take part or are related, and the figures of collaboration model §18.3."""
    seen = institutions_visible_to(actor)
    bodies = {row.pk: row for row in seen.filter(member=True, status=Status.ACTIVE.value)}
    kinds: dict[int, set[str]] = {}
    ties: set[network.Pair] = set()
    for relation in on_day(relations_in_rows(actor), None):
        for side in (relation.one, relation.other):
            bodies.setdefault(side.pk, side)
            kinds.setdefault(side.pk, set()).add(relation.kind)
        ties.add((min(relation.sides), max(relation.sides)))
    figures = network.figures_of(bodies, ties)
    bridges = _bridges(figures.bridges, bodies, actor, today)
    weak = [(bridge.one.pk, bridge.other.pk) for bridge in bridges if bridge.on_one_person]
    between = sorted(figures.between.items(), key=lambda item: (-item[1], item[0]))
    by_name = sorted(bodies.values(), key=lambda row: (row.name_kana, row.name, row.pk))
    return RegionNetwork(
        bodies=len(bodies),
        ties=len(ties),
        figures=figures,
        between=tuple((bodies[pk], value) for pk, value in between[:most] if value),
        bridges=bridges,
        parts_without=network.parts_without(bodies, ties, weak),
        alone=tuple(row for row in by_name if row.pk not in kinds),
        only_contact=tuple(
            row for row in by_name if kinds.get(row.pk) == {RelationKind.CONTACT.value}
        ),
    )


def _bridges(
    pairs: Iterable[network.Pair], bodies: dict[int, Institution], actor: Actor, today: date
) -> tuple[Bridge, ...]:
    """Each bridge with who carried its contacts, as far as it was one person and the reader may know who."""
    ends = {end for pair in pairs for end in pair}
    rows = ContactVersion.objects.filter(
        number=1,
        contact__state=ContactState.RECORDED.value,
        contact__day__gt=months_before(today, LONG_MONTHS),
        contact__recorded_by__in=ends,
        contact__partner__in=ends,
    ).order_by()
    writers: dict[network.Pair, set[tuple[int | None, int]]] = {}
    for person, here, there in rows.values_list(
        "written_by", "contact__recorded_by", "contact__partner"
    ).distinct():
        writers.setdefault((min(here, there), max(here, there)), set()).add((person, here))
    found = []
    for one, other in pairs:
        people = {person for person, _side in writers.get((one, other), ())}
        is_one = len(people) == 1 and None not in people
        sides = {side for _person, side in writers.get((one, other), ())}
        may_know = is_one and actor.has(Role.ADMIN) and sides == {actor.institution}
        found.append(Bridge(bodies[one], bodies[other], people.pop() if may_know else None, is_one))
    return tuple(found)
