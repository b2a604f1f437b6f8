"""Contacts and every version of them. A contact is one row that both sides see."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from yuinowa.relations.domain.contacts import MAX_ABOUT, MAX_HEADCOUNT, ContactState, Means


class Contact(models.Model):
    """Two institutions met on a day. The newest version's content stands here, so that lists are one query."""

    recorded_by = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="contacts_recorded"
    )
    partner = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="contacts_as_partner"
    )
    day = models.DateField()
    means = models.CharField(max_length=12)
    about = models.CharField(max_length=MAX_ABOUT)
    headcount = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=12, default="recorded")
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(recorded_by=F("partner")), name="contact_not_with_oneself"
            ),
            models.CheckConstraint(
                condition=Q(means__in=[means.value for means in Means]), name="contact_means_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in ContactState]),
                name="contact_state_known",
            ),
            models.CheckConstraint(
                condition=Q(headcount=None) | Q(headcount__gte=1, headcount__lte=MAX_HEADCOUNT),
                name="contact_headcount_has_a_sense",
            ),
        ]
        indexes = [
            models.Index(fields=["recorded_by", "-day", "-id"], name="contact_of_recorder"),
            models.Index(fields=["partner", "-day", "-id"], name="contact_of_partner"),
        ]
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return f"{self.day} {self.about}"

    def get_absolute_url(self) -> str:
        return reverse("relations:contact-detail", args=[self.pk])

    @property
    def is_withdrawn(self) -> bool:
        return self.state == ContactState.WITHDRAWN


class ContactVersion(models.Model):
    """What a contact said at one version, who wrote it and why it was changed. Never edited."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    day = models.DateField()
    means = models.CharField(max_length=12)
    about = models.CharField(max_length=MAX_ABOUT)
    headcount = models.PositiveIntegerField(null=True, blank=True)
    state = models.CharField(max_length=12)
    reason = models.CharField(max_length=200, blank=True, default="")
    #: Id only; the name is shown from the person's row as long as there is one.
    written_by = models.BigIntegerField(null=True, blank=True)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "number"], name="contact_version_once"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="contact_change_has_a_reason"
            ),
        ]
        ordering = ["contact", "-number"]

    def __str__(self) -> str:
        return f"{self.contact_id} v{self.number}"
