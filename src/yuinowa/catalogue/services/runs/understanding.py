"""A record of a file with all that hangs on no table: understood, packed, its traits, its things on shelves.

This is most of the work of taking a record in, so it is done once: the reading that shows a file keeps it beside the
file (``keeping``), and the taking writes it as it stands.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from yuinowa.catalogue.domain.matching.traits import traits_of
from yuinowa.catalogue.domain.packing import packed, texts_of
from yuinowa.catalogue.domain.records import Holding, Record
from yuinowa.catalogue.domain.samples import is_shown, sample_of
from yuinowa.catalogue.domain.sources import Form
from yuinowa.catalogue.domain.taken import Taken
from yuinowa.catalogue.exchange.opening import now, records_of, unread_of
from yuinowa.catalogue.services.runs.bulk import batches
from yuinowa.core.text import has_refused_character

BATCH = 1_000
NO_IDENTITY = "no-identity"
MOST_IDENTITY = 200
IDENTITY_TOO_LONG = "identity-too-long"
CONTROL = "control-character"
#: Holder, its name, branch, call number, use, number, extent, note, address: as ``Holding`` has them.
Shelved = tuple[str, str, str, str, str, str, str, str, str]


class Understood(NamedTuple):
    """One record of a file, or why it is refused.

    ``number``: its place in the file, from 1. ``refused``: a code; then nothing below ``value`` is said.
    ``digest`` is of the record as received, ``raw`` that record, compressed. ``text`` is it as understood
    (``domain.packing``), ``traits`` a row (``matching.traits``). ``sample``: for those few that are shown.
    """

    number: int
    identity: str = ""
    refused: str = ""
    value: str = ""
    is_deleted: bool = False
    warnings: tuple[str, ...] = ()
    digest: bytes = b""
    raw: bytes = b""
    text: str = ""
    traits: str = ""
    shelved: tuple[Shelved, ...] = ()
    sample: dict[str, str] | None = None


def all_of(path: Path, form: Form, mapping: Mapping[str, Any]) -> Iterator[Understood]:
    """Every record of the file, in its order.

    Raises:
        Unreadable: the file as a whole is not in this form.
    """
    return map(understood, records_of(path, form, mapping))


def batches_of(
    path: Path, form: Form, mapping: Mapping[str, Any], *, part: int = 0, parts: int = 1
) -> Iterator[list[Understood]]:
    """The records of the file by the thousand; every ``parts``-th thousand, beginning with number ``part``, from 0.

    Raises:
        Unreadable: the file as a whole is not in this form.
    """
    for number, batch in enumerate(batches(unread_of(path, form, mapping), BATCH)):
        if number % parts == part:
            yield [understood(now(one)) for one in batch]


def understood(one: Taken) -> Understood:
    """``one`` with all that is made of it."""
    record = one.record
    if record is None or (refused := _refusal(one.identity)):
        code = one.refused or (NO_IDENTITY if record is None else refused)
        return Understood(one.number, one.identity, code, one.value)
    text = packed(record)
    # R1: whatever a codec lets through, no table and no page gets it. JSON writes most of it with a backslash.
    if ("\\" in text or has_refused_character(text)) and _is_refused(record):
        return Understood(one.number, one.identity, CONTROL, one.value)
    return Understood(
        number=one.number,
        identity=one.identity,
        value=one.value,
        is_deleted=record.is_deleted,
        warnings=record.warnings,
        digest=blake2b(one.raw, digest_size=16).digest(),
        raw=zlib.compress(one.raw, 6),
        text=text,
        traits=traits_of(record).row(),
        shelved=shelved_of(record),
        sample=asdict(sample_of(record)) if is_shown(one.number) else None,
    )


def _refusal(identity: str) -> str:
    if not identity:
        return NO_IDENTITY
    return IDENTITY_TOO_LONG if len(identity) > MOST_IDENTITY else ""


def _is_refused(record: Record) -> bool:
    return has_refused_character("".join(texts_of(record)))


def shelved_of(record: Record) -> tuple[Shelved, ...]:
    """What ``record`` says stands on shelves."""
    return tuple(map(_shelved, record.holdings))


def _shelved(held: Holding) -> Shelved:
    return (
        held.holder, held.holder_name, held.branch, held.call_number, held.use.value, held.item,
        held.extent, held.note, held.url,
    )  # fmt: skip
