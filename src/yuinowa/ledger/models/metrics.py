"""The questions asked of the ledger (集計式), one row per version (design: Metric, rule 11)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class MetricVersion(models.Model):
    """A metric as it was saved. ``kinds`` are frozen to those that existed then; once used, nothing changes."""

    code = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    #: The definition in its canonical form, as ``domain.metrics`` reads it back.
    definition = models.JSONField()
    #: ``ill.*`` written out: the kinds this version counts, now and for ever.
    kinds = models.JSONField(default=list, blank=True)
    label_ja = models.CharField(max_length=120)
    label_en = models.CharField(max_length=120)
    #: An indicator, a figure or a ratio names this version: it is frozen (rule 11).
    in_use = models.BooleanField(default=False)
    #: What this version does differently from the one before, in words for the report.
    change_note = models.CharField(max_length=300, blank=True, default="")
    #: A person's id without a foreign key.
    saved_by = models.BigIntegerField(null=True, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_metric"
        ordering = ["code", "version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="metric_version_once"),
            models.CheckConstraint(
                condition=Q(version__gte=1), name="metric_version_counts_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}@{self.version}"
