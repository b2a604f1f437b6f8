"""The search of the catalogue, as a page, a file, a feed, and as others ask it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import fromstring

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts import factories as accounts
from tests.catalogue import factories as make
from tests.directory import factories as directory
from yuinowa.catalogue.domain.records import (
    Accessible,
    Agent,
    Classed,
    ClassScheme,
    Holding,
    Material,
    Use,
    Written,
)
from yuinowa.catalogue.models import Work
from yuinowa.catalogue.queries.documents import WORKS, collection
from yuinowa.catalogue.services.sources import set_level
from yuinowa.core.rights import Actor, Level, Role
from yuinowa.search import collections, engines

pytestmark = pytest.mark.django_db
Indexed = Callable[[], int]
LIST = "/works/"
ON_LOAN = (Holding(call_number="718", use=Use.LOAN),)


def text(client: Client, address: str = LIST, status: int = 200, **query: Any) -> str:
    answer = client.get(address, query)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


@pytest.fixture
def stones(indexed: Indexed) -> dict[str, Work]:
    """Three works in two libraries of two prefectures."""
    near = directory.institution("試験町立図書館")
    far = directory.institution("遠くの図書館", prefecture="27", municipality="271004")
    here, there = make.source(near), make.source(far)
    works = {name: make.work() for name in ("hiratsuka", "kamakura", "map")}
    hiratsuka, kamakura, map_ = map(make.edition, works.values())
    for of in (here, there):
        make.record(
            "平塚の石仏",
            of=of,
            edition_=hiratsuka,
            year=2006,
            publisher=Written("平塚市博物館"),
            agents=(Agent(Written("平塚市博物館")),),
            material=Material.BOOK,
            identifiers=(make.isbn("978-4-00-310101-8"),),
            classes=(Classed(ClassScheme.NDC, "718.02"),),
            subjects=(Written("石仏"),),
            languages=("jpn",),
            holdings=ON_LOAN,
        )
    make.record(
        "鎌倉の石仏",
        of=here,
        edition_=kamakura,
        year=1981,
        responsibility="水沢清之著",
        agents=(Agent(Written("水沢清之")),),
        material=Material.BOOK,
        accessible=(Accessible.LARGE_PRINT,),
        languages=("jpn",),
        holdings=ON_LOAN,
    )
    make.record(
        "石仏めぐり地図",
        of=there,
        edition_=map_,
        year=1975,
        material=Material.MAP,
        holdings=ON_LOAN,
    )
    indexed()
    return works


def hits(page: str) -> list[str]:
    return [part.split("<bdi>")[1].split("</bdi>")[0] for part in page.split("yw-hit__title")[1:]]


@pytest.mark.usefixtures("stones")
def test_a_visitor_searches_without_a_cookie(client: Client) -> None:
    answer = client.get(LIST, {"q": "平塚 石仏"})

    page = answer.content.decode()
    assert hits(page) == ["平塚の石仏"]
    assert "平塚市博物館" in page
    assert "借りられます" in page
    assert not answer.cookies


@pytest.mark.usefixtures("stones")
@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ({"q": "石仏", "material": "map"}, {"石仏めぐり地図"}),
        ({"q": "石仏", "from": "1980", "to": "1990"}, {"鎌倉の石仏"}),
        ({"q": "石仏", "decade": "2000"}, {"平塚の石仏"}),
        ({"q": "石仏", "accessible": "large_print"}, {"鎌倉の石仏"}),
        ({"q": "石仏", "area": "27"}, {"平塚の石仏", "石仏めぐり地図"}),
        ({"q": "石仏", "ndc": "71"}, {"平塚の石仏"}),
        ({"q": "石仏", "language": "jpn"}, {"平塚の石仏", "鎌倉の石仏"}),
        ({"q": "978-4-00-310101-8"}, {"平塚の石仏"}),
        ({"q": "4003101014"}, {"平塚の石仏"}),
        ({"q": "author:水沢清之"}, {"鎌倉の石仏"}),
        ({"q": "石仏 -鎌倉"}, {"平塚の石仏", "石仏めぐり地図"}),
    ],
)
def test_narrowing_stands_in_the_address(
    client: Client, query: dict[str, str], wanted: set[str]
) -> None:
    assert set(hits(client.get(LIST, query).content.decode())) == wanted


@pytest.mark.usefixtures("stones")
@pytest.mark.parametrize(
    ("sort", "first"), [("new", "平塚の石仏"), ("old", "石仏めぐり地図"), ("held", "平塚の石仏")]
)
def test_the_order_is_chosen(client: Client, sort: str, first: str) -> None:
    assert hits(text(client, q="石仏", sort=sort))[0] == first


@pytest.mark.usefixtures("stones")
@pytest.mark.parametrize(
    "query",
    [
        {"material": "nothing", "library": "x", "area": "99", "decade": "19x0", "ndc": "7a"},
        {"from": "x", "to": "99999", "sort": "?", "page": "x", "accessible": "", "audience": "?"},
    ],
)
def test_what_cannot_be_read_is_passed_over(client: Client, query: dict[str, str]) -> None:
    assert len(hits(client.get(LIST, {"q": "石仏"} | query).content.decode())) == 3


@pytest.mark.usefixtures("stones")
def test_too_much_is_refused_beside_the_field(client: Client) -> None:
    assert "yw-fault" in text(client, q="あ" * 201, status=422)
    assert "yw-fault" in text(client, q=" ".join(map(str, range(30))), status=422)
    text(client, q="石仏", page="2", status=404)


def test_what_is_not_shown_is_neither_found_nor_counted(client: Client, indexed: Indexed) -> None:
    owner = directory.institution("持ち主の図書館")
    hidden = make.edition(make.work(is_shown=False))
    make.record("隠れた石仏", of=make.source(owner, level=Level.PRIVATE), edition_=hidden)
    indexed()

    page = text(client, q="石仏")

    assert hits(page) == []
    assert "持ち主の図書館" not in page


def test_a_library_that_is_not_shown_is_not_offered(client: Client, indexed: Indexed) -> None:
    hidden = directory.institution("見えない図書館", level=Level.PRIVATE.value, pk=987654320)
    make.record("石仏", of=make.source(hidden), holdings=ON_LOAN)
    indexed()

    assert "見えない図書館" not in text(client, q="石仏")
    assert "見えない図書館" not in text(client, q="石仏", library=str(hidden.pk))

    # It narrows as a number does that nobody has: nothing is told of what the hidden one holds.
    asked, missing = (
        text(client, q="石仏", library=str(number)).replace(str(number), "N")
        for number in (hidden.pk, 987654321)
    )
    assert hits(asked) == hits(missing) == []
    assert asked == missing


@pytest.mark.usefixtures("stones")
def test_the_own_library_stands_beside_a_hit(client: Client, stones: dict[str, Work]) -> None:
    near = stones["kamakura"].manifestations.get().records.get().source.owner
    person = accounts.an_affiliation(None, near, Role.EDITOR).person

    assert "自館" in text(accounts.a_client(person), q="鎌倉")
    assert "自館" not in text(client, q="鎌倉")


@pytest.mark.usefixtures("stones")
def test_a_slip_of_the_finger_is_answered_with_what_was_meant(client: Client) -> None:
    page = text(client, q="平塚の石物")

    assert "もしかして" in page
    assert parse_qs(urlsplit(page.split('もしかして： <a href="')[1].split('"')[0]).query) == {
        "q": ["平塚の石仏"]
    }


def test_an_empty_catalogue_says_so(client: Client, indexed: Indexed) -> None:
    indexed()

    assert "まだ" in text(client)


@pytest.mark.usefixtures("stones")
def test_the_search_with_fields_leads_to_an_address(client: Client) -> None:
    answer = client.get(
        "/works/search/", {"title": "石仏", "author": "水沢", "first_year": "１９８０"}
    )

    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer["Location"]).query) == {
        "q": ['title:"石仏" author:"水沢"'],
        "from": ["1980"],
    }
    assert hits(text(client, answer["Location"])) == ["鎌倉の石仏"]
    assert client.get("/works/search/", {"first_year": "いつか"}).status_code == 422
    assert client.get("/works/search/").status_code == 200


@pytest.mark.usefixtures("stones")
def test_the_file_holds_what_the_page_finds(client: Client) -> None:
    answer = client.get("/works/export.csv", {"q": "石仏", "sort": "new"})

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["書名"] for row in rows] == ["平塚の石仏", "鎌倉の石仏", "石仏めぐり地図"]
    assert rows[0]["ISBN"] == "9784003101018"
    assert client.get("/works/export.csv", {"q": "あ" * 201}).status_code == 400


@pytest.mark.usefixtures("stones")
def test_reference_managers_get_what_the_page_finds(client: Client) -> None:
    found = client.get("/works/export.ris", {"q": "石仏", "material": "book"}).content.decode()

    assert found.count("TY  - BOOK") == 2
    assert client.get("/works/export.bib", {"q": "石仏"}).content.decode().count("@") == 3


@pytest.mark.usefixtures("stones")
def test_the_feed_tells_the_newest_first(client: Client) -> None:
    answer = client.get("/works/feed.rss", {"q": "石仏"})

    items = fromstring(answer.content).findall("channel/item")
    assert answer["Content-Type"].startswith("application/rss+xml")
    assert [item.findtext("title") for item in items] == [
        "平塚の石仏",
        "鎌倉の石仏",
        "石仏めぐり地図",
    ]


def test_a_browser_learns_how_to_search(client: Client) -> None:
    said = client.get("/works/opensearch.xml")

    names = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    address = fromstring(said.content).findall("o:Url", names)[0].get("template")
    assert address is not None
    assert address.endswith("/works/?q={searchTerms}&page={startPage?}")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("平塚", ["平塚の石仏"]),
        ("ひらつ", ["平塚の石仏"]),
        ("hirat", ["平塚の石仏"]),
        ("hiratsuka n", ["平塚の石仏"]),
        ("石", ["石仏めぐり地図"]),
        ("the br", ["The brown dog affair"]),
        ("THE BROWN D", ["The brown dog affair"]),
        ("石仏の", []),
        ("", []),
        ("！", []),
    ],
)
def test_titles_that_begin_so_are_offered_as_one_types(
    client: Client, indexed: Indexed, typed: str, offered: list[str]
) -> None:
    source = make.source(directory.institution())
    make.record("平塚の石仏", "ヒラツカ ノ セキブツ", of=source)
    make.record("石仏めぐり地図", of=source)
    make.record("The brown dog affair", of=source)
    indexed()

    answer = client.get("/works/begun", {"q": typed})

    assert answer["Content-Type"] == "application/x-suggestions+json"
    assert answer.json() == [typed.strip(), offered]


def test_what_is_offered_is_what_the_search_could_find(client: Client, indexed: Indexed) -> None:
    """Not shown: a record of the owner alone, and what was withdrawn a moment ago; nor what the narrowing leaves out."""
    library = directory.institution("試験町立図書館")
    shown = make.source(library)
    make.record("石仏の図", of=shown, material=Material.MAP)
    make.record("石仏の本", of=shown, material=Material.BOOK)
    make.record("石仏の下書き", of=make.source(library, level=Level.PRIVATE))
    withdrawn = make.source(directory.institution("遠くの図書館"))
    make.record("石仏の絵本", of=withdrawn)
    indexed()

    def offered(**query: str) -> list[str]:
        return sorted(client.get("/works/begun", {"q": "石仏", **query}).json()[1])

    before = offered()
    keeper = Actor(None, withdrawn.owner_id, roles=frozenset({Role.ADMIN}), member=True)
    set_level(withdrawn, Level.PRIVATE, version=withdrawn.version, actor=keeper)

    assert before == ["石仏の図", "石仏の本", "石仏の絵本"]
    assert offered() == ["石仏の図", "石仏の本"]
    assert offered(material="map") == ["石仏の図"]


def test_a_title_is_offered_once_however_many_works_have_it(
    client: Client, indexed: Indexed
) -> None:
    source = make.source(directory.institution())
    for _n in range(40):
        make.record("石仏", of=source)
    make.record("石仏めぐり", of=source)
    indexed()

    with CaptureQueriesContext(connection) as asked:
        titles = client.get("/works/begun", {"q": "石仏"}).json()[1]

    assert titles[0] == "石仏"
    assert len(titles) == len(set(titles))
    assert len(asked) <= 6


@pytest.mark.usefixtures("stones")
def test_where_very_many_fit_the_page_says_that_the_numbers_beside_are_estimates(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    says = "およその数"
    exact = text(client, q="石仏")
    monkeypatch.setitem(collections._COLLECTIONS, WORKS, replace(collection(), most_counted=2))
    engines._engine_at.cache_clear()

    page, narrowed = text(client, q="石仏", sort="new"), text(client, q="石仏", material="map")
    rest = client.get("/api/v1/works", {"q": "石仏"}).json()

    assert says not in exact
    assert says in page
    assert "約" in page
    assert rest["total"] == 3
    assert "material" in rest["rough"]
    assert "約" in narrowed
    engines._engine_at.cache_clear()


def test_without_words_what_is_held_most_comes_first(
    client: Client, stones: dict[str, Work]
) -> None:
    first = client.get("/api/v1/works").json()["results"][0]

    assert first["id"] == stones["hiratsuka"].pk


def test_words_that_cannot_be_searched_for_offer_nothing(client: Client) -> None:
    assert client.get("/works/begun", {"q": "あ" * 201}).status_code == 400


def test_a_link_from_elsewhere_leads_to_the_work(client: Client, stones: dict[str, Work]) -> None:
    def leads_to(**query: str) -> str:
        return str(client.get("/works/openurl/", query)["Location"])

    assert leads_to(isbn="4-00-310101-4") == stones["hiratsuka"].get_absolute_url()
    assert leads_to(isbn="978-4-10-109205-8") == "/works/?q=9784101092058"
    assert parse_qs(urlsplit(leads_to(title="石仏", au="水沢", date="1981")).query) == {
        "q": ['title:"石仏" author:"水沢"'],
        "from": ["1981"],
        "to": ["1981"],
    }
    assert leads_to() == "/works/"


def test_rest_finds_and_counts(client: Client, stones: dict[str, Work]) -> None:
    said = client.get("/api/v1/works", {"q": "石仏", "material": "book", "sort": "new"}).json()

    assert said["total"] == 2
    assert [row["id"] for row in said["results"]] == [stones["hiratsuka"].pk, stones["kamakura"].pk]
    assert {"value": "map", "count": 1} in said["facets"]["material"]
    assert client.get("/api/v1/works", {"page_size": 101}).status_code == 400


def test_a_full_page_needs_no_more_queries_than_one_hit(client: Client, indexed: Indexed) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            text(client, q="石仏")
        return len(asked)

    make.record("石仏", of=make.source(directory.institution()), holdings=ON_LOAN)
    indexed()
    queries()
    few = queries()
    for number in range(25):
        make.record(
            f"石仏{number}", of=make.source(directory.institution()), holdings=ON_LOAN, year=2000
        )
    indexed()

    assert queries() == few
