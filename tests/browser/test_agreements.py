"""From a template to the last signature: written by the library, agreed to and signed by both sides."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.factories import PASSWORD, a_person, an_affiliation
from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.partnerships.conftest import only_agreements  # noqa: F401  # a fixture
from tests.partnerships.factories import library, school
from tests.partnerships.papers import at_phase
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.partnerships.domain.phases import Phase

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("only_agreements")]


def _signed_in(visit: Visit, where: Institution) -> Page:
    person = a_person()
    an_affiliation(person, where, Role.LEAD, Role.SIGNATORY)
    page = visit("/accounts/sign-in/")
    page.get_by_label("サインインの名前").fill(person.login)
    page.get_by_label("パスワード").fill(PASSWORD)
    page.locator("main form button.yw-button").first.click()
    expect(page.locator("h1")).to_contain_text("今日の番")
    return page


def test_an_agreement_is_written_agreed_to_decided_and_signed(visit: Visit) -> None:
    ours, theirs = library(), school()
    partnership = at_phase(Phase.AWAITING_SIGNATURE, ours, theirs)
    librarian, teacher = _signed_in(visit, ours), _signed_in(visit, theirs)

    librarian.goto(f"/partnerships/{partnership.pk}/agreements/")
    look(librarian, "agreement-none")
    librarian.get_by_role("link", name="協定を作りはじめる").click()
    look(librarian, "agreement-begin")
    librarian.get_by_label("協定書", exact=True).check()
    librarian.get_by_role("button", name="下書きを書く").click()
    look(librarian, "version-write")
    librarian.get_by_label("離脱の予告期間（日）").fill("３０")
    librarian.get_by_role("button", name="下書きを保存する").click()
    librarian.get_by_role("link", name="全員に提案する").click()
    look(librarian, "version-propose")
    librarian.get_by_role("button", name="全員に提案する").click()
    address = librarian.url

    for page in (librarian, teacher):
        page.goto(address)
        page.get_by_role("button", name="この本文に合意する").click()
    for page in (librarian, teacher):
        page.goto(address)
        page.get_by_role("link", name="決裁を記録する").click()
        page.get_by_label("決裁した職").fill("館長")
        page.get_by_role("button", name="決裁を記録する").click()
    look(teacher, "version-decided")
    for page in (librarian, teacher):
        page.goto(address)
        page.get_by_role("link", name="署名する").click()
        page.get_by_label("署名する職").fill("館長")
        page.get_by_label("この版を読みました").check()
        look(page, "version-sign")
        page.get_by_role("button", name="自分の機関として署名する").click()

    expect(teacher.get_by_text("全員が署名し、発効しました")).to_be_visible()
    look(teacher, "version-in-force")
