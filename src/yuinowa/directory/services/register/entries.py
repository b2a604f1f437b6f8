"""Entries of the register: their cells set and read, whoever writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from yuinowa.directory.domain.register import NAMES, EntryStatus, former_of, key_of, read_day
from yuinowa.directory.models import RegisterEntry, RegisterFormer

#: What else of an entry a line may change.
STATE = ("section", "status")
ALIVE = (EntryStatus.ACTIVE, EntryStatus.NOT_OPERATING)
#: The columns that a line writes.
UPDATED = [
    *NAMES, *STATE, "registered_on", "changed_on", "ended_on", "search", "institution", "version",
]  # fmt: skip


def fill(entry: RegisterEntry, cells: Mapping[str, str]) -> None:
    """Set the cells of ``entry`` and what is read from them."""
    for name in NAMES:
        setattr(entry, name, cells[name])
    registered_on = read_day(cells["registered"])
    assert registered_on is not None, "a row without its day is refused"  # noqa: S101
    entry.registered_on = registered_on
    entry.changed_on = read_day(cells["changed"])
    entry.search = key_of(cells)


def write_formers(entries: Iterable[RegisterEntry]) -> None:
    """Let each entry name the former numbers of its cell, and no others."""
    rows = list(entries)
    RegisterFormer.objects.filter(entry__in=rows).delete()
    RegisterFormer.objects.bulk_create(
        [
            RegisterFormer(entry=entry, isil=isil)
            for entry in rows
            for isil in former_of(entry.former)
            if isil != entry.isil
        ]
    )


def plain(entry: RegisterEntry) -> dict[str, str]:
    """Cells, section and status: what a line compares and puts back."""
    return {name: getattr(entry, name) for name in (*NAMES, *STATE)}


def locked(isils: Iterable[str]) -> dict[str, RegisterEntry]:
    """The entries with these numbers, locked in one order."""
    rows = RegisterEntry.objects.select_for_update().filter(isil__in=list(isils)).order_by("isil")
    return {entry.isil: entry for entry in rows}
