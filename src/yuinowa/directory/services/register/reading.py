"""What would become of each row of a register file: new, changed field by field, the same, gone, or refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from yuinowa.directory.domain.register import (
    ISIL_TWICE,
    SAME_NAME,
    EntryStatus,
    Note,
    Row,
    Section,
)
from yuinowa.directory.domain.runs import LineOutcome
from yuinowa.directory.exchange.register import open_register
from yuinowa.directory.models import ImportLine, ImportRun, RegisterEntry
from yuinowa.directory.queries.register import LISTED
from yuinowa.directory.services.register.entries import plain
from yuinowa.directory.services.runs.rows import BATCH, batches, told
from yuinowa.directory.services.runs.storage import kept_file
from yuinowa.kernel.errors import InputRefused

#: The lines for entries that the file no longer has stand on a sheet of their own.
_GONE_SHEET = "gone"


def parsed(run: ImportRun) -> Callable[[ImportRun], dict[str, int]]:
    """The rows of the file of ``run``, and how to write its lines.

    Raises:
        Unreadable, InputRefused: the file cannot be read to its end, or has no rows.
        WrongState: it is no longer kept.
    """
    file = open_register(kept_file(run), name=run.file_name)
    rows = _each_once(list(told(run, file.rows(demo=settings.DEMO))))
    if not rows:
        raise InputRefused(_("There is no row under the header."), place=run.file_name)
    return lambda run: _show(run, rows)


def _show(run: ImportRun, rows: list[Row]) -> dict[str, int]:
    section = Section(run.mapping["section"])
    lines = [*_lines(run, rows, section), *_gone(run, rows, section)]
    ImportLine.objects.bulk_create(lines, batch_size=BATCH)
    counts = Counter({outcome.value: 0 for outcome in LineOutcome})
    counts.update(line.outcome for line in lines)
    of_rows = (LineOutcome.NEW, LineOutcome.CHANGED, LineOutcome.REFUSED)
    counts[LineOutcome.SAME.value] = len(rows) - sum(counts[outcome.value] for outcome in of_rows)
    warned = sum(bool(line.warnings) and line.outcome != LineOutcome.REFUSED for line in lines)
    return {**counts, "warned": warned, "read": len(rows)}


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
    for batch in batches(rows):
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
