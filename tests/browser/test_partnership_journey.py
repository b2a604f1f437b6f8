"""Two people in two browsers: from an idea to a signed agreement, each doing what its own turn says.

One side decides subject to the budget; the work begins when the budget is there.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import somebody
from tests.partnerships.factories import library, school
from yuinowa.core import clock
from yuinowa.core.rights import Role
from yuinowa.search import index

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path


def _my_turn(page: Page) -> str:
    """From the first page to what is waited for; where that is."""
    page.goto("/")
    page.locator("main").get_by_role("link", name="まちの人形劇").first.click()
    return page.url


#: Of every question of the form that has to be answered by a choice, and is not yet, the first one.
_CHOOSE = """form => {
    for (const one of form.querySelectorAll('input[type=radio]'))
        if (!form.querySelector(`input[name="${one.name}"]:checked`)) one.click();
    for (const one of form.querySelectorAll('select'))
        if (one.required && !one.value && one.options.length > 1) one.selectedIndex = 1;
}"""


def _send(page: Page, button: str, **words: str) -> None:
    """Fill the fields of that name, choose where something has to be chosen, and press."""
    page.locator("main form").last.evaluate(_CHOOSE)
    for name, value in words.items():
        page.locator(f"main form [name={name}]").last.fill(value)
    page.get_by_role("button", name=button, exact=True).last.click()
    page.wait_for_load_state()
    faults = page.get_by_role("alert")
    assert faults.count() == 0, faults.first.inner_text()


def _go_on(page: Page, button: str) -> None:
    _my_turn(page)
    page.get_by_role("button", name=button, exact=True).click()


def _tell(page: Page, here: str) -> None:
    """What a side lacks, can or cannot do, gains and puts in."""
    page.goto(f"{here}say/need/")
    _send(
        page,
        "残す",
        need="来館者が減っている",
        evidence="来館者数 3年で2割減",
        why_together="会が来ると親子が来る",
    )
    for kind, said in (
        ("can", "土曜の夜は開けない"),
        ("benefit", "親子の利用"),
        ("contribution", "会場と司書"),
    ):
        page.goto(f"{here}say/{kind}/")
        _send(page, "書き留める", text=said)


def _plan(librarian: Page, teacher: Page, here: str) -> None:
    """Needs, goals and roles, each agreed to by both."""
    both = (librarian, teacher)
    for page in both:
        _tell(page, here)
    look(teacher, "journey-3-told")
    _go_on(teacher, "「目標と互恵」へ進む")

    librarian.goto(f"{here}shared/goal/new/")
    _send(
        librarian,
        "書き留める",
        what="6回開く",
        measure="行事",
        amount="6",
        unit="回",
        by_when="令和9年3月31日",
    )
    for page in both:
        page.goto(here)
        page.get_by_role("button", name="この目標に同意する").click()
    _go_on(teacher, "「役割と責任」へ進む")
    teacher.goto(f"{here}shared/task/new/")
    _send(teacher, "書き留める", text="会場と日取りを決める", done_when="予約がとれた")
    for page in both:
        page.goto(here)
        page.get_by_role("button", name="この役割表に同意する").click()
    look(librarian, "journey-4-roles")
    _go_on(librarian, "「評価の方法」へ進む")


def _write(librarian: Page, teacher: Page, here: str) -> None:
    """How it is evaluated, and the text of the agreement, agreed to by both."""
    both = (librarian, teacher)
    librarian.goto(f"{here}evaluation/propose/")
    _send(librarian, "この案を出す", residents_words="会場で紙に書いてもらう", residents_count="10")
    for page in both:
        page.goto(f"{here}evaluation/")
        page.locator(".yw-turn--bar button").click()
    librarian.goto(f"{here}agreements/")
    look(librarian, "journey-5-none")
    librarian.get_by_role("link", name="協定を作りはじめる").click()
    look(librarian, "journey-5-begin")
    _send(librarian, "下書きを書く")
    look(librarian, "journey-5-draft")
    _send(librarian, "下書きを保存する", notice_days="３０")
    librarian.get_by_role("link", name="全員に提案する").click()
    look(librarian, "journey-5-propose")
    _send(librarian, "全員に提案する")
    text = librarian.url
    for page in both:
        page.goto(text)
        page.get_by_role("button", name="この本文に合意する").click()
    look(teacher, "journey-6-text")
    _go_on(librarian, "決裁と署名へ進む")


def _sign(librarian: Page, teacher: Page) -> None:
    """Both decide and sign; the school subject to the budget."""
    for page in (librarian, teacher):
        _my_turn(page)
        if page is teacher:
            page.get_by_label("予算の成立を条件とする").check()
        _send(page, "決裁を記録する", post="館長")
    for page in (librarian, teacher):
        _my_turn(page)
        page.get_by_label("この版を読みました").check()
        look(page, "journey-7-sign")
        _send(page, "自分の機関として署名する", post="館長")


def test_from_an_idea_to_the_work_each_side_in_its_own_browser(visit: Visit) -> None:
    ours, theirs = library(), school()
    index.ensure_current()
    librarian, teacher = (
        somebody(visit, ours, Role.LEAD, Role.SIGNATORY),
        somebody(visit, theirs, Role.LEAD, Role.SIGNATORY),
    )

    librarian.goto("/partnerships/")
    librarian.get_by_role("link", name="協働をはじめる").click()
    look(librarian, "journey-1-idea")
    _send(
        librarian,
        "はじめる",
        title="まちの人形劇 おはなし会",
        purpose="図書館に来たことのない親子に、物語に出会ってほしい。",
        names=theirs.name,
    )
    here = librarian.url
    _my_turn(teacher)
    look(teacher, "journey-2-asked")
    teacher.get_by_role("button", name="招待を受けて加わる").click()
    _go_on(librarian, "ニーズを書きはじめる")

    _plan(librarian, teacher, here)
    _write(librarian, teacher, here)
    _sign(librarian, teacher)
    librarian.goto(here)
    look(librarian, "journey-8-budget-awaited")
    expect(librarian.locator("main")).to_contain_text("予算")
    _my_turn(teacher)
    _send(teacher, "記録する", condition_met_on=clock.today().isoformat())
    librarian.goto(here)
    look(librarian, "journey-9-at-work")
    expect(librarian.locator("main")).to_contain_text("実施と見守り")
