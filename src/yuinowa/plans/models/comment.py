"""Comments on a sheet under way: to which part, what was said by whom, and whether it is settled."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yuinowa.plans.domain.comments import CommentState


class SheetComment(models.Model):
    """One matter on one sheet (コメント). It belongs to the institution's own work and is never published."""

    sheet = models.ForeignKey("plans.Sheet", models.PROTECT, related_name="comments")
    #: The part's field on the page where the sheet is written (``cell-12``); empty: the whole sheet.
    field = models.CharField(max_length=40, blank=True, default="")
    #: The part as the page named it when the comment was begun.
    part = models.CharField(max_length=400, blank=True, default="")
    state = models.CharField(max_length=12)
    #: Persons' ids without foreign keys: erasing a person leaves the history whole.
    begun_by = models.BigIntegerField(null=True, blank=True)
    begun_at = models.DateTimeField()
    settled_by = models.BigIntegerField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "plans_sheet_comment"
        ordering = ["sheet", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[code.value for code in CommentState]),
                name="sheet_comment_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state=CommentState.SETTLED.value, settled_at__isnull=False)
                | (~Q(state=CommentState.SETTLED.value) & Q(settled_at__isnull=True)),
                name="sheet_comment_settled_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} {self.field}"

    def get_absolute_url(self) -> str:
        return f"{self.sheet.get_absolute_url()}#comment-{self.pk}"


class CommentText(models.Model):
    """What somebody said on the matter. Never changed."""

    comment = models.ForeignKey(SheetComment, models.PROTECT, related_name="texts")
    text = models.CharField(max_length=1000)
    written_by = models.BigIntegerField(null=True, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        db_table = "plans_comment_text"
        ordering = ["comment", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_text_says_something")
        ]

    def __str__(self) -> str:
        return self.text[:40]
