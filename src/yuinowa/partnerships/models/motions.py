"""What a side proposes once the work has begun, who consents, and what came of it when it is closed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from yuinowa.partnerships.domain.motions import ChangeOf, MotionKind, MotionState
from yuinowa.partnerships.domain.policy import MAX_REASON, MAX_WORDS
from yuinowa.partnerships.models.partnership import Partnership, Party, one_of
from yuinowa.partnerships.models.shared import Goal

_SAID = [MotionState.REFUSED.value, MotionState.TAKEN_BACK.value]


class Motion(models.Model):
    """One side's proposal to all: a change of what was agreed to, a pause, going on, closing."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="motions")
    kind = models.CharField(max_length=8)
    #: Of a change: what it is about, and what is done otherwise.
    about = models.CharField(max_length=16, blank=True, default="")
    what = models.CharField(max_length=MAX_WORDS, blank=True, default="")
    reason = models.CharField(max_length=MAX_WORDS)
    #: The side that proposes it.
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="motions")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=12, default="open")
    #: The side that refused it, and why it was refused or taken back.
    refuser = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="motions_refused", null=True, blank=True
    )
    said = models.CharField(max_length=MAX_REASON, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "partnerships_motion"
        constraints = [
            one_of("kind", MotionKind, "motion_kind_known"),
            one_of("state", MotionState, "motion_state_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="motion_has_a_reason"),
            models.CheckConstraint(
                condition=Q(
                    kind=MotionKind.CHANGE.value,
                    about__in=[code.value for code in ChangeOf],
                    what__gt="",
                )
                | (~Q(kind=MotionKind.CHANGE.value) & Q(about="", what="")),
                name="motion_change_says_what",
            ),
            models.CheckConstraint(
                condition=Q(state=MotionState.OPEN.value, ended_at=None)
                | (~Q(state=MotionState.OPEN.value) & Q(ended_at__isnull=False)),
                name="motion_end_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_SAID) | ~Q(said=""), name="motion_refused_with_a_reason"
            ),
            # Two sides that propose the same pause at once propose one.
            models.UniqueConstraint(
                fields=["partnership", "kind"],
                condition=Q(state=MotionState.OPEN.value) & ~Q(kind=MotionKind.CHANGE.value),
                name="motion_open_once",
            ),
        ]
        ordering = ["-proposed_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.kind}"

    def get_absolute_url(self) -> str:
        return reverse("partnerships:motion-answer", args=[self.partnership_id, self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == MotionState.OPEN


class MotionConsent(models.Model):
    """A side consents to a motion; whoever proposes consents with it."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="consents")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="motion_consents")
    at = models.DateTimeField()

    class Meta:
        db_table = "partnerships_motion_consent"
        constraints = [
            models.UniqueConstraint(fields=["motion", "party"], name="motion_consent_once")
        ]
        ordering = ["motion", "pk"]

    def __str__(self) -> str:
        return f"{self.motion_id} {self.party_id}"


class ClosingWords(models.Model):
    """What one side says at the end: what is left to be done, or that it says nothing (I17)."""

    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="closing_words")
    remains = models.CharField(max_length=MAX_WORDS, blank=True, default="")
    waives = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()

    class Meta:
        db_table = "partnerships_closing_words"
        ordering = ["party"]

    def __str__(self) -> str:
        return str(self.party_id)


class GoalResult(models.Model):
    """What came of one goal, in one side's words."""

    words = models.ForeignKey(ClosingWords, on_delete=models.CASCADE, related_name="results")
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="results")
    text = models.CharField(max_length=MAX_REASON)

    class Meta:
        db_table = "partnerships_goal_result"
        constraints = [
            models.UniqueConstraint(fields=["words", "goal"], name="goal_result_once"),
            models.CheckConstraint(condition=~Q(text=""), name="goal_result_says_something"),
        ]
        ordering = ["words", "goal"]

    def __str__(self) -> str:
        return self.text
