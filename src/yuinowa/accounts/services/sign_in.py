"""Signing in with name and password."""

from __future__ import annotations

from django.contrib.auth import authenticate
from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.accounts.models import Person
from yuinowa.accounts.services.guesses import Guess
from yuinowa.core import audit
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import InputRefused


def sign_in(login: str, password: str, *, address: str) -> Person:
    """The person whose name and password these are, ready for a session.

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
    guess.take_back()
    return person
