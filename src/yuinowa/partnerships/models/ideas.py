"""Ideas of residents: what was sent and not confirmed yet, the idea itself, the ways it went."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from yuinowa.partnerships.domain.ideas import MAX_FOR_WHOM, MAX_IDEA, MAX_NAME, IdeaState
from yuinowa.partnerships.domain.policy import MAX_REASON, MAX_TITLE
from yuinowa.partnerships.models.partnership import Partnership, one_of

#: RFC 5321: the longest mail address.
_MAX_EMAIL = 254


class SentIdea(models.Model):
    """What somebody sent from the public form. No idea of anybody's before the mailed link is followed; then it goes."""

    title = models.CharField(max_length=MAX_TITLE)
    words = models.CharField(max_length=MAX_IDEA)
    for_whom = models.CharField(max_length=MAX_FOR_WHOM)
    #: Whom she would ask; nobody, where she does not know.
    asked = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    name = models.CharField(max_length=MAX_NAME)
    email = models.CharField(max_length=_MAX_EMAIL)
    language = models.CharField(max_length=10)
    sent_at = models.DateTimeField()

    class Meta:
        db_table = "partnerships_sent_idea"
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")) & ~Q(email=""), name="sent_idea_email_is_folded"
            )
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"sent idea {self.pk}"


class Idea(models.Model):
    """A resident's idea, confirmed by mail. Her words are hers: nobody changes them, and nothing publishes them."""

    title = models.CharField(max_length=MAX_TITLE, blank=True)
    words = models.CharField(max_length=MAX_IDEA, blank=True)
    for_whom = models.CharField(max_length=MAX_FOR_WHOM, blank=True)
    asked = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    #: Where it lies; nowhere means the region office.
    institution = models.ForeignKey(
        "directory.Institution",
        on_delete=models.PROTECT,
        related_name="ideas",
        null=True,
        blank=True,
    )
    name = models.CharField(max_length=MAX_NAME, blank=True)
    email = models.CharField(max_length=_MAX_EMAIL, blank=True)
    language = models.CharField(max_length=10)
    #: Out of this and the installation's key her own link is made; the table holds no usable one.
    seed = models.CharField(max_length=32, blank=True)
    state = models.CharField(max_length=10, default="waiting")
    #: When it came to where it lies, or was answered.
    since = models.DateTimeField()
    came_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=MAX_REASON, blank=True, default="")
    partnership = models.OneToOneField(
        Partnership, on_delete=models.PROTECT, related_name="origin", null=True, blank=True
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("state", IdeaState, "idea_state_known"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="idea_email_is_folded"),
            models.CheckConstraint(
                condition=(Q(state="waiting") & Q(ended_at=None) & ~Q(email="") & ~Q(seed=""))
                | (~Q(state="waiting") & ~Q(ended_at=None)),
                name="idea_can_be_answered_while_it_waits",
            ),
            models.CheckConstraint(
                condition=(Q(state="taken_back") & Q(title="", words="", for_whom="", email=""))
                | (~Q(state="taken_back") & ~Q(title="") & ~Q(words="")),
                name="idea_says_something_until_taken_back",
            ),
            models.CheckConstraint(
                condition=(Q(state="taken_up") & ~Q(partnership=None))
                | (~Q(state="taken_up") & Q(partnership=None)),
                name="idea_taken_up_into_a_partnership",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(reason=""), name="idea_declined_with_a_reason"
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "state"], name="idea_of_institution"),
            models.Index(fields=["state", "since"], name="idea_by_state"),
        ]
        ordering = ["-came_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnerships:idea-detail", args=[self.pk])

    @property
    def status(self) -> IdeaState:
        return IdeaState(self.state)


class IdeaPassing(models.Model):
    """An idea that went on to somebody else, and why; no institution stands for the region office."""

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="passings")
    by = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    to = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    #: Empty where nobody answered in time.
    reason = models.CharField(max_length=MAX_REASON, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "partnerships_idea_passing"
        constraints = [
            models.CheckConstraint(
                condition=(Q(to=None) & ~Q(by=None))
                | (Q(by=None) & ~Q(to=None))
                | ~Q(by=models.F("to")),
                name="idea_passed_on_to_another",
            ),
        ]
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.idea_id}: {self.by_id} > {self.to_id}"
