"""How often the sides are in touch, as one proposed and all agreed; what was agreed before stays with its days."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yuinowa.partnerships.domain.rhythm import FREQUENCIES, PULSE_MONTHS, Terms
from yuinowa.partnerships.models.partnership import Partnership, Party, one_of
from yuinowa.relations.domain.kinds import Frequency


class Rhythm(models.Model):
    """One proposal: it holds from ``agreed_at`` to ``ended_at``. Never changed otherwise."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="rhythms")
    number = models.PositiveIntegerField()
    frequency = models.CharField(max_length=12)
    #: Months from one pulse to the next.
    pulse_months = models.PositiveSmallIntegerField()
    proposed_for = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True, blank=True)
    #: When it was taken back, or another took its place.
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            one_of("frequency", FREQUENCIES, "rhythm_frequency_known"),
            models.CheckConstraint(
                condition=Q(pulse_months__in=PULSE_MONTHS), name="rhythm_pulse_months_known"
            ),
            models.UniqueConstraint(fields=["partnership", "number"], name="rhythm_numbered_once"),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(agreed_at=None, ended_at=None),
                name="rhythm_proposed_once",
            ),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(agreed_at__isnull=False, ended_at=None),
                name="rhythm_in_force_once",
            ),
        ]
        ordering = ["partnership", "-number"]

    def __str__(self) -> str:
        return f"{self.partnership_id} v{self.number}"

    @property
    def terms(self) -> Terms:
        return Terms(Frequency(self.frequency), self.pulse_months)


class RhythmConsent(models.Model):
    """A side agrees to one proposal; another one asks it anew."""

    rhythm = models.ForeignKey(Rhythm, on_delete=models.PROTECT, related_name="consents")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="rhythm_consents")
    #: Id only.
    person = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "partnerships_rhythm_consent"
        constraints = [
            models.UniqueConstraint(fields=["rhythm", "party"], name="rhythm_consent_once")
        ]
        ordering = ["rhythm", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.rhythm_id} {self.party_id}"
