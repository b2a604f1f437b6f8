"""What one side says. Only it writes this (I13); the others remark on it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yuinowa.partnerships.domain.policy import MAX_REMARK, MAX_WORDS
from yuinowa.partnerships.domain.statements import Ability, Bearer, Resource
from yuinowa.partnerships.models.partnership import one_of


class Need(models.Model):
    """What a side lacks, what shows it, why together and not alone, who could bear it best."""

    party = models.OneToOneField("partnerships.Party", on_delete=models.PROTECT)
    need = models.CharField(max_length=MAX_WORDS)
    evidence = models.CharField(max_length=MAX_WORDS)
    why_together = models.CharField(max_length=MAX_WORDS)
    alternatives = models.CharField(max_length=MAX_WORDS, blank=True, default="")
    bearer = models.CharField(max_length=8)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("bearer", Bearer, "need_bearer_known"),
            models.CheckConstraint(
                condition=~Q(need="") & ~Q(evidence="") & ~Q(why_together=""),
                name="need_is_told_whole",
            ),
        ]
        ordering = ["party"]

    def __str__(self) -> str:
        return self.need


class CanDo(models.Model):
    """One thing a side can do, or cannot."""

    party = models.ForeignKey(
        "partnerships.Party", on_delete=models.PROTECT, related_name="abilities"
    )
    kind = models.CharField(max_length=8)
    text = models.CharField(max_length=MAX_WORDS)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [one_of("kind", Ability, "can_do_kind_known")]
        ordering = ["party", "pk"]

    def __str__(self) -> str:
        return self.text


class Benefit(models.Model):
    """One thing a side hopes to gain."""

    party = models.ForeignKey(
        "partnerships.Party", on_delete=models.PROTECT, related_name="benefits"
    )
    text = models.CharField(max_length=MAX_WORDS)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["party", "pk"]

    def __str__(self) -> str:
        return self.text


class Contribution(models.Model):
    """One thing a side puts in: what, how much of it, in which fiscal year."""

    party = models.ForeignKey(
        "partnerships.Party", on_delete=models.PROTECT, related_name="contributions"
    )
    resource = models.CharField(max_length=12)
    text = models.CharField(max_length=MAX_WORDS)
    amount = models.PositiveBigIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True, default="")
    fiscal_year = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("resource", Resource, "contribution_resource_known"),
            models.CheckConstraint(
                condition=Q(amount=None, unit="") | (Q(amount__isnull=False) & ~Q(unit="")),
                name="contribution_amount_has_a_unit",
            ),
        ]
        ordering = ["party", "pk"]

    def __str__(self) -> str:
        return self.text


class Remark(models.Model):
    """What one side says to the others, or about what one of them wrote (やりとり). Never edited."""

    party = models.ForeignKey(
        "partnerships.Party", on_delete=models.PROTECT, related_name="remarks"
    )
    #: On whose words it is; empty: on the whole.
    about = models.ForeignKey(
        "partnerships.Party",
        on_delete=models.PROTECT,
        related_name="remarks_on_it",
        null=True,
        blank=True,
    )
    text = models.CharField(max_length=MAX_REMARK)
    #: Id only.
    written_by = models.BigIntegerField(null=True, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.text
