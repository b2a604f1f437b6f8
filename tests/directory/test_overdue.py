"""The region office sees who has not confirmed its entry for more than a year."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.directory.factories import institution
from yuinowa.core import clock
from yuinowa.core.rights import Role
from yuinowa.directory.domain.institutions import InstitutionKind, Status
from yuinowa.directory.models import Institution

pytestmark = pytest.mark.django_db
ADDRESS = "/institutions/overdue/"


@pytest.fixture
def office() -> Client:
    made = institution(
        "試験県事務局", member=True, region_office=True, last_confirmed=clock.today()
    )
    person = a_person()
    an_affiliation(person, made, Role.COORDINATOR)
    return a_client(person)


def late(name: str, days: int, **values: object) -> Institution:
    confirmed = clock.today() - timedelta(days=365 + days)
    return institution(name, member=True, last_confirmed=confirmed, **values)  # type: ignore[arg-type]


def names(client: Client, query: str = "") -> list[str]:
    rows = client.get(ADDRESS + query).context["rows"]
    return [row.institution.name for row in rows]


def test_the_longest_overdue_stands_first_and_others_are_left_out(office: Client) -> None:
    late("試験町立図書館", 10)
    late("試験村立図書館", 100)
    late("試験読書館", 0)
    late("試験分館", -1)
    late("試験休館", 500, status=Status.DORMANT)
    institution("試験名簿館", last_confirmed=clock.today() - timedelta(days=999))

    assert names(office) == ["試験村立図書館", "試験町立図書館", "試験読書館"]
    assert [row.days for row in office.get(ADDRESS).context["rows"]] == [100, 10, 0]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?days=90", ["試験大学図書館"]),
        ("?kind=university_library", ["試験大学図書館"]),
        ("?prefecture=37", ["試験町立図書館"]),
        ("?prefecture=37&days=90", []),
        ("?days=-1&kind=x&prefecture=99", ["試験大学図書館", "試験町立図書館"]),
    ],
)
def test_the_address_narrows_the_list_and_its_file(
    query: str, found: list[str], office: Client
) -> None:
    late("試験町立図書館", 10, prefecture="37")
    late("試験大学図書館", 100, kinds=[InstitutionKind.UNIVERSITY_LIBRARY])

    assert names(office, query) == found
    text = office.get(f"{ADDRESS}export.csv{query}").content.decode("utf-8-sig")
    assert [line.split(",")[0] for line in text.splitlines()[1:]] == found


def test_only_the_region_office_reads_it_and_is_led_there(office: Client, client: Client) -> None:
    person = a_person()
    an_affiliation(person, institution(member=True), Role.ADMIN)

    assert client.get(ADDRESS).status_code == 302
    assert a_client(person).get(ADDRESS).status_code == 403
    assert a_client(person).get(f"{ADDRESS}export.csv").status_code == 403
    assert "1年以内に確認されています" in office.get(ADDRESS).content.decode()


def test_more_rows_take_no_more_queries(office: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            office.get(ADDRESS)
        return len(seen)

    late("試験町立図書館", 10)
    few = queries()
    for number in range(15):
        late(f"試験{number}図書館", number)
    assert queries() == few
