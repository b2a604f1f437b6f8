"""A plan (計画): goals, measures, projects, and the slots in which projects keep their indicators.

Texts are as printed. What the plan only prints and nobody asks for (blocks of the report's body, heads
of the annexes) is kept whole as JSON; what is listed, counted or linked has rows.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from yuinowa.core.rights import Level


class Plan(models.Model):
    """A plan and the report on it, of one institution."""

    owner = models.ForeignKey("directory.Institution", models.PROTECT, related_name="plans")
    name = models.CharField(max_length=200)
    #: The name where the same paper calls the plan otherwise; both stay as printed.
    name_variant = models.CharField(max_length=200, blank=True, default="")
    #: Who publishes, as printed (港区).
    body = models.CharField(max_length=200)
    period_text = models.CharField(max_length=200)
    first_year = models.SmallIntegerField()
    last_year = models.SmallIntegerField()
    target_year = models.SmallIntegerField()
    #: ``[{"label": "前期", "years": […], "shown": […]}]``: halves of the plan, not of a year.
    halves = models.JSONField(default=list)
    title = models.CharField(max_length=400)
    title_lines = models.JSONField(default=list)
    as_of_text = models.CharField(max_length=100)
    as_of_year = models.SmallIntegerField()
    as_of_date = models.DateField()
    blocks = models.JSONField(default=list)
    annexes = models.JSONField(default=list)
    #: A reference plan is read from a published report; its pages name the source and nothing changes it.
    is_editable = models.BooleanField(default=False)
    level = models.CharField(max_length=8, default=Level.PUBLIC.value)
    #: SHA-256 of the file it was read from: the same file twice is the same plan.
    digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "plans_plan"
        ordering = ["-as_of_date", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "digest"], name="plan_file_once"),
            models.UniqueConstraint(
                fields=["owner", "name", "as_of_date"], name="plan_report_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(first_year__lte=F("last_year")), name="plan_years_in_order"
            ),
            models.CheckConstraint(
                condition=Q(target_year__gte=F("first_year"), target_year__lte=F("last_year")),
                name="plan_target_year_within",
            ),
            models.CheckConstraint(condition=Q(level__in=list(Level)), name="plan_level_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("plans:plan-detail", args=[self.pk])

    @property
    def source(self) -> str:
        """What every page made from a reference plan names; empty for the owner's own plan."""
        return "" if self.is_editable else f"{self.body}「{self.title}」（{self.as_of_text}）"

    @property
    def shown_years(self) -> list[int]:
        """The years that sheets print, over both halves."""
        return [year for half in self.halves for year in half["shown"]]


class ScaleStep(models.Model):
    """One step of the plan's own scale of ratings (進捗状況の区分)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="scale")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=8)
    text = models.CharField(max_length=400)
    #: False for a step given to single indicators only, where a plan rates both apart.
    is_of_projects = models.BooleanField(default=True)
    #: What the step counts where a plan averages its ratings; None elsewhere.
    score = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)

    class Meta:
        db_table = "plans_scale_step"
        ordering = ["plan", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="scale_code_once"),
            models.UniqueConstraint(fields=["plan", "position"], name="scale_position_once"),
        ]

    def __str__(self) -> str:
        return self.code


class Goal(models.Model):
    """基本目標."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="goals")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=100)
    name = models.CharField(max_length=400)

    class Meta:
        db_table = "plans_goal"
        ordering = ["plan", "number", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="goal_number_once")]

    def __str__(self) -> str:
        return f"{self.label} {self.name}"


class Measure(models.Model):
    """施策."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="measures")
    number = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=100)
    name = models.CharField(max_length=400)

    class Meta:
        db_table = "plans_measure"
        ordering = ["goal", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "number"], name="measure_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.name}"


class Project(models.Model):
    """事業, as the index (別紙1) prints it."""

    #: The measure's plan once more, so that a key is unique in it and lists need no joins.
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="projects")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="projects")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=10)
    number = models.CharField(max_length=20)
    name = models.CharField(max_length=400)
    is_priority = models.BooleanField(default=False)
    is_new = models.BooleanField(default=False)
    flag_text = models.CharField(max_length=40, blank=True, default="")
    plan_page = models.PositiveSmallIntegerField()
    department = models.CharField(max_length=200)
    annex = models.CharField(max_length=40)
    sheet_ref = models.CharField(max_length=40)
    has_indicators = models.BooleanField(default=False)
    #: The printed table of its goal in which it stands, from 1.
    table = models.PositiveSmallIntegerField(default=1)
    #: What is done, as the first sheet prints it; empty where the plan was read from a report.
    description = models.TextField(blank=True, default="")
    #: The same project as another plan of the owner has it; each keeps its own number and sheets.
    same_as = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="elsewhere"
    )

    class Meta:
        db_table = "plans_project"
        ordering = ["plan", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="project_key_once"),
            models.UniqueConstraint(fields=["plan", "position"], name="project_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("plans:project-detail", args=[self.plan_id, self.key])


class PlannedAction(models.Model):
    """What a project told in words sets out to do, by whom; the lines of its first sheet."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="actions")
    number = models.PositiveSmallIntegerField()
    department = models.CharField(max_length=200)
    description = models.TextField()

    class Meta:
        db_table = "plans_planned_action"
        ordering = ["project", "number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="planned_action_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.description[:40]}"


class IndicatorSlot(models.Model):
    """A place for an indicator on a project's sheets; an unused one prints its signs and has none."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="slots")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=100)
    label = models.CharField(max_length=400)
    plan_row_label = models.CharField(max_length=100)
    #: Who gives the figure, where it is not the department of the sheet.
    department = models.CharField(max_length=200, blank=True, default="")
    #: How much it counts where the plan's rule takes a mean.
    weight = models.PositiveSmallIntegerField(default=1)
    indicator = models.ForeignKey(
        "ledger.Indicator", models.PROTECT, null=True, blank=True, related_name="plan_slots"
    )

    class Meta:
        db_table = "plans_indicator_slot"
        ordering = ["project", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "position"], name="slot_position_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.label}"
