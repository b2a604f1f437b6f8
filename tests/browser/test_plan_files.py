"""Plans in files: Excel forms out to the departments and back, a form of one's own, a whole plan along and in."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.test_entry import signed_in
from tests.plans.factories import an_owner, own_plan
from tests.plans.returned.books import YEAR, an_open_plan, fill, form_of, saved, tab_of
from tests.plans.returned.test_own_form import LIST, _list
from yuinowa.core import jobs
from yuinowa.core.rights import Role
from yuinowa.plans.exchange import papers, whole
from yuinowa.plans.models import FileRun
from yuinowa.plans.services import file_runs


def _send(page: Page, address: str, path: Path, button: str) -> None:
    page.goto(address)
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name=button).click()


def test_forms_come_back_are_looked_at_taken_and_taken_back(
    visit: Visit, live_server: LiveServer, transactional_db: None, tmp_path: Path
) -> None:
    plan, _who = an_open_plan()
    page = visit("/accounts/sign-in/")
    signed_in(page, live_server, plan.owner, Role.PLAN_OFFICER)
    page.goto(f"/plans/{plan.pk}/years/{YEAR}/")
    page.get_by_role("link", name="Excel の様式").click()
    look(page, "plan-forms")

    book = form_of(plan)
    fill(tab_of(book, "1-1-2"), "result-1", "平成32年度の続きとして、年3回開いた。")
    fill(tab_of(book, "1-2-1"), "figure-1", "たくさん")
    filled = tmp_path / "図書館課の票.xlsx"
    filled.write_bytes(saved(book))
    _send(page, page.url, filled, "ファイルを送って確かめる")
    expect(page.locator("main")).to_contain_text("「たくさん」は数ではありません")
    look(page, "plan-form-preview")
    page.get_by_role("button", name="下書きに入れる").click()
    look(page, "plan-form-refused")
    page.get_by_label("違うところのない票だけ入れる").check()
    page.get_by_role("button", name="下書きに入れる").click()
    expect(page.locator("main")).to_contain_text("入れました")
    look(page, "plan-form-taken")
    page.get_by_role("button", name="元に戻す").click()
    expect(page.locator("main")).to_contain_text("元に戻しました")


def test_a_form_of_ones_own_is_mapped_once_by_hand(
    visit: Visit, live_server: LiveServer, transactional_db: None, tmp_path: Path
) -> None:
    plan, _who = an_open_plan()
    page = visit("/accounts/sign-in/")
    signed_in(page, live_server, plan.owner, Role.PLAN_OFFICER)
    own = tmp_path / "実績調べ.xlsx"
    own.write_bytes(saved(_list()))
    address = f"/plans/{plan.pk}/years/{YEAR}/forms/"
    _send(page, address, own, "ファイルを送って確かめる")
    look(page, "plan-form-places")
    page.get_by_label("事業の番号か名前").fill(LIST["project"])
    page.get_by_label("実施したこと").fill("D8")
    page.get_by_role("button", name="覚えて、確かめる").click()
    look(page, "plan-form-places-refused")
    for place in ("figures", "result", "evaluation"):
        page.locator(f"#id_{place}").fill(LIST[place])
    page.get_by_role("button", name="覚えて、確かめる").click()
    expect(page.locator("main")).to_contain_text("年3回開いた。")
    look(page, "plan-form-own-preview")


def test_a_whole_plan_goes_along_and_comes_in(
    visit: Visit, live_server: LiveServer, transactional_db: None, tmp_path: Path
) -> None:
    plan, _who = an_open_plan()
    broken, good = tmp_path / "こわれた計画.json", tmp_path / "計画.json"
    data = whole.as_json(whole.rows_of(plan))
    good.write_bytes(data)
    broken.write_bytes(data.replace(b'"goal":1', b'"goal":"one"', 1))
    there = an_owner("丙市")
    page = visit("/accounts/sign-in/")
    signed_in(page, live_server, there, Role.PLAN_OFFICER)
    page.goto("/plans/")
    page.get_by_role("link", name="ファイルから計画を取り込む").click()
    _send(page, page.url, broken, "取り込む")
    expect(page.locator("main")).to_contain_text("goals 1行目")
    look(page, "plan-take-in-faults")
    _send(page, page.url, good, "見るだけ")
    look(page, "plan-take-in-looked")
    _send(page, page.url, good, "取り込む")
    expect(page.get_by_role("heading", level=1)).to_contain_text(plan.name)
    expect(page.locator("main")).to_contain_text("計画を持ち出す")
    look(page, "plan-taken-in")


def test_a_plans_file_that_is_being_made_says_how_far_it_is_and_ends_with_once_more(
    visit: Visit,
    live_server: LiveServer,
    transactional_db: None,
    monkeypatch: pytest.MonkeyPatch,
    settings: LazySettings,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(papers, "MANY_SHEETS", 1)
    settings.PLAN_FILES_DIR = tmp_path / "plan-files"
    plan = own_plan(an_owner("試験市"))
    visitor = visit(plan.get_absolute_url())
    visitor.get_by_role("link", name="Excel", exact=True).click()
    expect(visitor.locator("main")).to_contain_text("作っています")
    look(visitor, "plan-file-being-made")
    file_runs.give_up(FileRun.objects.get().pk)
    visitor.get_by_role("link", name="いま見る").click()
    expect(visitor.locator("main")).to_contain_text("ファイルを作れませんでした")
    keeper = visit("/accounts/sign-in/")
    signed_in(keeper, live_server, plan.owner, Role.PLAN_OFFICER)
    keeper.goto(f"/plans/{plan.pk}/workbook.xlsx")
    look(keeper, "plan-file-given-up")
    keeper.get_by_role("button", name="もう一度作る").click()
    expect(keeper.locator("main")).to_contain_text("作っています")

    jobs.run_due()

    with keeper.expect_download() as given:
        keeper.get_by_role("link", name="いま見る").click()
    assert given.value.suggested_filename == f"plan-{plan.pk}.xlsx"
