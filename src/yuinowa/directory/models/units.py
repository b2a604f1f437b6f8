"""What an institution consists of: units as a tree, and the posts in them, each from a day to a day."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from yuinowa.core.rights import Role
from yuinowa.directory.domain.units import Span
from yuinowa.directory.models.constraints import one_of_or_blank
from yuinowa.directory.models.institutions import Institution


def _in_order(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(from_day=None) | Q(to_day=None) | Q(from_day__lte=F("to_day")), name=name
    )


class Unit(models.Model):
    """A department, a branch, a section (係). The tree has no circles: ``services.units`` sees to it."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="children", null=True, blank=True
    )
    name = models.CharField(max_length=200)
    name_kana = models.CharField(max_length=300, blank=True, default="")
    from_day = models.DateField(null=True, blank=True)
    to_day = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="unit_has_a_name"),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="unit_not_under_itself"),
            _in_order("unit_days_in_order"),
        ]
        ordering = ["institution_id", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def span(self) -> Span:
        return Span(self.from_day, self.to_day)


class Post(models.Model):
    """A post (職) people hold one after the other; who holds it is known to ``accounts``."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="posts")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="posts", null=True, blank=True
    )
    title = models.CharField(max_length=200)
    #: Whose turns come to whoever holds the post: waits for this role are its waits.
    takes_waits_of = models.CharField(max_length=20, blank=True, default="")
    from_day = models.DateField(null=True, blank=True)
    to_day = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="post_has_a_title"),
            one_of_or_blank("takes_waits_of", Role, "post_role_known"),
            _in_order("post_days_in_order"),
        ]
        ordering = ["institution_id", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def span(self) -> Span:
        return Span(self.from_day, self.to_day)
