"""Editions (版): a plan's year as it was published, frozen, with where each figure is from and what was corrected.

Nothing here changes once an edition is published: triggers refuse it in the database itself (0007). A correction
is the next number, with its reason; the one before stays readable (I29).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from yuinowa.plans.domain.edition import EditionState, FigureKind, Origin
from yuinowa.plans.domain.snapshot import Part


class Edition(models.Model):
    """One number of a plan's report on a year."""

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="editions")
    fiscal_year = models.SmallIntegerField()
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, default=EditionState.PREPARED.value)
    #: The day as of which it speaks, and how the paper says so.
    as_of = models.DateField()
    as_of_text = models.CharField(max_length=100)
    #: Why there is another edition after the first.
    reason = models.CharField(max_length=1000, blank=True, default="")
    #: The plan with the sheets of the year (``queries.frozen``): the pages and files are made of it alone.
    snapshot = models.JSONField()
    #: SHA-256 of the whole document: snapshot, provenance, corrections (``queries.editions.document_of``).
    digest = models.CharField(max_length=64)
    #: Persons' ids without foreign keys: erasing a person leaves the history whole.
    prepared_by = models.BigIntegerField(null=True, blank=True)
    prepared_at = models.DateTimeField()
    published_by = models.BigIntegerField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "plans_edition"
        ordering = ["plan", "-fiscal_year", "-number", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "fiscal_year", "number"],
                condition=~Q(state="withdrawn"),
                name="edition_number_once",
            ),
            models.UniqueConstraint(
                fields=["plan", "fiscal_year"],
                condition=Q(state="prepared"),
                name="edition_prepared_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in EditionState]),
                name="edition_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False)
                | (~Q(state="published") & Q(published_at__isnull=True)),
                name="edition_published_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(reason="")),
                name="edition_correction_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.fiscal_year} ({self.number})"

    def get_absolute_url(self) -> str:
        return reverse("plans:edition-detail", args=[self.plan_id, self.fiscal_year, self.number])

    @property
    def is_published(self) -> bool:
        return self.state == EditionState.PUBLISHED


class EditionFigure(models.Model):
    """One printed figure of an edition with its provenance as it was then (来歴)."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="figures")
    #: Its number within the edition, from 1: the address of its page.
    position = models.PositiveIntegerField()
    project = models.CharField(max_length=10)
    project_number = models.CharField(max_length=20)
    slot = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=400)
    unit = models.CharField(max_length=20, blank=True, default="")
    fiscal_year = models.SmallIntegerField()
    kind = models.CharField(max_length=8)
    #: As it is printed: a number with its sign, - or －.
    text = models.CharField(max_length=40)
    origin = models.CharField(max_length=8)
    indicator = models.ForeignKey("ledger.Indicator", models.PROTECT, related_name="+")
    #: The revision of the ledger's figure, for an actual that has one.
    value = models.ForeignKey(
        "ledger.IndicatorValue", models.PROTECT, null=True, blank=True, related_name="+"
    )
    target_version = models.ForeignKey(
        "ledger.TargetVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: ``ill_lent@2``, and the last entry that was counted with how many there were.
    metric = models.CharField(max_length=60, blank=True, default="")
    basis = models.BigIntegerField(null=True, blank=True)
    entries = models.BigIntegerField(null=True, blank=True)
    contested = models.BooleanField(default=False)
    #: Given as provisional (速報).
    is_preliminary = models.BooleanField(default=False)
    #: The sentence that says what is counted.
    sentence = models.TextField(blank=True, default="")
    sentence_en = models.TextField(blank=True, default="")
    #: The document it was read from, or that set it; why it was changed.
    document = models.CharField(max_length=300, blank=True, default="")
    reason = models.CharField(max_length=300, blank=True, default="")
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.BigIntegerField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.BigIntegerField(null=True, blank=True)

    class Meta:
        db_table = "plans_edition_figure"
        ordering = ["edition", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="edition_figure_once"),
            models.UniqueConstraint(
                fields=["edition", "project", "slot", "fiscal_year", "kind"],
                name="edition_figure_place_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in FigureKind]),
                name="edition_figure_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(origin__in=[origin.value for origin in Origin]),
                name="edition_figure_origin_known",
            ),
            models.CheckConstraint(
                condition=~Q(origin="metric")
                | (~Q(metric="") & Q(value__isnull=False, basis__isnull=False)),
                name="edition_figure_counted_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.position}: {self.text}"


class EditionChange(models.Model):
    """One line of the list of corrections: the place, what stood there, what stands there now, why."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="changes")
    position = models.PositiveIntegerField()
    #: The project's key; empty: the plan itself.
    project = models.CharField(max_length=10, blank=True, default="")
    project_number = models.CharField(max_length=20, blank=True, default="")
    part = models.CharField(max_length=20)
    name = models.CharField(max_length=500, blank=True, default="")
    fiscal_year = models.SmallIntegerField(null=True, blank=True)
    old = models.TextField(blank=True, default="")
    new = models.TextField(blank=True, default="")
    reason = models.TextField()

    class Meta:
        db_table = "plans_edition_change"
        ordering = ["edition", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="edition_change_once"),
            models.CheckConstraint(
                condition=Q(part__in=[part.value for part in Part]),
                name="edition_change_part_known",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="edition_change_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.position}: {self.name}"
