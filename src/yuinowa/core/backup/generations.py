"""Which backups are kept: the newest few, and the last of each day for two weeks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

NAME = re.compile(r"yuinowa-(\d{8}T\d{6}Z)\.tar\.gz(?:\.sealed)?")
DAYS = 14
_TOKYO = ZoneInfo("Asia/Tokyo")


def name_of(moment: datetime, *, sealed: bool) -> str:
    stamp = moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return f"yuinowa-{stamp}.tar.gz{'.sealed' if sealed else ''}"


def moment_of(name: str) -> datetime | None:
    """When the backup called ``name`` was made; nothing, if it is not one."""
    found = NAME.fullmatch(name)
    if found is None:
        return None
    try:
        return datetime.strptime(found.group(1), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def superfluous(names: Iterable[str], *, keep: int, days: int = DAYS) -> list[str]:
    """Of these files, the backups that are no longer kept; other files are never among them."""
    dated = sorted(((moment, name) for name in names if (moment := moment_of(name))), reverse=True)
    kept = {name for _moment, name in dated[:keep]}
    last_of_day: dict[date, str] = {}
    for moment, name in dated:
        last_of_day.setdefault(moment.astimezone(_TOKYO).date(), name)
    kept |= {last_of_day[day] for day in sorted(last_of_day, reverse=True)[:days]}
    return [name for _moment, name in dated if name not in kept]


def prune(folder: Path, *, keep: int) -> int:
    """Remove what is superfluous in ``folder``; how many files."""
    names = superfluous((file.name for file in folder.iterdir()), keep=keep)
    for name in names:
        (folder / name).unlink()
    return len(names)
