"""``yuinowa support-bundle``: what somebody who helps needs to know. No person, no institution, no word of content."""

from __future__ import annotations

import json
import os
import platform
import re
import zipfile
from collections import deque
from datetime import datetime
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count

import yuinowa
from yuinowa.config import health
from yuinowa.core.backup import databases
from yuinowa.core.logs import masked
from yuinowa.core.models import Job, JobState
from yuinowa.portal.queries import operation

MOST_FAILURES = 200
#: So much of a log's end is taken.
MOST_LINES = 2_000
#: What a line of ours holds beside masked words: codes and numbers that we chose (``core.logs``).
_CODES = ("level", "logger", "request", "method", "route", "handler")
_NUMBERS = ("status", "ms", "lane", "count")
_CODE = re.compile(r"[A-Za-z0-9_.:-]{1,120}")
_PLACE = re.compile(r"[\w./<>-]{1,200}:\d+ [\w<>.]{1,80}", re.ASCII)


def write(target: Path, *, log: Path | None = None) -> None:
    """Write the bundle, readable by its owner alone; an earlier file of this name is replaced.

    With ``log``, the end of that log comes along, line by line as far as it is ours.
    """
    target.unlink(missing_ok=True)
    opened = os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")
    with opened, zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as file:
        parts = _parts() | ({} if log is None else {"log": _tail(log)})
        for name, content in parts.items():
            file.writestr(f"{name}.json", json.dumps(content, ensure_ascii=False, indent=1))


def _parts() -> dict[str, object]:
    return {
        "versions": _versions(),
        "settings": settings.IN_EFFECT,
        "doctor": [str(finding) for finding in health.examine()],
        "jobs": list(
            Job.objects.order_by("handler", "state")
            .values("handler", "state", "lane")
            .annotate(count=Count("id"))
        ),
        "failures": _failures(),
        "rows": databases.counts(),
        "migrations": sorted(map(list, MigrationRecorder(connection).applied_migrations())),
    }


def _versions() -> dict[str, str]:
    packages = {each.metadata["Name"]: each.version for each in distributions()}
    return {
        "yuinowa": yuinowa.__version__,
        "database": operation.database_version(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        **dict(sorted(packages.items(), key=lambda pair: pair[0].lower())),
    }


def _failures() -> list[dict[str, object]]:
    """Failed jobs by kind and masked words; neither payload nor key."""
    rows = Job.objects.filter(state=JobState.FAILED).order_by("-pk")[:MOST_FAILURES]
    return [
        {"handler": job.handler, "attempts": job.attempts, "error": masked(job.error)}
        for job in rows
    ]


def _tail(log: Path) -> dict[str, object]:
    """The last lines without persons: what is no line of ours is only counted."""
    with log.open(encoding="utf-8", errors="replace") as file:
        last = deque(file, maxlen=MOST_LINES)
    read = [_line(text) for text in last if text.strip()]
    lines = [line for line in read if line is not None]
    return {"lines": lines, "unreadable": len(read) - len(lines)}


def _line(text: str) -> dict[str, object] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    line: dict[str, object] = {
        name: masked(str(found[name])) for name in ("event", "error") if name in found
    }
    codes = {name: found.get(name) for name in _CODES}
    line |= {n: v for n, v in codes.items() if isinstance(v, str) and _CODE.fullmatch(v)}
    numbers = {name: found.get(name) for name in _NUMBERS}
    line |= {n: v for n, v in numbers.items() if isinstance(v, int | float)}
    line |= {"at": at} if (at := _moment(found.get("at"))) else {}
    trace = found.get("trace")
    if isinstance(trace, list):
        line["trace"] = [place for place in map(str, trace) if _PLACE.fullmatch(place)]
    return line


def _moment(at: object) -> str:
    try:
        return datetime.fromisoformat(str(at)).isoformat(timespec="milliseconds")
    except ValueError:
        return ""
