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
from yuinowa.config.words import _, padded
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
        state = padded(_("ok") if self.ok else _("FAULT"), 7)
        return state + _("%(what)s: %(words)s") % {"what": self.what, "words": self.words}


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
        _("version"),
        True,
        f"yuinowa {yuinowa.__version__}, Django {django.__version__}, Python {python}",
    )


def _disk() -> Finding:
    free = shutil.disk_usage(settings.DATA_DIR).free
    is_enough = free >= MIN_FREE_BYTES
    words = (
        _("%(free)s MiB are free in %(folder)s.")
        if is_enough
        else _("only %(free)s MiB are free in %(folder)s: make room.")
    )
    shown = {"free": f"{free // 1024**2:,}", "folder": settings.DATA_DIR}
    return Finding(_("disk"), is_enough, words % shown)


def _messages() -> Finding:
    root = Path(yuinowa.__file__).parent
    sources = sorted(root.glob("*/locale/*/LC_MESSAGES/django.po"))
    missing = [
        po.parent.parent.parent.parent.name for po in sources if not po.with_suffix(".mo").exists()
    ]
    words = (
        _("missing for %(wings)s: run make setup.") % {"wings": ", ".join(missing)}
        if missing
        else _("%(count)s catalogues are compiled.") % {"count": len(sources)}
    )
    return Finding(_("translations"), not missing, words)


def _database() -> Iterator[Finding]:
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        words = _("cannot be reached (%(kind)s): check YUINOWA_DATABASE_URL.")
        yield Finding(_("database"), False, words % {"kind": type(error).__name__})
        return
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            values = {}
            for name in ("journal_mode", "synchronous", "foreign_keys"):
                cursor.execute(f"PRAGMA {name}")
                values[name] = cursor.fetchone()[0]
        good = values == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
        words = "SQLite " + ", ".join(f"{name}={value}" for name, value in values.items())
        if not good:
            words = _("%(found)s: R29 asks for wal, 2 and 1.") % {"found": words}
        yield Finding(_("database"), good, words)
    else:
        yield Finding(_("database"), True, f"PostgreSQL {connection.pg_version}")  # type: ignore[attr-defined]
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    words = (
        _("%(count)s not applied: run yuinowa migrate.") % {"count": len(missing)}
        if missing
        else _("all applied.")
    )
    yield Finding(_("migrations"), not missing, words)


def _jobs() -> Finding:
    failed = Job.objects.filter(state=JobState.FAILED).count()
    waiting = Job.objects.filter(state=JobState.OPEN).count()
    words = (
        _("%(waiting)s open, %(failed)s failed: see their faults on the operator's page.")
        if failed
        else _("%(waiting)s open, none failed.")
    )
    return Finding(_("jobs"), not failed, words % {"waiting": waiting, "failed": failed})


def _backup() -> Finding:
    made = marker.last()
    if made is None:
        words = _("none was made here: see docs/operate/backup.md.")
    else:
        words = _("the last one is %(hours).1f h old: %(file)s") % {
            "hours": made.age.total_seconds() / 3600,
            "file": made.file,
        }
    late = operation.backup_is_late(made)
    if late:
        words = _("%(found)s (late: look at the failed jobs)") % {"found": words}
    return Finding(_("backup"), not late, words)


def _production() -> Finding:
    if settings.MODE != "production":
        words = _("%(mode)s: not for real use.") % {"mode": settings.MODE}
        return Finding(_("mode"), True, words)
    faults = production.faults()
    return Finding(_("mode"), not faults, " ".join(faults) or "production")
