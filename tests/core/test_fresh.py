from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.operations import RunSQL
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import ConnectionHandler

from yuinowa.core import fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def nothing(tmp_path: Path) -> Iterator[BaseDatabaseWrapper]:
    """A file of SQLite that has no tables, whatever the tests run on."""
    file = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "nothing.sqlite3")}
    made: BaseDatabaseWrapper = ConnectionHandler(
        {"default": {}, "nothing": file}
    ).create_connection("nothing")
    connections["nothing"] = made
    yield made
    made.close()
    del connections["nothing"]


def test_an_empty_database_has_all_tables_at_once_and_every_migration_is_done(
    nothing: BaseDatabaseWrapper,
) -> None:
    assert fresh.is_empty(nothing)

    fresh.make(nothing)

    here, there = MigrationRecorder(connections["default"]), MigrationRecorder(nothing)
    assert here.applied_migrations().keys() == there.applied_migrations().keys()
    assert not fresh.is_empty(nothing)


def test_stopped_in_the_middle_it_leaves_nothing(
    nothing: BaseDatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(fresh, "_say_its_own", stop)

    with pytest.raises(KeyboardInterrupt):
        fresh.make(nothing)

    assert fresh.is_empty(nothing)


def test_a_migration_that_says_sql_by_itself_is_no_riddle() -> None:
    class OfSql:
        operations = (RunSQL("SELECT 1"),)

        def __str__(self) -> str:
            return "wing.0099_of_sql"

    nobody: Any = None
    asked: Any = OfSql()

    with pytest.raises(NotImplementedError, match=r"wing\.0099_of_sql: say SQL in RunPython"):
        fresh._say_its_own(asked, nobody, nobody)
