"""Too large (413) and too often (429), as the browser gets them: words, where it was, and the next step."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from playwright.sync_api import Page, expect

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.directory.factories import institution
from yuinowa.accounts.domain.policy import GuessLimit
from yuinowa.accounts.services import claims, guesses
from yuinowa.accounts.services.requests import count_request
from yuinowa.core.rights import Role
from yuinowa.search import index

ONE_FREE = GuessLimit(1, timedelta(minutes=15), timedelta(minutes=15))
HERE = "127.0.0.1"
TITLES = {"ja": "大きすぎて送れません（413）", "en": "This is too large to send (413)"}
TOO_OFTEN = {"ja": "短い間に回数が多すぎます（429）", "en": "Too many tries in a short time (429)"}


@pytest.fixture(autouse=True)
def _site(transactional_db: None, settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR, settings.MEDIA_ROOT = tmp_path / "index", tmp_path / "files"
    index.ensure_current()


def _keeper(visit: Visit, language: str) -> Page:
    """Somebody of the region office, who may send tables."""
    person = a_person()
    an_affiliation(
        person, institution("試験県事務局", member=True, region_office=True), Role.COORDINATOR
    )
    page = visit("/institutions/", language=language)
    page.context.add_cookies(
        [
            {"name": name, "value": morsel.value, "url": page.url}
            for name, morsel in a_client(person).cookies.items()
            if name != settings.LANGUAGE_COOKIE_NAME
        ]
    )
    return page


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_file_that_is_too_large_is_told_so_and_led_back(
    visit: Visit, language: str, settings: LazySettings, tmp_path: Path
) -> None:
    large = tmp_path / "large.csv"
    # Small enough to be on its way before the test's server answers, which drains nothing.
    settings.UPLOAD_MAX_BYTES = 50_000
    large.write_bytes(b"x" * 60_000)
    page = _keeper(visit, language)
    page.goto("/institutions/imports/new/")
    page.locator("input[type=file]").set_input_files(large)
    page.locator("main form button.yw-button").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[language])
    look(page, f"refused-file-{language}")
    page.locator("main .yw-actions a").first.click()
    expect(page).to_have_url(re.compile("/institutions/imports/new/$"))


def test_a_text_that_is_too_large_is_told_so(visit: Visit, settings: LazySettings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 50_000
    page = visit("/accounts/register/")
    page.locator("textarea").evaluate(
        "box => { box.removeAttribute('maxlength'); box.value = '長'.repeat(6_000) }"
    )
    page.get_by_role("button", name="登録する").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES["ja"])
    look(page, "refused-text")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_passkey_tried_too_often_waits_and_says_until_when(
    visit: Visit, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guesses, "PER_ADDRESS", ONE_FREE)
    guesses.AddressTry(HERE).count()
    page = visit("/accounts/sign-in/", language=language)
    form = page.locator("form[data-passkey]")
    form.evaluate("form => { form.elements['answer'].value = '{}'; form.submit() }")

    expect(page.get_by_role("heading", level=1)).to_have_text(TOO_OFTEN[language])
    expect(page.locator("main")).to_contain_text(re.compile(r"\d{1,2}:\d{2}"))
    look(page, f"refused-often-{language}")
    page.locator("main .yw-actions a").first.click()
    expect(page).to_have_url(re.compile("/accounts/sign-in/$"))


@pytest.mark.parametrize("language", ["ja", "ja-simple", "en"])
def test_a_claim_sent_too_often_keeps_what_was_written(
    visit: Visit, language: str, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims, "CLAIMS_PER_ADDRESS", ONE_FREE)
    count_request("claim", HERE, ONE_FREE)
    entry = institution("試験市立みなみ図書館", telephone="000-0000-1111")
    page = visit("/")
    page.context.add_cookies(
        [{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": page.url}]
    )
    page.goto(f"/accounts/institutions/{entry.pk}/claim/")
    page.locator("#id_name").fill("館長 みなみ")
    page.locator("#id_email").fill("minami@example.org")
    page.locator("#id_post").fill("館長")
    page.locator("main form button.yw-button").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.locator("#id_name")).to_have_value("館長 みなみ")
    look(page, f"refused-claim-{language}")
