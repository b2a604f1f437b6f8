"""Which voice counts, and which years are closed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yuinowa.ledger.domain.deeds import Side


class Choice(models.Model):
    """The voice that counts for an institution, side, kind and year.

    A row stands only where something was stated; without one, what is recorded counts. ``contested`` until
    somebody decides, when more than one voice speaks.
    """

    institution = models.ForeignKey(
        "directory.Institution",
        models.PROTECT,
        related_name="+",
        db_column="institution",
        db_index=False,
    )
    side = models.CharField(max_length=8)
    kind = models.CharField(max_length=40)
    fiscal_year = models.SmallIntegerField()
    voice = models.SmallIntegerField()
    contested = models.BooleanField(default=False)
    #: A person's id without a foreign key.
    decided_by = models.BigIntegerField(null=True)
    #: Why it was decided so; empty as long as the rule decides.
    reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "ledger_choice"
        ordering = ["-fiscal_year", "kind", "side", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "side", "kind", "fiscal_year"], name="choice_made_once"
            ),
            models.CheckConstraint(
                condition=Q(side__in=[side.value for side in Side]), name="choice_side_known"
            ),
            models.CheckConstraint(
                condition=Q(contested=False) | Q(reason=""), name="choice_decided_is_settled"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.side} {self.kind} {self.fiscal_year}"

    @property
    def is_decided(self) -> bool:
        return self.reason != ""


class Closing(models.Model):
    """A year an institution has closed: what is posted later needs a reason and is marked."""

    institution = models.ForeignKey(
        "directory.Institution",
        models.PROTECT,
        related_name="+",
        db_column="institution",
        db_index=False,
    )
    fiscal_year = models.SmallIntegerField()
    closed_at = models.DateTimeField()
    #: A person's id without a foreign key.
    closed_by = models.BigIntegerField(null=True)

    class Meta:
        db_table = "ledger_closing"
        ordering = ["-fiscal_year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "fiscal_year"], name="year_closed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.fiscal_year}"
