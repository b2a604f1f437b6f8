"""A resident brings an idea by the mailed link; an institution takes it up, and the workspace shows where it came from."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import somebody
from tests.partnerships.factories import group, library
from tests.partnerships.ideas import link, taking_part
from yuinowa.directory.models import Institution
from yuinowa.search import index

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ours(settings: Settings, tmp_path: Path) -> Institution:
    settings.SEARCH_DIR = tmp_path / "index"
    made = taking_part(library())
    taking_part(group())
    index.ensure_current()
    return made


def _bring(resident: Page, ours: Institution, title: str) -> str:
    """Write an idea and confirm it by the mailed link; its own page."""
    resident.goto(f"/partnerships/ideas/new/?to={ours.pk}")
    for name, value in (
        ("title", title),
        ("words", "夜、しごとのあとに、こどもと行ける おはなし会がほしい。"),
        ("for_whom", "はたらく親と子ども"),
        ("name", "たんぽぽ"),
        ("email", "tanpopo@example.org"),
    ):
        resident.locator(f"main form [name={name}]").fill(value)
    resident.get_by_role("button", name="リンクを送ってもらう").click()
    expect(resident.locator("h1")).to_have_text("メールを見てください")
    resident.goto(link("confirm"))
    look(resident, "ideas-confirm")
    resident.get_by_role("button", name="届ける", exact=True).click()
    resident.wait_for_url("**/ideas/own/**")
    return resident.url


def test_from_an_idea_to_a_workspace_that_shows_its_origin(visit: Visit, ours: Institution) -> None:
    resident, desk = visit("/partnerships/ideas/new/"), somebody(visit, ours)
    resident.get_by_role("button", name="リンクを送ってもらう").click()
    look(resident, "ideas-422")
    own = _bring(resident, ours, "夜のおはなし会")
    look(resident, "ideas-own")

    desk.goto("/")
    desk.locator("main").get_by_role("link", name="アイデア").first.click()
    look(desk, "ideas-arrived")
    desk.get_by_role("link", name="取り上げて始める").click()
    look(desk, "ideas-take-up")
    desk.locator("[name=purpose]").fill("仕事のあとにも、物語に出会える。")
    desk.locator("main form button.yw-button").last.click()
    desk.wait_for_url("**/partnerships/*/")
    look(desk, "ideas-origin")
    expect(desk.locator("main")).to_contain_text("夜、しごとのあとに")
    resident.goto(own)
    look(resident, "ideas-taken-up")
    expect(resident.locator("main")).to_contain_text(ours.name)


def test_an_idea_goes_on_or_is_declined_and_the_resident_has_her_name_erased(
    visit: Visit, ours: Institution
) -> None:
    resident, desk = visit("/"), somebody(visit, ours)
    own = _bring(resident, ours, "屋上の天文会")

    desk.goto("/partnerships/ideas/")
    look(desk, "ideas-list")
    desk.get_by_role("link", name="屋上の天文会").click()
    desk.get_by_role("link", name="ほかへ渡す").click()
    look(desk, "ideas-pass-on")
    desk.go_back()
    desk.get_by_role("link", name="理由をつけて見送る").click()
    desk.locator("main form button.yw-button").last.click()
    look(desk, "ideas-decline-422")
    desk.locator("[name=reason]").fill("屋上がありません。公園でなら、夏に。")
    desk.locator("main form button.yw-button").last.click()
    desk.wait_for_url("**/partnerships/ideas/")

    resident.goto(own)
    look(resident, "ideas-declined")
    resident.get_by_role("button", name="名前とメールアドレスを消す").click()
    look(resident, "ideas-gone")
