"""What stands in the table of records, without an object for each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from yuinowa.catalogue.queries.among import rows


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
    found = rows(
        "SELECT r.id, r.identity, r.digest, r.is_deleted, r.manifestation_id, r.seen_in"
        " FROM {values} JOIN catalogue_sourcerecord r ON r.source_id = %s AND r.identity = v.value",
        {each for each in identities if each},
        behind=(source,),
        kind="text",
    )
    return {
        identity: Stored(pk, identity, bytes(digest), bool(is_deleted), manifestation, seen_in)
        for pk, identity, digest, is_deleted, manifestation, seen_in in found
    }
