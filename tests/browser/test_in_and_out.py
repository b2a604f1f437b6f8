"""What leaves the platform, in a real browser: an institution's own data, lists of another day, open data."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from tests.accounts.factories import PASSWORD, a_person, an_affiliation
from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.directory import factories as make
from yuinowa.core import jobs
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.directory.queries import INSTITUTIONS
from yuinowa.portal.services import takeouts
from yuinowa.search import index


@pytest.fixture(autouse=True)
def _place(transactional_db: None, settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR, settings.DATA_DIR = tmp_path / "index", tmp_path


@pytest.fixture
def library() -> Institution:
    found = make.full_institution("試験市立図書館", member=True, prefecture="13")
    found.participations.create(
        programme="ndl_digital",
        programme_class="view",
        from_day=date(2021, 4, 1),
        to_day=date(2024, 3, 31),
        source="参加館一覧",
    )
    found.participations.create(programme="rekion", from_day=date(2019, 10, 1))
    index.reindex(INSTITUTIONS)
    return found


def sign_in(page: Page, login: str) -> None:
    page.goto("/accounts/sign-in/")
    page.get_by_label("サインインの名前").fill(login)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.locator("main form button.yw-button").first.click()
    expect(page.locator("h1")).to_contain_text("今日の番")


def test_an_administrator_takes_all_data_of_the_institution_along(
    visit: Visit, library: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_affiliation(a_person("kanri"), library, Role.ADMIN)
    page = visit("/")
    sign_in(page, "kanri")
    page.goto(library.get_absolute_url())
    page.get_by_role("link", name="データをすべて持ち出す").click()
    look(page, "takeout-before")

    monkeypatch.setattr(takeouts, "AT_ONCE_ROWS", -1)
    page.get_by_role("button", name="ファイルを作る").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    look(page, "takeout-making")
    jobs.run_due()
    page.get_by_role("link", name="いま見る").click()
    look(page, "takeout-ready")
    page.goto("/")
    page.get_by_role("link", name="試験市立図書館のすべてのデータのファイル").first.click()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="受け取る").click()

    with zipfile.ZipFile(io.BytesIO(Path(fetched.value.path()).read_bytes())) as file:
        assert "directory.participation.csv" in file.namelist()
    page.reload()
    page.get_by_role("button", name="消す").click()
    expect(page.get_by_text("ファイルを消しました")).to_be_visible()


@pytest.mark.usefixtures("library")
def test_a_visitor_asks_for_another_day(visit: Visit) -> None:
    page = visit("/institutions/?prefecture=13")
    page.get_by_role("link", name="ほかの日に参加していた制度").click()
    expect(page.locator("tbody tr")).to_have_count(1)

    page.get_by_label("いつの時点か").fill("令和5年4月1日")
    page.get_by_role("button", name="この日で見る").click()
    expect(page.get_by_text("これは今日ではありません")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(2)
    look(page, "as-of-day")
    page.get_by_role("link", name="ほかの機関に開いているサービス").click()
    look(page, "as-of-nothing")
    page.get_by_label("いつの時点か").fill("令和0年4月1日")
    page.get_by_role("button", name="この日で見る").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look(page, "as-of-fault")


@pytest.mark.usefixtures("library")
def test_a_visitor_reads_about_open_data(visit: Visit) -> None:
    page = visit("/open-data/")

    expect(page.get_by_text("いまの行数").first).to_be_visible()
    look(page, "open-data")
