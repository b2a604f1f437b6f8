"""What the places are that a source's records write: how people call them, and whose they are."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction

from yuinowa.catalogue.domain.packing import unpacked
from yuinowa.catalogue.models import Branch, Source, SourceRecord
from yuinowa.catalogue.services.runs.taking import write_items
from yuinowa.catalogue.services.runs.understanding import Shelved, shelved_of
from yuinowa.catalogue.services.works import works_changed
from yuinowa.core import audit, clock, outbox
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock, save_at_version

PLACE_JOB = "catalogue.place-items"
BATCH = 1_000
#: A job works so long, then the next one goes on: well below what a job may take (core.handlers).
STRETCH = timedelta(minutes=4)


@dataclass(frozen=True, slots=True)
class Meant:
    """What a place is. ``name``: how people call it, may be empty. ``institution``: whose it is; None: the owner's."""

    name: str
    institution: int | None


@transaction.atomic
def name_branches(
    source: Source, meant: Mapping[int, Meant], *, version: int, actor: Actor
) -> Source:
    """Say what places of the source are, by their ids; a job puts the things there where they belong.

    Ids of other sources are passed over.

    Raises:
        NotAllowed: ``actor`` does not keep the source.
        VersionMovedOn: somebody changed the source meanwhile.
    """
    require(actor, "source.edit", source)
    locked = lock(Source, source.pk, version)
    changed, moved, before = [], [], {}
    for branch in Branch.objects.filter(source=locked, pk__in=meant).order_by("pk"):
        said = meant[branch.pk]
        stood = Meant(branch.name, branch.institution_id)
        if said == stood:
            continue
        before[branch.written] = _in_trail(stood)
        if said.institution != branch.institution_id:
            moved.append(branch.pk)
        branch.name, branch.institution_id = said.name, said.institution
        changed.append(branch)
    if not changed:
        return locked
    Branch.objects.bulk_update(changed, ["name", "institution"])
    save_at_version(locked, version, {})
    after = {one.written: _in_trail(meant[one.pk]) for one in changed}
    audit.record("source.name-branches", locked, actor=actor, before=before, after=after)
    if moved:
        _enqueue(locked.pk, moved, locked.version, after=0)
    return locked


def _in_trail(meant: Meant) -> list[str | int | None]:
    return [meant.name, meant.institution]


def _enqueue(source: int, branches: Collection[int], version: int, *, after: int) -> None:
    outbox.enqueue(
        PLACE_JOB,
        key=f"{source}/{version}/{after}",
        payload={"source": source, "branches": list(branches), "version": version, "after": after},
        serial=f"catalogue/{source}",  # never while a file of the source is taken
    )


def place_items(payload: Mapping[str, Any]) -> None:
    """The job: every thing at a place that is another institution's now stands there. May run twice."""
    source = Source.objects.filter(pk=payload["source"]).first()
    if source is None:
        return
    places = Branch.objects.filter(source=source, pk__in=payload["branches"])
    written = set(places.values_list("written", flat=True))
    after = int(payload["after"])
    until = clock.now() + STRETCH
    while (last := _place_batch(source, written, after)) is not None:
        after = last
        if clock.now() > until:
            with transaction.atomic():
                _enqueue(source.pk, payload["branches"], payload["version"], after=after)
            return


@transaction.atomic
def _place_batch(source: Source, written: set[str], after: int) -> int | None:
    """Put the things of the next records where they belong; the last record looked at, None: there are no more."""
    rows = list(
        SourceRecord.objects.filter(source=source, is_deleted=False, pk__gt=after)
        .order_by("pk")
        .values_list("pk", "understood", "manifestation__work")[:BATCH]
    )
    # As JSON writes them, so that a record that does not name the place is not even unpacked.
    signs = [json.dumps(each, ensure_ascii=False)[1:-1] for each in written]
    placed: list[tuple[int, tuple[Shelved, ...]]] = []
    works = set()
    for pk, understood, work in rows:
        if not any(sign in understood for sign in signs):
            continue
        shelved = shelved_of(unpacked(understood))
        if written.isdisjoint((held[0] or held[2])[:100] for held in shelved):
            continue
        placed.append((pk, shelved))
        works.add(work)
    if placed:
        write_items(source, placed)
        works_changed(works - {None})
        audit.record("source.place-items", source, actor=Actor.system(), after={"records": len(placed)})  # fmt: skip
    return rows[-1][0] if len(rows) == BATCH else None
