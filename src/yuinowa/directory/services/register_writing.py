"""Writing the lines of a register file, and putting back what stood there: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.directory.domain.institutions import IdentifierScheme, InstitutionKind
from yuinowa.directory.domain.places import place_of
from yuinowa.directory.domain.register import (
    NAMES,
    EntryStatus,
    EventKind,
    Section,
    former_of,
    key_of,
    read_day,
    widened,
)
from yuinowa.directory.domain.runs import LineOutcome
from yuinowa.directory.domain.telephones import read as read_telephone
from yuinowa.directory.labels import REGISTER_SOURCE
from yuinowa.directory.models import (
    ImportLine,
    ImportRun,
    Institution,
    InstitutionIdentifier,
    InstitutionKindRow,
    InstitutionSource,
    RegisterApplication,
    RegisterEntry,
    RegisterEvent,
    RegisterFormer,
)
from yuinowa.directory.queries import INSTITUTIONS
from yuinowa.directory.queries.register import holders_of
from yuinowa.kernel.errors import WrongState
from yuinowa.search import index

BATCH = 500

_KINDS = {
    Section.PUBLIC: InstitutionKind.PUBLIC_LIBRARY,
    Section.MUSEUM: InstitutionKind.MUSEUM,
    Section.ARCHIVE: InstitutionKind.ARCHIVE,
}
#: What else of an entry a line may change.
STATE = ("section", "status")


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


def write(run: ImportRun, *, with_institutions: bool) -> dict[str, int]:
    """Write the lines of ``run``; how many institutions were entered and linked.

    Raises:
        WrongState: the register no longer stands as the preview showed it.
    """
    made = linked = 0
    lines = run.lines.filter(
        outcome__in=[LineOutcome.NEW.value, LineOutcome.CHANGED.value, LineOutcome.GONE.value]
    ).order_by("pk")
    rows = iter(lines.iterator(chunk_size=BATCH))
    while batch := list(islice(rows, BATCH)):
        entries = _written(run, batch)
        found, new = _link(batch, entries, with_institutions=with_institutions)
        linked, made = linked + found, made + new
    return {"linked": linked, "institutions": made}


def _written(run: ImportRun, batch: list[ImportLine]) -> dict[str, RegisterEntry]:
    here = _locked(line.label for line in batch)
    new, changed, events = [], [], []
    now = clock.now()
    for line in batch:
        entry = here.get(line.label)
        before, after = line.before or {}, line.after or {}
        _refuse_what_moved(line, entry, before)
        if entry is None:
            entry = RegisterEntry(isil=line.label)
            fill(entry, after)
            new.append(entry)
        else:
            fill(entry, plain(entry) | after)
            entry.version += 1
            changed.append(entry)
        entry.section = after.get("section", entry.section)
        entry.status = after.get("status", entry.status)
        entry.ended_on = None if entry.status in _ALIVE else entry.ended_on or clock.today()
        events.append(_event(run, line, now))
    RegisterEntry.objects.bulk_create(new)
    RegisterEntry.objects.bulk_update(changed, _UPDATED)
    write_formers([*new, *changed])
    RegisterEvent.objects.bulk_create(events)
    return here | {entry.isil: entry for entry in new}


_ALIVE = (EntryStatus.ACTIVE, EntryStatus.NOT_OPERATING)
_UPDATED = [
    *NAMES, *STATE, "registered_on", "changed_on", "ended_on", "search", "institution", "version",
]  # fmt: skip


def _locked(isils: Iterable[str]) -> dict[str, RegisterEntry]:
    rows = RegisterEntry.objects.select_for_update().filter(isil__in=list(isils)).order_by("isil")
    return {entry.isil: entry for entry in rows}


def _refuse_what_moved(
    line: ImportLine, entry: RegisterEntry | None, stood: Mapping[str, Any]
) -> None:
    """The entry must stand as the run has seen it; a new one must not be there."""
    now = None if entry is None else plain(entry)
    is_new = line.outcome == LineOutcome.NEW
    same = now is None if is_new else now is not None and all(now[k] == v for k, v in stood.items())
    if not same:
        raise WrongState(
            _("The entry %(isil)s was changed by somebody else since the file was read.")
            % {"isil": line.label},
            next_step=_("Drop this file, send it again, and look at the new preview."),
        )


def _event(run: ImportRun, line: ImportLine, now: Any) -> RegisterEvent:
    before, after = line.before or {}, line.after or {}
    kinds = {LineOutcome.NEW: EventKind.REGISTERED, LineOutcome.CHANGED: EventKind.CHANGED}
    kind = kinds.get(LineOutcome(line.outcome), EventKind.GONE)
    changes = (
        {} if kind is EventKind.REGISTERED else {k: [before.get(k, ""), after[k]] for k in before}
    )
    return RegisterEvent(isil=line.label, kind=kind.value, at=now, changes=changes, run=run)


# ---------------------------------------------------------------- institutions of the directory


def _link(
    batch: list[ImportLine],
    entries: Mapping[str, RegisterEntry],
    *,
    with_institutions: bool,
) -> tuple[int, int]:
    """Link entries to the institutions that have their number; enter those that nobody has, if wanted."""
    open_ = [entry for entry in entries.values() if entry.institution_id is None]
    holders = holders_of(entry.isil for entry in open_)
    missing = [entry for entry in open_ if entry.isil not in holders and entry.status in _ALIVE]
    new = _entered(missing) if with_institutions else {}
    for entry in open_:
        entry.institution_id = holders.get(entry.isil) or new.get(entry.isil)
    RegisterEntry.objects.bulk_update(open_, ["institution"])
    for line in batch:
        entry = entries[line.label]
        line.object_id = entry.pk
        if line.label in new:
            line.after = {**(line.after or {}), "made_institution": new[line.label]}
    ImportLine.objects.bulk_update(batch, ["object_id", "after"])
    return len(holders), len(new)


def _entered(entries: list[RegisterEntry]) -> dict[str, int]:
    """New institutions of the directory, as the register describes them; the flaws of its cells are read through."""
    made = [_institution(entry) for entry in entries]
    Institution.objects.bulk_create(made)
    pairs = list(zip(entries, made, strict=True))
    InstitutionKindRow.objects.bulk_create(
        [
            InstitutionKindRow(institution=one, kind=_KINDS[Section(entry.section)].value)
            for entry, one in pairs
            if Section(entry.section) in _KINDS
        ]
    )
    InstitutionIdentifier.objects.bulk_create(
        [
            InstitutionIdentifier(
                institution=one,
                scheme=IdentifierScheme.ISIL.value,
                value=entry.isil,
                raw=entry.isil,
            )
            for entry, one in pairs
        ]
    )
    InstitutionSource.objects.bulk_create(
        [
            InstitutionSource(
                institution=one,
                source=REGISTER_SOURCE,
                external_key=entry.isil,
                record={name: getattr(entry, name) for name in NAMES},
                imported_at=clock.now(),
            )
            for entry, one in pairs
        ]
    )
    index.touch(INSTITUTIONS, [one.pk for one in made])
    return {entry.isil: one.pk for entry, one in pairs}


def _institution(entry: RegisterEntry) -> Institution:
    place = place_of(
        f"{entry.prefecture}{entry.municipality}{entry.street}", postal_code=entry.postal_code
    )
    telephone = read_telephone(entry.telephone)
    return Institution(
        name=widened(entry.name),
        name_kana=widened(entry.name_kana),
        name_en=entry.name_en,
        prefecture=place.prefecture,
        municipality=place.municipality,
        municipality_name=place.municipality_name or entry.municipality,
        postal_code=place.postal_code,
        address=place.address,
        telephone=telephone.number[:60],
        telephone_note=telephone.note[:100],
        fax=read_telephone(entry.fax).number[:60],
        url=entry.url,
        demo=entry.isil.startswith("JP-9"),
    )


# ---------------------------------------------------------------- taking back


def put_back(run: ImportRun) -> None:
    """Undo the lines of ``run``.

    Raises:
        WrongState: an entry was changed since; it is named, and nothing was put back.
    """
    lines = run.lines.exclude(object_id=None).order_by("-pk")
    rows = iter(lines.iterator(chunk_size=BATCH))
    while batch := list(islice(rows, BATCH)):
        here = _locked(line.label for line in batch)
        changed, erased, events = [], [], []
        named = _named_by_applications(here.values())
        for line in batch:
            entry = here.get(line.label)
            _refuse_what_was_changed_since(line, entry, named)
            assert entry is not None  # noqa: S101  # refused above
            if line.outcome == LineOutcome.NEW:
                erased.append(entry)
            else:
                before = line.before or {}
                fill(entry, plain(entry) | before)
                entry.section = before.get("section", entry.section)
                entry.status = before.get("status", entry.status)
                entry.ended_on = None if entry.status in _ALIVE else entry.ended_on
                entry.version += 1
                if (line.after or {}).get("made_institution") == entry.institution_id:
                    entry.institution_id = None
                changed.append(entry)
            events.append(
                RegisterEvent(isil=line.label, kind=EventKind.UNDONE.value, at=clock.now(), run=run)
            )
        RegisterEntry.objects.bulk_update(changed, _UPDATED)
        write_formers(changed)
        RegisterEntry.objects.filter(pk__in=[entry.pk for entry in erased]).delete()
        RegisterEvent.objects.bulk_create(events)
        _erase_institutions(batch)


def _named_by_applications(entries: Iterable[RegisterEntry]) -> set[int | None]:
    """The entries that some application is about, or names as a successor."""
    ids = [entry.pk for entry in entries]
    rows = RegisterApplication.objects.filter(Q(entry__in=ids) | Q(successor__in=ids))
    return {pk for pair in rows.values_list("entry", "successor") for pk in pair}


def _refuse_what_was_changed_since(
    line: ImportLine, entry: RegisterEntry | None, named: set[int | None]
) -> None:
    wrote = {k: v for k, v in (line.after or {}).items() if k in NAMES or k in STATE}
    now = None if entry is None else plain(entry)
    touched = entry is not None and entry.pk in named and line.outcome == LineOutcome.NEW
    if now is None or touched or any(now[name] != value for name, value in wrote.items()):
        raise WrongState(
            _(
                "The entry %(isil)s was changed after this file was taken, so the file cannot be taken back."
            )
            % {"isil": line.label},
            next_step=_("Correct the entries one by one, or send a corrected file."),
        )


def _erase_institutions(batch: list[ImportLine]) -> None:
    """The institutions that the run entered; one that something else already names stays."""
    made = [pk for line in batch if (pk := (line.after or {}).get("made_institution")) is not None]
    untouched = Institution.objects.filter(pk__in=made, version=1, member=False)
    for institution in untouched:
        try:
            with transaction.atomic():
                for parts in ("kinds", "identifiers", "sources"):
                    getattr(institution, parts).all().delete()
                institution.delete()
        except ProtectedError:
            continue
    index.touch(INSTITUTIONS, made)
