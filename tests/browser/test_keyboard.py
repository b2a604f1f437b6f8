"""The journeys of the first slice with the keyboard alone: every stop seen, every fault led to."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import first_fault, go, sign_in, skip_to_the_text, tab_to
from yuinowa.ledger.models import Choice
from yuinowa.plans.models import Plan

pytestmark = pytest.mark.usefixtures("region")


def button(page: Page, name: str) -> None:
    tab_to(page, page.get_by_role("button", name=name, exact=True))
    go(page, "Space")


def link(page: Page, name: str) -> None:
    tab_to(page, page.locator("main").get_by_role("link", name=name, exact=True))
    go(page)


def test_a_library_is_found_a_contact_recorded_and_corrected_and_a_figure_opened(
    visit: Visit,
) -> None:
    page = visit("/")
    sign_in(page, "hana")
    page.goto("/institutions/")
    skip_to_the_text(page)
    tab_to(page, page.get_by_role("searchbox"))
    page.keyboard.type("試験大学")
    go(page)
    expect(page).to_have_title("「試験大学」に合う機関 | 結の輪")
    skip_to_the_text(page)
    link(page, "試験大学附属図書館")
    expect(page.get_by_role("heading", level=1)).to_have_text("試験大学附属図書館")

    skip_to_the_text(page)
    link(page, "連絡を記録する")
    skip_to_the_text(page)
    button(page, "記録する")
    first_fault(page)
    expect(page.get_by_label("何のことで")).to_be_focused()
    page.keyboard.type("学生ボランティアの受け入れ")
    go(page)
    expect(page.locator(".yw-said")).to_contain_text("記録しました")

    skip_to_the_text(page)
    link(page, "直す")
    skip_to_the_text(page)
    tab_to(page, page.get_by_label("何人が加わったか"))
    page.keyboard.type("１２")
    button(page, "直す")
    first_fault(page)
    expect(page.get_by_label("直すわけ")).to_be_focused()
    look(page, "keyboard-correct-faults")
    page.keyboard.type("数え忘れ")
    go(page)
    expect(page.locator(".yw-time > li")).to_have_count(2)
    metric_down_to_a_contact(page)


def metric_down_to_a_contact(page: Page) -> None:
    """From a metric's preview to its figure, a cell, an entry's deed and the contact it was posted for."""
    page.goto("/ledger/metrics/school_contacts/")
    skip_to_the_text(page)
    tab_to(page, page.locator(".yw-scroll").first)
    tab_to(page, page.locator("#preview-c ~ tbody a, table a").last)
    go(page)
    look(page, "keyboard-metric-figure")

    skip_to_the_text(page)
    tab_to(page, page.locator("tbody a").first)
    go(page)
    skip_to_the_text(page)
    tab_to(page, page.locator("tbody a").first)
    go(page)
    skip_to_the_text(page)
    link(page, "もとの連絡を見る")

    expect(page.locator("main")).to_contain_text("これまでの版")


def test_the_figure_that_counts_is_chosen_and_a_sheet_written_submitted_and_checked(
    visit: Visit,
) -> None:
    choose_a_figure(visit("/"))
    officer, checker = visit("/"), visit("/")
    write_and_check_a_sheet(officer, checker)


def choose_a_figure(page: Page) -> None:
    sign_in(page, "kan")
    skip_to_the_text(page)
    question = Choice.objects.get()
    tab_to(page, page.locator(f".yw-task__title a[href='/ledger/choices/{question.pk}/']"))
    go(page)
    skip_to_the_text(page)
    button(page, "この数を使う")
    first_fault(page)
    look(page, "keyboard-choice-faults")
    expect(page.get_by_label("この仕組みの記録")).to_be_focused()
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_label("理由"))
    page.keyboard.type("全館の数を数えたものだから")
    button(page, "この数を使う")

    expect(page.locator(".yw-said")).to_contain_text("渡した側の報告")
    question.refresh_from_db()
    assert question.is_decided


def write_and_check_a_sheet(officer: Page, checker: Page) -> None:
    plan = Plan.objects.get(owner__name="試験市")
    sheet = plan.projects.get(number="2-(1)-①").sheets.get(state="draft")
    sign_in(officer, "keikaku")
    officer.goto(sheet.get_absolute_url())
    skip_to_the_text(officer)
    link(officer, "票に書く")
    skip_to_the_text(officer)
    figure = officer.get_by_label("団体貸出を使った学校の割合")
    tab_to(officer, figure)
    officer.keyboard.type("たくさん")
    go(officer)
    first_fault(officer)
    expect(figure).to_be_focused()
    look(officer, "keyboard-sheet-faults")
    officer.keyboard.press("Control+a")
    officer.keyboard.type("６１％")
    tab_to(officer, officer.locator("[name=difference_reason]"))
    officer.keyboard.type("二つの学校が年度の途中から使い始めたため。")
    tab_to(officer, officer.locator("#id_rating"))
    officer.keyboard.press("ArrowDown")
    tab_to(officer, officer.locator("#id_rating_reason"))
    officer.keyboard.type("年度の途中の見込みによる。")
    button(officer, "票を保存する")
    skip_to_the_text(officer)
    button(officer, "提出する")
    expect(officer.locator(".yw-said")).to_contain_text("票を提出しました")
    look(officer, "keyboard-sheet-submitted")

    sign_in(checker, "kakunin")
    checker.goto(sheet.get_absolute_url())
    skip_to_the_text(checker)
    button(checker, "差し戻す")
    expect(checker.get_by_label("差し戻すわけ")).to_be_visible()
    look(checker, "keyboard-sheet-return-faults")
    skip_to_the_text(checker)
    button(checker, "確認ずみにする")

    expect(checker.locator(".yw-said")).to_contain_text("確認ずみ")
    sheet.refresh_from_db()
    assert sheet.state == "checked"
