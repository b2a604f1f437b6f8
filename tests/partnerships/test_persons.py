"""Partnerships that hang on one person: for the administrators of that person's own institution alone."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.partnerships.factories import lead_of
from tests.partnerships.joint import at_work
from yuinowa.core import audit, rights
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.queries.persons import at_work as lines_of
from yuinowa.partnerships.queries.persons import hanging_on_one

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("how_it_goes")]


@pytest.fixture
def one(ours: Institution, theirs: Institution) -> Partnership:
    return at_work(ours, theirs)


def deeds(partnership: Partnership, where: Institution, person: int, *, many: int = 1) -> None:
    """Far more of them than the making of the partnership itself left in the trail."""
    with transaction.atomic():
        for _number in range(many):
            audit.record(
                "partnership.dormant-after", partnership, actor=lead_of(where, person=person)
            )


def browser(where: Institution, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, where, *roles)
    return a_client(person)


def test_only_our_own_persons_count(
    one: Partnership, ours: Institution, theirs: Institution
) -> None:
    admin = lead_of(ours, role=Role.ADMIN)
    before = lines_of(admin)[0].persons.count
    deeds(one, theirs, 71)
    deeds(one, theirs, 72)

    assert lines_of(admin)[0].persons.count == before


def test_who_is_no_administrator_reads_nothing(one: Partnership, ours: Institution) -> None:
    for role in (Role.LEAD, Role.EDITOR, Role.COORDINATOR):
        assert lines_of(lead_of(ours, role=role)) == []
        assert browser(ours, role).get("/partnerships/one-person/").status_code == 403


def test_it_is_listed_until_a_second_person_does_enough(
    one: Partnership, ours: Institution
) -> None:
    admin = lead_of(ours, role=Role.ADMIN)
    deeds(one, ours, 91, many=200)
    assert [line.partnership for line in hanging_on_one(admin)] == [one]
    page = browser(ours, Role.ADMIN).get("/partnerships/one-person/").content.decode()
    assert one.title in page
    assert f"/institutions/{ours.pk}/people/" in page

    deeds(one, ours, 92, many=100)

    assert hanging_on_one(admin) == []
    assert (
        one.title not in browser(ours, Role.ADMIN).get("/partnerships/one-person/").content.decode()
    )


def test_many_partnerships_take_as_many_questions(
    one: Partnership, ours: Institution, theirs: Institution
) -> None:
    admin = lead_of(ours, role=Role.ADMIN)
    deeds(one, ours, 91)
    with CaptureQueriesContext(connection) as few:
        lines_of(admin)
    for number in range(5):
        copy = Partnership.objects.get(pk=one.pk)
        copy.pk, copy.title, copy.evaluation, copy.body = None, f"写し {number}", None, None
        copy.save(force_insert=True)
        copy.parties.create(
            institution=ours, state="joined", joined_at=copy.begun_at, asked_at=copy.begun_at
        )
    with CaptureQueriesContext(connection) as many:
        found = lines_of(admin)

    assert len(found) == 6
    assert len(many) == len(few)


def test_without_its_row_nobody_counts_persons(
    one: Partnership, ours: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard-off twin of the row ``partnership.persons``."""
    admin = lead_of(ours, role=Role.ADMIN)
    assert [line.partnership for line in lines_of(admin)] == [one]
    rows = rights._ROWS["partnerships.partnership"]
    less = tuple(row for row in rows if row.action != "partnership.persons")

    monkeypatch.setitem(rights._ROWS, "partnerships.partnership", less)

    assert lines_of(admin) == []
