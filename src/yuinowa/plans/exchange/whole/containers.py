r"""A whole plan in a file: one JSON object, or a workbook with a sheet for each table. Both hold the same rows.

In a workbook a cell is never nothing and empty at once, so nothing is written ``\N``; a backslash, a carriage
return and ``_x`` (which spreadsheet programs read as a code) are written ``\\``, ``\r`` and ``\ux``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.utils.translation import gettext as _

from yuinowa.core.text import has_refused_character
from yuinowa.documents.neutral import as_typed
from yuinowa.documents.spreadsheets import Row as BookRow
from yuinowa.documents.spreadsheets import read_workbook
from yuinowa.documents.xlsx import Table as BookTable
from yuinowa.documents.xlsx import workbook_bytes
from yuinowa.kernel.errors import Unreadable
from yuinowa.plans.exchange.faults import Fault, PlanFileRefused
from yuinowa.plans.exchange.whole.columns import BY_NAME, FORMAT, TABLES, VERSION, Kind
from yuinowa.plans.exchange.whole.rows import Rows, Value, read_cells, written

_ABOUT = "about"
#: Beyond this a spreadsheet program rounds: such a number stays a text.
_EXACT = 15
_NOTHING = "\\N"
_CODES = {"\\\\": "\\", "\\r": "\r", "\\u": "_"}


def as_json(rows: Rows) -> bytes:
    """A row a line: so a person can compare two files, and a large one stays small."""
    parts = [f'"format": {json.dumps(FORMAT)}', f'"version": {VERSION}']
    for table in TABLES:
        names = [column.name for column in table.columns]
        told = [_compact({name: written(row[name]) for name in names}) for row in rows[table.name]]
        parts.append(f'"{table.name}": [' + ",".join(f"\n{row}" for row in told) + "]")
    return ("{" + ",\n".join(parts) + "}\n").encode()


_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def from_json(data: Mapping[str, Any]) -> Rows:
    """The rows of an object that says it is a whole plan.

    Raises:
        PlanFileRefused: a table is missing or unknown, or a cell is not what its column holds.
    """
    rows = Rows(place=lambda table, n, column: (f"/{table}/{n}/{column}", _words(table, n, column)))
    faults = [
        Fault(f"/{name}", "", _("The format knows no such key."))
        for name in data.keys() - BY_NAME.keys() - {"format", "version"}
    ]
    if data.get("version") != VERSION:
        faults.append(Fault("/version", "", _("This version of the format is not known here.")))
    raw: dict[str, list[Mapping[str, Any]]] = {}
    for table in TABLES:
        found = data.get(table.name, [] if table.is_newer else None)
        if not isinstance(found, list) or any(not isinstance(row, dict) for row in found):
            faults.append(Fault(f"/{table.name}", "", _("There must be a list of rows here.")))
            continue
        raw[table.name] = found
        names = {column.name for column in table.columns}
        for n, row in enumerate(found):
            faults += [
                rows.fault(table.name, n, name, _("The format knows no such key."))
                for name in row.keys() - names
            ]
    _refuse_if_any([*faults, *read_cells(rows, raw, from_text=False)])
    return rows


def as_workbook(rows: Rows, *, title: str) -> bytes:
    """One sheet a table, empty ones too; the first says what the file is."""
    about = BookTable(_ABOUT, ("format", "version"), [(FORMAT, VERSION)])
    books = [
        BookTable(
            table.name,
            [column.name for column in table.columns],
            [[_cell(row[column.name]) for column in table.columns] for row in rows[table.name]],
        )
        for table in TABLES
    ]
    return workbook_bytes([about, *books], title=title)


def _cell(value: Value) -> str | int | Decimal:
    if value is None:
        return _NOTHING
    if isinstance(value, str):
        return value.replace("\\", "\\\\").replace("\r", "\\r").replace("_x", "\\ux")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return value
    is_exact = isinstance(value, Decimal) and len(value.as_tuple().digits) <= _EXACT
    return value if is_exact else str(written(value))  # type: ignore[return-value]  # exact is a Decimal


def from_workbook(data: bytes) -> Rows:
    """The rows of a workbook that was written here.

    Raises:
        Unreadable: it is no workbook, or damaged.
        PlanFileRefused: it is another workbook, or a cell is not what its column holds.
    """
    numbers: dict[str, list[int]] = {}
    raw: dict[str, list[dict[str, str | None]]] = {}
    heads: dict[str, tuple[str, ...]] = {}
    for line in _lines(data):
        if line.sheet not in heads:
            heads[line.sheet] = line.cells
            continue
        cells = dict(zip(heads[line.sheet], map(_text, line.cells), strict=False))
        rest = dict.fromkeys(heads[line.sheet][len(line.cells) :], "")
        raw.setdefault(line.sheet, []).append({**cells, **rest})
        numbers.setdefault(line.sheet, []).append(line.number)
    if raw.get(_ABOUT) != [{"format": FORMAT, "version": str(VERSION)}]:
        raise Unreadable(
            _("This workbook is no plan that was taken along from here."),
            next_step=_("Choose the file that was saved under “Take the plan along”."),
        )

    def place(table: str, n: int, column: str) -> tuple[str, str]:
        row = numbers[table][n]
        letter = chr(ord("A") + [c.name for c in BY_NAME[table].columns].index(column))
        return f"{table}!{letter}{row}", _words(table, row - 1, column)

    rows = Rows(place=place)
    faults = [
        Fault(f"{table.name}!A1", table.name, _("The sheet or one of its columns is missing."))
        for table in TABLES
        if heads.get(table.name) != tuple(column.name for column in table.columns)
        and not (table.is_newer and table.name not in heads)
    ]
    _refuse_if_any(faults)
    faults = [
        rows.fault(table, n, column, _("The text holds characters that cannot be used."))
        for table, found in raw.items()
        if table in BY_NAME
        for n, cells in enumerate(found)
        for column, text in cells.items()
        if text and has_refused_character(text)
    ]
    _refuse_if_any([*faults, *read_cells(rows, raw, from_text=True)])
    return rows


def _lines(data: bytes) -> Iterator[BookRow]:
    with NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(data)
        file.flush()
        for part in read_workbook(Path(file.name), name=_("the file")):
            if isinstance(part, BookRow):
                yield part


def _text(cell: str) -> str | None:
    text = as_typed(cell)
    if text == _NOTHING:
        return None
    return re.sub(r"\\[\\ru]", lambda found: _CODES[found[0]], text)


def _words(table: str, n: int, column: str) -> str:
    return _("table %(table)s, row %(row)s, %(column)s") % {
        "table": table,
        "row": n + 1,
        "column": column,
    }


def _refuse_if_any(faults: list[Fault]) -> None:
    if faults:
        raise PlanFileRefused(faults)


def schema() -> dict[str, Any]:
    """The JSON Schema of the format, made from its tables."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:yuinowa:schema:plan:{VERSION}",
        "title": "A whole plan (計画の全体), version 1",
        "type": "object",
        "additionalProperties": False,
        "required": [
            "format",
            "version",
            *(table.name for table in TABLES if not table.is_newer),
        ],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            **{
                table.name: {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": [c.name for c in table.columns if not c.nothing],
                        "properties": {c.name: _schema_of(c) for c in table.columns},
                    },
                }
                for table in TABLES
            },
        },
    }


def _schema_of(column: Any) -> dict[str, Any]:
    kinds: dict[Kind, dict[str, Any]] = {
        Kind.TEXT: {"type": "string", "maxLength": column.longest},
        Kind.WHOLE: {"type": "integer", "minimum": column.low, "maximum": column.high},
        Kind.NUMBER: {"type": "string", "pattern": r"^-?[0-9]{1,24}(\.[0-9]{1,24})?$"},
        Kind.YES_NO: {"type": "boolean"},
        Kind.DAY: {"type": "string", "format": "date"},
        Kind.MOMENT: {"type": "string", "format": "date-time"},
    }
    found = dict(kinds[column.kind])
    if column.kind is Kind.TEXT and column.words:
        found["enum"] = [*column.words, *([""] if column.blank else [])]
    elif column.kind is Kind.TEXT and not column.blank:
        found["minLength"] = 1
    if column.nothing:
        found = {"anyOf": [found, {"type": "null"}]}
    return found
