from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.installation import Installation, copy_of, fresh, remove
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


@pytest.fixture(scope="session")
def _seeded(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: pytest.FixtureRequest,
) -> Iterator[Installation]:
    """Made once: tables, and a little of everything."""
    made = fresh(tmp_path_factory.mktemp("seeded") / "data")
    made.run("migrate")
    made.run("fill", module="tests.config.seed")
    yield made
    remove(made)


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
