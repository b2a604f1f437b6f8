"""An index of its own for each test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from yuinowa.directory.queries import INSTITUTIONS
from yuinowa.search import index


@pytest.fixture(autouse=True)
def _own_index(settings: Settings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path / "index"


@pytest.fixture
def indexed() -> Callable[[], int]:
    """Call it when all institutions are made."""
    return lambda: index.reindex(INSTITUTIONS)
