"""A visitor finds a partnership and reads what everybody may read of it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit
from tests.browser.eyes import look


@pytest.mark.django_db(transaction=True)
def test_a_visitor_finds_a_partnership_and_reads_it(region: object, visit: Visit) -> None:
    page = visit("/partnerships/")
    page.get_by_role("searchbox").fill("人形劇")
    page.get_by_role("button", name="さがす").click()
    look(page, "partnerships-public")
    page.get_by_role("link", name="まちの人形劇 おはなし会").click()

    look(page, "partnership-public")
    assert "話し合いの途中" in page.content()
