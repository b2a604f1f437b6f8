"""Two sides at work in two browsers: a change refused, a pause agreed to, an issue settled, a risk closed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import send, somebody
from tests.partnerships.factories import library, school
from tests.partnerships.joint import at_work
from yuinowa.core import clock
from yuinowa.directory.models import Institution
from yuinowa.partnerships.models import Partnership

pytestmark = pytest.mark.django_db(transaction=True)

CHANGE, ISSUE, RISK = "司書は1人で行く。", "鍵を開ける人がいない", "読み手が続かない"


@pytest.fixture
def theirs(settings: Settings, tmp_path: Path) -> Institution:
    settings.SEARCH_DIR = tmp_path / "index"
    return school()


@pytest.fixture
def made(theirs: Institution) -> Partnership:
    return at_work(library(), theirs)


def test_what_one_side_proposes_the_other_answers_for_itself(
    visit: Visit, made: Partnership, theirs: Institution
) -> None:
    us, them = somebody(visit, made.initiator), somebody(visit, theirs)
    changes = f"{made.get_absolute_url()}changes/"

    us.goto(changes)
    look(us, "motions-none")
    us.get_by_role("link", name="変更を提案する", exact=True).click()
    us.get_by_role("button", name="この案を出す").click()
    look(us, "motions-422")
    send(us, "この案を出す", what=CHANGE, reason="4月から司書が1人減る。")
    us.get_by_role("link", name="変更：目標").click()
    look(us, "motions-ours")

    them.goto("/")
    them.locator("main").get_by_role("link", name=made.title).first.click()
    them.get_by_label("同意しない", exact=True).check()
    them.get_by_role("button", name="答える", exact=True).click()
    look(them, "motions-why")
    send(them, "答える", said="読み手が足りない。")
    them.get_by_role("link", name="変更：目標").click()
    look(them, "motions-refused")

    us.goto(f"{changes}new/suspend/")
    send(us, "この案を出す", reason="改修で3か月休館する。")
    them.goto(changes)
    look(them, "motions-list")
    them.locator(".yw-turn--bar").get_by_role("link", name="答える").click()
    them.get_by_label("同意する", exact=True).check()
    send(them, "答える")
    expect(them.locator("main")).to_contain_text("全員が同意")
    us.goto(made.get_absolute_url())
    expect(us.locator("main")).to_contain_text("休止中")


def test_an_issue_is_settled_and_a_risk_closed_by_whoever_looks_after_it(
    visit: Visit, made: Partnership, theirs: Institution
) -> None:
    us, them = somebody(visit, made.initiator), somebody(visit, theirs)
    here = made.get_absolute_url()
    later = (clock.today() + timedelta(days=30)).isoformat()

    us.goto(f"{here}issues/")
    look(us, "issues-none")
    us.get_by_role("link", name="課題を出す").click()
    us.locator("[name=owner]").select_option(label=theirs.name)
    send(us, "課題を出す", what=ISSUE, due=later)
    us.get_by_role("link", name=ISSUE).click()
    us.get_by_role("button", name="話したいと伝える").click()
    look(us, "issues-ours")

    them.goto("/")
    them.locator("main").get_by_role("link", name=ISSUE).first.click()
    them.get_by_role("button", name="話したいと伝える").click()
    look(them, "issues-theirs")
    them.get_by_role("link", name="受け持つ", exact=True).click()
    send(them, "受け持つ")
    them.get_by_role("link", name="解決した", exact=True).click()
    look(them, "issues-settle")
    send(them, "解決した", said="事務の先生に鍵を渡した。")
    us.goto(f"{here}issues/?of=over")
    look(us, "issues-over")

    us.goto(f"{here}risks/new/")
    us.locator("[name=owner]").select_option(label=theirs.name)
    send(us, "書き留める", what=RISK, measure="2人ずつ組む。", review_on=later)
    them.goto(f"{here}risks/")
    look(them, "risks")
    them.get_by_role("link", name=f"見守りを終える {RISK}").click()
    send(them, "見守りを終える", said="次の人が見つかった。")
    look(them, "risks-closed")
