"""Files taken in with a preview: each run and each of its lines, with what stood there before (undo)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse

from yuinowa.directory.domain.runs import LineOutcome, RunKind, RunState
from yuinowa.directory.models.constraints import one_of
from yuinowa.directory.models.institutions import Institution


class ImportRun(models.Model):
    """One file, read and shown first, then taken, perhaps taken back."""

    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=10, default="preview")
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    coding = models.CharField(max_length=20, blank=True, default="")
    #: The head, place by place a field of ours, as the person confirmed it, and the kind of all rows.
    mapping = models.JSONField(default=dict, blank=True)
    #: Outcome → count.
    counts = models.JSONField(default=dict, blank=True)
    for_institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    person = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    #: Why the job could not go on, in words for the person.
    trouble = models.CharField(max_length=600, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("kind", RunKind, "import_run_kind_known"),
            one_of("state", RunState, "import_run_state_known"),
        ]
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        page = "isil:run-detail" if self.kind == RunKind.ISIL else "directory:import-detail"
        return reverse(page, args=[self.pk])


class ImportLine(models.Model):
    """What one line of the file says and does; ``before`` is what undo puts back."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="lines")
    sheet = models.CharField(max_length=60, blank=True, default="")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=200, blank=True, default="")
    outcome = models.CharField(max_length=10)
    #: Lists of ``{"field", "code", "value"}``; the page has the sentences.
    faults = models.JSONField(default=list, blank=True)
    warnings = models.JSONField(default=list, blank=True)
    #: The row it made or changed.
    object_id = models.BigIntegerField(null=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        constraints = [
            one_of("outcome", LineOutcome, "import_line_outcome_known"),
            models.UniqueConstraint(
                fields=["run", "sheet", "number"], name="import_line_once_a_run"
            ),
        ]
        indexes = [models.Index(fields=["run", "outcome", "number"], name="import_line_by_outcome")]
        ordering = ["run_id", "sheet", "number"]

    def __str__(self) -> str:
        return f"{self.number} {self.outcome}"

    @property
    def stood(self) -> dict[str, Any]:
        """``before``, empty where nothing stood there."""
        return self.before or {}

    @property
    def says(self) -> dict[str, Any]:
        """``after``, empty where the line is refused."""
        return self.after or {}
