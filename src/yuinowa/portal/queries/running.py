"""Rows of the operator's pages: jobs, schedule, mails on their way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils.functional import Promise

from yuinowa.core.logs import masked
from yuinowa.core.mail import HANDLER
from yuinowa.core.models import Job, JobState, Lane, Mail, Schedule
from yuinowa.core.rights import Actor, visible_to
from yuinowa.portal import labels


@dataclass(frozen=True, slots=True)
class JobLine:
    """One job as the operator reads it: neither its payload nor its key, for they may name an object."""

    pk: int
    handler: str
    lane: Promise
    created_at: datetime
    run_after: datetime
    finished_at: datetime | None
    attempts: int
    error: str

    @classmethod
    def of(cls, job: Job) -> JobLine:
        return cls(
            job.pk,
            job.handler,
            labels.LANES[Lane(job.lane)],
            job.created_at,
            job.run_after,
            job.finished_at,
            job.attempts,
            # Rows of before the masking of errors are masked here.
            masked(job.error),
        )


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail that could not be sent yet; of its address only what helps to find the fault."""

    template: str
    to: str
    created_at: datetime
    attempts: int
    failed: bool
    error: str
    job: int


def jobs_visible_to(actor: Actor) -> QuerySet[Job]:
    return visible_to(actor, Job.objects.all())


def jobs_in(jobs: QuerySet[Job], state: JobState, handler: str = "") -> QuerySet[Job]:
    """Those in ``state``, the newest first where they are done with, else the next first."""
    found = jobs.filter(state=state)
    if handler:
        found = found.filter(handler=handler)
    return found.order_by("run_after", "pk") if state is JobState.OPEN else found.order_by("-pk")


def handlers_of(jobs: QuerySet[Job]) -> list[tuple[str, int]]:
    """The handlers that occur among ``jobs``, with how many."""
    rows = jobs.order_by("handler").values_list("handler").annotate(n=Count("id"))
    return [(handler, n) for handler, n in rows]


def schedule_visible_to(actor: Actor) -> QuerySet[Schedule]:
    return visible_to(actor, Schedule.objects.all()).order_by("next_at")


def mails_held_up(actor: Actor, *, most: int = 100) -> list[MailLine]:
    """Unsent mails that failed at least once, the oldest first."""
    tried = jobs_visible_to(actor).filter(handler=HANDLER, attempts__gt=0)
    jobs = {job.payload.get("mail"): job for job in tried.exclude(state=JobState.DONE)[:most]}
    rows = visible_to(actor, Mail.objects.filter(pk__in=jobs, sent_at=None))
    return [
        MailLine(
            row.template,
            _masked_address(row.to),
            row.created_at,
            jobs[row.pk].attempts,
            jobs[row.pk].state == JobState.FAILED,
            masked(jobs[row.pk].error),
            jobs[row.pk].pk,
        )
        for row in rows.order_by("created_at", "pk")
    ]


def _masked_address(address: str) -> str:
    """The domain alone: that is where the fault is, and the rest is a person."""
    return f"…@{address.rpartition('@')[2]}" if address else ""
