"""Who may see a partnership, and who leads a side of it.

What is public is title, sides, purpose, form and period, once every side has said so; all else is for the sides.
Coordinators of the region see how it goes (process data) and never what a side says. Source: collaboration model §16.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from yuinowa.core.rights import (
    ANYONE,
    Actor,
    Condition,
    Level,
    Role,
    Row,
    Scope,
    Standing,
    can,
    level_members,
    level_public,
    nothing,
    offers,
)
from yuinowa.directory.domain.institutions import LET_IN
from yuinowa.directory.permissions import hidden_beyond
from yuinowa.partnerships.domain.parties import PartyRole, PartyState, Who
from yuinowa.partnerships.domain.phases import Mover
from yuinowa.partnerships.models import Partnership, Party

PARTNERSHIP = Scope("partnerships.Partnership", parties=("parties__institution",))

#: Whoever writes for a side, and whoever leads it: asks and answers, goes on, gives up. Nothing here binds an
#: institution; that is the signatory's.
WRITERS = frozenset({Role.EDITOR, Role.ADMIN, Role.LEAD})
LEADERS = frozenset({Role.LEAD, Role.ADMIN})
COORDINATORS = frozenset({Role.COORDINATOR})
ADMINS = frozenset({Role.ADMIN})


def _sides_of(path: str) -> str:
    """The institutions that are sides of the partnership at the end of ``path``, as scopes write it."""
    return "__".join(filter(None, (path, "parties__institution")))


def as_side(*states: PartyState, path: str = "") -> Condition:
    """The actor's institution is a side of the partnership (at the end of ``path``) in one of ``states``."""
    codes = [state.value for state in states]

    here = f"{path}__pk" if path else "pk"

    def q(actor: Actor) -> Q:
        known = actor.known(Partnership)
        if known is not None:
            return Q(**{here: known.pk}) if is_side(actor, known) else nothing()
        sides = Party.objects.filter(institution=actor.institution or 0, state__in=codes)
        return Q(**{f"{here}__in": sides.values("partnership")})

    def is_side(actor: Actor, partnership: Partnership) -> bool:
        return any(
            party.institution_id == actor.institution and party.state in codes
            for party in partnership.parties.all()
        )

    def holds(actor: Actor, obj: Any) -> bool:
        for name in filter(None, path.split("__")):
            obj = getattr(obj, name)
        return is_side(actor, obj)

    return Condition(q, holds, frozenset({_sides_of(path)}))


def as_keeper(path: str = "") -> Condition:
    """The actor's side leads the partnership (at the end of ``path``) or began it: it keeps the common accounts."""
    here = f"{path}__" if path else ""

    def q(actor: Actor) -> Q:
        joined = Party.objects.filter(
            institution=actor.institution or 0, state=PartyState.JOINED.value
        )
        leads = joined.filter(role=PartyRole.LEAD.value)
        return Q(**{f"{here}pk__in": leads.values("partnership")}) | Q(
            **{
                f"{here}pk__in": joined.values("partnership"),
                f"{here}initiator": actor.institution or 0,
            }
        )

    def holds(actor: Actor, obj: Any) -> bool:
        partnership = getattr(obj, path) if path else obj
        return any(
            party.institution_id == actor.institution
            and party.has_joined
            and (party.role == PartyRole.LEAD or partnership.initiator_id == party.institution_id)
            for party in partnership.parties.all()
        )

    return Condition(q, holds, frozenset({_sides_of(path)}))


def _sides_seen(levels: tuple[Level, ...]) -> Condition:
    """All sides that have joined can themselves be seen so far: a partnership gives away no hidden entry."""
    codes = [level.value for level in levels]

    def holds(_actor: Actor, obj: Any) -> bool:
        return all(
            party.institution.level in codes and party.institution.status in _LET_IN
            for party in obj.parties.all()
            if party.state == PartyState.JOINED
        )

    # Of all partnerships at once: asked anew for each, a list of 10,000 would ask 10,000 times.
    # From the few institutions that are hidden, not through every side there is.
    unseen = hidden_beyond(levels).values("pk")
    with_them = Party.objects.filter(
        state=PartyState.JOINED.value, institution__in=unseen
    ).order_by()
    hidden = with_them.values("partnership")
    return Condition(lambda _actor: ~Q(pk__in=hidden), holds)


_LET_IN = tuple(status.value for status in LET_IN)
sides_public = _sides_seen((Level.PUBLIC,))
sides_among_members = _sides_seen((Level.PUBLIC, Level.MEMBERS))
not_taken_back = as_side(*(state for state in PartyState if state is not PartyState.TAKEN_BACK))
joined = as_side(PartyState.JOINED)
there = as_side(PartyState.INVITED, PartyState.JOINED)

# fmt: off
PARTNERSHIP_ALLOW = (
    #    action                standing         roles    when
    Row("partnership.view",   Standing.PUBLIC, ANYONE,  level_public & sides_public),
    Row("partnership.view",   Standing.MEMBER, ANYONE,  level_members & sides_among_members),
    Row("partnership.view",   Standing.PARTY,  ANYONE,  not_taken_back),
    Row("partnership.view",   Standing.REGION, COORDINATORS),
    # How it goes: phase, what is missing of whom, whose turn it is.
    Row("partnership.follow", Standing.PARTY,  ANYONE,  there),
    Row("partnership.follow", Standing.REGION, COORDINATORS),
    # What the sides agree on among themselves.
    Row("partnership.read",   Standing.PARTY,  ANYONE,  joined),
    # Whether there is still something to answer, the table of sides says.
    Row("partnership.answer", Standing.PARTY,  LEADERS, not_taken_back),
    # Whoever sees it may ask to accede for the institution it leads.
    Row("partnership.accede", Standing.PUBLIC, LEADERS, level_public & sides_public),
    Row("partnership.accede", Standing.MEMBER, LEADERS, level_members & sides_among_members),
    Row("partnership.accede", Standing.PARTY,  LEADERS, there),
    Row("partnership.write",  Standing.PARTY,  WRITERS, joined),
    Row("partnership.costs",  Standing.PARTY,  ANYONE,  joined),
    Row("partnership.account", Standing.PARTY, LEADERS, as_keeper()),
    Row("partnership.lead",   Standing.PARTY,  LEADERS, joined),
    # How many persons of its own institution do the work (I37): named to nobody, counted for these alone.
    Row("partnership.persons", Standing.PARTY, ADMINS,  joined),
)
# fmt: on


def movers_of(actor: Actor, partnership: Partnership) -> frozenset[Mover]:
    """In which roles ``actor`` may move ``partnership`` on; whether the step is there, its table says."""
    if actor.is_system:
        return frozenset(Mover)
    leads = can(actor, "partnership.lead", partnership)
    return frozenset({Mover.LEAD}) if leads else frozenset()


def roles_toward_party(actor: Actor, party: Party) -> frozenset[Who]:
    """Whether ``actor`` leads this side, or another one that has joined."""
    if actor.is_system:
        return frozenset(Who)
    if actor.institution == party.institution_id:
        return frozenset({Who.SELF}) if actor.has(*LEADERS) else frozenset()
    leads = can(actor, "partnership.lead", party.partnership)
    return frozenset({Who.OTHER}) if leads else frozenset()


def counts_persons(actor: Actor) -> bool:
    """Whether there is a list of partnerships that hang on one person for ``actor``, be it empty."""
    return offers(actor, "partnership.persons", Partnership)


def may_begin(actor: Actor) -> bool:
    """Whether ``actor`` may begin a partnership of the institution acted for."""
    return actor.is_system or (
        actor.institution is not None and not actor.roles.isdisjoint(LEADERS)
    )
