"""Passkeys (WebAuthn): registered, and used to sign in. The device verifies its user, always.

A ceremony has two halves: ``…_options`` gives what the browser asks the device, and a state that must come
back with the answer, once; the caller keeps it in the session.
"""

from __future__ import annotations

import json
import secrets
import struct
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from yuinowa.accounts.domain.factors import PasskeySite, counter_goes_on, passkey_site
from yuinowa.accounts.models import Passkey, Person
from yuinowa.accounts.services.factors import factor_added, factor_name, own_account
from yuinowa.core import audit, clock, mail
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import InputRefused, WrongState

Options = dict[str, Any]
State = dict[str, Any]

#: What a state is of: the answer to one kind of question is none to the other.
_NEW, _PROOF = "new", "proof"

#: An answer of a device is a few hundred bytes, with a long attestation some thousand.
LONGEST_ANSWER = 20_000
#: What the library says to an answer that is not what it must be: it parses before it checks.
_UNREADABLE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
)


def passkeys_work() -> bool:
    """Whether passkeys can be made and used under this site's address."""
    return passkey_site(settings.BASE_URL) is not None


def site() -> PasskeySite:
    """Where passkeys are made and taken, by the base address of the settings and never by the request (R24).

    Raises:
        WrongState: this installation has no address for them.
    """
    found = passkey_site(settings.BASE_URL)
    if found is None:
        raise WrongState(
            _("Passkeys work under a name with https only, and this site has none."),
            next_step=_("Use an app that makes codes instead."),
        )
    return found


def _server() -> Fido2Server:
    here = site()
    name = mail.region_name("ja")
    return Fido2Server(
        PublicKeyCredentialRpEntity(id=here.host, name=f"結の輪 {name}"),
        verify_origin=lambda origin: origin == here.origin,
    )


# ---------------------------------------------------------------- registering


@transaction.atomic
def registration_options(*, actor: Actor) -> tuple[Options, State]:
    """What the browser asks the device for a new passkey.

    Raises:
        NotAllowed, SignInAgain: nobody is signed in, or too long ago.
        WrongState: there are as many as can be, or none can be made here.
    """
    person = own_account(actor)
    handle = _handle(person)
    options, state = _server().register_begin(
        PublicKeyCredentialUserEntity(
            id=websafe_decode(handle), name=person.login, display_name=person.display_name
        ),
        _known(person.pk),
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _plain(options), {**state, "for": _NEW, "handle": handle, "person": person.pk}


def add_passkey(name: str, answer: str, state: State, *, session_key: str, actor: Actor) -> Passkey:
    """A passkey that counts from now on.

    Raises:
        InputRefused: the device's answer does not fit what was asked.
        WrongState: there are as many as can be.
    """
    if (state.get("for"), state.get("person")) != (_NEW, actor.person):
        raise _refused()
    try:
        proven = _server().register_complete(state, _parsed(answer))
    except _UNREADABLE as fault:
        raise _refused() from fault
    credential = proven.credential_data
    if credential is None:
        raise _refused()
    with transaction.atomic():
        passkey = Passkey(
            person=own_account(actor),
            name=factor_name(name),
            credential_id=websafe_encode(credential.credential_id),
            credential=bytes(credential),
            handle=state["handle"],
            uses=proven.counter,
            created_at=clock.now(),
        )
        try:
            with transaction.atomic():
                passkey.save(force_insert=True)
        except IntegrityError as fault:  # the same device answered twice
            raise _refused() from fault
        factor_added(passkey, session_key, actor)
    return passkey


def _handle(person: Person) -> str:
    """What the person's devices call the account: one name for all of them, and no name of the person."""
    known = Passkey.objects.filter(person=person).values_list("handle", flat=True).first()
    return known or websafe_encode(secrets.token_bytes(32))


def _known(person_id: int) -> list[AttestedCredentialData]:
    rows = Passkey.objects.filter(person=person_id)
    return [AttestedCredentialData(bytes(row.credential)) for row in rows]


# ---------------------------------------------------------------- proving


def proof_options(person_id: int | None) -> tuple[Options, State]:
    """What the browser asks the device; without a person the device offers the accounts it knows.

    Raises:
        WrongState: no passkey can be used here.
    """
    known = _known(person_id) if person_id is not None else None
    options, state = _server().authenticate_begin(
        known or None, user_verification=UserVerificationRequirement.REQUIRED
    )
    return _plain(options), {**state, "for": _PROOF, "person": person_id}


def prove_passkey(answer: str, state: State) -> Person:
    """Whose passkey answered; it was used now.

    Raises:
        InputRefused: the answer does not fit what was asked, or nobody active has this passkey. Audited.
    """
    try:
        return _proven(answer, state)
    except _UNREADABLE as fault:
        with transaction.atomic():
            audit.record("accounts.second-factor-refused", None, actor=Actor.nobody())
        raise _refused() from fault


@transaction.atomic
def _proven(answer: str, state: State) -> Person:
    response = AuthenticationResponse.from_dict(_parsed(answer))
    if response is None:
        raise ValueError("empty")
    rows = Passkey.objects.select_for_update(of=("self",)).select_related("person")
    passkey = rows.filter(credential_id=websafe_encode(response.raw_id)).first()
    if passkey is None or not passkey.person.is_active:
        raise ValueError("nobody's passkey")
    if state["for"] != _PROOF or state["person"] not in {None, passkey.person_id}:
        raise ValueError("not what was asked, or of whom")
    handle = response.response.user_handle
    if handle and websafe_encode(handle) != passkey.handle:
        raise ValueError("the device takes the account for another")
    credential = AttestedCredentialData(bytes(passkey.credential))
    _server().authenticate_complete(state, [credential], response)
    uses = response.response.authenticator_data.counter
    if not counter_goes_on(passkey.uses, uses):
        raise ValueError("a copy of the passkey is about")
    passkey.uses, passkey.last_used_at = uses, clock.now()
    passkey.save(update_fields=["uses", "last_used_at"])
    return passkey.person


def _plain(options: Mapping[str, Any]) -> Options:
    """The library's options as plain values, to be written as JSON."""
    plain: Options = json.loads(json.dumps(dict(options)["publicKey"], default=dict))
    return plain


def _parsed(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST_ANSWER:
        raise ValueError("too long")
    parsed = json.loads(answer)
    if not isinstance(parsed, dict):
        raise TypeError("not an object")
    return parsed


def _refused() -> InputRefused:
    return InputRefused(
        _("The passkey was not taken."),
        next_step=_("Try once more, or choose another way."),
    )
