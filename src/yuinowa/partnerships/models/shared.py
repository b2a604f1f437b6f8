"""What all sides share: goals, the table of roles, and who has agreed to them as they stand."""

from __future__ import annotations

from django.db import models

from yuinowa.partnerships.domain.policy import MAX_REASON, MAX_WORDS
from yuinowa.partnerships.domain.statements import Shared
from yuinowa.partnerships.models.partnership import one_of


class Goal(models.Model):
    """What is to be reached, how it is measured, how much, by when, and which side looks after it."""

    partnership = models.ForeignKey(
        "partnerships.Partnership", on_delete=models.PROTECT, related_name="goals"
    )
    what = models.CharField(max_length=MAX_REASON)
    measure = models.CharField(max_length=MAX_REASON)
    amount = models.PositiveBigIntegerField()
    unit = models.CharField(max_length=20)
    by_when = models.DateField()
    owner = models.ForeignKey(
        "partnerships.Party", on_delete=models.PROTECT, related_name="goals_looked_after"
    )
    #: What the ledger counts for it.
    indicator = models.ForeignKey(
        "ledger.Indicator",
        on_delete=models.PROTECT,
        related_name="partnership_goals",
        null=True,
        blank=True,
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["partnership", "by_when", "pk"]

    def __str__(self) -> str:
        return self.what


class Task(models.Model):
    """One task of the table of roles. Exactly one side is accountable for it (I3)."""

    partnership = models.ForeignKey(
        "partnerships.Partnership", on_delete=models.PROTECT, related_name="tasks"
    )
    text = models.CharField(max_length=MAX_WORDS)
    accountable = models.ForeignKey(
        "partnerships.Party", on_delete=models.PROTECT, related_name="tasks"
    )
    due = models.DateField(null=True, blank=True)
    done_when = models.CharField(max_length=MAX_REASON)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["partnership", "pk"]

    def __str__(self) -> str:
        return self.text


class TaskContributor(models.Model):
    """A side that helps with a task."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="contributors")
    party = models.ForeignKey(
        "partnerships.Party", on_delete=models.PROTECT, related_name="tasks_helped"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "party"], name="task_contributor_once")
        ]
        ordering = ["task", "pk"]

    def __str__(self) -> str:
        return f"{self.task_id} {self.party_id}"


class Consent(models.Model):
    """A side agrees to the goals, or to the table of roles, as they stand; any change takes it away."""

    party = models.ForeignKey(
        "partnerships.Party", on_delete=models.PROTECT, related_name="consents"
    )
    about = models.CharField(max_length=8)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("about", Shared, "consent_about_known"),
            models.UniqueConstraint(fields=["party", "about"], name="consent_once"),
        ]
        ordering = ["party", "pk"]

    def __str__(self) -> str:
        return f"{self.party_id} {self.about}"
