"""The frame and the parts in a browser: narrow and wide, light and dark, by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.eyes import axe, look
from yuinowa.core import sockets
from yuinowa.ui.error_pages import ERROR_PAGES

pytestmark = [pytest.mark.urls("tests.ui.urls")]

PAGES = ["components", "problems", "help", "accessibility", "privacy", "open-data", "open"]


@pytest.fixture(autouse=True)
def _frame_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No wing's words in the menu, for the addresses of the test hold no wing."""
    monkeypatch.setattr(sockets, "_MENU", [])


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_the_pages_of_the_house_are_usable_at_both_widths(
    visit: Visit, name: str, language: str
) -> None:
    page = visit(f"/{name}/", language=language)

    look(page, f"ui-{name}-{language}")


@pytest.mark.parametrize("code", ERROR_PAGES)
def test_error_pages_are_usable_at_both_widths(visit: Visit, code: str) -> None:
    page = visit(f"/problems/{code}/")

    look(page, f"ui-error-{code}")


def test_a_form_with_faults_takes_the_reader_to_them(visit: Visit) -> None:
    page = visit("/write/")
    page.get_by_role("button", name="記録する").click()

    expect(page).to_have_title("誤り：書く | 結の輪")
    expect(page.get_by_role("alert")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{page.url.split('#')[0]}#id_topic")
    look(page, "ui-form-faults")


@pytest.mark.parametrize(
    "options",
    [{"color_scheme": "dark"}, {"contrast": "more"}],
    ids=lambda options: next(iter(options)),
)
def test_the_parts_follow_the_settings_of_the_device(visit: Visit, options: dict[str, str]) -> None:
    page = visit("/components/", **options)

    assert axe(page) == []


def test_the_parts_take_the_colors_of_the_system(visit: Visit) -> None:
    page = visit("/components/", forced_colors="active")

    # The system answers for its colors; axe reads the ones it has replaced.
    assert axe(page, without=("color-contrast",)) == []


def test_text_twice_as_large_stays_within_the_page(visit: Visit) -> None:
    page = visit("/components/")
    page.set_viewport_size({"width": 640, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_the_keyboard_skips_to_the_text(visit: Visit) -> None:
    page = visit("/help/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="本文へ進む")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    inside = page.evaluate("document.activeElement.closest('main, footer') !== null")
    assert inside


def test_the_language_is_chosen_by_keyboard_without_script(visit: Visit) -> None:
    page = visit("/help/", java_script_enabled=False)

    page.get_by_role("button", name="English").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("How to use")
    expect(page).to_have_url(re.compile(r"/help/$"))
