"""A plan officer reads what the figures say to the texts of a sheet."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.eyes import axe, look
from tests.browser.people import sign_in
from yuinowa.plans.models import Plan, Sheet

pytestmark = pytest.mark.usefixtures("region")


def test_an_officer_sees_each_statement_with_its_figures(visit: Visit) -> None:
    page = visit("/")
    plan = Plan.objects.get(owner__name="試験市")
    sheet = Sheet.objects.get(project__plan=plan, project__key="1-2-1", fiscal_year=2025)
    address = sheet.get_absolute_url()
    page.goto(address)
    expect(page.get_by_role("heading", name="文章の中の記述と数値")).to_have_count(0)

    sign_in(page, "keikaku")
    page.goto(address)

    section = page.get_by_role("region", name="文章の中の記述と数値")
    row = section.locator("li", has_text="受入は前年度を6点上回った")
    expect(row).to_contain_text("数値と合う")
    expect(row).to_contain_text("令和6年度の実績 312点")
    look(page, "claims")
    assert axe(page) == []
