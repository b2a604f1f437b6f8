"""Whose turn it is in a partnership, side by side: opened and ended after each deed, with the same rows as the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse

from yuinowa.accounts.queries import roles_at
from yuinowa.core import clock, waits
from yuinowa.core.rights import Role
from yuinowa.kernel.workflow import Verb
from yuinowa.partnerships.domain.gates import Missing, of_each
from yuinowa.partnerships.domain.phases import Phase, follows
from yuinowa.partnerships.domain.policy import ANSWER_DAYS, WRITE_DAYS
from yuinowa.partnerships.labels import partnerships as words
from yuinowa.partnerships.models import Partnership, Party
from yuinowa.partnerships.queries.accessions import newcomers
from yuinowa.partnerships.queries.parts import (
    begin_what_waited,
    holding,
    missing,
    other_turns,
)

#: The step of a side that was asked; of a side that writes it is the phase, of one that may go on this after it.
ANSWERING, GOING_ON = "answer", "go-on"


@dataclass(frozen=True, slots=True)
class _Turn:
    """One side is waited for."""

    step: str
    verb: Verb
    role: Role
    then_what: str
    url: str
    days: int


def set_turns(partnership: Partnership) -> None:
    """Let those sides be waited for from whom something is missing, and no others.

    What was waited for before and still is keeps its day. Where nothing is missing, every side may go on; what only
    waited for that, such as an agreement that all have signed, begins. Parts that wait for something of their own (an
    issue, a risk) set their turns in the same transaction.
    """
    parties = list(Party.objects.filter(partnership=partnership).select_related("institution"))
    there = [party for party in parties if party.is_open]
    wanted = {} if partnership.is_over else _turns(partnership, there, _gaps(partnership, there))
    kept = _end_others(parties, wanted)
    today = clock.today()
    for party in there:
        turn = wanted.get(party.pk)
        if turn is None or party.pk in kept:
            continue
        waits.open_wait(
            subject=party,
            step=turn.step,
            label=partnership.title,
            institution=party.institution_id,
            institution_label=party.institution.name,
            role=turn.role.value,
            asked_by=_asker(partnership, party),
            due=today + timedelta(days=turn.days),
            verb=turn.verb,
            then_what=turn.then_what,
            url=turn.url,
        )
    other_turns(partnership)


def _gaps(partnership: Partnership, there: list[Party]) -> Sequence[Missing]:
    """What is missing; where nothing is, what only waited for that has begun."""
    gaps = missing(partnership, there)
    if holding(gaps):
        return gaps
    before = partnership.state
    begin_what_waited(partnership)
    partnership.refresh_from_db()
    return gaps if partnership.state == before else missing(partnership, there)


def _turns(
    partnership: Partnership, there: list[Party], gaps: Sequence[Missing]
) -> dict[int, _Turn]:
    """By side: what it is waited for. The number of questions does not grow with the sides."""
    nothing_follows = follows(partnership.phase) is None
    if not gaps and nothing_follows and all(party.has_joined for party in there):
        return {}  # at work, each night: nobody has to be looked up
    held = roles_at({party.institution_id for party in there})
    # Whoever has asked to accede answers no invitation any more; what it does next stands in the gaps.
    acceding = newcomers(partnership)
    ids = [party.pk for party in there]
    asked = of_each(ids, (gap for gap in gaps if gap.waits))
    of_newcomers = of_each(acceding, (gap for gap in gaps if gap.party is not None))
    may_go_on = not nothing_follows and not holding(gaps)
    found: dict[int, _Turn] = {}
    for party in there:
        roles = held.get(party.institution_id, set())
        if party.pk in acceding:
            if own := of_newcomers[party.pk]:
                found[party.pk] = _write(partnership, own[0], roles)
        elif not party.has_joined:
            found[party.pk] = _answer(partnership, roles)
        elif own := asked[party.pk]:
            found[party.pk] = _write(partnership, own[0], roles)
        elif may_go_on:
            found[party.pk] = _go_on(partnership, roles)
    return found


def _answer(partnership: Partnership, roles: set[Role]) -> _Turn:
    url = reverse("partnerships:partnership-answer", args=[partnership.pk])
    return _Turn(ANSWERING, Verb.ANSWER, _leader(roles), words.THEN_ANSWER, url, ANSWER_DAYS)


def _write(partnership: Partnership, gap: Missing, roles: set[Role]) -> _Turn:
    if gap.turn is not None:
        able = [Role(code) for code in gap.turn.roles]
        role = next((role for role in able if role in roles), able[-1])
        return _Turn(gap.turn.step, gap.turn.verb, role, gap.turn.then_what, gap.link, WRITE_DAYS)
    is_early = partnership.phase in (Phase.IDEA, Phase.EXPLORING)
    then = words.THEN_ASK if is_early else words.THEN_WRITE
    role = _leader(roles) if is_early else nearest_writer(roles)
    return _Turn(partnership.state, Verb.FILL_IN, role, then, gap.link, WRITE_DAYS)


def _go_on(partnership: Partnership, roles: set[Role]) -> _Turn:
    step = f"{partnership.state}.{GOING_ON}"
    url = reverse("partnerships:partnership-go-on", args=[partnership.pk])
    return _Turn(step, Verb.DECIDE, _leader(roles), words.THEN_GO_ON, url, ANSWER_DAYS)


def _leader(roles: set[Role]) -> Role:
    """Whose turn a deed of whoever leads a side is: the one named for it, else the administrator."""
    return Role.LEAD if Role.LEAD in roles else Role.ADMIN


def nearest_writer(roles: set[Role]) -> Role:
    """Whose turn writing is at a side in which somebody holds ``roles``."""
    return next((role for role in (Role.LEAD, Role.EDITOR) if role in roles), Role.ADMIN)


def _asker(partnership: Partnership, party: Party) -> int | None:
    """The side that reads this as its partner's turn: whoever asked it, else whoever began."""
    asker = party.asked_by_id or partnership.initiator_id
    return asker if asker != party.institution_id else None


def _end_others(parties: list[Party], wanted: dict[int, _Turn]) -> set[int]:
    """End the turns that are none any more; the sides whose turn goes on."""
    kept = set()
    by_id = {party.pk: party for party in parties}
    for wait in waits.open_waits_of(parties):
        turn = wanted.get(wait.subject_id)
        if turn is not None and (wait.step, wait.role, wait.url) == (
            turn.step,
            turn.role.value,
            turn.url,
        ):
            kept.add(wait.subject_id)
        else:
            waits.close_wait(by_id[wait.subject_id], wait.step)
    return kept
