"""The map of institutions says what the list says, to everybody who may see it, and without a color."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts import factories as accounts
from tests.directory import factories as make
from tests.directory.make_shapes import simpler
from yuinowa.core.rights import Actor, Role
from yuinowa.directory import queries
from yuinowa.directory.domain.criteria import Criteria
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.domain.places import (
    PREFECTURES,
    city_of,
    municipalities,
    municipalities_of,
)
from yuinowa.directory.domain.shapes import outlines_of

MAP = "/institutions/map/"
LIST = "/institutions/"
Indexed = Callable[[], int]
#: The villages of the Northern Territories.
NORTHERN = {"016951", "016969", "016977", "016985", "016993", "017001"}
with_pages = pytest.mark.django_db


@pytest.fixture
def directory(db: None, indexed: Indexed) -> None:
    make.institution("港図書館")
    make.institution("三田図書館", kinds=[InstitutionKind.SCHOOL_LIBRARY], member=True)
    make.institution("千代田図書館", municipality="131016", municipality_name="千代田区")
    make.institution("札幌の図書館", prefecture="01", municipality="011002")
    make.institution("中央区の図書館", prefecture="01", municipality="011011")
    make.institution("所在の広い会", prefecture="01", municipality="", municipality_name="")
    make.institution(
        "試験市立図書館", prefecture="", municipality="", municipality_name="試験市", demo=True
    )
    make.institution("内々の図書館", level="members")
    indexed()


def page_of(client: Client, address: str = MAP) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def drawing(page: str) -> ET.Element:
    """The map; it would not be read here if it were no XML."""
    found = re.search(r'<svg class="yw-draw yw-map".*?</svg>', page, re.DOTALL)
    assert found is not None
    return ET.fromstring(found[0])  # our own page


def rows(client: Client, query: str = "") -> dict[str, int]:
    """The table of the map, as its file gives it; areas without an institution left out."""
    text = client.get(f"{MAP}export.csv?{query}").content.decode("utf-8-sig")
    lines = [line.split(",") for line in text.splitlines()[1:]]
    return {area: int(count) for _code, area, count in lines if count != "0"}


# ---------------------------------------------------------------- shapes


def test_every_prefecture_has_an_outline_and_its_own_drawing() -> None:
    assert set(outlines_of().areas) == set(PREFECTURES)
    for prefecture in PREFECTURES:
        known = {place.code for place in municipalities_of(prefecture)}
        more = NORTHERN if prefecture == "01" else set()
        assert set(outlines_of(prefecture).areas) - known == more
    assert sum(len(outlines_of(prefecture).areas) for prefecture in PREFECTURES) > 1_700


def test_outlines_are_paths_of_whole_numbers_within_their_drawing() -> None:
    for prefecture in ("", *PREFECTURES):
        outlines = outlines_of(prefecture)
        for path, x, y in outlines.areas.values():
            assert re.fullmatch(r"(M\d+ \d+l[-\d ]+z)+", path)
            assert 0 <= x <= outlines.box[0]
            assert 0 <= y <= outlines.box[1]


def test_a_border_made_simpler_keeps_its_ends_and_its_bends() -> None:
    assert simpler([(0, 0), (5, 0.4), (10, 0)]) == [(0, 0), (10, 0)]
    assert simpler([(0, 0), (5, 3), (10, 0)]) == [(0, 0), (5, 3), (10, 0)]
    ring = [(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0), (0.0, 0.0)]
    assert simpler(ring) == ring


def test_wards_count_as_their_city_and_those_of_tokyo_by_themselves() -> None:
    assert city_of("011011") == "011002"
    assert city_of("131032") == "131032"
    assert city_of("unknown") == "unknown"
    # 1,741 cities, towns, villages and wards of Tokyo; every other code is a ward of a city.
    assert len({city_of(code) for code in municipalities()}) == 1_741


# ---------------------------------------------------------------- counts


@pytest.mark.usefixtures("directory")
def test_each_number_is_the_number_of_the_list_it_opens(client: Client) -> None:
    for address in (MAP, f"{MAP}?prefecture=01", f"{MAP}?prefecture=13&kind=public_library"):
        links = list(drawing(page_of(client, address)).iter("a"))
        assert links
        for link in links:
            words = re.search(r"：(\d+)機関", link.attrib["aria-label"])
            assert words is not None
            target = link.attrib["href"].replace(MAP, LIST)
            assert f"{words[1]}</b>件のうち" in page_of(client, target), target


@pytest.mark.usefixtures("directory")
def test_counts_are_by_prefecture_and_within_one_by_municipality(client: Client) -> None:
    assert rows(client) == {"北海道": 3, "東京都": 3, "場所が分からない機関": 1}
    assert rows(client, "prefecture=01") == {"札幌市": 2, "場所が分からない機関": 1}
    assert rows(client, "prefecture=13") == {"千代田区": 1, "港区": 2}
    assert rows(client, "member=yes") == {"東京都": 1}
    assert rows(client, "kind=school_library&prefecture=13") == {"港区": 1}
    assert rows(client, "q=札幌") == {"北海道": 1}


@pytest.mark.usefixtures("directory")
def test_what_one_may_not_find_is_not_counted(client: Client) -> None:
    member = make.institution("参加する図書館", member=True)
    person = accounts.an_affiliation(None, member, Role.EDITOR).person

    assert rows(client)["東京都"] == 3
    assert rows(accounts.a_client(person))["東京都"] == 4


@pytest.mark.usefixtures("directory")
def test_whatever_has_no_place_on_the_map_is_told(client: Client) -> None:
    page = page_of(client)

    assert "場所が分からない機関" in page
    assert "架空の機関" in page


@pytest.mark.usefixtures("directory")
def test_the_counts_take_one_query_however_many_there_are() -> None:
    for criteria in (Criteria(), Criteria(prefectures=("13",))):
        with CaptureQueriesContext(connection) as asked:
            queries.count_by_place(criteria, Actor.nobody())
        assert len(asked) == 1


@pytest.mark.usefixtures("directory")
def test_the_list_shows_the_chosen_municipality_and_takes_it_off(client: Client) -> None:
    page = page_of(client, f"{LIST}?prefecture=01&municipality=011011")

    assert "「北海道札幌市」を外す" in page
    assert "札幌の図書館" in page
    assert "中央区の図書館" in page
    assert "所在の広い会" not in page


# ---------------------------------------------------------------- drawing


@pytest.mark.usefixtures("directory")
def test_the_drawing_has_a_title_words_and_no_script(client: Client) -> None:
    svg = drawing(page_of(client))

    names = svg.attrib["aria-labelledby"].split()
    told = {part.attrib["id"]: part.text for part in svg if "id" in part.attrib}
    assert [bool(told[name]) for name in names] == [True, True]
    assert {link.attrib["aria-label"] for link in svg.iter("a")} == {
        "北海道：3機関",
        "東京都：3機関",
    }
    assert [text.text for text in svg.iter("text")] == ["3", "3"]
    assert len(list(svg.iter("path"))) == 47
    assert {part.tag for part in svg.iter()} <= {"svg", "title", "desc", "a", "path", "g", "text"}
    attributes = {name for part in svg.iter() for name in part.attrib}
    assert not {name for name in attributes if name.startswith("on") or name == "style"}


@pytest.mark.usefixtures("directory")
def test_a_prefecture_on_the_map_opens_its_municipalities_with_the_same_narrowing(
    client: Client,
) -> None:
    (link,) = drawing(page_of(client, f"{MAP}?member=yes")).iter("a")

    inside = drawing(page_of(client, link.attrib["href"]))

    assert [a.attrib["aria-label"] for a in inside.iter("a")] == ["港区：1機関"]


@with_pages
def test_the_largest_prefecture_full_of_institutions_stays_a_small_page(
    client: Client, indexed: Indexed
) -> None:
    for place in municipalities_of("01"):
        make.institution(prefecture="01", municipality=place.code)
    indexed()

    for address in (MAP, f"{MAP}?prefecture=01&q=図書館&kind=public_library"):
        assert len(client.get(address).content) < 150_000


@with_pages
@pytest.mark.parametrize(
    "query",
    ["prefecture=99", "prefecture=1", "prefecture=01&prefecture=13", "municipality=9", "kind=x"],
)
def test_odd_addresses_get_a_map(query: str, client: Client, indexed: Indexed) -> None:
    indexed()

    assert "機関の地図" in page_of(client, f"{MAP}?{query}")


@with_pages
def test_a_fault_of_the_words_stands_above_the_field(client: Client, indexed: Indexed) -> None:
    indexed()

    assert client.get(MAP, {"q": "あ" * 201}).status_code == 422
    assert client.get(f"{MAP}export.csv", {"q": "あ" * 201}).status_code == 400
    assert client.get(MAP, {"q": " ".join("abcdefghijklmnopqrstuvwxyz" * 3)}).status_code == 422
