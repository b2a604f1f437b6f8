"""Another mail address: confirmed by a link to it, told to the old one."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from yuinowa.accounts.domain.names import email_of
from yuinowa.accounts.domain.policy import LINK_LASTS
from yuinowa.accounts.models import EmailChange, Person
from yuinowa.accounts.services.links import make_link, subject_of, take_link
from yuinowa.core import audit, clock, mail, rights
from yuinowa.core.rights import Actor
from yuinowa.core.versions import lock, save_at_version
from yuinowa.kernel.errors import AlreadyDone, NotFound

PURPOSE = "email"


@transaction.atomic
def ask_for_email(typed: str, *, actor: Actor) -> None:
    """Send a link to another address; it becomes the person's own when the link is opened.

    An address that somebody has is answered alike: nothing is sent to it, so nobody learns that it is known.

    Raises:
        NotAllowed, SignInAgain: nobody is signed in, or too long ago.
        ValidationError: it is no mail address, or not in plain ASCII.
    """
    person = lock(Person, actor.person or 0)
    rights.require(actor, "person.edit", person)
    rights.require_fresh(actor)
    email = email_of(typed)
    if email is None:
        raise ValidationError(_("Write a mail address, such as name@example.org."), code="input")
    EmailChange.objects.filter(person=person).delete()
    change = EmailChange.objects.create(person=person, email=email, asked_at=clock.now())
    audit.record("accounts.ask-for-email", person, actor=actor)
    if Person.objects.filter(email=email).exists():
        return
    path = reverse("accounts:email-confirm", kwargs={"token": make_link(PURPOSE, change.pk)})
    mail.send(
        email,
        "accounts/mail/email_new.txt",
        {"person": person, "link": mail.absolute(path)},
        key=f"accounts.email/{change.pk}",
        language=person.language,
    )


def email_to_confirm(token: str) -> EmailChange:
    """The change that the link confirms; it is not used up.

    Raises:
        NotFound: it never was, was used, or is over.
    """
    found = EmailChange.objects.select_related("person").filter(pk=subject_of(PURPOSE, token))
    change = found.filter(person__is_active=True).first()
    if change is None:
        raise NotFound(
            _("This link works no longer."),
            next_step=_("It was used, or its time is over. Ask for a new one."),
        )
    return change


@transaction.atomic
def confirm_email(token: str) -> Person:
    """The person, with the new address; the old one is told.

    Raises:
        NotFound: the link never was, was used, or is over.
        AlreadyDone: somebody else took the address in the meantime.
    """
    change = email_to_confirm(token)
    take_link(PURPOSE, token)
    person = lock(Person, change.person_id)
    if Person.objects.filter(email=change.email).exclude(pk=person.pk).exists():
        raise AlreadyDone(
            _("This address is in use."),
            next_step=_("Choose another one on the page of your account."),
        )
    old = person.email
    save_at_version(person, person.version, {"email": change.email})
    change.delete()
    audit.record("accounts.change-email", person, actor=Actor(person=person.pk))
    mail.send(
        old,
        "accounts/mail/email_old.txt",
        {"person": person, "at": clock.now()},
        key=f"accounts.email-old/{person.pk}/{clock.now():%Y%m%d%H%M%S%f}",
        language=person.language,
    )
    return person


def erase_old_email_changes() -> int:
    """Erase changes that nobody confirmed; how many."""
    over = EmailChange.objects.filter(asked_at__lt=clock.now() - LINK_LASTS[PURPOSE])
    deleted, _rows = over.delete()
    return deleted
