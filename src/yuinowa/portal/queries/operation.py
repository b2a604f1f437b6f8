"""How the installation runs, in figures: for the operator's page, ``/metrics``, ``doctor`` and the support bundle.

Numbers only: no name of a person or an institution is read here.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Min

from yuinowa.core import clock
from yuinowa.core.backup import marker
from yuinowa.core.mail import HANDLER
from yuinowa.core.models import Job, JobState, Lane, Mail, Schedule, Wait
from yuinowa.search import index

#: Below this, writing may stop at any moment.
MIN_FREE_BYTES = 1024**3


@dataclass(frozen=True, slots=True)
class Jobs:
    """The job table in figures."""

    by_state: dict[tuple[Lane, JobState], int]
    #: Since when the oldest job that is due has been waiting.
    oldest_due: datetime | None

    def of(self, state: JobState) -> int:
        return sum(count for (_lane, s), count in self.by_state.items() if s is state)

    @property
    def wait(self) -> timedelta:
        return clock.now() - self.oldest_due if self.oldest_due else timedelta()


@dataclass(frozen=True, slots=True)
class Mails:
    sent: int
    unsent: int
    #: Unsent ones whose job has given up.
    failed: int


def jobs() -> Jobs:
    rows = Job.objects.values_list("lane", "state").annotate(n=Count("id")).order_by()
    due = Job.objects.filter(state=JobState.OPEN, run_after__lte=clock.now())
    return Jobs(
        {(Lane(lane), JobState(state)): n for lane, state, n in rows},
        due.aggregate(first=Min("run_after"))["first"],
    )


def mails() -> Mails:
    return Mails(
        sent=Mail.objects.exclude(sent_at=None).count(),
        unsent=Mail.objects.filter(sent_at=None).count(),
        failed=Job.objects.filter(handler=HANDLER, state=JobState.FAILED).count(),
    )


def open_waits() -> int:
    return Wait.objects.filter(ended_at=None).count()


def last_retention() -> datetime | None:
    """When what is over was last erased."""
    return Schedule.objects.filter(name="retention").values_list("last_ok_at", flat=True).first()


def free_bytes() -> int:
    return shutil.disk_usage(settings.DATA_DIR).free


def database_version() -> str:
    """The database's product and version, in words."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version")
            return f"PostgreSQL {cursor.fetchone()[0]}"
        cursor.execute("SELECT sqlite_version()")
        return f"SQLite {cursor.fetchone()[0]}"


@cache
def shipped_migrations() -> frozenset[tuple[str, str]]:
    """Every migration of this release, and of what it is built on."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations or {})


def migrations_missing() -> list[tuple[str, str]]:
    """What ``yuinowa migrate`` has yet to apply."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(shipped_migrations() - set(applied))


# ---------------------------------------------------------------- ready or not


@dataclass(frozen=True, slots=True)
class Part:
    """One part that must work before the site can answer; ``fault`` is empty where it does."""

    name: str
    fault: str = ""


def readiness() -> list[Part]:
    """Every part that must work; asks the database twice, and writes nothing."""
    parts = [_database(), _index(), _disk()]
    if not parts[0].fault:
        parts.insert(1, _migrations())
    return parts


def _database() -> Part:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return Part("database", f"does not answer ({type(error).__name__})")
    return Part("database")


def _migrations() -> Part:
    try:
        missing = len(migrations_missing())
    except DatabaseError as error:
        return Part("migrations", f"cannot be read ({type(error).__name__})")
    return Part("migrations", f"{missing} not applied: run yuinowa migrate" if missing else "")


def _index() -> Part:
    missing = index.missing()
    return Part("index", f"{', '.join(missing)} cannot be opened" if missing else "")


def _disk() -> Part:
    try:
        free = free_bytes()
    except OSError:
        return Part("disk", "the data folder cannot be read")
    return Part("disk", f"only {free // 1024**2} MiB free" if free < MIN_FREE_BYTES else "")


def is_ready(parts: Iterable[Part]) -> bool:
    return not any(part.fault for part in parts)


# ---------------------------------------------------------------- backups

#: A backup older than this is a fault, where backups are made by the clock.
OLDEST_BACKUP = timedelta(hours=26)


def backup_is_late(made: marker.Made | None) -> bool:
    return settings.BACKUP_DIR is not None and (made is None or made.age > OLDEST_BACKUP)
