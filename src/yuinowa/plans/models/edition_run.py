"""The work on an edition of many sheets, and on its files: what was asked for, and how it ended."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from yuinowa.plans.domain.edition_run import FILE_DEEDS, STEP_DEEDS, EditionDeed, EditionRunState


class EditionRun(models.Model):
    """One preparing, publishing or printing that a job carries out; it ends with the edition, or with why not."""

    plan = models.ForeignKey("plans.Plan", models.PROTECT, related_name="+")
    fiscal_year = models.SmallIntegerField()
    deed = models.CharField(max_length=8)
    #: What is to be published or printed, or what came of preparing.
    edition = models.ForeignKey(
        "plans.Edition", models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: The version of it that was looked at.
    seen_version = models.PositiveIntegerField(null=True, blank=True)
    #: What whoever prepares says about the edition.
    as_of = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=1000, blank=True, default="")
    without_lacking = models.BooleanField(default=False)
    state = models.CharField(max_length=8, default=EditionRunState.WORKING.value)
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
        db_table = "plans_edition_run"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in EditionRunState]),
                name="edition_run_state_known",
            ),
            models.CheckConstraint(
                condition=Q(deed="prepare", as_of__isnull=False)
                | Q(deed="publish", edition__isnull=False, seen_version__isnull=False)
                | Q(deed__in=[deed.value for deed in FILE_DEEDS], edition__isnull=False),
                name="edition_run_knows_what_to_do",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(edition__isnull=False),
                name="edition_run_done_has_its_edition",
            ),
            models.UniqueConstraint(
                fields=["plan", "fiscal_year"],
                condition=Q(state="working", deed__in=[deed.value for deed in STEP_DEEDS]),
                name="edition_run_one_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["edition", "deed"],
                condition=Q(state="working", deed__in=[deed.value for deed in FILE_DEEDS]),
                name="edition_run_one_of_a_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.fiscal_year} {self.deed}"

    def get_absolute_url(self) -> str:
        """The page of the work; of a file its own address, which tells of the work until the file is there."""
        if self.is_file and self.edition is not None:
            place = [self.plan_id, self.fiscal_year, self.edition.number]
            return reverse(f"plans:edition-{EditionDeed(self.deed).name.lower()}", args=place)
        return reverse("plans:edition-run", args=[self.plan_id, self.fiscal_year, self.pk])

    @property
    def is_working(self) -> bool:
        return self.state == EditionRunState.WORKING

    @property
    def is_failed(self) -> bool:
        return self.state == EditionRunState.FAILED

    @property
    def is_file(self) -> bool:
        """Whether it prints a file of an edition, rather than taking the edition a step on."""
        return self.deed in FILE_DEEDS

    @property
    def prepares(self) -> bool:
        return self.deed == EditionDeed.PREPARE
