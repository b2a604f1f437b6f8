"""What a database is made of, so that two can be compared: columns in whatever order, constraints, indexes, triggers."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg

from tests.made_once import url_of

#: What PostgreSQL says of its tables: what it is a part of, its name, what it is.
_ASKED = """
    SELECT table_name, column_name, concat_ws(' ', data_type, character_maximum_length, collation_name,
           is_nullable, column_default, is_identity)
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT '', proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""
_ADDED = re.compile(r"::(?:character varying|text)(?:\[\])?|[()]")


def of_file(file: Path) -> set[tuple[str, ...]]:
    """Of a database of SQLite: each part of a table with its table, each index and trigger as it was said."""
    with closing(sqlite3.connect(file)) as database:
        said = database.execute("SELECT type, tbl_name, sql FROM sqlite_master WHERE sql NOTNULL")
        return {
            (table, part)
            for kind, table, sql in said
            if not table.startswith("sqlite_")
            for part in (_parts(sql) if kind == "table" else [" ".join(sql.split())])
        }


def on_server(database: str) -> set[tuple[str, ...]]:
    """Of a database of PostgreSQL; without the casts and brackets that it adds each time it reads a condition again."""
    with psycopg.connect(url_of(database)) as server:
        found = server.execute(_ASKED).fetchall()
    return {(table, name, _ADDED.sub("", said)) for table, name, said in found}


def _parts(sql: str) -> Iterator[str]:
    """The columns and constraints of CREATE TABLE, as written."""
    begun, depth, quoted = sql.index("(") + 1, 0, ""
    for at, char in enumerate(sql):
        if quoted:
            quoted = "" if char == quoted else quoted
        elif char in "\"'":
            quoted = char
        elif char == "(":
            depth += 1
        elif (char == "," and depth == 1) or (char == ")" and depth == 1):
            yield sql[begun:at].strip()
            begun = at + 1
        if char == ")" and not quoted:
            depth -= 1
