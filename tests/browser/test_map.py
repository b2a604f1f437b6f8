"""From the list to the map, into a prefecture, and back to the list of one municipality."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.directory import factories as make
from yuinowa.directory.queries import INSTITUTIONS
from yuinowa.search import index

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def directory(transactional_db: None, settings: Settings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path / "index"
    for _n in range(6):
        make.institution()
    make.institution("徳島の図書館", prefecture="36", municipality="362018")
    make.institution("試験市立図書館", prefecture="", municipality="", demo=True)
    index.reindex(INSTITUTIONS)


@pytest.mark.usefixtures("directory")
def test_a_visitor_goes_over_the_map_to_a_municipality(visit: Visit) -> None:
    page = visit("/institutions/")
    page.get_by_role("link", name="地図で見る").click()
    look(page, "map-japan")

    page.locator(".yw-map a[aria-label^='東京都']").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("機関の地図：東京都")
    look(page, "map-prefecture")

    page.locator(".yw-map a[aria-label^='港区']").press("Enter")
    expect(page.get_by_text("東京都港区」を外す")).to_be_visible()
    look(page, "map-list")
