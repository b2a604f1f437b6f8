"""Issues that sides raise, who wants to talk about them, and what might go wrong."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from yuinowa.partnerships.domain.issues import MAX_ISSUE, IssueLevel, IssueState
from yuinowa.partnerships.domain.policy import MAX_REASON, MAX_WORDS
from yuinowa.partnerships.domain.risks import Degree, RiskState
from yuinowa.partnerships.models.partnership import Partnership, Party, one_of

_DEGREES = [degree.value for degree in Degree]


class Issue(models.Model):
    """Something that stands in the way: which side raised it, which looks after it, by when."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="issues")
    what = models.CharField(max_length=MAX_ISSUE)
    more = models.CharField(max_length=MAX_WORDS, blank=True, default="")
    level = models.CharField(max_length=8)
    raised_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="issues_raised")
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="issues_owned")
    #: Who of the owner took it in hand. Id only; its own institution alone reads the name.
    person = models.BigIntegerField(null=True, blank=True)
    due = models.DateField()
    state = models.CharField(max_length=8, default="open")
    #: What was done, or why it was dropped or opened again, in the words of whoever did so last.
    said = models.CharField(max_length=MAX_REASON, blank=True, default="")
    raised_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "partnerships_issue"
        constraints = [
            one_of("state", IssueState, "issue_state_known"),
            one_of("level", IssueLevel, "issue_level_known"),
            models.CheckConstraint(condition=~Q(what=""), name="issue_says_something"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "in_hand"], ended_at=None)
                | (Q(state__in=["settled", "dropped"], ended_at__isnull=False) & ~Q(said="")),
                name="issue_end_has_a_time_and_words",
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "state", "due"], name="issue_of_partnership")
        ]
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("partnerships:issue-detail", args=[self.partnership_id, self.pk])

    @property
    def status(self) -> IssueState:
        return IssueState(self.state)


class IssueWish(models.Model):
    """A side wants an issue talked about at the next meeting."""

    issue = models.ForeignKey(Issue, on_delete=models.PROTECT, related_name="wishes")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="issue_wishes")
    at = models.DateTimeField()

    class Meta:
        db_table = "partnerships_issue_wish"
        constraints = [models.UniqueConstraint(fields=["issue", "party"], name="issue_wish_once")]
        ordering = ["issue", "pk"]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.party_id}"


class Risk(models.Model):
    """What might go wrong, what is done about it, which side looks after it and when it looks again."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="risks")
    what = models.CharField(max_length=MAX_REASON)
    likely = models.PositiveSmallIntegerField()
    bad = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=MAX_REASON)
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="risks_owned")
    review_on = models.DateField()
    state = models.CharField(max_length=8, default="watched")
    #: Why it is watched no more, or again.
    said = models.CharField(max_length=MAX_REASON, blank=True, default="")
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "partnerships_risk"
        constraints = [
            one_of("state", RiskState, "risk_state_known"),
            models.CheckConstraint(
                condition=Q(likely__in=_DEGREES, bad__in=_DEGREES), name="risk_degrees_known"
            ),
            models.CheckConstraint(
                condition=Q(state=RiskState.WATCHED.value) | ~Q(said=""),
                name="risk_closed_with_a_reason",
            ),
        ]
        ordering = ["partnership", "review_on", "pk"]

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("partnerships:risk-list", args=[self.partnership_id])

    @property
    def is_watched(self) -> bool:
        return self.state == RiskState.WATCHED
