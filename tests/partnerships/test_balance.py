"""What each side said it gains and puts in stands beside what was counted of it, by year, for each side."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.partnerships.conftest import only_these
from tests.partnerships.factories import group, lead_of, side
from tests.partnerships.joint import at_work, held, planned, written_down
from yuinowa.core import clock
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.partnerships.domain.balance import BESIDE, Counted, Figure, Matter
from yuinowa.partnerships.domain.statements import Resource
from yuinowa.partnerships.models import Benefit, Contribution, Partnership
from yuinowa.partnerships.queries import parts
from yuinowa.partnerships.queries.balance import Balance, balances
from yuinowa.partnerships.services.holding import Told, take_back

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _only_these(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_PARTS", only_these("activities", "balance"))


@pytest.fixture
def made(ours: Institution, theirs: Institution) -> Partnership:
    return at_work(ours, theirs)


def browser(where: Institution) -> Client:
    person = a_person()
    an_affiliation(person, where, Role.EDITOR)
    return a_client(person)


def balance_of(partnership: Partnership, of: Institution, reader: Institution) -> Balance:
    party = side(partnership, of)
    return balances(partnership, [party], lead_of(reader))[party.pk]


def test_every_resource_has_its_place() -> None:
    assert {matter.value for matter in BESIDE} == {code.value for code in Resource} | {"benefit"}


def test_each_host_reads_what_was_counted_of_each(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    year = FiscalYear.of(clock.today()).start_year
    activity = planned(made, ours, theirs)
    written_down(activity, ours, own=Told(3, 1200, ""))
    held(made, ours)

    mine = balance_of(made, ours, theirs)
    other = balance_of(made, theirs, ours)

    assert set(mine.figures) == {
        Figure(Counted.TIMES, year, 2),
        Figure(Counted.RESIDENTS, year, 80),
        Figure(Counted.STAFF, year, 3),
        Figure(Counted.COST, year, 1200),
    }
    # What it has not written is not known, and no zero (I30).
    assert set(other.figures) == {
        Figure(Counted.TIMES, year, 1),
        Figure(Counted.RESIDENTS, year, 40),
    }


def test_what_was_taken_back_counts_no_more(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    activity = held(made, ours, theirs)

    take_back(activity.pk, reason="二重", expected_version=activity.version, actor=lead_of(ours))

    assert balance_of(made, ours, ours).figures == []


def test_words_and_figures_stand_on_the_page_and_in_the_file(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    party = side(made, ours)
    Benefit.objects.create(party=party, text="新しい利用者")
    Contribution.objects.create(
        party=party, resource="people", text="司書", amount=6, unit="人回", fiscal_year=2024
    )
    Contribution.objects.create(party=party, resource="place", text="おはなし室")
    held(made, ours, theirs)
    address = f"/partnerships/{made.pk}/said-and-counted/"

    page = browser(theirs).get(address).content.decode()
    file = browser(theirs).get(f"{address}?format=csv").content.decode()

    for words in ("新しい利用者", "司書 6人回", "令和6年度", "おはなし室"):
        assert words in page
    assert "40" in page
    assert ",司書,6,人回,2024" in file
    assert ",40," in file
    assert balance_of(made, ours, ours).said[Matter.PLACE][0].text == "おはなし室"
    assert browser(group()).get(address).status_code == 404
    assert address in browser(ours).get(made.get_absolute_url()).content.decode()


def test_more_sides_years_and_activities_ask_no_more(
    made: Partnership, ours: Institution, theirs: Institution
) -> None:
    client, address = browser(ours), f"/partnerships/{made.pk}/said-and-counted/"
    activity = held(made, ours)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)

    for n in range(6):
        activity = held(made, ours, theirs, title=f"第{n + 2}回")
        Benefit.objects.create(party=side(made, theirs), text=f"得るもの{n}")
    assert activity.day > clock.today() - timedelta(days=1)

    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few)
