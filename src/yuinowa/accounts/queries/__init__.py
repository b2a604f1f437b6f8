"""What is read of people: the actor of a request, and what a person sees of the own account."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

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
from yuinowa.core.people import Addressee
from yuinowa.core.rights import Actor, Only, Role


@dataclass(frozen=True, slots=True)
class DemoName:
    """A sign-in name of the demo region, and what it may do."""

    login: str
    display_name: str
    acts_for: str
    roles: tuple[Promise, ...]
    sees_first: Promise


@dataclass(frozen=True, slots=True)
class OwnAffiliation:
    """One affiliation as its holder reads it."""

    acts_for: str
    roles: tuple[Promise, ...]
    from_day: date
    last_day: date | None
    is_current: bool


@dataclass(frozen=True, slots=True)
class OwnSession:
    """One browser in which somebody is signed in."""

    pk: int
    browser: str
    acts_for: str
    started_at: datetime
    last_seen_at: datetime
    is_this_one: bool


def actor_of(
    person: Person,
    affiliation: Affiliation | None,
    *,
    fresh_at: datetime | None = None,
    mfa_at: datetime | None = None,
) -> Actor:
    """``person`` acting through ``affiliation``; without any right if that does not hold today."""
    if not person.is_active:
        return Actor.nobody()
    holds = (
        affiliation is not None
        and affiliation.person_id == person.pk
        and affiliation.is_current(clock.today())
    )
    if affiliation is None or not holds:
        return Actor(person=person.pk, label=person.display_name, fresh_at=fresh_at, mfa_at=mfa_at)
    if affiliation.only_for_id is not None:
        only = Only(
            affiliation.only_for_kind,
            affiliation.only_for_id,
            affiliation.institution_id,
            roles_of(affiliation),
        )
        return Actor(
            person=person.pk,
            label=affiliation.institution.name,
            only=only,
            fresh_at=fresh_at,
            mfa_at=mfa_at,
        )
    return Actor(
        person=person.pk,
        institution=affiliation.institution_id,
        unit=affiliation.unit,
        roles=roles_of(affiliation),
        fresh_at=fresh_at,
        mfa_at=mfa_at,
        region=affiliation.institution.region_office,
        member=affiliation.institution.member,
        label=affiliation.institution.name,
    )


def actor_in(session: SignedInSession) -> Actor:
    """Who acts in ``session``."""
    return actor_of(
        session.person,
        session.affiliation,
        fresh_at=session.fresh_at,
        mfa_at=session.mfa_at,
    )


def roles_of(affiliation: Affiliation) -> frozenset[Role]:
    """The roles held in ``affiliation``."""
    return frozenset(Role(row.role) for row in affiliation.roles.all())


def role_name(role: str) -> str:
    """What ``role`` is called on the page; empty, if it is none of an affiliation's."""
    return str(labels.ROLES[Role(role)]) if role in set(Role) else ""


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


def sessions_open() -> int:
    """How many sessions are alive; a number alone, for those who watch the installation."""
    return SignedInSession.objects.filter(_alive(clock.now())).count()


def _alive(now: datetime) -> Q:
    idle = timedelta(seconds=settings.SESSION_IDLE_SECONDS)
    return Q(started_at__gt=now - SESSION_LASTS, last_seen_at__gt=now - idle)


def affiliations_held(actor: Actor) -> list[OwnAffiliation]:
    """All affiliations of the person who acts, those that hold today first."""
    today = clock.today()
    found = affiliations_visible_to(actor).filter(person=actor.person)
    rows = [
        OwnAffiliation(
            acts_for=acts_for(affiliation),
            roles=labels.roles_in_order(roles_of(affiliation)),
            from_day=affiliation.from_day,
            last_day=affiliation.to_day and affiliation.to_day - timedelta(days=1),
            is_current=affiliation.is_current(today),
        )
        for affiliation in found.order_by("institution__name", "unit", "pk")
    ]
    return sorted(rows, key=lambda row: not row.is_current)


def own_sessions(actor: Actor, session_key: str) -> list[OwnSession]:
    """Where the person who acts is signed in, this browser first."""
    here = session_digest(session_key)
    sessions = [
        OwnSession(
            pk=session.pk,
            browser=session.browser,
            acts_for=acts_for(session.affiliation) if session.affiliation else "",
            started_at=session.started_at,
            last_seen_at=session.last_seen_at,
            is_this_one=session.key == here,
        )
        for session in sessions_visible_to(actor)
    ]
    return sorted(sessions, key=lambda session: not session.is_this_one)


def affiliation_acted_through(session_key: str) -> int | None:
    """The affiliation chosen for this session."""
    session = session_of(session_key)
    return session.affiliation_id if session is not None else None


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
        return DemoName(person.login, person.display_name, "", (), labels.READS_FIRST)
    roles = roles_of(affiliation)
    return DemoName(
        login=person.login,
        display_name=person.display_name,
        acts_for=acts_for(affiliation),
        roles=labels.roles_in_order(roles),
        sees_first=labels.sees_first(roles),
    )


def names_of_people(people: Collection[int]) -> dict[int, str]:
    """What people are called, by id; those who were erased are left out."""
    return dict(Person.objects.filter(pk__in=people).values_list("pk", "display_name"))


def holders_of(institution: int, wanted: Collection[Role]) -> list[Addressee]:
    """Who holds any of the roles at ``institution`` today, each once."""
    found = Person.objects.filter(
        current_affiliation_q("affiliations__"),
        is_active=True,
        affiliations__institution=institution,
        affiliations__roles__role__in=[role.value for role in wanted],
    )
    return [Addressee(person.pk, person.email, person.language) for person in found.distinct()]


def roles_at(institutions: Collection[int]) -> dict[int, set[Role]]:
    """By institution: the roles that somebody holds there today. Of no institution nothing is asked."""
    if not institutions:
        return {}
    rows = Affiliation.objects.filter(
        current_affiliation_q(),
        institution__in=institutions,
        person__is_active=True,
        roles__isnull=False,
        only_for_kind="",
    ).values_list("institution", "roles__role")
    found: dict[int, set[Role]] = {}
    for institution, role in rows:
        found.setdefault(institution, set()).add(Role(role))
    return found
