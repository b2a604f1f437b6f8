"""Two sides hold a meeting, keep a promise, and agree how their work is evaluated before it begins."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from tests.accounts.factories import PASSWORD, a_person, an_affiliation
from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import sign_in
from tests.governance.factories import agreed, decision, held, meeting, promise
from tests.partnerships.factories import group, lead_of, library, together
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.services.evaluation import agree_to_terms
from yuinowa.partnerships.services.meetings import open_body

pytestmark = pytest.mark.django_db(transaction=True)


def test_sides_meet_and_agree_how_they_are_judged(
    visit: Visit, settings: Settings, tmp_path: Path
) -> None:
    settings.SEARCH_DIR = tmp_path / "index"
    ours, theirs = library(), group()
    made = together(ours, theirs)
    Partnership.objects.filter(pk=made.pk).update(state="evaluation_design")
    librarian = a_person()
    an_affiliation(librarian, ours, Role.LEAD)

    page = sign_in(visit("/"), librarian.login, PASSWORD)
    page.goto(made.get_absolute_url())
    page.get_by_role("link", name="会合", exact=True).click()
    look(page, "meetings-none")
    page.get_by_role("button", name="最初の会合を開く").click()
    page.get_by_role("button", name="この会合を開く").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("日付").fill("令和8年10月5日")
    page.get_by_label("始まり").fill("10:00")
    page.get_by_label("会場").fill("試験市立中央図書館 集会室")
    page.get_by_label("議題").fill("当日の役割\n会場の準備")
    look(page, "meeting-new")
    page.get_by_role("button", name="この会合を開く").click()
    page.get_by_role("link", name="第1回").click()
    page.get_by_role("link", name="議事録を書く").click()
    page.get_by_label("議事録").fill("会場は集会室。読み手は会から2人。")
    look(page, "meeting-record")
    page.get_by_role("button", name="議事録を保存する").click()
    page.get_by_role("link", name="決定を書く").click()
    page.get_by_label("決めたこと").fill("会場は集会室とする")
    page.get_by_label("過半数").check()
    page.get_by_label("別の意見").fill("人形劇の会は屋外を望んだ")
    look(page, "decision-new")
    page.get_by_role("button", name="書き留める").click()
    page.get_by_role("link", name="約束を書く").click()
    page.get_by_label("約束したこと").fill("ちらしを作る")
    page.get_by_label("いつまでに").fill("令和8年12月10日")
    page.get_by_role("button", name="書き留める").click()
    look(page, "meeting-held")
    page.get_by_role("button", name="議事録に同意する").click()
    body = Partnership.objects.get(pk=made.pk).body
    assert body is not None
    agreed(body.meetings.get(), theirs)
    meeting(body, theirs)
    page.locator(".yw-crumbs").get_by_role("link", name="会合", exact=True).click()
    look(page, "body")
    page.get_by_role("link", name="ちらしを作る").click()
    look(page, "promise-settle")

    _agree_how_it_is_judged(page, made, theirs)


def _agree_how_it_is_judged(page: Page, made: Partnership, theirs: Institution) -> None:
    page.goto(f"/partnerships/{made.pk}/evaluation/")
    look(page, "evaluation-none")
    page.get_by_role("link", name="評価の方法の案を出す").click()
    page.get_by_label("自分たちの項目").fill("人形劇を見た子が本を借りた")
    page.get_by_label("アンケートで聞く").check()
    page.get_by_label("少なくとも何人に聞くか").fill("３０")
    look(page, "evaluation-propose")
    page.get_by_role("button", name="この案を出す").click()
    look(page, "evaluation-proposed")
    page.get_by_role("button", name="これに同意する").click()
    agree_to_terms(made.pk, 1, actor=lead_of(theirs))
    page.reload()
    expect(page.get_by_text("全員が同意", exact=True)).to_be_visible()


def test_a_coordinator_sees_when_they_met_and_no_more(
    visit: Visit, settings: Settings, tmp_path: Path
) -> None:
    settings.SEARCH_DIR = tmp_path / "index"
    ours, theirs = library(), group()
    made = open_body(together(ours, theirs).pk, actor=lead_of(ours))
    assert made.body is not None
    written = held(made.body, ours, ours, theirs)
    decision(written, ours)
    promise(written, ours)
    office = library()
    office.region_office = True
    office.save(update_fields=["region_office"])
    watcher = a_person()
    an_affiliation(watcher, office, Role.COORDINATOR)

    page = sign_in(visit("/"), watcher.login, PASSWORD)
    page.goto(made.body.get_absolute_url())

    expect(page.get_by_role("rowheader", name="第1回")).to_be_visible()
    assert page.get_by_text("ちらしを作る").count() == 0
    look(page, "body-followed")
