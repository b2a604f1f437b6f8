"""What the first slice's people do, on the demo region, in a real browser (docs/users/first-slice.md)."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.eyes import axe, look
from tests.browser.people import sign_in
from yuinowa.core import clock
from yuinowa.directory.models import Institution
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.models import Choice, Indicator
from yuinowa.plans.models import Plan
from yuinowa.relations.models import Contact

pytestmark = pytest.mark.usefixtures("region")

SCHOOL = "試験市立第一小学校 学校図書館"


def own_plan() -> Plan:
    return Plan.objects.get(owner__name="試験市")


def own_indicator() -> Indicator:
    """The indicator of 試験市 that counts contacts with schools."""
    return Indicator.objects.get(institution__name="試験市", metric__code="school_contacts")


def entries_address() -> str:
    """The entries behind what the library lent this year."""
    library = Institution.objects.get(name="試験市立中央図書館")
    year = FiscalYear.of(clock.today()).start_year
    return f"/ledger/entries/?kind=ill.loan&unit=item&fiscal_year={year}&giver={library.pk}"


def open_sheet(page: Page) -> None:
    """The sheet of the project whose indicator counts contacts with schools."""
    page.goto(f"/plans/{own_plan().pk}/projects/2-1-1/")


def figure_link(page: Page) -> Locator:
    """The provisional figure of the running year, which opens to where it comes from."""
    return page.locator("tr", has_text="速報").locator("a").first


def figure(page: Page) -> int:
    open_sheet(page)
    return int(figure_link(page).inner_text())


def record(page: Page, *, about: str, press: Callable[[Locator], None] = Locator.click) -> None:
    page.goto("/")
    page.get_by_role("link", name="連絡を記録する").first.click()
    page.get_by_label("だれと").fill("第一小学校")
    page.get_by_label("何のことで").fill(about)
    page.get_by_label("何人が加わったか").fill("１２")
    press(page.get_by_role("button", name="記録する"))
    expect(page.locator("h1")).to_contain_text(about)


def test_a_new_librarian_records_a_visit_and_the_plans_figure_moves(visit: Visit) -> None:
    page = visit("/")
    sign_in(page, "hana")
    before = figure(page)

    page.goto("/contacts/new/")
    assert page.locator("main form .yw-field").count() <= 5
    record(page, about="新しい学級文庫の相談")

    expect(page.locator("main")).to_contain_text("記録しました")
    expect(page.locator("h1")).to_contain_text("新しい学級文庫の相談")
    assert figure(page) == before + 1
    figure_link(page).click()
    expect(page.locator("main")).to_contain_text("この仕組みの記録による")
    look(page, "figure")


def test_pressing_twice_is_one_contact_and_correcting_shows_both(visit: Visit) -> None:
    page = visit("/")
    sign_in(page, "hana")
    before = figure(page)
    record(page, about="二度押しの確かめ", press=Locator.dblclick)

    page.goto("/contacts/")
    made = page.get_by_role("row").filter(has_text="二度押しの確かめ")
    expect(made).to_have_count(1)
    made.get_by_role("link").first.click()
    page.get_by_role("link", name="直す").click()
    page.get_by_label("何人が加わったか").fill("20")
    page.get_by_label("直すわけ").fill("人数の数え違い")
    page.get_by_role("button", name="直す").click()

    expect(page.locator(".yw-time")).to_contain_text("人数の数え違い")
    expect(page.locator(".yw-time > li")).to_have_count(2)
    assert figure(page) == before + 1


def test_the_other_side_sees_the_same_contact_and_is_asked_whether_it_is_the_same(
    visit: Visit,
) -> None:
    ours = visit("/")
    sign_in(ours, "hana")
    record(ours, about="読み聞かせの日程")
    theirs = visit("/")
    sign_in(theirs, "gakko")

    expect(theirs.locator("main")).to_contain_text("読み聞かせの日程")
    theirs.goto("/contacts/new/")
    theirs.get_by_label("だれと").fill("試験市立中央図書館")
    theirs.get_by_label("何のことで").fill("日程のこと")
    theirs.get_by_role("button", name="記録する").click()
    expect(theirs.locator("main")).to_contain_text("同じ連絡ですか")
    look(theirs, "same")
    theirs.get_by_role("link", name="同じなので").click()
    expect(theirs.locator("h1")).to_contain_text("読み聞かせの日程")


@pytest.mark.parametrize("login", ["-", "hana", "kan", "keikaku", "office"])
def test_every_page_can_be_read_narrow_and_wide(visit: Visit, login: str) -> None:
    page = visit("/")
    if login != "-":
        sign_in(page, login)
    school = Institution.objects.get(name=SCHOOL)
    plan, reference = own_plan(), Plan.objects.get(is_editable=False)
    addresses = [
        "/",
        "/institutions/?q=三康",
        "/institutions/?q=ありえない名前の館",
        f"/institutions/{school.pk}/",
        "/ledger/",
        "/ledger/metrics/",
        "/plans/",
        f"/plans/{plan.pk}/",
        f"/plans/{reference.pk}/",
    ]
    if login == "-":
        parts = ("report", "index", "sheets", "reference", "indicators")
        addresses += [f"/plans/{reference.pk}/{part}/" for part in parts]
        addresses += [f"/plans/{reference.pk}/projects/{key}/" for key in ("1-1-4", "3-1-6")]
        addresses.append("/accounts/sign-in/")
    else:
        addresses += ["/accounts/me/", f"/plans/{plan.pk}/indicators/", f"/plans/{plan.pk}/sheets/"]
    if login == "kan":
        question = Choice.objects.get()
        addresses += [f"/ledger/choices/{question.pk}/", "/ledger/closings/2025/close/"]
        addresses += ["/accounts/me/password/", "/accounts/acting/"]
    if login == "keikaku":
        sheet = plan.projects.get(number="2-(1)-①").sheets.get(state="draft")
        addresses += [sheet.get_absolute_url(), f"{sheet.get_absolute_url()}edit/"]
    if login in {"hana", "kan"}:
        addresses += [
            "/contacts/",
            "/contacts/new/",
            f"/contacts/with/{school.pk}/",
            "/ledger/closings/",
        ]
    if login == "hana":
        contact = Contact.objects.filter(recorded_by__name="試験市立中央図書館").latest("pk")
        addresses += [contact.get_absolute_url(), f"{contact.get_absolute_url()}correct/"]
        addresses += [f"{contact.get_absolute_url()}withdraw/"]
        addresses += [f"/ledger/deeds/relations.contact/{contact.pk}/", "/ledger/metrics/contacts/"]
        counted = own_indicator()
        addresses += [f"/ledger/indicators/{counted.pk}/", f"/ledger/indicators/{counted.pk}/2025/"]
        addresses += [entries_address(), "/ledger/?year=2030"]
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, address
        look(page, f"{login}{re.sub(r'[^0-9a-z]+', '-', address)}")


def test_a_fault_is_said_above_the_form_and_read_out(visit: Visit) -> None:
    page = visit("/")
    sign_in(page, "hana")
    page.goto("/contacts/new/")
    page.get_by_label("だれと").fill("小学校")
    page.get_by_label("いつ").fill("令和8年2月30日")
    page.get_by_role("button", name="記録する").click()

    expect(page).to_have_title(re.compile("^誤り："))
    expect(page.get_by_role("alert")).to_be_visible()
    assert axe(page) == []
    look(page, "contact-faults")
