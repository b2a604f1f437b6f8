"""Claims as the person who asks sees them: sent, confirmed by mail, proven by the letter's code, answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from yuinowa.accounts.domain.claims import (
    CLAIMS_PER_ADDRESS,
    CLAIMS_PER_MAIL,
    LONGEST_POST,
    LONGEST_WORD,
    MOST_WRONG_CODES,
    Channel,
    ClaimAction,
    ClaimKind,
    ClaimState,
    code_from,
    folded_code,
)
from yuinowa.accounts.domain.invitations import LONGEST_NAME
from yuinowa.accounts.domain.names import email_of
from yuinowa.accounts.models import EntryClaim
from yuinowa.accounts.services.links import make_link, subject_of, take_link
from yuinowa.accounts.services.requests import count_request
from yuinowa.core import audit, clock, mail, move
from yuinowa.core.rights import Actor, Level
from yuinowa.core.text import clean_text
from yuinowa.core.versions import lock
from yuinowa.directory.domain.institutions import InstitutionKind, Status
from yuinowa.directory.domain.places import Place
from yuinowa.directory.services import add_institution
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotFound, TooMany, WrongState

CONFIRM, LETTER, ANSWER = "claim", "claim-letter", "claim-answer"


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who asks."""

    name: str
    email: str
    post: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody says of an institution that is not listed."""

    name: str
    kinds: Collection[InstitutionKind]
    kana: str = ""
    municipality_name: str = ""
    address: str = ""
    telephone: str = ""
    url: str = ""


@transaction.atomic
def claim_entry(
    institution_id: int, claimant: Claimant, *, network_address: str, actor: Actor
) -> EntryClaim:
    """Ask to act for a listed institution; a link goes to the claimant's address.

    Raises:
        AlreadyDone: the institution takes part already.
        TooMany: too many claims from this network address, or to this mail address.
        ValidationError: the mail address cannot be used.
    """
    claim = _claim(institution_id, ClaimKind.CLAIM, claimant)
    institution = claim.institution
    if institution.member:
        raise AlreadyDone(
            _("This institution takes part already."),
            next_step=_("Ask its administrator to invite you."),
        )
    if Status(institution.status).is_over or institution.status == Status.CANDIDATE:
        raise WrongState(_("Nobody can ask for this entry."), next_step=_("Ask the region office."))
    return _send(claim, network_address, actor)


@transaction.atomic
def register_institution(
    entry: Entry, claimant: Claimant, *, network_address: str, actor: Actor
) -> EntryClaim:
    """Enter an institution as a candidate, which nobody else sees, and ask to act for it.

    Raises:
        TooMany, ValidationError: as ``claim_entry``.
    """
    institution = add_institution(
        name=clean_text(entry.name, max_len=200),
        kana=entry.kana,
        kinds=entry.kinds,
        place=Place(municipality_name=entry.municipality_name, address=entry.address),
        telephone=entry.telephone,
        url=entry.url,
        status=Status.CANDIDATE,
        level=Level.PRIVATE,
        actor=Actor.system(),
    )
    claim = _claim(institution.pk, ClaimKind.REGISTRATION, claimant)
    return _send(claim, network_address, actor)


def _claim(institution_id: int, kind: ClaimKind, claimant: Claimant) -> EntryClaim:
    email = email_of(claimant.email)
    if email is None:
        raise ValidationError({"email": [_("Write a mail address, such as name@example.org.")]})
    now = clock.now()
    return EntryClaim(
        institution_id=institution_id,
        kind=kind.value,
        name=clean_text(claimant.name, max_len=LONGEST_NAME),
        email=email,
        post=clean_text(claimant.post, max_len=LONGEST_POST),
        word=clean_text(claimant.word, max_len=LONGEST_WORD, one_line=False, blank_ok=True),
        created_at=now,
        since=now,
    )


def _send(claim: EntryClaim, network_address: str, actor: Actor) -> EntryClaim:
    count_request("claim", network_address, CLAIMS_PER_ADDRESS)
    day_ago = claim.created_at - timedelta(days=1)
    today = EntryClaim.objects.filter(email=claim.email, created_at__gt=day_ago)
    if today.count() >= CLAIMS_PER_MAIL:
        raise TooMany(
            _("Several claims were sent with this mail address today."),
            retry_after=24 * 60 * 60,
            next_step=_("Use the link in one of the mails, or try again tomorrow."),
        )
    claim.full_clean()
    claim.save()
    move.begin(claim)
    write_to(claim, "claim_confirm", link=CONFIRM, view="accounts:claim-confirm")
    audit.record("entryclaim.send", claim, actor=actor, after={"institution": claim.institution_id})
    return claim


def write_to(claim: EntryClaim, template: str, *, link: str = "", view: str = "") -> None:
    """Write to whoever asks; with ``link`` the mail holds a new one, and earlier ones work no longer."""
    context: dict[str, Any] = {"claim": claim, "institution": claim.institution.name}
    if link:
        token = make_link(link, claim.pk)
        context["link"] = mail.absolute(reverse(view, args=[token]))
    key = f"claim/{claim.pk}/{template}/{claim.version}"
    mail.send(claim.email, f"accounts/mail/{template}.txt", context, key=key)


def step(
    claim: EntryClaim, action: ClaimAction, *, actor: Actor, note: str = "", **values: object
) -> EntryClaim:
    """The claim after ``action``, with ``values`` written under the same lock."""

    def write(row: EntryClaim) -> None:
        row.since = clock.now()
        for name, value in values.items():
            setattr(row, name, value)

    moved: EntryClaim = move.move(claim, action, actor=actor, note=note, change=write)
    return moved


def claim_of(purpose: str, token: str) -> EntryClaim:
    """The claim a link is about, to show the page that asks.

    Raises:
        NotFound: the link never was, was used, or is over.
    """
    return EntryClaim.objects.select_related("institution").get(pk=subject_of(purpose, token))


@transaction.atomic
def confirm_claim(token: str) -> EntryClaim:
    """The claim, with its mail address confirmed: now the region office is asked.

    Raises:
        NotFound: the link never was, was used, or is over.
        TransitionRefused: the claim was overtaken meanwhile.
    """
    claim = lock(EntryClaim, take_link(CONFIRM, token))
    return step(claim, ClaimAction.CONFIRM, actor=Actor.system())


# ---------------------------------------------------------------- the letter


def code_of(claim: EntryClaim) -> str:
    """The code of the claim's letter, made anew each time from the seed and the installation's key."""
    made = salted_hmac(
        "yuinowa.accounts.letter", f"{claim.pk}:{claim.letter_seed}", algorithm="sha256"
    )
    return code_from(made.digest())


def type_code(token: str, typed: str) -> EntryClaim:
    """The claim, proven by the code of the letter; each wrong code is counted for good.

    Raises:
        NotFound: the link never was, was used, or is over.
        InputRefused: it is not the code.
        WrongState: too many wrong codes; a new letter is needed.
    """
    with transaction.atomic():
        claim = lock(EntryClaim, subject_of(LETTER, token))
        if claim.state != ClaimState.LETTER:
            raise NotFound("this claim waits for no code")
        if claim.wrong_codes >= MOST_WRONG_CODES:
            raise WrongState(
                _("Too many wrong codes were written."),
                next_step=_("Ask the region office for a new letter."),
            )
        fits = constant_time_compare(folded_code(typed), folded_code(code_of(claim)))
        if fits:
            take_link(LETTER, token)
            return step(
                claim,
                ClaimAction.TYPE_CODE,
                actor=Actor.system(),
                note=Channel.LETTER.value,
                checked_by_channel=Channel.LETTER.value,
                checked_at_place=claim.institution.address,
                checked_at=clock.now(),
            )
        EntryClaim.objects.filter(pk=claim.pk).update(wrong_codes=claim.wrong_codes + 1)
        audit.record("entryclaim.wrong-code", claim, actor=Actor.nobody())
    raise InputRefused(_("This is not the code of the letter."), next_step=_("Write it once more."))


# ---------------------------------------------------------------- asked back


@transaction.atomic
def answer_claim(token: str, text: str) -> EntryClaim:
    """The claim with the answer to what the region office asked.

    Raises:
        NotFound: the link never was, was used, or is over.
        ValidationError: the answer is blank or too long.
    """
    answer = clean_text(text, max_len=LONGEST_WORD, one_line=False)
    claim = lock(EntryClaim, take_link(ANSWER, token))
    return step(claim, ClaimAction.ANSWER, actor=Actor.system(), answer=answer)
