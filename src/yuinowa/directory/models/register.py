"""The ISIL register: entries as their file writes them, what happened to them, and applications."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from yuinowa.directory.domain.isil_applications import ApplicationKind, ApplicationState
from yuinowa.directory.domain.register import EntryStatus, EventKind, Section
from yuinowa.directory.models.constraints import one_of
from yuinowa.directory.models.institutions import Institution
from yuinowa.directory.models.runs import ImportRun


class RegisterCells(models.Model):
    """The fourteen columns as text, exactly as they were received."""

    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=300, blank=True, default="")
    name_kana = models.CharField(max_length=300, blank=True, default="")
    postal_code = models.CharField(max_length=40, blank=True, default="")
    prefecture = models.CharField(max_length=20, blank=True, default="")
    municipality = models.CharField(max_length=60, blank=True, default="")
    street = models.CharField(max_length=300, blank=True, default="")
    telephone = models.CharField(max_length=100, blank=True, default="")
    fax = models.CharField(max_length=100, blank=True, default="")
    url = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        abstract = True


class RegisterEntry(RegisterCells):
    """One number of the register. It is never deleted: what ends is marked, and successors point back to it."""

    isil = models.CharField(max_length=16)
    former = models.CharField(max_length=200, blank=True, default="")
    registered = models.CharField(max_length=40)
    changed = models.CharField(max_length=40, blank=True, default="")
    #: What is read from the cells.
    section = models.CharField(max_length=8)
    status = models.CharField(max_length=14, default="active")
    registered_on = models.DateField()
    changed_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    search = models.CharField(max_length=1500)
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="isil_entries"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["isil"], name="isil_registered_once"),
            models.CheckConstraint(condition=~Q(name=""), name="isil_entry_has_a_name"),
            one_of("section", Section, "isil_entry_section_known"),
            one_of("status", EntryStatus, "isil_entry_status_known"),
        ]
        indexes = [
            models.Index(fields=["section", "status", "isil"], name="isil_by_section"),
            models.Index(fields=["prefecture", "isil"], name="isil_by_prefecture"),
        ]
        ordering = ["isil"]

    def __str__(self) -> str:
        return f"{self.isil} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("isil:entry-detail", args=[self.isil])


class RegisterFormer(models.Model):
    """A former ISIL that an entry names: whoever asks for the old number is led to the entry."""

    entry = models.ForeignKey(RegisterEntry, on_delete=models.CASCADE, related_name="formers")
    isil = models.CharField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "isil"], name="isil_former_once_an_entry")
        ]
        indexes = [models.Index(fields=["isil"], name="isil_by_former")]
        ordering = ["entry_id", "pk"]

    def __str__(self) -> str:
        return self.isil


class RegisterApplication(RegisterCells):
    """What an institution asks of the agency; the cells are what the register shall say."""

    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default="applied")
    section = models.CharField(max_length=8)
    applicant = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(
        RegisterEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    #: Of an abolition: the number that takes its place.
    successor = models.ForeignKey(
        RegisterEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(max_length=400, blank=True, default="")
    answer = models.CharField(max_length=400, blank=True, default="")
    person = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("kind", ApplicationKind, "isil_application_kind_known"),
            one_of("state", ApplicationState, "isil_application_state_known"),
            one_of("section", Section, "isil_application_section_known"),
            models.CheckConstraint(
                condition=Q(kind=ApplicationKind.NEW.value) | Q(entry__isnull=False),
                name="isil_application_names_its_entry",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ApplicationKind.NEW.value)
                | Q(entry=None)
                | Q(state=ApplicationState.GRANTED.value),
                name="isil_application_gets_its_number_when_granted",
            ),
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(
                    state__in=[ApplicationState.APPLIED.value, ApplicationState.CHECKED.value]
                ),
                name="isil_entry_has_one_open_application",
            ),
        ]
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("isil:application-detail", args=[self.pk])


class RegisterEvent(models.Model):
    """What happened to a number. Kept by the number itself, so that it outlives a run that was taken back."""

    isil = models.CharField(max_length=16)
    kind = models.CharField(max_length=10)
    at = models.DateTimeField()
    #: Column → [before, after].
    changes = models.JSONField(default=dict, blank=True)
    run = models.ForeignKey(
        ImportRun, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    application = models.ForeignKey(
        RegisterApplication, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [one_of("kind", EventKind, "isil_event_kind_known")]
        indexes = [models.Index(fields=["isil", "at"], name="isil_event_by_number")]
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.isil} {self.kind}"


class RegisterNumber(models.Model):
    """The last serial number that was given for a type digit; locked while the next one is given."""

    digit = models.CharField(max_length=1, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"JP-{self.digit}{self.last:06}"
