"""Two sides do something together: proposed by one, hosted by both, held, and counted once."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from tests.accounts.factories import PASSWORD, a_person, an_affiliation
from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import sign_in
from tests.partnerships.conftest import only_these
from tests.partnerships.factories import group, lead_of, library
from tests.partnerships.joint import at_work
from yuinowa.core import clock
from yuinowa.core.rights import Role
from yuinowa.partnerships.models import Activity
from yuinowa.partnerships.queries import parts
from yuinowa.partnerships.services.activities import answer

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("with_activities"),
]


@pytest.fixture
def with_activities(monkeypatch: pytest.MonkeyPatch) -> None:
    """A partnership that asks for agreements and what sides do together, and for nothing else."""
    monkeypatch.setattr(parts, "_PARTS", only_these("activities"))


def test_an_activity_from_the_proposal_to_its_figure(
    visit: Visit, settings: Settings, tmp_path: Path
) -> None:
    settings.SEARCH_DIR = tmp_path / "index"
    ours, theirs = library(), group()
    made = at_work(ours, theirs)
    librarian = a_person()
    an_affiliation(librarian, ours, Role.LEAD)

    page = sign_in(visit("/"), librarian.login, PASSWORD)
    page.goto(f"{made.get_absolute_url()}activities/")
    look(page, "activities-none")
    page.get_by_role("link", name="活動を提案する").click()
    page.get_by_label("活動の名前").fill("まちの人形劇 おはなし会 第1回")
    page.get_by_label("日付").fill(clock.today().isoformat())
    page.get_by_label("始まり").fill("10:30")
    page.get_by_label("会場").fill("試験市立中央図書館 おはなし室")
    page.get_by_label(theirs.name).check()
    page.get_by_label("自分たちの受け持ち").fill("会場と本、司書1人")
    look(page, "activity-new")
    page.locator("main form button.yw-button").click()
    look(page, "activity-asked")
    activity = Activity.objects.get()
    answer(activity.pk, hosts=True, part="人形と演じ手4人", actor=lead_of(theirs))
    page.reload()
    look(page, "activity-planned")
    page.goto(made.get_absolute_url())
    look(page, "activity-workspace")
    page.goto(activity.get_absolute_url())
    page.get_by_role("link", name="結果を書く").click()
    page.get_by_label("何人が加わったか").fill("40")
    page.get_by_label("自分たちから何人出たか").fill("2")
    page.get_by_label("自分たちが払った額").fill("4800")
    page.get_by_label("自分たちが学んだこと").fill("夕方は親子が来やすい")
    look(page, "activity-hold")
    page.get_by_role("button", name="行ったと記録する").click()
    expect(page.locator("main")).to_contain_text("40人")
    look(page, "activity-held")
    page.goto(f"{made.get_absolute_url()}activities/")
    look(page, "activities")
    page.get_by_role("link", name="第1回").click()
    page.get_by_role("link", name="1回と数えます").click()
    expect(page.locator("h1")).to_contain_text("いっしょに開いた行事")
