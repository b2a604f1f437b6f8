"""Which matters a relation of support covers, and requests for support with their answers."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from yuinowa.relations.domain.support import (
    MAX_ABOUT,
    MAX_TEXT,
    MOST_MINUTES,
    Came,
    SupportState,
    SupportTopic,
)
from yuinowa.relations.models.constraints import one_of
from yuinowa.relations.models.relation import Relation


class CoveredTopic(models.Model):
    """A matter that a relation of support covers since a day. What ended stays, so that a year can be looked at."""

    relation = models.ForeignKey(Relation, on_delete=models.PROTECT, related_name="topics")
    topic = models.CharField(max_length=16)
    since = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            one_of("topic", SupportTopic, "covered_topic_known"),
            models.UniqueConstraint(
                fields=["relation", "topic"],
                condition=Q(ended_on=None),
                name="covered_topic_current_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(since__lte=F("ended_on")),
                name="covered_topic_days_in_order",
            ),
        ]
        ordering = ["relation", "pk"]

    def __str__(self) -> str:
        return self.topic


class SupportRequest(models.Model):
    """``asking`` wants help of ``supporter`` in a matter; either of the two wrote it down. Both read it, nobody else."""

    asking = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="support_asked"
    )
    supporter = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="support_given"
    )
    recorded_by = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="support_recorded"
    )
    topic = models.CharField(max_length=16)
    about = models.CharField(max_length=MAX_ABOUT)
    details = models.CharField(max_length=MAX_TEXT, blank=True, default="")
    came = models.CharField(max_length=8)
    asked_on = models.DateField()
    #: The day by which it is needed; without one, the days of the workflow count.
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, default="received")
    answer = models.CharField(max_length=MAX_TEXT, blank=True, default="")
    done_on = models.DateField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    #: Why it was declined, withdrawn, or taken up again; the last of them.
    reason = models.CharField(max_length=200, blank=True, default="")
    #: How often an answer was taken back: its deed in the ledger is then corrected, not posted.
    reopened = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(asking=F("supporter")), name="support_request_not_of_oneself"
            ),
            models.CheckConstraint(
                condition=Q(recorded_by=F("asking")) | Q(recorded_by=F("supporter")),
                name="support_request_recorded_by_a_side",
            ),
            one_of("topic", SupportTopic, "support_request_topic_known"),
            one_of("state", SupportState, "support_request_state_known"),
            one_of("came", Came, "support_request_came_known"),
            # Asked here by the side that asks; everything else the supporter wrote down.
            models.CheckConstraint(
                condition=Q(came=Came.HERE.value, recorded_by=F("asking"))
                | (~Q(came=Came.HERE.value) & Q(recorded_by=F("supporter"))),
                name="support_request_came_as_recorded",
            ),
            models.CheckConstraint(
                condition=Q(due=None) | Q(asked_on__lte=F("due")),
                name="support_request_due_after_asking",
            ),
            models.CheckConstraint(
                condition=(
                    # Said twice: a comparison with nothing is no answer, and no fault either.
                    Q(state=SupportState.DONE.value, done_on__isnull=False)
                    & Q(done_on__gte=F("asked_on"))
                    & ~Q(answer="")
                )
                | (~Q(state=SupportState.DONE.value) & Q(done_on=None)),
                name="support_request_done_with_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[SupportState.DECLINED.value, SupportState.WITHDRAWN.value])
                | ~Q(reason=""),
                name="support_request_ends_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__gte=1, minutes__lte=MOST_MINUTES),
                name="support_request_minutes_have_a_sense",
            ),
        ]
        indexes = [
            models.Index(fields=["asking", "-asked_on", "-id"], name="support_request_of_asking"),
            models.Index(
                fields=["supporter", "-asked_on", "-id"], name="support_request_of_supporter"
            ),
        ]
        ordering = ["-asked_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.asked_on} {self.topic}"

    def get_absolute_url(self) -> str:
        return reverse("relations:support-detail", args=[self.pk])

    @property
    def sides(self) -> tuple[int, int]:
        return self.asking_id, self.supporter_id
