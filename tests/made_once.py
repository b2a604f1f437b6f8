"""What takes long to make and every worker needs: whoever comes first makes it, the others copy it.

It lies in the folder of the run, and what of it is on a server goes when the run ends. So no run finds
anything of another, and nothing is older than the migrations.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql

#: A file of this name says what a database on the server is called that goes with the run.
ON_SERVER = "database"
#: The folder of a run where the tables are that were made once, and their file in it.
TABLES, FILE = "tables", "tables.sqlite3"


def is_a_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def folder_of(config: pytest.Config) -> Path:
    """One folder for all workers of this run."""
    own: Path = config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]  # pytest's own
    return own.parent if is_a_worker(config) else own


def tables_of(run: Path) -> str:
    """Where a database of all tables lies that nobody uses: a file, or its name on the server; empty without workers."""
    on_server, file = (run / TABLES / name for name in (ON_SERVER, FILE))
    if on_server.exists():
        return on_server.read_text()
    return str(file) if file.exists() else ""


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """No other worker is in ``folder`` meanwhile."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def url_of(database: str) -> str:
    """The address of another database on the server the tests run on."""
    return os.environ["YUINOWA_DATABASE_URL"].rpartition("/")[0] + "/" + database


def on_server(statement: str, *names: str) -> None:
    """Say ``statement`` to the server, with ``names`` of databases for its ``{}``."""
    with psycopg.connect(url_of("postgres"), autocommit=True) as server:
        server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def forget_what_is_on_the_server(run: Path) -> None:
    """Remove the databases that ``run`` made once."""
    for named in run.glob(f"*/{ON_SERVER}"):
        if name := named.read_text():
            on_server("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest,
    django_db_modify_db_settings_parallel_suffix: None,
) -> Iterator[None]:
    """Migrating takes seconds: the first worker does it, and the others begin with a copy of its database."""
    if not is_a_worker(request.config):
        yield
        return
    folder = folder_of(request.config) / TABLES
    is_on_server = connection.vendor == "postgresql"
    kept = folder / (ON_SERVER if is_on_server else FILE)
    creation: Any = type(connection.creation)
    create, begin = creation.create_test_db, creation._create_test_db

    def create_test_db(self: Any, *given: Any, **named: Any) -> str:
        with alone_in(folder):
            if not kept.exists():
                name: str = create(self, *given, **named)
                self.connection.close()
                keep(name)
                return name
        copied: str = create(self, *given, **named)
        return copied

    def keep(name: str) -> None:
        if not is_on_server:
            shutil.copyfile(name, kept)
            return
        template = f"{name}_tables"
        on_server("DROP DATABASE IF EXISTS {}", template)  # of a run that was cut off
        on_server("CREATE DATABASE {} TEMPLATE {}", template, name)
        kept.write_text(template)

    def begin_with_a_copy(self: Any, *given: Any, **named: Any) -> str:
        if is_on_server and kept.exists():
            self.connection.settings_dict["TEST"]["TEMPLATE"] = kept.read_text()
        name: str = begin(self, *given, **named)
        if not is_on_server and kept.exists():
            shutil.copyfile(kept, name)
        return name

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(creation, "create_test_db", create_test_db)
        patch.setattr(creation, "_create_test_db", begin_with_a_copy)
        yield
