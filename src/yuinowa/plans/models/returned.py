"""Excel forms that come back: each file with its sheets, and what stands where in a municipality's own form."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from yuinowa.plans.domain.returned import FormState


class OwnForm(models.Model):
    """What stands where in the form a municipality has of its own; said once, remembered for its plan."""

    plan = models.OneToOneField("plans.Plan", models.PROTECT, related_name="own_form")
    #: Place → addresses as written: ``{"project": "B3", "figures": "F8, F10"}``.
    places = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "plans_own_form"

    def __str__(self) -> str:
        return f"{self.plan_id}"


class FilledForm(models.Model):
    """One workbook that came back: shown, then taken into the drafts, perhaps taken back."""

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="filled_forms")
    fiscal_year = models.SmallIntegerField()
    state = models.CharField(max_length=8, default=FormState.PREVIEW.value)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    #: The cells of a municipality's own form while it is said what stands where, by worksheet.
    cells = models.JSONField(default=dict, blank=True)
    #: Worksheets that were passed over.
    left = models.JSONField(default=list, blank=True)
    #: A person's id without a foreign key: erasing a person leaves the history whole.
    person = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "plans_filled_form"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in FormState]),
                name="filled_form_state_known",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("plans:form-detail", args=[self.plan_id, self.pk])


class FilledSheet(models.Model):
    """What one worksheet, or the rows of one project, say about a sheet."""

    form = models.ForeignKey(FilledForm, models.PROTECT, related_name="sheets")
    position = models.PositiveIntegerField()
    #: Where in the file: the worksheet, and the row of a list.
    place = models.CharField(max_length=60)
    sheet = models.ForeignKey(
        "plans.Sheet", models.PROTECT, null=True, blank=True, related_name="filled"
    )
    #: The sheet's version when the form was made, or when the file came where the form does not say.
    base_version = models.PositiveIntegerField(default=0)
    #: Field → text, only those that change something.
    values = models.JSONField(default=dict, blank=True)
    #: What stood in these fields when the file was looked at; once it was taken, what undo puts back.
    before = models.JSONField(default=dict, blank=True)
    #: Lists of ``{"code", "field", "cell", "value"}``; the page has the sentences.
    faults = models.JSONField(default=list, blank=True)
    doubts = models.JSONField(default=list, blank=True)
    #: The sheet's version after it was taken; None: it was not.
    taken_version = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        db_table = "plans_filled_sheet"
        ordering = ["form", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["form", "position"], name="filled_sheet_once")
        ]

    def __str__(self) -> str:
        return self.place
