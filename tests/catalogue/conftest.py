"""An index and a folder of files of its own for each test of the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from yuinowa.catalogue.queries.documents import WORKS
from yuinowa.search import index


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path / "index"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def indexed() -> Callable[[], int]:
    """Call it when all works are made."""
    return lambda: index.reindex(WORKS)
