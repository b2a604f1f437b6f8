"""What a side says afterwards came of one thing it gains or puts in, where no record counts it. Never changed: said anew."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from yuinowa.partnerships.domain.policy import MAX_WORDS


class Afterwards(models.Model):
    """One version of the words on one benefit or contribution of ``party``; empty ones say that they are taken back."""

    party = models.ForeignKey(
        "partnerships.Party", on_delete=models.PROTECT, related_name="said_afterwards"
    )
    benefit = models.ForeignKey(
        "partnerships.Benefit",
        on_delete=models.PROTECT,
        related_name="afterwards",
        null=True,
        blank=True,
    )
    contribution = models.ForeignKey(
        "partnerships.Contribution",
        on_delete=models.PROTECT,
        related_name="afterwards",
        null=True,
        blank=True,
    )
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=MAX_WORDS, blank=True, default="")
    amount = models.PositiveBigIntegerField(null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True, default="")
    #: The day of which the words are true.
    as_of = models.DateField(null=True, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(benefit=None, contribution__isnull=False)
                | Q(benefit__isnull=False, contribution=None),
                name="afterwards_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["benefit", "number"],
                condition=Q(benefit__isnull=False),
                name="afterwards_of_benefit_numbered_once",
            ),
            models.UniqueConstraint(
                fields=["contribution", "number"],
                condition=Q(contribution__isnull=False),
                name="afterwards_of_contribution_numbered_once",
            ),
            models.CheckConstraint(
                condition=Q(amount=None, unit="") | (Q(amount__isnull=False) & ~Q(unit="")),
                name="afterwards_amount_has_a_unit",
            ),
            models.CheckConstraint(
                condition=(~Q(text="") & Q(as_of__isnull=False))
                | Q(text="", amount=None, as_of=None, number__gt=1),
                name="afterwards_said_or_taken_back",
            ),
        ]
        ordering = ["party", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def is_taken_back(self) -> bool:
        return not self.text


def newest(found: QuerySet[Afterwards]) -> QuerySet[Afterwards]:
    """Of each thing the last version alone."""
    later = Afterwards.objects.filter(
        Q(benefit=OuterRef("benefit")) | Q(contribution=OuterRef("contribution")),
        number__gt=OuterRef("number"),
    )
    return found.filter(~Exists(later))
