"""What each side says at the end, and taking a partnership that is over up again as another one."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, NotAllowed, VersionMovedOn, WrongState
from yuinowa.partnerships.domain.forms_and_zones import Form, Zone
from yuinowa.partnerships.domain.parties import PartyRole
from yuinowa.partnerships.domain.phases import SUCCEEDED, Phase
from yuinowa.partnerships.models import ClosingWords, Goal, GoalResult, Partnership
from yuinowa.partnerships.services.beginning import Outline, begin
from yuinowa.partnerships.services.frame import joined_sides, readers
from yuinowa.partnerships.services.statements import own_side
from yuinowa.partnerships.services.turns import set_turns


@transaction.atomic
def write_closing(
    partnership_id: int,
    results: Mapping[int, str],
    remains: str,
    *,
    waives: bool = False,
    expected_version: int,
    actor: Actor,
    side: int | None = None,
) -> ClosingWords:
    """What the actor's side says came of each goal (by its id), and what is left; or that it says nothing (I17).

    ``expected_version`` is 0 where nothing was said before.

    Raises:
        NotAllowed: the actor writes for no side that takes part.
        WrongState: the partnership is not being closed.
        VersionMovedOn: a colleague wrote since ``expected_version``.
        InputRefused: a goal has no words, and the side does not say that it says nothing.
    """
    party = own_side(partnership_id, actor, side)
    if not PartyRole(party.role).takes_part:
        raise NotAllowed("a side that looks on is not asked")
    if party.partnership.phase is not Phase.CLOSING:
        raise WrongState(
            _("Results are written while the partnership is being closed."),
            next_step=_("Propose to close it, if the work is done."),
        )
    goals = list(Goal.objects.filter(partnership=partnership_id).values_list("pk", flat=True))
    for goal in goals:
        if not waives and not results.get(goal):
            raise InputRefused(_("Write what came of this goal."), place=f"goal-{goal}")
    words = ClosingWords.objects.select_for_update().filter(party=party).first()
    if (words.version if words else 0) != expected_version:
        raise VersionMovedOn(
            _("Somebody else changed this in the meantime."),
            next_step=_("Open it again, look at the change, then write yours."),
        )
    if words is None:
        words = ClosingWords(party=party, version=0)
    words.remains, words.waives = ("", True) if waives else (remains, False)
    words.version, words.written_at = words.version + 1, clock.now()
    words.save()
    words.results.all().delete()
    if not waives:
        GoalResult.objects.bulk_create(
            GoalResult(words=words, goal_id=goal, text=results[goal]) for goal in goals
        )
    set_turns(party.partnership)
    audit.record(
        "party.say_results",
        party,
        actor=actor,
        after={"waives": waives, "version": words.version},
        audience=readers(party.partnership),
    )
    return words


@transaction.atomic
def take_up_again(partnership_id: int, *, once: str, actor: Actor) -> tuple[Partnership, bool]:
    """A partnership like the one that is over, its sides asked anew, and whether it was begun just now (R31).

    There is one at most: whoever comes second gets the one that was begun.

    Raises:
        NotAllowed: the actor leads no side that was there at the end.
        WrongState: it is not over, or was never at work.
    """
    old = lock(Partnership, partnership_id)
    require(actor, "partnership.lead", old)
    outline = Outline(
        old.title,
        old.purpose,
        Form(old.form),
        Zone(old.zone),
        zone_reason=old.zone_reason,
        public_summary=old.public_summary,
    )
    others = [p.institution_id for p in joined_sides(old) if p.institution_id != actor.institution]
    earlier = Partnership.objects.filter(predecessor=old).first()
    if earlier is not None:
        return earlier, False
    if old.phase not in SUCCEEDED:
        raise WrongState(
            _("Only a partnership that was at work and is over can be taken up again."),
            next_step=_("Look at where it stands."),
        )
    made, fresh = begin(outline, asked=others, once=once, actor=actor)
    if fresh:
        made.predecessor = old
        made.save(update_fields=["predecessor"])
    return made, fresh
