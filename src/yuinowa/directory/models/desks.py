"""Desks (窓口): where one asks about a topic, for whom, and when it was last looked at."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from yuinowa.directory.domain.desks import Basis
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.domain.topics import About, Topic
from yuinowa.directory.models.constraints import one_of
from yuinowa.directory.models.institutions import Institution


class Desk(models.Model):
    """One desk of an institution for one topic. It ends by its last day and is never deleted."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="desks")
    unit = models.CharField(max_length=100, blank=True, default="")
    topic = models.CharField(max_length=24)
    about = models.CharField(max_length=12, default="anything")
    mail = models.EmailField(max_length=254, blank=True, default="")
    telephone = models.CharField(max_length=60, blank=True, default="")
    url = models.URLField(max_length=400, blank=True, default="")
    form_url = models.URLField(max_length=400, blank=True, default="")
    procedure_url = models.URLField(max_length=400, blank=True, default="")
    hours = models.CharField(max_length=200, blank=True, default="")
    from_day = models.DateField(null=True, blank=True)
    to_day = models.DateField(null=True, blank=True)
    checked_on = models.DateField(null=True, blank=True)
    checked_by = models.BigIntegerField(null=True, blank=True)
    basis = models.CharField(max_length=8, default="own")
    source = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("topic", Topic, "desk_topic_known"),
            one_of("about", About, "desk_about_known"),
            one_of("basis", Basis, "desk_basis_known"),
            models.CheckConstraint(
                condition=Q(from_day=None) | Q(to_day=None) | Q(from_day__lte=F("to_day")),
                name="desk_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(basis=Basis.OWN.value) | ~Q(source=""), name="desk_names_its_source"
            ),
        ]
        indexes = [models.Index(fields=["topic", "institution"], name="desk_by_topic")]
        ordering = ["topic", "about", "institution_id", "pk"]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.topic}"

    def get_absolute_url(self) -> str:
        return reverse("desks:desk-detail", args=[self.pk])

    @property
    def name(self) -> str:
        """Institution and unit, as one asks for them."""
        return f"{self.institution.name} {self.unit}".strip()


class DeskKind(models.Model):
    """Institutions of this kind are answered; a desk without any answers all."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="kinds")
    kind = models.CharField(max_length=24)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk", "kind"], name="desk_kind_once"),
            one_of("kind", InstitutionKind, "desk_kind_known"),
        ]
        ordering = ["desk_id", "pk"]

    def __str__(self) -> str:
        return self.kind


class DeskArea(models.Model):
    """Institutions of this area are answered (``desks.is_area``); a desk without any answers the nation."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="areas")
    area = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk", "area"], name="desk_area_once"),
            models.CheckConstraint(condition=~Q(area=""), name="desk_area_named"),
        ]
        ordering = ["desk_id", "area"]

    def __str__(self) -> str:
        return self.area
