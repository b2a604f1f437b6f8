"""Where an edition belongs: its work. And numbers, which are for ever: a group keeps the one most of its members had."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from yuinowa.catalogue.domain.matching.decisions import Decision, joined_with
from yuinowa.catalogue.domain.matching.edges import Node
from yuinowa.catalogue.domain.matching.numbering import kept_numbers
from yuinowa.catalogue.domain.matching.works import Unit, unit_of, works
from yuinowa.catalogue.models import Manifestation, Work, WorkKey
from yuinowa.catalogue.queries import matching as stored
from yuinowa.catalogue.queries.matching import Described, hashed
from yuinowa.catalogue.services.leading import lead_on, pairs
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
    found = {at: number for at, number in enumerate(kept_numbers(before)) if number is not None}
    lacking = [at for at in range(len(before)) if at not in found]
    made = insert(model, columns, [values] * len(lacking), returning=("id",))
    found |= {at: pk for at, (pk,) in zip(lacking, made, strict=True)}
    return [found[at] for at in range(len(before))]


def settle_works(
    settled: Mapping[int, list[Described]], decided: Sequence[Decision], went: Mapping[int, int]
) -> set[int]:
    """Every edition that changed, and its neighbours, in its work; the works that were touched.

    ``went``: of emptied editions, which has their records now.
    """
    units = {
        number: unit_of([one.node for one in each]) for number, each in settled.items() if each
    }
    changed = _write_keys(set(settled), units)
    emptied = set(settled) - set(units)
    names = {named for unit in units.values() for named in unit.named}
    partners = set(stored.standing(joined_with(names, decided)).values())
    near = _nodes_of((_neighbours(set(units), changed) | partners) - set(settled))
    units |= {number: unit_of(nodes) for number, nodes in near.items()}
    had = stored.works_of([*units, *emptied])
    by_first = {unit.first: number for number, unit in units.items()}
    groups = [[by_first[unit.first] for unit in each] for each in works(units.values(), decided)]
    before = [Counter(work for number in each if (work := had.get(number))) for each in groups]
    numbers = numbered(before, Work, ("is_shown",), (False,))
    now = {number: work for work, each in zip(numbers, groups, strict=True) for number in each}
    moved = [(work, number) for number, work in now.items() if had.get(number) != work]
    change(Manifestation, ("work_id",), moved)
    Manifestation.objects.filter(pk__in=emptied).delete()
    lead_on(pairs(now, had, went))
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
