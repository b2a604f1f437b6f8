"""After a test that commits, only the tables that it wrote are emptied.

Django empties every table of the house, which costs more than most of those tests do. What is emptied goes by DELETE:
truncating makes a new file for each table and each index. The triggers of append-only tables refuse that, and on
PostgreSQL every row would be asked for by each table that could refer to it, so both are silent meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pytest
from django.core.management.commands import flush as flush_command
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
    """Of those that take room, even if only by rows that were taken back, those that have rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname = ANY(%s) AND pg_relation_size(oid) > 0",
            [list(tables)],
        )
        asked = [f"SELECT '{name}' WHERE EXISTS (SELECT FROM \"{name}\")" for (name,) in cursor]
        if not asked:
            return []
        cursor.execute(" UNION ALL ".join(asked))
        return [name for (name,) in cursor]


def _sqlite_empty(self: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
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


def _postgresql_flush(
    self: BaseDatabaseOperations, style: Any, tables: Sequence[str], **options: Any
) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        may_silence = cursor.fetchone() == ("on",)
    if not may_silence:  # what refers to a table that is truncated is truncated too
        statements: list[str] = _TRUNCATE(self, style, tables, allow_cascade=True)
        return statements
    silent = "SET LOCAL session_replication_role = replica"
    return [silent, *(f'DELETE FROM "{table}"' for table in tables)]


_TRUNCATE = PostgreSQL.ops_class.sql_flush


@pytest.fixture(autouse=True, scope="session")
def _empty_only_what_was_written() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for backend, written, flush in (
            (SQLite, _sqlite_written, SQLite.ops_class.sql_flush),
            (PostgreSQL, _postgresql_written, _postgresql_flush),
        ):

            def of_written(
                self: Any, style: Any, tables: Any, *, flush: Any = flush, written: Any = written,
                **_options: Any
            ) -> list[str]:  # fmt: skip
                narrowed = written([table for table in tables if table not in _KEPT])
                sql: list[str] = flush(self, style, narrowed) if narrowed else []
                return sql

            patch.setattr(backend.ops_class, "sql_flush", of_written)
        patch.setattr(SQLite.ops_class, "execute_sql_flush", _sqlite_empty)
        # It would ask for every model whether its type and its permissions are there, and they are never emptied.
        patch.setattr(flush_command, "emit_post_migrate_signal", lambda *_given: None)
        yield
