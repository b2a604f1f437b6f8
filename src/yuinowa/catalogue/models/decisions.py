"""What people decided about records that are, or are not, of the same thing."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from yuinowa.catalogue.domain.matching.decisions import Kind, Level
from yuinowa.catalogue.models.constraints import one_of
from yuinowa.catalogue.models.records import SourceRecord
from yuinowa.catalogue.models.sources import Source


class Decision(models.Model):
    """Two records belong together, or do not. It names them by source and number, so that it outlives every reload."""

    kind = models.CharField(max_length=10)
    #: Of which cluster: the edition or the work.
    level = models.CharField(max_length=15)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    identity = models.CharField(max_length=200)
    other_source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    other_identity = models.CharField(max_length=200)
    reason = models.CharField(max_length=300, blank=True, default="")
    #: One deed may speak of several pairs: then this is the first of them. It is withdrawn with all.
    deed = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="along"
    )
    #: For whom it was decided.
    institution = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="+"
    )
    person = models.BigIntegerField(null=True, blank=True)
    decided_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            one_of("kind", Kind, "catalogue_decision_kind_known"),
            one_of("level", Level, "catalogue_decision_level_known"),
            models.UniqueConstraint(
                fields=["level", "source", "identity", "other_source", "other_identity"],
                condition=Q(withdrawn_at=None),
                name="catalogue_decision_one_a_pair",
            ),
        ]
        indexes = [
            models.Index(fields=["source", "identity"], name="catalogue_decision_of"),
            models.Index(
                fields=["other_source", "other_identity"], name="catalogue_decision_other"
            ),
        ]
        ordering = ["-decided_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.identity} {self.other_identity}"


class Question(models.Model):
    """Two records that may be of the same thing: the matcher asks a person."""

    record = models.ForeignKey(SourceRecord, on_delete=models.CASCADE, related_name="questions")
    other = models.ForeignKey(SourceRecord, on_delete=models.CASCADE, related_name="+")
    level = models.CharField(max_length=15)
    #: Thousandths.
    score = models.SmallIntegerField()
    #: Codes with their weights, as the matcher named them.
    reasons = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["record", "other", "level"], name="catalogue_question_once"
            ),
            models.CheckConstraint(
                condition=Q(record__lt=F("other")), name="catalogue_question_in_order"
            ),
            one_of("level", Level, "catalogue_question_level_known"),
        ]
        indexes = [
            models.Index(
                fields=["-score", "id"],
                condition=Q(answered_at=None),
                name="catalogue_open_questions",
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.other_id}"
