"""A project and a partnership show each other: linked by the officer, doubted by a side, seen by everybody and then not."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import sign_in
from yuinowa.partnerships.models import Partnership
from yuinowa.plans.models import Project

pytestmark = pytest.mark.usefixtures("region")


def test_an_officer_links_a_partnership_and_a_side_says_it_is_not_theirs(visit: Visit) -> None:
    partnership = Partnership.objects.earliest("pk")
    project = Project.objects.get(plan__name="試験市図書館つながり計画", key="1-1-1")
    officer, side, visitor = visit("/"), visit("/"), visit("/")

    sign_in(officer, "keikaku")
    officer.goto(f"{project.get_absolute_url()}partnerships/")
    look(officer, "together-empty")
    officer.get_by_label(partnership.title).check()
    officer.get_by_label("事業との関わり").fill("巡回の日に、この協働の会を開く。")
    officer.get_by_role("button", name="結ぶ", exact=True).click()
    expect(officer.locator("main")).to_contain_text("巡回の日に")
    visitor.goto(partnership.get_absolute_url())
    expect(visitor.locator("main")).to_contain_text(project.name)

    sign_in(side, "hana")
    side.goto(partnership.get_absolute_url())
    mine = side.locator("aside li", has_text=project.name)
    mine.get_by_role("link", name="わたしたちの協働のものではない").click()
    look(side, "together-doubt")
    side.get_by_label("わたしたちの事業でない理由").fill("まだ相談を受けていない。")
    side.get_by_role("button", name="わたしたちの協働のものではない").click()
    look(side, "together-doubted")

    visitor.reload()
    expect(visitor.locator("main")).not_to_contain_text(project.name)
