"""A resident who chose plain Japanese: from the first page to a library, its open days, a question and a plan."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.directory import factories as make
from yuinowa.core.rights import Actor
from yuinowa.directory.models import Institution
from yuinowa.directory.queries import INSTITUTIONS
from yuinowa.directory.services import load_shipped_desks
from yuinowa.search import index

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def library(settings: LazySettings, tmp_path: Path) -> Institution:
    """A library with closed days of every kind, which takes part in programmes."""
    settings.SEARCH_DIR = tmp_path / "index"
    found = make.full_institution("試験市立図書館", prefecture="13", municipality_name="試験市")
    rules = found.closing_rules
    rules.create(kind="weekly", weekday=0, on_holiday="next")
    rules.create(kind="nth_weekday", weekday=2, nth=3)
    rules.create(kind="month_end", on_holiday="open")
    rules.create(kind="holidays")
    rules.create(kind="yearly", month=12, day=29, end_month=1, end_day=3)
    rules.create(
        kind="period",
        from_day=date(2027, 2, 8),
        to_day=date(2027, 2, 19),
        note="本の点検",
    )
    found.participations.create(programme="rekion", from_day=date(2019, 10, 1))
    load_shipped_desks(actor=Actor.system())
    index.reindex(INSTITUTIONS)
    return found


def _plainly(page: Page) -> None:
    """Choose plain Japanese, as a reader does."""
    page.get_by_role("button", name="やさしい日本語").click()
    expect(page.locator("html")).to_have_attribute("lang", "ja-simple")


def test_a_resident_finds_a_library_and_whether_it_is_open(
    visit: Visit, library: Institution
) -> None:
    page = visit("/")
    _plainly(page)
    look(page, "plain-home")
    page.get_by_role("searchbox").fill("試験市立図書館")
    page.locator("form[role=search] button").click()
    look(page, "plain-search")
    page.locator("main").get_by_role("link", name=re.compile("試験市立図書館")).first.click()
    expect(page.locator("#days-h").locator("..")).to_contain_text("12月")
    look(page, "plain-institution")

    page.goto("/institutions/?q=ありえない名前の館")
    look(page, "plain-nothing")
    page.goto(f"/institutions/map/?prefecture={library.prefecture}")
    look(page, "plain-map")
    page.goto("/ask/")
    look(page, "plain-ask")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_resident_reads_forms_and_their_refusals_plainly(
    visit: Visit, library: Institution
) -> None:
    page = visit("/accounts/sign-in/")
    _plainly(page)
    page.locator("#id_login").fill("hana")
    page.locator("#id_password").fill("not the password")
    page.locator("main form button.yw-button").first.click()
    expect(page.get_by_role("alert")).to_be_focused()
    look(page, "plain-sign-in")

    page.goto(f"/accounts/institutions/{library.pk}/claim/")
    page.locator("main form button.yw-button").click()
    expect(page.get_by_role("alert")).to_be_focused()
    look(page, "plain-claim")
    page.goto("/accounts/register/")
    page.locator("main form button.yw-button").click()
    look(page, "plain-register")
    page.goto("/accounts/password/")
    look(page, "plain-password")
    for name in ("help", "privacy", "accessibility", "nothing-here"):
        page.goto(f"/{name}/")
        look(page, f"plain-{name}")


@pytest.mark.usefixtures("region")
def test_a_resident_reads_a_plan_plainly(visit: Visit) -> None:
    page = visit("/plans/")
    _plainly(page)
    look(page, "plain-plans")
    page.locator("main").get_by_role("link", name=re.compile("計画")).first.click()
    look(page, "plain-plan")
    page.locator("main a[href*='/projects/']").first.click()
    look(page, "plain-project")
    page.goto("/ledger/")
    look(page, "plain-ledger")
