"""Sides at work in browsers: how often they are in touch, proposed, agreed and due; what came of what they said beforehand."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import somebody
from tests.partnerships.conftest import only_these
from tests.partnerships.factories import group, library, school, side
from tests.partnerships.joint import at_work, held
from tests.relations.factories import contact
from yuinowa.core import clock
from yuinowa.directory.models import Institution
from yuinowa.partnerships.models import Benefit, Contribution, Partnership, Party, Rhythm
from yuinowa.partnerships.queries import parts
from yuinowa.partnerships.services.turns import set_turns

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sides(settings: Settings, tmp_path: Path) -> list[Institution]:
    settings.SEARCH_DIR = tmp_path / "index"
    return [library(), school(), group()]


@pytest.fixture
def made(sides: list[Institution]) -> Partnership:
    return at_work(*sides)


def _ago(made: Partnership, *, days: int) -> None:
    """As if all of it were so many days older, and the night had been."""
    then = clock.now() - timedelta(days=days)
    Rhythm.objects.filter(partnership=made, agreed_at__isnull=False).update(agreed_at=then)
    Partnership.objects.filter(pk=made.pk).update(state_since=then)
    Party.objects.filter(partnership=made).update(asked_at=then, joined_at=then)
    set_turns(Partnership.objects.get(pk=made.pk))


def _propose(page: Page, often: str) -> None:
    page.get_by_label(often, exact=True).check()
    page.get_by_role("button", name="この案を出す", exact=True).click()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_rhythm_is_proposed_agreed_to_and_due(
    visit: Visit,
    made: Partnership,
    sides: list[Institution],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parts, "_PARTS", only_these("rhythm", "activities", "balance"))
    set_turns(made)
    us, them, third = (somebody(visit, one) for one in sides)
    here = f"{made.get_absolute_url()}rhythm/"

    us.goto(here)
    look(us, "rhythm-none")
    us.get_by_role("link", name="間隔を提案する").click()
    us.get_by_role("button", name="この案を出す", exact=True).click()
    look(us, "rhythm-422")
    _propose(us, "毎週")
    look(us, "rhythm-proposed")
    us.get_by_role("button", name="案を取り下げる").click()
    us.get_by_role("link", name="間隔を提案する").click()
    _propose(us, "毎月")

    them.goto("/")
    them.locator("main").get_by_role("link", name=made.title).first.click()
    look(them, "rhythm-asked")
    them.get_by_role("button", name="この間隔に同意する").click()
    third.goto(here)
    third.get_by_role("button", name="この間隔に同意する").click()
    expect(third.locator("main")).to_contain_text("毎月")
    look(third, "rhythm-holds")

    _ago(made, days=40)
    us.goto(here)
    expect(us.locator("main")).to_contain_text("連絡をとるころです")
    look(us, "rhythm-due")
    contact(sides[1], sides[0], day=clock.today())
    us.goto(made.get_absolute_url())
    expect(us.locator("main")).to_contain_text(f"当事者：{sides[2].name}")
    look(us, "rhythm-one-is-silent")
    us.goto("/")
    look(us, "rhythm-turn")
    contact(sides[2], sides[1], day=clock.today())
    us.goto(here)
    expect(us.locator("main")).not_to_contain_text("連絡をとるころです")
    look(us, "rhythm-in-touch")


def test_what_came_of_it_is_said_anew_and_taken_back(
    visit: Visit, made: Partnership, sides: list[Institution]
) -> None:
    party = side(made, sides[0])
    Benefit.objects.create(party=party, text="小学生の新しい利用者")
    Contribution.objects.create(party=party, resource="people", text="司書", amount=6, unit="人回")
    for books in ("演目にちなんだ本", "大型絵本"):
        Contribution.objects.create(
            party=party, resource="things", text=books, amount=60, unit="冊", fiscal_year=2026
        )
    held(made, *sides)
    us, them = somebody(visit, sides[0]), somebody(visit, sides[1])
    here = f"{made.get_absolute_url()}said-and-counted/"

    us.goto(here)
    look(us, "said-none")
    us.get_by_role("link", name="どうなったかを書く 演目にちなんだ本").click()
    us.get_by_label("どれだけ").fill("52")
    us.get_by_role("button", name="残す", exact=True).click()
    look(us, "said-422")
    us.get_by_label("どうなったか").fill("図書室に2か月置いた。")
    us.locator("[name=unit]").fill("冊")
    us.get_by_role("button", name="残す", exact=True).click()
    expect(us.locator("main")).to_contain_text("図書室に2か月置いた。")
    look(us, "said-one")
    us.get_by_role("link", name="書き直す 演目にちなんだ本").click()
    us.get_by_label("どうなったか").fill("図書室に3か月置いた。")
    us.get_by_role("button", name="残す", exact=True).click()

    them.goto(here)
    expect(them.locator("main")).to_contain_text("図書室に3か月置いた。")
    expect(them.get_by_role("link", name="どうなったかを書く 大型絵本")).to_have_count(0)
    look(them, "said-theirs")
    them.get_by_role("link", name="これまでに言ったこと 演目にちなんだ本").click()
    expect(them.locator("main")).to_contain_text("図書室に2か月置いた。")
    expect(them.locator("main form")).to_have_count(0)
    look(them, "said-history-theirs")

    us.get_by_role("link", name="書き直す 演目にちなんだ本").click()
    look(us, "said-history-ours")
    us.get_by_role("button", name="取り消す").click()
    expect(us.locator("main")).not_to_contain_text("図書室に3か月置いた。")
    look(us, "said-taken-back")
