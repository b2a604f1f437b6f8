"""The people of an institution, for those who keep them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.functional import Promise

from yuinowa.accounts import labels
from yuinowa.accounts.domain.invitations import InvitationState
from yuinowa.accounts.domain.people import held_by_one
from yuinowa.accounts.domain.policy import LINK_LASTS
from yuinowa.accounts.models import Affiliation, Invitation, current_affiliation_q
from yuinowa.accounts.queries import affiliations_visible_to, roles_of
from yuinowa.accounts.queries.holdings import titles_held
from yuinowa.core import clock, rights
from yuinowa.core.rights import Actor, Role


@dataclass(frozen=True, slots=True)
class Row:
    """One affiliation as the administrator reads it."""

    pk: int
    name: str
    email: str
    unit: str
    #: Titles of the posts held today.
    posts: list[str]
    roles: tuple[Promise, ...]
    from_day: date
    last_day: date | None
    gatekeeper: bool
    last_seen_on: date | None
    is_for_one_object: bool
    is_oneself: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """An invitation nobody has taken up yet."""

    pk: int
    email: str
    unit: str
    roles: tuple[Promise, ...]
    sent_at: datetime
    until: date
    is_over: bool


@dataclass(frozen=True, slots=True)
class People:
    """All that the page of an institution's people says."""

    rows: list[Row]
    waiting: list[Waiting]
    #: Roles that one person only holds.
    alone: tuple[Promise, ...]
    has_administrator: bool
    #: Ids of the persons shown, for the audit trail (R43).
    persons: list[int]


def invitations_visible_to(actor: Actor) -> QuerySet[Invitation]:
    """Invitations the actor may see, with their institution."""
    return rights.visible_to(actor, Invitation.objects.select_related("institution"))


def affiliations_to_keep(actor: Actor) -> QuerySet[Affiliation]:
    """Affiliations that hold today and that the actor may see, with the person."""
    return affiliations_visible_to(actor).filter(current_affiliation_q()).select_related("person")


def people_of(institution: int, actor: Actor) -> People:
    """Who acts for ``institution`` today, and who is invited."""
    found = list(
        affiliations_to_keep(actor)
        .filter(institution=institution)
        .order_by("person__display_name", "pk")
    )
    held = [(a.person_id, roles_of(a)) for a in found if a.only_for_id is None]
    posts = titles_held(institution)
    return People(
        rows=[_row(affiliation, posts.get(affiliation.pk, []), actor) for affiliation in found],
        waiting=_waiting(institution, actor),
        alone=labels.roles_in_order(held_by_one(held)),
        has_administrator=any(Role.ADMIN in roles for _person, roles in held),
        persons=sorted({affiliation.person_id for affiliation in found}),
    )


def _row(affiliation: Affiliation, posts: list[str], actor: Actor) -> Row:
    return Row(
        pk=affiliation.pk,
        name=affiliation.person.display_name,
        email=affiliation.person.email,
        unit=affiliation.unit,
        posts=posts,
        roles=labels.roles_in_order(roles_of(affiliation)),
        from_day=affiliation.from_day,
        last_day=affiliation.to_day and affiliation.to_day - timedelta(days=1),
        gatekeeper=affiliation.gatekeeper,
        last_seen_on=affiliation.last_seen_on,
        is_for_one_object=affiliation.only_for_id is not None,
        is_oneself=affiliation.person_id == actor.person,
    )


def _waiting(institution: int, actor: Actor) -> list[Waiting]:
    open_or_over = [InvitationState.OPEN, InvitationState.LAPSED]
    found = invitations_visible_to(actor).filter(institution=institution, state__in=open_or_over)
    now = clock.now()
    return [
        Waiting(
            pk=invitation.pk,
            email=invitation.email,
            unit=invitation.unit,
            roles=labels.roles_in_order(frozenset(Role(role) for role in invitation.roles)),
            sent_at=invitation.sent_at,
            until=(ends := invitation.sent_at + LINK_LASTS["invitation"])
            .astimezone(clock.TOKYO)
            .date(),
            is_over=ends <= now,
        )
        for invitation in found
    ]
