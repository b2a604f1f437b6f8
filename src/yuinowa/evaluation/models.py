"""Plans of evaluation. What is proposed is a version that never changes; a side agrees to one version (I9)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yuinowa.evaluation.domain.terms import Terms, read


class EvaluationPlan(models.Model):
    """How something is to be evaluated. What it belongs to points to it, from a higher wing."""

    #: The number of the newest version; 0 while nothing is proposed.
    version = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.pk)


class TermsVersion(models.Model):
    """One proposal, frozen as soon as it is written: the database refuses to change or delete it."""

    plan = models.ForeignKey(EvaluationPlan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    #: ``domain.terms.written``.
    terms = models.JSONField()
    digest = models.CharField(max_length=64)
    written_for = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="evaluation_terms_written"
    )
    #: Id only.
    written_by = models.BigIntegerField(null=True, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="terms_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="terms_numbered_from_one"),
        ]
        ordering = ["plan", "-number"]

    def __str__(self) -> str:
        return f"{self.plan_id} v{self.number}"

    @property
    def content(self) -> Terms:
        return read(self.terms)


class TermsAgreement(models.Model):
    """A side agreed to one version. A later version asks it anew; what it agreed to stays written down."""

    version = models.ForeignKey(TermsVersion, on_delete=models.PROTECT, related_name="agreements")
    institution = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="evaluation_terms_agreed"
    )
    #: Id only.
    agreed_by = models.BigIntegerField(null=True, blank=True)
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "institution"], name="terms_agreed_once")
        ]
        ordering = ["version", "agreed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.version_id} {self.institution_id}"
