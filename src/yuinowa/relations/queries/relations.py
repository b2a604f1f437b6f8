"""Doors to relations and to what each side says about them; the ring of an institution."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Min, Q, QuerySet

from yuinowa.core.rights import Actor, visible_to
from yuinowa.core.ties import Edge, edges_of
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.relations.domain.bases import BY_LAW
from yuinowa.relations.domain.kinds import ORDER, RelationKind
from yuinowa.relations.domain.layers import Layer
from yuinowa.relations.models import DepthChange, Relation, SideWords

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution

_KINDS = {kind.value: number for number, kind in enumerate(InstitutionKind)}


def relations_visible_to(actor: Actor) -> QuerySet[Relation]:
    """Relations the actor may see, both names at hand."""
    found = Relation.objects.select_related("one", "other", "recorded_by")
    return visible_to(actor, found)


def relations_in_rows(actor: Actor) -> QuerySet[Relation]:
    """The same with what a row of a ring says and no more: entries of institutions are wide."""
    found = Relation.objects.select_related("one", "other").only(
        *("kind", "since", "until", "ended_on", "evidence"),
        *(
            f"{side}__{name}"
            for side in ("one", "other")
            for name in ("name", "name_kana", "status")
        ),
    )
    return visible_to(actor, found)


def words_visible_to(actor: Actor) -> QuerySet[SideWords]:
    """What sides say, as far as the actor is one of them."""
    return visible_to(actor, SideWords.objects.prefetch_related("tags"))


def changes_of(relation: Relation) -> QuerySet[DepthChange]:
    """Every change of depth of a relation that was found through a door, newest first."""
    return relation.depth_changes.select_related("institution").order_by("-number")


def of_institution(relations: QuerySet[Relation], institution: int) -> QuerySet[Relation]:
    return relations.filter(Q(one=institution) | Q(other=institution))


def on_day(relations: QuerySet[Relation], day: date | None) -> QuerySet[Relation]:
    """Those that held on ``day``; without one, those that hold now."""
    if day is None:
        return relations.filter(ended_on=None)
    return relations.filter(Q(ended_on=None) | Q(ended_on__gt=day), since__lte=day)


@dataclass(frozen=True, slots=True)
class Tie:
    """One relation as one institution sees it. Of an edge only where it follows from is known."""

    kind: RelationKind
    since: date
    until: date | None
    relation: Relation | None = None
    edge: Edge | None = None
    #: Support alone: whether the institution in the middle is the supporter.
    gives: bool | None = None


@dataclass(slots=True)
class Partner:
    """One institution on the ring, and every tie to it, the closest first."""

    institution: Institution
    ties: list[Tie] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The first of what it is; empty where nothing is known."""
        return next((row.kind for row in self.institution.kinds.all()), "")


def partners_of(
    institution: int,
    actor: Actor,
    *,
    layer: Layer = Layer.ALL,
    day: date | None = None,
    today: date,
) -> list[Partner]:
    """The ring of ``institution``: by kind of institution, then by name. The number of questions is the same for any ring."""
    found: dict[int, Partner] = {}
    rows = on_day(of_institution(relations_in_rows(actor), institution), day)
    for relation in _of_layer(rows, layer).prefetch_related("bases", "one__kinds", "other__kinds"):
        is_one = relation.one_id == institution
        other = relation.other if is_one else relation.one
        kind = RelationKind(relation.kind)
        tie = Tie(
            kind,
            relation.since,
            relation.ended_on or relation.until,
            relation=relation,
            gives=is_one if kind.is_directed else None,
        )
        found.setdefault(other.pk, Partner(other)).ties.append(tie)
    if layer is Layer.ALL:
        _add_edges(found, institution, actor, day or today)
    for partner in found.values():
        partner.ties.sort(key=lambda tie: -ORDER[tie.kind])
    return sorted(
        found.values(),
        key=lambda p: (_KINDS.get(p.kind, len(_KINDS)), p.institution.name_kana, p.institution.pk),
    )


def _of_layer(relations: QuerySet[Relation], layer: Layer) -> QuerySet[Relation]:
    if layer is Layer.LAW:
        return relations.filter(bases__code__in=[code.value for code in BY_LAW]).distinct()
    if layer is Layer.CASES:
        return relations.filter(bases__isnull=False).distinct()
    return relations


def _add_edges(found: dict[int, Partner], institution: int, actor: Actor, day: date) -> None:
    edges = [edge for edge in edges_of([institution], actor) if edge.holds(day)]
    others = {edge.other if edge.one == institution else edge.one for edge in edges}
    missing = others - found.keys()
    if missing:
        seen = institutions_visible_to(actor).filter(pk__in=missing).prefetch_related("kinds")
        found.update((other.pk, Partner(other)) for other in seen)
    for edge in edges:
        other = edge.other if edge.one == institution else edge.one
        if other in found:
            tie = Tie(RelationKind.COLLABORATE, edge.since, edge.until, edge=edge)
            found[other].ties.append(tie)


@dataclass(frozen=True, slots=True)
class Beyond:
    """An institution two steps away, and through whom it is reached."""

    institution: Institution
    through: tuple[str, ...]


def beyond(
    institution: int, partners: Iterable[Partner], actor: Actor, *, day: date | None = None
) -> list[Beyond]:
    """Who is related to a partner and not to ``institution`` itself; those reached by most ways first."""
    near = {partner.institution.pk: partner.institution.name for partner in partners}
    rows = on_day(relations_in_rows(actor), day).filter(
        Q(one__in=near.keys()) | Q(other__in=near.keys())
    )
    ways: dict[int, set[str]] = {}
    far: dict[int, Institution] = {}
    for relation in rows:
        for here, there in ((relation.one, relation.other), (relation.other, relation.one)):
            if here.pk in near and there.pk not in near and there.pk != institution:
                far[there.pk] = there
                ways.setdefault(there.pk, set()).add(near[here.pk])
    found = [Beyond(far[pk], tuple(sorted(names))) for pk, names in ways.items()]
    return sorted(found, key=lambda row: (-len(row.through), row.institution.name_kana))


def ended_with(
    institution: int, actor: Actor, *, most: int = 50
) -> list[tuple[Institution, Relation]]:
    """The other side and the relation, of those that have ended; the last ended first."""
    rows = of_institution(relations_in_rows(actor), institution).exclude(ended_on=None)
    return [
        (row.other if row.one_id == institution else row.one, row)
        for row in rows.order_by("-ended_on", "-pk")[:most]
    ]


def first_day_of(institution: int, actor: Actor) -> date | None:
    """The first day of the first relation the actor may see; None without any."""
    rows = of_institution(relations_visible_to(actor), institution)
    first: date | None = rows.order_by().aggregate(first=Min("since"))["first"]
    return first
