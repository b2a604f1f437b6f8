"""The trust pulse: when it was asked, what each side answered for itself, what is to be talked about."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from yuinowa.partnerships.domain.pulse import ITEMS, MAX_AGREED, MAX_WORD
from yuinowa.partnerships.models.partnership import Partnership, Party


class Pulse(models.Model):
    """One pulse that at least one side has answered."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="pulses")
    opened_on = models.DateField()
    until = models.DateField()
    #: When all had answered, or its days were over, and what comes of it was set.
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "opened_on"], name="pulse_opened_once"),
            models.CheckConstraint(
                condition=Q(opened_on__lt=F("until")), name="pulse_days_in_order"
            ),
        ]
        ordering = ["partnership", "-opened_on"]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.opened_on}"


class PulseAnswer(models.Model):
    """What one side answered. Given once and then never changed; no other side reads the scores."""

    pulse = models.ForeignKey(Pulse, on_delete=models.PROTECT, related_name="answers")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="pulse_answers")
    #: By item from 1 to 5, or null where the side cannot say.
    scores = models.JSONField()
    #: What it wants to tell the other sides, which read it with its name once the pulse is closed.
    word = models.CharField(max_length=MAX_WORD, blank=True, default="")
    given_at = models.DateTimeField()

    class Meta:
        db_table = "partnerships_pulse_answer"
        constraints = [
            models.UniqueConstraint(fields=["pulse", "party"], name="pulse_answered_once")
        ]
        ordering = ["pulse", "pk"]

    def __str__(self) -> str:
        return f"{self.pulse_id} {self.party_id}"


class PulsePoint(models.Model):
    """An item that some find hard: to be talked about, until a side writes what was agreed."""

    pulse = models.ForeignKey(Pulse, on_delete=models.PROTECT, related_name="points")
    item = models.CharField(max_length=3)
    #: What was agreed when it was talked about, the side that wrote it, and when.
    agreed = models.CharField(max_length=MAX_AGREED, blank=True, default="")
    written_for = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    talked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "partnerships_pulse_point"
        constraints = [
            models.CheckConstraint(condition=Q(item__in=ITEMS), name="pulse_point_item_known"),
            models.UniqueConstraint(fields=["pulse", "item"], name="pulse_point_once"),
            models.CheckConstraint(
                condition=Q(agreed="", written_for=None, talked_at=None)
                | (~Q(agreed="") & Q(written_for__isnull=False, talked_at__isnull=False)),
                name="pulse_point_talked_about_with_words",
            ),
        ]
        ordering = ["pulse", "pk"]

    def __str__(self) -> str:
        return f"{self.pulse_id} {self.item}"

    def get_absolute_url(self) -> str:
        return reverse("partnerships:point-talk", args=[self.pulse.partnership_id, self.pk])

    @property
    def is_open(self) -> bool:
        return self.talked_at is None
