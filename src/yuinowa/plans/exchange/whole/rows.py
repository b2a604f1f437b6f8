"""Rows of a whole plan as values: every cell read by its column, every row named once, every name known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from yuinowa.plans.domain.printed import plain
from yuinowa.plans.exchange.faults import Fault, quoted
from yuinowa.plans.exchange.whole.columns import BY_NAME, TABLES, Column, Kind, Table

Value = str | int | Decimal | bool | date | datetime | None
Row = dict[str, Any]
#: Digits of a number as the ledger keeps it.
_MOST_DIGITS = 24


@dataclass
class Rows:
    """The tables with their rows; where each row stands in the file it came from."""

    tables: dict[str, list[Row]] = field(default_factory=dict)
    #: The place of a cell: table, index of the row, column → pointer and words.
    place: Callable[[str, int, str], tuple[str, str]] = field(
        default=lambda table, n, column: (f"/{table}/{n}/{column}", f"{table} {n + 1} {column}")
    )

    def __getitem__(self, table: str) -> list[Row]:
        return self.tables.get(table, [])

    def fault(self, table: str, n: int, column: str, message: str) -> Fault:
        return Fault(*self.place(table, n, column), message)

    _groups: dict[tuple[str, ...], dict[tuple[Any, ...], list[Row]]] = field(default_factory=dict)

    def of(self, table: str, **wanted: Any) -> list[Row]:
        """The rows of ``table`` that hold these values, in their order; asked once all cells are read."""
        names = tuple(sorted(wanted))
        if (table, *names) not in self._groups:
            groups: dict[tuple[Any, ...], list[Row]] = {}
            for row in self[table]:
                groups.setdefault(tuple(row[name] for name in names), []).append(row)
            self._groups[table, *names] = groups
        return self._groups[table, *names].get(tuple(wanted[name] for name in names), [])


def key_of(table: Table, row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in table.key)


def written(value: Value) -> str | int | bool | None:
    """A value as JSON has it: exact numbers, days and moments as texts."""
    match value:
        case Decimal():
            return plain(value)
        case datetime() | date():
            return value.isoformat()
    return value


def read_cells(
    rows: Rows, raw: Mapping[str, Sequence[Mapping[str, Any]]], *, from_text: bool
) -> list[Fault]:
    """Fill ``rows`` from ``raw``; ``from_text``: every cell is a text, as in a workbook."""
    faults: list[Fault] = []
    for table in TABLES:
        found = rows.tables.setdefault(table.name, [])
        for n, cells in enumerate(raw.get(table.name, ())):
            row: Row = {}
            for column in table.columns:
                try:
                    row[column.name] = _read(column, cells.get(column.name), from_text=from_text)
                except _Refused as refused:
                    faults.append(rows.fault(table.name, n, column.name, str(refused)))
            found.append(row)
    return faults


class _Refused(ValueError):
    """A cell that is not what its column holds."""


def _read(column: Column, value: Any, *, from_text: bool) -> Value:
    if value is None or (from_text and value == "" and column.kind is not Kind.TEXT):
        if column.nothing:
            return None
        raise _Refused(_("This is missing."))
    return _READERS[column.kind](column, value)


def _read_text(column: Column, value: Any) -> str:
    if not isinstance(value, str):
        raise _no(value)
    if column.words and value not in column.words and not (column.blank and not value):
        raise _Refused(
            _("“%(value)s” is not one of: %(words)s.")
            % {"value": quoted(value), "words": ", ".join(column.words)}
        )
    if not value and not column.blank:
        raise _Refused(_("This must not be empty."))
    if len(value) > column.longest:
        raise _Refused(
            _("Write at most %(max)d characters (now %(now)d).")
            % {"max": column.longest, "now": len(value)}
        )
    return value


def _read_whole(column: Column, value: Any) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 9:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise _no(value)
    if not column.low <= value <= column.high:
        raise _Refused(
            _("Write a number from %(low)d to %(high)d.") % {"low": column.low, "high": column.high}
        )
    return value


def _read_number(_column: Column, value: Any) -> Decimal:
    try:
        number = Decimal(str(value)) if not isinstance(value, bool) else Decimal("NaN")
    except ArithmeticError:
        number = Decimal("NaN")
    if not number.is_finite() or len(number.as_tuple().digits) > _MOST_DIGITS:
        raise _no(value)
    return number


def _read_yes_no(_column: Column, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if str(value).lower() in {"true", "false"}:
        return str(value).lower() == "true"
    raise _no(value)


def _read_day(_column: Column, value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise _no(value) from None


def _read_moment(_column: Column, value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise _no(value) from None
    if moment.tzinfo is None:
        raise _no(value)
    return moment


def _no(value: object) -> _Refused:
    return _Refused(_("“%(value)s” is not written as the format asks.") % {"value": quoted(value)})


_READERS: dict[Kind, Callable[[Column, Any], Value]] = {
    Kind.TEXT: _read_text,
    Kind.WHOLE: _read_whole,
    Kind.NUMBER: _read_number,
    Kind.YES_NO: _read_yes_no,
    Kind.DAY: _read_day,
    Kind.MOMENT: _read_moment,
}


def name_faults(rows: Rows) -> list[Fault]:
    """Rows that are named twice, and names that no row bears."""
    faults: list[Fault] = []
    known = {table.name: {key_of(table, row) for row in rows[table.name]} for table in TABLES}
    for table in TABLES:
        seen: set[tuple[Any, ...]] = set()
        for n, row in enumerate(rows[table.name]):
            key = key_of(table, row)
            if key in seen:
                words = _("“%(value)s” stands twice.") % {"value": quoted(" ".join(map(str, key)))}
                faults.append(rows.fault(table.name, n, table.key[-1], words))
            seen.add(key)
            for columns, other in table.refs:
                named = tuple(row[name] for name in columns)
                if "" not in named and named not in known[other]:
                    words = _("The table “%(table)s” has no row “%(value)s”.") % {
                        "table": BY_NAME[other].name,
                        "value": quoted(" ".join(map(str, named))),
                    }
                    faults.append(rows.fault(table.name, n, columns[-1], words))
    return faults
