"""An accession that comes to nothing: refused, taken back, or lapsed with the agreement."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.core.move import move
from yuinowa.core.rights import Actor
from yuinowa.partnerships.domain.accessions import OPEN, AccessionAction
from yuinowa.partnerships.domain.parties import Answer, PartyState
from yuinowa.partnerships.labels.accessions import AGREEMENT_GONE
from yuinowa.partnerships.models import Accession, AgreementVersion, Party


def end(
    accession: Accession,
    action: AccessionAction,
    reason: str,
    *,
    actor: Actor,
    refusing: Party | None = None,
) -> Accession:
    """``accession`` after ``action``; the newcomer is asked no more, unless it was a side already."""

    def over(row: Accession) -> None:
        row.ended_at, row.end_reason, row.refusing = clock.now(), reason, refusing

    ended: Accession = move(accession, action, actor=actor, change=over)
    party = ended.party
    if party.state == PartyState.INVITED:

        def asked_no_more(row: Party) -> None:
            row.ended_at, row.end_reason = clock.now(), reason

        move(party, Answer.TAKE_BACK, actor=Actor.system(), change=asked_no_more)
    return ended


def lapse(version: AgreementVersion) -> None:
    """What was on its way to ``version`` ends with it."""
    codes = [state.value for state in OPEN]
    for accession in version.accessions.filter(state__in=codes):
        end(accession, AccessionAction.LAPSE, _(AGREEMENT_GONE), actor=Actor.system())
