"""Who holds which post of the directory, from when to when."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from yuinowa.accounts.models.affiliations import Affiliation
from yuinowa.accounts.models.people import Person


class PostHolding(models.Model):
    """A person holds a post for a time. It gives no right; the turns of the post come to whoever holds it.

    No two rows of one person and one post share a day: the database itself sees to it (migration
    ``0010_post_held_once_a_day``).
    """

    post = models.ForeignKey("directory.Post", on_delete=models.PROTECT, related_name="holdings")
    affiliation = models.ForeignKey(Affiliation, on_delete=models.PROTECT, related_name="holdings")
    #: The affiliation's person, here too: somebody with two affiliations holds a post once all the same.
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    from_day = models.DateField()
    #: The first day on which it is no longer held, as with affiliations.
    to_day = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("-from_day", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day=None) | Q(from_day__lt=F("to_day")),
                name="holding_days_in_order",
            ),
        ]
        indexes = [models.Index(fields=["post", "from_day"], name="holding_of_post_by_day")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.post_id}"

    @property
    def last_day(self) -> date | None:
        return self.to_day and self.to_day - timedelta(days=1)

    def holds_on(self, day: date) -> bool:
        return self.from_day <= day and (self.to_day is None or day < self.to_day)


def held_on_q(day: date, prefix: str = "") -> Q:
    """``PostHolding.holds_on`` as a filter, of posts that are there on ``day``; ``prefix`` leads to the holding."""
    own = Q(**{f"{prefix}from_day__lte": day}) & (
        Q(**{f"{prefix}to_day": None}) | Q(**{f"{prefix}to_day__gt": day})
    )
    begun = Q(**{f"{prefix}post__from_day": None}) | Q(**{f"{prefix}post__from_day__lte": day})
    not_over = Q(**{f"{prefix}post__to_day": None}) | Q(**{f"{prefix}post__to_day__gte": day})
    return own & begun & not_over
