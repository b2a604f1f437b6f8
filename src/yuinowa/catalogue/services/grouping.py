"""Where an edition belongs: its work. And numbers, which are for ever: a group keeps the one most of its members had."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from yuinowa.catalogue.domain.matching.clusters import Node
from yuinowa.catalogue.domain.matching.decisions import Decision
from yuinowa.catalogue.domain.matching.works import Unit, unit_of, works
from yuinowa.catalogue.models import Manifestation, Work, WorkKey
from yuinowa.catalogue.queries import matching as stored
from yuinowa.catalogue.queries.matching import Described, hashed
from yuinowa.catalogue.services.runs.bulk import change, insert

#: A work's neighbours are followed no further than so many editions: more than that is a key that says nothing.
_MOST_NEIGHBOURS = 5_000


def known(number: int | None) -> int:
    if number is None:
        raise RuntimeError("a description was left without an edition, or that without a work")
    return number


def numbered(
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


def settle_works(settled: Mapping[int, list[Described]], decided: Sequence[Decision]) -> set[int]:
    """Every edition that changed, and its neighbours, in its work; the works that were touched."""
    units = {
        number: unit_of([one.node for one in each]) for number, each in settled.items() if each
    }
    changed = _write_keys(set(settled), units)
    emptied = set(settled) - set(units)
    near = _nodes_of(_neighbours(set(units), changed) - set(settled))
    units |= {number: unit_of(nodes) for number, nodes in near.items()}
    had = stored.works_of([*units, *emptied])
    by_first = {unit.first: number for number, unit in units.items()}
    groups = [[by_first[unit.first] for unit in each] for each in works(units.values(), decided)]
    before = [Counter(work for number in each if (work := had.get(number))) for each in groups]
    numbers = numbered(before, Work, ("is_shown",), (False,))
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
        found.setdefault(known(one.manifestation), []).append(one.node)
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
