"""A body in which several institutions meet, and which institutions these are."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from yuinowa.governance.domain.bodies import BodyKind, Rule
from yuinowa.governance.domain.policy import FIRST_QUORUM, MAX_TITLE


def one_of(
    field: str, codes: type[StrEnum] | Sequence[StrEnum], name: str
) -> models.CheckConstraint:
    """``field`` holds one of ``codes``."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [code.value for code in codes]}), name=name
    )


class Body(models.Model):
    """Where institutions meet and decide. What it is the body of points to it, from a higher wing."""

    title = models.CharField(max_length=MAX_TITLE)
    kind = models.CharField(max_length=20, default="thematic")
    #: So many sides must be there for anything to be decided (I31).
    quorum = models.PositiveIntegerField(default=FIRST_QUORUM)
    #: How it decides, unless a decision says otherwise.
    rule = models.CharField(max_length=12, default="consent")
    #: For how long it is there.
    term_until = models.DateField(null=True, blank=True)
    next_meeting_due = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "bodies"
        constraints = [
            one_of("kind", BodyKind, "body_kind_known"),
            one_of("rule", Rule, "body_rule_known"),
            models.CheckConstraint(condition=~Q(title=""), name="body_has_a_title"),
            models.CheckConstraint(condition=Q(quorum__gte=1), name="body_quorum_is_somebody"),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("governance:body-detail", args=[self.pk])


class BodySide(models.Model):
    """An institution that belongs to the body, from when until when. It is kept by the wing whose body it is."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="sides")
    institution = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="bodies_joined"
    )
    since = models.DateField()
    #: The last day; the meetings up to it stay to be read.
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "institution"],
                condition=Q(until=None),
                name="body_side_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="body_side_days_in_order"
            ),
        ]
        ordering = ["body", "pk"]

    def __str__(self) -> str:
        return f"{self.body_id} {self.institution_id}"
