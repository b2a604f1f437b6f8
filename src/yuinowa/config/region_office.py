"""The region office and its first person. Django is set up when this is imported."""

from __future__ import annotations

from django.urls import reverse

from yuinowa.accounts.services import Guest, create_person, grant_affiliation, invite
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.queries import has_region_office
from yuinowa.directory.services import add_institution

#: The first person does everything, and invites those who share the work.
FIRST_ROLES = frozenset({Role.REGION_ADMIN, Role.OPERATOR, Role.ADMIN, Role.EDITOR})


def is_set_up() -> bool:
    """Whether there is a region office."""
    return has_region_office()


def make(answers: dict[str, str], password: str | None) -> str:
    """Make the region office and its first person; the path of the page where that person begins.

    Raises:
        ValidationError: the password is too short, common, or like the name (R25).
    """
    system = Actor.system()
    office = add_institution(
        name=answers["office"],
        kana=answers["office_kana"],
        kinds=[InstitutionKind.CONSORTIUM],
        member=True,
        region_office=True,
        actor=system,
    )
    if password is None:
        guest = Guest(answers["email"], FIRST_ROLES, name=answers["name"])
        _invitation, token = invite(office.pk, guest, actor=system, by_mail=False)
        return reverse("accounts:invitation-take", args=[token])
    person = create_person(
        login=answers["login"],
        email=answers["email"],
        display_name=answers["name"],
        password=password,
        actor=system,
    )
    grant_affiliation(person.pk, office.pk, FIRST_ROLES, actor=system)
    return reverse("accounts:sign-in")
