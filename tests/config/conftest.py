from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.access.conftest import _world, built  # noqa: F401  # the world of the matrix
from tests.config.begun import begun
from tests.config.installation import Installation, copy_of, fresh, made_once, remove
from tests.made_once import folder_of, tables_of
from yuinowa.config import words


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What an operator does happens in processes, which open the database themselves."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.database)


@pytest.fixture(autouse=True)
def _the_command_speaks_english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Within the process of the tests; ``Installation`` says it to other ones."""
    monkeypatch.setenv("YUINOWA_LANGUAGE", "en")
    words.speak("en")
    yield
    words.speak(words.LANGUAGES[0])


@pytest.fixture(autouse=True, scope="session")
def _what_was_begun_ends() -> Iterator[None]:
    yield
    if begun.cache_info().currsize:
        begun().end()


@pytest.fixture(scope="session")
def _migrated(request: pytest.FixtureRequest, django_db_setup: None) -> Installation:
    """As an empty installation is after its first ``yuinowa migrate``; from nothing, test_init does that."""
    run = folder_of(request.config)

    def make(data: Path) -> Installation:
        made = fresh(data, tables_of(run))
        made.run("migrate")
        return made

    return made_once(run / "migrated", make)


@pytest.fixture(scope="session")
def _seeded(request: pytest.FixtureRequest, _migrated: Installation) -> Installation:
    """With a little of everything."""

    def make(data: Path) -> Installation:
        made = copy_of(_migrated, data)
        made.run("fill", module="tests.config.seed")
        return made

    return made_once(folder_of(request.config) / "seeded", make)


@pytest.fixture
def migrated(_migrated: Installation, tmp_path: Path) -> Iterator[Installation]:
    """An installation with tables and what ships, and nothing else, for this test alone."""
    own = copy_of(_migrated, tmp_path / "data")
    yield own
    remove(own)


@pytest.fixture
def installed(_seeded: Installation, tmp_path: Path) -> Iterator[Installation]:
    """An installation with a little of everything, for this test alone."""
    own = copy_of(_seeded, tmp_path / "data")
    yield own
    remove(own)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Installation]:
    """An installation with nothing in it."""
    own = fresh(tmp_path / "empty")
    yield own
    remove(own)
