"""The database as one file and back again: SQLite by its backup interface, PostgreSQL by its own programs.

Both copies are of one moment, whatever is written meanwhile; both ways back replace all or nothing.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from yuinowa.core.backup.faults import BackupFault

Counts = dict[str, int]

#: Everything of ours goes, so that nothing of a later release stays behind; in the transaction that brings the rest.
_CLEAR_POSTGRESQL = """
DO $$
DECLARE found record;
BEGIN
  FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', found.tablename);
  END LOOP;
  FOR found IN
    SELECT p.oid::regprocedure AS name FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = current_schema()
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  LOOP
    EXECUTE 'DROP ROUTINE IF EXISTS ' || found.name || ' CASCADE';
  END LOOP;
END $$;
"""


def part_name() -> str:
    return "database.sqlite3" if connection.vendor == "sqlite" else "database.dump"


def copy_to(target: Path) -> Counts:
    """Copy the database of this moment to ``target``; how many rows each table has there."""
    return _copy_sqlite(target) if connection.vendor == "sqlite" else _copy_postgresql(target)


def put_back(source: Path) -> None:
    """Replace the database by the copy at ``source``, at once or not at all.

    Raises:
        BackupFault: the database is in use, or refuses the copy; it is as it was.
    """
    connections.close_all()
    if connection.vendor == "sqlite":
        _put_back_sqlite(source)
    else:
        _put_back_postgresql(source)


# ---------------------------------------------------------------- SQLite


def sqlite_file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _copy_sqlite(target: Path) -> Counts:
    with (
        closing(sqlite3.connect(sqlite_file(), timeout=20)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)
        # One file, without a log beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        return checked_sqlite(copy)


def checked_sqlite(copy: sqlite3.Connection) -> Counts:
    """The rows of each table of a copy that SQLite finds sound."""
    (verdict,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    if verdict != "ok":
        raise BackupFault(_("SQLite finds the copy damaged: %(why)s") % {"why": verdict})
    names = copy.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return {
        name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  # a table's own name
        for (name,) in sorted(names)
    }


def _put_back_sqlite(source: Path) -> None:
    with closing(sqlite3.connect(source)) as copy:
        checked_sqlite(copy)
    live = sqlite_file()
    if live.exists():
        # The log goes into the file, and with it the danger that an old log is read into the new file.
        with closing(sqlite3.connect(live, timeout=2)) as old:
            try:
                (mode,) = old.execute("PRAGMA journal_mode=DELETE").fetchone()
            except sqlite3.OperationalError as error:
                raise BackupFault(
                    _("The database is in use (%(why)s): stop Yuinowa first.") % {"why": error}
                ) from error
        if mode != "delete":
            raise BackupFault(_("The database is in use: stop Yuinowa first."))
    with source.open("rb") as file:
        os.fsync(file.fileno())
    source.replace(live)
    folder = os.open(live.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


# ---------------------------------------------------------------- PostgreSQL


def program(name: str) -> str:
    """Where ``pg_dump`` and its like are.

    Raises:
        BackupFault: not on this machine.
    """
    found = shutil.which(name, path=settings.PG_BIN or None)
    if found is None:
        raise BackupFault(
            _(
                "%(program)s is not found: install the client programs of PostgreSQL,"
                " or name their folder with YUINOWA_PG_BIN."
            )
            % {"program": name}
        )
    return found


def _environment() -> dict[str, str]:
    """How the programs reach the database; the password is on no command line."""
    database = connection.settings_dict
    given = {
        "PGHOST": database["HOST"],
        "PGPORT": database["PORT"],
        "PGUSER": database["USER"],
        "PGPASSWORD": database["PASSWORD"],
        "PGDATABASE": database["NAME"],
    }
    return os.environ | {name: str(value) for name, value in given.items() if value}


def _run(command: list[str]) -> None:
    done = subprocess.run(  # noqa: S603  # our own words, no shell
        command, env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it did not say why"])[0]
        failed = {"program": Path(command[0]).name, "why": said}
        raise BackupFault(_("%(program)s failed: %(why)s") % failed)


@contextmanager
def _snapshot() -> Iterator[tuple[str, Counts]]:
    """A moment of the database that ``pg_dump`` can share, and the rows each table has in it."""
    own = connection.copy()
    try:
        own.set_autocommit(False)
        with own.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            (name,) = cursor.fetchone()
            yield name, _counts(cursor)
        own.rollback()
    finally:
        own.close()


def _counts(cursor: CursorWrapper) -> Counts:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
    names = sorted(name for (name,) in cursor.fetchall())
    counts = {}
    for name in names:
        cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608  # a table's own name
        counts[name] = cursor.fetchone()[0]
    return counts


def counts() -> Counts:
    """How many rows each table of the live database has."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(sqlite_file(), timeout=20)) as live:
            return checked_sqlite(live)
    with connection.cursor() as cursor:
        return _counts(cursor)


def _copy_postgresql(target: Path) -> Counts:
    dump = program("pg_dump")
    with _snapshot() as (name, found):
        options = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges"]
        _run([dump, *options, f"--snapshot={name}", f"--file={target}"])
        return found


def _put_back_postgresql(source: Path) -> None:
    restore, psql = program("pg_restore"), program("psql")
    clear, script = source.with_name("clear.sql"), source.with_name("restored.sql")
    clear.write_text(_CLEAR_POSTGRESQL, encoding="utf-8")
    _run([restore, "--no-owner", "--no-privileges", f"--file={script}", str(source)])
    # One transaction: whatever ends it before its end leaves the database as it was.
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    _run([psql, *options, "--output=/dev/null", f"--file={clear}", f"--file={script}"])
