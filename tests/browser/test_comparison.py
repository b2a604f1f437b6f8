"""An officer enters the population and says what an indicator counts; a resident lays the towns side by side."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import first_fault, sign_in
from yuinowa.plans.models import IndicatorSlot, Plan

pytestmark = pytest.mark.usefixtures("region")
CODE = "local_materials"


def test_a_figure_stands_beside_others_per_head_with_its_population(visit: Visit) -> None:
    slot = IndicatorSlot.objects.select_related("project__plan").get(indicator__code=CODE)
    plan = slot.project.plan
    officer = visit("/")
    sign_in(officer, "keikaku")

    a_population_is_entered(officer, plan)
    the_indicator_says_what_it_is(officer, plan, slot)

    a_resident_compares(visit("/plans/"), plan)


def a_population_is_entered(page: Page, plan: Plan) -> None:
    page.goto(reverse("plans:plan-years", args=[plan.pk]))
    page.get_by_role("link", name="人口", exact=True).click()
    expect(page.get_by_text("試験用の架空の数値").first).to_be_visible()
    page.get_by_role("link", name="人口を登録する").click()
    page.get_by_role("button", name="登録する").click()
    first_fault(page)
    look(page, "population-faults")
    page.get_by_label("時点").fill("令和8年10月1日")
    page.get_by_label("人口").fill("41,350")
    page.get_by_label("だれが、どこで公表したか").fill("住民基本台帳人口（試験市）")
    page.get_by_role("button", name="登録する").click()
    expect(page.get_by_role("cell", name="41,350")).to_be_visible()
    look(page, "population")


def the_indicator_says_what_it_is(page: Page, plan: Plan, slot: IndicatorSlot) -> None:
    page.goto(reverse("plans:part-edit", args=[plan.pk, "indicator", slot.pk]))
    page.get_by_label("数えるもの", exact=False).first.fill("受け入れた地域資料の点数。")
    page.locator("main details summary").first.click()
    page.get_by_label("図書館統計の項目").select_option(label="受入冊数")
    page.get_by_role("button", name=re.compile("保存|変える")).first.click()
    expect(page).to_have_url(re.compile("/structure/$"))


def a_resident_compares(page: Page, plan: Plan) -> None:
    page.get_by_role("link", name="市町村を並べる").click()
    page.get_by_label("比べるもの").select_option(label="参考業務受付件数")
    page.get_by_role("button", name="表示する").click()
    for town, per_head in (("北試験市", "36.6"), ("試験市", "30.8")):
        row = page.get_by_role("row", name=re.compile(f"^{town}")).first
        expect(row).to_contain_text(per_head)
        expect(row).not_to_contain_text("比べられない")
    look(page, "municipalities-two")
    page.get_by_label("比べるもの").select_option(label="受入冊数")
    page.get_by_role("button", name="表示する").click()
    row = page.get_by_role("row", name=re.compile("試験市")).first
    expect(row).to_contain_text("7.7")
    expect(row).to_contain_text("令和7年10月1日")
    look(page, "municipalities")
    page.get_by_role("link", name="人口あたり").click()
    expect(page).to_have_url(re.compile("sort=-per"))
    page.goto(reverse("plans:plan-years", args=[plan.pk]))
    look(page, "plan-years")
    expect(page.get_by_text("41,203").first).to_be_visible()


def test_a_resident_lays_a_plan_beside_others_and_takes_one_away(visit: Visit) -> None:
    first, second, third = Plan.objects.order_by("pk")
    page = visit(first.get_absolute_url())

    page.get_by_role("link", name="ほかの計画と並べる").click()
    expect(page.get_by_text("計画をもう一つ選ぶ")).to_be_visible()
    look(page, "sides-one")
    for plan in (second, third):
        page.get_by_label("計画か図書館の名前").fill(plan.name)
        page.get_by_role("button", name="さがす").click()
        page.get_by_role("link", name=f"加える {plan.name}").click()
    expect(page.get_by_role("row", name=re.compile(re.escape(first.name))).first).to_be_visible()
    look(page, "sides")

    page.get_by_role("link", name=f"外す {third.name}").click()
    expect(page.get_by_role("heading", name=first.name, level=3)).to_be_visible()
    expect(page.get_by_role("heading", name=third.name, level=3)).to_have_count(0)
    with page.expect_download() as taken:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert taken.value.suggested_filename.startswith("comparison-plans-")
