"""Signing in: with name and password, then a second factor where there is one; or with a passkey alone."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.accounts import queries
from yuinowa.accounts.models import Person, SignedInSession, session_digest
from yuinowa.accounts.queries import factors
from yuinowa.accounts.services.factors import prove_code
from yuinowa.accounts.services.guesses import AddressTry, Guess
from yuinowa.accounts.services.passkeys import prove_passkey
from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import InputRefused


def sign_in(login: str, password: str, *, address: str) -> Person:
    """The person whose name and password these are, ready for a session or for the second step.

    A name that nobody has, a closed account and a wrong password are one answer and the same work (R26).

    Raises:
        TooMany: too many failures for this account or from this address; nothing was looked at.
        InputRefused: name and password do not belong together. Audited, without what was typed.
    """
    guess = Guess(login, address)
    guess.count()
    person = authenticate(login=login, password=password)
    if person is None:
        with transaction.atomic():
            audit.record("accounts.sign-in-refused", None, actor=Actor.nobody())
        raise InputRefused(_("The sign-in name or the password is not right."))
    guess.was_right(wholly=not factors.has_second_factor(person.pk))
    return person


def take_second_step(person_id: int, code: str, *, address: str) -> Person:
    """The person, who has typed a password a moment ago and now a code.

    Raises:
        TooMany: too many wrong passwords and codes; nothing was looked at.
        InputRefused: it is no code of this person's that still works. Audited.
    """
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        raise _wrong_code()
    guess = Guess(person.login, address)
    guess.count()
    if prove_code(person, code) is None:
        raise _wrong_code()
    guess.was_right()
    return person


def _wrong_code() -> InputRefused:
    return InputRefused(_("This code is not right, or it was used before."))


def sign_in_with_passkey(answer: str, state: dict[str, Any], *, address: str) -> Person:
    """The person whose passkey answered: something held and, by the device, something known or one's own body.

    No account waits for it: a passkey cannot be guessed, so wrong passwords of others keep nobody out.

    Raises:
        TooMany: too many failures from this address.
        InputRefused: the answer does not fit. Audited.
    """
    if not answer:  # the form without its script: nothing was tried
        raise InputRefused(_("The passkey was not taken."))
    tried = AddressTry(address)
    tried.count()
    person = prove_passkey(answer, state)
    tried.take_back()
    return person


# ---------------------------------------------------------------- once more, in a session (R27)


def sign_in_again(
    password: str, code: str = "", *, session_key: str, address: str, actor: Actor
) -> None:
    """Let the session be fresh from now on: the person who acts has proven it once more.

    Raises:
        TooMany: it was guessed at too often: a session left open is no way around R26.
        ValidationError: ``password`` is not the person's, or ``code`` where one is needed. Audited.
    """
    person = Person.objects.get(pk=actor.person or 0)
    needs_code = factors.has_second_factor(person.pk)
    guess = Guess(person.login, address)
    guess.count()
    if not person.check_password(password):
        _refuse_again(session_key, actor, "password", _("This is not your password."))
    if needs_code and prove_code(person, code) is None:
        _refuse_again(session_key, actor, "code", str(_wrong_code().message))
    guess.was_right()
    _freshen(session_key, actor, second_factor=needs_code)


def sign_in_again_with_passkey(
    answer: str, state: dict[str, Any], *, session_key: str, address: str, actor: Actor
) -> None:
    """Let the session be fresh from now on, by a passkey of the person who acts.

    Raises:
        TooMany, InputRefused: as ``sign_in_with_passkey``; somebody else's passkey is refused too.
    """
    if state.get("person") != actor.person:
        raise InputRefused(_("The passkey was not taken."))
    sign_in_with_passkey(answer, state, address=address)
    _freshen(session_key, actor, second_factor=True)


@transaction.atomic
def _freshen(session_key: str, actor: Actor, *, second_factor: bool) -> None:
    session = SignedInSession.objects.get(key=session_digest(session_key), person=actor.person)
    session.fresh_at = clock.now()
    if second_factor:
        session.mfa_at = session.fresh_at
    session.save(update_fields=["fresh_at", "mfa_at"])
    audit.record("accounts.sign-in-again", session, actor=actor)


def _refuse_again(session_key: str, actor: Actor, field: str, sentence: str) -> None:
    with transaction.atomic():
        session = queries.session_of(session_key)
        audit.record("accounts.sign-in-again-refused", session, actor=actor)
    raise ValidationError({field: [sentence]})
