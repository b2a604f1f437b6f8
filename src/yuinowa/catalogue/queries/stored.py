"""What stands in the table of records, without an object for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from yuinowa.catalogue.models import SourceRecord

#: So many numbers are asked for with one query.
_CHUNK = 1_000


class Stored(NamedTuple):
    """One row as the bulk path needs it."""

    pk: int
    identity: str
    digest: bytes
    is_deleted: bool
    manifestation: int | None
    seen_in: int


def stored_by_identity(source: int, identities: Iterable[str]) -> dict[str, Stored]:
    """The records of ``source`` with these numbers that are there, deleted ones too."""
    found: dict[str, Stored] = {}
    for chunk in _chunks(sorted({each for each in identities if each})):
        rows = SourceRecord.objects.filter(source=source, identity__in=chunk).values_list(
            "pk", "identity", "digest", "is_deleted", "manifestation_id", "seen_in"
        )
        for pk, identity, digest, is_deleted, manifestation, seen_in in rows:
            found[identity] = Stored(
                pk, identity, bytes(digest), is_deleted, manifestation, seen_in
            )
    return found


def _chunks(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[at : at + _CHUNK] for at in range(0, len(values), _CHUNK))
