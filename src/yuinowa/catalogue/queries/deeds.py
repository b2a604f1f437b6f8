"""What a person may say of the records of a work, and what would follow: which records stand together then."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from yuinowa.catalogue.domain.matching import weights as weighing
from yuinowa.catalogue.domain.matching.blocks import CAPS, block_keys, cap_of
from yuinowa.catalogue.domain.matching.clusters import cluster, node_of
from yuinowa.catalogue.domain.matching.decisions import (
    MOST_NAMED,
    Decision,
    Kind,
    Level,
    named_by,
    ref,
    said_of,
    to_be_named,
)
from yuinowa.catalogue.domain.matching.edges import Node
from yuinowa.catalogue.domain.matching.numbering import kept_numbers
from yuinowa.catalogue.domain.matching.works import Unit, unit_of, works
from yuinowa.catalogue.models import Decision as DecisionRow
from yuinowa.catalogue.models import Manifestation, SourceRecord, Work
from yuinowa.catalogue.permissions import record_shown
from yuinowa.catalogue.queries import matching as stored
from yuinowa.catalogue.queries.matching import hashed
from yuinowa.core.rights import Actor, can

#: Later than whatever was decided.
_NOW = 2**62


@dataclass(frozen=True, slots=True)
class Deed:
    """``record`` is joined with, or kept from, each of ``others``."""

    kind: Kind
    level: Level
    record: SourceRecord
    others: tuple[SourceRecord, ...]

    def pairs(self) -> list[DecisionRow]:
        """A row for each pair, as it would be written; not saved."""
        return [_pair(self.kind, self.level, self.record, other) for other in self.others]


def _pair(kind: Kind, level: Level, record: SourceRecord, other: SourceRecord) -> DecisionRow:
    one, two = sorted((record, other), key=lambda each: (each.source_id, each.identity))
    return DecisionRow(
        kind=kind.value,
        level=level.value,
        source=one.source,
        identity=one.identity,
        other_source=two.source,
        other_identity=two.identity,
    )


def may_make(deed: Deed, actor: Actor) -> bool:
    """Whether ``actor`` may say it: of every pair of which both records are shown, and there is one.

    What another library does not show yet stands with the rest and is named with it, unseen.
    """
    pairs = [
        pair
        for pair, other in zip(deed.pairs(), deed.others, strict=True)
        if record_shown.holds(actor, other) or other.source.owner_id == actor.institution
    ]
    return bool(pairs) and all(can(actor, "decision.make", pair) for pair in pairs)


# ---------------------------------------------------------------- the four deeds


def record_apart(record: SourceRecord) -> Deed:
    """``record`` leaves its edition."""
    return _of_edition(Kind.SPLIT, record, _records([record.manifestation_id]))


def edition_joined(record: SourceRecord, edition: Manifestation) -> Deed:
    """The edition of ``record`` and ``edition`` are one."""
    return _of_edition(Kind.JOIN, record, _records([record.manifestation_id, edition.pk]))


def edition_apart(record: SourceRecord) -> Deed:
    """The edition of ``record`` leaves its work."""
    editions = Manifestation.objects.filter(work__manifestations=record.manifestation_id)
    return _of_work(Kind.SPLIT, record, _records(editions))


def work_joined(record: SourceRecord, work: Work) -> Deed:
    """The work of ``record`` and ``work`` are one."""
    own = Work.objects.filter(manifestations=record.manifestation_id)
    editions = Manifestation.objects.filter(work__in=[*own, work])
    return _of_work(Kind.JOIN, record, _records(editions))


def _records(editions: Iterable[Manifestation | int | None]) -> QuerySet[SourceRecord]:
    """The records of these editions, their text left out: shown ones first, of them the oldest."""
    rows = SourceRecord.objects.filter(manifestation__in=editions, is_deleted=False)
    return rows.select_related("source").defer("raw", "understood").order_by("-source__level", "pk")


def _of_edition(kind: Kind, record: SourceRecord, rows: QuerySet[SourceRecord]) -> Deed:
    found = {each.pk: each for each in rows}
    described = {pk: each.description_id or 0 for pk, each in found.items()}
    named = to_be_named(record.pk, described)
    return Deed(kind, Level.MANIFESTATION, record, tuple(found[pk] for pk in named))


def _of_work(kind: Kind, record: SourceRecord, rows: QuerySet[SourceRecord]) -> Deed:
    """One record speaks for each edition."""
    speaking: dict[int | None, SourceRecord] = {record.manifestation_id: record}
    for each in rows:
        speaking.setdefault(each.manifestation_id, each)
    others = [each for each in speaking.values() if each.pk != record.pk]
    return Deed(kind, Level.WORK, record, tuple(others[:MOST_NAMED]))


# ---------------------------------------------------------------- what would follow


@dataclass(frozen=True, slots=True)
class Edition:
    """Records that would stand together. ``edition`` and ``work``: their numbers, None for a new one."""

    records: tuple[int, ...]
    edition: int | None
    work: int | None
    #: Editions with the same number here stand on one page.
    page: int


def foreseen(deed: Deed) -> list[Edition]:
    """The editions of all records that ``deed`` touches as they would be after it; nothing is written.

    The records are their numbers, of everybody's: whoever shows them leaves out what the reader may not see.
    """
    record = ref(str(deed.record.source_id), deed.record.identity)
    others = [ref(str(each.source_id), each.identity) for each in deed.others]
    decided = [*stored.decisions(), *said_of(deed.kind, record, others, level=deed.level, order=_NOW)]  # fmt: skip
    concerned = {each.manifestation_id for each in (deed.record, *deed.others)} - {None}
    members = _members(_components(concerned), named_by(decided))
    editions = _clusters(members, decided)
    units = {unit_of(nodes): at for at, nodes in enumerate(editions)}
    had = [_had(nodes, members) for nodes in editions]
    numbers = kept_numbers(had)
    around = _around(units, {number for each in had for number in each})
    works_of = dict(
        Manifestation.objects.filter(
            pk__in={*around.values(), *(n for each in had for n in each)}
        ).values_list("pk", "work_id")
    )
    groups = works([*units, *around], decided)
    claims = [
        Counter(
            work
            for unit in group
            if (number := around[unit] if unit in around else numbers[units[unit]])
            and (work := works_of.get(number))
        )
        for group in groups
    ]
    pages = kept_numbers(claims)
    touched = {each.pk for each in (deed.record, *deed.others)}
    return [
        Edition(records, numbers[at], pages[page], page)
        for page, group in enumerate(groups)
        for unit in group
        if unit in units
        for at in (units[unit],)
        if (records := _records_of(editions[at], members))
        and (touched & set(records) or concerned & set(had[at]))
    ]


#: Number of the record, its edition.
_Members = Mapping[Node, Sequence[tuple[int, int]]]


def _components(editions: Collection[int | None]) -> dict[int, stored.Described]:
    found = stored.of_manifestations([each for each in editions if each is not None])
    return found | stored.of_components({one.component for one in found.values() if one.component})


def _members(region: Mapping[int, stored.Described], named: frozenset[str]) -> _Members:
    """The records of each node, as the nodes would be with these names."""
    rows = SourceRecord.objects.filter(description__in=list(region), is_deleted=False)
    found: dict[Node, list[tuple[int, int]]] = defaultdict(list)
    for pk, source, identity, description, edition in rows.values_list(
        "pk", "source_id", "identity", "description_id", "manifestation_id"
    ):
        node = node_of(ref(str(source), identity), region[description].node[0], named)
        found[node].append((pk, edition))
    return found


def _clusters(members: _Members, decided: Sequence[Decision]) -> list[tuple[Node, ...]]:
    keys = {hashed(key): key for traits, _named in members for key in block_keys(traits)}
    sizes = stored.sizes_of_blocks(keys, max(CAPS.values()) + 1)
    closed = frozenset(key for value, key in keys.items() if sizes.get(value, 0) > cap_of(key))
    return list(cluster(members, weighing.load(), decided, closed=closed).clusters)


def _records_of(nodes: Iterable[Node], members: _Members) -> tuple[int, ...]:
    return tuple(sorted(pk for node in nodes for pk, _edition in members[node]))


def _had(nodes: Iterable[Node], members: _Members) -> Counter[int]:
    return Counter(edition for node in nodes for _pk, edition in members[node])


def _around(units: Iterable[Unit], settled: Collection[int]) -> dict[Unit, int]:
    """Other editions that share a key of works with these."""
    values = {hashed(key) for unit in units for key in (*unit.keys, *unit.weak_keys)}
    others = stored.sharing_work_keys(values) - set(settled)
    nodes: dict[int, list[Node]] = defaultdict(list)
    for one in stored.of_manifestations(others).values():
        nodes[one.manifestation or 0].append(one.node)
    return {unit_of(each): number for number, each in nodes.items()}
