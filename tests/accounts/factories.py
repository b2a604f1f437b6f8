"""People and affiliations for tests; every factory's person has the same long password."""

from __future__ import annotations

import os
from datetime import date
from functools import cache
from itertools import count

import pyotp
from django.contrib.auth.hashers import make_password
from django.test import Client

from yuinowa.accounts import queries
from yuinowa.accounts.domain.factors import new_secret
from yuinowa.accounts.models import Affiliation, AffiliationRole, CodeApp, Person, sealed
from yuinowa.core import clock
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution

PASSWORD = "kawa-no-nagare-no-oto"
_numbers = count(1)
#: A worker may get persons that another one made (tests/access/kept.py): no two may be of one name.
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


@cache
def _hash() -> str:
    return make_password(PASSWORD)


def a_person(login: str = "", *, demo: bool = False, language: str = "ja") -> Person:
    name = login or f"person{next(_numbers)}{_WORKER}"
    return Person.objects.create(
        login=name,
        email=f"{name}@example.org",
        display_name=f"人 {name}",
        password=_hash(),
        demo=demo,
        language=language,
    )


def an_institution(
    name: str = "", *, member: bool = True, region_office: bool = False
) -> Institution:
    return Institution.objects.create(
        name=name or f"試験{next(_numbers)}図書館", member=member, region_office=region_office
    )


def an_affiliation(
    person: Person | None = None,
    institution: Institution | None = None,
    *roles: Role,
    unit: str = "",
    from_day: date | None = None,
    to_day: date | None = None,
) -> Affiliation:
    affiliation = Affiliation.objects.create(
        person=person or a_person(),
        institution=institution or an_institution(),
        unit=unit,
        from_day=from_day or clock.today(),
        to_day=to_day,
    )
    AffiliationRole.objects.bulk_create(
        [AffiliationRole(affiliation=affiliation, role=role.value) for role in roles]
    )
    return affiliation


def a_client(person: Person, *, user_agent: str = "") -> Client:
    """A browser in which ``person`` has signed in through the page."""
    client = Client(headers={"user-agent": user_agent} if user_agent else None)
    answer = client.post("/accounts/sign-in/", {"login": person.login, "password": PASSWORD})
    assert answer.status_code == 302, answer.content.decode()
    return client


def just_signed_in(affiliation: Affiliation) -> Actor:
    """Its person acting through ``affiliation``, a moment after signing in."""
    return queries.actor_of(affiliation.person, affiliation, fresh_at=clock.now())


def a_code_app(person: Person) -> tuple[CodeApp, str]:
    """An app in use, and its secret."""
    secret = new_secret()
    app = CodeApp.objects.create(
        person=person,
        name="電話",
        secret=sealed(secret),
        created_at=clock.now(),
        confirmed_at=clock.now(),
    )
    return app, secret


def code_of(secret: str) -> str:
    """What the app shows now."""
    return str(pyotp.TOTP(secret).at(clock.now()))
