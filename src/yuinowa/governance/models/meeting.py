"""A meeting of a body: what was to be talked about, who was there, what was decided and promised."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from yuinowa.governance.domain.bodies import Rule
from yuinowa.governance.domain.meetings import TOOK_PLACE, MeetingState
from yuinowa.governance.domain.policy import MAX_MINUTES, MAX_PLACE, MAX_REASON, MAX_TEXT
from yuinowa.governance.domain.promises import PromiseState
from yuinowa.governance.models.body import Body, one_of


class Meeting(models.Model):
    """One meeting, numbered within its body."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField()
    day = models.DateField()
    begins = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=MAX_PLACE, blank=True, default="")
    #: Where one takes part from afar.
    online = models.CharField(max_length=300, blank=True, default="")
    #: What is talked about, one point each.
    agenda = models.JSONField(default=list, blank=True)
    called_by = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="meetings_called"
    )
    state = models.CharField(max_length=12, default="planned")
    cancel_reason = models.CharField(max_length=MAX_REASON, blank=True, default="")
    minutes = models.CharField(max_length=MAX_MINUTES, blank=True, default="")
    #: Counts what is written of the meeting: who agrees, agrees to one of these.
    record = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    planned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="meeting_numbered_once"),
            one_of("state", MeetingState, "meeting_state_known"),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(begins__isnull=False, ends__gt=F("begins")),
                name="meeting_times_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state=MeetingState.CANCELLED.value, cancel_reason__gt="")
                | (~Q(state=MeetingState.CANCELLED.value) & Q(cancel_reason="")),
                name="meeting_cancelled_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in TOOK_PLACE], record__gte=1)
                | (~Q(state__in=[state.value for state in TOOK_PLACE]) & Q(record=0)),
                name="meeting_recorded_if_held",
            ),
        ]
        indexes = [models.Index(fields=["body", "-day", "-id"], name="meeting_of_body")]
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return f"{self.body_id} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("governance:meeting-detail", args=[self.pk])

    @property
    def took_place(self) -> bool:
        return self.state in TOOK_PLACE

    @property
    def is_planned(self) -> bool:
        return self.state == MeetingState.PLANNED

    @property
    def is_held(self) -> bool:
        return self.state == MeetingState.HELD


class Attendance(models.Model):
    """A side was there."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    institution = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="meetings_attended"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "institution"], name="attendance_once")
        ]
        ordering = ["meeting", "pk"]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.institution_id}"


class Decision(models.Model):
    """Something was decided, by a rule; who thought otherwise is written down with it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    text = models.CharField(max_length=MAX_TEXT)
    rule = models.CharField(max_length=12)
    dissent = models.CharField(max_length=MAX_TEXT, blank=True, default="")

    class Meta:
        constraints = [
            one_of("rule", Rule, "decision_rule_known"),
            models.CheckConstraint(condition=~Q(text=""), name="decision_says_something"),
            # Where everybody has to say yes, nobody thought otherwise.
            models.CheckConstraint(
                condition=~Q(rule=Rule.UNANIMOUS.value) | Q(dissent=""),
                name="decision_unanimous_without_dissent",
            ),
        ]
        ordering = ["meeting", "pk"]

    def __str__(self) -> str:
        return self.text


class Promise(models.Model):
    """A side promised something by a day, and later says whether it was kept."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="promises")
    owner = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="promises_made"
    )
    text = models.CharField(max_length=MAX_TEXT)
    due = models.DateField()
    state = models.CharField(max_length=12, default="open")
    #: What came of it, in the owner's words.
    outcome = models.CharField(max_length=MAX_TEXT, blank=True, default="")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            one_of("state", PromiseState, "promise_state_known"),
            models.CheckConstraint(condition=~Q(text=""), name="promise_says_something"),
            models.CheckConstraint(
                condition=Q(state=PromiseState.OPEN.value, settled_at=None)
                | (~Q(state=PromiseState.OPEN.value) & Q(settled_at__isnull=False)),
                name="promise_settled_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=PromiseState.NOT_KEPT.value) | ~Q(outcome=""),
                name="promise_not_kept_has_a_reason",
            ),
        ]
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.state == PromiseState.OPEN


class MinutesAgreement(models.Model):
    """A side that was there agreed to what is written. A later change asks it anew."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agreements")
    institution = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="minutes_agreed"
    )
    record = models.PositiveIntegerField()
    #: Id only.
    agreed_by = models.BigIntegerField(null=True, blank=True)
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "institution", "record"], name="minutes_agreed_once"
            )
        ]
        ordering = ["meeting", "agreed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.institution_id}"
