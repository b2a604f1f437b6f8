"""Rows by the thousand, without an object for each: the same SQL on both databases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

T = TypeVar("T")

#: So many values one statement carries at most; SQLite takes 32,766.
_MOST_VALUES = 30_000


def batches(rows: Iterable[T], size: int) -> Iterable[list[T]]:
    """``rows`` in lists of at most ``size``."""
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch


def insert(
    model: type[Model],
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    returning: Sequence[str] = (),
) -> list[tuple[Any, ...]]:
    """Write ``rows`` of ``columns``; what the new rows hold in ``returning``, in no order that may be relied on.

    Values go to the database as they are: moments by ``moment``. Constraints stand behind it (R2).
    """
    found: list[tuple[Any, ...]] = []
    quote = connection.ops.quote_name
    head = f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, columns))}) VALUES "  # noqa: S608  # names of our own tables
    tail = f" RETURNING {', '.join(map(quote, returning))}" if returning else ""
    one = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        for batch in batches(rows, max(1, _MOST_VALUES // len(columns))):
            values = [value for row in batch for value in row]
            cursor.execute(head + ", ".join([one] * len(batch)) + tail, values)
            if returning:
                found += cursor.fetchall()
    return found


def change(
    model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]], *, by: str = "id"
) -> None:
    """Write ``columns`` of rows that are there; each of ``rows`` ends with what stands in the column ``by``."""
    if not rows:
        return
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            sets = ", ".join(f"{quote(column)} = %s" for column in columns)
            cursor.executemany(f"UPDATE {table} SET {sets} WHERE {quote(by)} = %s", rows)  # noqa: S608  # names of our own columns
            return
        types = {each.column: each.db_type(connection) for each in model._meta.concrete_fields}
        names = [quote(each) for each in (*columns, by)]
        arrays = ", ".join(f"%s::{types[each]}[]" for each in (*columns, by))
        sets = ", ".join(f"{name} = told.{name}" for name in names[:-1])
        cursor.execute(
            f"UPDATE {table} SET {sets} FROM unnest({arrays}) AS told({', '.join(names)})"  # noqa: S608  # names of our own columns
            f" WHERE {table}.{names[-1]} = told.{names[-1]}",
            [list(values) for values in zip(*rows, strict=True)],
        )


def moment(value: Any) -> Any:
    """A moment as this database takes it."""
    return connection.ops.adapt_datetimefield_value(value)
