"""Signing: by consent on the platform, or by entering what was sealed on paper or signed elsewhere."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.core.rights import Actor, require, require_fresh
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotAllowed, WrongState
from yuinowa.partnerships.domain.agreements import (
    SIGNABLE,
    SigningForm,
    VersionAction,
    VersionState,
    starts_too_early,
    whose_turn,
)
from yuinowa.partnerships.domain.phases import SIGNING
from yuinowa.partnerships.models import AgreementVersion, Party, Signature, SignedFile
from yuinowa.partnerships.queries.agreements import missing_sides, new_sides
from yuinowa.partnerships.services.coming_into_force import come_into_force
from yuinowa.partnerships.services.concluding import (
    record,
    refuse_other_text,
    refuse_state,
    signer_of,
    told,
)
from yuinowa.partnerships.services.frame import refuse_before_text
from yuinowa.partnerships.services.turns import set_turns
from yuinowa.partnerships.services.versions import locked_version, to_state


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What was signed on paper, or with another service: who, when, and the file that shows it."""

    name: str
    signed_on: date
    file_name: str
    content: bytes


def sign(version_id: int, *, digest: str, post: str, actor: Actor) -> AgreementVersion:
    """The version, signed by the actor for the actor's side; with the last side it comes into force, if nothing is open.

    A refusal is recorded as well: a copied link, a second time, out of turn, for a second side, after the text
    changed, after the side left.

    Raises:
        NotAllowed: the actor signs for no side of it, or for another already.
        SignInAgain: who signs was proven too long ago.
        VersionMovedOn: another text was read.
        WrongState: something that has to be there before is not; the sentence says what.
        AlreadyDone: the side has signed.
    """
    return told(
        version_id,
        actor,
        lambda: _signed(version_id, digest, post, SigningForm.PLATFORM, None, actor),
    )


def enter_signature(
    version_id: int,
    form: SigningForm,
    elsewhere: Elsewhere,
    *,
    digest: str,
    post: str,
    actor: Actor,
) -> AgreementVersion:
    """The version with the signature that the actor's side gave on paper or with another service; entered by a named clerk.

    Raises: as ``sign``; InputRefused: the day cannot be, or the file is no PDF.
    """
    return told(
        version_id,
        actor,
        lambda: _signed(version_id, digest, post, form, elsewhere, actor),
    )


@transaction.atomic
def _signed(
    version_id: int,
    digest: str,
    post: str,
    form: SigningForm,
    elsewhere: Elsewhere | None,
    actor: Actor,
) -> AgreementVersion:
    version = locked_version(version_id)
    # First that it is the version that was read: whoever comes late has to know why.
    if version.state == VersionState.SUPERSEDED:
        refuse_state(version, *SIGNABLE)
    refuse_other_text(version, digest)
    party = signer_of(version, actor)
    if version.signatures.filter(party=party).exists():
        raise AlreadyDone(_("Your side has signed already. It counts once."))
    refuse_state(version, *SIGNABLE)
    require(actor, _ACTION[form], version)
    require_fresh(actor)
    refuse_form(version, form)
    refuse_second_side(version, actor)
    _refuse_gaps(version, party)
    day = elsewhere.signed_on if elsewhere else clock.today()
    _refuse_days(version, party, day)
    write_signature(version, party, post, form, day, elsewhere, actor)
    if version.state == VersionState.APPROVED_BY_EACH:
        to_state(version, VersionAction.SIGN)
    if version.signatures.count() == len(version.text.signers):
        to_state(version, VersionAction.COMPLETE)
        come_into_force(version)
    set_turns(version.agreement.partnership)
    record("sign", version, actor, method=form.value, party=party)
    return version


_ACTION = {
    SigningForm.PLATFORM: "agreementversion.sign",
    SigningForm.SEALED: "agreementversion.enter",
    SigningForm.EXTERNAL: "agreementversion.enter",
}


def refuse_form(version: AgreementVersion, form: SigningForm) -> None:
    if version.text.terms.signing_form is not form:
        raise WrongState(
            _("This agreement is concluded in another way; its head says how."),
            next_step=_("Open the agreement and look at its head."),
        )


def refuse_second_side(version: AgreementVersion, actor: Actor) -> None:
    if version.signatures.filter(person=actor.person or 0).exists():
        raise WrongState(
            _("You have signed for another side. One person signs for one side."),
            next_step=_("Let another signatory of this side sign."),
        )


def _refuse_gaps(version: AgreementVersion, party: int) -> None:
    """What has to be there before this side signs: all sides, what is asked before any text, its own decision, its turn."""
    text = version.text
    partnership = version.agreement.partnership
    if partnership.phase not in SIGNING:
        raise WrongState(
            _("The partnership is not at the point of signing."),
            next_step=_("Look at what is missing in the partnership."),
        )
    sides = list(Party.objects.filter(partnership=partnership).select_related("institution"))
    gone, came = missing_sides(text, sides), new_sides(text, sides)
    if gone:
        raise WrongState(
            _("%(names)s is no longer a side.") % {"names": "、".join(gone)},
            next_step=_("Put a new version forward, with the sides that are there."),
        )
    if came:
        raise WrongState(
            _("%(names)s has joined since and does not stand in the text.")
            % {"names": "、".join(came)},
            next_step=_("Put a new version forward, with the sides that are there."),
        )
    refuse_before_text(partnership)
    if not version.approvals.filter(party=party).exists():
        raise WrongState(
            _("Your side has not recorded its own decision on this version."),
            next_step=_("Record the decision, then sign."),
        )
    signed = set(version.signatures.values_list("party", flat=True))
    if party not in whose_turn(text.signers, signed):
        raise WrongState(
            _("It is not your side's turn to sign. The order stands in the head of the agreement."),
            next_step=_("You are told when the sides before you have signed."),
        )


def _refuse_days(version: AgreementVersion, party: int, day: date) -> None:
    terms = version.text.terms
    refuse_impossible_day(version, party, day)
    if starts_too_early(terms.starts_on, today=day, retroactive=terms.retroactive):
        raise WrongState(
            _("The agreement would begin before it is signed."),
            next_step=_(
                "Put a new version forward: with a later first day, or saying that it holds from before."
            ),
        )


def refuse_impossible_day(version: AgreementVersion, party: int, day: date) -> None:
    """Nothing, if the side can have signed on ``day``: after its own decision, and not to come."""
    if not version.approvals.get(party=party).decided_on <= day <= clock.today():
        raise InputRefused(
            _("Write a day from the decision of your side until today."), place="signed_on"
        )


def write_signature(
    version: AgreementVersion,
    party: int,
    post: str,
    form: SigningForm,
    day: date,
    elsewhere: Elsewhere | None,
    actor: Actor,
) -> None:
    """Keep the signature of a side, with the file where it was given elsewhere."""
    if actor.person is None:
        raise NotAllowed("a person signs")
    try:
        with transaction.atomic():
            signature = Signature.objects.create(
                version=version,
                party_id=party,
                person=actor.person,
                post=post,
                method=form.value,
                signed_on=day,
                at=clock.now(),
                digest=version.digest,
            )
    except IntegrityError as taken:
        raise AlreadyDone(_("Your side has signed already. It counts once.")) from taken
    if elsewhere is not None:
        if not elsewhere.content.startswith(b"%PDF-"):
            raise InputRefused(_("This is no PDF. Scan the original as PDF."), place="file")
        SignedFile.objects.create(
            signature=signature,
            signatory=elsewhere.name,
            name=elsewhere.file_name,
            digest=hashlib.sha256(elsewhere.content).hexdigest(),
            content=elsewhere.content,
        )
