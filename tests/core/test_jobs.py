"""Jobs: told twice is done once, killed is run again, order per serial, growing delay (R32, R33)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from django.db import connection, transaction
from django.utils import timezone

from yuinowa.core import clock, handlers, jobs, outbox
from yuinowa.core.handlers import Waited
from yuinowa.core.models import Job, JobState, Lane, Schedule

RAN: list[dict[str, Any]] = []


@dataclass(frozen=True)
class ThingHappened:
    fact: ClassVar[str] = "tests.ThingHappened"
    v: ClassVar[int] = 1
    thing: int


def _note(payload: dict[str, Any]) -> None:
    RAN.append(payload)


def _fail(_payload: dict[str, Any]) -> None:
    raise RuntimeError("the peer is away")


handlers.subscribe("tests.ThingHappened", "tests.note", _note, lane=Lane.DESK)
handlers.handler("tests.fail", _fail, lane=Lane.WIRE)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_ran() -> Iterator[None]:
    RAN.clear()
    yield
    RAN.clear()


def _later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    at = timezone.now() + by

    def then() -> datetime:
        return at

    monkeypatch.setattr(clock, "now", then)


def test_a_fact_told_twice_is_done_once() -> None:
    with transaction.atomic():
        outbox.tell(ThingHappened(7), key="thing/7")
        outbox.tell(ThingHappened(7), key="thing/7")

    assert jobs.run_due() == 1
    assert RAN == [{"fact": "tests.ThingHappened", "v": 1, "thing": 7}]


def test_a_deed_that_is_rolled_back_tells_nothing() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.tell(ThingHappened(7), key="thing/7")
        raise RuntimeError

    assert Job.objects.count() == 0


def test_a_failed_job_waits_longer_each_time_and_then_stands_as_failed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with transaction.atomic():
        outbox.enqueue("tests.fail", key="1", payload={})
    waited = []
    for n in range(len(jobs.DELAYS[Waited.BY_NOBODY]) + 1):
        assert jobs.run_due([Lane.WIRE]) == 1
        job = Job.objects.get()
        waited.append(job.run_after - clock.now())
        _later(monkeypatch, timedelta(days=n + 1))

    job = Job.objects.get()
    assert job.state == JobState.FAILED
    assert job.error == "RuntimeError: the peer is away"
    assert [round(w.total_seconds() / 60) for w in waited[:-1]] == [1, 5, 30, 180, 720]
    assert jobs.again(job.pk)
    assert Job.objects.get().state == JobState.OPEN


def test_whoever_waits_reads_that_it_is_tried_again_and_is_told_once_when_it_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[dict[str, object]] = []
    monkeypatch.setitem(
        handlers._SUBSCRIBERS,
        "tests.fail",
        replace(handlers.get("tests.fail"), given_up=told.append),
    )
    with transaction.atomic():
        outbox.enqueue("tests.fail", key="1", payload={"thing": 1})
    assert jobs.trying_again("tests.fail", "1") is None

    waited = []
    for n in range(2):
        jobs.run_due([Lane.WIRE])
        found = jobs.trying_again("tests.fail", "1")
        assert found == jobs.Trying(n + 1, Job.objects.get().run_after)
        waited.append(Job.objects.get().run_after - clock.now())
        _later(monkeypatch, timedelta(days=n + 1))
    assert told == []
    jobs.run_due([Lane.WIRE])

    assert told == [{"thing": 1}]
    assert [round(w.total_seconds() / 60) for w in waited] == [1, 10]
    assert jobs.trying_again("tests.fail", "1") is None


def test_a_job_that_cannot_tell_that_it_is_given_up_is_tried_once_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(_payload: object) -> None:
        raise RuntimeError

    monkeypatch.setitem(
        handlers._SUBSCRIBERS, "tests.fail", replace(handlers.get("tests.fail"), given_up=away)
    )
    with transaction.atomic():
        outbox.enqueue("tests.fail", key="1", payload={})
    tries = len(jobs.DELAYS[Waited.BY_SOMEBODY])
    Job.objects.update(attempts=tries)

    with pytest.raises(RuntimeError):
        jobs.run_due([Lane.WIRE])

    job = Job.objects.get()
    assert (job.state, job.attempts) == (JobState.OPEN, tries)


def test_a_job_whose_worker_was_killed_runs_again_after_its_lease(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with transaction.atomic():
        outbox.tell(ThingHappened(1), key="thing/1")
    killed = jobs.claim(Lane.DESK, worker="killed")
    assert killed is not None

    assert jobs.run_due() == 0
    _later(monkeypatch, jobs.LEASE + timedelta(seconds=1))
    assert jobs.run_due() == 1

    assert Job.objects.get().state == JobState.DONE
    # What the killed worker would still write finds its claim gone.
    assert not Job.objects.filter(id=killed.pk, claim=killed.claim).exists()


def test_jobs_of_one_serial_run_in_order_one_at_a_time() -> None:
    with transaction.atomic():
        for n in (1, 2, 3):
            outbox.tell(ThingHappened(n), key=f"thing/{n}", serial="peer/1")
    first = jobs.claim(Lane.DESK, worker="a")
    assert first is not None

    assert jobs.claim(Lane.DESK, worker="b") is None
    jobs.run(first)
    jobs.run_due()

    assert [payload["thing"] for payload in RAN] == [1, 2, 3]


def test_the_guard_behind_the_order_is_a_constraint() -> None:
    """Even a loop that forgot the rule cannot have two of one serial in flight."""
    with transaction.atomic():
        for n in (1, 2):
            outbox.tell(ThingHappened(n), key=f"thing/{n}", serial="peer/1")
    Job.objects.filter(key="thing/1").update(claim="a")

    with (
        pytest.raises(Exception, match="job_serial_has_one_in_flight|UNIQUE"),
        transaction.atomic(),
    ):
        Job.objects.filter(key="thing/2").update(claim="b")


def test_a_large_payload_is_refused_where_it_is_told() -> None:
    with pytest.raises(ValueError, match="send ids"), transaction.atomic():
        outbox.enqueue("tests.note", key="1", payload={"text": "あ" * 4000})


@pytest.mark.django_db(transaction=True)
def test_a_job_belongs_into_a_transaction() -> None:
    assert not connection.in_atomic_block
    with pytest.raises(RuntimeError, match="transaction of the deed"):
        outbox.enqueue("tests.note", key="1", payload={})


def test_the_clock_enqueues_once_however_many_loops_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_CRON", {"tests-nightly": ("10 3 * * *", "tests.note")})
    assert jobs.tick() == 0
    row = Schedule.objects.get()
    assert row.next_at.astimezone(clock.TOKYO).strftime("%H:%M") == "03:10"

    _later(monkeypatch, timedelta(days=1, minutes=1))
    assert [jobs.tick(), jobs.tick()] == [1, 0]
    assert jobs.run_due() == 1


def test_done_jobs_are_erased_after_two_weeks(monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        outbox.tell(ThingHappened(1), key="thing/1")
    jobs.run_due()

    assert jobs.sweep() == 0
    _later(monkeypatch, timedelta(days=15))
    assert jobs.sweep() == 1
