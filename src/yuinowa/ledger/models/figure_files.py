"""Files of figures that come in: how a sender's files are read, each file taken, and each figure of it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from yuinowa.ledger.domain.figure_columns import FileMapping
from yuinowa.ledger.domain.figure_runs import Aim, Decision, Outcome, RunState


def _one_of(field: str, words: list[str], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": words}), name=name)


class FigureForm(models.Model):
    """What the columns of a sender's files are, as somebody said it once: offered when such a file comes again."""

    institution = models.ForeignKey(
        "directory.Institution", models.PROTECT, related_name="+", db_index=False
    )
    #: Who sends such files, in the institution's own words.
    sender = models.CharField(max_length=100)
    aim = models.CharField(max_length=12)
    #: SHA-256 of the head: a file with the same columns is known again.
    head_key = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    used_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_figure_form"
        ordering = ["-used_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "aim", "head_key", "sender"], name="figure_form_once"
            ),
            _one_of("aim", [aim.value for aim in Aim], "figure_form_aim_known"),
        ]

    def __str__(self) -> str:
        return self.sender


class FigureRun(models.Model):
    """One file of figures: read and shown first, then taken as a statement, perhaps taken back."""

    #: On whose word the figures stand.
    institution = models.ForeignKey("directory.Institution", models.PROTECT, related_name="+")
    aim = models.CharField(max_length=12)
    state = models.CharField(max_length=10, default="columns")
    sender = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    received_on = models.DateField()
    file_name = models.CharField(max_length=200)
    #: SHA-256 of the file, which is kept with the figures.
    digest = models.CharField(max_length=64)
    coding = models.CharField(max_length=20, blank=True, default="")
    #: Where the head was found, and its words.
    sheet = models.CharField(max_length=60, blank=True, default="")
    head_line = models.PositiveIntegerField(default=1)
    head = models.JSONField(default=list, blank=True)
    mapping = models.JSONField(default=dict, blank=True)
    #: Outcome → count, and how many figures have warnings.
    counts = models.JSONField(default=dict, blank=True)
    statement = models.ForeignKey(
        "ledger.Statement", models.PROTECT, null=True, blank=True, related_name="runs"
    )
    #: A person's id without a foreign key.
    person = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    #: Why it was taken back.
    reason = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "ledger_figure_run"
        ordering = ["-created_at", "-pk"]
        constraints = [
            _one_of("aim", [aim.value for aim in Aim], "figure_run_aim_known"),
            _one_of("state", [state.value for state in RunState], "figure_run_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=[RunState.TAKEN.value, RunState.UNDONE.value], statement__isnull=False)
                | (
                    ~Q(state__in=[RunState.TAKEN.value, RunState.UNDONE.value])
                    & Q(statement__isnull=True)
                ),
                name="figure_run_taken_has_a_statement",
            ),
            models.CheckConstraint(
                condition=~Q(state=RunState.UNDONE.value) | ~Q(reason=""),
                name="figure_run_undone_has_a_reason",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ledger:statement-detail", args=[self.pk])

    @property
    def read_by(self) -> FileMapping:
        return FileMapping.from_json(self.mapping)


class FigureLine(models.Model):
    """One figure of a file: where it stands, what it says, what became of it."""

    run = models.ForeignKey(FigureRun, models.PROTECT, related_name="lines")
    sheet = models.CharField(max_length=60, blank=True, default="")
    number = models.PositiveIntegerField()
    #: Its column, from 0.
    place = models.PositiveSmallIntegerField()
    #: What it speaks of, as the file names it.
    label = models.CharField(max_length=200, blank=True, default="")
    column = models.CharField(max_length=200, blank=True, default="")
    #: The cell as written.
    written = models.CharField(max_length=100, blank=True, default="")
    outcome = models.CharField(max_length=10)
    #: Lists of ``{"column", "code", "value"}``; the page has the sentences.
    faults = models.JSONField(default=list, blank=True)
    warnings = models.JSONField(default=list, blank=True)
    #: The figure in our words; empty where it is refused.
    figure = models.JSONField(default=dict, blank=True)
    #: Its number among the statement's figures, once it is in the ledger (``ledger.statement/7/0``).
    entry_number = models.PositiveIntegerField(null=True, blank=True)
    #: The indicator's figure it became.
    value = models.ForeignKey(
        "ledger.IndicatorValue", models.PROTECT, null=True, blank=True, related_name="lines"
    )
    #: Of a contested figure of an indicator: what stood there, and which of the two counts.
    stood = models.ForeignKey(
        "ledger.IndicatorValue", models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision = models.CharField(max_length=8, blank=True, default="")
    decided_by = models.BigIntegerField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        db_table = "ledger_figure_line"
        ordering = ["run", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "sheet", "number", "place"], name="figure_line_once_a_cell"
            ),
            _one_of("outcome", [one.value for one in Outcome], "figure_line_outcome_known"),
            _one_of(
                "decision", ["", *(one.value for one in Decision)], "figure_line_decision_known"
            ),
            models.CheckConstraint(
                condition=Q(decision="", decision_reason="", decided_at__isnull=True)
                | (~Q(decision="") & ~Q(decision_reason="") & Q(decided_at__isnull=False)),
                name="figure_line_decision_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["run", "outcome"], name="figure_line_by_outcome")]

    def __str__(self) -> str:
        return f"{self.number} {self.outcome}"

    def get_absolute_url(self) -> str:
        return reverse("ledger:statement-line", args=[self.pk])

    @property
    def says(self) -> dict[str, Any]:
        figure: dict[str, Any] = self.figure
        return figure

    @property
    def entry_source(self) -> str:
        """The source of its deed in the ledger; empty where it is in none."""
        if self.entry_number is None:
            return ""
        return f"ledger.statement/{self.run.statement_id}/{self.entry_number}"

    @property
    def waits_for_decision(self) -> bool:
        """Contested, and of an indicator: which figure of an exchange counts is a ``Choice``."""
        return self.stood_id is not None and self.decision == ""
