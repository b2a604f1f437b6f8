"""Progress sheets (進捗管理票): what was said about a project for one fiscal year, edition by edition."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from yuinowa.plans.domain.kinds import CellRole
from yuinowa.plans.domain.sheet import OPEN_STATES, SheetState


class Sheet(models.Model):
    """One edition of a project's sheet for a year. What was published is corrected by a new edition."""

    project = models.ForeignKey("plans.Project", models.PROTECT, related_name="sheets")
    fiscal_year = models.SmallIntegerField()
    edition = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, default=SheetState.DRAFT.value)
    #: The project's name on the sheet; it may differ from the index, and both stay as printed.
    name = models.CharField(max_length=400)
    department = models.CharField(max_length=200)
    priority_text = models.CharField(max_length=40, blank=True, default="")
    new_text = models.CharField(max_length=40, blank=True, default="")
    description = models.TextField()
    #: A code of the plan's scale; empty for projects told in words only, and before anybody rated.
    rating = models.CharField(max_length=8, blank=True, default="")
    rating_reason = models.CharField(max_length=1000, blank=True, default="")
    #: Why the year went otherwise than planned, where the sheet has figures (I26, I30); lines have their own.
    difference_reason = models.CharField(max_length=1000, blank=True, default="")
    #: Columns that one cell spans over all lines of the project, by their printed heads.
    merged = models.JSONField(default=list, blank=True)
    #: The printed table of the annex in which it stands, from 1.
    table = models.PositiveSmallIntegerField(default=1)
    #: Ids of everybody who entered something: none of them checks it (I28).
    entered_by = models.JSONField(default=list, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    #: Why this edition was corrected by the next.
    correction_reason = models.CharField(max_length=1000, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "plans_sheet"
        ordering = ["project", "-fiscal_year", "-edition", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "fiscal_year", "edition"], name="sheet_edition_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=list(SheetState)), name="sheet_state_known"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=False)
                | ~Q(state__in=[state.value for state in OPEN_STATES]),
                name="sheet_published_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=SheetState.CORRECTED) | ~Q(correction_reason=""),
                name="sheet_correction_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.fiscal_year} ({self.edition})"

    def get_absolute_url(self) -> str:
        return reverse("plans:sheet-detail", args=[self.project.plan_id, self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it was published, be it corrected since."""
        return self.state in OPEN_STATES


class SheetFigure(models.Model):
    """Target and actual of one slot in one year, as this sheet prints them.

    ``actual_text`` None: not printed, the ledger's answer of the moment stands there. On publication it
    is written down together with the ledger's figure, which keeps the entries behind it for ever.
    """

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="figures")
    slot = models.ForeignKey("plans.IndicatorSlot", models.PROTECT, related_name="figures")
    fiscal_year = models.SmallIntegerField()
    target_text = models.CharField(max_length=40, blank=True, default="")
    actual_text = models.CharField(max_length=40, blank=True, null=True, default="")
    value = models.ForeignKey(
        "ledger.IndicatorValue", models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: The final year as a person foresees it in this year, with the reason; only where the plan's rule asks.
    forecast = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    forecast_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        db_table = "plans_sheet_figure"
        ordering = ["sheet", "slot__position", "fiscal_year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "slot", "fiscal_year"], name="sheet_figure_once"
            ),
            models.CheckConstraint(
                condition=Q(forecast__isnull=True) | ~Q(forecast_reason=""),
                name="sheet_forecast_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year}: {self.target_text} / {self.actual_text}"


class SheetCell(models.Model):
    """A text cell of a sheet with indicators. ``text`` None: the source has no such cell."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="cells")
    position = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=12)
    heading = models.CharField(max_length=200)
    #: Title of the slot beside which it is printed.
    beside = models.CharField(max_length=100, blank=True, default="")
    text = models.TextField(null=True, blank=True)
    #: False where the transcriber had to infer what the cell is.
    is_certain = models.BooleanField(default=True)

    class Meta:
        db_table = "plans_sheet_cell"
        ordering = ["sheet", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "position"], name="sheet_cell_position_once"),
            models.CheckConstraint(
                condition=Q(role__in=list(CellRole)), name="sheet_cell_role_known"
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def label(self) -> str:
        """What it is called on its sheet: two indicators have a cell each under one heading."""
        return f"{self.heading}・{self.beside}" if self.beside else self.heading


class SheetLine(models.Model):
    """A planned action of a project told in words. None: merged with the cell of the line above."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    department = models.CharField(max_length=200)
    description = models.TextField()
    difference_reason = models.TextField(blank=True, default="")
    evaluation = models.TextField(null=True, blank=True)
    next_steps = models.TextField(null=True, blank=True)

    class Meta:
        db_table = "plans_sheet_line"
        ordering = ["sheet", "number", "pk"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="sheet_line_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.description[:40]}"


class LineResult(models.Model):
    """What was done in one year. ``text`` None: not yet."""

    line = models.ForeignKey(SheetLine, models.PROTECT, related_name="results")
    fiscal_year = models.SmallIntegerField()
    text = models.TextField(null=True, blank=True)

    class Meta:
        db_table = "plans_line_result"
        ordering = ["line", "fiscal_year", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["line", "fiscal_year"], name="line_result_once")
        ]

    def __str__(self) -> str:
        return f"{self.fiscal_year}"
