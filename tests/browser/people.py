"""What people do in every journey: sign in, and go through a page with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.accounts.factories import PASSWORD, a_person, an_affiliation
from yuinowa.accounts.domain.policy import DEMO_PASSWORD
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution

#: More stops than any page of the journeys has before what is looked for.
MOST_STOPS = 90

#: Whether what has the focus shows it: an outline that is drawn, and is not covered by being out of sight.
_SHOWN = """() => {
    const here = document.activeElement, style = getComputedStyle(here), box = here.getBoundingClientRect();
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 && box.width > 0 && box.height > 0;
}"""


def sign_in(page: Page, login: str, password: str = DEMO_PASSWORD) -> Page:
    page.goto("/accounts/sign-in/")
    page.get_by_label("サインインの名前").fill(login)
    page.get_by_label("パスワード").fill(password)
    page.locator("main form button.yw-button").first.click()
    expect(page.locator("h1")).to_contain_text("今日の番")
    return page


def somebody(visit: Callable[[str], Page], where: Institution, *roles: Role) -> Page:
    """A browser of somebody new at ``where``, who leads for it if nothing else is said."""
    person = a_person()
    an_affiliation(person, where, *(roles or (Role.LEAD,)))
    return sign_in(visit("/"), person.login, PASSWORD)


def send(page: Page, button: str, **words: str) -> None:
    """Fill the fields of these names, press, and be refused nothing."""
    for name, value in words.items():
        page.locator(f"main form [name={name}]").fill(value)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("alert")).to_have_count(0)


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until ``wanted`` has the focus; every stop on the way shows that it has it."""
    expect(wanted).to_have_count(1)
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        assert page.evaluate(_SHOWN), page.evaluate("document.activeElement.outerHTML")
        if wanted.evaluate("found => found === document.activeElement"):
            return
    raise AssertionError(f"Tab does not come to {wanted}")


def go(page: Page, key: str = "Enter") -> None:
    """Press a key that opens another page, and wait until it is there."""
    with page.expect_navigation():
        page.keyboard.press(key)


def skip_to_the_text(page: Page) -> None:
    """The first stop of every page leads past the head."""
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("本文へ進む")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{page.url.split('#')[0]}#main")


def first_fault(page: Page) -> None:
    """The faults have the focus when the page opens; the first of them leads to its field."""
    expect(page.get_by_role("alert")).to_be_focused()
    tab_to(page, page.get_by_role("alert").get_by_role("link").first)
    page.keyboard.press("Enter")
