"""A file with all that is an institution's, made for it to take along."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from yuinowa.portal.domain.takeouts import TakeoutState


class Takeout(models.Model):
    """One such file: asked for, made by a job, fetched while it lasts. The row goes with the file."""

    institution = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=8, default="making")
    #: Who asked for it.
    person = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    #: Tables written, of how many: what the page shows while a job is at work.
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    #: SHA-256 of the file, for whoever wants to know that it arrived whole.
    digest = models.CharField(max_length=64, blank=True, default="")
    made_at = models.DateTimeField(null=True, blank=True)
    #: Why it could not be made, in words for the person.
    trouble = models.CharField(max_length=300, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in TakeoutState]),
                name="takeout_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[TakeoutState.READY.value, TakeoutState.FETCHED.value])
                | Q(made_at__isnull=False) & ~Q(digest=""),
                name="takeout_is_made_before_it_is_ready",
            ),
            models.UniqueConstraint(
                fields=["institution"],
                condition=Q(state=TakeoutState.MAKING.value),
                name="takeout_made_one_at_a_time",
            ),
        ]
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.institution_id}/{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("portal:takeout", args=[self.institution_id])
