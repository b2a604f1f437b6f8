"""Indicators (指標) with their versioned targets and their figures, each figure with its provenance.

Plans, partnership goals and area agreements use the same rows. Nothing here is overwritten: a new target is
a new version, a changed figure a new revision, so that a report says what it said.
"""

from __future__ import annotations

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from yuinowa.core.rights import Level
from yuinowa.ledger.domain.indicators import (
    PER_RESIDENTS,
    STORED_DECIMALS,
    Accumulation,
    Blank,
    Certainty,
    Direction,
    Frequency,
    IndicatorKind,
    Nature,
    Source,
    SubjectKind,
)
from yuinowa.ledger.domain.statistics import Statistic

#: Large enough for the yen of a prefecture.
FIGURE_DIGITS = 24


def _words(codes: type[StrEnum]) -> list[str]:
    """The plain words of a closed set: migrations hold no product code."""
    return [code.value for code in codes]


def _one_of(field: str, codes: type[StrEnum], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": _words(codes)}), name=name)


class Indicator(models.Model):
    """What is measured, how, and from where. Belongs to one institution (plan-progress §5)."""

    institution = models.ForeignKey(
        "directory.Institution", models.PROTECT, related_name="indicators"
    )
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True, default="")
    short_name = models.CharField(max_length=60, blank=True, default="")
    definition = models.CharField(max_length=1000, blank=True, default="")
    excluded = models.CharField(max_length=500, blank=True, default="")
    kind = models.CharField(max_length=12, default=IndicatorKind.OUTPUT.value)
    nature = models.CharField(max_length=12, default=Nature.FLOW.value)
    direction = models.CharField(max_length=12, default=Direction.UP.value)
    accumulation = models.CharField(max_length=12, default=Accumulation.PER_YEAR.value)
    frequency = models.CharField(max_length=12, default=Frequency.YEARLY.value)
    #: In words, as the sheet has it: 「4月1日」, 「年度末」.
    counted_on = models.CharField(max_length=60, blank=True, default="")
    unit = models.CharField(max_length=20, blank=True, default="")
    decimals = models.PositiveSmallIntegerField(default=0)
    #: A rate names both; both are printed beside it.
    numerator = models.CharField(max_length=200, blank=True, default="")
    denominator = models.CharField(max_length=200, blank=True, default="")
    baseline_year = models.SmallIntegerField(null=True, blank=True)
    baseline = models.DecimalField(
        max_digits=FIGURE_DIGITS, decimal_places=STORED_DECIMALS, null=True, blank=True
    )
    #: In percent, and yet no share of a whole: its figures may lie beyond 0 and 100.
    over_hundred = models.BooleanField(default=False)
    source = models.CharField(max_length=8, default=Source.HAND.value)
    metric = models.ForeignKey(
        "ledger.MetricVersion", models.PROTECT, null=True, blank=True, related_name="indicators"
    )
    subject_kind = models.CharField(max_length=12, default=SubjectKind.INSTITUTIONS.value)
    #: About whom the metric is asked, as one group; none means the institution itself.
    subjects = models.ManyToManyField("directory.Institution", related_name="+", blank=True)
    context = models.ForeignKey(
        "ledger.Context", models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: From which year "to date" is counted.
    first_year = models.SmallIntegerField(null=True, blank=True)
    #: Breaks in the series, estimates, closure days, start-up years.
    quality_notes = models.CharField(max_length=1000, blank=True, default="")
    #: The item of library statistics it is: those of one item may be laid side by side.
    statistic = models.CharField(max_length=20, blank=True, default="")
    #: Per how many residents a count is shown too; 0: not at all.
    per_residents = models.PositiveIntegerField(default=1000)
    level = models.CharField(max_length=8, default=Level.PRIVATE.value)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "ledger_indicator"
        ordering = ["institution", "code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "code"], name="indicator_code_once"),
            _one_of("kind", IndicatorKind, "indicator_kind_known"),
            _one_of("nature", Nature, "indicator_nature_known"),
            _one_of("direction", Direction, "indicator_direction_known"),
            _one_of("accumulation", Accumulation, "indicator_accumulation_known"),
            _one_of("frequency", Frequency, "indicator_frequency_known"),
            _one_of("subject_kind", SubjectKind, "indicator_subject_known"),
            _one_of("level", Level, "indicator_level_known"),
            models.CheckConstraint(
                condition=Q(statistic="") | Q(statistic__in=_words(Statistic)),
                name="indicator_statistic_known",
            ),
            models.CheckConstraint(
                condition=Q(per_residents__in=list(PER_RESIDENTS)),
                name="indicator_per_residents_known",
            ),
            models.CheckConstraint(
                condition=Q(decimals__lte=6), name="indicator_decimals_at_most_six"
            ),
            models.CheckConstraint(
                condition=Q(source=Source.METRIC.value, metric__isnull=False)
                | Q(source__in=[Source.HAND.value, Source.IMPORT.value], metric__isnull=True),
                name="indicator_metric_if_source_is_metric",
            ),
            models.CheckConstraint(
                condition=Q(subject_kind=SubjectKind.CONTEXT.value, context__isnull=False)
                | (~Q(subject_kind=SubjectKind.CONTEXT.value) & Q(context__isnull=True)),
                name="indicator_context_if_subject_is_context",
            ),
            models.CheckConstraint(
                condition=Q(baseline_year__isnull=False) | Q(baseline__isnull=True),
                name="indicator_baseline_has_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TargetVersion(models.Model):
    """The targets (目標値) as adopted on a day, with who and why. The newest adopted one is in force."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="target_versions")
    number = models.PositiveSmallIntegerField()
    adopted_on = models.DateField()
    reason = models.CharField(max_length=300)
    #: The document that set them, as it is cited.
    origin = models.CharField(max_length=200, blank=True, default="")
    #: A person's id without a foreign key: erasing a person leaves the history whole.
    decided_by = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_target_version"
        ordering = ["indicator", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="target_version_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="target_version_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} v{self.number}"


class TargetValue(models.Model):
    """The target of one year in one version."""

    target_version = models.ForeignKey(TargetVersion, models.PROTECT, related_name="values")
    fiscal_year = models.SmallIntegerField()
    number = models.DecimalField(
        max_digits=FIGURE_DIGITS, decimal_places=STORED_DECIMALS, null=True, blank=True
    )
    blank = models.CharField(max_length=16, blank=True, default="")
    #: The cell's own characters when the plan came from print: 「85%」.
    as_printed = models.CharField(max_length=40, blank=True, default="")

    class Meta:
        db_table = "ledger_target_value"
        ordering = ["target_version", "fiscal_year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["target_version", "fiscal_year"], name="target_value_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False, blank="")
                | Q(number__isnull=True, blank__in=_words(Blank)),
                name="target_value_number_or_blank",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year}: {self.number if self.number is not None else self.blank}"


class IndicatorValue(models.Model):
    """A figure (実績値) of one year, one revision: by hand, from a file, or from ``metric`` up to ``basis``."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="figures")
    fiscal_year = models.SmallIntegerField()
    revision = models.PositiveSmallIntegerField(default=1)
    number = models.DecimalField(
        max_digits=FIGURE_DIGITS, decimal_places=STORED_DECIMALS, null=True, blank=True
    )
    blank = models.CharField(max_length=16, blank=True, default="")
    as_printed = models.CharField(max_length=40, blank=True, default="")
    certainty = models.CharField(max_length=12, default=Certainty.PROVISIONAL.value)
    #: Said to be provisional (速報) by whoever gave it: a second person's check does not make it final.
    is_preliminary = models.BooleanField(default=False)
    provenance = models.CharField(max_length=8, default=Source.HAND.value)
    metric = models.ForeignKey(
        "ledger.MetricVersion", models.PROTECT, null=True, blank=True, related_name="figures"
    )
    #: The last ledger entry counted: the entries behind the figure are ``id <= basis``, for ever.
    basis = models.BigIntegerField(null=True, blank=True)
    #: How many entries it was counted from.
    entries = models.BigIntegerField(null=True, blank=True)
    contested = models.BooleanField(default=False)
    #: Of a ratio: numerator and denominator, ``[{"metric": "ill_filled@1", "number": 9, …}]``.
    parts = models.JSONField(default=list, blank=True)
    #: Why there is no number, when a metric found none (rule 6, rule 7).
    reason_no_data = models.CharField(max_length=40, blank=True, default="")
    #: The document a typed figure was read from.
    source_note = models.CharField(max_length=300, blank=True, default="")
    #: Why this revision replaced the one before.
    reason = models.CharField(max_length=300, blank=True, default="")
    #: Persons' ids without foreign keys.
    recorded_by = models.BigIntegerField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    confirmed_by = models.BigIntegerField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "ledger_indicator_value"
        ordering = ["indicator", "fiscal_year", "revision", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "fiscal_year", "revision"], name="figure_revision_once"
            ),
            models.UniqueConstraint(
                fields=["indicator", "fiscal_year"],
                condition=Q(superseded_at__isnull=True),
                name="figure_has_one_current_revision",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False, blank="")
                | Q(number__isnull=True, blank__in=_words(Blank)),
                name="figure_number_or_blank",
            ),
            _one_of("certainty", Certainty, "figure_certainty_known"),
            models.CheckConstraint(
                condition=Q(
                    provenance=Source.METRIC.value,
                    metric__isnull=False,
                    basis__isnull=False,
                    entries__isnull=False,
                )
                | Q(
                    provenance__in=[Source.HAND.value, Source.IMPORT.value],
                    metric__isnull=True,
                    basis__isnull=True,
                    entries__isnull=True,
                ),
                name="figure_provenance_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(confirmed_at__gte=F("recorded_at")),
                name="figure_confirmed_after_recorded",
            ),
            models.CheckConstraint(
                condition=Q(revision=1) | ~Q(reason=""), name="figure_change_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(is_preliminary=False) | Q(certainty=Certainty.PROVISIONAL.value),
                name="figure_preliminary_is_not_final",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.fiscal_year} r{self.revision}"
