"""Where a record belongs: its description, its edition, its work. Settled anew for what a batch touches, and no more.

Descriptions with the same traits are one row, so that two hundred holders of one book are compared once. What a
batch may change is its region (``domain.matching.arriving``): the components of those it shares an open block
with. Numbers of editions and works are for ever, so a cluster keeps the number most of its members had.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from yuinowa.catalogue.domain.matching import weights as weighing
from yuinowa.catalogue.domain.matching.blocks import CAPS, cap_of
from yuinowa.catalogue.domain.matching.clusters import cluster
from yuinowa.catalogue.domain.matching.decisions import Decision, joined_with, named_by, ref
from yuinowa.catalogue.domain.matching.edges import Node, Scores, keys_of
from yuinowa.catalogue.domain.matching.traits import Traits, from_row
from yuinowa.catalogue.models import (
    Description,
    DescriptionKey,
    Manifestation,
    SourceRecord,
)
from yuinowa.catalogue.queries import matching as stored
from yuinowa.catalogue.queries.matching import Described, hashed
from yuinowa.catalogue.services.grouping import known, numbered, settle_works
from yuinowa.catalogue.services.runs.bulk import change, insert

#: Members of a block are counted up to here: above every cap, so that a full one is seen to be full.
_COUNTED = max(CAPS.values()) + 1
#: Of the pairs of this process: a component that a batch touches was mostly looked at by the one before.
_SCORES = Scores()
#: Number of the source, the record's own number, what is compared (traits, or their row).
Arriving = tuple[int, str, Traits | str]
#: A row of traits, and the record a decision names: a ``Node`` as it is written.
_Written = tuple[str, str]


@dataclass(slots=True)
class Placed:
    """For each arriving record, in their order, its description and its edition; and the works that changed."""

    descriptions: list[int] = field(default_factory=list)
    manifestations: list[int] = field(default_factory=list)
    works: set[int] = field(default_factory=set)
    #: Descriptions nobody had before.
    fresh: tuple[int, ...] = ()


def place(arriving: Sequence[Arriving], leaving: Collection[int] = ()) -> Placed:
    """Settle what ``arriving`` records bring and ``leaving`` ones (by their id) leave behind.

    The leaving records are marked deleted; whoever comes back in the same batch is written after this.
    """
    decided = stored.decisions()
    named = named_by(decided)
    left = _take_out(leaving)
    ids, fresh = _descriptions([_written(each, named) for each in arriving])
    orphans = _orphans({row[2] for row in left} - set(ids))
    region = _region(fresh, orphans, decided)
    _forget(orphans)
    # Of an orphan the whole edition is in the region; of another it stays with those that are as it was.
    stood = {row[:2]: row[3] for row in left if row[2] in orphans}
    came = {
        pk: stood[one[:2]]
        for pk, one in zip(ids, arriving, strict=True)
        if pk in fresh and one[:2] in stood
    }
    settled = _settle(region, decided, came)
    for one in orphans.values():  # an edition of orphans alone stands in no region
        settled.setdefault(known(one.manifestation), [])
    manifestations = stored.of_ids(set(ids))
    placed = Placed(
        descriptions=ids,
        manifestations=[known(manifestations[pk].manifestation) for pk in ids],
        fresh=tuple(fresh),
    )
    placed.works = {row[4] for row in left} | settle_works(settled, decided, _went(settled, came))
    placed.works |= {known(work) for work in stored.works_of(placed.manifestations).values()}
    return placed


# ---------------------------------------------------------------- descriptions


def _take_out(records: Collection[int]) -> list[tuple[int, str, int, int, int]]:
    """The records stand nowhere any more; of each its source and number, its description, edition and work."""
    rows = SourceRecord.objects.filter(pk__in=records, is_deleted=False)
    stood = rows.values_list(
        "source_id", "identity", "description_id", "manifestation_id", "manifestation__work_id"
    )
    found = list(stood)
    rows.update(is_deleted=True, description=None, manifestation=None)
    return found


def _written(arriving: Arriving, named: frozenset[str]) -> _Written:
    source, identity, traits = arriving
    row = traits if isinstance(traits, str) else traits.row()
    record = ref(str(source), identity)
    return row, record if record in named else ""


def _descriptions(written: Sequence[_Written]) -> tuple[list[int], dict[int, Node]]:
    """The description of each, and those that are new."""
    digests = [stored.digest_of(row, named) for row, named in written]
    known = stored.ids_by_digest(digests)
    new = {digest: one for digest, one in zip(digests, written, strict=True) if digest not in known}
    made = insert(
        Description,
        ("traits", "named", "digest"),
        [(row, named, digest) for digest, (row, named) in new.items()],
        returning=("digest", "id"),
    )
    fresh = {}
    for found, pk in made:
        digest = bytes(found)
        known[digest] = pk
        row, named = new[digest]
        fresh[pk] = (from_row(row), named)
    insert(
        DescriptionKey,
        ("description_id", "value"),
        [(pk, hashed(key)) for pk, (traits, _named) in fresh.items() for key in keys_of(traits)],
    )
    return [known[digest] for digest in digests], fresh


def _orphans(ids: Collection[int]) -> dict[int, Described]:
    """Those of ``ids`` of which no record is left."""
    held = set(
        SourceRecord.objects.filter(description__in=ids).values_list("description_id", flat=True)
    )
    return stored.of_ids(set(ids) - held)


def _forget(orphans: Mapping[int, Described]) -> None:
    Description.objects.filter(pk__in=orphans).delete()


# ---------------------------------------------------------------- editions


def _region(
    fresh: Mapping[int, Node], orphans: Mapping[int, Described], decided: Sequence[Decision]
) -> dict[int, Described]:
    """The descriptions whose edition may change: a block counts that is open now, or was before the batch.

    What people joined with a newcomer is of them, however little it is like it.
    """
    added = Counter(key for traits, _named in fresh.values() for key in keys_of(traits))
    removed = Counter(key for one in orphans.values() for key in keys_of(one.node[0]))
    keys = {hashed(key): key for key in (*added, *removed)}
    sizes = stored.sizes_of_blocks(keys, _COUNTED + len(fresh) + len(orphans))
    near = {
        value
        for value, key in keys.items()
        if min(sizes.get(value, 0) - removed[key], sizes.get(value, 0) - added[key]) <= cap_of(key)
    }
    components = stored.in_blocks(near)
    names = {named for _traits, named in fresh.values() if named}
    partners = stored.of_ids(stored.standing(joined_with(names, decided)))
    beside = (*orphans.values(), *partners.values())
    components |= {one.component for one in beside if one.component is not None}
    region = stored.of_components(components)
    region |= {pk: Described(pk, node, None) for pk, node in fresh.items()}
    return {pk: one for pk, one in region.items() if pk not in orphans}


def _settle(
    region: Mapping[int, Described], decided: Sequence[Decision], came: Mapping[int, int]
) -> dict[int, list[Described]]:
    """Every description of the region in its edition; the editions with their descriptions, emptied ones too.

    ``came``: of new descriptions, the edition in which their record stood: a correction keeps its address.
    """
    by_node = {one.node: one for one in region.values()}
    borne = Counter(key for traits, _named in by_node for key in keys_of(traits))
    keys = {hashed(key): key for key, count in borne.items() if count > 1}
    sizes = stored.sizes_of_blocks(keys, _COUNTED)
    closed = frozenset(key for value, key in keys.items() if sizes.get(value, 0) > cap_of(key))
    found = cluster(by_node, weighing.load(), decided, closed=closed, scores=_SCORES)
    clusters = [[by_node[node] for node in nodes] for nodes in found.clusters]
    before = [
        Counter(had for one in each if (had := one.manifestation or came.get(one.pk)))
        for each in clusters
    ]
    numbers = numbered(before, Manifestation, ("work_id",), (None,))
    moved = [
        (number, one.pk)
        for number, each in zip(numbers, clusters, strict=True)
        for one in each
        if one.manifestation != number
    ]
    change(Description, ("manifestation_id",), moved)
    change(
        SourceRecord,
        ("manifestation_id",),
        [each for each in moved if region[each[1]].manifestation is not None],
        by="description_id",
    )
    leads = [
        (min(each.pk for each in members), members)
        for members in ([by_node[node] for node in nodes] for nodes in found.components)
    ]
    change(
        Description,
        ("component",),
        [(lead, one.pk) for lead, members in leads for one in members if one.component != lead],
    )
    settled = dict(zip(numbers, clusters, strict=True))
    emptied = {one.manifestation for one in region.values() if one.manifestation} - set(settled)
    emptied |= set(came.values()) - set(settled)
    return settled | {number: [] for number in emptied}


def _went(settled: Mapping[int, Sequence[Described]], came: Mapping[int, int]) -> dict[int, int]:
    """Of editions that were emptied, the one that has most of their records now."""
    went: dict[int, Counter[int]] = {}
    for number, each in settled.items():
        for one in each:
            before = one.manifestation or came.get(one.pk)
            if before is not None and not settled.get(before):
                went.setdefault(before, Counter())[number] += 1
    return {before: to.most_common(1)[0][0] for before, to in went.items()}
