"""Single-use links sent by mail: to confirm an address, take up an invitation, set a new password."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from yuinowa.accounts.domain.policy import LONGEST_EMAIL
from yuinowa.accounts.models.people import Person


class EmailChange(models.Model):
    """The address a person wants to have; it counts once the link sent to it was opened."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    email = models.CharField(max_length=LONGEST_EMAIL)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")) & ~Q(email=""), name="email_change_is_folded"
            )
        ]

    def __str__(self) -> str:
        return f"address of {self.person_id}"


class MailedLink(models.Model):
    """A link that works once, for one purpose, until ``expires_at``. The table holds no usable token."""

    #: ``keyed_digest("link", token)``; the token itself is in the mail alone.
    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=24)
    #: The row it is about, in the table that the purpose names.
    subject = models.BigIntegerField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(purpose=""), name="mailed_link_has_a_purpose")
        ]
        indexes = [
            models.Index(fields=["purpose", "subject"], name="mailed_link_by_subject"),
            models.Index(fields=["expires_at"], name="mailed_link_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject}"
