"""The two files of the directory as rows: what a line says, or every fault of it. Memory holds one line."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from yuinowa.directory.domain import crd, nacsis, records
from yuinowa.directory.domain.policy import IMPORT
from yuinowa.directory.domain.records import Finding, Outcome, Refused
from yuinowa.directory.domain.sources import SourceCode
from yuinowa.documents.codings import detect, open_source
from yuinowa.kernel.errors import InputRefused


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file whose coding is known; ``rows`` can be read again and again."""

    path: Path
    source: SourceCode
    coding: str

    def rows(self) -> Iterator[Outcome]:
        """Every row in its order.

        Raises:
            InputRefused: the columns are not those of the source, or there are too many rows.
        """
        for count, outcome in enumerate(_READERS[self.source](_lines(self)), start=1):
            if count > IMPORT.most_rows:
                raise InputRefused(
                    _("The file has more than %(most)s rows.") % {"most": IMPORT.most_rows},
                    place=self.path.name,
                    next_step=_("Divide it into several files."),
                )
            yield outcome


def open_file(path: Path, source: SourceCode) -> SourceFile:
    """The file at ``path``, its coding found.

    Raises:
        Unreadable: it is no text file, or no coding reads all of it.
    """
    return SourceFile(path, source, detect(path))


def _lines(file: SourceFile) -> Iterator[tuple[int, str | None]]:
    """Number and text of each line that is not blank; None for a line longer than a record may be."""
    with (
        open_source(file.path) as binary,
        io.TextIOWrapper(binary, encoding=file.coding, errors="strict") as text,
    ):
        number = 0
        while line := text.readline(IMPORT.longest_record):
            number += 1
            if not line.endswith("\n") and len(line) == IMPORT.longest_record:
                while (rest := text.readline(IMPORT.longest_record)) and not rest.endswith("\n"):
                    pass
                yield number, None
            elif line.strip():
                yield number, line.rstrip("\r\n")


def _too_long(number: int) -> Refused:
    fault = Finding.at(number, "", "", records.RECORD_TOO_LONG)
    return Refused(number, "", (fault,))


def _crd_rows(lines: Iterator[tuple[int, str | None]]) -> Iterator[Outcome]:
    _number, head = next(lines, (1, ""))
    _check_head((head or "").split("\t"))
    for number, line in lines:
        yield _too_long(number) if line is None else crd.parse(number, line.split("\t"))


def _check_head(head: list[str]) -> None:
    """R13: missing, unknown and doubled columns are named."""
    names = [name.strip() for name in head]
    if names == list(crd.COLUMNS):
        return
    shown = ", ".join(names)[: records.SHOWN_CHARACTERS]
    raise InputRefused(
        _("The first line must name the columns %(columns)s; it says “%(found)s”.")
        % {"columns": ", ".join(crd.COLUMNS), "found": shown},
        place=_("Line 1"),
        next_step=_("Put the columns in this order and try again."),
    )


def _nacsis_rows(lines: Iterator[tuple[int, str | None]]) -> Iterator[Outcome]:
    for number, line in lines:
        yield _too_long(number) if line is None else _nacsis_row(number, line)


def _nacsis_row(number: int, line: str) -> Outcome:
    try:
        value = json.loads(line, object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        fault = Finding.at(number, "", "", records.NOT_AN_OBJECT, line)
        return Refused(number, "", (fault,))
    return nacsis.parse(number, value)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """R3: a key twice would lose one of its values."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no number")


def reread(source: SourceCode, raw: Mapping[str, Any]) -> Outcome:
    """A record as it is understood today, from what was kept of it."""
    return crd.reread(raw) if source is SourceCode.CRD else nacsis.parse(0, dict(raw))


_READERS: dict[SourceCode, Callable[[Iterator[tuple[int, str | None]]], Iterator[Outcome]]] = {
    SourceCode.CRD: _crd_rows,
    SourceCode.NACSIS: _nacsis_rows,
}
