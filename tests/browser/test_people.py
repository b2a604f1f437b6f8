"""How people come into an institution and go again (docs/users/people.md), in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core import mail as outbox
from playwright.sync_api import Page, expect

from tests.accounts.factories import (
    PASSWORD,
    a_person,
    an_affiliation,
    an_institution,
)
from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.directory.factories import institution
from yuinowa.core import jobs
from yuinowa.core.retention import erase_what_is_over
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.search import index


@pytest.fixture(autouse=True)
def _region(transactional_db: None, settings: LazySettings, tmp_path: Path) -> None:
    """A region office with one person, and one listed library nobody acts for."""
    settings.SEARCH_DIR = tmp_path / "index"
    index.ensure_current()
    office = an_institution("試験県図書館協力室", region_office=True)
    an_affiliation(a_person("office"), office, Role.REGION_ADMIN, Role.ADMIN)
    institution(
        "試験市立みなみ図書館",
        "シケンシリツミナミトショカン",
        telephone="000-0000-1111",
        address="試験県試験市一丁目1",
        municipality_name="試験市",
        prefecture="",
        municipality="",
    )


def sign_in(page: Page, login: str) -> None:
    page.goto("/accounts/sign-in/")
    page.get_by_label("サインインの名前").fill(login)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.locator("main form button.yw-button").first.click()
    expect(page.locator("h1")).to_contain_text("今日の番")


def mailed_path() -> str:
    """The link in the newest mail."""
    jobs.run_due()
    found = re.search(r"https?://[^/]+(/accounts/\S+)", str(outbox.outbox[-1].body))
    assert found is not None
    return found[1]


def take_up(page: Page, login: str, name: str) -> None:
    page.goto(mailed_path())
    look(page, f"people-take-{login}")
    page.get_by_label("サインインの名前").fill(login)
    page.get_by_label("あなたの名前").fill(name)
    page.get_by_label("パスワード", exact=False).nth(0).fill(PASSWORD)
    page.get_by_label("パスワードをもう一度").fill(PASSWORD)
    page.get_by_role("button", name="招きを受ける").click()
    expect(page.locator("h1")).to_contain_text("サインイン")


def claim(visitor: Page, entry: Institution) -> None:
    """Ask for the entry, and confirm the mail address."""
    visitor.goto(entry.get_absolute_url())
    visitor.get_by_role("link", name="この機関の担当者の方へ").click()
    look(visitor, "people-claim")
    visitor.get_by_label("あなたの名前").fill("館長 みなみ")
    visitor.get_by_label("メール").fill("minami@example.org")
    visitor.get_by_label("そこでの職").fill("館長")
    visitor.get_by_role("button", name="申請する").click()
    look(visitor, "people-sent")
    visitor.goto(mailed_path())
    look(visitor, "people-confirm")
    visitor.get_by_role("button", name="このメールで合っています").click()
    look(visitor, "people-done")


def check_and_approve(office: Page) -> None:
    """The region office makes a letter, then calls back after all, and approves."""
    office.get_by_role("link", name="試験市立みなみ図書館").first.click()
    look(office, "people-claim-office")
    office.get_by_role("button", name="文字を書いた手紙を作る").click()
    look(office, "people-letter")
    office.goto("/accounts/claims/")
    look(office, "people-claims")
    office.get_by_role("link", name="試験市立みなみ図書館").first.click()
    office.get_by_label("名簿の番号へかけ直した").check()
    office.get_by_role("button", name="確かめたことを記録する").click()
    look(office, "people-claim-proven")
    office.get_by_role("button", name="認める", exact=True).click()
    expect(office.locator("main")).to_contain_text("認めた")


def invite_colleague(admin: Page) -> None:
    admin.get_by_role("link", name="人のページ").click()
    admin.get_by_role("link", name="人を招く").click()
    look(admin, "people-invite")
    admin.get_by_label("メール").fill("renkei@example.org")
    admin.get_by_label("編集者", exact=False).first.check()
    admin.get_by_role("button", name="招きを送る").click()
    look(admin, "people-invited")


def end_affiliation(admin: Page, name: str) -> None:
    admin.reload()
    admin.locator("tr", has_text=name).get_by_role("link", name="変える").click()
    look(admin, "people-affiliation")
    admin.get_by_role("link", name="所属を終える").click()
    look(admin, "people-end")
    admin.get_by_role("button", name="所属を終える").click()
    expect(admin.locator("main")).to_contain_text("終えました")
    look(admin, "people-list")


def test_from_a_claim_to_a_colleague_who_leaves(visit: Visit) -> None:
    entry = Institution.objects.get(name="試験市立みなみ図書館")
    visitor, office, colleague = visit("/"), visit("/"), visit("/")
    claim(visitor, entry)
    sign_in(office, "office")
    check_and_approve(office)
    take_up(visitor, "minami", "館長 みなみ")
    sign_in(visitor, "minami")
    look(visitor, "people-home")
    invite_colleague(visitor)
    take_up(colleague, "renkei", "連携 たんとう")
    sign_in(colleague, "renkei")

    end_affiliation(visitor, "連携 たんとう")
    colleague.goto(f"/accounts/institutions/{entry.pk}/people/")

    expect(colleague.locator("h1")).to_contain_text("サインイン")


def test_a_group_registers_and_is_asked_whether_it_is_listed(visit: Visit) -> None:
    page = visit("/")
    look(page, "people-welcome")
    page.goto("/accounts/register/")
    look(page, "people-register")
    page.get_by_role("button", name="登録する").click()
    look(page, "people-register-faults")


def test_those_who_watch_find_what_was_read_and_erased(visit: Visit) -> None:
    office = Institution.objects.get(region_office=True)
    an_affiliation(a_person("kansa"), office, Role.AUDITOR)
    erase_what_is_over()
    page = visit("/")
    sign_in(page, "kansa")
    look(page, "people-home-auditor")
    for name, words in (
        ("trail", "監査の記録"),
        ("disclosures", "だれが人のデータを読んだか"),
        ("erasures", "消したもの"),
    ):
        page.goto(f"/accounts/{name}/")
        expect(page.locator("h1")).to_contain_text(words)
        look(page, f"people-{name}")
