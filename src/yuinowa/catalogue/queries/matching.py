"""What matching asks of the tables, for many records at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from yuinowa.catalogue.domain.matching.decisions import Decision, Kind, Level, ref
from yuinowa.catalogue.domain.matching.edges import Node
from yuinowa.catalogue.domain.matching.traits import from_row
from yuinowa.catalogue.models import Decision as DecisionRow
from yuinowa.catalogue.queries.among import rows


class Described(NamedTuple):
    """One description with where it stands."""

    pk: int
    node: Node
    manifestation: int | None
    #: As it was last settled.
    component: int | None = None


@lru_cache(maxsize=200_000)
def hashed(key: str) -> int:
    """64 bits of ``key``, as a column holds them."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big", signed=True)


def digest_of(row: str, named: str) -> bytes:
    """What tells one description from every other: ``row`` of its traits, and the record a decision names."""
    return blake2b(f"{named}\n{row}".encode(), digest_size=16).digest()


def decisions() -> list[Decision]:
    """What people decided and did not withdraw."""
    standing = DecisionRow.objects.filter(withdrawn_at=None).order_by("pk")
    return [
        Decision(
            Kind(row.kind),
            ref(str(row.source_id), row.identity),
            ref(str(row.other_source_id), row.other_identity),
            row.pk,
            Level(row.level),
        )
        for row in standing
    ]


def standing(refs: Collection[str]) -> dict[int, int]:
    """Descriptions of the records so named that stand, with their editions."""
    by_source: dict[int, set[str]] = {}
    for name in refs:
        source, _tab, identity = name.partition("\t")
        by_source.setdefault(int(source), set()).add(identity)
    found: dict[int, int] = {}
    for number, identities in by_source.items():
        found |= dict(
            rows(
                "SELECT r.description_id, r.manifestation_id FROM {values} JOIN catalogue_sourcerecord r"
                " ON r.identity = v.value AND r.source_id = %s WHERE r.description_id IS NOT NULL",
                identities,
                behind=(number,),
                kind="text",
            )
        )
    return found


def ids_by_digest(digests: Iterable[bytes]) -> dict[bytes, int]:
    """Descriptions that are there."""
    found = rows(
        "SELECT d.digest, d.id FROM {values} JOIN catalogue_description d ON d.digest = v.value",
        set(digests),
        kind="bytes",
    )
    return {bytes(digest): pk for digest, pk in found}


def sizes_of_blocks(values: Collection[int], most: int) -> dict[int, int]:
    """How many descriptions bear each key, counted up to ``most``: a full block costs no more for being larger."""
    return dict(
        rows(
            "SELECT v.value, (SELECT count(*) FROM (SELECT 1 FROM catalogue_descriptionkey k"
            " WHERE k.value = v.value LIMIT %s) AS counted) FROM {values}",
            set(values),
            most,
        )
    )


def members_of_blocks(values: Collection[int]) -> dict[int, set[int]]:
    """The descriptions that bear each key."""
    found: dict[int, set[int]] = {}
    for value, description in rows(
        "SELECT k.value, k.description_id FROM {values} JOIN catalogue_descriptionkey k ON k.value = v.value",
        set(values),
    ):
        found.setdefault(value, set()).add(description)
    return found


def in_blocks(values: Collection[int]) -> set[int]:
    """The components, as they were last settled, of all descriptions that bear one of these keys."""
    found = rows(
        "SELECT DISTINCT d.component FROM {values} JOIN catalogue_descriptionkey k ON k.value = v.value"
        " JOIN catalogue_description d ON d.id = k.description_id WHERE d.component IS NOT NULL",
        set(values),
    )
    return {component for (component,) in found}


def of_components(components: Collection[int]) -> dict[int, Described]:
    return _described("component", components)


def of_ids(ids: Collection[int]) -> dict[int, Described]:
    return _described("id", ids)


def of_manifestations(ids: Collection[int]) -> dict[int, Described]:
    return _described("manifestation_id", ids)


def _described(column: str, values: Collection[int]) -> dict[int, Described]:
    found = rows(
        "SELECT d.id, d.traits, d.named, d.manifestation_id, d.component"  # noqa: S608  # a column of our own
        f" FROM {{values}} JOIN catalogue_description d ON d.{column} = v.value",
        set(values),
    )
    return {
        pk: Described(pk, (_traits_of(traits), named), manifestation, component)
        for pk, traits, named, manifestation, component in found
    }


#: Neighbours are met again and again while a file is taken in.
_traits_of = lru_cache(maxsize=50_000)(from_row)


def sharing_work_keys(values: Collection[int]) -> set[int]:
    """The editions that bear one of these keys of works."""
    found = rows(
        "SELECT DISTINCT k.manifestation_id FROM {values} JOIN catalogue_workkey k ON k.value = v.value",
        set(values),
    )
    return {manifestation for (manifestation,) in found}


def work_keys_of(manifestations: Collection[int]) -> dict[int, set[int]]:
    """The keys of works that each edition bears."""
    found: dict[int, set[int]] = {}
    for manifestation, value in rows(
        "SELECT k.manifestation_id, k.value FROM {values} JOIN catalogue_workkey k ON k.manifestation_id = v.value",
        set(manifestations),
    ):
        found.setdefault(manifestation, set()).add(value)
    return found


def works_of(manifestations: Collection[int]) -> dict[int, int | None]:
    """The work of each edition."""
    return dict(
        rows(
            "SELECT m.id, m.work_id FROM {values} JOIN catalogue_manifestation m ON m.id = v.value",
            set(manifestations),
        )
    )
