"""A person asks to be erased; an administrator or the region office confirms; what was decided stays (I42)."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from yuinowa.accounts.models import (
    Affiliation,
    CodeApp,
    EntryClaim,
    Invitation,
    Passkey,
    Person,
    RecoveryCode,
    SignedInSession,
    current_affiliation_q,
)
from yuinowa.accounts.services.affiliations import end_affiliation
from yuinowa.core import audit, rights, waits
from yuinowa.core.models import Wait
from yuinowa.core.rights import Actor, Role
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import NotFound
from yuinowa.kernel.workflow import Verb

ERASE = "erase"
#: A msgid: what the turn is about, without a name, for the row stays when the person has gone.
SOMEBODY_ASKS = gettext_noop("Somebody asks to be erased")
#: What stands where the name stood; the number tells two of them apart.
FORMER = "退いた人"


@transaction.atomic
def ask_to_be_erased(*, actor: Actor) -> None:
    """Ask whoever administers the only institution of the person who acts, else the region office.

    Raises:
        NotFound: the account was closed a moment ago.
        SignInAgain: ``actor`` signed in too long ago (R27).
    """
    person = Person.objects.filter(pk=actor.person or 0, is_active=True).first()
    if person is None:
        raise NotFound("this account does not exist")
    rights.require(actor, "person.edit", person)
    rights.require_fresh(actor)
    institution, name = _who_confirms(person)
    waits.open_wait(
        subject=person,
        step=ERASE,
        label=SOMEBODY_ASKS,
        institution=institution,
        institution_label=name,
        role=(Role.ADMIN if institution else Role.REGION_ADMIN).value,
        verb=Verb.ERASE,
        then_what=gettext_noop("Then the name is gone, and what was decided stays."),
        url=reverse("accounts:person-erase", args=[person.pk]),
    )
    audit.record("accounts.ask-to-be-erased", person, actor=actor)


def _who_confirms(person: Person) -> tuple[int, str]:
    """The only institution, if somebody else administers it; else the region office."""
    current = list(
        Affiliation.objects.filter(current_affiliation_q(), person=person).select_related(
            "institution"
        )
    )
    places = {affiliation.institution_id: affiliation.institution.name for affiliation in current}
    if len(places) == 1:
        ((institution, name),) = places.items()
        others = Affiliation.objects.filter(
            current_affiliation_q(),
            institution=institution,
            roles__role=Role.ADMIN.value,
            person__is_active=True,
        )
        if others.exclude(person=person).exists():
            return institution, name
    return waits.REGION_OFFICE, ""


def asked_of(person_id: int, actor: Actor) -> Wait:
    """The open question whether to erase ``person_id``, if it is ``actor``'s to answer.

    Raises:
        NotFound: nobody asked, or it is somebody else's turn.
    """
    found = waits.waits_for(actor).filter(
        subject_kind=Person._meta.label_lower, subject_id=person_id, step=ERASE
    )
    wait = found.first()
    if wait is None:
        raise NotFound("nobody asked to be erased here")
    return wait


@transaction.atomic
def erase_person(person_id: int, *, actor: Actor) -> Person:
    """The person without name, address and any way to sign in; affiliations end, their rows stay.

    Raises:
        NotFound: as ``asked_of``.
        SignInAgain: ``actor`` signed in too long ago (R27).
        WrongState: somewhere nobody else could administer, and ``actor`` is not the region office's.
    """
    asked_of(person_id, actor)
    rights.require_fresh(actor)
    person = lock(Person, person_id)
    for affiliation in Affiliation.objects.filter(current_affiliation_q(), person=person):
        # Asked by the person and confirmed: the platform ends what lies at other institutions too.
        end_affiliation(affiliation.pk, actor=Actor.system())
    Invitation.objects.filter(email=person.email).update(email=f"gone-{person.pk}@invalid", name="")
    EntryClaim.objects.filter(email=person.email).update(
        email=f"gone-{person.pk}@invalid", name=FORMER
    )
    for model in (SignedInSession, Passkey, CodeApp, RecoveryCode):
        model._base_manager.filter(person=person).delete()
    person.login = f"gone-{person.pk}"
    person.email = f"gone-{person.pk}@invalid"
    person.display_name = f"{FORMER} {person.pk}"
    person.is_active = False
    person.set_unusable_password()
    person.version += 1
    person.save()
    waits.close_wait(person, ERASE)
    audit.record("accounts.erase-person", person, actor=actor)
    return person
