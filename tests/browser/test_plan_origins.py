"""From an empty plan to a published year: one figure by hand, one from a document, one from the ledger, and the origin of each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import sign_in
from tests.browser.test_plan_year import follow, press
from yuinowa.plans.models import Plan, Sheet

pytestmark = pytest.mark.usefixtures("region")
NAME = "試験市読書の輪計画"
HAND, DOCUMENT, LEDGER = "読み聞かせの回数", "電子書籍の貸出数", "学校とのやりとり"


def test_every_figure_of_a_new_plans_published_year_opens_to_its_origin(
    visit: Visit, tmp_path: Path
) -> None:
    officer, checker = visit("/"), visit("/")
    sign_in(officer, "keikaku")
    sign_in(checker, "kakunin")
    a_plan(officer)
    a_document_is_taken_in(officer, tmp_path)
    the_year_is_written(officer)
    the_checker_confirms(checker)
    the_year_is_published(officer, checker)
    every_figure_opens(visit(Plan.objects.get(name=NAME).get_absolute_url()))


def a_plan(page: Page) -> None:
    page.goto("/plans/")
    page.get_by_role("link", name="計画を始める").click()
    page.get_by_label("計画の名前").fill(NAME)
    page.get_by_label("公表する主体").fill("試験市")
    page.get_by_label("計画を見られる人").select_option(label="誰でも")
    press(page, "計画を始める")
    for part in ("本に親しむ", "学校を助ける"):
        follow(page)
        page.get_by_label("名前").fill(part)
        press(page, "加える")
    follow(page)
    page.get_by_label("事業名").fill("本と出会う機会をふやす")
    page.get_by_label("していること").fill("学校と図書館が本を届ける。")
    page.get_by_label("担当課").fill("図書館")
    page.get_by_label("計画書の頁").fill("5")
    page.get_by_label("指標と年度ごとの目標値で").check()
    press(page, "加える")
    follow(page)
    for name, source in (
        (HAND, "手で入力"),
        (DOCUMENT, "ファイルから取り込み"),
        (LEDGER, "交流台帳から集計"),
    ):
        an_indicator(page, name, source)


def an_indicator(page: Page, name: str, source: str) -> None:
    if name != HAND:
        page.get_by_role("link", name=re.compile("指標を加える")).first.click()
    page.get_by_label("指標の名前").fill(name)
    page.get_by_label("数えるもの", exact=False).first.fill(f"{name}。一年の合計。")
    page.get_by_label("単位").fill("回")
    page.get_by_label(source).check()
    if name == LEDGER:
        metrics = page.get_by_label("交流台帳の集計式")
        wanted = metrics.locator("option", has_text="他の機関との連絡・訪問").first
        metrics.select_option(value=wanted.get_attribute("value"))
    page.get_by_label("目標値を定めた理由").fill("計画策定")
    page.locator("[name^=target-]").first.fill("40")
    press(page, "加える")


def a_document_is_taken_in(page: Page, folder: Path) -> None:
    file = folder / "monthly.csv"
    file.write_text(f"指標,令和8年度\n{DOCUMENT},45\n", encoding="utf-8")
    page.goto("/ledger/statements/new/")
    page.get_by_label("数のファイル").set_input_files(file)
    page.get_by_label("計画の指標の数").check()
    page.get_by_label("文書の名前").fill("電子図書館の月報")
    page.get_by_label("ファイルの送り手").fill("電子図書館の業者")
    press(page, "ファイルを送って確かめる")
    press(page, "ファイルを読んで、数を見る")
    press(page, "1件の数を取り込む")
    expect(page.locator("main")).to_contain_text("取り込みました：1件")


def the_year_is_written(page: Page) -> None:
    plan = Plan.objects.get(name=NAME).get_absolute_url()
    page.goto(plan)
    follow(page)
    page.get_by_role("link", name=re.compile("計画最終年度の見込み")).first.click()
    page.get_by_label("理由").fill("図書館協議会で決めた。")
    press(page, "この規則にする")
    page.goto(plan)
    follow(page)
    press(page, "この年度を始める")
    follow(page)
    page.get_by_role("link", name="票に書く").click()
    page.get_by_label(re.compile(f"の実績.{HAND}")).fill("45")
    page.get_by_label("実績の評価").fill("どの指標も進めた。")
    page.get_by_label("計画と異なる理由").fill("学校とのやりとりは、年度の途中である。")
    page.locator("#id_rating").select_option(index=1)
    page.locator("#id_rating_reason").fill("年度の途中の見込みによる。")
    press(page, "票を保存する")
    press(page, "提出する")
    look(page, "origins-submitted")


def the_checker_confirms(page: Page) -> None:
    page.goto(Sheet.objects.get(project__plan__name=NAME).get_absolute_url())
    press(page, "確認ずみにする")


def the_year_is_published(officer: Page, checker: Page) -> None:
    plan = Plan.objects.get(name=NAME)
    officer.goto(Sheet.objects.get(project__plan=plan).get_absolute_url())
    press(officer, "公表する")
    officer.goto(plan.get_absolute_url())
    officer.get_by_role("link", name="この年度の版を公表する").click()
    press(officer, "版を用意する")
    checker.goto(plan.get_absolute_url())
    follow(checker)
    press(checker, "この版を公表する")
    look(checker, "origins-edition-published")


def every_figure_opens(page: Page) -> None:
    """A resident opens the edition, and from it each printed figure."""
    page.get_by_role("link", name="版", exact=True).first.click()
    page.get_by_role("link", name=re.compile("第1版")).first.click()
    edition = page.url
    origins = {
        HAND: ("45", "手で書いた"),
        DOCUMENT: ("45", "電子図書館の月報"),
        LEDGER: ("3", "交流台帳から集計"),
    }
    for name, (figure, origin) in origins.items():
        page.goto(edition)
        row = page.locator("tbody tr", has=page.get_by_role("rowheader", name=name))
        row.locator("xpath=following-sibling::tr[1]").get_by_role("link", name=figure).click()
        main = page.locator("main")
        expect(main.get_by_role("heading", level=1)).to_have_text(name)
        expect(main).to_contain_text(origin)
        expect(main).to_contain_text("機関の別の人")
        look(page, f"origins-{origin}")
