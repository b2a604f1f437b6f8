"""Claims: somebody asks for a directory entry, and the region office checks by the entry's own channel."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from yuinowa.accounts.domain.claims import (
    LONGEST_POST,
    LONGEST_WORD,
    Channel,
    ClaimKind,
    ClaimState,
)
from yuinowa.accounts.domain.invitations import LONGEST_NAME
from yuinowa.accounts.domain.policy import LONGEST_EMAIL


class EntryClaim(models.Model):
    """Somebody asks to act for an institution that has nobody yet."""

    institution = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=14, default="claim")
    state = models.CharField(max_length=10, default="sent")
    name = models.CharField(max_length=LONGEST_NAME)
    email = models.CharField(max_length=LONGEST_EMAIL)
    post = models.CharField(max_length=LONGEST_POST)
    word = models.CharField(max_length=LONGEST_WORD, blank=True, default="")
    created_at = models.DateTimeField()
    #: When it came into its present state.
    since = models.DateTimeField()
    #: Out of this and the installation's key the letter's code is made; the table holds no code.
    letter_seed = models.CharField(max_length=32, blank=True, default="")
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    question = models.CharField(max_length=LONGEST_WORD, blank=True, default="")
    answer = models.CharField(max_length=LONGEST_WORD, blank=True, default="")
    #: How, at which number or address of the entry, by whom (id) and when it was checked.
    checked_by_channel = models.CharField(max_length=10, blank=True, default="")
    checked_at_place = models.CharField(max_length=400, blank=True, default="")
    checked_by = models.BigIntegerField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=LONGEST_WORD, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in ClaimKind]), name="claim_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ClaimState]),
                name="claim_state_known",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")) & ~Q(email=""), name="claim_email_is_folded"
            ),
            models.CheckConstraint(
                condition=Q(checked_by_channel__in=["", *(channel.value for channel in Channel)]),
                name="claim_channel_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["proven", "approved"])
                | (~Q(checked_by_channel="") & Q(checked_at__isnull=False)),
                name="claim_proven_by_a_check",
            ),
            models.UniqueConstraint(
                fields=["institution"],
                condition=Q(state="approved"),
                name="claim_approved_once",
            ),
        ]
        indexes = [models.Index(fields=["state", "since"], name="claim_by_state")]

    def __str__(self) -> str:
        return f"claim {self.pk} to {self.institution_id}"

    def get_absolute_url(self) -> str:
        return reverse("accounts:claim-detail", args=[self.pk])
