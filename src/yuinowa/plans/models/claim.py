"""What a person says to the finding about a claim: seen, and the text stands because …"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yuinowa.plans.domain.claims.kinds import Verdict


class ClaimCheck(models.Model):
    """A finding that was looked at (確認した記述). It holds for these words and these figures, and for no others."""

    sheet = models.ForeignKey("plans.Sheet", models.PROTECT, related_name="claim_checks")
    #: Of the sentence, the verdict and every figure used (domain.claims.seen).
    fingerprint = models.CharField(max_length=64)
    #: Of the place and the quoted words alone: tells a finding that changed from one never seen.
    mark = models.CharField(max_length=64)
    quote = models.CharField(max_length=400)
    verdict = models.CharField(max_length=32)
    reason = models.CharField(max_length=1000)
    #: A person's id without a foreign key: erasing a person leaves the history whole.
    seen_by = models.BigIntegerField(null=True, blank=True)
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "plans_claim_check"
        ordering = ["sheet", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "fingerprint"], name="claim_check_once"),
            models.CheckConstraint(
                condition=Q(verdict__in=[code.value for code in Verdict]),
                name="claim_check_verdict_known",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="claim_check_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.quote[:40]}"
