"""Who confirmed an entry last, as far as its reader may know; and whose entry is overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, TruncDate

from yuinowa.core import people
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor
from yuinowa.directory.domain.disclosure import Part
from yuinowa.directory.domain.institutions import Status
from yuinowa.directory.domain.policy import CONFIRM_EVERY_DAYS
from yuinowa.directory.models import Institution
from yuinowa.directory.queries.facts import names_of
from yuinowa.directory.queries.shown import hidden_parts


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The institution that confirmed, the post of who did it, and the person for those who take part.

    Post and person only as far as the entry shows them; blank where nobody knows.
    """

    by: str = ""
    post: str = ""
    person: str = ""


def last_confirmation(institution: Institution, actor: Actor) -> Confirmation:
    """By whom ``institution`` was confirmed on ``last_confirmed``; a date from elsewhere has no row in the trail."""
    if institution.last_confirmed is None:
        return Confirmation()
    rows = AuditRow.objects.filter(
        object_kind=Institution._meta.label,
        object_id=str(institution.pk),
        action="institution.confirm",
    )
    row = rows.order_by("-pk").first()
    if row is None or (row.after or {}).get("last_confirmed") != str(institution.last_confirmed):
        return Confirmation()
    by, hidden = row.institution or institution.pk, hidden_parts(institution, actor)
    posts: tuple[str, ...] = ()
    if row.person and Part.POSTS not in hidden:
        posts = people.posts_of(row.person, by, institution.last_confirmed)
    is_inside = actor.member or actor.region or actor.institution == institution.pk
    person: dict[int, str] = {}
    if row.person and is_inside and Part.STAFF not in hidden:
        person = people.names_of([row.person])
    return Confirmation(
        names_of([by]).get(by, ""), "・".join(posts), person.get(row.person or 0, "")
    )


def overdue(
    institutions: QuerySet[Institution], today: date, days: int = 0
) -> QuerySet[Institution]:
    """Those that take part and should have confirmed ``days`` ago or earlier, the longest first.

    ``since`` is the day it was confirmed, or entered where it never was.
    """
    last = today - timedelta(days=CONFIRM_EVERY_DAYS + days)
    return (
        institutions.filter(member=True, status=Status.ACTIVE.value)
        .annotate(since=Coalesce("last_confirmed", TruncDate("created_at")))
        .filter(since__lte=last)
        .order_by("since", "pk")
    )
