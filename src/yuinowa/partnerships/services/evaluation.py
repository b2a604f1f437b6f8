"""Proposing how a partnership is evaluated, and agreeing to it, side by side."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.evaluation import services as evaluation
from yuinowa.evaluation.domain.terms import Terms
from yuinowa.kernel.errors import NotAllowed, WrongState
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.queries.evaluation import asked_to_agree, can_be_agreed_to, is_open
from yuinowa.partnerships.queries.partnerships import joined
from yuinowa.partnerships.services.frame import audience
from yuinowa.partnerships.services.turns import set_turns


@transaction.atomic
def propose_terms(
    partnership_id: int,
    terms: Terms,
    *,
    expected_version: int,
    actor: Actor,
    side: int | None = None,
) -> Partnership:
    """The partnership with ``terms`` proposed; every side is asked anew. ``side`` is told by the platform itself.

    Raises:
        NotAllowed: the actor writes for no side that has joined.
        WrongState: nothing is planned any more, or not yet.
        VersionMovedOn: another side, or a colleague, proposed something since ``expected_version``.
        InputRefused: nobody could agree to this.
    """
    partnership, mine = _open_for(partnership_id, "partnership.write", actor, side, is_open)
    if partnership.evaluation_id is None:
        partnership.evaluation_id = evaluation.open_plan().pk
        partnership.save(update_fields=["evaluation"])
    evaluation.propose(
        partnership.evaluation_id,
        terms,
        expected_version=expected_version,
        side=mine,
        actor=actor,
        audience=audience(partnership),
    )
    set_turns(partnership)
    return partnership


@transaction.atomic
def agree_to_terms(
    partnership_id: int, number: int, *, actor: Actor, side: int | None = None
) -> Partnership:
    """The partnership, the actor's side having agreed to version ``number``.

    Raises:
        NotAllowed: the actor leads no side whose agreement is wanted.
        WrongState: nothing is proposed, or nothing is planned any more.
        VersionMovedOn: another version was proposed in the meantime.
    """
    partnership, mine = _open_for(partnership_id, "partnership.lead", actor, side, can_be_agreed_to)
    if partnership.evaluation_id is None:
        raise WrongState(_("Nothing is proposed yet."), next_step=_("Propose how it is evaluated."))
    if mine not in {party.institution_id for party in asked_to_agree(joined(partnership))}:
        raise NotAllowed("a side that looks on is not asked")
    evaluation.agree(
        partnership.evaluation_id,
        number,
        side=mine,
        actor=actor,
        audience=audience(partnership),
    )
    set_turns(partnership)
    return partnership


def _open_for(
    partnership_id: int,
    action: str,
    actor: Actor,
    side: int | None,
    now: Callable[[Partnership], bool],
) -> tuple[Partnership, int]:
    partnership = lock(Partnership, partnership_id)
    require(actor, action, partnership)
    mine = actor.institution if side is None else side
    if mine is None:
        raise NotAllowed("a side proposes and agrees")
    if not now(partnership):
        raise WrongState(
            _("How it is evaluated is agreed on while the work is planned."),
            next_step=_("Look at what was agreed."),
        )
    return partnership, mine
