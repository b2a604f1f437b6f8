"""Support as a school and its support center use it: asked, waited for, answered, counted; the map by municipality."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.usefixtures("region")
def test_a_school_asks_its_center_answers_and_it_counts(visit: Visit) -> None:
    school = visit("/")
    sign_in(school, "gakko")
    school.goto("/support/")
    look(school, "support-log")
    school.get_by_role("link", name="新しい依頼").click()
    school.get_by_role("button", name="記録する").click()
    expect(school.get_by_role("alert")).to_be_visible()
    look(school, "support-new-faults")
    school.get_by_label("こちらから相手に支援を依頼する").check()
    school.get_by_label("だれと").fill("試験市学校図書館支援センター")
    school.get_by_label("ア 資料の紹介・提供").check()
    school.get_by_label("何のことで").fill("米作りの本を5年生に")
    school.get_by_role("button", name="記録する").click()
    expect(school.get_by_role("heading", level=1)).to_have_text("米作りの本を5年生に")
    look(school, "support-asked")
    address = school.url

    center = visit("/")
    sign_in(center, "shien")
    expect(center.get_by_role("link", name="支援の依頼：資料").first).to_be_visible()
    center.goto(address)
    center.get_by_role("button", name="対応を始める").click()
    look(center, "support-in-hand")
    center.get_by_role("link", name="回答する").click()
    center.get_by_label("回答、または行ったこと").fill("四冊を選んで届けた。")
    center.get_by_label("かかった時間").fill("30")
    look(center, "support-answer")
    center.get_by_role("button", name="回答する").click()
    look(center, "support-done")
    center.get_by_role("link", name="台帳").last.click()
    expect(center.locator("main")).to_contain_text("支援の依頼への回答")

    center.goto("/support/coverage/")
    look(center, "support-coverage")
    center.get_by_role("link", name="試験市", exact=True).click()
    look(center, "support-place")
    center.locator("td").get_by_role("link", name="試験市学校図書館支援センター").first.click()
    center.get_by_role("link", name="この支援の事項").click()
    look(center, "support-matters")
