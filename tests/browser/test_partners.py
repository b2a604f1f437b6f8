"""An officer links the partners that a project's texts name, and the deeds behind it; a resident reads the partners."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.plans.factories import an_owner, own_plan
from tests.relations.factories import contact
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution, InstitutionName
from yuinowa.plans.models import Project, Sheet

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "試験第一小学校の学級文庫を入れ替え、読み聞かせの会の方々とおはなし会を毎月行う。"


@pytest.fixture
def project(settings: Settings, tmp_path: Path) -> Project:
    settings.SEARCH_DIR = tmp_path / "index"
    owner = an_owner("試験市")
    found = Project.objects.filter(plan=own_plan(owner)).earliest("position")
    Sheet.objects.filter(project=found).update(description=TEXT)
    school = Institution.objects.create(name="試験第一小学校", municipality_name="試験市")
    for town in ("試験町", "試験村"):
        group = Institution.objects.create(name=f"{town}読み聞かせの会", municipality_name=town)
        InstitutionName.objects.create(institution=group, kind="short", name="読み聞かせの会")
    contact(owner, school, day=date(2025, 6, 1))
    contact(owner, an_owner("試験大学"), day=date(2025, 7, 1))
    return found


def test_partners_and_deeds_are_linked_and_read(visit: Visit, project: Project) -> None:
    page = visit(project.get_absolute_url())
    person = a_person()
    an_affiliation(person, project.plan.owner, Role.PLAN_OFFICER)
    page.context.add_cookies(
        [
            {"name": name, "value": morsel.value, "url": urljoin(page.url, "/")}
            for name, morsel in a_client(person).cookies.items()
        ]
    )
    page.goto(project.get_absolute_url())
    page.get_by_role("link", name="相手と出来事をつなぐ").click()
    look(page, "partners-offered")
    page.get_by_role("button", name="「読み聞かせの会」を決める").click()
    expect(page.get_by_text("機関を一つ選んでください。").first).to_be_visible()
    look(page, "partners-fault")
    page.get_by_label("試験町読み聞かせの会").check()
    page.get_by_role("button", name="「読み聞かせの会」を決める").click()
    page.get_by_role("button", name="「試験第一小学校」を決める").click()
    expect(page.get_by_text("決める名前はありません")).to_be_visible()
    look(page, "partners-settled")

    page.get_by_role("link", name="令和7年度", exact=True).click()
    look(page, "evidence")
    first = page.get_by_role("row").nth(1)
    expect(first).to_contain_text("試験第一小学校")
    first.get_by_role("checkbox").check()
    page.get_by_role("button", name="選んだものを保存する").click()
    expect(page.get_by_text("1件です")).to_be_visible()
    page.goto(project.get_absolute_url())
    look(page, "partners-project")

    page.context.clear_cookies()
    page.goto(project.get_absolute_url())
    expect(page.get_by_role("link", name="試験町読み聞かせの会")).to_be_visible()
    look(page, "partners-resident")
