"""The catalogue in a browser: narrow and wide, by words and by links."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.fixtures import Settings

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import somebody
from tests.catalogue import factories as make
from tests.directory import factories as directory
from yuinowa.catalogue.domain.records import (
    Accessible,
    Agent,
    Audience,
    Classed,
    ClassScheme,
    Holding,
    Material,
    Series,
    Use,
    Written,
)
from yuinowa.catalogue.models import Source, Work
from yuinowa.catalogue.queries.documents import WORKS
from yuinowa.core.rights import Role
from yuinowa.search import index

pytestmark = pytest.mark.django_db(transaction=True)
SAID = {
    "other_title": Written("近世庶民の精神風土をたずねて"),
    "responsibility": "平塚市博物館, 石仏を調べる会編",
    "agents": (Agent(Written("平塚市博物館", "ヒラツカシ ハクブツカン"), is_corporate=True),),
    "place": "平塚",
    "publisher": Written("平塚市博物館"),
    "series": (Series(Written("平塚市博物館資料"), "No. 41"),),
    "classes": (Classed(ClassScheme.NDC, "718", "9"),),
    "subjects": (Written("石仏"), Written("平塚市")),
    "languages": ("jpn",),
    "material": Material.BOOK,
    "audience": Audience.GENERAL,
    "accessible": (Accessible.LARGE_PRINT,),
    "extent": "154p ; 30cm",
    "notes": ("文献: p150-154",),
}


@pytest.fixture
def stones(settings: Settings, tmp_path: Path) -> Work:
    """A set of volumes in libraries with and without degrees, among thirty other works."""
    settings.SEARCH_DIR = tmp_path / "index"
    libraries = [
        directory.institution(
            f"試験市立第{n}図書館とたいへん長い名前の分館",
            latitude=35.6 + n / 10 if n else None,
            longitude=139.7 if n else None,
            member=True,
            demo=True,
        )
        for n in range(4)
    ]
    sources = [make.source(library) for library in libraries]
    work = make.work()
    for volume in range(1, 9):
        edition = make.edition(work)
        for n, source in enumerate(sources):
            held = Holding(f"第{n}分館", f"K718/ヒ/{volume}", list(Use)[n], note="禁帯出" * (n % 2))
            make.record(
                "平塚の石仏",
                "ヒラツカ ノ セキブツ",
                of=source,
                edition_=edition,
                volume=str(volume),
                volume_title=Written("大野地区編"),
                year=1997 + volume,
                identifiers=(make.isbn("978-4-00-310101-8"),) if volume == 5 else (),
                holdings=(held,),
                **SAID,
            )
    for n in range(30):
        make.record(f"石仏の本その{n}", of=sources[n % 4], year=1950 + n, holdings=(Holding(),))
    index.reindex(WORKS)
    return work


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("all", ""),
        ("narrowed", "?q=石仏&material=book&ndc=71&from=1990&sort=new"),
        ("nothing", "?q=存在しない&material=map"),
        ("fault", "?q=" + "あ" * 201),
        ("fields", "search/"),
        ("fields-fault", "search/?first_year=いつか"),
    ],
)
@pytest.mark.usefixtures("stones")
def test_the_search_is_usable_at_both_widths(
    visit: Visit, name: str, query: str, language: str
) -> None:
    look(visit(f"/works/{query}", language=language), f"works-{name}-{language}")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_work_is_usable_at_both_widths(visit: Visit, stones: Work, language: str) -> None:
    edition = stones.manifestations.last()
    assert edition is not None

    look(visit(stones.get_absolute_url(), language=language), f"work-{language}")
    one = visit(f"{stones.get_absolute_url()}?edition={edition.pk}", language=language)
    look(one, f"work-edition-{language}")


def test_whoever_keeps_the_records_sees_them(visit: Visit, stones: Work) -> None:
    owner = Source.objects.order_by("pk")[1].owner
    page = somebody(visit, owner, Role.EDITOR)

    page.goto(stones.get_absolute_url())

    expect(page.get_by_role("heading", name="ここにまとめた記録")).to_be_visible()
    look(page, "work-kept")


def _words(page: Page) -> Locator:
    return page.get_by_role("search").get_by_role("combobox")


@pytest.mark.usefixtures("stones")
def test_titles_are_offered_as_one_types_and_chosen_by_the_keyboard(visit: Visit) -> None:
    page = visit("/works/")
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url) if "/begun?" in request.url else None
    )
    field, titles = _words(page), page.get_by_role("listbox")
    expect(field).to_have_attribute("aria-expanded", "false")

    field.press_sequentially("石仏の本", delay=20)
    expect(titles.get_by_role("option")).to_have_count(8)
    expect(page.get_by_role("search").get_by_role("status")).not_to_be_empty()

    assert len(asked) == 1
    look(page, "works-begun")
    field.press("ArrowDown")
    field.press("ArrowDown")
    second = titles.get_by_role("option").nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", str(second.get_attribute("id")))
    look(page, "works-begun-chosen")
    field.press("Escape")
    expect(titles).to_be_hidden()
    expect(field).to_have_value("石仏の本")
    field.press("ArrowUp")
    title = titles.get_by_role("option").last.inner_text()
    field.press("Enter")

    page.wait_for_url("**/works/?q=*")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    expect(_words(page)).to_have_value(title)


@pytest.mark.usefixtures("stones")
def test_a_title_is_chosen_by_the_pointer_and_nothing_is_asked_of_an_unchanged_field(
    visit: Visit,
) -> None:
    page = visit("/works/?material=book&sort=new")
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url) if "/begun?" in request.url else None
    )

    _words(page).press("ArrowDown")
    _words(page).press_sequentially("hiratsu", delay=20)
    _words(page).press("Shift")
    page.get_by_role("option", name="平塚の石仏").click()

    page.wait_for_url("**/works/?q=*")
    assert "material=book" in page.url
    assert "sort=new" in page.url
    assert [("material=book" in url, "q=hiratsu" in url) for url in asked] == [(True, True)]


@pytest.mark.usefixtures("stones")
def test_without_an_answer_the_field_is_an_ordinary_one(visit: Visit) -> None:
    page = visit("/works/")
    page.route("**/works/begun*", lambda route: route.fulfill(status=503, body="{}"))

    with page.expect_response("**/works/begun*"):
        _words(page).press_sequentially("平塚", delay=20)
    expect(page.get_by_role("listbox")).to_be_hidden()
    _words(page).press("Enter")

    page.wait_for_url("**/works/?q=*")
    expect(page.get_by_role("link", name="平塚の石仏")).to_be_visible()


@pytest.mark.usefixtures("stones")
def test_from_a_word_to_the_shelf(visit: Visit) -> None:
    page = visit("/works/")

    _words(page).fill("平塚 石仏")
    page.get_by_role("button", name="さがす").click()
    page.get_by_role("link", name="平塚の石仏").click()
    page.get_by_role("table").nth(1).get_by_role("link", name="5 大野地区編").click()

    expect(page.get_by_role("table").first).to_contain_text("K718/ヒ/5")
    expect(page.get_by_role("table").first).not_to_contain_text("K718/ヒ/6")
