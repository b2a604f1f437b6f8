"""The peers of the catalogue's search: bigrams in SQLite FTS5, and in PostgreSQL under a GIN index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

import psycopg

from bench.catalogue_building import Row

_FACETS = ("decade", "class", "material")


class Peer(Protocol):
    name: str

    def fill(self, rows: Iterable[Row]) -> None: ...

    def search(self, phrase: Sequence[str], *, facets: bool) -> int:
        """The exact total; reads 20 ids, best first, and counts the facets if asked."""

    def close(self) -> None: ...


class _Sqlite:
    name = "SQLite FTS5"

    def __init__(self, path: Path, *, is_new: bool) -> None:
        self._db = sqlite3.connect(path)
        self._db.execute("PRAGMA mmap_size = 2000000000")
        if is_new:
            self._make()

    def _make(self) -> None:
        self._db.executescript(
            "PRAGMA journal_mode = wal; PRAGMA synchronous = normal;"
            "CREATE TABLE work (id INTEGER PRIMARY KEY, decade, class, material);"
            "CREATE VIRTUAL TABLE words USING fts5 (grams, content = '', tokenize = \"unicode61 remove_diacritics 0\");"
        )

    def fill(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._db.execute("INSERT INTO work VALUES (?, ?, ?, ?)", (row.id, *row[2:]))
            self._db.execute("INSERT INTO words (rowid, grams) VALUES (?, ?)", row[:2])
        self._db.execute("INSERT INTO words (words) VALUES ('optimize')")
        self._db.commit()

    def search(self, phrase: Sequence[str], *, facets: bool) -> int:
        words = '"' + " ".join(phrase).replace('"', "") + '"'
        found = "SELECT rowid FROM words WHERE words MATCH ?"
        (total,) = self._db.execute(f"SELECT count(*) FROM ({found})", (words,)).fetchone()
        self._db.execute(f"{found} ORDER BY rank LIMIT 20", (words,)).fetchall()
        for name in _FACETS if facets else ():
            self._db.execute(
                f"SELECT {name}, count(*) FROM work WHERE id IN ({found}) GROUP BY 1", (words,)
            ).fetchall()
        return int(total)

    def close(self) -> None:
        self._db.close()


class _Postgres:
    name = "PostgreSQL bigram GIN"

    def __init__(self, url: str, *, is_new: bool) -> None:
        self._db = psycopg.connect(url, autocommit=True)
        if is_new:
            self._make()

    def _make(self) -> None:
        self._db.execute("DROP TABLE IF EXISTS bench_catalogue_work")
        self._db.execute(
            "CREATE UNLOGGED TABLE bench_catalogue_work (id BIGINT PRIMARY KEY, grams tsvector, decade TEXT,"
            " class TEXT, material TEXT)"
        )

    def fill(self, rows: Iterable[Row]) -> None:
        with (
            self._db.cursor() as cursor,
            cursor.copy("COPY bench_catalogue_work FROM STDIN") as copy,
        ):
            for row in rows:
                vector = " ".join(
                    f"'{gram}':{at}"
                    for at, gram in enumerate(row.grams.replace("'", "").split()[:16_000], start=1)
                )
                copy.write_row((row.id, vector, *row[2:]))
        self._db.execute("CREATE INDEX ON bench_catalogue_work USING gin (grams)")
        self._db.execute("ANALYZE bench_catalogue_work")

    def search(self, phrase: Sequence[str], *, facets: bool) -> int:
        words = " <-> ".join("'" + gram.replace("'", "") + "'" for gram in phrase)
        where = "FROM bench_catalogue_work WHERE grams @@ %s::tsquery"
        row = self._db.execute(f"SELECT count(*) {where}", (words,)).fetchone()
        self._db.execute(
            f"SELECT id {where} ORDER BY ts_rank(grams, %s::tsquery) DESC LIMIT 20", (words, words)
        ).fetchall()
        for name in _FACETS if facets else ():
            self._db.execute(f"SELECT {name}, count(*) {where} GROUP BY 1", (words,)).fetchall()
        return int(row[0]) if row else 0

    def close(self) -> None:
        self._db.execute("DROP TABLE bench_catalogue_work")
        self._db.close()


def sqlite(path: Path, is_new: bool) -> Peer:  # noqa: FBT001  # the one thing that differs
    """In a file at ``path``, made anew or as it stands."""
    return _Sqlite(path, is_new=is_new)


def postgres(url: str, is_new: bool) -> Peer:  # noqa: FBT001  # the one thing that differs
    """In the database at ``url``, in a table of its own, made anew or as it stands; closing drops it."""
    return _Postgres(url, is_new=is_new)
