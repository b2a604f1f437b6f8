"""The directory in a browser: narrow and wide, by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.directory import factories as make
from yuinowa.directory.domain.institutions import IdentifierScheme, InstitutionKind
from yuinowa.directory.models import Institution
from yuinowa.directory.queries import INSTITUTIONS
from yuinowa.search import index

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def library(settings: Settings, tmp_path: Path) -> Institution:
    """A library with something in every part of its page, among thirty others."""
    settings.SEARCH_DIR = tmp_path / "index"
    for number in range(30):
        make.institution(
            f"試験市立第{number}図書館",
            kinds=[list(InstitutionKind)[number % 14]],
            prefecture=f"{number + 1:02}",
            municipality_name="試験市",
            member=number % 3 == 0,
            demo=True,
        )
    found = make.full_institution(
        "公益財団法人三康文化研究所附属三康図書館",
        address="東京都港区芝公園4-7-4 明照会館1階",
        url="https://www.example.org/a/rather/long/address/of/a/library/that/has/to/be/broken",
        name_en="Sanko Library",
    )
    make.identifier(
        found,
        "12345",
        scheme=IdentifierScheme.CORPORATE_NUMBER,
        valid=False,
        warnings=["check-digit"],
    )
    make.succession(make.institution("三康文庫"), found)
    index.reindex(INSTITUTIONS)
    return found


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("all", ""),
        ("narrowed", "?q=図書館&kind=museum&kind=school&member=yes&sort=place"),
        ("nothing", "?q=存在しない&kind=npo"),
        ("fault", "?q=" + "あ" * 201),
        ("page-2", "?page=2"),
    ],
)
@pytest.mark.usefixtures("library")
def test_the_search_is_usable_at_both_widths(
    visit: Visit, name: str, query: str, language: str
) -> None:
    page = visit(f"/institutions/{query}", language=language)

    look(page, f"directory-{name}-{language}")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_institution_is_usable_at_both_widths(
    visit: Visit, library: Institution, language: str
) -> None:
    page = visit(library.get_absolute_url(), language=language)

    look(page, f"directory-institution-{language}")


def test_a_made_up_institution_is_usable_at_both_widths(visit: Visit, library: Institution) -> None:
    demo = make.institution("試験市立図書館", demo=True, member=True, region_office=True)

    page = visit(demo.get_absolute_url())

    look(page, "directory-made-up")


@pytest.mark.usefixtures("library")
def test_a_library_is_found_and_opened_by_keyboard_alone(visit: Visit) -> None:
    page = visit("/institutions/")
    page.get_by_role("searchbox").focus()
    page.keyboard.type("sanko toshokan")
    page.keyboard.press("Enter")
    expect(page).to_have_title("「sanko toshokan」に合う機関 | 結の輪")

    found = page.get_by_role("link", name="公益財団法人三康文化研究所附属三康図書館")
    for _ in range(20):
        page.keyboard.press("Tab")
        if found.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "公益財団法人三康文化研究所附属三康図書館"
    )
