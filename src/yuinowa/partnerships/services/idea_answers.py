"""What becomes of a resident's idea: taken up as a partnership, passed on, declined; and what the clock does."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import clock, move
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.kernel.errors import InputRefused
from yuinowa.partnerships.domain.ideas import (
    LAPSES_AFTER,
    TO_OFFICE_AFTER,
    IdeaState,
    IdeaStep,
)
from yuinowa.partnerships.models import Idea, IdeaPassing, Partnership
from yuinowa.partnerships.services.beginning import Outline, begin
from yuinowa.partnerships.services.idea_turns import set_turn
from yuinowa.partnerships.services.ideas import SYSTEM, write_to


@transaction.atomic
def take_up(
    idea_id: int,
    outline: Outline,
    *,
    asked: list[int],
    once: str,
    expected_version: int,
    actor: Actor,
) -> tuple[Partnership, bool]:
    """A partnership begun by whom the idea lies with, with the resident's words as its origin; whether it is new (R31).

    Raises:
        NotAllowed: the idea does not lie with the actor's institution, or the actor leads nothing there.
        VersionMovedOn, TransitionRefused: it was answered or went on meanwhile.
        InputRefused: as ``beginning.begin``.
    """
    idea = lock(Idea, idea_id)
    require(actor, "idea.answer", idea)
    made, fresh = begin(
        outline, asked=asked, once=once, actor=actor, begun_by=idea.institution_id or None
    )
    if fresh:
        taken = _step(
            idea,
            IdeaStep.TAKE_UP,
            lambda row: _end(row, partnership=made),
            actor=actor,
            expected_version=expected_version,
        )
        write_to(taken, "idea_taken_up", institution=_name(taken))
    return made, fresh


@transaction.atomic
def pass_on(
    idea_id: int, to: int | None, reason: str, *, expected_version: int, actor: Actor
) -> Idea:
    """The idea, lying with another institution that takes part, or with the region office (None).

    Raises:
        NotAllowed: it does not lie with the actor's institution.
        VersionMovedOn: it was answered or went on since ``expected_version``.
        InputRefused: it lies there already, or that institution takes no part.
    """
    idea = lock(Idea, idea_id, expected_version)
    require(actor, "idea.answer", idea)
    if to == idea.institution_id:
        raise InputRefused(_("It lies there already."), place="institution")
    if to is not None and not institutions_visible_to(actor).filter(pk=to, member=True).exists():
        raise InputRefused(
            _(
                "This institution does not take part yet. Leave it empty: the region office asks it."
            ),
            place="institution",
        )
    moved = _step(
        idea, IdeaStep.PASS_ON, lambda row: _lay(row, to), actor=actor, reason=reason, to=to
    )
    write_to(moved, "idea_passed_on", institution=_name(moved), reason=reason)
    return moved


@transaction.atomic
def decline(idea_id: int, reason: str, *, expected_version: int, actor: Actor) -> Idea:
    """The idea, declined; the reason goes to the resident as it is written.

    Raises:
        NotAllowed, VersionMovedOn: as ``pass_on``.
    """
    idea = lock(Idea, idea_id, expected_version)
    require(actor, "idea.answer", idea)
    declined = _step(idea, IdeaStep.DECLINE, lambda row: _end(row, reason=reason), actor=actor)
    write_to(declined, "idea_declined", institution=_name(declined))
    return declined


def keep_ideas() -> int:
    """What nobody answered goes to the region office, and ends at last; turns follow the roles. May run twice; how many."""
    now, count = clock.now(), 0
    for idea in Idea.objects.filter(state=IdeaState.WAITING.value).order_by("pk"):
        with transaction.atomic():
            waited = now - idea.since
            if idea.institution_id is not None and waited > TO_OFFICE_AFTER:
                moved = _step(idea, IdeaStep.TO_OFFICE, lambda row: _lay(row, None), actor=SYSTEM)
                write_to(moved, "idea_passed_on", institution=_name(moved), reason="")
            elif idea.institution_id is None and waited > LAPSES_AFTER:
                write_to(_step(idea, IdeaStep.LAPSE, _end, actor=SYSTEM), "idea_lapsed")
            else:
                set_turn(idea)
                continue
            count += 1
    return count


def _step(
    idea: Idea,
    step: IdeaStep,
    change: Callable[[Idea], None],
    *,
    actor: Actor,
    expected_version: int | None = None,
    reason: str = "",
    to: int | None = None,
) -> Idea:
    """The idea after ``step``; where it went on, that stays written."""
    by = idea.institution_id
    moved: Idea = move.move(
        idea, step, actor=actor, expected_version=expected_version, change=change
    )
    if moved.status is IdeaState.WAITING:
        IdeaPassing.objects.create(idea=moved, by_id=by, to_id=to, reason=reason, at=clock.now())
    set_turn(moved)
    return moved


def _lay(idea: Idea, institution: int | None) -> None:
    idea.institution_id = institution
    idea.since = clock.now()


def _end(idea: Idea, *, reason: str = "", partnership: Partnership | None = None) -> None:
    idea.reason, idea.partnership = reason, partnership
    idea.since = idea.ended_at = clock.now()


def _name(idea: Idea) -> str:
    """Whom it lies with, in a mail; nothing for the region office, which the mail names itself."""
    return idea.institution.name if idea.institution else ""
