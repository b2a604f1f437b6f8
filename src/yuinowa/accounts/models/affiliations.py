"""所属: for which institutions people act, with what roles, from when to when."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from yuinowa.accounts import labels
from yuinowa.accounts.models.people import Person
from yuinowa.core import clock
from yuinowa.core.rights import Role


class Affiliation(models.Model):
    """所属: a person in an institution, with roles there, for a time. Every right comes from one."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="affiliations")
    institution = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="affiliations"
    )
    unit = models.CharField(max_length=80, blank=True, default="")
    from_day = models.DateField()
    #: The first day on which it no longer holds, so that one ended today holds no longer.
    to_day = models.DateField(null=True, blank=True)
    #: つなぎ役: the one whom others turn to. A mark for people, it gives no right.
    gatekeeper = models.BooleanField(default=False)
    #: The roles hold for this one object alone (``plans.plan`` and its id): an outside reviewer's.
    only_for_kind = models.CharField(max_length=60, blank=True, default="")
    only_for_id = models.BigIntegerField(null=True, blank=True)
    last_seen_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day=None) | Q(from_day__lte=F("to_day")),
                name="affiliation_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["person", "institution", "unit"],
                condition=Q(to_day=None),
                name="affiliation_open_once",
            ),
            models.CheckConstraint(
                condition=Q(only_for_kind="", only_for_id=None)
                | (~Q(only_for_kind="") & Q(only_for_id__isnull=False, to_day__isnull=False)),
                name="affiliation_for_one_object_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.institution_id}"

    def is_current(self, day: date) -> bool:
        """Whether it gives rights on ``day``."""
        return self.from_day <= day and (self.to_day is None or day < self.to_day)


def current_affiliation_q(prefix: str = "") -> Q:
    """``Affiliation.is_current`` today, as a filter; ``prefix`` leads to the affiliation."""
    today = clock.today()
    ended = Q(**{f"{prefix}to_day__lte": today})
    return Q(**{f"{prefix}from_day__lte": today}) & (Q(**{f"{prefix}to_day": None}) | ~ended)


class AffiliationRole(models.Model):
    """One role of an affiliation."""

    affiliation = models.ForeignKey(Affiliation, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(
        max_length=20, choices=[(role.value, label) for role, label in labels.ROLES.items()]
    )

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["affiliation", "role"], name="affiliation_role_held_once"
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="affiliation_role_known"
            ),
        ]

    def __str__(self) -> str:
        return self.role
