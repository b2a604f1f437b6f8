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
from yuinowa.catalogue.domain.matching.blocks import block_keys, cap_of
from yuinowa.catalogue.domain.matching.clusters import Node, cluster, node_of
from yuinowa.catalogue.domain.matching.decisions import Decision, named_by, ref
from yuinowa.catalogue.domain.matching.traits import Traits
from yuinowa.catalogue.domain.matching.works import Unit, unit_of, works
from yuinowa.catalogue.models import (
    Description,
    DescriptionKey,
    Manifestation,
    SourceRecord,
    Work,
    WorkKey,
)
from yuinowa.catalogue.queries import matching as stored
from yuinowa.catalogue.queries.matching import Described, hashed
from yuinowa.catalogue.services.runs.bulk import change, insert

#: A work's neighbours are followed no further than so many editions: more than that is a key that says nothing.
_MOST_NEIGHBOURS = 5_000
#: Number of the source, the record's own number, what is compared.
Arriving = tuple[int, str, Traits]


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
    works_before, emptied = _take_out(leaving)
    nodes = [
        node_of(ref(str(source), identity), traits, named) for source, identity, traits in arriving
    ]
    ids, fresh = _descriptions(nodes)
    orphans = _orphans(emptied - set(ids))
    region = _region(fresh, orphans)
    _forget(orphans)
    settled = _settle(region, decided)
    for one in orphans.values():  # an edition of orphans alone stands in no region
        settled.setdefault(_known(one.manifestation), [])
    manifestations = stored.of_ids(set(ids))
    placed = Placed(
        descriptions=ids,
        manifestations=[_known(manifestations[pk].manifestation) for pk in ids],
        fresh=tuple(fresh),
    )
    placed.works = works_before | _settle_works(settled, decided)
    placed.works |= set(
        Manifestation.objects.filter(pk__in=set(placed.manifestations)).values_list(
            "work_id", flat=True
        )
    )
    return placed


def _known(manifestation: int | None) -> int:
    if manifestation is None:
        raise RuntimeError("a description was left without an edition")
    return manifestation


# ---------------------------------------------------------------- descriptions


def _take_out(records: Collection[int]) -> tuple[set[int], set[int]]:
    """The records stand nowhere any more; the works they were of, and their descriptions."""
    rows = SourceRecord.objects.filter(pk__in=records, is_deleted=False)
    touched = set(rows.values_list("manifestation__work_id", flat=True))
    described = set(rows.values_list("description_id", flat=True))
    rows.update(is_deleted=True, description=None, manifestation=None)
    return touched, described


def _descriptions(nodes: Sequence[Node]) -> tuple[list[int], dict[int, Node]]:
    """The description of each node, and those that are new."""
    digests = [stored.node_digest(node) for node in nodes]
    known = stored.ids_by_digest(digests)
    new = {digest: node for digest, node in zip(digests, nodes, strict=True) if digest not in known}
    made = insert(
        Description,
        ("traits", "named", "digest"),
        [(traits.row(), named, digest) for digest, (traits, named) in new.items()],
        returning=("digest", "id"),
    )
    fresh = {pk: new[bytes(digest)] for digest, pk in made}
    known |= {bytes(digest): pk for digest, pk in made}
    insert(
        DescriptionKey,
        ("description_id", "value"),
        [(pk, hashed(key)) for pk, (traits, _named) in fresh.items() for key in block_keys(traits)],
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


def _region(fresh: Mapping[int, Node], orphans: Mapping[int, Described]) -> dict[int, Described]:
    """The descriptions whose edition may change: a block counts that is open now, or was before the batch."""
    added = Counter(key for traits, _named in fresh.values() for key in block_keys(traits))
    removed = Counter(key for one in orphans.values() for key in block_keys(one.node[0]))
    keys = {hashed(key): key for key in (*added, *removed)}
    sizes = stored.sizes_of_blocks(keys)
    near = {
        value
        for value, key in keys.items()
        if min(sizes.get(value, 0) - removed[key], sizes.get(value, 0) - added[key]) <= cap_of(key)
    }
    components = stored.in_blocks(near) | stored.components_of(orphans)
    region = stored.of_components(components)
    region |= {pk: Described(pk, node, None) for pk, node in fresh.items()}
    return {pk: one for pk, one in region.items() if pk not in orphans}


def _settle(
    region: Mapping[int, Described], decided: Sequence[Decision]
) -> dict[int, list[Described]]:
    """Every description of the region in its edition; the editions with their descriptions, emptied ones too."""
    by_node = {one.node: one for one in region.values()}
    keys = {hashed(key): key for traits, _named in by_node for key in block_keys(traits)}
    sizes = stored.sizes_of_blocks(keys)
    closed = frozenset(key for value, key in keys.items() if sizes.get(value, 0) > cap_of(key))
    found = cluster(by_node, weighing.load(), decided, closed=closed)
    clusters = [[by_node[node] for node in nodes] for nodes in found.clusters]
    before = [Counter(one.manifestation for one in each if one.manifestation) for each in clusters]
    numbers = _numbered(before, Manifestation, ("work_id",), (None,))
    moved = [
        (number, one.pk)
        for number, each in zip(numbers, clusters, strict=True)
        for one in each
        if one.manifestation != number
    ]
    change(Description, ("manifestation_id",), moved)
    for number, pk in moved:
        if region[pk].manifestation is not None:
            SourceRecord.objects.filter(description=pk).update(manifestation=number)
    leads = [(min(by_node[node].pk for node in nodes), nodes) for nodes in found.components]
    change(
        Description,
        ("component",),
        [(lead, by_node[node].pk) for lead, nodes in leads for node in nodes],
    )
    settled = dict(zip(numbers, clusters, strict=True))
    emptied = {one.manifestation for one in region.values() if one.manifestation} - set(settled)
    return settled | {number: [] for number in emptied}


def _numbered(
    before: Sequence[Counter[int]],
    model: type[Manifestation | Work],
    columns: tuple[str, ...],
    values: tuple[object, ...],
) -> list[int]:
    """A number for each cluster: the one most of its members had, as far as no other cluster had more of it."""
    claims = sorted(
        ((-count, number, at) for at, had in enumerate(before) for number, count in had.items()),
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _count, number, at in claims:
        if at not in found and number not in taken:
            found[at] = number
            taken.add(number)
    lacking = [at for at in range(len(before)) if at not in found]
    made = insert(model, columns, [values] * len(lacking), returning=("id",))
    found |= {at: pk for at, (pk,) in zip(lacking, made, strict=True)}
    return [found[at] for at in range(len(before))]


# ---------------------------------------------------------------- works


def _settle_works(settled: Mapping[int, list[Described]], decided: Sequence[Decision]) -> set[int]:
    """Every edition that changed, and its neighbours, in its work; the works that were touched."""
    units = {
        number: unit_of([one.node for one in each]) for number, each in settled.items() if each
    }
    changed = _write_keys(set(settled), units)
    emptied = set(settled) - set(units)
    near = _nodes_of(_neighbours(set(units), changed) - set(settled))
    units |= {number: unit_of(nodes) for number, nodes in near.items()}
    had = dict(Manifestation.objects.filter(pk__in=[*units, *emptied]).values_list("pk", "work_id"))
    by_first = {unit.first: number for number, unit in units.items()}
    groups = [[by_first[unit.first] for unit in each] for each in works(units.values(), decided)]
    before = [Counter(work for number in each if (work := had.get(number))) for each in groups]
    numbers = _numbered(before, Work, ("is_shown",), (False,))
    moved = [
        (work, number)
        for work, each in zip(numbers, groups, strict=True)
        for number in each
        if had.get(number) != work
    ]
    change(Manifestation, ("work_id",), moved)
    _lead_on(moved, had)
    Manifestation.objects.filter(pk__in=emptied).delete()
    return set(numbers) | {work for work in had.values() if work is not None}


def _write_keys(numbers: set[int], units: Mapping[int, Unit]) -> set[int]:
    """The keys of works of these editions as they are now; those they bear or bore."""
    before = stored.work_keys_of(numbers)
    now = {
        number: {hashed(key) for key in (*unit.keys, *unit.weak_keys)}
        for number, unit in units.items()
    }
    other = {number for number in numbers if before.get(number, set()) != now.get(number, set())}
    WorkKey.objects.filter(manifestation__in=other).delete()
    insert(
        WorkKey,
        ("manifestation_id", "value"),
        [(number, value) for number in sorted(other) for value in sorted(now.get(number, ()))],
    )
    return {value for each in (*before.values(), *now.values()) for value in each}


def _neighbours(numbers: set[int], keys: set[int]) -> set[int]:
    """Editions whose work may change with these: reached over keys, as far as they lead."""
    found, asked, frontier = set(numbers), set[int](), keys
    while frontier and len(found) < _MOST_NEIGHBOURS + len(numbers):
        asked |= frontier
        near = stored.sharing_work_keys(frontier) - found
        found |= near
        frontier = {v for each in stored.work_keys_of(near).values() for v in each} - asked
    return found


def _nodes_of(manifestations: Collection[int]) -> dict[int, list[Node]]:
    found: dict[int, list[Node]] = {}
    for one in stored.of_manifestations(manifestations).values():
        found.setdefault(_known(one.manifestation), []).append(one.node)
    return found


def _lead_on(moved: Sequence[tuple[int, int]], had: Mapping[int, int | None]) -> None:
    """A work that lost its last edition leads to where most of them went, so that its address holds."""
    went: dict[int, Counter[int]] = {}
    for work, number in moved:
        before = had.get(number)
        if before is not None:
            went.setdefault(before, Counter())[work] += 1
    left = set(
        Manifestation.objects.filter(work__in=went).values_list("work_id", flat=True).distinct()
    )
    for before, counts in went.items():
        if before not in left:
            to = min(counts, key=lambda work: (-counts[work], work))
            Work.objects.filter(pk=before).update(moved_to=to, is_shown=False)
            Work.objects.filter(moved_to=before).update(moved_to=to)
    Work.objects.filter(pk__in={work for work, _number in moved}).update(moved_to=None)
