"""A new password for whoever forgot the old one, by a link to the confirmed address (R26).

An address on record is confirmed: it came with the link of an invitation, a claim or a change, or the operator
typed it. A mail goes to the address on record only, never to what was typed.
"""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from yuinowa.accounts.domain.guessing import network_of
from yuinowa.accounts.domain.names import email_of
from yuinowa.accounts.domain.policy import PER_ADDRESS, RESETS_PER_EMAIL
from yuinowa.accounts.models import Person, SignedInSession, keyed_digest
from yuinowa.accounts.services.guesses import Tries
from yuinowa.accounts.services.links import make_link, subject_of, take_link
from yuinowa.core import audit, clock, mail, outbox
from yuinowa.core.rights import Actor
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import NotFound

SEND_RESET = "accounts.reset-asked"
PURPOSE = "password"


def ask_for_reset(typed: str, *, address: str) -> None:
    """Have a link sent, if ``typed`` is somebody's address: the same answer and the same work if it is not.

    An address that is not plain ASCII is nobody's: what only looks like an address on record is another mailbox.

    Raises:
        TooMany: this address, or this place, asked too often; known or not.
    """
    wanted = keyed_digest("email", email_of(typed) or typed)
    limits = {wanted: RESETS_PER_EMAIL, keyed_digest("address", network_of(address)): PER_ADDRESS}
    Tries(limits).count()
    with transaction.atomic():
        key = f"reset/{wanted}/{clock.now():%Y%m%d%H%M%S%f}"
        outbox.enqueue(SEND_RESET, key=key, payload={"email": wanted, "key": key})


@transaction.atomic
def send_reset(wanted: str, *, key: str) -> None:
    """Send a link to the person whose address has this digest; nothing, if nobody's has."""
    people = Person.objects.filter(is_active=True)
    person = next((p for p in people if keyed_digest("email", p.email) == wanted), None)
    if person is None:
        return
    path = reverse("accounts:password-new", kwargs={"token": make_link(PURPOSE, person.pk)})
    mail.send(
        person.email,
        "accounts/mail/reset.txt",
        {"person": person, "link": mail.absolute(path)},
        key=key,
        language=person.language,
    )


def person_to_reset(token: str) -> Person:
    """Whose password the link may set; it is not used up.

    Raises:
        NotFound: it never was, was used, or is over.
    """
    person = Person.objects.filter(pk=subject_of(PURPOSE, token), is_active=True).first()
    if person is None:
        raise NotFound(_("This link works no longer."))
    return person


@transaction.atomic
def reset_password(token: str, password: str) -> None:
    """Set the password of whoever holds the link, and end every session; a second factor is still asked for.

    Raises:
        NotFound: the link never was, was used, or is over.
        ValidationError: the password cannot be used (R25); the link still works.
    """
    person = lock(Person, person_to_reset(token).pk)
    validate_password(password, person)
    take_link(PURPOSE, token)
    person.set_password(password)
    person.save(update_fields=["password"])
    SignedInSession.objects.filter(person=person).delete()
    audit.record("accounts.reset-password", person, actor=Actor(person=person.pk))
    mail.send(
        person.email,
        "accounts/mail/password_changed.txt",
        {"person": person, "at": clock.now()},
        key=f"accounts.password/{person.pk}/{clock.now():%Y%m%d%H%M%S%f}",
        language=person.language,
    )
