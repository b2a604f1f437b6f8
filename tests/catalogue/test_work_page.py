"""The page of a work, its address for machines, and REST."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.accounts import factories as accounts
from tests.catalogue import factories as make
from tests.directory import factories as directory
from yuinowa.catalogue.domain.records import Agent, Holding, Identifier, Scheme, Use, Written
from yuinowa.catalogue.models import Source, Work
from yuinowa.core.rights import Level, Role
from yuinowa.standards.marc.reading import read
from yuinowa.standards.marc.records import MarcRecord

pytestmark = pytest.mark.django_db
ON_LOAN = (Holding(branch="本館", call_number="K718ヒ5", use=Use.LOAN),)
NO_ISBN = Identifier(Scheme.ISBN, "4-00-000000-9", "4-00-000000-9", is_valid=False)


def client_of(institution: Any, role: Role) -> Client:
    return accounts.a_client(accounts.an_affiliation(None, institution, role).person)


@pytest.fixture
def stones() -> Work:
    """Two volumes in two libraries, one of them in a second edition."""
    one = make.source(directory.institution("試験町立図書館"))
    two = make.source(directory.institution("試験県立図書館"))
    work = make.work()
    first, second = make.edition(work), make.edition(work)
    title = "平塚の石仏"
    said: dict[str, Any] = {
        "responsibility": "平塚市博物館編",
        "agents": (Agent(Written("平塚市博物館"), is_corporate=True),),
        "subjects": (Written("石仏 -- 平塚市"),),
    }
    for of in (one, two):
        make.record(title, of=of, edition_=first, volume="1", year=1998, holdings=ON_LOAN, **said)
    make.record(
        title,
        of=two,
        edition_=second,
        volume="5",
        volume_title=Written("大野地区編"),
        date="2006.3",
        year=2006,
        identifiers=(make.isbn("978-4-00-310101-8"), NO_ISBN),
        holdings=ON_LOAN,
        **said,
    )
    return work


def test_the_page_names_every_library_and_every_volume(client: Client, stones: Work) -> None:
    answer = client.get(stones.get_absolute_url())

    page = answer.content.decode()
    assert answer.status_code == 200
    assert not answer.cookies
    for words in (
        "平塚の石仏",
        "試験町立図書館",
        "試験県立図書館",
        "大野地区編",
        "K718ヒ5",
        "1998–2006",
    ):
        assert words in page


def test_one_volume_shows_who_has_that_volume(client: Client, stones: Work) -> None:
    fifth = stones.manifestations.last()
    assert fifth is not None

    page = client.get(stones.get_absolute_url(), {"edition": fifth.pk}).content.decode()

    holders = page[page.index('id="held-c"') : page.index('id="editions-h"')]
    assert "試験県立図書館" in holders
    assert "試験町立図書館" not in holders
    assert "978-4-00-310101-8" in page


@pytest.mark.parametrize("edition", ["", "x", "999999999", "-1", "９"])
def test_an_edition_that_is_not_of_the_work_is_passed_over(
    client: Client, stones: Work, edition: str
) -> None:
    answer = client.get(stones.get_absolute_url(), {"edition": edition})

    assert answer.status_code == 200
    assert "試験町立図書館" in answer.content.decode()


def test_a_wrong_number_stands_there_as_printed(client: Client, stones: Work) -> None:
    fifth = stones.manifestations.last()
    assert fifth is not None

    page = client.get(stones.get_absolute_url(), {"edition": fifth.pk}).content.decode()

    assert "4-00-000000-9" in page
    assert "正しい番号ではありません" in page


def test_a_joined_work_leads_on_for_ever(client: Client, stones: Work) -> None:
    earlier = make.work(is_shown=False, moved_to=stones)

    page = client.get(earlier.get_absolute_url())
    linked = client.get(f"/works/{earlier.pk}.jsonld")

    assert (page.status_code, page["Location"]) == (301, stones.get_absolute_url())
    assert (linked.status_code, linked["Location"]) == (301, f"/works/{stones.pk}.jsonld")


def test_hidden_moved_to_hidden_and_missing_are_answered_alike(client: Client) -> None:
    hidden = make.work(is_shown=False)
    moved = make.work(is_shown=False, moved_to=hidden)

    answers = [client.get(f"/works/{pk}/") for pk in (hidden.pk, moved.pk, 999_999)]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_records_are_told_to_whoever_keeps_them(client: Client, stones: Work) -> None:
    def tells(reader: Client) -> bool:
        return 'id="given-h"' in reader.get(stones.get_absolute_url()).content.decode()

    owner = Source.objects.order_by("pk")[0].owner
    keeper, reader = client_of(owner, Role.EDITOR), client_of(owner, Role.REVIEWER)

    assert [tells(each) for each in (keeper, reader, client)] == [True, False, False]


@pytest.mark.usefixtures("in_english")
def test_the_machine_reads_the_same(client: Client, stones: Work) -> None:
    said = json.loads(client.get(f"/works/{stones.pk}.jsonld").content)

    assert said["name"] == "平塚の石仏"
    assert [each["volumeNumber"] for each in said["workExample"]] == ["1", "5"]
    assert said["workExample"][1]["isbn"] == ["9784003101018"]
    assert {o["offeredBy"]["name"] for o in said["workExample"][0]["offers"]} == {
        "試験町立図書館",
        "試験県立図書館",
    }


@pytest.mark.parametrize(("ending", "begins"), [("ris", "TY  - "), ("bib", "@misc{yuinowa-")])
def test_reference_managers_get_every_edition(
    client: Client, stones: Work, ending: str, begins: str
) -> None:
    earlier = make.work(is_shown=False, moved_to=stones)

    answer = client.get(f"/works/{stones.pk}.{ending}")

    assert answer.content.decode().count(begins) == 2
    assert "9784003101018" in answer.content.decode()
    assert client.get(f"/works/{earlier.pk}.{ending}")["Location"] == f"/works/{stones.pk}.{ending}"


def test_other_catalogues_get_every_edition_as_marc(client: Client, stones: Work) -> None:
    answer = client.get(f"/works/{stones.pk}.mrc")

    found = [one for one in read(BytesIO(answer.content)) if isinstance(one, MarcRecord)]
    assert answer["Content-Type"] == "application/marc"
    assert len(found) == 2
    assert "9784003101018" in " ".join(f.first("a") for one in found for f in one.fields("020"))


def test_rest_gives_editions_and_holders(client: Client, stones: Work) -> None:
    answer = client.get(f"/api/v1/works/{stones.pk}")

    said = answer.json()
    assert answer.status_code == 200
    assert (said["title"], said["libraries"], said["first_year"], said["last_year"]) == (
        "平塚の石仏", 2, 1998, 2006,
    )  # fmt: skip
    assert [each["record"]["volume"] for each in said["editions"]] == ["1", "5"]
    assert said["editions"][1]["held"][0]["call_number"] == "K718ヒ5"
    assert client.get("/api/v1/works/999999").status_code == 404


def test_rest_answers_a_joined_work_as_what_it_became(client: Client, stones: Work) -> None:
    earlier = make.work(is_shown=False, moved_to=stones)

    assert client.get(f"/api/v1/works/{earlier.pk}").json()["id"] == stones.pk


def test_the_page_costs_the_same_for_many_libraries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    work = make.work()
    for _ in range(30):
        of = make.source(directory.institution())
        make.record(of=of, edition_=make.edition(work), holdings=ON_LOAN)
    make.record(
        of=make.source(directory.institution(), level=Level.PRIVATE), edition_=make.edition(work)
    )

    with django_assert_max_num_queries(11):
        client.get(work.get_absolute_url())


def test_whoever_says_a_town_sees_its_libraries_first(client: Client) -> None:
    """Without sign-in the town stands in the address; one that is none is passed over."""
    work = make.work()
    edition = make.edition(work)
    for name, town in (
        ("あおい図書館", "142034"),
        ("いずみ図書館", "142042"),
        ("うみ図書館", "131016"),
    ):
        library = directory.institution(name, prefecture=town[:2], municipality=town)
        make.record("平塚の石仏", of=make.source(library), edition_=edition, holdings=ON_LOAN)

    def order(**query: str) -> list[str]:
        page = client.get(work.get_absolute_url(), query).content.decode()
        held = page[page.index('id="held-c"') :]
        names = ("あおい図書館", "いずみ図書館", "うみ図書館")
        return sorted(names, key=held.index)

    assert order(near="142042") == ["いずみ図書館", "あおい図書館", "うみ図書館"]
    assert order(near="131016")[0] == "うみ図書館"
    assert order(near="x") == order()
