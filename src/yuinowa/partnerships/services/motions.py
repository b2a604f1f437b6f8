"""Proposing a change, a pause, going on or closing; each side answers for itself; when all consent it is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, idempotency
from yuinowa.core.move import move
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotAllowed, WrongState
from yuinowa.partnerships.domain.motions import (
    PHASES,
    STEPS,
    ChangeOf,
    MotionKind,
    MotionState,
    MotionStep,
    is_carried,
    may_be_proposed,
)
from yuinowa.partnerships.domain.parties import PartyRole
from yuinowa.partnerships.domain.phases import PLANNING
from yuinowa.partnerships.models import Motion, MotionConsent, Partnership, Party
from yuinowa.partnerships.queries.motions import asked, open_kinds
from yuinowa.partnerships.services.frame import joined_sides, phase_begins, readers, refuse_over
from yuinowa.partnerships.services.statements import own_side
from yuinowa.partnerships.services.turns import set_turns


@dataclass(frozen=True, slots=True)
class MotionWords:
    """Why; of a change, what it is about and what is done otherwise."""

    reason: str
    about: ChangeOf | None = None
    what: str = ""


def propose(
    partnership_id: int,
    kind: MotionKind,
    told: MotionWords,
    *,
    once: str,
    actor: Actor,
    side: int | None = None,
) -> tuple[Motion, bool]:
    """The motion, to which its own side consents, and whether it was proposed just now (R31).

    Raises:
        NotAllowed: the actor leads no side that takes part.
        WrongState: the partnership is not where this can be proposed, or the same is proposed already.
    """
    return idempotency.once(once, actor, lambda: _propose(partnership_id, kind, told, actor, side))


def _propose(
    partnership_id: int, kind: MotionKind, told: MotionWords, actor: Actor, side: int | None
) -> Motion:
    party = _leading_side(partnership_id, actor, side)
    partnership = party.partnership
    if kind not in may_be_proposed(partnership.phase, open_kinds(partnership)):
        raise WrongState(
            _(
                "This cannot be proposed now: the partnership is elsewhere, or it is proposed already."
            ),
            next_step=_("Look at what is proposed, and answer it."),
        )
    motion = Motion.objects.create(
        partnership=partnership,
        kind=kind.value,
        about=told.about.value if told.about else "",
        what=told.what,
        reason=told.reason,
        party=party,
        proposed_at=clock.now(),
    )
    MotionConsent.objects.create(motion=motion, party=party, at=clock.now())
    _record("motion.propose", motion, actor)
    set_turns(partnership)
    return motion


@transaction.atomic
def consent(
    motion_id: int, *, expected_version: int, actor: Actor, side: int | None = None
) -> Motion:
    """The motion, to which the actor's side consents; done in the same transaction when it is the last.

    Raises:
        NotAllowed: the actor leads no side that takes part.
        AlreadyDone: the side has consented.
        WrongState: the motion is answered, or the partnership is over.
        VersionMovedOn: it was answered or moved since ``expected_version``.
    """
    party, motion = _open(motion_id, expected_version, actor, side)
    _made, fresh = MotionConsent.objects.get_or_create(
        motion=motion, party=party, defaults={"at": clock.now()}
    )
    if not fresh:
        raise AlreadyDone(_("Your side has consented already."))
    _record("motion.consent", motion, actor)
    _carry_out(motion)
    set_turns(lock(Partnership, motion.partnership_id))
    motion.refresh_from_db()
    return motion


@transaction.atomic
def end(
    motion_id: int, step: MotionStep, said: str, *, expected_version: int, actor: Actor
) -> Motion:
    """The motion, refused by one side or taken back by its own, with the reason; nothing is changed by it.

    Raises:
        NotAllowed: the step is another side's.
        InputRefused: nothing says why.
        WrongState, VersionMovedOn: as ``consent``.
    """
    party, motion = _open(motion_id, expected_version, actor, None)
    if not said:
        raise InputRefused(_("Write why."), place="said")

    def change(row: Motion) -> None:
        row.said, row.ended_at = said, clock.now()
        row.refuser = party if step is MotionStep.REFUSE else None

    ended: Motion = move(motion, step, actor=actor, change=change)
    set_turns(ended.partnership)
    return ended


def settle_motions(partnership: Partnership) -> None:
    """Carry out what all sides that are still there have consented to: a side that left no longer has to."""
    for motion in _open_in(partnership).order_by("pk"):
        _carry_out(motion)


def overtake(partnership: Partnership) -> None:
    """End what has no place any more where the partnership stands now."""
    if partnership.phase in PLANNING:
        return
    for motion in _open_in(partnership):
        if partnership.phase not in PHASES[MotionKind(motion.kind)]:
            move(motion, MotionStep.OVERTAKE, actor=Actor.system(), change=_ended)


def _open_in(partnership: Partnership) -> QuerySet[Motion]:
    return Motion.objects.filter(partnership=partnership, state=MotionState.OPEN.value)


def _carry_out(motion: Motion) -> None:
    """Do what ``motion`` proposes if every side has consented and it still has a place."""
    partnership = lock(Partnership, motion.partnership_id)
    if partnership.phase not in PHASES[MotionKind(motion.kind)]:
        return
    sides = [party.pk for party in asked(joined_sides(partnership))]
    given = list(motion.consents.values_list("party", flat=True))
    if not is_carried(given, sides):
        return
    motion = lock(Motion, motion.pk)
    if not motion.is_open:
        return
    kind = MotionKind(motion.kind)
    move(motion, MotionStep.AGREE, actor=Actor.system(), change=_ended)
    if kind in STEPS:
        move(partnership, STEPS[kind], actor=Actor.system(), change=phase_begins)


def _ended(row: Motion) -> None:
    row.ended_at = clock.now()


def _leading_side(partnership_id: int, actor: Actor, side: int | None) -> Party:
    party = own_side(partnership_id, actor, side)
    require(actor, "partnership.lead", party.partnership)
    if not PartyRole(party.role).takes_part:
        raise NotAllowed("a side that looks on is not asked")
    return party


def _open(
    motion_id: int, expected_version: int, actor: Actor, side: int | None
) -> tuple[Party, Motion]:
    partnership_id = Motion.objects.values_list("partnership", flat=True).get(pk=motion_id)
    party = _leading_side(partnership_id, actor, side)
    motion = lock(Motion, motion_id, expected_version)
    refuse_over(motion.partnership)
    if not motion.is_open:
        raise WrongState(
            _("This has its answer already."),
            next_step=_("Propose it anew, if it is still wanted."),
        )
    return party, motion


def _record(action: str, motion: Motion, actor: Actor) -> None:
    audit.record(
        action,
        motion,
        actor=actor,
        after={"kind": motion.kind, "state": motion.state},
        audience=readers(motion.partnership),
    )
