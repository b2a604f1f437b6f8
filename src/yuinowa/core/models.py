"""Core's tables: jobs, schedule, waits, the audit chains and idempotency keys (docs/architecture)."""

from __future__ import annotations

from enum import IntEnum

from django.db import models
from django.db.models import Q

from yuinowa.kernel.workflow import Verb


class Lane(IntEnum):
    """A loop thread works through each lane, so that slow work does not hold up quick work."""

    INDEX = 1
    WIRE = 2
    MAIL = 3
    DESK = 4
    #: Much to write; somebody may look at its progress, nobody waits for it.
    BULK = 5
    #: Somebody waits before a page: a preview, a print, a file to take along. It must not stand behind BULK.
    LOOK = 6


class JobState(IntEnum):
    OPEN = 0
    DONE = 1
    FAILED = 2


class Job(models.Model):
    """One thing to do for one subscriber: outbox and queue at once, written in the deed's transaction."""

    handler = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    payload = models.JSONField(default=dict)
    lane = models.SmallIntegerField(choices=[(lane.value, lane.name.lower()) for lane in Lane])
    serial = models.CharField(max_length=80, blank=True, default="")
    run_after = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    claim = models.CharField(max_length=40, blank=True, default="")
    state = models.SmallIntegerField(default=0)
    error = models.TextField(blank=True, default="")
    request_id = models.CharField(max_length=40, blank=True, default="")
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "core_job"
        constraints = [
            models.UniqueConstraint(fields=["handler", "key"], name="job_told_twice_is_done_once"),
            models.UniqueConstraint(
                fields=["serial"],
                condition=Q(state=0) & ~Q(claim="") & ~Q(serial=""),
                name="job_serial_has_one_in_flight",
            ),
            models.CheckConstraint(condition=Q(state__in=[0, 1, 2]), name="job_state_known"),
        ]
        indexes = [
            models.Index(fields=["lane", "run_after", "id"], condition=Q(state=0), name="job_due"),
            models.Index(fields=["serial", "id"], condition=Q(state=0), name="job_serial_order"),
        ]

    def __str__(self) -> str:
        return f"{self.handler} {self.key}"


class Schedule(models.Model):
    """A job that comes round by the clock; taken by a conditional update of ``next_at``."""

    name = models.CharField(max_length=80, primary_key=True)
    cron = models.CharField(max_length=60)
    next_at = models.DateTimeField()
    last_ok_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "core_schedule"

    def __str__(self) -> str:
        return self.name


class Wait(models.Model):
    """Who is waited for, since when, and what comes then. ``institution`` 0 is the region office."""

    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_label = models.CharField(max_length=200)
    step = models.CharField(max_length=60)
    institution = models.BigIntegerField()
    institution_label = models.CharField(max_length=200, blank=True, default="")
    role = models.CharField(max_length=40, blank=True, default="")
    person = models.BigIntegerField(null=True)
    #: The other side's institutions that see this wait as "the partner's turn", newest deed first.
    asked_by = models.BigIntegerField(null=True)
    since = models.DateTimeField()
    due = models.DateField(null=True)
    #: A ``Verb``: what whoever is waited for does next.
    verb = models.CharField(max_length=20)
    then_what = models.CharField(max_length=200)
    url = models.CharField(max_length=300)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "core_wait"
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "step", "institution"],
                condition=Q(ended_at=None),
                name="wait_open_once",
            ),
            models.CheckConstraint(
                condition=Q(verb__in=[verb.value for verb in Verb]), name="wait_verb_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["institution", "due"], condition=Q(ended_at=None), name="wait_open_by_due"
            ),
            models.Index(
                fields=["asked_by"], condition=Q(ended_at=None), name="wait_open_asked_by"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_label}: {self.step}"


class AuditHead(models.Model):
    """The end of a chain; locked last, so that two deeds of one institution follow each other."""

    chain = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")

    class Meta:
        db_table = "core_audit_head"

    def __str__(self) -> str:
        return f"chain {self.chain} at {self.number}"


class AuditRow(models.Model):
    """One deed (R45). No foreign key and no name, so that erasing a person keeps the chain whole."""

    chain = models.BigIntegerField()
    number = models.BigIntegerField()
    at = models.DateTimeField()
    person = models.BigIntegerField(null=True)
    institution = models.BigIntegerField(null=True)
    via = models.CharField(max_length=12)
    action = models.CharField(max_length=80)
    object_kind = models.CharField(max_length=80, blank=True, default="")
    object_id = models.CharField(max_length=64, blank=True, default="")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    request_id = models.CharField(max_length=40, blank=True, default="")
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "core_audit"
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="audit_chain_has_no_fork")
        ]
        indexes = [
            models.Index(fields=["object_kind", "object_id", "id"], name="audit_of_object"),
            models.Index(fields=["at", "id"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}/{self.number} {self.action}"


class AuditAudience(models.Model):
    """Another party that may read a row of somebody's chain."""

    row = models.ForeignKey(AuditRow, on_delete=models.PROTECT, related_name="audience")
    institution = models.BigIntegerField()

    class Meta:
        db_table = "core_audit_audience"
        constraints = [
            models.UniqueConstraint(fields=["row", "institution"], name="audit_audience_once")
        ]
        indexes = [models.Index(fields=["institution", "row"], name="audit_audience_reads")]

    def __str__(self) -> str:
        return f"{self.institution} reads {self.row_id}"


class OnceKey(models.Model):
    """A form's idempotency key and what it made (R31): pressing twice makes one thing."""

    key = models.CharField(max_length=40)
    person = models.BigIntegerField(default=0)
    object_kind = models.CharField(max_length=80)
    object_id = models.BigIntegerField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "core_once"
        constraints = [models.UniqueConstraint(fields=["key", "person"], name="once_key_once")]
        indexes = [models.Index(fields=["created_at"], name="once_by_age")]

    def __str__(self) -> str:
        return f"{self.object_kind} {self.object_id}"


class Mail(models.Model):
    """A mail on its way. Once it is sent, address and words are emptied; the row says that one went."""

    template = models.CharField(max_length=100)
    to = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "core_mail"
        indexes = [models.Index(fields=["sent_at", "created_at"], name="mail_by_age")]

    def __str__(self) -> str:
        return f"{self.template} {self.pk}"


class RetentionRun(models.Model):
    """How many rows of one table one run of the retention job erased (R41)."""

    at = models.DateTimeField()
    model = models.CharField(max_length=80)
    count = models.PositiveIntegerField()

    class Meta:
        db_table = "core_retention_run"
        constraints = [
            models.UniqueConstraint(fields=["at", "model"], name="retention_run_once_a_table")
        ]
        indexes = [models.Index(fields=["-at", "model"], name="retention_run_by_time")]

    def __str__(self) -> str:
        return f"{self.count} of {self.model}"
