"""How a plan rates: its rule, version by version, what was derived and decided, what others said.

Three values, and none overwrites another: what the rule derives, what a named person decides (printed),
and what a body from outside says. Source: plan-progress §2, §7; collaboration-model I25.
"""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q

from yuinowa.ledger.domain.attainment import Method
from yuinowa.plans.domain.rating import Joining, Question


class RatingRule(models.Model):
    """One version of a plan's rule (評価の規則). The newest is in force; older ones stay for their ratings."""

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="rules")
    number = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=8)
    method = models.CharField(max_length=8)
    joining = models.CharField(max_length=8)
    #: ``[["a", "1.03", false], …]``, the best first: code, from which ratio, whether it must be above.
    thresholds = models.JSONField(default=list, blank=True)
    otherwise = models.CharField(max_length=8, blank=True, default="")
    no_data = models.CharField(max_length=8, blank=True, default="")
    #: Whether projects told in words are rated as well.
    rates_words = models.BooleanField(default=False)
    band = models.DecimalField(max_digits=5, decimal_places=4, default=Decimal(0))
    #: Where the rule is written, as it is cited; or that it is a reading of ours.
    origin = models.CharField(max_length=300, blank=True, default="")
    adopted_on = models.DateField()
    reason = models.CharField(max_length=1000)
    #: A person's id without a foreign key: erasing a person leaves the history whole.
    decided_by = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "plans_rating_rule"
        ordering = ["plan", "-number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="rating_rule_number_once"),
            models.CheckConstraint(
                condition=Q(question__in=[code.value for code in Question]),
                name="rating_rule_question_known",
            ),
            models.CheckConstraint(
                condition=Q(method__in=[code.value for code in Method]),
                name="rating_rule_method_known",
            ),
            models.CheckConstraint(
                condition=Q(joining__in=[code.value for code in Joining]),
                name="rating_rule_joining_known",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="rating_rule_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} v{self.number}"


class RatingRecord(models.Model):
    """What stood at one moment: derived by the rule, decided by a person, and why. Never changed."""

    sheet = models.ForeignKey("plans.Sheet", models.PROTECT, related_name="rating_records")
    rule = models.ForeignKey(RatingRule, models.PROTECT, null=True, blank=True, related_name="+")
    derived = models.CharField(max_length=8, blank=True, default="")
    decided = models.CharField(max_length=8, blank=True, default="")
    reason = models.CharField(max_length=1000, blank=True, default="")
    decided_by = models.BigIntegerField(null=True, blank=True)
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "plans_rating_record"
        ordering = ["sheet", "-pk"]

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.derived} / {self.decided}"


class OutsideReview(models.Model):
    """What a body from outside said about a project in a year (外部評価), in its own words and on its day."""

    project = models.ForeignKey("plans.Project", models.PROTECT, related_name="reviews")
    fiscal_year = models.SmallIntegerField()
    body = models.CharField(max_length=200)
    #: A step of the plan's scale; empty where the body speaks in words alone.
    rating = models.CharField(max_length=8, blank=True, default="")
    text = models.CharField(max_length=2000)
    reviewed_on = models.DateField()
    recorded_by = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "plans_outside_review"
        ordering = ["project", "-fiscal_year", "-reviewed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "fiscal_year", "body", "reviewed_on"], name="review_once_a_day"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="review_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.fiscal_year}"
