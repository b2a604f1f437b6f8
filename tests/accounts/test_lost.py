"""Phone and paper lost: the region office clears the way, and everybody learns of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.test import Client

from tests.accounts.factories import (
    PASSWORD,
    a_client,
    a_code_app,
    a_person,
    an_affiliation,
    an_institution,
    just_signed_in,
)
from yuinowa.accounts import queries, services
from yuinowa.accounts.domain.factors import IdentityCheck
from yuinowa.accounts.models import Affiliation, SignedInSession
from yuinowa.accounts.queries import factors
from yuinowa.core import clock, jobs
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import InputRefused, NotAllowed, SignInAgain

LOST = "/accounts/lost-phone/"


def _office() -> Affiliation:
    return an_affiliation(None, an_institution(region_office=True), Role.REGION_ADMIN)


@pytest.mark.django_db(transaction=True)
def test_the_region_office_clears_the_way_and_the_person_is_told() -> None:
    person = a_person("hana")
    a_code_app(person)
    client = a_client(_office().person)

    answer = client.post(LOST, {"login": "ＨＡＮＡ", "check": "called-back"})
    jobs.run_due()

    assert answer["Location"] == LOST
    assert not factors.has_second_factor(person.pk)
    assert not SignedInSession.objects.filter(person=person).exists()
    assert outbox.outbox[0].to == ["hana@example.org"]
    row = AuditRow.objects.get(action="accounts.clear-factors")
    assert (row.after, row.object_id) == ({"check": "called-back"}, str(person.pk))
    entered = Client().post("/accounts/sign-in/", {"login": "hana", "password": PASSWORD})
    assert not entered["Location"].startswith("/accounts/second/")


@pytest.mark.django_db
def test_nobody_else_clears_anything() -> None:
    person = a_person("hana")
    a_code_app(person)
    admin = an_affiliation(None, None, Role.ADMIN)
    elsewhere = an_affiliation(
        None, None, Role.REGION_ADMIN
    )  # a role that is none without the office

    for post in (admin, elsewhere):
        with pytest.raises(NotAllowed):
            services.clear_second_factors("hana", IdentityCheck.LETTER, actor=just_signed_in(post))
        assert a_client(post.person).get(LOST).status_code == 403
    assert factors.has_second_factor(person.pk)


@pytest.mark.django_db
def test_it_asks_for_a_fresh_sign_in_and_is_not_for_oneself() -> None:
    office = _office()
    a_code_app(office.person)
    a_code_app(a_person("hana"))
    stale = queries.actor_of(office.person, office, fresh_at=clock.now() - timedelta(hours=1))

    with pytest.raises(SignInAgain):
        services.clear_second_factors("hana", IdentityCheck.LETTER, actor=stale)
    with pytest.raises(NotAllowed):
        services.clear_second_factors(
            office.person.login, IdentityCheck.LETTER, actor=just_signed_in(office)
        )


@pytest.mark.django_db
def test_the_operator_can_do_it_on_the_command_line() -> None:
    person = a_person("hana")
    a_code_app(person)

    services.clear_second_factors("hana", IdentityCheck.IN_PERSON, actor=Actor.system())

    assert not factors.has_second_factor(person.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        {"login": "nobody", "check": "letter"},
        {"login": "taro", "check": "letter"},  # has nothing to clear
        {"login": "", "check": "letter"},
        {"login": "hana", "check": ""},
        {"login": "hana", "check": "by mail"},
        {"login": "a\x00", "check": "letter"},
        {"login": "x" * 500, "check": "letter"},
    ],
)
def test_what_cannot_be_cleared_is_said_in_words(typed: dict[str, str]) -> None:
    a_code_app(person := a_person("hana"))
    a_person("taro")

    answer = a_client(_office().person).post(LOST, typed)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert factors.has_second_factor(person.pk)
    with pytest.raises(InputRefused):
        services.clear_second_factors("taro", IdentityCheck.LETTER, actor=Actor.system())
