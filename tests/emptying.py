"""After a test that commits, only the tables that it wrote are emptied.

Django empties every table of the house, which costs more than most of those tests do. Append-only tables
are emptied too: SQLite empties by DELETE, which their triggers refuse; PostgreSQL truncates, which has no row trigger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.backends.base.operations import BaseDatabaseOperations

# Not from ``operations``: the two import each other, and ``base`` has to come first.
from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite

#: Made by migrating and the same ever after.
_KEPT = {"django_content_type", "auth_permission"}


def _sqlite_written(tables: Sequence[str]) -> list[str]:
    with connection.cursor() as cursor:
        filled = []
        for table in tables:
            cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
            if cursor.fetchone():
                filled.append(table)
    return filled


def _postgresql_written(tables: Sequence[str]) -> list[str]:
    """Those that take room, even if only by rows that were taken back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname = ANY(%s) AND pg_relation_size(oid) > 0",
            [list(tables)],
        )
        return [name for (name,) in cursor.fetchall()]


def _flush_without_triggers(self: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
    emptied = {sql.split('"')[1] for sql in sql_list}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger'")
        triggers = [(name, sql) for name, sql, table in cursor.fetchall() if table in emptied]
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        for sql in sql_list:
            cursor.execute(sql)
        for _name, sql in triggers:
            cursor.execute(sql)


@pytest.fixture(autouse=True, scope="session")
def _empty_only_what_was_written() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for backend, written in ((SQLite, _sqlite_written), (PostgreSQL, _postgresql_written)):
            operations = backend.ops_class
            cascade = backend is PostgreSQL  # what refers to an emptied table is emptied too
            flush = operations.sql_flush

            def of_written(
                self: Any, style: Any, tables: Any, *, flush: Any = flush, cascade: bool = cascade,
                written: Any = written, **_options: Any
            ) -> list[str]:  # fmt: skip
                narrowed = written([table for table in tables if table not in _KEPT])
                sql: list[str] = flush(self, style, narrowed, allow_cascade=cascade)
                return sql

            patch.setattr(operations, "sql_flush", of_written)
        patch.setattr(SQLite.ops_class, "execute_sql_flush", _flush_without_triggers)
        yield
