"""Leaving a partnership that is at work: by notice, given as long beforehand as the agreement says (I18).

The record of a side that has left stays. Where fewer than two sides would remain, the partnership ends with it.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.move import move
from yuinowa.core.rights import Actor, require, require_fresh
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import AlreadyDone, WrongState
from yuinowa.partnerships.domain.agreements import VersionState
from yuinowa.partnerships.domain.parties import FEWEST, Answer, PartyRole, PartyState
from yuinowa.partnerships.domain.phases import BEGUN, Step
from yuinowa.partnerships.models import AgreementVersion, LeavingNotice, Partnership, Party
from yuinowa.partnerships.services.coming_into_force import end_agreements
from yuinowa.partnerships.services.frame import audience, phase_begins
from yuinowa.partnerships.services.sides import in_line
from yuinowa.partnerships.services.versions import own_party


def notice_days(partnership: Partnership) -> int:
    """How long beforehand a side says that it leaves: the longest of what the agreements in force say."""
    in_force = AgreementVersion.objects.filter(
        agreement__partnership=partnership, state=VersionState.IN_FORCE.value
    )
    return max((version.text.terms.notice_days for version in in_force), default=0)


@transaction.atomic
def give_notice(partnership_id: int, *, reason: str, actor: Actor) -> LeavingNotice:
    """The notice that the actor's side leaves; it has left from the day that the agreement gives.

    Raises:
        NotAllowed: the actor leads no side that is there.
        SignInAgain: who does it was proven too long ago.
        WrongState: the partnership is not at work: before, one leaves at once.
        AlreadyDone: the side has given notice.
    """
    partnership = lock(Partnership, partnership_id)
    party = own_party(partnership, actor)
    require(actor, "partnership.lead", partnership)
    require_fresh(actor)
    if partnership.phase not in BEGUN:
        raise WrongState(
            _("Notice is given while the partnership is at work."),
            next_step=_("Look at where it stands."),
        )
    today = clock.today()
    try:
        with transaction.atomic():
            notice = LeavingNotice.objects.create(
                party=party,
                given_on=today,
                effective_on=today + timedelta(days=notice_days(partnership)),
                reason=reason,
                person=actor.person,
            )
    except IntegrityError as taken:
        raise AlreadyDone(_("Your side has given notice already.")) from taken
    audit.record(
        "partnership.notice",
        partnership,
        actor=actor,
        after={"side": party.pk, "effective_on": notice.effective_on},
        audience=audience(partnership),
    )
    return notice


@transaction.atomic
def take_notice_back(partnership_id: int, *, actor: Actor) -> LeavingNotice:
    """The notice of the actor's side, which stays after all; until the day itself it may say so.

    Raises:
        NotAllowed: the actor leads no side that is there.
        SignInAgain: who does it was proven too long ago.
        WrongState: no notice of the side holds, or its day has come.
    """
    partnership = lock(Partnership, partnership_id)
    party = own_party(partnership, actor)
    require(actor, "partnership.lead", partnership)
    require_fresh(actor)
    notice = notice_of(party)
    today = clock.today()
    if notice is None or today >= notice.effective_on:
        raise WrongState(
            _("There is no notice of your side that can be taken back."),
            next_step=_("Look at the sides."),
        )
    notice.taken_back_on = today
    notice.save(update_fields=["taken_back_on"])
    audit.record(
        "partnership.notice-taken-back",
        partnership,
        actor=actor,
        after={"side": party.pk, "effective_on": notice.effective_on},
        audience=audience(partnership),
    )
    return notice


def notice_of(party: Party) -> LeavingNotice | None:
    """The notice of a side that holds."""
    return LeavingNotice.objects.filter(party=party, taken_back_on=None).first()


def keep_notices() -> int:
    """Let the sides leave whose day has come. May run twice; how many left."""
    due = LeavingNotice.objects.filter(
        effective_on__lte=clock.today(),
        taken_back_on=None,
        party__state=PartyState.JOINED.value,
    )
    return sum(_leaves(pk) for pk in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _leaves(notice_id: int) -> bool:
    notice = LeavingNotice.objects.select_related("party").get(pk=notice_id)
    partnership = lock(Partnership, notice.party.partnership_id)
    party = lock(Party, notice.party_id)
    if party.state != PartyState.JOINED or notice.taken_back_on is not None:
        return False

    def end(row: Party) -> None:
        row.ended_at, row.end_reason = clock.now(), notice.reason

    move(party, Answer.LEAVE, actor=Actor.system(), change=end)
    staying = Party.objects.filter(partnership=partnership, state=PartyState.JOINED.value)
    if (
        partnership.phase in BEGUN
        and staying.exclude(role=PartyRole.OBSERVER.value).count() < FEWEST
    ):
        _end_early(partnership, notice.reason)
    in_line(partnership)
    return True


def _end_early(partnership: Partnership, reason: str) -> None:
    def over(row: Partnership) -> None:
        phase_begins(row)
        row.end_reason = reason

    move(partnership, Step.END_EARLY, actor=Actor.system(), change=over)
    end_agreements(partnership)
