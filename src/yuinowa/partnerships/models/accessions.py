"""Accessions: an institution joins an agreement in force. Its decision and its signature hang from the same version."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from yuinowa.partnerships.domain.accessions import ENDED, OPEN, AccessionState
from yuinowa.partnerships.domain.policy import MAX_REASON
from yuinowa.partnerships.models.agreement import AgreementVersion
from yuinowa.partnerships.models.partnership import Party, one_of


class Accession(models.Model):
    """One institution's way into one version; a side of the partnership once it is in force."""

    to_version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="accessions"
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="accessions")
    #: The first day that was asked for; None: from its signature.
    starts_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, default="asked")
    asked_at = models.DateTimeField()
    in_force_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=MAX_REASON, blank=True, default="")
    #: The side that did not consent.
    refusing = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("state", AccessionState, "accession_state_known"),
            models.UniqueConstraint(
                fields=["to_version", "party"],
                condition=Q(state__in=[*(state.value for state in OPEN), "in_force"]),
                name="accession_once_a_side",
            ),
            models.CheckConstraint(
                condition=Q(state="in_force", in_force_on__isnull=False)
                | (~Q(state="in_force") & Q(in_force_on=None)),
                name="accession_in_force_has_a_day",
            ),
            models.CheckConstraint(
                condition=(~Q(state__in=[state.value for state in ENDED]) & Q(ended_at=None))
                | (
                    Q(state__in=[state.value for state in ENDED], ended_at__isnull=False)
                    & ~Q(end_reason="")
                ),
                name="accession_end_has_a_time_and_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="refused", refusing__isnull=False)
                | (~Q(state="refused") & Q(refusing=None)),
                name="accession_refused_by_a_side",
            ),
        ]
        indexes = [models.Index(fields=["state"], name="accession_by_state")]
        ordering = ["to_version", "pk"]

    def __str__(self) -> str:
        return f"{self.to_version_id} {self.party_id}"

    def get_absolute_url(self) -> str:
        return reverse("partnerships:accession-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class AccessionConsent(models.Model):
    """A side consents to an accession."""

    accession = models.ForeignKey(Accession, on_delete=models.PROTECT, related_name="consents")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    #: An id without a foreign key: erasing a person leaves the record whole.
    person = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["accession", "party"], name="accession_consent_once_a_side"
            )
        ]
        ordering = ["accession", "pk"]

    def __str__(self) -> str:
        return f"{self.accession_id} {self.party_id}"
