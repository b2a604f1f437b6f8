"""What institutions offer and seek, and which partnership was begun from it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from yuinowa.core.rights import Level
from yuinowa.partnerships.domain.policy import MAX_TITLE, MAX_WORDS
from yuinowa.partnerships.domain.postings import (
    MAX_QUANTITY,
    Audience,
    PostingState,
    Reach,
    Subject,
    Way,
)
from yuinowa.partnerships.domain.statements import Resource
from yuinowa.partnerships.models.partnership import Partnership, one_of


class Posting(models.Model):
    """One thing that an institution offers or seeks; it lasts until it is withdrawn, and is never deleted."""

    institution = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="postings"
    )
    way = models.CharField(max_length=5)
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=MAX_TITLE)
    words = models.CharField(max_length=MAX_WORDS)
    quantity = models.CharField(max_length=MAX_QUANTITY, blank=True, default="")
    subject = models.CharField(max_length=1, blank=True, default="")
    audience = models.CharField(max_length=12, default="everybody")
    reach = models.CharField(max_length=10, default="prefecture")
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)
    #: Whom one writes to: a desk, never a person.
    desk = models.ForeignKey(
        "directory.Desk", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    level = models.CharField(max_length=8, default="public")
    state = models.CharField(max_length=10, default="open")
    state_since = models.DateTimeField()
    posted_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("way", Way, "posting_way_known"),
            one_of("kind", Resource, "posting_kind_known"),
            one_of("subject", Subject, "posting_subject_known"),
            one_of("audience", Audience, "posting_audience_known"),
            one_of("reach", Reach, "posting_reach_known"),
            one_of("state", PostingState, "posting_state_known"),
            one_of("level", (Level.MEMBERS, Level.PUBLIC), "posting_level_known"),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(words=""), name="posting_says_something"
            ),
            models.CheckConstraint(
                condition=Q(end_on=None) | Q(start_on__lte=F("end_on")),
                name="posting_days_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "way", "kind"], name="posting_to_be_matched"),
            models.Index(fields=["institution", "state"], name="posting_of_institution"),
        ]
        ordering = ["-posted_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnerships:posting-detail", args=[self.pk])

    @property
    def status(self) -> PostingState:
        return PostingState(self.state)

    @property
    def is_need(self) -> bool:
        return self.way == Way.NEED


class BegunFrom(models.Model):
    """A posting that a partnership was begun from; its institution finds its own words where it speaks first."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="begun_from"
    )
    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="led_to")

    class Meta:
        db_table = "partnerships_begun_from"
        constraints = [
            models.UniqueConstraint(fields=["partnership", "posting"], name="begun_from_once")
        ]
        ordering = ["partnership", "pk"]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.posting_id}"
