"""An index and a folder of files of its own for each test of the catalogue."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path / "index"
    settings.MEDIA_ROOT = tmp_path / "media"
