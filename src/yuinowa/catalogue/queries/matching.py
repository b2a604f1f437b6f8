"""What matching asks of the tables, for many records at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple, TypeVar

from django.db.models import Count

from yuinowa.catalogue.domain.matching.clusters import Node
from yuinowa.catalogue.domain.matching.decisions import Decision, Kind, Level, ref
from yuinowa.catalogue.domain.matching.traits import from_row
from yuinowa.catalogue.models import Decision as DecisionRow
from yuinowa.catalogue.models import Description, DescriptionKey, WorkKey

#: So many values are asked for with one query.
_CHUNK = 5_000
T = TypeVar("T")


class Described(NamedTuple):
    """One description with where it stands."""

    pk: int
    node: Node
    manifestation: int | None


def hashed(key: str) -> int:
    """64 bits of ``key``, as a column holds them."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def node_digest(node: Node) -> bytes:
    """What tells one description from every other."""
    traits, named = node
    return blake2b(f"{named}\n{traits.row()}".encode(), digest_size=16).digest()


def decisions() -> list[Decision]:
    """What people decided and did not withdraw."""
    rows = DecisionRow.objects.filter(withdrawn_at=None).order_by("pk")
    return [
        Decision(
            Kind(row.kind),
            ref(str(row.source_id), row.identity),
            ref(str(row.other_source_id), row.other_identity),
            row.pk,
            Level(row.level),
        )
        for row in rows
    ]


def ids_by_digest(digests: Iterable[bytes]) -> dict[bytes, int]:
    """Descriptions that are there."""
    found: dict[bytes, int] = {}
    for chunk in _chunks(list(set(digests)), 500):
        rows = Description.objects.filter(digest__in=chunk).values_list("digest", "pk")
        found |= {bytes(digest): pk for digest, pk in rows}
    return found


def sizes_of_blocks(values: Collection[int]) -> dict[int, int]:
    """How many descriptions bear each key; keys of nobody are left out."""
    found: dict[int, int] = {}
    for chunk in _chunks(sorted(values)):
        rows = DescriptionKey.objects.filter(value__in=chunk).values_list("value")
        found.update(rows.annotate(size=Count("pk")).order_by())
    return found


def members_of_blocks(values: Collection[int]) -> dict[int, set[int]]:
    """The descriptions that bear each key."""
    found: dict[int, set[int]] = {}
    for chunk in _chunks(sorted(values)):
        rows = DescriptionKey.objects.filter(value__in=chunk).values_list("value", "description_id")
        for value, description in rows:
            found.setdefault(value, set()).add(description)
    return found


def in_blocks(values: Collection[int]) -> set[int]:
    """The components, as they were last settled, of all descriptions that bear one of these keys."""
    found: set[int] = set()
    for chunk in _chunks(sorted(values)):
        rows = DescriptionKey.objects.filter(value__in=chunk)
        components = rows.values_list("description__component", flat=True).distinct()
        found.update(component for component in components if component is not None)
    return found


def components_of(ids: Collection[int]) -> set[int]:
    """The components of these descriptions."""
    found: set[int] = set()
    for chunk in _chunks(sorted(ids)):
        components = Description.objects.filter(pk__in=chunk).values_list("component", flat=True)
        found.update(component for component in components if component is not None)
    return found


def of_components(components: Collection[int]) -> dict[int, Described]:
    return _described("component", components)


def of_ids(ids: Collection[int]) -> dict[int, Described]:
    return _described("pk", ids)


def of_manifestations(ids: Collection[int]) -> dict[int, Described]:
    return _described("manifestation", ids)


def _described(column: str, values: Collection[int]) -> dict[int, Described]:
    found: dict[int, Described] = {}
    for chunk in _chunks(sorted(values)):
        rows = Description.objects.filter(**{f"{column}__in": chunk}).values_list(
            "pk", "traits", "named", "manifestation_id"
        )
        for pk, traits, named, manifestation in rows:
            found[pk] = Described(pk, (from_row(traits), named), manifestation)
    return found


def sharing_work_keys(values: Collection[int]) -> set[int]:
    """The editions that bear one of these keys of works."""
    found: set[int] = set()
    for chunk in _chunks(sorted(values)):
        found.update(
            WorkKey.objects.filter(value__in=chunk).values_list("manifestation_id", flat=True)
        )
    return found


def work_keys_of(manifestations: Collection[int]) -> dict[int, set[int]]:
    """The keys of works that each edition bears."""
    found: dict[int, set[int]] = {}
    for chunk in _chunks(sorted(manifestations)):
        rows = WorkKey.objects.filter(manifestation__in=chunk).values_list(
            "manifestation_id", "value"
        )
        for manifestation, value in rows:
            found.setdefault(manifestation, set()).add(value)
    return found


def _chunks(values: Sequence[T], size: int = _CHUNK) -> Iterator[Sequence[T]]:
    return (values[at : at + size] for at in range(0, len(values), size))
