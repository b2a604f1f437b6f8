from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.access import kept, world
from tests.made_once import folder_of


@pytest.fixture(scope="module")
def _world(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[world.World]:
    """One for all tests of a module, of rows that are made once a run. Each test takes back what it did to the tables."""
    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined]  # as a TestCase's own: a deed may be durable within it
    with django_db_blocker.unblock():
        around.__enter__()
        made = kept.once(folder_of(request.config) / "world", world.build)
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def built(_world: world.World, db: None) -> world.World:
    """The world, untouched."""
    return _world.again()
