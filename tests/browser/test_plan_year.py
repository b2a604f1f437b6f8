"""A plan from nothing to a published year in the browser: an officer, a checker, and a rule (docs/users/plan-round.md)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import sign_in
from yuinowa.plans.models import Plan, Sheet

pytestmark = pytest.mark.usefixtures("region")
NAME = "試験市こども読書計画"
REASON = "二つの学校が年度の途中から使い始めたため。"


def press(page: Page, name: str) -> None:
    """A button by how its name begins; those of rows go on with what they are about."""
    beginning = re.compile(f"^{re.escape(name)}")
    page.locator("main").get_by_role("button", name=beginning).first.click()


def follow(page: Page) -> None:
    """The one next step, in the bar under the page's head."""
    page.locator(".yw-turn--bar a.yw-button").click()


def test_an_officer_makes_a_plan_and_two_people_bring_its_year_to_the_end(visit: Visit) -> None:
    officer, checker = visit("/"), visit("/")
    sign_in(officer, "keikaku")
    sign_in(checker, "kakunin")
    a_plan_from_nothing(officer)
    its_rule(officer)
    its_first_year(officer)
    written_commented_checked(officer, checker)
    published_and_closed(officer)


def a_plan_from_nothing(page: Page) -> None:
    page.goto("/plans/")
    page.get_by_role("link", name="計画を始める").click()
    look(page, "plan-begin")
    page.get_by_label("計画の名前").fill(NAME)
    page.get_by_label("公表する主体").fill("試験市")
    press(page, "計画を始める")
    look(page, "plan-structure-empty")

    follow(page)
    page.get_by_label("名前").fill("本に親しむ")
    press(page, "加える")
    follow(page)
    page.get_by_label("名前").fill("学校を助ける")
    press(page, "加える")
    follow(page)
    look(page, "plan-project-new")
    page.get_by_label("事業名").fill("団体貸出")
    page.get_by_label("していること").fill("学級に本をまとめて貸す。")
    page.get_by_label("担当課").fill("図書館\n学校教育課")
    page.get_by_label("計画書の頁").fill("5")
    page.get_by_label("指標と年度ごとの目標値で").check()
    press(page, "加える")
    follow(page)
    look(page, "plan-indicator-new")
    an_indicator(page)
    expect(page.locator("main")).to_contain_text("団体貸出を使った学級の割合")
    look(page, "plan-structure")


def an_indicator(page: Page) -> None:
    page.get_by_label("指標の名前").fill("団体貸出を使った学級の割合")
    page.get_by_label("数えるもの", exact=False).first.fill("一度でも団体貸出を使った学級の割合。")
    page.get_by_label("単位").fill("%")
    page.get_by_label("数値を出す課").fill("学校教育課")
    page.get_by_label("手で入力").check()
    page.get_by_label("目標値を定めた理由").fill("計画策定")
    page.locator("[name^=target-]").first.fill("600")
    press(page, "加える")
    expect(page.get_by_role("alert")).to_contain_text("100％")
    look(page, "plan-indicator-fault")
    page.locator("[name^=target-]").first.fill("60")
    press(page, "加える")


def its_rule(page: Page) -> None:
    follow(page)
    page.get_by_role("link", name=re.compile("計画最終年度の見込み")).first.click()
    look(page, "plan-rule-edit")
    page.get_by_label("理由").fill("図書館協議会で決めた。")
    press(page, "この規則にする")
    look(page, "plan-rule")
    page.get_by_role("link", name="規則を変える").click()
    page.get_by_label("理由").fill("語を改めた。")
    page.get_by_label("段階1の意味").fill("じゅうぶんに届いた")
    press(page, "この規則にする")
    expect(page.locator("main")).to_contain_text("じゅうぶんに届いた")


def its_first_year(page: Page) -> None:
    page.goto(Plan.objects.get(name=NAME).get_absolute_url())
    look(page, "plan-before-first-year")
    follow(page)
    look(page, "plan-open-year")
    press(page, "この年度を始める")
    look(page, "plan-round-open")
    expect(page.locator(".yw-turn--bar")).to_contain_text("1-(1)-①")


def written_commented_checked(officer: Page, checker: Page) -> None:
    follow(officer)
    officer.get_by_role("link", name="票に書く").click()
    look(officer, "plan-sheet-edit")
    officer.get_by_label(re.compile("の実績")).fill("45")
    officer.get_by_label("速報値で、まだ変わることがある").check()
    officer.get_by_label("実績の評価").fill("目標を10ポイント上回った。")
    press(officer, "票を保存する")
    look(officer, "plan-sheet-owing")
    press(officer, "提出する")
    expect(officer.get_by_role("alert").first).to_contain_text("理由")
    officer.get_by_role("link", name="票に書く").click()
    officer.get_by_label("計画と異なる理由").fill(REASON)
    officer.locator("#id_rating").select_option(index=1)
    officer.locator("#id_rating_reason").fill(REASON)
    press(officer, "票を保存する")
    press(officer, "提出する")
    look(officer, "plan-sheet-submitted")

    checker.goto(officer.url)
    look(checker, "plan-sheet-to-check")
    expect(checker.locator("main")).to_contain_text("数値と合わない")
    checker.get_by_text("理由を添えて、そのままにする").click()
    checker.get_by_label("そのままにする理由").fill("前の年度との差を言っているため。")
    press(checker, "この理由を残す")
    expect(checker.locator("main")).to_contain_text("見たうえで、そのまま")
    checker.get_by_text("コメントを書く").click()
    checker.get_by_label("何について").select_option(label="実績の評価")
    checker.get_by_label("コメント", exact=False).last.fill("何と比べた数ですか。")
    press(checker, "票にコメントを付ける")
    look(checker, "plan-sheet-commented")

    officer.goto("/")
    expect(officer.locator("main")).to_contain_text("コメント")
    look(officer, "plan-home-comment")
    officer.goto(checker.url.split("#")[0])
    officer.get_by_label("答え").fill("前の年度です。")
    press(officer, "答える 実績の評価")
    checker.reload()
    press(checker, "済みにする 実績の評価")
    press(checker, "確認ずみにする")
    look(checker, "plan-sheet-checked")


def published_and_closed(page: Page) -> None:
    plan = Plan.objects.get(name=NAME)
    sheet = Sheet.objects.get(project__plan=plan)
    page.goto(sheet.get_absolute_url())
    press(page, "公表する")
    look(page, "plan-sheet-published")
    expect(page.locator("main")).to_contain_text("速報")
    page.goto(plan.get_absolute_url())
    look(page, "plan-all-published")
    follow(page)
    look(page, "plan-close-year")
    press(page, "とりまとめを締める")
    look(page, "plan-round-closed")
    page.goto(plan.get_absolute_url())
    look(page, "plan-overview-closed")


def test_whoever_saves_second_sees_the_first_and_keeps_every_word(visit: Visit) -> None:
    first, second = visit("/"), visit("/")
    sheet = (
        Plan.objects.get(owner__name="試験市")
        .projects.get(number="2-(1)-②")
        .sheets.get(state="draft")
    )
    for page in (first, second):
        sign_in(page, "keikaku")
        page.goto(f"{sheet.get_absolute_url()}edit/")
    words = first.locator("textarea").first, second.locator("textarea").first
    words[0].fill("先に書いたことば")
    press(first, "票を保存する")
    words[1].fill("あとから書いたことば")
    press(second, "票を保存する")

    note = second.get_by_role("alert")
    expect(note).to_contain_text("先に保存しました")
    expect(note).to_contain_text("先に書いたことば")
    expect(words[1]).to_have_value("あとから書いたことば")
    look(second, "plan-saved-second")
    press(second, "票を保存する")
    expect(second.locator("main")).to_contain_text("あとから書いたことば")
