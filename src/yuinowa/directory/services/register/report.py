"""What reading a file of the ISIL register came to, in words (R8): the same on the page and on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yuinowa.directory.domain.policy import IMPORT
from yuinowa.directory.labels.isil import COLUMNS, NOTES
from yuinowa.directory.models import ImportLine, ImportRun
from yuinowa.directory.services.findings import told
from yuinowa.documents.csv import Value, csv_bytes


@dataclass(frozen=True, slots=True)
class Told:
    """A fault or a warning at its place."""

    number: int
    isil: str
    is_fault: bool
    column: str
    value: str
    reading: str
    what: str
    next: str

    def __str__(self) -> str:
        place = _("Line %(line)s") % {"line": self.number}
        where = (place, self.isil, self.column)
        return told(where, self.value, f"{self.what} {self.next}", reading=self.reading)

    def cells(self) -> list[Value]:
        return [
            self.number, self.isil, not self.is_fault, self.column, self.value, self.reading, self.what, self.next,
        ]  # fmt: skip


def told_of(line: ImportLine) -> list[Told]:
    """Every fault and warning of a line, in words."""
    return [
        Told(
            line.number,
            line.label,
            is_fault,
            str(COLUMNS.get(note["field"], "")),
            note["value"],
            note["reading"],
            *map(str, NOTES[note["code"]]),
        )
        for is_fault, notes in ((True, line.faults), (False, line.warnings))
        for note in notes
    ]


def all_told(run: ImportRun) -> Iterator[Told]:
    """Everything about a run's lines, in the order of the file."""
    lines = run.lines.exclude(faults=[], warnings=[]).order_by("sheet", "number")
    for line in lines.iterator(chunk_size=1_000):
        yield from told_of(line)


def columns() -> list[str]:
    """The head of the list of faults."""
    return [
        _("Line"), "ISIL", _("Taken"), _("Column"), _("What stands there"), _("Proposed reading"), _("What is wrong"), _("What to do"),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class RegisterReport:
    run: ImportRun
    notes: list[Told]

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        """Counts first, then faults before warnings; so many as are shown at once."""
        counts = {"file": self.run.file_name, "coding": self.run.coding} | {
            name: f"{self.run.counts.get(name, 0):,}"
            for name in ("read", "new", "changed", "same", "gone", "refused", "warned")
        }
        if self.run.trouble:
            yield self.run.trouble
            return
        yield (
            _(
                "%(file)s: %(read)s rows read in %(coding)s. New %(new)s, changed %(changed)s, the same %(same)s, "
                "gone %(gone)s, not taken %(refused)s; %(warned)s with warnings."
            )
            % counts
        )
        ordered = sorted(self.notes, key=lambda note: not note.is_fault)
        yield from map(str, ordered[: IMPORT.shown_faults])
        more = len(ordered) - IMPORT.shown_faults
        if more > 0:
            yield _("And %(more)s faults more.") % {"more": more}

    def as_csv(self) -> bytes:
        return csv_bytes(columns(), (note.cells() for note in self.notes))


def report_of(run: ImportRun) -> RegisterReport:
    return RegisterReport(run, list(all_told(run)))
