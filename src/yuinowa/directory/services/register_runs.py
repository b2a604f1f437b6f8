"""A file of the ISIL register comes in: received, read, shown, taken, perhaps taken back.

Reading and writing are jobs, so that a bad or a large file cannot hold up the site (R10) and a killed process
leaves nothing half done. A small file is worked off at once as well: the job then finds nothing left to do.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, outbox
from yuinowa.core.handlers import Payload
from yuinowa.core.rights import Actor
from yuinowa.core.versions import lock
from yuinowa.directory.domain.register import (
    ISIL_TWICE,
    SAME_NAME,
    EntryStatus,
    Note,
    Row,
    Section,
)
from yuinowa.directory.domain.runs import LineOutcome, RunKind, RunState
from yuinowa.directory.exchange.register import RegisterFile, open_register
from yuinowa.directory.models import ImportLine, ImportRun, Institution, RegisterEntry
from yuinowa.directory.permissions.register import may_keep_register
from yuinowa.directory.queries.register import LISTED
from yuinowa.directory.services.register_writing import plain, put_back, write
from yuinowa.directory.services.runs import UNDO_WITHIN, file_of
from yuinowa.kernel.errors import (
    InputRefused,
    NotAllowed,
    NotFound,
    TransitionRefused,
    Unreadable,
    VersionMovedOn,
    WrongState,
    YuinowaError,
)

READ_JOB, WRITE_JOB = "directory.read-register", "directory.write-register"
#: R10. The command line takes larger files.
MOST_BYTES = 50 << 20
#: Up to here a file is read, and its lines are written, while the person waits.
AT_ONCE_BYTES, AT_ONCE_LINES = 1 << 20, 1_000
#: So often a reading job says how far it has come.
_TOLD_EVERY = 1_000
_BATCH = 500
#: The lines for entries that the file no longer has stand on a sheet of their own.
_GONE_SHEET = "gone"


def receive(
    chunks: Iterable[bytes],
    *,
    name: str,
    section: Section | None,
    actor: Actor,
    most_bytes: int | None = MOST_BYTES,
) -> ImportRun:
    """The run of a file that was sent, read at once where it is small; nothing of it is taken.

    Raises:
        NotAllowed: ``actor`` does not keep the register.
        Unreadable, InputRefused: the file is none of the register, or too large.
    """
    office = _office(actor)
    with transaction.atomic():
        run = ImportRun(
            kind=RunKind.ISIL.value,
            state=RunState.READING.value,
            file_name=name[-200:],
            for_institution=office,
            person=actor.person,
            created_at=clock.now(),
        )
        run.save()
        _keep_file(run, chunks, section, most_bytes)
        _enqueue(READ_JOB, run)
    if run.counts["bytes"] <= AT_ONCE_BYTES:
        read(run.pk)
        run.refresh_from_db()
    return run


def _office(actor: Actor) -> Institution:
    if not may_keep_register(actor):
        raise NotAllowed(_("The register is kept by the region office."))
    offices = Institution.objects.filter(region_office=True)
    office = offices.first()
    if office is None:
        raise NotFound(_("There is no region office yet."), next_step=_("Set the region up first."))
    return office


def _keep_file(
    run: ImportRun, chunks: Iterable[bytes], section: Section | None, most_bytes: int | None
) -> None:
    path = file_of(run)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        run.digest, size = _written(path, chunks, most_bytes, run.file_name)
        opened = open_register(path, name=run.file_name)
        part = _part(section or opened.section, run.file_name)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    run.coding = opened.coding
    run.mapping = {"head": list(opened.head), "section": part.value}
    run.counts = {"bytes": size, "read": 0}
    run.full_clean()
    run.save()


def _written(
    path: Path, chunks: Iterable[bytes], most_bytes: int | None, name: str
) -> tuple[str, int]:
    """Digest and size of what was written to ``path``."""
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if most_bytes is not None and size > most_bytes:
                raise InputRefused(
                    _("The file is larger than %(most)s MB.") % {"most": most_bytes >> 20},
                    place=name,
                    next_step=_("Take it in on the command line: yuinowa import isil FILE"),
                )
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest(), size


def _part(section: Section | None, name: str) -> Section:
    if section is None:
        raise InputRefused(
            _("The header does not say which part of the register this is."),
            place=name,
            next_step=_("Choose the part and send the file again."),
        )
    return section


def _enqueue(job: str, run: ImportRun) -> None:
    outbox.enqueue(
        job,
        key=f"{run.pk}/{run.version}",
        payload={"run": run.pk, "language": translation.get_language() or "ja"},
        serial=f"isil-run/{run.pk}",
    )


# ---------------------------------------------------------------- reading


def read(run_id: int) -> None:
    """Read the file of a run that waits for it, and show what would become of each line."""
    run = ImportRun.objects.filter(pk=run_id, state=RunState.READING.value).first()
    if run is None:  # done before, or dropped
        return
    try:
        # Outside the transaction: while the file is parsed others write, and the run says how far it is.
        rows = _each_once(_told(run, _file_of(run)))
        if not rows:
            raise InputRefused(_("There is no row under the header."), place=run.file_name)
    except (YuinowaError, UnicodeDecodeError) as fault:
        _fail(run, RunState.READING, fault)
        return
    _work(run, RunState.READING, RunState.PREVIEW, lambda row: _show(row, rows))


def _file_of(run: ImportRun) -> RegisterFile:
    path = file_of(run)
    if not path.exists():
        raise WrongState(_("The file is no longer kept."), next_step=_("Send it again."))
    return open_register(path, name=run.file_name)


def _show(run: ImportRun, rows: list[Row]) -> dict[str, int]:
    section = Section(run.mapping["section"])
    run.lines.all().delete()
    lines = [*_lines(run, rows, section), *_gone(run, rows, section)]
    ImportLine.objects.bulk_create(lines, batch_size=_BATCH)
    counts = Counter({outcome.value: 0 for outcome in LineOutcome})
    counts.update(line.outcome for line in lines)
    of_rows = (LineOutcome.NEW, LineOutcome.CHANGED, LineOutcome.REFUSED)
    counts[LineOutcome.SAME.value] = len(rows) - sum(counts[outcome.value] for outcome in of_rows)
    warned = sum(bool(line.warnings) and line.outcome != LineOutcome.REFUSED for line in lines)
    return {**counts, "warned": warned, "read": len(rows)}


def _told(run: ImportRun, file: RegisterFile) -> list[Row]:
    """All rows; between them the run says how far the reading has come, so that a page can show it."""
    rows: list[Row] = []
    for row in file.rows(demo=settings.DEMO):
        rows.append(row)
        if len(rows) % _TOLD_EVERY == 0:
            ImportRun.objects.filter(pk=run.pk, state=RunState.READING.value).update(
                counts={**run.counts, "read": len(rows)}
            )
    return rows


def _each_once(rows: list[Row]) -> list[Row]:
    """The rows with what only the whole file shows: a number that stands twice, a name that several have."""
    first: dict[str, int] = {}
    names: dict[str, int] = {}
    return [row if row.faults else _compared(row, first, names) for row in rows]


def _compared(row: Row, first: dict[str, int], names: dict[str, int]) -> Row:
    """``row`` beside those above it, whose lines ``first`` and ``names`` hold by number and by name."""
    if row.isil in first:
        note = Note.at("isil", ISIL_TWICE, row.isil, str(first[row.isil]))
        return replace(row, faults=(note,))
    first[row.isil] = row.number
    name = row.cells["name"]
    above = names.setdefault(name, row.number)
    if above == row.number:
        return row
    note = Note.at("name", SAME_NAME, name, str(above))
    return replace(row, warnings=(*row.warnings, note))


def _lines(run: ImportRun, rows: list[Row], section: Section) -> Iterable[ImportLine]:
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        here = {
            entry.isil: entry
            for entry in RegisterEntry.objects.filter(isil__in=[row.isil for row in batch])
        }
        for row in batch:
            line = _line(run, row, here.get(row.isil), section)
            if line.outcome != LineOutcome.SAME or line.warnings:
                yield line


def _line(run: ImportRun, row: Row, entry: RegisterEntry | None, section: Section) -> ImportLine:
    line = ImportLine(
        run=run,
        number=row.number,
        label=row.isil[:200],
        faults=[note.as_json() for note in row.faults],
        warnings=[note.as_json() for note in row.warnings],
    )
    if row.faults:
        line.outcome = LineOutcome.REFUSED.value
        return line
    said = {**row.cells, "section": section.value, "status": row.status.value}
    stood = {} if entry is None else plain(entry)
    differs = [name for name in said if stood.get(name) != said[name]]
    if entry is None:
        line.outcome, line.after = LineOutcome.NEW.value, said
    elif differs:
        line.outcome = LineOutcome.CHANGED.value
        line.before = {name: stood[name] for name in differs}
        line.after = {name: said[name] for name in differs}
    else:
        line.outcome = LineOutcome.SAME.value
    return line


def _gone(run: ImportRun, rows: list[Row], section: Section) -> Iterable[ImportLine]:
    """Entries of this part that the file no longer has: marked, never deleted; a successor is looked for."""
    present = {row.isil for row in rows}
    followed = {former: row.isil for row in rows if not row.faults for former in row.former}
    entries = RegisterEntry.objects.filter(section=section.value, status__in=LISTED)
    missing = [entry for entry in entries.order_by("isil").iterator() if entry.isil not in present]
    for number, entry in enumerate(missing, start=1):
        successor = followed.get(entry.isil, "")
        status = EntryStatus.ABOLISHED if successor else EntryStatus.GONE
        yield ImportLine(
            run=run,
            sheet=_GONE_SHEET,
            number=number,
            label=entry.isil,
            outcome=LineOutcome.GONE.value,
            before={"status": entry.status},
            after={"status": status.value, "successor": successor, "was_called": entry.name},
        )


# ---------------------------------------------------------------- taking


def take(
    run: ImportRun, *, version: int, actor: Actor, only_good: bool, with_institutions: bool
) -> ImportRun:
    """Have the shown lines written; ``only_good`` although others have faults.

    Raises:
        NotAllowed: ``actor`` does not keep the register.
        InputRefused: lines have faults and ``only_good`` was not chosen, or nothing is left to take (R9).
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    _office(actor)
    with transaction.atomic():
        row = _at(run, RunState.PREVIEW, version)
        counts = row.counts
        if counts["refused"] and not only_good:
            raise InputRefused(
                _("Nothing was taken: %(count)s lines have faults.") % {"count": counts["refused"]},
                next_step=_("Correct them, or choose to take the good lines only."),
            )
        if not sum(counts[name] for name in ("new", "changed", "gone")):
            raise InputRefused(
                _("The register already says what the file says: there is nothing to take."),
                next_step=_("Drop the file, or send another one."),
            )
        row.mapping = {**row.mapping, "with_institutions": with_institutions}
        _to(row, RunState.TAKING)
        _enqueue(WRITE_JOB, row)
    if row.lines.count() <= AT_ONCE_LINES:
        write_run(row.pk)
    row.refresh_from_db()
    return row


def write_run(run_id: int) -> None:
    """Write the lines of a run that waits for it: all of them, or none."""

    def deed(run: ImportRun) -> dict[str, int]:
        done = write(run, with_institutions=run.mapping["with_institutions"])
        run.applied_at = clock.now()
        audit.record(
            "isil.import",
            run,
            actor=Actor(person=run.person, institution=run.for_institution_id),
            after={"file": run.file_name, **run.counts, **done},
        )
        return done

    waiting = ImportRun.objects.filter(pk=run_id, state=RunState.TAKING.value).first()
    if waiting is not None:
        _work(waiting, RunState.TAKING, RunState.APPLIED, deed)
    run = ImportRun.objects.filter(pk=run_id, state=RunState.APPLIED.value).first()
    if run is not None:
        file_of(run).unlink(missing_ok=True)


def read_job(payload: Payload) -> None:
    with translation.override(payload["language"]):
        read(payload["run"])


def write_job(payload: Payload) -> None:
    with translation.override(payload["language"]):
        write_run(payload["run"])


def drop(run: ImportRun, *, version: int, actor: Actor) -> ImportRun:
    """Leave it; the file and what was shown are removed.

    Raises:
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    _office(actor)
    with transaction.atomic():
        row = _at(run, (RunState.PREVIEW, RunState.FAILED), version)
        row.lines.all().delete()
        _to(row, RunState.DROPPED)
    file_of(row).unlink(missing_ok=True)
    return row


def can_be_undone(run: ImportRun) -> bool:
    return (
        run.state == RunState.APPLIED
        and run.applied_at is not None
        and clock.now() - run.applied_at <= UNDO_WITHIN
    )


@transaction.atomic
def undo(run: ImportRun, *, version: int, actor: Actor) -> ImportRun:
    """Put back what stood there before the run, all of it or nothing.

    Raises:
        WrongState: the time is over, or an entry was changed since.
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    _office(actor)
    row = _at(run, RunState.APPLIED, version)
    if not can_be_undone(row):
        raise WrongState(
            _("It was taken more than %(days)s days ago and can no longer be taken back.")
            % {"days": UNDO_WITHIN.days},
            next_step=_("Correct the entries one by one, or send a corrected file."),
        )
    put_back(row)
    row.undone_at = clock.now()
    _to(row, RunState.UNDONE)
    audit.record("isil.undo", row, actor=actor, after={"file": row.file_name})
    return row


# ---------------------------------------------------------------- steps


def _at(run: ImportRun, states: RunState | tuple[RunState, ...], version: int) -> ImportRun:
    """The run, locked, at ``version`` and in one of ``states``."""
    row = lock(ImportRun, run.pk, version)
    wanted = states if isinstance(states, tuple) else (states,)
    if row.state not in wanted:
        raise TransitionRefused(
            _("This has moved on to another state."), next_step=_("Open it again and look at it.")
        )
    return row


def _to(run: ImportRun, state: RunState) -> None:
    run.state = state.value
    run.version += 1
    run.full_clean()
    run.save()


def _work(
    run: ImportRun, state: RunState, then: RunState, deed: Callable[[ImportRun], Mapping[str, Any]]
) -> None:
    """``deed`` on a run in ``state``, all or nothing; what it refuses is told by the run."""
    try:
        with transaction.atomic():
            row = _at(run, state, run.version)
            row.counts = {**row.counts, **deed(row)}
            row.trouble = ""
            _to(row, then)
    except (TransitionRefused, VersionMovedOn):
        return  # another process did it at the same moment
    except YuinowaError as fault:
        _fail(run, state, fault)


@transaction.atomic
def _fail(run: ImportRun, state: RunState, fault: YuinowaError | UnicodeDecodeError) -> None:
    told = fault
    if isinstance(told, UnicodeDecodeError):
        told = Unreadable(_("The file changed while it was read."), next_step=_("Send it again."))
    row = _at(run, state, run.version)
    words = (str(told), _(told.next_step) if told.next_step else "")
    row.trouble = " ".join(filter(None, words))[:600]
    _to(row, RunState.FAILED)
