from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import settings

from tests.checks import _checks_are_asked_once  # noqa: F401  # a fixture for every test
from tests.deeds import _deeds_are_recorded  # noqa: F401  # another
from tests.emptying import _empty_only_what_was_written  # noqa: F401  # another
from tests.made_once import (
    django_db_modify_db_settings,  # noqa: F401  # one of pytest-django's, ours here
    folder_of,
    forget_what_is_on_the_server,
    is_a_worker,
)
from tests.pages import _parts_of_pages_are_not_told  # noqa: F401  # another
from yuinowa.config.warming import SELDOM

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


def pytest_collection_finish() -> None:
    """Set aside what is there now, and stays: the collector would walk over all of it again and again.

    And let it come as seldom as in service.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if not is_a_worker(session.config):
        forget_what_is_on_the_server(folder_of(session.config))


@pytest.fixture(autouse=True)
def _in_the_first_language() -> Iterator[None]:
    """A page asked for in English leaves its language behind in the process."""
    with translation.override("ja"):
        yield


@pytest.fixture
def in_english() -> Iterator[None]:
    """For tests that read words beside English names of tables and columns."""
    with translation.override("en"):
        yield
