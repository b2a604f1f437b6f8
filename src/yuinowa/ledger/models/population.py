"""Population (人口) of the area an institution serves: a dated series with sources, every change kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from yuinowa.ledger.domain.population import Residents


class Population(models.Model):
    """How many people lived there on a day, one revision; without a number it was taken back."""

    institution = models.ForeignKey("directory.Institution", models.PROTECT, related_name="+")
    as_of = models.DateField()
    revision = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveIntegerField(null=True, blank=True)
    #: Who published it and where, as it is cited.
    source = models.CharField(max_length=300)
    source_url = models.CharField(max_length=400, blank=True, default="")
    #: Why this revision replaced the one before.
    reason = models.CharField(max_length=300, blank=True, default="")
    #: A person's id without a foreign key.
    entered_by = models.BigIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "ledger_population"
        ordering = ["institution", "-as_of", "-revision", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "as_of", "revision"], name="population_revision_once"
            ),
            models.UniqueConstraint(
                fields=["institution", "as_of"],
                condition=Q(superseded_at__isnull=True),
                name="population_has_one_current_revision",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False, number__gte=1)
                | Q(number__isnull=True, revision__gt=1),
                name="population_counts_somebody",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="population_names_its_source"),
            models.CheckConstraint(
                condition=Q(revision=1) | ~Q(reason=""), name="population_change_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.as_of} r{self.revision}"

    def get_absolute_url(self) -> str:
        return reverse("ledger:population-list", args=[self.institution_id])

    @property
    def residents(self) -> Residents | None:
        """What counts; None where it was taken back."""
        if self.number is None:
            return None
        return Residents(self.number, self.as_of, self.source, self.source_url)
