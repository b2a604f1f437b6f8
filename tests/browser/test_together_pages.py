"""Done-when 1 and 3 in a browser: a work found however it is typed, its libraries, and what a keeper takes apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import send, somebody
from tests.catalogue import factories as make
from tests.directory import factories as directory
from yuinowa.catalogue.domain.records import Agent, Holding, Use, Written
from yuinowa.catalogue.models import Source, Work
from yuinowa.catalogue.queries.documents import WORKS
from yuinowa.core.rights import Role
from yuinowa.search import index

pytestmark = pytest.mark.django_db(transaction=True)
TOWNS = (("あおい図書館", "142034"), ("いずみ図書館", "142042"), ("うみ図書館", "131016"))


@pytest.fixture
def shelf(settings: Settings, tmp_path: Path) -> dict[str, Work]:
    """A manga, a book on a place and a book of another country, each in three towns, among twenty others."""
    settings.SEARCH_DIR = tmp_path / "index"
    sources = [
        make.source(
            directory.institution(name, prefecture=town[:2], municipality=town, member=True)
        )
        for name, town in TOWNS
    ]
    found = {}
    for name, title, agent, isbn in (
        ("manga", Written("鉄腕アトム", "テツワン アトム"), Written("手塚治虫", "テヅカ オサム"), "978-4-06-108740-8"),
        ("local", Written("鎌倉の廣徳寺", "カマクラ ノ コウトクジ"), Written("鎌倉市史編纂会", "カマクラシシ ヘンサンカイ"), "4-04-000001-5"),
        ("loc", Written("Libraries and the city"), Written("Smith, Jane"), "978-0-306-40615-7"),
    ):  # fmt: skip
        work = make.work()
        edition = make.edition(work)
        for one in sources:
            made = make.record(
                title.text, title.kana, of=one, edition_=edition, holdings=(Holding(call_number="718", use=Use.LOAN),),
                identifiers=(make.isbn(isbn),), agents=(Agent(agent),), year=1998,
                publisher=Written("試験書房"),
            )  # fmt: skip
            assert made.pk
        found[name] = work
    for n in range(20):
        make.record(f"石仏の本その{n}", of=sources[n % 3], year=1950 + n, holdings=(Holding(),))
    index.reindex(WORKS)
    return found


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("manga", "鉄腕アトム"),
        ("manga", "てつわんあとむ"),
        ("manga", "ﾃﾂﾜﾝｱﾄﾑ"),
        ("manga", "tetsuwan atomu"),
        ("manga", "鐵腕"),
        ("manga", "鉄"),
        ("manga", "9784061087408"),
        ("manga", "978-4-06-108740-8"),
        ("local", "鎌倉の広徳寺"),
        ("local", "kamakura no kotokuji"),
        ("local", "4040000015"),
        ("local", "4-04-000001-5"),
        ("loc", "libraries and the city"),
        ("loc", "ＬＩＢＲＡＲＩＥＳ　city"),
        ("loc", "0306406157"),
    ],
)
def test_it_is_found_however_it_is_typed(
    visit: Visit, shelf: dict[str, Work], name: str, typed: str
) -> None:  # Done-when 1
    page = visit("/works/")
    page.get_by_role("searchbox").or_(page.get_by_role("combobox")).first.fill(typed)
    page.keyboard.press("Enter")
    first = page.locator("ol.yw-hits > li").first.get_by_role("link").first
    expect(first).to_have_attribute("href", shelf[name].get_absolute_url())
    first.click()
    expect(page.locator("#held-h")).to_be_visible()


def test_the_nearest_library_stands_first(visit: Visit, shelf: dict[str, Work]) -> None:
    page = visit(shelf["local"].get_absolute_url())
    page.get_by_label("どこから近い順にしますか").select_option("142042")
    page.get_by_role("button", name="近い順にする").click()
    expect(page.get_by_text("鎌倉市に近い順")).to_be_visible()
    holders = page.get_by_role("region", name="3館").get_by_role("rowheader")
    expect(holders).to_have_text(["いずみ図書館", "あおい図書館", "うみ図書館"])
    look(page, "work-near")


def test_a_keeper_sees_why_and_takes_a_record_out(visit: Visit, shelf: dict[str, Work]) -> None:
    owner = Source.objects.order_by("pk")[1].owner
    page = somebody(visit, owner, Role.EDITOR)
    page.goto(shelf["local"].get_absolute_url())
    page.get_by_role("link", name="まとめた理由を見る・分ける・まとめる").click()
    look(page, "together-why")
    page.get_by_role("link", name="別の資料とまとめる").click()
    look(page, "together-find")
    page.go_back()
    page.get_by_role("link", name=re.compile("^分ける.*いずみ図書館")).click()
    look(page, "together-apart")
    send(page, "分ける", reason="別の巻だった")
    expect(page.get_by_text("決めたとおりにしました")).to_be_visible()
    expect(page.get_by_text("別の巻だった")).to_be_visible()
    look(page, "together-parted")
