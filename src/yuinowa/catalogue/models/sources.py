"""Who gives records, in which form, and what came of each file."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from yuinowa.catalogue.domain.sources import Form, Missing, Rhythm, RunState, Way
from yuinowa.catalogue.models.constraints import one_of
from yuinowa.core.rights import Level
from yuinowa.standards.marc.codes import Coding


class Source(models.Model):
    """The records of one library, as it gives them; one library may have several (books, local history)."""

    owner = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="catalogue_sources"
    )
    name = models.CharField(max_length=100)
    form = models.CharField(max_length=10)
    way = models.CharField(max_length=10, default=Way.UPLOAD.value)
    rhythm = models.CharField(max_length=10, blank=True, default="")
    #: What the clock fetched, or found in the folder, is taken without asking, once a person took the first of it.
    takes_itself = models.BooleanField(default=False)
    #: Where it is harvested.
    address = models.CharField(max_length=500, blank=True, default="")
    #: Files: its subfolder of the folder that is watched (``YUINOWA_DROP_FOLDER``); empty: they are only sent.
    folder = models.CharField(max_length=40, blank=True, default="")
    #: OAI-PMH: which of its sets; empty: all.
    selection = models.CharField(max_length=200, blank=True, default="")
    #: OAI-PMH: what the target calls the form of the records.
    prefix = models.CharField(max_length=100, blank=True, default="")
    #: MARC 21: the coding of the text, where the owner knows better than the file; empty: the bytes decide.
    told = models.CharField(max_length=20, blank=True, default="")
    missing = models.CharField(max_length=10, default=Missing.KEPT.value)
    #: Whether everybody finds its records. A source begins unseen, and is shown when its owner has looked.
    level = models.CharField(max_length=10, default=Level.PRIVATE.value)
    #: What may be done with the records elsewhere, as the owner says it (CC0, CC BY 4.0).
    licence = models.CharField(max_length=100, blank=True, default="")
    #: Of two records of one thing, the one of the more trusted source gives the words; 1 to 9.
    trust = models.PositiveSmallIntegerField(default=5)
    #: Table: which column is what, remembered from file to file.
    mapping = models.JSONField(default=dict, blank=True)
    #: When the last file was taken that still stands: what visitors are told of its files.
    taken_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="catalogue_source_named_once"),
            one_of("form", Form, "catalogue_source_form_known"),
            one_of("way", Way, "catalogue_source_way_known"),
            one_of("rhythm", Rhythm, "catalogue_source_rhythm_known"),
            models.CheckConstraint(
                condition=Q(told__in=["", *(each.value for each in Coding)]),
                name="catalogue_source_coding_known",
            ),
            one_of("missing", Missing, "catalogue_source_missing_known"),
            models.CheckConstraint(
                condition=Q(level__in=[Level.PRIVATE.value, Level.PUBLIC.value]),
                name="catalogue_source_seen_by_all_or_its_owner",
            ),
            models.CheckConstraint(
                condition=Q(trust__gte=1, trust__lte=9), name="catalogue_source_trust_1_to_9"
            ),
            models.CheckConstraint(
                condition=Q(way=Way.UPLOAD.value) | ~Q(address=""),
                name="catalogue_source_has_an_address",
            ),
            models.CheckConstraint(
                condition=~Q(way=Way.OAI.value) | ~Q(prefix=""),
                name="catalogue_source_asked_by_a_prefix",
            ),
            models.UniqueConstraint(
                fields=["folder"], condition=~Q(folder=""), name="catalogue_source_folder_its_own"
            ),
            models.CheckConstraint(
                condition=Q(way=Way.UPLOAD.value) | Q(folder=""),
                name="catalogue_source_folder_for_files",
            ),
        ]
        ordering = ["owner_id", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("sources:source-detail", args=[self.pk])


class Branch(models.Model):
    """What a source calls a place that holds things, and which institution that is."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="branches")
    #: As the records write it.
    written = models.CharField(max_length=100)
    #: What people call it; empty: nobody has said yet, and pages show it as the records write it.
    name = models.CharField(max_length=100, blank=True, default="")
    #: None: nobody has said yet; the things are shown as the owner's.
    institution = models.ForeignKey(
        "directory.Institution", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "written"], name="catalogue_branch_written_once"
            )
        ]
        ordering = ["source_id", "written"]

    def __str__(self) -> str:
        return self.written


class FolderLook(models.Model):
    """What lay in the subfolder of a source at the last look: what lies the same at the next is whole."""

    source = models.OneToOneField(
        Source, on_delete=models.PROTECT, primary_key=True, related_name="folder_look"
    )
    #: Name → size and times.
    seen = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.source_id}"


class Run(models.Model):
    """One file or one harvest: read and shown first, then taken, perhaps taken back."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="runs")
    state = models.CharField(max_length=10)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, blank=True, default="")
    coding = models.CharField(max_length=20, blank=True, default="")
    #: The whole of what the source holds: what is not in it is gone.
    is_full = models.BooleanField(default=False)
    mapping = models.JSONField(default=dict, blank=True)
    #: Outcome → count, and ``read``, ``warned``, ``bytes``, ``done_bytes``.
    counts = models.JSONField(default=dict, blank=True)
    #: A few records as they were understood (``domain.samples.Sample``), until the file is taken or dropped.
    samples = models.JSONField(default=list, blank=True)
    #: So many records of the file are written: a job that was stopped goes on here.
    done = models.PositiveIntegerField(default=0)
    #: When the running job began, for the rate.
    began_at = models.DateTimeField(null=True, blank=True)
    person = models.BigIntegerField(null=True, blank=True)
    #: The clock began it; nobody stands before it.
    by_itself = models.BooleanField(default=False)
    #: Where its file lies in the watched folder (subfolder/dated name); empty: it came another way.
    laid_as = models.CharField(max_length=300, blank=True, default="")
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    #: Why the job could not go on, in words for the person.
    trouble = models.CharField(max_length=600, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("state", RunState, "catalogue_run_state_known"),
            models.UniqueConstraint(
                fields=["laid_as"], condition=~Q(laid_as=""), name="catalogue_run_laid_once"
            ),
        ]
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("sources:run-detail", args=[self.pk])


class Harvest(models.Model):
    """What a run asked of a target of OAI-PMH, and how far it has come: stored with each page (R18)."""

    run = models.OneToOneField(
        Run, on_delete=models.PROTECT, primary_key=True, related_name="harvest"
    )
    #: What was asked when it began; the source may be asked otherwise since.
    address = models.CharField(max_length=500)
    prefix = models.CharField(max_length=100)
    selection = models.CharField(max_length=200, blank=True, default="")
    #: The state of ``standards.harvest``, once the target has said what it is; before, how often it was asked.
    kept = models.JSONField(default=dict, blank=True)
    #: So many bytes of the file belong to ``kept``: what stands behind them was written by a job that died.
    size = models.PositiveBigIntegerField(default=0)
    #: How often the row was written: of two jobs at work on it, one finds that it came second.
    answers = models.PositiveIntegerField(default=0)
    #: How many records the target says there are; None: it does not.
    announced = models.PositiveBigIntegerField(null=True, blank=True)
    #: When a target that was busy or away is asked again.
    asks_again_at = models.DateTimeField(null=True, blank=True)
    #: From when on was asked (None: for everything), and from when on the next one asks.
    since = models.DateTimeField(null=True, blank=True)
    next_since = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.address


class Finding(models.Model):
    """What a run found doubtful or refused, record by record."""

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="findings")
    #: Place of the record in the file, from 1.
    number = models.PositiveIntegerField()
    identity = models.CharField(max_length=200, blank=True, default="")
    is_refused = models.BooleanField()
    code = models.CharField(max_length=40)
    #: What stands there, cut.
    value = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["run", "is_refused", "number"], name="catalogue_findings")]
        ordering = ["run_id", "number", "pk"]

    def __str__(self) -> str:
        return f"{self.number} {self.code}"
