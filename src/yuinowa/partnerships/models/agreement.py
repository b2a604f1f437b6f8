"""Agreements (協定): their versions, and what each side said to a version.

From the moment it is put to the sides a version's text never changes, and what a side said is never changed or deleted:
triggers refuse it in the database itself. Another text is another version, to which nobody has said anything (I12).
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from yuinowa.partnerships.domain.agreements import (
    FINAL,
    SIGNABLE,
    UNDER_WAY,
    AgreementKind,
    SigningForm,
    VersionState,
)
from yuinowa.partnerships.domain.clauses import AgreementText, text_of
from yuinowa.partnerships.domain.policy import MAX_REASON
from yuinowa.partnerships.models.partnership import Partnership, Party, one_of


class Agreement(models.Model):
    """One paper of a partnership, through all its versions."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="agreements"
    )
    kind = models.CharField(max_length=16)
    begun_for = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [one_of("kind", AgreementKind, "agreement_kind_known")]
        ordering = ["partnership", "pk"]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.kind}"

    def get_absolute_url(self) -> str:
        return reverse("partnerships:agreement-detail", args=[self.pk])


class AgreementVersion(models.Model):
    """One text of an agreement. While it has no number it is its writers' own."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    #: Given when it is put to the sides.
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=16, default="draft")
    written_for = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    #: All that the sides agree to (``domain.clauses.document_of``).
    document = models.JSONField()
    #: SHA-256 of the document, from the moment it has a number.
    digest = models.CharField(max_length=64, blank=True, default="")
    #: The version that its writers had before them.
    based_on = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True, blank=True)
    in_force_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    #: When its present state began.
    state_since = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("state", VersionState, "agreement_version_state_known"),
            models.UniqueConstraint(
                fields=["agreement", "number"], name="agreement_version_number_once"
            ),
            models.UniqueConstraint(
                fields=["agreement", "written_for"],
                condition=Q(state="draft"),
                name="agreement_draft_once_a_side",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(state__in=[state.value for state in UNDER_WAY]),
                name="agreement_version_under_way_once",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(state="in_force"),
                name="agreement_version_in_force_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "discarded"], number=None, digest="")
                | (
                    ~Q(state__in=["draft", "discarded"])
                    & Q(number__isnull=False, proposed_at__isnull=False)
                    & ~Q(digest="")
                ),
                name="agreement_version_put_forward_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["in_force", "expired"]) | Q(in_force_on__isnull=False),
                name="agreement_version_in_force_has_a_day",
            ),
        ]
        indexes = [models.Index(fields=["state"], name="agreement_version_by_state")]
        ordering = ["agreement", F("number").desc(nulls_first=True), "-pk"]

    def __str__(self) -> str:
        return f"{self.agreement_id} ({self.number or '-'})"

    def get_absolute_url(self) -> str:
        return reverse("partnerships:version-detail", args=[self.pk])

    @property
    def stands_since(self) -> date | datetime:
        """Since when it is as it is: in force from the day it says, which may lie before the last signature."""
        if self.state == VersionState.IN_FORCE and self.in_force_on:
            return self.in_force_on
        return self.state_since

    @property
    def text(self) -> AgreementText:
        return text_of(self.document)

    @property
    def is_draft(self) -> bool:
        return self.state == VersionState.DRAFT

    @property
    def is_signable(self) -> bool:
        return self.state in SIGNABLE

    @property
    def is_over(self) -> bool:
        return self.state in FINAL


class TextConsent(models.Model):
    """A side agrees to the text of a version."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="consents")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    #: Persons' ids without foreign keys: erasing a person leaves the record whole.
    person = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], name="text_consent_once_a_side")
        ]
        ordering = ["version", "pk"]

    def __str__(self) -> str:
        return f"{self.version_id} {self.party_id}"


class Approval(models.Model):
    """A side's own decision on a version (決裁)."""

    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="approvals"
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    #: 決裁番号, as the side writes it; empty where its rules give none.
    decision_number = models.CharField(max_length=60, blank=True, default="")
    #: The post that decided: 館長.
    post = models.CharField(max_length=60)
    decided_on = models.DateField()
    #: 予算成立を条件とする
    subject_to_budget = models.BooleanField(default=False)
    condition_met_on = models.DateField(null=True, blank=True)
    person = models.BigIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], name="approval_once_a_side"),
            models.CheckConstraint(
                condition=Q(condition_met_on=None) | Q(subject_to_budget=True),
                name="approval_condition_met_has_a_condition",
            ),
            models.CheckConstraint(
                condition=Q(condition_met_on=None) | Q(condition_met_on__gte=F("decided_on")),
                name="approval_days_in_order",
            ),
        ]
        ordering = ["version", "pk"]

    def __str__(self) -> str:
        return f"{self.version_id} {self.party_id}"


class Signature(models.Model):
    """A side signs a version."""

    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="signatures"
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    #: Who signed on the platform, or the clerk who entered what was signed elsewhere.
    person = models.BigIntegerField()
    #: The post in which it was signed; it stays when the person is erased (I42).
    post = models.CharField(max_length=60)
    method = models.CharField(max_length=12)
    signed_on = models.DateField()
    at = models.DateTimeField()
    #: What was signed: the digest of the version as it was read.
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            one_of("method", SigningForm, "signature_method_known"),
            models.UniqueConstraint(fields=["version", "party"], name="signature_once_a_side"),
            # I11: nobody signs for two sides.
            models.UniqueConstraint(fields=["version", "person"], name="signature_once_a_person"),
        ]
        ordering = ["version", "pk"]

    def __str__(self) -> str:
        return f"{self.version_id} {self.party_id}"


class SignedFile(models.Model):
    """The scan of a sealed original, or a file signed elsewhere, as it came."""

    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="file")
    #: The name that stands on it.
    signatory = models.CharField(max_length=60)
    #: As its sender called it: words to show, never a path.
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(digest=""), name="signed_file_has_a_digest"),
            models.CheckConstraint(condition=~Q(signatory=""), name="signed_file_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.signature_id}: {self.name}"


class LeavingNotice(models.Model):
    """A side says that it leaves a partnership at work, and from which day (I18)."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="notices")
    given_on = models.DateField()
    effective_on = models.DateField()
    reason = models.CharField(max_length=MAX_REASON)
    person = models.BigIntegerField(null=True, blank=True)
    #: The side stays after all; said once, before the day. The notice stays in the record.
    taken_back_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party"],
                condition=Q(taken_back_on=None),
                name="leaving_notice_holds_once_a_side",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_on=None)
                | Q(taken_back_on__gte=F("given_on"), taken_back_on__lt=F("effective_on")),
                name="leaving_notice_taken_back_before_its_day",
            ),
            models.CheckConstraint(
                condition=Q(effective_on__gte=F("given_on")), name="leaving_notice_days_in_order"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="leaving_notice_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.effective_on}"
