"""An institution keeps its entry; the region office says what has become of another (docs/users/institution.md)."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.directory.factories import full_institution, institution
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution


def signed_in(page: Page, live_server: LiveServer, made: Institution, *roles: Role) -> None:
    person = a_person()
    an_affiliation(person, made, *roles)
    page.context.add_cookies(
        [
            {"name": name, "value": morsel.value, "url": live_server.url}
            for name, morsel in a_client(person).cookies.items()
        ]
    )


def test_an_admin_keeps_the_entry(
    visit: Visit, live_server: LiveServer, transactional_db: None
) -> None:
    made = full_institution("試験市立図書館", member=True)
    page = visit("/accounts/sign-in/")
    signed_in(page, live_server, made, Role.ADMIN)
    page.goto(made.get_absolute_url())
    page.get_by_role("link", name="登録を編集").click()
    look(page, "entry-edit")

    page.goto(f"/institutions/{made.pk}/edit/closed_days/")
    first = page.locator("fieldset.yw-group").first
    first.get_by_label("いつ休むか").select_option("weekly")
    first.get_by_label("曜日", exact=False).first.select_option("0")
    look(page, "entry-closed-days")
    page.get_by_role("button", name="保存する").click()
    expect(page.locator("main")).to_contain_text("毎週月曜日")

    page.get_by_role("button", name="内容を確認した").click()
    expect(page.locator("main")).to_contain_text("確認しました")
    look(page, "entry-detail")
    page.goto(f"/institutions/{made.pk}/history/")
    look(page, "entry-history")
    page.goto(f"/institutions/{made.pk}/edit/disclosure/")
    look(page, "entry-disclosure")


def test_the_region_office_merges_two_entries_after_seeing_what_happens(
    visit: Visit, live_server: LiveServer, transactional_db: None
) -> None:
    office = institution("試験県事務局", member=True, region_office=True)
    before, after = full_institution("試験町立図書館"), full_institution("試験市立図書館")
    page = visit("/accounts/sign-in/")
    signed_in(page, live_server, office, Role.COORDINATOR)
    page.goto(f"/institutions/{before.pk}/succession/")
    page.get_by_label("もう一方の機関に統合された").check()
    look(page, "entry-succession")
    page.evaluate(
        "pk => { const one = document.querySelector('input[name=successor]'); one.value = pk; }",
        str(after.pk),
    )
    page.get_by_role("button", name="どうなるかを見る").click()
    expect(page.locator("main")).to_contain_text("記録すると、こうなります")
    look(page, "entry-succession-preview")
    page.get_by_role("button", name="記録する").click()
    expect(page.locator("main")).to_contain_text("いまはありません")
    look(page, "entry-merged")
    page.get_by_role("button", name="元に戻す").click()
    expect(page.locator("main")).to_contain_text("取り消しました")


def test_an_admin_sees_what_rest_means_before_it_is_recorded(
    visit: Visit, live_server: LiveServer, transactional_db: None
) -> None:
    made = full_institution("試験市立図書館", member=True)
    page = visit("/accounts/sign-in/")
    signed_in(page, live_server, made, Role.ADMIN)
    page.goto(made.get_absolute_url())
    page.get_by_role("link", name="休止・廃止").click()
    page.get_by_label("休止している").check()
    page.get_by_label("理由").fill("建物の建て替え")
    look(page, "entry-status")

    page.get_by_role("button", name="どうなるかを見る").click()
    look(page, "entry-status-preview")
    page.get_by_role("button", name="記録する").click()
    expect(page.get_by_text("休止中").first).to_be_visible()


def test_the_region_office_finds_whom_to_ask_for_a_confirmation(
    visit: Visit, live_server: LiveServer, transactional_db: None
) -> None:
    office = institution("試験県事務局", member=True, region_office=True)
    full_institution("試験市立図書館", member=True, last_confirmed=date(2024, 4, 1))
    page = visit("/accounts/sign-in/")
    signed_in(page, live_server, office, Role.COORDINATOR)
    page.goto("/institutions/overdue/")
    page.get_by_role("link", name="365日以上").click()
    look(page, "entry-overdue")
    expect(page.get_by_role("link", name="試験市立図書館")).to_be_visible()
