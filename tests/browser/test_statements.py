"""Figures kept elsewhere, as an officer sends them and a checker decides between two of them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.directory import factories as make
from tests.ledger.statements.factories import SYSTEM, indicator
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.ledger.domain.indicators import Figure
from yuinowa.ledger.services.indicators import record_actual

pytestmark = pytest.mark.django_db(transaction=True)
YEARLY = '館名,年度,貸出,借受\n試験市立図書館,令和6年度,120,80\n本館,令和7年度,"1,300",九十\n計,令和7年度,1420,170\n'


@pytest.fixture
def library(settings: Settings, tmp_path: Path) -> Institution:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SEARCH_DIR = tmp_path / "index"
    return make.institution("試験市立図書館", member=True)


def signed_in(page: Page, institution: Institution, *roles: Role) -> None:
    person = a_person()
    an_affiliation(person, institution, *roles)
    page.context.add_cookies(
        [
            {"name": name, "value": morsel.value, "url": urljoin(page.url, "/")}
            for name, morsel in a_client(person).cookies.items()
        ]
    )


def send(page: Page, file: Path, *, aim: str, title: str) -> None:
    page.goto("/ledger/statements/new/")
    page.get_by_label("数のファイル").set_input_files(file)
    page.get_by_label(aim).check()
    page.get_by_label("文書の名前").fill(title)
    page.get_by_label("ファイルの送り手").fill("図書館システムの統計")
    page.get_by_role("button", name="ファイルを送って確かめる").click()


def test_a_yearly_table_is_sent_explained_taken_and_taken_back(
    visit: Visit, library: Institution, tmp_path: Path
) -> None:
    page = visit("/ledger/")
    signed_in(page, library, Role.EDITOR)
    page.goto("/ledger/")
    page.get_by_role("link", name="数の取り込み").click()
    look(page, "statements-none")
    page.get_by_role("link", name="数のファイルを送る").click()
    look(page, "statements-send")
    page.get_by_role("button", name="ファイルを送って確かめる").click()
    look(page, "statements-send-fault")

    file = tmp_path / "yearly.csv"
    file.write_bytes(YEARLY.encode("cp932"))
    send(page, file, aim="機関どうしのやりとり", title="令和7年度 図書館年報")
    expect(page.get_by_text("cp932 として読みました")).to_be_visible()
    expect(page.get_by_label("館名")).to_have_value("institution")
    page.get_by_label("貸出").select_option(label="貸出（相互貸借）・渡した（点）")
    look(page, "statements-columns")
    page.get_by_label("借受").select_option(label="貸出（相互貸借）・受けた（点）")
    page.get_by_role("button", name="ファイルを読んで、数を見る").click()

    expect(page.get_by_role("heading", name="言葉の意味を決める")).to_be_visible()
    look(page, "statements-preview")
    page.get_by_label("「本館」の意味").fill("試験市立図書館")
    page.get_by_label("「計」の意味").fill("-")
    page.get_by_role("button", name="もう一度読む").click()
    expect(page.get_by_text("数ではありません。")).to_be_visible()
    page.get_by_role("button", name="3件の数を取り込む").click()
    look(page, "statements-refused")
    page.get_by_label("誤りのない数だけ取り込む").check()
    page.get_by_role("button", name="3件の数を取り込む").click()
    expect(page.get_by_text("取り込みました：3件")).to_be_visible()
    look(page, "statements-taken")

    page.get_by_role("link", name="数えたところ").first.click()
    expect(page.get_by_role("link", name="令和7年度 図書館年報、2行目")).to_be_visible()
    page.get_by_role("link", name="令和7年度 図書館年報、2行目").click()
    page.get_by_label("理由").fill("集計の途中の表でした")
    page.get_by_role("button", name="全部を元に戻す").click()
    expect(page.get_by_text("集計の途中の表でした")).to_be_visible()
    look(page, "statements-undone")

    other = tmp_path / "next.csv"
    other.write_text(YEARLY.replace("120", "125"))
    send(page, other, aim="機関どうしのやりとり", title="令和7年度 図書館年報（改）")
    expect(page.get_by_text("前に決めたとおりの列です")).to_be_visible()
    page.get_by_role("button", name="ファイルを読んで、数を見る").click()
    expect(page.get_by_role("heading", name="言葉の意味を決める")).not_to_be_visible()


def test_a_contested_figure_of_an_indicator_is_decided_by_a_checker(
    visit: Visit, library: Institution, tmp_path: Path
) -> None:
    made = indicator(library.pk, "eloans", "電子書籍の貸出数", unit="件")
    record_actual(made.pk, 2025, Figure(number=Decimal(45_000)), actor=SYSTEM, source_note="手もとの集計")  # fmt: skip
    page = visit("/ledger/")
    signed_in(page, library, Role.PLAN_OFFICER)
    file = tmp_path / "indicators.csv"
    file.write_text("指標,令和6年度,令和7年度\n電子書籍の貸出数,24190,45267\n")
    send(page, file, aim="計画の指標の数", title="電子図書館 月報のまとめ")
    expect(page.get_by_label("令和7年度")).to_have_value("year:2025")
    page.get_by_role("button", name="ファイルを読んで、数を見る").click()
    look(page, "statements-indicators")
    page.get_by_role("button", name="2件の数を取り込む").click()
    page.get_by_role("link", name="決める").click()
    look(page, "statements-not-the-officer")

    page.context.clear_cookies()
    signed_in(page, library, Role.PLAN_CHECKER)
    page.goto("/")
    look(page, "statements-turn")
    page.get_by_role("link", name="決める：電子書籍の貸出数、令和7年度").click()
    look(page, "statements-decide")
    page.get_by_role("button", name="この数を使う").click()
    look(page, "statements-decide-fault")
    page.get_by_label("文書の数").check()
    page.get_by_label("理由").fill("業者の確定した数")
    page.get_by_role("button", name="この数を使う").click()
    expect(page.get_by_text("決まりました。理由も残ります。")).to_be_visible()
    look(page, "statements-decided")
    page.get_by_role("link", name="電子書籍の貸出数").click()
    page.get_by_role("link", name="令和7年度").click()
    expect(page.get_by_role("link", name="電子図書館 月報のまとめ、2行目")).to_be_visible()
    look(page, "statements-figure")
