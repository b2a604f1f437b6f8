"""The job loop (R33): claim by conditional update, lease, growing delay, order per ``serial``.

A job killed at any point runs again when its lease is over; every handler is idempotent by key.
"""

from __future__ import annotations

import logging
import os
import threading
import uuid
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from cronsim import CronSim
from django.db import IntegrityError, close_old_connections, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from yuinowa.core import clock, wake
from yuinowa.core.handlers import Waited, get
from yuinowa.core.logs import in_short, request_id
from yuinowa.core.models import Job, JobState, Lane, Schedule
from yuinowa.core.outbox import enqueue

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
#: What follows a failed try; after the last, the job is failed and stands on the operator's page.
DELAYS: Mapping[Waited, tuple[timedelta, ...]] = {
    # What is away tonight may be back in the morning.
    Waited.BY_NOBODY: (
        timedelta(minutes=1),
        timedelta(minutes=5),
        timedelta(minutes=30),
        timedelta(hours=3),
        timedelta(hours=12),
    ),
    # Somebody looks at a page: three tries within a quarter of an hour, then it says that nothing comes.
    Waited.BY_SOMEBODY: (timedelta(minutes=1), timedelta(minutes=10)),
}
KEEP_DONE = timedelta(days=14)
#: How often an idle lane looks by itself, in seconds: another process may have written a job.
IDLE_SECONDS = 1.0


def due(lane: Lane, now: datetime) -> QuerySet[Job]:
    """Open jobs of ``lane`` that may be claimed now, oldest first; per serial only the first open one."""
    earlier = Job.objects.filter(
        state=JobState.OPEN, serial=OuterRef("serial"), id__lt=OuterRef("id")
    )
    return (
        Job.objects.filter(state=JobState.OPEN, lane=lane, run_after__lte=now)
        .filter(Q(claimed_until=None) | Q(claimed_until__lt=now))
        .filter(Q(serial="") | ~Exists(earlier))
        .order_by("run_after", "id")
    )


def claim(lane: Lane, *, worker: str) -> Job | None:
    """The next job of ``lane``, claimed for ``worker``, or None. Exactly one row is touched, or none."""
    now = clock.now()
    for job_id in list(due(lane, now).values_list("id", flat=True)[:20]):
        mark = f"{worker[:20]}/{uuid.uuid4().hex[:12]}"
        try:
            with transaction.atomic():
                touched = (
                    Job.objects.filter(id=job_id, state=JobState.OPEN)
                    .filter(Q(claimed_until=None) | Q(claimed_until__lt=now))
                    .update(claim=mark, claimed_until=now + LEASE)
                )
        except (
            IntegrityError
        ):  # job_serial_has_one_in_flight: another loop has this serial's earlier job
            continue
        if touched:
            return Job.objects.get(id=job_id)
    return None


def run(job: Job) -> bool:
    """Carry out a claimed job; whether it is done. A failure puts it back with a growing delay."""
    request_id.set(job.request_id or uuid.uuid4().hex)
    try:
        with _renewed(job):
            get(job.handler).run(job.payload)
    except Exception as error:  # whatever a handler raises, the row must say so
        logger.warning(
            "job %s %s failed: %s", job.handler, job.key, type(error).__name__, exc_info=True
        )
        _put_back(job, error)
        return False
    now = clock.now()
    Job.objects.filter(id=job.id, claim=job.claim).update(
        state=JobState.DONE, claim="", claimed_until=None, finished_at=now, error=""
    )
    if "schedule" in job.payload:
        Schedule.objects.filter(name=job.payload["schedule"]).update(last_ok_at=now)
    return True


def _put_back(job: Job, error: Exception) -> None:
    attempts = job.attempts + 1
    delays = _delays(job.handler)
    failed = attempts > len(delays)
    now = clock.now()
    # One transaction: where it cannot be told that it failed, the lease runs out and it is tried once more.
    with transaction.atomic():
        touched = Job.objects.filter(id=job.id, claim=job.claim).update(
            attempts=attempts,
            claim="",
            claimed_until=None,
            state=JobState.FAILED if failed else JobState.OPEN,
            run_after=now if failed else now + delays[attempts - 1],
            finished_at=now if failed else None,
            error=in_short(error),
        )
        if touched and failed:
            _tell_given_up(job)


def _delays(handler: str) -> tuple[timedelta, ...]:
    try:
        return DELAYS[get(handler).waited]
    except KeyError:  # no handler of this name in this release: the next one may have it
        return DELAYS[Waited.BY_NOBODY]


def _tell_given_up(job: Job) -> None:
    try:
        given_up = get(job.handler).given_up
    except KeyError:  # no handler of this name in this release: nobody is there to be told
        return
    if given_up is not None:
        given_up(job.payload)


@dataclass(frozen=True, slots=True)
class Trying:
    """A job failed ``tries`` times and is tried once more from ``next_at`` on."""

    tries: int
    next_at: datetime


def trying_again(handler: str, key: str) -> Trying | None:
    """How often the job failed and when it is tried again; None: it has not failed, or it is over. One query."""
    found = Job.objects.filter(
        handler=handler, key=key, state=JobState.OPEN, attempts__gt=0
    ).first()
    return None if found is None else Trying(found.attempts, found.run_after)


@contextmanager
def _renewed(job: Job) -> Iterator[None]:
    """Keeps the lease of ``job`` while the body runs, until the handler's own time limit is over."""
    over = threading.Event()
    ends_at = clock.now() + get(job.handler).time_limit

    def renew() -> None:
        while not over.wait(LEASE.total_seconds() / 3):
            if clock.now() > ends_at:
                break
            Job.objects.filter(id=job.id, claim=job.claim).update(claimed_until=clock.now() + LEASE)
        close_old_connections()
        from django.db import connections  # noqa: PLC0415

        connections.close_all()

    keeper = threading.Thread(target=renew, name=f"lease-{job.id}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def again(job_id: int) -> bool:
    """Give a failed job a new set of tries; whether there was one."""
    touched = Job.objects.filter(id=job_id, state=JobState.FAILED).update(
        state=JobState.OPEN, attempts=0, run_after=clock.now(), finished_at=None
    )
    return bool(touched)


def run_due(lanes: Collection[Lane] = tuple(Lane), *, limit: int = 10_000) -> int:
    """Work through what is due now, in this thread; how many jobs ran. For commands and tests."""
    count = 0
    worker = f"once-{os.getpid()}"
    for lane in lanes:
        while count < limit and (job := claim(lane, worker=worker)):
            run(job)
            count += 1
    return count


def sweep() -> int:
    """Erase done jobs that are over ``KEEP_DONE`` old; how many."""
    deleted, _ = Job.objects.filter(
        state=JobState.DONE, finished_at__lt=clock.now() - KEEP_DONE
    ).delete()
    return deleted


# ---------------------------------------------------------------- the clock's own jobs

_CRON: dict[str, tuple[str, str]] = {}


def every(name: str, cron: str, handler: str) -> None:
    """Enqueue ``handler`` by the clock; ``cron`` has five fields and counts in Asia/Tokyo."""
    _CRON[name] = (cron, handler)


def next_time(cron: str, after: datetime) -> datetime:
    """The first moment after ``after`` that ``cron`` names."""
    return next(CronSim(cron, after.astimezone(clock.TOKYO)))


def tick() -> int:
    """Enqueue every scheduled job whose time has come; how many. Two loops enqueue it once."""
    now = clock.now()
    started = 0
    for name, (cron, handler) in _CRON.items():
        row, _ = Schedule.objects.get_or_create(
            name=name, defaults={"cron": cron, "next_at": next_time(cron, now)}
        )
        if row.cron != cron:
            Schedule.objects.filter(name=name).update(cron=cron, next_at=next_time(cron, now))
            continue
        if row.next_at > now:
            continue
        with transaction.atomic():
            taken = Schedule.objects.filter(name=name, next_at=row.next_at).update(
                next_at=next_time(cron, now)
            )
            if taken:
                enqueue(
                    handler, key=f"{name}@{row.next_at.isoformat()}", payload={"schedule": name}
                )
                started += 1
    return started


# ---------------------------------------------------------------- the loop


class Loop:
    """A thread per lane and one for the clock; ``stop`` lets running jobs finish (SIGTERM drains, R50)."""

    def __init__(self, lanes: Collection[Lane] = tuple(Lane)) -> None:
        self._over = threading.Event()
        self._lanes = tuple(lanes)
        self._threads = [
            threading.Thread(
                target=self._work, args=(lane,), name=f"lane-{lane.name.lower()}", daemon=True
            )
            for lane in self._lanes
        ]
        self._threads.append(threading.Thread(target=self._clock, name="clock", daemon=True))

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self, seconds: float = 30) -> None:
        self._over.set()
        for lane in self._lanes:
            wake.up(lane)
        for thread in self._threads:
            thread.join(seconds)

    def _work(self, lane: Lane) -> None:
        worker = f"{os.getpid()}-{lane.name.lower()}"
        while not self._over.is_set():
            close_old_connections()
            try:
                job = claim(lane, worker=worker)
                if job is not None:
                    run(job)
                    continue
            except Exception:
                logger.exception("lane %s could not look for jobs", lane.name.lower())
            wake.wait(lane, IDLE_SECONDS)
        close_old_connections()

    def _clock(self) -> None:
        while not self._over.wait(5):
            close_old_connections()
            try:
                tick()
            except Exception:
                logger.exception("the clock could not enqueue")
