"""Signing in with a passkey and with an app's codes, with a device the browser makes up (WebAuthn by CDP)."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.accounts.factories import PASSWORD, a_person, an_affiliation, an_institution, code_of
from tests.browser.conftest import Visit
from tests.browser.eyes import look
from yuinowa.core.rights import Role
from yuinowa.search import index


@pytest.fixture(autouse=True)
def _site(
    transactional_db: None, settings: LazySettings, tmp_path: Path, live_server: LiveServer
) -> None:
    settings.SEARCH_DIR = tmp_path / "index"
    index.ensure_current()
    # Passkeys are bound to the site's own address.
    settings.BASE_URL = live_server.url


def _somebody() -> None:
    an_affiliation(a_person("hana"), an_institution("試験市立図書館"), Role.ADMIN)


def _with_device(page: Page) -> None:
    """A device in the browser that verifies its user without asking."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def _type_password(page: Page) -> None:
    page.goto("/accounts/sign-in/")
    page.get_by_label("サインインの名前").fill("hana")
    page.get_by_label("パスワード").fill(PASSWORD)
    page.get_by_role("button", name="サインインする", exact=True).click()


def test_a_passkey_is_added_and_opens_the_site_alone(visit: Visit) -> None:
    _somebody()
    page = visit("/accounts/sign-in/")
    _with_device(page)
    look(page, "sign-in")
    _type_password(page)
    page.goto("/accounts/me/security/")
    look(page, "security-empty")
    page.get_by_role("link", name="パスキーを加える").click()
    look(page, "security-passkey-add")
    page.get_by_label("名前").fill("机のパソコン")
    page.get_by_role("button", name="機器で確かめる").click()
    expect(page.locator("main")).to_contain_text("パスキーを加えました")
    expect(page.locator("main")).to_contain_text("机のパソコン")
    page.get_by_role("button", name="新しく10個作る").click()
    expect(page.locator("main li.yw-code")).to_have_count(10)
    look(page, "security-recovery-codes")
    page.get_by_role("link", name="しまいました").click()
    look(page, "security")

    page.context.clear_cookies()
    page.goto("/accounts/sign-in/")
    page.get_by_role("button", name="パスキーでサインインする").click()
    expect(page).not_to_have_url("/accounts/sign-in/")
    page.goto("/accounts/again/?next=/accounts/me/security/")
    look(page, "again")
    page.get_by_role("button", name="パスキーで続ける").click()
    expect(page.locator("h1")).to_contain_text("安全なサインイン")


def test_codes_of_an_app_work_without_javascript(visit: Visit) -> None:
    _somebody()
    page = visit("/accounts/sign-in/", java_script_enabled=False)
    expect(page.get_by_role("button", name="パスキーでサインインする")).to_be_hidden()
    _type_password(page)
    page.goto("/accounts/me/security/apps/add/")
    page.get_by_role("button", name="QRコードを見る").click()
    secret = page.locator(".yw-code").first.inner_text().replace(" ", "")
    page.get_by_label("アプリに出ているコード").fill(code_of(secret))
    page.get_by_role("button", name="使い始める").click()
    expect(page.locator("main")).to_contain_text("認証アプリを加えました")
    page.get_by_role("button", name="新しく10個作る").click()
    paper = page.locator("main li.yw-code").first.inner_text()

    page.context.clear_cookies()
    _type_password(page)
    expect(page.locator("h1")).to_contain_text("もう一つの確認")
    page.get_by_label("コード").fill(paper)
    page.get_by_role("button", name="続ける").click()
    page.goto("/accounts/me/security/")
    expect(page.locator("main")).to_contain_text("残りは9個")


def test_the_pages_of_codes_and_keys_can_be_used_at_every_width(visit: Visit) -> None:
    _somebody()
    page = visit("/accounts/password/")
    look(page, "password-forgotten")
    _type_password(page)
    page.goto("/accounts/me/security/apps/add/")
    page.get_by_role("button", name="QRコードを見る").click()
    look(page, "security-app-confirm")
    page.goto("/accounts/tokens/programs/new/")
    look(page, "program-new")
    page.get_by_label("プログラムの名前").fill("館のページ")
    page.locator("input[name=scopes]").first.check()
    page.get_by_role("button", name="鍵を作る").click()
    look(page, "token-made")
    page.get_by_role("link", name="しまいました").click()
    look(page, "tokens")
    page.goto("/accounts/me/email/")
    look(page, "me-email")
