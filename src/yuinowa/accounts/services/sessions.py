"""Signed-in sessions: begun, kept alive, ended here or from another browser (R27)."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from yuinowa.accounts import queries
from yuinowa.accounts.domain.browsers import browser_name
from yuinowa.accounts.domain.policy import SEEN_STEP, SESSION_LASTS
from yuinowa.accounts.models import Affiliation, Person, SignedInSession, session_digest
from yuinowa.core import audit, clock, rights
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import NotFound


@transaction.atomic
def start_session(
    person: Person, session_key: str, *, user_agent: str = "", second_factor: bool = False
) -> Actor:
    """Let ``session_key`` stand for ``person``; acts at once for the only affiliation, if there is one only."""
    current = list(queries.own_affiliations(Actor(person=person.pk))[:2])
    affiliation = current[0] if len(current) == 1 else None
    now = clock.now()
    session = SignedInSession.objects.create(
        key=session_digest(session_key),
        person=person,
        affiliation=affiliation,
        started_at=now,
        last_seen_at=now,
        fresh_at=now,
        mfa_at=now if second_factor else None,
        browser=browser_name(user_agent),
    )
    _note_day(affiliation)
    actor = queries.actor_in(session)
    audit.record("accounts.sign-in", session, actor=actor)
    return actor


def _note_day(affiliation: Affiliation | None) -> None:
    """Let the institution's administrators see who still comes: the day, and no more."""
    if affiliation is not None and affiliation.last_seen_on != clock.today():
        Affiliation.objects.filter(pk=affiliation.pk).update(last_seen_on=clock.today())


def keep_session(session: SignedInSession) -> bool:
    """Whether ``session`` is still alive; if so it was seen now, else its row is gone."""
    now = clock.now()
    idle = timedelta(seconds=settings.SESSION_IDLE_SECONDS)
    alive = now - session.started_at < SESSION_LASTS and now - session.last_seen_at < idle
    row = SignedInSession.objects.filter(pk=session.pk)
    if not alive or not session.person.is_active:
        row.delete()
        return False
    if now - session.last_seen_at >= SEEN_STEP:
        row.update(last_seen_at=now)
        _note_day(session.affiliation)
    return True


def renew_session(session_key: str, new_key: str) -> None:
    """Let ``new_key`` stand for what ``session_key`` stood for."""
    SignedInSession.objects.filter(key=session_digest(session_key)).update(
        key=session_digest(new_key)
    )


@transaction.atomic
def act_for(affiliation_id: int, session_key: str, *, actor: Actor) -> Affiliation:
    """Let the session act through another affiliation of the same person from the next request on.

    Raises:
        NotFound: it is not one of the person's own that hold today.
    """
    affiliation = queries.own_affiliations(actor).filter(pk=affiliation_id).first()
    if affiliation is None:
        raise NotFound("this affiliation does not exist")
    rights.require(actor, "affiliation.act-for", affiliation)
    SignedInSession.objects.filter(key=session_digest(session_key), person=actor.person).update(
        affiliation=affiliation
    )
    _note_day(affiliation)
    audit.record(
        "accounts.act-for",
        affiliation,
        actor=queries.actor_of(affiliation.person, affiliation),
        before={"institution": actor.institution},
        after={"institution": affiliation.institution_id},
        audience=[actor.institution],
    )
    return affiliation


@transaction.atomic
def sign_out(session_key: str, *, actor: Actor) -> None:
    """End the session of ``session_key``; nothing, if it already is."""
    session = queries.session_of(session_key)
    if session is not None:
        _end(session, actor)


@transaction.atomic
def end_session(session_id: int, *, actor: Actor) -> None:
    """End a session of the same person in another browser.

    Raises:
        NotFound: there is none of this id to be seen.
    """
    session = queries.sessions_visible_to(actor).filter(pk=session_id).first()
    if session is None:
        raise NotFound("this session does not exist")
    rights.require(actor, "signedinsession.end", session)
    _end(session, actor)


@transaction.atomic
def end_other_sessions(session_key: str, *, actor: Actor) -> int:
    """End every session of the same person but this one; how many."""
    others = queries.sessions_visible_to(actor).exclude(key=session_digest(session_key))
    count = 0
    for session in others:
        _end(session, actor)
        count += 1
    return count


def _end(session: SignedInSession, actor: Actor) -> None:
    pk = session.pk
    session.delete()
    session.pk = pk  # the audit row names what was ended
    audit.record("accounts.sign-out", session, actor=actor)


def end_all_sessions() -> int:
    """End every session of everybody, as after a restore: one that was ended since may be there again."""
    ended, _ = SignedInSession.objects.all().delete()
    return ended


def erase_old_sessions() -> int:
    """Erase the rows of sessions that ended by themselves; how many."""
    now = clock.now()
    idle = timedelta(seconds=settings.SESSION_IDLE_SECONDS)
    over = Q(started_at__lte=now - SESSION_LASTS) | Q(last_seen_at__lte=now - idle)
    deleted, _rows = SignedInSession.objects.filter(over).delete()
    return deleted
