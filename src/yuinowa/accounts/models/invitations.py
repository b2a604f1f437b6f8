"""Invitations: somebody is asked to act for an institution, by a link that works once."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from yuinowa.accounts.domain.invitations import (
    LONGEST_NAME,
    LONGEST_UNIT,
    InvitationState,
)
from yuinowa.accounts.domain.policy import LONGEST_EMAIL


class Invitation(models.Model):
    """What the person will be here once the link is taken up; the affiliation is made only then."""

    institution = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="+"
    )
    email = models.CharField(max_length=LONGEST_EMAIL)
    #: How the institution calls the person; the person may write another name.
    name = models.CharField(max_length=LONGEST_NAME, blank=True, default="")
    roles = models.JSONField(default=list, blank=True)
    unit = models.CharField(max_length=LONGEST_UNIT, blank=True, default="")
    to_day = models.DateField(null=True, blank=True)
    #: ``plans.plan`` and its id: the roles will hold for this one object.
    only_for_kind = models.CharField(max_length=60, blank=True, default="")
    only_for_id = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, default="open")
    #: Ids only; the names are shown from the persons' rows as long as there are any.
    invited_by = models.BigIntegerField(null=True, blank=True)
    taken_by = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in InvitationState]),
                name="invitation_state_known",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")) & ~Q(email=""),
                name="invitation_email_is_folded",
            ),
            models.CheckConstraint(
                condition=Q(only_for_kind="", only_for_id=None)
                | (~Q(only_for_kind="") & Q(only_for_id__isnull=False, to_day__isnull=False)),
                name="invitation_for_one_object_ends",
            ),
            models.UniqueConstraint(
                fields=["institution", "email", "unit"],
                condition=Q(state="open"),
                name="invitation_open_once",
            ),
        ]
        indexes = [models.Index(fields=["state", "sent_at"], name="invitation_by_age")]

    def __str__(self) -> str:
        return f"invitation {self.pk} to {self.institution_id}"
