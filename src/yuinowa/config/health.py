"""What ``yuinowa doctor`` looks at; each finding says what is wrong and what to do."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import django
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

import yuinowa
from yuinowa.config import production
from yuinowa.core.backup import marker
from yuinowa.core.models import Job, JobState
from yuinowa.portal.queries import operation

MIN_FREE_BYTES = 1024**3


@dataclass(frozen=True, slots=True)
class Finding:
    what: str
    ok: bool
    words: str

    def __str__(self) -> str:
        return f"{'ok   ' if self.ok else 'FAULT'} {self.what}: {self.words}"


def examine() -> list[Finding]:
    """All findings; nothing is changed."""
    found = [_version(), _disk(), _messages()]
    database = list(_database())
    found += database
    if all(finding.ok for finding in database):
        found += [_jobs(), _backup(), _production()]
    return found


def _version() -> Finding:
    python = ".".join(map(str, sys.version_info[:3]))
    return Finding(
        "version",
        True,
        f"yuinowa {yuinowa.__version__}, Django {django.__version__}, Python {python}",
    )


def _disk() -> Finding:
    free = shutil.disk_usage(settings.DATA_DIR).free
    words = f"{free // 1024**2} MiB free in {settings.DATA_DIR}"
    return Finding(
        "disk",
        free >= MIN_FREE_BYTES,
        words if free >= MIN_FREE_BYTES else f"only {words}: make room",
    )


def _messages() -> Finding:
    root = Path(yuinowa.__file__).parent
    sources = sorted(root.glob("*/locale/*/LC_MESSAGES/django.po"))
    missing = [
        po.parent.parent.parent.parent.name for po in sources if not po.with_suffix(".mo").exists()
    ]
    words = (
        f"missing for {', '.join(missing)}: run make setup"
        if missing
        else f"{len(sources)} catalogues compiled"
    )
    return Finding("translations", not missing, words)


def _database() -> Iterator[Finding]:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        yield Finding(
            "database",
            False,
            f"cannot be reached ({type(error).__name__}): check YUINOWA_DATABASE_URL",
        )
        return
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            values = {}
            for name in ("journal_mode", "synchronous", "foreign_keys"):
                cursor.execute(f"PRAGMA {name}")
                values[name] = cursor.fetchone()[0]
        good = values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
        yield Finding(
            "database", good, f"SQLite {values}" + ("" if good else ": R29 asks for wal, 2 and 1")
        )
    else:
        yield Finding("database", True, f"PostgreSQL {connection.pg_version}")  # type: ignore[attr-defined]
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    words = f"{len(missing)} not applied: run yuinowa migrate" if missing else "all applied"
    yield Finding("migrations", not missing, words)


def _jobs() -> Finding:
    failed = Job.objects.filter(state=JobState.FAILED).count()
    waiting = Job.objects.filter(state=JobState.OPEN).count()
    words = f"{waiting} open, {failed} failed"
    return Finding("jobs", not failed, words + (": look at core_job.error" if failed else ""))


def _backup() -> Finding:
    made = marker.last()
    if made is None:
        words = "none was made here: see docs/operate/backup.md"
    else:
        words = f"the last one is {made.age.total_seconds() / 3600:.1f} h old: {made.file}"
    late = operation.backup_is_late(made)
    return Finding("backup", not late, words + (": look at the failed jobs" if late else ""))


def _production() -> Finding:
    if settings.MODE != "production":
        return Finding("mode", True, f"{settings.MODE}: not for real use")
    faults = production.faults()
    return Finding("mode", not faults, "production" if not faults else " ".join(faults))
