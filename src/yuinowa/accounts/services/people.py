"""People: made, given a password, changed by themselves."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.accounts.domain.names import email_of, login_of
from yuinowa.accounts.models import Person, SignedInSession, session_digest
from yuinowa.accounts.queries import factors
from yuinowa.accounts.services.guesses import Guess
from yuinowa.core import audit, rights
from yuinowa.core.rights import Actor
from yuinowa.core.text import clean_text
from yuinowa.core.versions import lock, save_at_version


@transaction.atomic
def create_person(
    *,
    login: str,
    email: str,
    display_name: str,
    actor: Actor,
    password: str | None = None,
    language: str = "ja",
    demo: bool = False,
) -> Person:
    """A person who can sign in, once there is a password and an affiliation.

    Raises:
        NotAllowed: ``actor`` administers nothing.
        ValidationError: name, address or password cannot be used, or somebody has them.
    """
    rights.require(actor, "person.create", Person())
    person = Person(
        login=_or_refused(login_of(login), _("Write the sign-in name in letters and digits.")),
        email=_or_refused(email_of(email), _("Write a mail address, such as name@example.org.")),
        display_name=clean_text(display_name, max_len=100),
        language=language,
        demo=demo,
    )
    person.set_unusable_password()
    if password is not None:
        validate_password(password, person)
        person.set_password(password)
    person.full_clean()
    person.save()
    audit.record("accounts.create-person", person, actor=actor)
    return person


def _or_refused(value: str | None, message: str) -> str:
    if value is None:
        raise ValidationError(message, code="input")
    return value


@transaction.atomic
def set_password(person_id: int, password: str, *, actor: Actor) -> None:
    """Give ``person_id`` a new password; every session of that person ends.

    Raises:
        NotAllowed: it is somebody else's.
        ValidationError: the password is too short, common, or like the name (R25).
    """
    person = lock(Person, person_id)
    _set_password(person, password, actor)
    SignedInSession.objects.filter(person=person).delete()


def change_password(
    current: str, password: str, *, session_key: str, address: str, actor: Actor
) -> None:
    """Give the person who acts a new password; every other session of that person ends.

    Raises:
        TooMany: the password now was guessed at too often: a session left open is no way around R26.
        ValidationError: ``current`` is not the password now, or the new one cannot be used (R25).
    """
    person = Person.objects.get(pk=actor.person or 0)
    guess = Guess(person.login, address)
    guess.count()
    if not person.check_password(current):
        raise ValidationError({"current": [_("This is not your password now.")]})
    guess.was_right(wholly=not factors.has_second_factor(person.pk))
    with transaction.atomic():
        person = lock(Person, person.pk)
        _set_password(person, password, actor)
        others = SignedInSession.objects.filter(person=person)
        others.exclude(key=session_digest(session_key)).delete()


def _set_password(person: Person, password: str, actor: Actor) -> None:
    rights.require(actor, "person.edit", person)
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    audit.record("accounts.set-password", person, actor=actor)


@transaction.atomic
def change_language(language: str, *, expected_version: int, actor: Actor) -> Person:
    """The person who acts, who reads ``language`` from now on.

    Raises:
        VersionMovedOn: the account was changed since.
        ValidationError: it is not a language of ours.
    """
    person = lock(Person, actor.person or 0, expected_version)
    rights.require(actor, "person.edit", person)
    before = person.language
    save_at_version(person, expected_version, {"language": language})
    audit.record(
        "accounts.change-language",
        person,
        actor=actor,
        before={"language": before},
        after={"language": language},
    )
    return person


def has_demo_persons() -> bool:
    """Whether somebody could sign in with the password of the demo region."""
    return Person.objects.filter(demo=True).exists()
