"""Workbooks that come in: the safe way to their rows (R10, R12).

``read_workbook(path)`` starts ``sheet_reader`` as a process of its own and hands on what it says, row by row.
Any wing may use it; nothing else in the house opens a workbook from outside.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from yuinowa.documents.sheet_reader import (
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SECONDS,
)
from yuinowa.kernel.errors import Unreadable

#: How a ZIP file begins; a workbook is one.
ZIP = b"PK\x03\x04"

#: What is wrong, and what to do next.
REFUSALS: dict[str, tuple[Promise, Promise]] = {
    "no-workbook": (
        _("This is not a workbook (XLSX)."),
        _("Open it in a spreadsheet program and save it as XLSX or CSV."),
    ),
    "damaged": (
        _("The workbook is damaged."),
        _("Open it in a spreadsheet program, save it again and send that file."),
    ),
    "bomb": (
        _("The workbook unpacks to far more than it should."),
        _("Copy the table into a new workbook and send that one."),
    ),
    "members": (
        _("The workbook has far too many parts."),
        _("Copy the table into a new workbook and send that one."),
    ),
    "twice": (
        _("A part stands twice in the workbook."),
        _("Copy the table into a new workbook and send that one."),
    ),
    "path": (
        _("A part of the workbook has a path that leads outside."),
        _("Copy the table into a new workbook and send that one."),
    ),
    "doctype": (
        _("The workbook holds instructions that no table needs."),
        _("Copy the table into a new workbook and send that one."),
    ),
    "macros": (
        _("The workbook holds macros."),
        _("Save it as XLSX, which holds none, and send that file."),
    ),
    "locked": (
        _("The workbook is locked with a password."),
        _("Save it without a password."),
    ),
    "far-cell": (
        _("There is something in a cell far outside the table."),
        _("Delete what stands there, or copy the table into a new workbook."),
    ),
    "rows": (
        _("The workbook has too many rows."),
        _("Divide it into several files."),
    ),
    "cell": (
        _("The text in a cell is too long."),
        _("Shorten it."),
    ),
    "formula": (
        _("A formula has no result in the file."),
        _("Open it in a spreadsheet program, save it again and send that file."),
    ),
    "too-long": (
        _("Reading the workbook took too long."),
        _("Divide it into several files, or save the table as CSV."),
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something: where it stands, and its cells up to the last one that is filled."""

    sheet: str
    number: int
    cells: tuple[str, ...]
    #: Which of them show what a formula computed, by their place.
    computed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetStart:
    """A visible sheet begins; one without rows follows itself."""

    name: str


@dataclass(frozen=True, slots=True)
class WorkbookEnd:
    """Everything was read. ``merged`` cells hold their value in the upper left one only."""

    merged: int
    #: Whether the workbook points to other workbooks.
    has_links: bool = False


def read_workbook(path: Path, *, name: str = "") -> Iterator[SheetStart | Row | WorkbookEnd]:
    """The visible sheets of the workbook at ``path``; ``name`` is what people call it.

    Raises:
        Unreadable: it is no workbook, unreasonable, damaged or too large.
    """
    shown = name or path.name
    process = subprocess.Popen(  # noqa: S603  # our own module and a path of ours
        [sys.executable, "-m", "yuinowa.documents.sheet_reader", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
    )
    # Processor time is bounded in the process itself; this is for one that sleeps.
    watch = threading.Timer(2 * MOST_SECONDS, process.kill)
    watch.start()
    try:
        yield from _told(process, shown)
    finally:
        watch.cancel()
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _told(process: subprocess.Popen[str], shown: str) -> Iterator[SheetStart | Row | WorkbookEnd]:
    sheet, has_ended = "", False
    for line in process.stdout or ():
        said: dict[str, Any] = json.loads(line)
        if "refused" in said:
            raise _refusal(shown, said)
        if "sheet" in said:
            sheet = said["sheet"]
            yield SheetStart(sheet)
        elif "row" in said:
            yield Row(sheet, said["row"], tuple(said["cells"]), tuple(said.get("computed", ())))
        else:
            has_ended = True
            yield WorkbookEnd(said["merged"], said["links"])
    if not has_ended:
        raise _refusal(shown, {"refused": "too-long"})


def _refusal(shown: str, said: dict[str, Any]) -> Unreadable:
    what, next_step = REFUSALS[said["refused"]]
    parts = [shown, said.get("sheet", "")]
    if said.get("row"):
        parts.append(_now("Line %(line)s") % {"line": said["row"]})
    message = str(what)
    if said.get("value"):
        message += f" “{said['value']}”"
    return Unreadable(
        message, place=", ".join(part for part in parts if part), next_step=str(next_step)
    )


__all__ = [
    "MOST_CHARACTERS",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "REFUSALS",
    "ZIP",
    "Row",
    "SheetStart",
    "WorkbookEnd",
    "read_workbook",
]
