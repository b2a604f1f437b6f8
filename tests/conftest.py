from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from django.db import connection, transaction
from django.db.backends.base.operations import BaseDatabaseOperations

# Not from ``operations``: the two import each other, and ``base`` has to come first.
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.utils import translation
from hypothesis import settings

from tests.deeds import _deeds_are_recorded  # noqa: F401  # a fixture for every test

# No deadline: a shared machine is slow at times. The blob printed with a failure replays it.
settings.register_profile("house", deadline=None, print_blob=True)
# make soak: the same properties over many more examples.
settings.register_profile("soak", settings.get_profile("house"), max_examples=2_000)
settings.load_profile("house")

_DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by rule what reaches a database, so that the second database need not run the rest once more.

    Nothing else can reach one: pytest-django refuses a query of a test that did not ask for it.
    """
    for item in items:
        asked = _DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
        if asked or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.database)


@pytest.fixture(autouse=True)
def _in_the_first_language() -> Iterator[None]:
    """A page asked for in English leaves its language behind in the process."""
    with translation.override("ja"):
        yield


@pytest.fixture(autouse=True, scope="session")
def _flush_despite_append_only_tables() -> Iterator[None]:
    """Empty append-only tables after a test that commits.

    SQLite empties tables by DELETE, which their triggers refuse; PostgreSQL truncates, which has no row trigger.
    """
    operations = DatabaseWrapper.ops_class
    flush = operations.execute_sql_flush

    def without_triggers(self: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            flush(self, sql_list)
            for _name, sql in triggers:
                cursor.execute(sql)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", without_triggers)
        yield
