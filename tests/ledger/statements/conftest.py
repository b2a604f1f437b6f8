from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def documents(settings: Any, tmp_path: Path) -> Path:
    """Where the documents of one test lie."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files" / "statements"
