"""What working together costs in a year, and what each side bears of it."""

from __future__ import annotations

from fractions import Fraction

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from yuinowa.partnerships.domain.costs import MAX_SOURCE, StatementState
from yuinowa.partnerships.domain.policy import MAX_REASON, MAX_TITLE
from yuinowa.partnerships.domain.shares import MAX_COUNTED, MAX_YEN, WHOLE, Formula, Part
from yuinowa.partnerships.models.partnership import Partnership, Party, one_of


class CostStatement(models.Model):
    """One cost of one fiscal year, and the formula that shares it; a draft, or issued and never changed again."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="costs")
    fiscal_year = models.SmallIntegerField()
    title = models.CharField(max_length=MAX_TITLE)
    total_yen = models.BigIntegerField()
    #: Weights of the rest once fixed sums are off, in thousandths.
    equal = models.PositiveSmallIntegerField(default=WHOLE)
    per_head = models.PositiveSmallIntegerField(default=0)
    per_use = models.PositiveSmallIntegerField(default=0)
    population_on = models.DateField(null=True, blank=True)
    population_source = models.CharField(max_length=MAX_SOURCE, blank=True, default="")
    #: What counts as use, in which year, and who counted it.
    use_source = models.CharField(max_length=MAX_SOURCE, blank=True, default="")
    state = models.CharField(max_length=10, default="draft")
    #: The statement that this one puts right, and why.
    replaces = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="replaced_by", null=True, blank=True
    )
    reason = models.CharField(max_length=MAX_REASON, blank=True, default="")
    issued_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "partnerships_cost_statement"
        constraints = [
            one_of("state", StatementState, "cost_statement_state_known"),
            models.CheckConstraint(
                condition=Q(total_yen__gte=1, total_yen__lte=MAX_YEN),
                name="cost_statement_total_in_range",
            ),
            models.CheckConstraint(
                condition=Q(equal=WHOLE - F("per_head") - F("per_use")),
                name="cost_statement_weights_are_whole",
            ),
            # Whoever is asked to pay by residents or by use reads as of when, and who says so.
            models.CheckConstraint(
                condition=Q(per_head=0)
                | (Q(population_on__isnull=False) & ~Q(population_source="")),
                name="cost_statement_names_its_population",
            ),
            models.CheckConstraint(
                condition=Q(per_use=0) | ~Q(use_source=""), name="cost_statement_names_its_use"
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(reason=""),
                name="cost_statement_put_right_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=StatementState.DRAFT.value, issued_at=None)
                | (~Q(state=StatementState.DRAFT.value) & Q(issued_at__isnull=False)),
                name="cost_statement_issued_has_a_time",
            ),
        ]
        ordering = ["partnership", "-fiscal_year", "-pk"]

    def __str__(self) -> str:
        return f"{self.fiscal_year} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("partnerships:cost-detail", args=[self.partnership_id, self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == StatementState.DRAFT

    @property
    def is_replaced(self) -> bool:
        return self.state == StatementState.REPLACED

    @property
    def equal_share(self) -> Fraction:
        return Fraction(self.equal, WHOLE)

    @property
    def head_share(self) -> Fraction:
        return Fraction(self.per_head, WHOLE)

    @property
    def use_share(self) -> Fraction:
        return Fraction(self.per_use, WHOLE)

    @property
    def formula(self) -> Formula:
        return Formula(
            {
                Part.EQUAL: self.equal,
                Part.PER_HEAD: self.per_head,
                Part.PER_USE: self.per_use,
            }
        )


class CostShare(models.Model):
    """One side in a statement: what it is reckoned from and, once issued, what it pays."""

    statement = models.ForeignKey(CostStatement, on_delete=models.CASCADE, related_name="shares")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="cost_shares")
    fixed_yen = models.BigIntegerField(default=0)
    #: Whether it bears a part of what is left after the fixed sums.
    shares_rest = models.BooleanField(default=True)
    residents = models.PositiveBigIntegerField(null=True, blank=True)
    uses = models.PositiveBigIntegerField(null=True, blank=True)
    equal_yen = models.BigIntegerField(null=True, blank=True)
    head_yen = models.BigIntegerField(null=True, blank=True)
    use_yen = models.BigIntegerField(null=True, blank=True)

    class Meta:
        db_table = "partnerships_cost_share"
        constraints = [
            models.UniqueConstraint(fields=["statement", "party"], name="cost_share_once"),
            models.CheckConstraint(
                condition=Q(fixed_yen__gte=0, fixed_yen__lte=MAX_YEN)
                & (Q(equal_yen=None) | Q(equal_yen__gte=0))
                & (Q(head_yen=None) | Q(head_yen__gte=0))
                & (Q(use_yen=None) | Q(use_yen__gte=0)),
                name="cost_share_is_not_negative",
            ),
            models.CheckConstraint(
                condition=(Q(residents=None) | Q(residents__lte=MAX_COUNTED))
                & (Q(uses=None) | Q(uses__lte=MAX_COUNTED)),
                name="cost_share_counts_in_range",
            ),
            # All its parts are reckoned, or none.
            models.CheckConstraint(
                condition=Q(equal_yen=None, head_yen=None, use_yen=None)
                | Q(equal_yen__isnull=False, head_yen__isnull=False, use_yen__isnull=False),
                name="cost_share_reckoned_whole",
            ),
        ]
        ordering = ["statement", "party"]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.party_id}"
