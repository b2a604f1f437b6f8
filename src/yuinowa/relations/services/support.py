"""Asking for support, answering, declining, withdrawing; each is one transaction with its posting in the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, idempotency, move
from yuinowa.core.rights import Actor
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.kernel.errors import InputRefused, NotAllowed
from yuinowa.ledger import services as ledger
from yuinowa.ledger.domain.deeds import Deed, Leg
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.relations.domain.contacts import day_fault
from yuinowa.relations.domain.kinds import RelationKind
from yuinowa.relations.domain.support import (
    LEDGER_KIND,
    Came,
    SupportAction,
    SupportTopic,
    answer_day_fault,
    ledger_source,
    may_be_asked,
)
from yuinowa.relations.labels.support import DAY_FAULTS
from yuinowa.relations.models import Relation, SupportRequest
from yuinowa.relations.services.contacts import may_record


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: the matter, one line, more if needed, how and when it came, by when it is needed."""

    topic: SupportTopic
    about: str
    asked_on: date
    details: str = ""
    came: Came = Came.HERE
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered or done, on which day, and how many minutes it took, if somebody counted."""

    text: str
    done_on: date
    minutes: int | None = None
    #: Why it comes only now, where the year is closed.
    late_reason: str = ""


def record_request(
    wish: Wish,
    *,
    asking: int,
    supporter: int,
    once: str,
    actor: Actor,
    recorded_by: int | None = None,
) -> tuple[SupportRequest, bool]:
    """The request of ``asking`` to ``supporter``, and whether it was recorded just now (R31).

    Recorded by the side that asks, or by the supporter for one that came by telephone, mail or on a visit.

    Raises:
        NotAllowed: the actor does not write for one of the two.
        InputRefused: the other side cannot be asked, or the days cannot be.
    """
    mine = actor.institution if recorded_by is None else recorded_by
    if not may_record(actor) or mine not in (asking, supporter):
        raise NotAllowed("recording a request for support is for editors of one of the two sides")
    if asking == supporter:
        raise InputRefused(_("A request for support is between two institutions."), place="partner")
    _refuse_impossible(wish)
    if mine == asking:
        wish = replace(wish, came=Came.HERE)
        _refuse_unless_asked(asking, supporter, actor)
    elif wish.came is Came.HERE:
        raise InputRefused(_("Say how the request came in."), place="came")
    return idempotency.once(once, actor, lambda: _record(wish, asking, supporter, mine, actor))


def _record(wish: Wish, asking: int, supporter: int, mine: int, actor: Actor) -> SupportRequest:
    request = SupportRequest(
        asking_id=asking,
        supporter_id=supporter,
        recorded_by_id=mine,
        topic=wish.topic.value,
        about=wish.about,
        details=wish.details,
        came=wish.came.value,
        asked_on=wish.asked_on,
        due=wish.due,
        recorded_at=clock.now(),
    )
    request.full_clean()
    request.save()
    move.begin(request, asked_by=asking)
    audit.record(
        "supportrequest.record", request, actor=actor, after=_plain(request), audience=request.sides
    )
    return request


def take_request(request_id: int, *, actor: Actor) -> SupportRequest:
    """The request, in hand: the side that asked sees that somebody works on it.

    Raises:
        NotAllowed, TransitionRefused: as ``move``.
    """
    return _moved(request_id, SupportAction.TAKE, actor=actor)


@transaction.atomic
def answer_request(
    request_id: int, answer: Answer, *, expected_version: int, actor: Actor
) -> SupportRequest:
    """The request, answered; posts one deed to the ledger, given by the supporter.

    Raises:
        NotAllowed, TransitionRefused, VersionMovedOn: as ``move``.
        InputRefused: the day cannot be, or the year is closed and no reason is given.
    """

    def write(request: SupportRequest) -> None:
        fault = answer_day_fault(answer.done_on, asked_on=request.asked_on, today=clock.today())
        if fault:
            raise InputRefused(str(DAY_FAULTS[fault]), place="done_on")
        request.answer, request.done_on = answer.text, answer.done_on
        request.minutes = answer.minutes

    request = _moved(request_id, SupportAction.ANSWER, write, expected_version, actor=actor)
    if request.reopened:
        reason = answer.late_reason or request.reason
        ledger.correct(_deed(request, answer.done_on, reason), reason=reason, actor=actor)
    else:
        ledger.post(_deed(request, answer.done_on, answer.late_reason), actor=actor)
    return request


def decline_request(
    request_id: int, *, reason: str, expected_version: int, actor: Actor
) -> SupportRequest:
    """The request, declined with a reason that the side that asked reads.

    Raises:
        NotAllowed, TransitionRefused, VersionMovedOn: as ``move``.
    """
    return _moved(
        request_id, SupportAction.DECLINE, _because(reason), expected_version, actor=actor
    )


def withdraw_request(
    request_id: int, *, reason: str, expected_version: int, actor: Actor
) -> SupportRequest:
    """The request, taken back by the side that asked, or by the supporter who wrote it down; it no longer counts.

    Raises:
        NotAllowed, TransitionRefused, VersionMovedOn: as ``move``.
    """
    return _moved(
        request_id, SupportAction.WITHDRAW, _because(reason), expected_version, actor=actor
    )


@transaction.atomic
def reopen_request(
    request_id: int, *, reason: str, expected_version: int, actor: Actor
) -> SupportRequest:
    """The request, in hand again: its answer stays in the form, its deed is taken back out of the ledger.

    Raises:
        NotAllowed, TransitionRefused, VersionMovedOn: as ``move``.
    """

    def write(request: SupportRequest) -> None:
        request.reason = reason
        request.done_on, request.reopened = None, request.reopened + 1

    request = _moved(request_id, SupportAction.REOPEN, write, expected_version, actor=actor)
    ledger.reverse(ledger_source(request.pk), reason=reason, actor=actor)
    return request


def _because(reason: str) -> Callable[[SupportRequest], None]:
    def write(request: SupportRequest) -> None:
        request.reason = reason

    return write


def _moved(
    request_id: int,
    action: SupportAction,
    write: Callable[[SupportRequest], None] | None = None,
    expected_version: int | None = None,
    *,
    actor: Actor,
) -> SupportRequest:
    """The request after ``action``. Words that only the two sides read do not go into the trail (R45)."""
    moved: SupportRequest = move.move(
        SupportRequest(pk=request_id),
        action,
        actor=actor,
        expected_version=expected_version,
        change=write,
    )
    return moved


def _refuse_impossible(wish: Wish) -> None:
    fault = day_fault(wish.asked_on, today=clock.today())
    if fault:
        raise InputRefused(str(DAY_FAULTS[fault]), place="asked_on")
    if wish.due is not None and wish.due < wish.asked_on:
        raise InputRefused(
            _("It cannot be needed before it was asked. Check the day."), place="due"
        )


def _refuse_unless_asked(asking: int, supporter: int, actor: Actor) -> None:
    """Nothing, if the institution is one that is asked here: its work, or its support of us, and somebody who reads it."""
    found = institutions_visible_to(actor).filter(pk=supporter).prefetch_related("kinds").first()
    supports_us = Relation.objects.filter(
        kind=RelationKind.SUPPORT.value, one=supporter, other=asking, ended_on=None
    ).exists()
    kinds = [row.kind for row in found.kinds.all()] if found is not None else []
    if found is None or not may_be_asked(kinds, supports_us=supports_us):
        raise InputRefused(
            _("This institution does not support yours, as far as is recorded here."),
            place="partner",
            next_step=_("Choose one that does, or record the relation of support first."),
        )
    if not found.member:
        raise InputRefused(
            _("Nobody of this institution reads requests here."),
            place="partner",
            next_step=_("Ask it by telephone or mail."),
        )


def _deed(request: SupportRequest, day: date, reason: str) -> Deed:
    """The answered request as the ledger counts it: support given once, with the time it took where it was counted."""
    counted = [(Unit.TIME, 1)]
    if request.minutes is not None:
        counted.append((Unit.MINUTE, request.minutes))
    return Deed(
        source=ledger_source(request.pk),
        stated_by=request.supporter_id,
        reason=reason,
        legs=tuple(
            Leg(
                kind=LEDGER_KIND,
                unit=unit,
                quantity=quantity,
                giver=request.supporter_id,
                receiver=request.asking_id,
                day=day,
            )
            for unit, quantity in counted
        ),
    )


def _plain(request: SupportRequest) -> dict[str, object]:
    # What is asked is people's own words, so the trail keeps the other fields only (R45).
    return {
        "asking": request.asking_id,
        "supporter": request.supporter_id,
        "topic": request.topic,
        "came": request.came,
        "asked_on": request.asked_on.isoformat(),
        "due": request.due.isoformat() if request.due else None,
        "state": request.state,
    }
