"""The newcomer's own decision and signature, and the day from which the agreement holds for it.

It signs the text that the others signed, by its digest and in the same way; their signatures stay. Each step is one
transaction: after a power cut it has acceded and is a side, or neither.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.core.move import move
from yuinowa.core.rights import Actor, require, require_fresh
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import AlreadyDone, NotAllowed, WrongState
from yuinowa.partnerships.domain.accessions import (
    ENDED,
    OPEN,
    AccessionAction,
    AccessionState,
    first_day,
)
from yuinowa.partnerships.domain.agreements import SigningForm, VersionState
from yuinowa.partnerships.domain.parties import Answer, PartyRole, PartyState
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.labels.accessions import SIDE_GONE
from yuinowa.partnerships.models import Accession, Partnership, Party
from yuinowa.partnerships.queries.accessions import answers_to, open_to_accede
from yuinowa.partnerships.queries.agreements import facts_of
from yuinowa.partnerships.services.accession_ends import end
from yuinowa.partnerships.services.concluding import (
    Decision,
    keep_approval,
    met,
    record,
    refuse_other_text,
    told,
)
from yuinowa.partnerships.services.sides import in_line
from yuinowa.partnerships.services.signing import (
    Elsewhere,
    refuse_form,
    refuse_impossible_day,
    refuse_second_side,
    write_signature,
)
from yuinowa.partnerships.services.turns import set_turns


def locked_accession(accession_id: int) -> Accession:
    """The accession under the lock of its partnership."""
    partnership_id = Accession.objects.values_list(
        "to_version__agreement__partnership", flat=True
    ).get(pk=accession_id)
    partnership = lock(Partnership, partnership_id)
    accession = Accession.objects.select_related("to_version__agreement", "party").get(
        pk=accession_id
    )
    accession.to_version.agreement.partnership = partnership
    return accession


@transaction.atomic
def decide_to_accede(
    accession_id: int, decision: Decision, *, digest: str, actor: Actor
) -> Accession:
    """The accession with the newcomer's own decision on the text (I8).

    Raises:
        NotAllowed: the actor neither leads nor signs for the institution that asked.
        VersionMovedOn: another text was read.
        WrongState: the sides have not consented yet, or it is over.
        AlreadyDone: the decision is recorded.
        InputRefused: the decision is of a day to come, or from before the text was put to the sides.
    """
    accession = locked_accession(accession_id)
    version = accession.to_version
    _refuse_stranger(accession, actor)
    refuse_other_text(version, digest)
    _refuse_before_consent(accession)
    require(actor, "accession.approve", accession)
    if version.approvals.filter(party=accession.party).exists():
        raise AlreadyDone(_("Your side has recorded its decision already."))
    keep_approval(version, accession.party_id, decision, actor)
    set_turns(version.agreement.partnership)
    record("approve", version, actor, subject_to_budget=decision.subject_to_budget)
    return accession


def sign_accession(accession_id: int, *, digest: str, post: str, actor: Actor) -> Accession:
    """The accession, signed by the actor for the newcomer; a refusal is recorded as well.

    Raises: as ``signing.sign``.
    """
    return _told(
        accession_id,
        actor,
        lambda: _signed(accession_id, digest, post, SigningForm.PLATFORM, None, actor),
    )


def enter_accession(
    accession_id: int,
    form: SigningForm,
    elsewhere: Elsewhere,
    *,
    digest: str,
    post: str,
    actor: Actor,
) -> Accession:
    """The accession with the signature that was given on paper or with another service.

    Raises: as ``signing.enter_signature``.
    """
    return _told(
        accession_id,
        actor,
        lambda: _signed(accession_id, digest, post, form, elsewhere, actor),
    )


def _told(accession_id: int, actor: Actor, deed: Callable[[], Accession]) -> Accession:
    version_id = Accession.objects.values_list("to_version", flat=True).get(pk=accession_id)
    return told(version_id, actor, deed)


@transaction.atomic
def _signed(
    accession_id: int,
    digest: str,
    post: str,
    form: SigningForm,
    elsewhere: Elsewhere | None,
    actor: Actor,
) -> Accession:
    accession = locked_accession(accession_id)
    version, party = accession.to_version, accession.party_id
    _refuse_stranger(accession, actor)
    refuse_other_text(version, digest)
    if version.signatures.filter(party=party).exists():
        raise AlreadyDone(_("Your side has signed already. It counts once."))
    _refuse_before_consent(accession)
    require(actor, _ACTION[form], accession)
    require_fresh(actor)
    refuse_form(version, form)
    refuse_second_side(version, actor)
    if not version.approvals.filter(party=party).exists():
        raise WrongState(
            _("Your side has not recorded its own decision on this version."),
            next_step=_("Record the decision, then sign."),
        )
    day = elsewhere.signed_on if elsewhere else clock.today()
    refuse_impossible_day(version, party, day)
    write_signature(version, party, post, form, day, elsewhere, actor)
    signed: Accession = move(accession, AccessionAction.SIGN, actor=actor)
    record("sign", version, actor, method=form.value, party=party)
    if not come_in(signed):
        set_turns(version.agreement.partnership)
    return Accession.objects.get(pk=accession.pk)


_ACTION = {
    SigningForm.PLATFORM: "accession.sign",
    SigningForm.SEALED: "accession.enter",
    SigningForm.EXTERNAL: "accession.enter",
}


@transaction.atomic
def release_accession(accession_id: int, met_on: date, *, actor: Actor) -> Accession:
    """The accession, for which the budget was adopted; signed already, it is in force with this (I8).

    Raises:
        NotAllowed: the actor neither leads nor signs for the institution that asked.
        WrongState: no budget is waited for.
        InputRefused: the day is to come, or before the decision.
    """
    accession = locked_accession(accession_id)
    _refuse_stranger(accession, actor)
    require(actor, "accession.release", accession)
    met(accession.to_version.approvals.filter(party=accession.party).first(), met_on)
    record("release", accession.to_version, actor)
    if not come_in(accession):
        set_turns(accession.to_version.agreement.partnership)
    return Accession.objects.get(pk=accession.pk)


def come_in(accession: Accession) -> bool:
    """Let the agreement hold for the newcomer, which is a side with this, if its day is here; whether it does."""
    version = accession.to_version
    closes = version.agreement.partnership.phase is Phase.CLOSING
    if closes or accession.state != AccessionState.SIGNED:
        return False
    signature = version.signatures.get(party=accession.party)
    approval = facts_of(version.approvals.get(party=accession.party))
    day = first_day(accession.starts_on, signature.signed_on, approval)
    if day is None or day > clock.today():
        return False

    def from_its_day(row: Accession) -> None:
        row.in_force_on = day

    moved = move(
        accession, AccessionAction.ENTER_INTO_FORCE, actor=Actor.system(), change=from_its_day
    )
    _joins(moved.party)
    in_line(version.agreement.partnership)
    return True


def _joins(party: Party) -> None:
    """The newcomer is a side; one that looked on takes part now."""

    def join(row: Party) -> None:
        row.joined_at = row.joined_at or clock.now()
        if not PartyRole(row.role).takes_part:
            row.role = PartyRole.EQUAL.value

    if party.state == PartyState.INVITED:
        move(party, Answer.ACCEPT, actor=Actor.system(), change=join)
    else:
        row = lock(Party, party.pk)
        join(row)
        row.save(update_fields=["role"])


def settle_accession(accession: Accession) -> None:
    """Let an accession go on when nobody's consent is missing any more, and end with the side that asked."""
    row = locked_accession(accession.pk)
    if row.is_open and not row.party.is_open:
        end(row, AccessionAction.LAPSE, _(SIDE_GONE), actor=Actor.system())
    elif row.state == AccessionState.ASKED:
        parties = Party.objects.filter(
            partnership=row.to_version.agreement.partnership_id
        ).select_related("institution")
        answers = answers_to(row, parties, Actor.nobody())
        if answers and all(answer.consent is not None for answer in answers):
            move(row, AccessionAction.CONSENT, actor=Actor.system())


def settle_all(partnership: Partnership) -> None:
    """Whenever sides have come or gone: those whose consent is needed are others now."""
    open_now = Accession.objects.filter(
        to_version__agreement__partnership=partnership, state__in=[s.value for s in OPEN]
    )
    for accession in open_now:
        settle_accession(accession)


def keep_first_days() -> int:
    """Let those accede whose day has come. May run twice; how many did."""
    signed = Accession.objects.filter(state=AccessionState.SIGNED.value)
    return sum(_on_its_day(pk) for pk in list(signed.values_list("pk", flat=True)))


@transaction.atomic
def _on_its_day(accession_id: int) -> bool:
    return come_in(locked_accession(accession_id))


def _refuse_stranger(accession: Accession, actor: Actor) -> None:
    """Nothing, if the actor acts for the institution that asked: nobody decides or signs for another side (I13)."""
    if actor.institution != accession.party.institution_id:
        raise NotAllowed("another institution accedes")


def refuse_unread(accession: Accession, actor: Actor) -> None:
    """Nothing, if the text may be read and signed; what is refused is recorded.

    Raises:
        WrongState: the sides have not consented yet, or it is over.
    """
    if accession.state in (AccessionState.ASKED, *ENDED):
        told(accession.to_version_id, actor, lambda: _refuse_before_consent(accession))


def _refuse_before_consent(accession: Accession) -> None:
    version = accession.to_version
    if accession.state != AccessionState.CONSENTED:
        raise WrongState(
            _("The sides have not consented yet.")
            if accession.state == AccessionState.ASKED
            else _("This accession is over, or signed."),
            next_step=_("Open the accession and look where it stands."),
        )
    if version.state != VersionState.IN_FORCE or version not in open_to_accede(
        version.agreement.partnership
    ):
        raise WrongState(
            _("Nobody can accede to this agreement now."),
            next_step=_("Ask the sides: where another text is on its way, it can name you."),
        )
