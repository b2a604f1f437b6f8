"""Closed days as rules, and the programmes an institution takes part in, each from a day to a day."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from yuinowa.directory.domain.calendar import REGULAR, OnHoliday, Rule, RuleKind
from yuinowa.directory.domain.programmes import Programme, ProgrammeClass
from yuinowa.directory.domain.units import Span
from yuinowa.directory.models.constraints import one_of, one_of_or_blank
from yuinowa.directory.models.institutions import Institution

_WEEKLY = (RuleKind.WEEKLY.value, RuleKind.NTH_WEEKDAY.value)
_DATED = (RuleKind.PERIOD.value, RuleKind.OPENING.value)
_MAY_MOVE = [kind.value for kind in (*sorted(REGULAR), RuleKind.HOLIDAYS)]


class ClosingRule(models.Model):
    """One line of a notice of closed days."""

    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="closing_rules"
    )
    kind = models.CharField(max_length=12)
    #: 0 is Monday.
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    nth = models.PositiveSmallIntegerField(null=True, blank=True)
    month = models.PositiveSmallIntegerField(null=True, blank=True)
    day = models.PositiveSmallIntegerField(null=True, blank=True)
    end_month = models.PositiveSmallIntegerField(null=True, blank=True)
    end_day = models.PositiveSmallIntegerField(null=True, blank=True)
    on_holiday = models.CharField(max_length=8, default="closed")
    from_day = models.DateField(null=True, blank=True)
    to_day = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        constraints = [
            one_of("kind", RuleKind, "closing_kind_known"),
            one_of("on_holiday", OnHoliday, "closing_on_holiday_known"),
            models.CheckConstraint(
                condition=~Q(kind__in=_WEEKLY) | Q(weekday__range=(0, 6)),
                name="closing_weekday_said",
            ),
            models.CheckConstraint(
                condition=~Q(kind=RuleKind.NTH_WEEKDAY.value) | Q(nth__range=(1, 5)),
                name="closing_nth_said",
            ),
            models.CheckConstraint(
                condition=~Q(kind=RuleKind.DAY_OF_MONTH.value) | Q(day__range=(1, 31)),
                name="closing_day_said",
            ),
            models.CheckConstraint(
                condition=~Q(kind=RuleKind.YEARLY.value)
                | Q(
                    month__range=(1, 12),
                    day__range=(1, 31),
                    end_month__range=(1, 12),
                    end_day__range=(1, 31),
                ),
                name="closing_days_of_year_said",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=_DATED) | Q(from_day__isnull=False, to_day__isnull=False),
                name="closing_period_has_days",
            ),
            models.CheckConstraint(
                condition=Q(from_day=None) | Q(to_day=None) | Q(from_day__lte=F("to_day")),
                name="closing_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(on_holiday=OnHoliday.CLOSED.value) | Q(kind__in=_MAY_MOVE),
                name="closing_moves_only_regular_days",
            ),
        ]
        ordering = ["institution_id", "pk"]

    def __str__(self) -> str:
        return self.kind

    @property
    def rule(self) -> Rule:
        """The rule as the calendar reads it."""
        return Rule(
            RuleKind(self.kind),
            weekday=self.weekday,
            nth=self.nth,
            month=self.month,
            day=self.day,
            end_month=self.end_month,
            end_day=self.end_day,
            on_holiday=OnHoliday(self.on_holiday),
            from_day=self.from_day,
            to_day=self.to_day,
            note=self.note,
        )


class Participation(models.Model):
    """An institution in a programme of cooperation, from a day to a day, and who says so."""

    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="participations"
    )
    programme = models.CharField(max_length=20)
    programme_class = models.CharField(max_length=16, blank=True, default="")
    from_day = models.DateField(null=True, blank=True)
    to_day = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        constraints = [
            one_of("programme", Programme, "participation_programme_known"),
            one_of_or_blank("programme_class", ProgrammeClass, "participation_class_known"),
            models.UniqueConstraint(
                fields=["institution", "programme", "programme_class", "from_day"],
                name="participation_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["institution", "programme", "programme_class"],
                condition=Q(from_day=None),
                name="participation_once_without_a_day",
            ),
            models.CheckConstraint(
                condition=Q(from_day=None) | Q(to_day=None) | Q(from_day__lte=F("to_day")),
                name="participation_days_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "institution"], name="participation_by_programme")
        ]
        ordering = ["institution_id", "programme", "from_day", "pk"]

    def __str__(self) -> str:
        return f"{self.programme} {self.programme_class}".strip()

    @property
    def span(self) -> Span:
        return Span(self.from_day, self.to_day)
