"""A plan's year as an edition: read with its origins, corrected, prepared by one person and published by another."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import sign_in
from tests.plans.editions import corrected
from yuinowa.core import clock
from yuinowa.core.models import Job
from yuinowa.plans.models import FileRun, Plan
from yuinowa.plans.queries import edition_pages
from yuinowa.plans.services.file_runs import give_up

pytestmark = pytest.mark.usefixtures("region")


def own_plan() -> Plan:
    return Plan.objects.get(owner__name="試験市")


def test_a_resident_opens_an_edition_and_every_figure_of_it(visit: Visit) -> None:
    page = visit(f"/plans/{own_plan().pk}/")
    page.get_by_role("link", name="令和7年度 第1版").click()
    expect(page.locator("h1")).to_contain_text("第1版")
    look(page, "edition")

    page.get_by_role("link", name="318", exact=True).click()
    expect(page.locator("main")).to_contain_text("数の出どころ")
    look(page, "edition-figure")
    page.get_by_role("navigation").get_by_role("link", name="1-(2)-①").click()
    look(page, "edition-project")
    page.goto(f"/plans/{own_plan().pk}/editions/")
    look(page, "edition-list")


@pytest.mark.parametrize("whose", ["試験市", "北試験市"])
def test_a_resident_reads_the_whole_report_of_an_edition_as_pages(visit: Visit, whose: str) -> None:
    plan = Plan.objects.get(owner__name=whose)
    edition = plan.editions.get()
    page = visit(edition.get_absolute_url())
    name = "edition-own" if whose == "試験市" else "edition-neighbour"
    look(page, name)
    for annex, word in zip(plan.annexes, ("index", "sheets", "reference"), strict=True):
        page.goto(edition.get_absolute_url())
        report = page.get_by_role("region", name=plan.title_lines[-1]).first
        report.get_by_role("link", name=annex["label"]).click()
        expect(page).to_have_url(re.compile(f"/annexes/{word}/$"))
        expect(page.locator("h1")).to_contain_text(annex["label"])
        look(page, f"{name}-{word}")


def test_a_correction_is_prepared_by_one_person_and_published_by_another(visit: Visit) -> None:
    plan = own_plan()
    corrected(plan, "1-2-1", "7,777")
    officer, checker, visitor = visit("/"), visit("/"), visit("/")
    sign_in(officer, "keikaku")
    officer.goto(f"/plans/{plan.pk}/")
    officer.get_by_role("link", name="この年度の版を公表する").click()
    expect(officer.locator("main")).to_contain_text("7,777")
    look(officer, "edition-prepare")
    officer.get_by_label("次の版を出すわけ").fill("　")
    officer.get_by_role("button", name="版を用意する").click()
    expect(officer.get_by_role("alert")).to_be_visible()
    look(officer, "edition-prepare-fault")
    officer.get_by_label("次の版を出すわけ").fill("実績を数え直したため。")
    officer.get_by_role("button", name="版を用意する").click()
    expect(officer.locator("main")).to_contain_text("確認者の番")
    address = officer.url
    visitor.goto(address)
    expect(visitor.locator("h1")).to_contain_text("見つかりません")

    sign_in(checker, "kakunin")
    checker.goto(f"/plans/{plan.pk}/")
    checker.get_by_role("link", name="開く").click()
    look(checker, "edition-prepared")
    checker.get_by_role("button", name="この版を公表する").click()
    expect(checker.locator("main")).to_contain_text("版を公表しました")

    visitor.goto(address)
    corrections = visitor.get_by_role("table").first
    expect(corrections).to_contain_text("318")
    expect(corrections).to_contain_text("7,777")
    look(visitor, "edition-corrected")
    visitor.get_by_role("link", name="第1版").click()
    expect(visitor.locator("main")).to_contain_text("新しい版があります：第2版")


def test_a_file_that_is_being_made_says_how_far_it_is_and_that_it_is_tried_again(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path
) -> None:
    monkeypatch.setattr(edition_pages, "MANY_SHEETS", 1)
    settings.EDITION_FILES_DIR = tmp_path / "edition-files"
    edition = own_plan().editions.get()
    address = reverse(
        "plans:edition-pdf", args=[edition.plan_id, edition.fiscal_year, edition.number]
    )
    page = visit(address)
    expect(page.locator("main")).to_contain_text("作っています")
    expect(page.get_by_role("link", name="いま見る")).to_be_visible()
    look(page, "edition-file-being-made")

    run = FileRun.objects.get()
    Job.objects.filter(key=str(run.pk)).update(
        attempts=2, run_after=clock.now() + timedelta(minutes=5)
    )
    page.reload()
    expect(page.locator("main")).to_contain_text("もう一度試します")
    look(page, "edition-file-tried-again")

    give_up(run.pk)
    keeper = visit("/")
    sign_in(keeper, "keikaku")
    keeper.goto(address)
    expect(keeper.get_by_role("button", name="もう一度作る")).to_be_visible()
    look(keeper, "edition-file-given-up")
