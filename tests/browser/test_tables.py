"""A table of institutions, from the file to taking it back, as a coordinator of the region does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.directory import factories as make
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution

pytestmark = pytest.mark.django_db(transaction=True)
LIBRARY = Path(__file__).parents[1] / "files" / "takamatsu" / "library.xlsx"


@pytest.fixture
def cookie(settings: Settings, tmp_path: Path) -> dict[str, str]:
    """The session of a coordinator; one of the libraries is here already, under an old number."""
    settings.SEARCH_DIR = tmp_path / "index"
    settings.MEDIA_ROOT = tmp_path / "files"
    office = make.institution("試験県図書館協力事務局", member=True, region_office=True)
    make.institution(
        "高松市中央図書館", prefecture="37", municipality="372013", municipality_name="高松市",
        telephone="087-861-4501", address="高松市昭和町1-2-20",
    )  # fmt: skip
    person = a_person()
    an_affiliation(person, office, Role.COORDINATOR)
    return {name: morsel.value for name, morsel in a_client(person).cookies.items()}


def test_a_workbook_is_sent_looked_at_taken_and_taken_back(
    visit: Visit, cookie: dict[str, str], tmp_path: Path
) -> None:
    page = visit("/institutions/")
    page.context.add_cookies(
        [{"name": name, "value": value, "url": page.url} for name, value in cookie.items()]
    )
    page.goto("/institutions/imports/")
    look(page, "tables-none")
    page.get_by_role("link", name="表を送る").click()
    look(page, "tables-send")
    bad = tmp_path / "page.xlsx"
    bad.write_text("<html><table></table></html>")
    page.get_by_label("表のファイル").set_input_files(bad)
    page.get_by_role("button", name="ファイルを送って確かめる").click()
    look(page, "tables-send-fault")

    page.get_by_label("表のファイル").set_input_files(LIBRARY)
    page.get_by_role("button", name="ファイルを送って確かめる").click()
    expect(page.get_by_label("telephoneNumber")).to_have_value("telephone")
    look(page, "tables-columns")
    page.get_by_label("種類の書かれていない").select_option(label="公共図書館")
    page.get_by_role("button", name="読んで、何が変わるかを見る").click()

    expect(page.locator("h1")).to_have_text("取り込む前に確かめる")
    look(page, "tables-preview")
    page.get_by_role("button", name="5行を取り込む").click()
    expect(page.get_by_text("4機関を登録し、1機関を変え")).to_be_visible()
    look(page, "tables-taken")
    assert Institution.objects.filter(municipality="372013").count() == 5

    page.get_by_role("button", name="全部を元に戻す").click()
    expect(page.get_by_text("元に戻しました").first).to_be_visible()
    look(page, "tables-undone")
    assert Institution.objects.get(municipality="372013").address == "高松市昭和町1-2-20"
