"""Who do I ask? Two questions of the National Diet Library's handbook, each with one answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.directory import factories as make
from yuinowa.core.rights import Actor
from yuinowa.directory.queries import INSTITUTIONS
from yuinowa.directory.services import load_shipped_desks
from yuinowa.search import index

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def _asked(settings: Settings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path / "index"
    make.institution("試験市立図書館")
    make.institution("試験市こども図書館")
    load_shipped_desks(actor=Actor.system())
    index.reindex(INSTITUTIONS)


def _ask(page: Page, question: str, who: str) -> None:
    page.get_by_role("combobox", name="聞きたいこと").fill(question)
    page.locator("[name=institution]").fill(who)
    page.get_by_role("button", name="窓口を出す").click()


@pytest.mark.usefixtures("_asked")
def test_each_question_has_one_desk(visit: Visit) -> None:
    page = visit("/ask/")
    look(page, "ask")

    _ask(page, "図書館間貸出し", "試験市立図書館")
    expect(page.get_by_role("heading", level=3)).to_have_text("国立国会図書館関西館 文献提供課")
    look(page, "ask-answer")

    _ask(page, "児童書の図書館間貸出し", "試験市こども図書館")
    expect(page.get_by_role("heading", level=3)).to_contain_text("国際子ども図書館")
    look(page, "ask-children")

    page.get_by_role("link", name="すべての窓口").click()
    look(page, "desks")
