"""What does not go as hoped: an accession refused, taken back, on a budget, on paper; notice taken back; an early end."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import send, somebody
from tests.partnerships.conftest import only_these
from tests.partnerships.factories import lead_of, library, school
from tests.partnerships.joint import at_work
from tests.partnerships.newcomers import asked, consented, newcomer, with_sealed
from tests.partnerships.papers import in_force
from yuinowa.core import clock
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.partnerships.models import Accession, AgreementVersion, Partnership
from yuinowa.partnerships.queries import parts
from yuinowa.partnerships.services.sides import ask_sides

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_index(settings: Settings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path / "index"


@pytest.fixture
def _only_agreements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_PARTS", only_these())


def _asks_to_accede(page: Page, partnership: Partnership, third: Institution) -> str:
    """``third`` is asked to join, and asks to accede: where that stands."""
    ask_sides(partnership.pk, [third.pk], actor=lead_of(partnership.initiator))
    page.goto(f"{partnership.get_absolute_url()}accede/")
    page.get_by_role("button", name="当事者に加入を求める", exact=True).click()
    expect(page.get_by_role("alert")).to_have_count(0)
    return Accession.objects.latest("pk").get_absolute_url()


@pytest.mark.usefixtures("_only_agreements")
def test_an_accession_is_refused_then_taken_back_then_waits_for_a_budget(visit: Visit) -> None:
    ours, theirs, third = library(), school(), newcomer()
    partnership = in_force(ours, theirs).agreement.partnership
    first, second = somebody(visit, ours), somebody(visit, theirs)
    last = somebody(visit, third, Role.LEAD, Role.SIGNATORY)

    here = _asks_to_accede(last, partnership, third)
    first.goto(here)
    first.get_by_role("link", name="同意しない", exact=True).click()
    first.get_by_role("button", name="同意しない", exact=True).click()
    look(first, "accede-refuse-422")
    send(first, "同意しない", reason="ことしは2館で進めたい。")
    last.goto(here)
    look(last, "accede-refused")
    expect(last.locator("main")).to_contain_text("ことしは2館で進めたい。")

    here = _asks_to_accede(last, partnership, third)
    last.goto(here)
    last.get_by_role("link", name="加入を取り下げる", exact=True).click()
    look(last, "accede-take-back")
    send(last, "加入を取り下げる", reason="議会のあとにする。")
    first.goto(here)
    look(first, "accede-taken-back")
    expect(first.locator("main")).to_contain_text("議会のあとにする。")

    here = _asks_to_accede(last, partnership, third)
    for page in (first, second):
        page.goto(here)
        page.get_by_role("button", name="同意する", exact=True).click()
    last.goto(f"{here}approve/")
    last.get_by_label("予算の成立を条件とする").check()
    look(last, "accede-approve")
    send(last, "決裁を記録する", post="館長")
    last.goto(f"{here}sign/")
    last.get_by_label("この版を読みました").check()
    send(last, "自分の機関として署名する", post="町長")
    last.goto(here)
    look(last, "accede-on-budget")
    expect(last.locator("main")).to_contain_text("予算成立を条件")
    last.get_by_role("link", name="予算が成立した", exact=True).click()
    look(last, "accede-release")
    send(last, "記録する")
    first.goto(partnership.get_absolute_url())
    expect(first.locator("main")).to_contain_text(third.name)


@pytest.mark.usefixtures("_only_agreements")
def test_a_clerk_enters_the_paper_by_which_its_town_acceded(visit: Visit, tmp_path: Path) -> None:
    ours, theirs, third = library(), school(), newcomer()
    version = in_force(ours, theirs)
    sealed = with_sealed(AgreementVersion.objects.get(pk=version.pk))
    here = consented(asked(sealed, third), ours, theirs).get_absolute_url()
    clerk = somebody(visit, third)
    scan = tmp_path / "加入書.pdf"
    scan.write_bytes(b"%PDF-1.7 a scan")

    clerk.goto(f"{here}approve/")
    send(clerk, "決裁を記録する", post="町長")
    clerk.goto(here)
    clerk.get_by_role("link", name="署名する", exact=True).click()
    look(clerk, "accede-paper")
    clerk.locator("main form button.yw-button").last.click()
    look(clerk, "accede-paper-422")
    clerk.locator("main form [name=name]").fill("試験 花子")
    clerk.locator("main form [name=post]").fill("町長")
    clerk.locator("main form [name=signed_on]").fill(clock.today().isoformat())
    clerk.locator("input[type=file]").set_input_files(scan)
    clerk.locator("main form button.yw-button").last.click()
    expect(clerk.get_by_role("alert")).to_have_count(0)
    clerk.goto(here)
    look(clerk, "accede-paper-in")


@pytest.mark.usefixtures("_only_agreements")
def test_notice_is_given_read_and_taken_back(visit: Visit) -> None:
    ours, theirs, third = library(), school(), newcomer()
    partnership = in_force(ours, theirs, third, notice_days=30).agreement.partnership
    first, last = somebody(visit, ours), somebody(visit, third)
    here = partnership.get_absolute_url()

    last.goto(f"{here}sides/")
    last.get_by_role("link", name="予告して離脱する").click()
    look(last, "notice")
    send(last, "離脱を予告する", reason="町の図書館が県と統合する。")
    first.goto(here)
    look(first, "notice-read")
    expect(first.locator("main")).to_contain_text("町の図書館が県と統合する。")

    last.goto(here)
    last.get_by_role("link", name="離脱の予告を取り下げる").click()
    look(last, "notice-take-back")
    send(last, "離脱の予告を取り下げる")
    first.reload()
    expect(first.locator("main")).not_to_contain_text("町の図書館が県と統合する。")


def test_the_sides_end_it_early_say_what_came_of_it_and_take_it_up_again(visit: Visit) -> None:
    ours, theirs = library(), school()
    made = at_work(ours, theirs)
    us, them = somebody(visit, ours), somebody(visit, theirs)
    here = made.get_absolute_url()

    us.goto(f"{here}changes/new/close/")
    look(us, "close")
    send(us, "この案を出す", reason="目標に届いた。")
    them.goto(f"{here}changes/")
    them.locator(".yw-turn--bar").get_by_role("link", name="答える").click()
    them.get_by_label("同意する", exact=True).check()
    send(them, "答える")

    us.goto(f"{here}closing/")
    look(us, "closing")
    us.locator("main form textarea, main form [name^=goal-]").first.fill("6回開いた。")
    send(us, "残す")
    them.goto(f"{here}closing/")
    them.locator("[name=waives]").check()
    send(them, "残す")
    them.goto(f"{here}go-on/")
    look(them, "closing-go-on")
    them.locator("main form button.yw-button").first.click()
    us.goto(here)
    look(us, "closed")
    us.locator("main a[href$='/again/']").first.click()
    look(us, "again")
    us.locator("main form button.yw-button").first.click()
    us.wait_for_url("**/partnerships/*/")
    assert Partnership.objects.filter(predecessor=made).exists()
