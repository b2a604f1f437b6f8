"""What one institution seeks another finds, with the reasons why its own offer fits, and the two begin."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import somebody
from tests.partnerships.factories import group, library
from yuinowa.search import index

pytestmark = pytest.mark.django_db(transaction=True)


def _post(page: Page, title: str, words: str) -> None:
    page.get_by_label("場", exact=True).check()
    page.get_by_label("どこでも", exact=True).check()
    page.locator("[name=title]").fill(title)
    page.locator("[name=words]").fill(words)
    page.get_by_role("button", name="出す", exact=True).click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()


def test_from_a_need_to_a_partnership(visit: Visit, settings: Settings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path / "index"
    ours, theirs = library(), group()
    index.ensure_current()
    librarian, puppeteer, visitor = somebody(visit, ours), somebody(visit, theirs), visit("/")

    puppeteer.goto("/partnerships/offers/")
    puppeteer.get_by_role("link", name="求めていることを出す").click()
    puppeteer.get_by_role("button", name="出す", exact=True).click()
    look(puppeteer, "offers-422")
    _post(puppeteer, "人形のけいこ場", "人形と道具を広げられる部屋をさがしています。")
    look(puppeteer, "offers-mine")

    visitor.goto("/partnerships/offers/")
    look(visitor, "offers-visitor")
    librarian.goto("/partnerships/offers/")
    librarian.get_by_text("しぼりこむ").click()
    librarian.get_by_label("言葉、または機関の名前").fill("けいこ")
    librarian.get_by_role("button", name="さがす").click()
    look(librarian, "offers-narrowed")
    librarian.get_by_role("link", name="人形のけいこ場").click()
    look(librarian, "offers-theirs")
    need = librarian.url
    librarian.get_by_role("link", name="できることを出す").click()
    _post(librarian, "おはなしの部屋", "人形と道具を置ける部屋を使えます。")
    librarian.goto(need)
    look(librarian, "offers-fits")
    expect(librarian.locator("main")).to_contain_text("種類が同じ")

    librarian.get_by_role("link", name="いっしょに始める").click()
    look(librarian, "offers-begin")
    librarian.get_by_role("button", name="はじめる", exact=True).click()
    librarian.wait_for_url("**/partnerships/*/")
    puppeteer.goto(librarian.url)
    expect(puppeteer.locator(".yw-turn--bar")).to_contain_text("あなたの番")
