from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.access import world


@pytest.fixture(scope="module")
def _world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[world.World]:
    """Making it takes seconds: one for all tests of a module. Each test takes back what it did to the tables."""
    kept = transaction.atomic()
    kept._from_testcase = True  # type: ignore[attr-defined]  # as a TestCase's own: a deed may be durable within it
    with django_db_blocker.unblock():
        kept.__enter__()
        made = world.build()
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        kept.__exit__(None, None, None)


@pytest.fixture
def built(_world: world.World, db: None) -> world.World:
    """The world, untouched."""
    return _world.again()
