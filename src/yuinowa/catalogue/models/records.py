"""Records as they were received, what was understood of them, and who holds what."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from yuinowa.catalogue.domain.records import Use
from yuinowa.catalogue.domain.sources import Form
from yuinowa.catalogue.models.constraints import one_of
from yuinowa.catalogue.models.sources import Run, Source


class Work(models.Model):
    """A work (IFLA LRM): what the editions have in common. The number is for ever.

    A work that was joined to another keeps its row and leads there.
    """

    moved_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    #: Whether everybody finds it: some record of it is of a source that is shown.
    is_shown = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(moved_to=None) | Q(is_shown=False),
                name="catalogue_moved_work_is_not_shown",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("catalogue:work-detail", args=[self.pk])


class Manifestation(models.Model):
    """One edition (IFLA LRM: manifestation): what the records of several libraries describe alike."""

    #: None only within the transaction that makes it: its work is settled after it.
    work = models.ForeignKey(
        Work, null=True, on_delete=models.PROTECT, related_name="manifestations"
    )

    def __str__(self) -> str:
        return str(self.pk)


class WorkKey(models.Model):
    """A key under which an edition is looked for when another of its work comes in: 64 bits of it."""

    manifestation = models.ForeignKey(Manifestation, on_delete=models.CASCADE, related_name="keys")
    value = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["value", "manifestation"], name="catalogue_work_key_value")]

    def __str__(self) -> str:
        return f"{self.manifestation_id} {self.value}"


class Description(models.Model):
    """What matching compares (``domain.matching``): one row for all records that say the same.

    ``named`` is empty but where a person decided about the very record: then that record has a row of its own.
    """

    traits = models.TextField()
    named = models.CharField(max_length=240, blank=True, default="")
    #: Of both, so that the row is found.
    digest = models.BinaryField(max_length=16, unique=True)
    manifestation = models.ForeignKey(
        Manifestation, null=True, on_delete=models.PROTECT, related_name="descriptions"
    )
    #: Descriptions whose fate hangs together bear the same number, that of one of them.
    component = models.BigIntegerField(null=True, db_index=True)

    def __str__(self) -> str:
        return str(self.pk)


class DescriptionKey(models.Model):
    """A key under which a description is looked for when its like comes in: 64 bits of a block's key."""

    description = models.ForeignKey(Description, on_delete=models.CASCADE, related_name="keys")
    value = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["value", "description"], name="catalogue_key_value")]

    def __str__(self) -> str:
        return f"{self.description_id} {self.value}"


class SourceRecord(models.Model):
    """One record of one source, as it stands now: as received, and as understood."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="records")
    #: The record's own number in its source.
    identity = models.CharField(max_length=200)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=10)
    #: As received, compressed (zlib); its digest tells a changed record from the same one.
    raw = models.BinaryField()
    digest = models.BinaryField(max_length=16)
    #: As understood (``domain.packing``); empty when it is deleted.
    understood = models.TextField(blank=True, default="")
    is_deleted = models.BooleanField(default=False)
    manifestation = models.ForeignKey(
        Manifestation, null=True, on_delete=models.PROTECT, related_name="records"
    )
    taken_at = models.DateTimeField()
    #: The last file it was in, changed or not: what a full file lacks is gone.
    seen_in = models.BigIntegerField()
    #: What matching compares; None when it is deleted.
    description = models.ForeignKey(
        Description, null=True, on_delete=models.PROTECT, related_name="records"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "identity"], name="catalogue_record_once"),
            one_of("form", Form, "catalogue_record_form_known"),
            models.CheckConstraint(
                condition=Q(is_deleted=True, manifestation=None, description=None)
                | Q(is_deleted=False, manifestation__isnull=False, description__isnull=False),
                name="catalogue_record_stands_in_an_edition",
            ),
        ]

    def __str__(self) -> str:
        return self.identity


class EarlierRecord(models.Model):
    """A record as it stood before a run changed it: what taking the run back restores.

    None for a record that was not there before: it is one whose last run is that run.
    """

    record = models.ForeignKey(SourceRecord, on_delete=models.CASCADE, related_name="earlier")
    #: The run that changed it.
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    before_run = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=10, blank=True, default="")
    raw = models.BinaryField(default=b"")
    was_deleted = models.BooleanField(default=False)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "record"], name="catalogue_earlier_once_a_run")
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.run_id}"


class Item(models.Model):
    """One thing on one shelf (IFLA LRM: item), as its holder's record says."""

    record = models.ForeignKey(SourceRecord, on_delete=models.CASCADE, related_name="items")
    institution = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="catalogue_items"
    )
    branch = models.CharField(max_length=100, blank=True, default="")
    call_number = models.CharField(max_length=100, blank=True, default="")
    use = models.CharField(max_length=20, blank=True, default="")
    number = models.CharField(max_length=60, blank=True, default="")
    extent = models.CharField(max_length=200, blank=True, default="")
    note = models.CharField(max_length=300, blank=True, default="")
    url = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [one_of("use", Use, "catalogue_item_use_known")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.call_number}"
