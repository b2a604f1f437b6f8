"""What a process that was killed while it committed leaves behind."""

from __future__ import annotations

import json
from pathlib import Path


def forget_unfinished(generation: Path) -> None:
    """Remove lists of deleted documents of a commit that was not finished; only while the index is held alone.

    The next commit counts on from the last one that is whole, comes to the same name, and tantivy refuses it.
    """
    committed = json.loads((generation / "meta.json").read_text(encoding="utf-8"))["opstamp"]
    for file in generation.glob("*.del"):
        if int(file.name.split(".")[1]) > committed:
            file.unlink(missing_ok=True)
