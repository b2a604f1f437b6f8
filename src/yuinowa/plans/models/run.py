"""Work on a plan that a job carries out: a step of an edition of many sheets, or a file of many sheets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from yuinowa.plans.domain.run import EditionDeed, FileForm, RunState

_STATES = Q(state__in=[state.value for state in RunState])
#: Where a file of a plan is taken, and one of an edition.
_ADDRESSES = {
    FileForm.PDF: ("plan-report-pdf", "edition-pdf"),
    FileForm.WORKBOOK: ("plan-workbook", "edition-workbook"),
}
#: Where everything a plan holds, and a year's forms are taken: the address, and the form it names.
_TAKEN = {
    FileForm.WHOLE_JSON: ("plan-whole", "json"),
    FileForm.WHOLE_WORKBOOK: ("plan-whole", "xlsx"),
    FileForm.FORMS: ("plan-forms-file", "xlsx"),
    FileForm.FORMS_APART: ("plan-forms-file", "zip"),
}


class Run(models.Model):
    """Who asked for it and when, how far it is, how it ended."""

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, default=RunState.WORKING.value)
    #: Why it could not be done and what to do, in words for the person.
    trouble = models.TextField(blank=True, default="")
    next_step = models.TextField(blank=True, default="")
    #: A person's id without a foreign key: erasing a person leaves the history whole.
    person = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    #: When a job took it up; it may have waited for others before.
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        ordering = ["-created_at", "-pk"]

    @property
    def is_working(self) -> bool:
        return self.state == RunState.WORKING

    @property
    def is_failed(self) -> bool:
        return self.state == RunState.FAILED


class EditionRun(Run):
    """One preparing or publishing; it ends with the edition, or with why not."""

    fiscal_year = models.SmallIntegerField()
    deed = models.CharField(max_length=8)
    #: What is to be published, or what came of preparing.
    edition = models.ForeignKey(
        "plans.Edition", models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: The version of it that was looked at.
    seen_version = models.PositiveIntegerField(null=True, blank=True)
    #: What whoever prepares says about the edition.
    as_of = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True, default="")
    without_lacking = models.BooleanField(default=False)

    class Meta(Run.Meta):
        db_table = "plans_edition_run"
        constraints = [
            models.CheckConstraint(condition=_STATES, name="edition_run_state_known"),
            models.CheckConstraint(
                condition=Q(deed="prepare", as_of__isnull=False)
                | Q(deed="publish", edition__isnull=False, seen_version__isnull=False),
                name="edition_run_knows_what_to_do",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(edition__isnull=False),
                name="edition_run_done_has_its_edition",
            ),
            models.UniqueConstraint(
                fields=["plan", "fiscal_year"],
                condition=Q(state="working"),
                name="edition_run_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.fiscal_year} {self.deed}"

    def get_absolute_url(self) -> str:
        """The page of the work."""
        return reverse("plans:edition-run", args=[self.plan_id, self.fiscal_year, self.pk])

    @property
    def prepares(self) -> bool:
        return self.deed == EditionDeed.PREPARE


class FileRun(Run):
    """A file of many sheets being made: of an edition, of a plan as somebody read it, of all it holds, or a year's forms."""

    form = models.CharField(max_length=12)
    #: None: of the plan itself.
    edition = models.ForeignKey(
        "plans.Edition", models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: What is printed, by its content: the name of the kept file is made of it.
    stamp = models.CharField(max_length=32)
    #: The ids of the sheets that whoever asked was shown; the file has these and no others. Empty for an edition and a
    #: whole plan, which have all of theirs.
    sheets = models.JSONField(default=list, blank=True)
    #: Of forms, the year, and whose they are (empty: everybody's).
    fiscal_year = models.SmallIntegerField(null=True, blank=True)
    department = models.CharField(max_length=200, blank=True, default="")

    class Meta(Run.Meta):
        db_table = "plans_file_run"
        indexes = [models.Index(fields=["stamp", "form"], name="file_run_by_stamp")]
        constraints = [
            models.CheckConstraint(condition=_STATES, name="file_run_state_known"),
            models.CheckConstraint(
                condition=Q(form__in=[form.value for form in FileForm]), name="file_run_form_known"
            ),
            models.UniqueConstraint(
                fields=["edition", "form"],
                condition=Q(state="working", edition__isnull=False),
                name="file_run_one_of_an_edition",
            ),
            models.UniqueConstraint(
                fields=["plan", "stamp", "form"],
                condition=Q(state="working", edition__isnull=True),
                name="file_run_one_of_a_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id or self.plan_id} {self.form}"

    def get_absolute_url(self) -> str:
        """The file's own address, which tells of the work until the file is there."""
        form = FileForm(self.form)
        if form in _TAKEN:
            page, ending = _TAKEN[form]
            year = () if self.fiscal_year is None else (self.fiscal_year,)
            asked = {"department": self.department} if self.department else None
            return reverse(f"plans:{page}", args=[self.plan_id, *year, ending], query=asked)
        of_plan, of_edition = _ADDRESSES[form]
        if self.edition is None:
            return reverse(f"plans:{of_plan}", args=[self.plan_id])
        place = [self.plan_id, self.edition.fiscal_year, self.edition.number]
        return reverse(f"plans:{of_edition}", args=place)
