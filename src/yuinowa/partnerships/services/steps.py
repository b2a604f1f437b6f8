"""Going on to the next phase: whichever side does it does so for all, and only when nothing is missing."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core.move import move
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import WrongState
from yuinowa.partnerships.domain.parties import OPEN
from yuinowa.partnerships.domain.phases import Step
from yuinowa.partnerships.labels import partnerships as words
from yuinowa.partnerships.models import Partnership, Party
from yuinowa.partnerships.queries.parts import holding, missing
from yuinowa.partnerships.services.coming_into_force import end_agreements
from yuinowa.partnerships.services.frame import named, phase_begins
from yuinowa.partnerships.services.turns import set_turns


@transaction.atomic
def go_on(partnership_id: int, *, expected_version: int, actor: Actor) -> Partnership:
    """The partnership in the phase after the present one.

    Raises:
        VersionMovedOn: somebody changed or moved it since ``expected_version``.
        NotAllowed: the actor leads no side that has joined.
        TransitionRefused: nothing follows the present phase.
        WrongState: something is missing; the sentence says what, and whose it is.
    """
    partnership = lock(Partnership, partnership_id, expected_version)
    require(actor, "partnership.lead", partnership)
    parties = list(
        Party.objects.filter(
            partnership=partnership, state__in=[s.value for s in OPEN]
        ).select_related("institution")
    )
    gaps = [] if partnership.is_over else holding(missing(partnership, parties))
    if gaps:
        raise WrongState(
            _("This is still missing: %(things)s.") % {"things": named(gaps, parties)},
            next_step=_("Write what is yours, and ask the other sides for theirs."),
        )
    moved: Partnership = move(partnership, Step.GO_ON, actor=actor, change=_enter)
    if moved.is_over:
        end_agreements(moved)
    set_turns(moved)
    return moved


def _enter(row: Partnership) -> None:
    phase_begins(row)
    if row.is_over:
        row.end_reason = _(words.ALL_CLOSED)
