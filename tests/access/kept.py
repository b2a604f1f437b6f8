"""What takes many deeds to make, the world of the matrix above all, made by whoever needs it first in a run.

The other workers, modules and tests put its rows: making the world takes a hundred deeds with all their rules, putting
its rows a second. They are what stood in the tables, byte for byte, and put by nobody's rules: no trigger sees them.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection

from tests.access.world import World
from tests.made_once import alone_in

T = TypeVar("T")
#: What stands in a table, as the database says it.
Rows = dict[str, Any]


def once(folder: Path, make: Callable[[], World]) -> World:
    """The world that ``make`` makes, its rows in the tables of this connection; made once for all who name ``folder``."""
    return World(*made_once(folder, lambda: make().kept()))


def made_once(folder: Path, make: Callable[[], T]) -> T:
    """What ``make`` makes and gives back, of plain values and rows; its rows in the tables of this connection."""
    with alone_in(folder):
        file = folder / "made.pickle"
        if not file.exists():
            before = _rows()
            given = make()
            made = {table: rows for table, rows in _rows().items() if rows != before.get(table)}
            file.write_bytes(pickle.dumps((given, made)))
            return given
    again: T
    again, made = pickle.loads(file.read_bytes())
    with _no_trigger_sees():
        _put(made)
    return again


def _rows() -> Rows:
    """What stands in each table that is not empty."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        read = _copied if connection.vendor == "postgresql" else _selected
        return {table: rows for table in tables if (rows := read(cursor.cursor, table))}


def _put(made: Rows) -> None:
    """These tables hold these rows and no others."""
    with connection.cursor() as cursor:
        for table, rows in made.items():
            cursor.execute(f'DELETE FROM "{table}"')
            if connection.vendor == "postgresql":
                with cursor.cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                    copy.write(rows)
            else:
                marks = ", ".join("?" * len(rows[0]))
                connection.connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)
        for said in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(said)


def _copied(cursor: Any, table: str) -> bytes:
    with cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
        return b"".join(map(bytes, copy))


def _selected(cursor: Any, table: str) -> list[tuple[object, ...]]:
    """As stored: what is added to nothing has no type that would be read as something else."""
    columns = [column for (_n, column, *_more) in cursor.execute(f'PRAGMA table_info("{table}")')]
    stored = ", ".join(f'+"{column}"' for column in columns)
    return list(cursor.execute(f'SELECT {stored} FROM "{table}"'))


@contextmanager
def _no_trigger_sees() -> Iterator[None]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = origin")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _said in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _name, said in triggers:
            cursor.execute(said)
