"""Institutions with their names, identifiers, sources, switches and succession."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from yuinowa.core.rights import Level
from yuinowa.directory.domain.institutions import (
    Certainty,
    IdentifierScheme,
    InstitutionKind,
    NameKind,
    Service,
    Status,
    SuccessionKind,
    SwitchState,
)
from yuinowa.directory.domain.places import prefecture_name
from yuinowa.directory.models.constraints import one_of


class Institution(models.Model):
    """A library, school, group, office or body. Directory entries are not users: ``member`` says who takes part."""

    name = models.CharField(max_length=200)
    name_kana = models.CharField(max_length=300, blank=True, default="")
    name_en = models.CharField(max_length=300, blank=True, default="")
    prefecture = models.CharField(max_length=2, blank=True, default="")
    municipality = models.CharField(max_length=6, blank=True, default="")
    municipality_name = models.CharField(max_length=60, blank=True, default="")
    postal_code = models.CharField(max_length=8, blank=True, default="")
    address = models.CharField(max_length=300, blank=True, default="")
    telephone = models.CharField(max_length=60, blank=True, default="")
    telephone_note = models.CharField(max_length=100, blank=True, default="")
    fax = models.CharField(max_length=60, blank=True, default="")
    mail = models.CharField(max_length=254, blank=True, default="")
    url = models.CharField(max_length=400, blank=True, default="")
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    legal_form = models.CharField(max_length=100, blank=True, default="")
    mission = models.CharField(max_length=1000, blank=True, default="")
    #: What it can do for others and what it cannot, what it seeks and offers (人・物・金・場・情報).
    can = models.CharField(max_length=1000, blank=True, default="")
    cannot = models.CharField(max_length=1000, blank=True, default="")
    seeks = models.CharField(max_length=1000, blank=True, default="")
    offers = models.CharField(max_length=1000, blank=True, default="")
    level = models.CharField(max_length=8, default="public")
    status = models.CharField(max_length=10, default="active")
    #: Takes part in the region (参加館): its people may act here.
    member = models.BooleanField(default=False)
    region_office = models.BooleanField(default=False)
    demo = models.BooleanField(default=False)
    last_confirmed = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="institution_has_a_name"),
            one_of("level", Level, "institution_level_known"),
            one_of("status", Status, "institution_status_known"),
            models.CheckConstraint(
                condition=Q(member=False)
                | Q(status__in=[Status.ACTIVE.value, Status.DORMANT.value]),
                name="institution_only_a_living_one_takes_part",
            ),
            models.UniqueConstraint(
                fields=["region_office"],
                condition=Q(region_office=True),
                name="institution_one_region_office",
            ),
            models.CheckConstraint(
                condition=Q(region_office=False) | Q(member=True),
                name="institution_office_takes_part",
            ),
        ]
        indexes = [models.Index(fields=["name"], name="institution_by_name")]
        ordering = ["name_kana", "name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("directory:institution-detail", args=[self.pk])

    @property
    def place(self) -> str:
        """Where it is, in few words: prefecture and municipality as far as known."""
        return f"{prefecture_name(self.prefecture)}{self.municipality_name}"


class InstitutionKindRow(models.Model):
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="kinds")
    kind = models.CharField(max_length=24)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "kind"], name="institution_kind_once"),
            one_of("kind", InstitutionKind, "institution_kind_known"),
        ]
        indexes = [models.Index(fields=["kind", "institution"], name="institution_by_kind")]
        ordering = ["institution_id", "pk"]

    def __str__(self) -> str:
        return self.kind


class InstitutionName(models.Model):
    """Another name: former, short, alias, English."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="names")
    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=300)
    kana = models.CharField(max_length=300, blank=True, default="")
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "kind", "name"], name="institution_name_once"
            ),
            one_of("kind", NameKind, "institution_name_kind_known"),
        ]
        ordering = ["institution_id", "kind", "pk"]

    def __str__(self) -> str:
        return self.name


class InstitutionIdentifier(models.Model):
    """An identifier as found and as normalised. A wrong one is kept, flagged and never used to match (R7)."""

    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="identifiers"
    )
    scheme = models.CharField(max_length=20)
    value = models.CharField(max_length=60)
    raw = models.CharField(max_length=60)
    valid = models.BooleanField(default=True)
    warnings = models.JSONField(default=list, blank=True)
    former = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"],
                condition=Q(valid=True, former=False),
                name="identifier_names_one_institution",
            ),
            models.UniqueConstraint(
                fields=["institution", "scheme", "value"], name="identifier_once_an_institution"
            ),
            one_of("scheme", IdentifierScheme, "identifier_scheme_known"),
        ]
        indexes = [models.Index(fields=["value"], name="identifier_by_value")]
        ordering = ["institution_id", "scheme", "value"]

    def __str__(self) -> str:
        return self.value


class InstitutionSource(models.Model):
    """The record a source gave, as received, and how sure it is that it means this institution."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="sources")
    source = models.CharField(max_length=40)
    external_key = models.CharField(max_length=60)
    record = models.JSONField()
    imported_at = models.DateTimeField()
    certainty = models.CharField(max_length=8, default="sole")
    reasons = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "external_key"], name="source_record_once"),
            one_of("certainty", Certainty, "source_certainty_known"),
        ]
        ordering = ["institution_id", "source", "external_key"]

    def __str__(self) -> str:
        return f"{self.source} {self.external_key}"


class ServiceSwitch(models.Model):
    """Whether a service was open on a day, as a source or the institution itself said."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="switches")
    service = models.CharField(max_length=12)
    state = models.CharField(max_length=10)
    as_of = models.DateField()
    #: The last day it holds; a source says only when it looked.
    until = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True, default="")
    #: ``OWN`` where the institution says so itself.
    source = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "service", "as_of", "source"], name="switch_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(as_of__lte=F("until")), name="switch_days_in_order"
            ),
            one_of("service", Service, "switch_service_known"),
            one_of("state", SwitchState, "switch_state_known"),
        ]
        ordering = ["institution_id", "service", "-as_of"]

    def __str__(self) -> str:
        return f"{self.service} {self.state}"

    def holds(self, day: date) -> bool:
        """Whether it can be what holds on ``day``."""
        return self.as_of <= day and (self.until is None or day <= self.until)


class Succession(models.Model):
    """``successor`` follows ``predecessor``. Histories stay with both; duplicates always resolve."""

    predecessor = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="successions"
    )
    successor = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="preceded_by")
    on_day = models.DateField()
    kind = models.CharField(max_length=10)

    class Meta:
        db_table = "directory_succession"
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once"),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="succession_not_to_oneself"
            ),
            one_of("kind", SuccessionKind, "succession_kind_known"),
            # Only a split leads to several.
            models.UniqueConstraint(
                fields=["predecessor"],
                condition=~Q(kind=SuccessionKind.SPLIT.value),
                name="succession_leads_to_one",
            ),
        ]
        ordering = ["on_day", "pk"]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"
