"""A library gives its records: a table in CP932 from sending to being found by everybody, then taken back; records fetched from its own server; a question answered."""

from __future__ import annotations

from pathlib import Path
from re import compile as matching

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import somebody
from tests.catalogue.oai_target import Target, open_target
from tests.catalogue.test_source_pages import doubtful
from tests.directory.factories import institution
from yuinowa.catalogue.queries.documents import WORKS
from yuinowa.core.jobs import run_due
from yuinowa.core.rights import Role
from yuinowa.search import index

pytestmark = pytest.mark.django_db(transaction=True)

TABLE = """書誌番号,書名,著者名,出版社,出版年月,ISBN,所蔵館,請求記号
1,髙い塔の石仏,佐藤 花子/著,東京 : 試験書房,1998.4,4040000015,本館,718-サ
1,髙い塔の石仏,佐藤 花子/著,東京 : 試験書房,1998.4,4040000015,分館,718-サ
2,村の歴史①,,試験書房,2001,,本館,213
3,,だれか,,,,本館,
"""


@pytest.fixture(autouse=True)
def _own_folders(settings: Settings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path / "index"
    settings.MEDIA_ROOT = tmp_path / "media"


def _worked(page: Page) -> None:
    """The jobs have run, and the page is looked at again."""
    run_due()
    page.reload()


def test_a_table_comes_in_is_found_and_goes_back(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "books.csv"
    file.write_bytes(TABLE.encode("cp932"))
    page = somebody(visit, institution("試験町立図書館", member=True), Role.ADMIN)

    page.goto("/sources/")
    look(page, "records-1")
    page.get_by_role("link", name="うちの書誌を提供する").click()
    page.get_by_label("この書誌の名前").fill("郷土資料")
    page.get_by_label("表（CSV、Excel）").check()
    look(page, "records-2")
    page.locator("main form button").first.click()
    page.locator("input[type=file]").set_input_files(file)
    look(page, "records-3")
    page.locator("main form button").first.click()
    expect(page.locator("h1")).to_contain_text("列")
    expect(page.get_by_label("書名", exact=True)).to_have_value("title")
    look(page, "records-4")
    page.locator("main form button").first.click()
    _worked(page)
    expect(page.locator("main")).to_contain_text("髙い塔の石仏")
    expect(page.locator("main")).to_contain_text("978が落ちていた")
    expect(page.locator("main")).to_contain_text("書名がありません")
    look(page, "records-5")
    page.get_by_role("button", name="2件を取り込む").click()
    _worked(page)
    expect(page.get_by_role("button", name="全部を元に戻す")).to_be_visible()
    look(page, "records-6")
    address = page.url
    page.get_by_role("link", name="郷土資料").first.click()
    page.get_by_role("button", name="公開する").click()
    expect(page.locator("main")).to_contain_text("だれでも見つけられる")
    look(page, "records-7")
    index.catch_up(WORKS)

    guest = visit("/works/?q=高い塔")
    guest.get_by_role("link", name=matching("髙い塔の石仏")).first.click()
    expect(guest.locator("main")).to_contain_text("分館")
    page.goto(address)
    page.get_by_role("button", name="全部を元に戻す").click()
    _worked(page)
    expect(page.locator("main")).to_contain_text("元")
    index.catch_up(WORKS)
    guest.goto("/works/?q=高い塔")
    expect(guest.get_by_role("link", name=matching("髙い塔の石仏"))).to_have_count(0)


def test_a_library_joins_by_its_own_server_and_withdraws(visit: Visit, settings: Settings) -> None:
    target = Target(sets=(("local", "郷土資料"),))
    target.add("oai:1", "髙い塔の石仏", sets=("local",))
    target.add("oai:2", "村の歴史", sets=("local",))
    page = somebody(visit, institution("試験村立図書館", member=True), Role.ADMIN)
    with open_target(target) as address:
        page.goto("/sources/new/")
        page.get_by_role("link", name="OAI-PMH で提供する").click()
        look(page, "harvest-1")
        page.get_by_label("OAI-PMH のベースURL").fill(address)
        page.get_by_role("button", name="URLを調べる").click()
        expect(page.locator("main")).to_contain_text("YUINOWA_FETCH_ORIGINS")
        look(page, "harvest-2")
        settings.FETCH_ORIGINS = [address.removesuffix("/oai")]
        settings.FETCH_NETWORKS = ["127.0.0.0/8"]
        page.get_by_role("button", name="URLを調べる").click()
        page.get_by_label("どの書誌か").select_option("local")
        look(page, "harvest-3")
        page.get_by_role("button", name="取りに行く画面へ進む").click()
        look(page, "harvest-4")
        page.get_by_role("button", name="いま取りに行く").click()
        look(page, "harvest-5")
        _worked(page)
        expect(page.locator("main")).to_contain_text("髙い塔の石仏")
        page.get_by_role("button", name="2件を取り込む").click()
        _worked(page)
        page.get_by_role("link", name="試験市立図書館 蔵書").first.click()
        look(page, "harvest-6")
        page.get_by_role("button", name="公開する").click()
        index.catch_up(WORKS)
        guest = visit("/works/?q=高い塔")
        expect(guest.get_by_role("link", name=matching("髙い塔の石仏"))).to_have_count(1)

        # The library withdraws it in its own system.
        target.add("oai:1", None, stamp="2026-11-20T06:00:00Z", sets=("local",))
        page.get_by_role("link", name="書誌を取りに行く").click()
        page.get_by_role("button", name="いま取りに行く").click()
        _worked(page)
        page.get_by_role("button", name="1件を取り込む").click()
        _worked(page)
    index.catch_up(WORKS)
    guest.goto("/works/?q=高い塔")
    expect(guest.get_by_role("link", name=matching("髙い塔の石仏"))).to_have_count(0)


def test_two_that_may_be_one_are_laid_side_by_side(visit: Visit) -> None:
    question = doubtful()
    page = somebody(visit, question.other.source.owner, Role.EDITOR)

    page.goto("/sources/")
    page.get_by_role("link", name="同じものですか").click()
    look(page, "records-8")
    page.get_by_role("link", name=matching("比べる")).first.click()
    look(page, "records-9")
    page.get_by_role("button", name="同じもの", exact=True).click()
    expect(page.locator("main")).to_contain_text("お尋ねはありません")
    page.get_by_role("link", name="決めたこと").click()
    look(page, "records-10")
    page.get_by_role("button", name=matching("取り消す")).first.click()
    expect(page.locator("main")).to_contain_text("まだ何も決めていません")
