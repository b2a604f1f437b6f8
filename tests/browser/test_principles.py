"""Two sides adopt principles, each says how it sees them, and they read the ten rules and the zones together."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from tests.accounts.factories import PASSWORD, a_person, an_affiliation
from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import sign_in
from tests.partnerships.factories import group, lead_of, library, together
from tests.partnerships.principles import ANSWERS
from yuinowa.core.rights import Role
from yuinowa.partnerships.domain.principles import Moment
from yuinowa.partnerships.services.principles import consent, give_check

pytestmark = pytest.mark.django_db(transaction=True)


def test_sides_adopt_principles_and_read_each_other_after_giving_their_own(
    visit: Visit, settings: Settings, tmp_path: Path
) -> None:
    settings.SEARCH_DIR = tmp_path / "index"
    ours, theirs = library(), group()
    made = together(ours, theirs)
    librarian = a_person()
    an_affiliation(librarian, ours, Role.LEAD)

    page = sign_in(visit("/"), librarian.login, PASSWORD)
    page.goto(made.get_absolute_url())
    page.get_by_role("link", name="原則", exact=True).click()
    look(page, "principles-none")
    page.get_by_role("link", name="原則を案にする").click()
    page.get_by_label("小城市の6つの原則").check()
    look(page, "principles-propose")
    page.get_by_role("button", name="この案を出す").click()
    page.get_by_role("button", name="この原則に同意する").click()
    consent(made.pk, 1, actor=lead_of(theirs))
    give_check(made.pk, 1, Moment.START, ANSWERS, actor=lead_of(theirs))

    page.reload()
    expect(page.get_by_text("まだ外に見せていない")).to_have_count(0)
    page.get_by_role("link", name="わたしたちの見方を書く").click()
    page.get_by_role("button", name="出す", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    look(page, "principles-check")
    for group_ in page.get_by_role("group").all():
        group_.get_by_label("できている", exact=True).check()
    page.get_by_role("button", name="出す", exact=True).click()
    expect(page.get_by_text("まだ外に見せていない")).to_be_visible()
    look(page, "principles-side-by-side")

    page.get_by_role("link", name="10のルールと記録").click()
    look(page, "ten-rules")
    page.goto(f"{made.get_absolute_url()}zones/")
    look(page, "zones")
