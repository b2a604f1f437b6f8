"""What is read of people: the actor of a request, and what a person sees of the own account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from yuinowa.accounts import labels
from yuinowa.accounts.domain.policy import SESSION_LASTS
from yuinowa.accounts.models import (
    Affiliation,
    Person,
    SignedInSession,
    current_affiliation_q,
    session_digest,
)
from yuinowa.core import clock, rights
from yuinowa.core.rights import Actor, Role


@dataclass(frozen=True, slots=True)
class DemoName:
    """A sign-in name of the demo region, and what it may do."""

    login: str
    display_name: str
    acts_for: str
    roles: tuple[Promise, ...]


def actor_of(person: Person, affiliation: Affiliation | None) -> Actor:
    """``person`` acting through ``affiliation``; without any right if that does not hold today."""
    if not person.is_active:
        return Actor.nobody()
    holds = (
        affiliation is not None
        and affiliation.person_id == person.pk
        and affiliation.is_current(clock.today())
    )
    if affiliation is None or not holds:
        return Actor(person=person.pk, label=person.display_name)
    return Actor(
        person=person.pk,
        institution=affiliation.institution_id,
        unit=affiliation.unit,
        roles=roles_of(affiliation),
        region=affiliation.institution.region_office,
        member=affiliation.institution.member,
        label=acts_for(affiliation),
    )


def roles_of(affiliation: Affiliation) -> frozenset[Role]:
    """The roles held in ``affiliation``."""
    return frozenset(Role(row.role) for row in affiliation.roles.all())


def acts_for(affiliation: Affiliation) -> str:
    """The institution and the unit as one name."""
    return f"{affiliation.institution.name} {affiliation.unit}".strip()


def session_of(session_key: str) -> SignedInSession | None:
    """The signed-in session of this key, with all that an actor is made of, read anew (R19)."""
    return (
        SignedInSession.objects.filter(key=session_digest(session_key))
        .select_related("person", "affiliation__institution")
        .prefetch_related("affiliation__roles")
        .first()
    )


def person_of(actor: Actor) -> Person | None:
    """The person who acts."""
    return rights.visible_to(actor, Person.objects.filter(pk=actor.person or 0)).first()


def affiliations_visible_to(actor: Actor) -> QuerySet[Affiliation]:
    """Affiliations with their institution and roles."""
    found = rights.visible_to(actor, Affiliation.objects.all())
    return found.select_related("institution").prefetch_related("roles")


def own_affiliations(actor: Actor) -> QuerySet[Affiliation]:
    """For whom the person who acts may act today, by name."""
    return (
        affiliations_visible_to(actor)
        .filter(current_affiliation_q(), person=actor.person)
        .order_by("institution__name", "unit", "pk")
    )


def sessions_visible_to(actor: Actor) -> QuerySet[SignedInSession]:
    """Where the person who acts is signed in now, the latest first."""
    found = rights.visible_to(actor, SignedInSession.objects.all())
    return found.filter(_alive(clock.now())).select_related("affiliation__institution")


def _alive(now: datetime) -> Q:
    idle = timedelta(seconds=settings.SESSION_IDLE_SECONDS)
    return Q(started_at__gt=now - SESSION_LASTS, last_seen_at__gt=now - idle)


def demo_names() -> list[DemoName]:
    """The sign-in names of the demo region with what they act for, in the order they were made."""
    people = list(Person.objects.filter(demo=True, is_active=True).order_by("pk"))
    found = (
        Affiliation.objects.filter(current_affiliation_q(), person__in=people)
        .select_related("institution")
        .prefetch_related("roles")
        .order_by("-pk")
    )
    first = {affiliation.person_id: affiliation for affiliation in found}
    return [_demo_name(person, first.get(person.pk)) for person in people]


def _demo_name(person: Person, affiliation: Affiliation | None) -> DemoName:
    if affiliation is None:
        return DemoName(person.login, person.display_name, "", ())
    roles = labels.roles_in_order(roles_of(affiliation))
    return DemoName(person.login, person.display_name, acts_for(affiliation), roles)
