"""The rarer pages of accounts as people come to them: a second step, a lost phone, erasure, an outside reviewer."""

from __future__ import annotations

import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core import mail as outbox
from playwright.sync_api import Page, expect

from tests.accounts.factories import (
    PASSWORD,
    a_client,
    a_code_app,
    a_person,
    an_affiliation,
    an_institution,
    code_of,
)
from tests.browser.conftest import Visit
from tests.browser.eyes import axe, look
from tests.plans.factories import own_plan
from yuinowa.core import clock, jobs
from yuinowa.core.rights import Role
from yuinowa.search import index


@pytest.fixture(autouse=True)
def _site(transactional_db: None, settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path / "index"
    index.ensure_current()


def _type_password(page: Page, login: str) -> None:
    page.goto("/accounts/sign-in/")
    page.get_by_label("サインインの名前").fill(login)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする", exact=True).click()


def test_a_device_is_renamed_and_removed_and_another_session_ended(visit: Visit) -> None:
    person = an_affiliation(a_person("hana"), an_institution("試験市立図書館"), Role.EDITOR).person
    a_client(person, user_agent="Mozilla/5.0 (Android 16; Mobile; rv:146.0) Firefox/146.0")
    _app, secret = a_code_app(person)
    page = visit("/")
    _type_password(page, "hana")
    page.get_by_label("コード").fill("000000")
    page.get_by_role("button", name="続ける").click()
    look(page, "account-second-fault")
    page.get_by_label("コード").fill(code_of(secret))
    page.get_by_role("button", name="続ける").click()
    page.goto("/accounts/me/")
    look(page, "account-sessions")
    page.get_by_role("button", name=re.compile("Firefox")).click()
    expect(page.locator("main")).not_to_contain_text("Firefox")
    with page.expect_download() as given:
        page.get_by_role("link", name="自分のデータを受け取る").click()
    with zipfile.ZipFile(given.value.path()) as file:
        read = next(name for name in file.namelist() if name.endswith(".html"))
        own = file.read(read).decode()

    page.goto("/accounts/me/security/")
    page.get_by_role("link", name="電話の名前を変える").click()
    look(page, "account-factor-name")
    page.get_by_label("名前").fill("窓口の電話")
    page.get_by_role("button", name="名前を変える").click()
    page.get_by_role("link", name="窓口の電話を外す").click()
    look(page, "account-factor-remove")
    page.get_by_role("button", name="外す").click()
    expect(page.locator("main")).to_contain_text("今はパスワードだけです")

    page.set_content(own)
    assert axe(page, without=("landmark-one-main", "region")) == []


def test_the_office_clears_a_lost_phone_and_an_administrator_a_name(visit: Visit) -> None:
    office = an_institution("試験県図書館協力室", region_office=True)
    an_affiliation(a_person("office"), office, Role.REGION_ADMIN, Role.ADMIN)
    leaver = an_affiliation(a_person("yameru"), office, Role.EDITOR).person
    a_code_app(leaver)
    page, other = visit("/"), visit("/")
    _type_password(page, "office")
    page.goto("/accounts/me/")
    page.get_by_role("link", name="電話も予備コードもなくした人").click()
    page.get_by_role("button", name="もう一つの確認を外す").click()
    look(page, "account-lost-faults")
    page.get_by_label("サインインの名前").fill("yameru")
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="もう一つの確認を外す").click()
    expect(page.get_by_role("status")).to_contain_text("yameru")
    look(page, "account-lost")

    _type_password(other, "yameru")
    other.goto("/accounts/me/leave/")
    look(other, "account-leave")
    other.get_by_role("button", name="名前を消すことを頼む").click()
    look(other, "account-leave-asked")
    page.goto("/")
    page.locator("main").get_by_role("link", name=re.compile("名前を消してほしい")).first.click()
    look(page, "account-erase")
    page.get_by_role("button", name="名前を消す").click()
    expect(page.locator("main")).to_contain_text("名前を消しました")
    other.reload()
    expect(other.locator("h1")).to_contain_text("サインイン")


def test_an_outside_reviewer_is_invited_for_one_plan_and_finds_it(visit: Visit) -> None:
    home = an_institution("試験市立図書館")
    an_affiliation(a_person("kan"), home, Role.ADMIN)
    plan = own_plan(home)
    page, guest = visit("/"), visit("/")
    _type_password(page, "kan")
    page.goto(f"/accounts/institutions/{home.pk}/invite/")
    page.get_by_label("メール").fill("soto@example.org")
    page.get_by_label("これだけ").select_option(label=plan.name)
    page.get_by_role("button", name="招きを送る").click()
    look(page, "account-reviewer-faults")
    last_day = clock.today() + timedelta(days=60)
    page.get_by_label("最後の日").fill(last_day.isoformat())
    page.get_by_role("button", name="招きを送る").click()
    jobs.run_due()
    link = re.search(r"https?://[^/]+(/accounts/\S+)", str(outbox.outbox[-1].body))
    assert link is not None

    guest.goto(link[1])
    look(guest, "account-reviewer-invited")
    guest.get_by_label("サインインの名前").fill("soto")
    guest.get_by_label("あなたの名前").fill("外の 評価者")
    guest.get_by_label("パスワード", exact=False).nth(0).fill(PASSWORD)
    guest.get_by_label("パスワードをもう一度").fill(PASSWORD)
    guest.get_by_role("button", name="招きを受ける").click()
    _type_password(guest, "soto")
    look(guest, "account-reviewer-home")
    guest.get_by_role("link", name=plan.name).first.click()
    expect(guest.locator("h1")).to_contain_text(plan.name)
