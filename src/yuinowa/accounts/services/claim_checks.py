"""Claims as the region office handles them: checked, asked back, approved, refused; and the clock."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.accounts.domain.claims import (
    CHANNELS,
    KEEP_CANDIDATES,
    KEEP_CLAIMS,
    LASTS,
    LONGEST_WORD,
    OPEN_STATES,
    Channel,
    ClaimAction,
    ClaimKind,
    ClaimState,
)
from yuinowa.accounts.models import Affiliation, EntryClaim, current_affiliation_q
from yuinowa.accounts.services.claims import (
    ANSWER,
    LETTER,
    code_of,
    step,
    write_to,
)
from yuinowa.accounts.services.invitations import Guest, invite
from yuinowa.core import audit, clock, rights, waits
from yuinowa.core.rights import Actor, Role
from yuinowa.core.text import clean_text
from yuinowa.core.versions import lock
from yuinowa.directory.services import erase_candidate, let_take_part
from yuinowa.kernel.errors import InputRefused, WrongState

FIRST_ROLES = frozenset({Role.ADMIN, Role.EDITOR})


@transaction.atomic
def record_check(
    claim_id: int, channel: Channel, place: str, *, expected_version: int, actor: Actor
) -> EntryClaim:
    """The claim, proven: who checked, how, at which number or place, when.

    A call goes to the entry's own number, whatever ``place`` says; a register or a visit names its place.

    Raises:
        NotAllowed: ``actor`` is not the region office's.
        InputRefused: this channel does not prove a claim of this kind, or the place is missing.
        WrongState: the entry has no telephone number.
        VersionMovedOn: somebody handled the claim since.
    """
    claim = lock(EntryClaim, claim_id, expected_version)
    rights.require(actor, "entryclaim.check", claim)
    if channel not in CHANNELS[ClaimKind(claim.kind)]:
        raise InputRefused(_("A claim is checked by the entry's own telephone or address."))
    if channel is Channel.CALL:
        place = claim.institution.telephone
        if not place:
            raise WrongState(
                _("The entry has no telephone number."),
                next_step=_("Complete the entry from a public source, or send a letter."),
            )
    return step(
        claim,
        ClaimAction.RECORD_CHECK,
        actor=actor,
        note=channel.value,
        checked_by_channel=channel.value,
        checked_at_place=clean_text(place, max_len=400),
        checked_by=actor.person,
        checked_at=clock.now(),
    )


@transaction.atomic
def send_letter(claim_id: int, *, expected_version: int, actor: Actor) -> EntryClaim:
    """The claim, with a new code; the office prints the letter, the claimant gets the page to write it on.

    Raises:
        NotAllowed, VersionMovedOn: as ``record_check``.
        WrongState: the entry has no address.
    """
    claim = lock(EntryClaim, claim_id, expected_version)
    rights.require(actor, "entryclaim.check", claim)
    if not claim.institution.address:
        raise WrongState(
            _("The entry has no address."),
            next_step=_("Complete the entry from a public source, or call back."),
        )
    claim = step(
        claim,
        ClaimAction.SEND_LETTER,
        actor=actor,
        letter_seed=secrets.token_hex(16),
        wrong_codes=0,
    )
    write_to(claim, "claim_letter", link=LETTER, view="accounts:claim-code")
    return claim


def letter_code(claim: EntryClaim, *, actor: Actor) -> str:
    """The code to print. Nobody but the region office reads it.

    Raises:
        NotAllowed: ``actor`` is not the region office's.
        WrongState: no letter is on its way.
    """
    rights.require(actor, "entryclaim.check", claim)
    if claim.state != ClaimState.LETTER:
        raise WrongState(_("No letter is on its way."), next_step=_("Look at the claim again."))
    return code_of(claim)


@transaction.atomic
def ask_claimant(
    claim_id: int, question: str, *, expected_version: int, actor: Actor
) -> EntryClaim:
    """The claim, with a question the claimant answers by a link.

    Raises:
        NotAllowed, VersionMovedOn: as ``record_check``.
        ValidationError: the question is blank or too long.
    """
    claim = lock(EntryClaim, claim_id, expected_version)
    text = clean_text(question, max_len=LONGEST_WORD, one_line=False)
    claim = step(claim, ClaimAction.ASK, actor=actor, question=text, answer="")
    write_to(claim, "claim_question", link=ANSWER, view="accounts:claim-answer")
    return claim


@transaction.atomic
def refuse_claim(claim_id: int, reason: str, *, expected_version: int, actor: Actor) -> EntryClaim:
    """The claim, refused; the reason goes to the claimant.

    Raises:
        NotAllowed, VersionMovedOn: as ``record_check``.
        ValidationError: the reason is blank or too long.
    """
    claim = lock(EntryClaim, claim_id, expected_version)
    text = clean_text(reason, max_len=LONGEST_WORD, one_line=False)
    claim = step(claim, ClaimAction.REFUSE, actor=actor, reason=text, ended_at=clock.now())
    write_to(claim, "claim_refused")
    return claim


@transaction.atomic
def approve_claim(claim_id: int, *, expected_version: int, actor: Actor) -> EntryClaim:
    """The claim, approved: the institution takes part, the claimant is invited as its first administrator.

    Every other open claim for the institution is overtaken, and its claimant told whom to ask.

    Raises:
        NotAllowed: ``actor`` is not the region office's.
        SignInAgain: ``actor`` signed in too long ago (R27).
        TransitionRefused: it is not proven, or another claim was approved first.
        WrongState: the institution has an administrator.
        VersionMovedOn: somebody handled the claim since.
    """
    institution = EntryClaim.objects.filter(pk=claim_id).values_list("institution")[:1]
    # All in one order, so that of two approvals at once the second finds itself overtaken.
    rivals = list(
        EntryClaim.objects.select_for_update()
        .filter(institution__in=institution, state__in=OPEN_STATES)
        .order_by("pk")
    )
    claim = lock(EntryClaim, claim_id, expected_version)
    rights.require(actor, "entryclaim.check", claim)
    rights.require_fresh(actor)
    if _has_administrator(claim.institution_id):
        raise WrongState(
            _("The institution has an administrator already."),
            next_step=_("Refuse the claim; the administrator can invite the person."),
        )
    claim = step(claim, ClaimAction.APPROVE, actor=actor, ended_at=clock.now())
    let_take_part(claim.institution_id, actor=actor)
    guest = Guest(claim.email, FIRST_ROLES, name=claim.name)
    invite(claim.institution_id, guest, actor=actor)
    for rival in rivals:
        if rival.pk != claim.pk:
            _overtake(rival)
    return claim


def _has_administrator(institution: int) -> bool:
    return Affiliation.objects.filter(
        current_affiliation_q(),
        institution=institution,
        roles__role=Role.ADMIN.value,
        person__is_active=True,
    ).exists()


def _overtake(claim: EntryClaim) -> None:
    was_confirmed = claim.state != ClaimState.SENT
    overtaken = step(claim, ClaimAction.OVERTAKE, actor=Actor.system(), ended_at=clock.now())
    if was_confirmed:
        write_to(overtaken, "claim_overtaken")


# ---------------------------------------------------------------- the clock


@transaction.atomic
def erase_old_claims() -> int:
    """Let claims lapse that waited too long; erase those that ended a while ago, and unverified candidates."""
    now = clock.now()
    for state, lasts in LASTS.items():
        over = EntryClaim.objects.filter(state=state, since__lt=now - lasts)
        for claim in over.order_by("pk"):
            step(claim, ClaimAction.LAPSE, actor=Actor.system(), ended_at=now)
    erased = 0
    unverified = EntryClaim.objects.filter(
        kind=ClaimKind.REGISTRATION, created_at__lt=now - KEEP_CANDIDATES
    ).exclude(state=ClaimState.APPROVED)
    for claim in unverified.order_by("pk"):
        erased += _erase_with_candidate(claim)
    ended = EntryClaim.objects.filter(ended_at__lt=now - KEEP_CLAIMS).exclude(state__in=OPEN_STATES)
    deleted, _rows = ended.delete()
    return erased + deleted


def _erase_with_candidate(claim: EntryClaim) -> int:
    """Erase one registration and its entry; the audit trail keeps that it was there."""
    waits.close_wait(claim)
    institution = claim.institution_id
    audit.record("entryclaim.erase", claim, actor=Actor.system())
    deleted, _rows = EntryClaim.objects.filter(institution=institution).delete()
    erase_candidate(institution, actor=Actor.system())
    return deleted
