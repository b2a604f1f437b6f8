"""Dull makers of sources, records and works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import count
from typing import Any

from yuinowa.catalogue.domain.matching.traits import traits_of
from yuinowa.catalogue.domain.packing import packed
from yuinowa.catalogue.domain.records import Holding, Identifier, Record, Scheme, Use, Written
from yuinowa.catalogue.domain.sources import Form, RunState
from yuinowa.catalogue.models import (
    Description,
    Item,
    Manifestation,
    Run,
    Source,
    SourceRecord,
    Work,
)
from yuinowa.core.rights import Level

_numbers = count(1)
A_MOMENT = datetime(2026, 11, 20, 0, 15, tzinfo=UTC)


def source(owner: Any, name: str = "", *, level: Level = Level.PUBLIC, **values: object) -> Source:
    """A source that everybody sees, unless told otherwise."""
    given = {"form": Form.MARC.value, "created_at": A_MOMENT} | values
    return Source.objects.create(
        owner=owner, name=name or f"図書{next(_numbers)}", level=level.value, **given
    )


def run(of: Source, **values: object) -> Run:
    """The last run of the source, or a first one, that was taken; with ``values`` one of its own."""
    found = None if values else of.runs.first()
    given = {
        "state": RunState.APPLIED.value,
        "file_name": "books.mrc",
        "created_at": A_MOMENT,
    } | values
    return found or Run.objects.create(source=of, **given)


def work(*, is_shown: bool = True, **values: object) -> Work:
    """A work without editions."""
    return Work.objects.create(is_shown=is_shown, **values)


def edition(of: Work | None = None) -> Manifestation:
    """An edition of a work, of a new one unless told otherwise."""
    return Manifestation.objects.create(work=of or work())


def record(
    title: str = "",
    kana: str = "",
    *,
    of: Source,
    edition_: Manifestation | None = None,
    holdings: Sequence[Holding] = (),
    **values: Any,
) -> SourceRecord:
    """A record as it is kept, with its things on shelves; ``values`` are those of ``Record``."""
    identity = str(values.pop("identity", next(_numbers)))
    understood = replace(
        Record(identity, Written(title or f"試験の本{identity}", kana)),
        holdings=tuple(holdings),
        **values,
    )
    place = edition_ or edition()
    last = run(of)
    digest = blake2b(f"{of.pk} {identity}".encode(), digest_size=16).digest()
    described = Description.objects.create(
        traits=traits_of(understood).row(), digest=digest, manifestation=place
    )
    made = SourceRecord.objects.create(
        source=of,
        identity=identity,
        run=last,
        form=of.form,
        raw=b"",
        digest=digest,
        description=described,
        seen_in=last.pk,
        understood=packed(understood),
        manifestation=place,
        taken_at=A_MOMENT,
    )
    for held in holdings:
        item(made, of.owner, held)
    return made


def item(of: SourceRecord, holder: Any, held: Holding | None = None) -> Item:
    """A thing on a shelf of ``holder``."""
    held = held or Holding(call_number="718", use=Use.LOAN)
    return Item.objects.create(
        record=of,
        institution=holder,
        branch=held.branch,
        call_number=held.call_number,
        use=held.use.value,
        number=held.item,
        extent=held.extent,
        note=held.note,
        url=held.url,
    )


def isbn(value: str) -> Identifier:
    return Identifier(Scheme.ISBN, value.replace("-", ""), value)
