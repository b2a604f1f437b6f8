"""When the last backup was made, and of what: a small file beside the data, read by everyone who asks."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from yuinowa.core import clock


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made here. ``deeds`` is how many audit rows there were: fewer than now, and work is not kept yet."""

    at: datetime
    file: str
    size: int
    deeds: int

    @property
    def age(self) -> timedelta:
        return clock.now() - self.at


def _path() -> Path:
    return Path(settings.DATA_DIR) / "last-backup.json"


def keep(made: Made) -> None:
    """Remember ``made`` as the last backup; whole or not at all."""
    content = asdict(made) | {"at": made.at.isoformat()}
    fresh = _path().with_suffix(".new")
    fresh.write_text(json.dumps(content), encoding="utf-8")
    fresh.replace(_path())


def last() -> Made | None:
    """The last backup made here, if there was one."""
    try:
        content = json.loads(_path().read_text(encoding="utf-8"))
        return Made(**content | {"at": datetime.fromisoformat(content["at"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
