"""The round of a year: until when a plan's sheets are filled, checked and published."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from yuinowa.plans.domain.round import DueDays, RoundState


class PlanYear(models.Model):
    """One year of a plan in which its sheets are written (年度のとりまとめ)."""

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="years")
    fiscal_year = models.SmallIntegerField()
    state = models.CharField(max_length=8, default=RoundState.OPEN.value)
    fill_by = models.DateField()
    check_by = models.DateField()
    publish_by = models.DateField()
    #: Persons' ids without foreign keys: erasing a person leaves the history whole.
    opened_by = models.BigIntegerField(null=True, blank=True)
    opened_at = models.DateTimeField()
    closed_by = models.BigIntegerField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "plans_plan_year"
        ordering = ["plan", "-fiscal_year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "fiscal_year"], name="plan_year_once"),
            models.CheckConstraint(
                condition=Q(state__in=list(RoundState)), name="plan_year_state_known"
            ),
            models.CheckConstraint(
                condition=Q(fill_by__lte=F("check_by"), check_by__lte=F("publish_by")),
                name="plan_year_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state=RoundState.OPEN, closed_at__isnull=True)
                | Q(state=RoundState.CLOSED, closed_at__isnull=False),
                name="plan_year_closed_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.fiscal_year}"

    def get_absolute_url(self) -> str:
        return reverse("plans:plan-round", args=[self.plan_id, self.fiscal_year])

    @property
    def days(self) -> DueDays:
        return DueDays(self.fill_by, self.check_by, self.publish_by)

    @property
    def is_open(self) -> bool:
        return self.state == RoundState.OPEN
