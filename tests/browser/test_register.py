"""The ISIL register: a number from application to abolition, and the agency's file taken and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.directory import factories as make
from tests.directory.register_file import make as make_file
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution, RegisterEntry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office(settings: Settings, tmp_path: Path) -> Institution:
    settings.SEARCH_DIR = tmp_path / "index"
    settings.MEDIA_ROOT = tmp_path / "files"
    return make.institution("試験県事務局", member=True, region_office=True)


def _page_of(visit: Visit, where: Institution, role: Role) -> Page:
    """The register, as somebody of ``where`` sees it."""
    person = a_person()
    an_affiliation(person, where, role)
    page = visit("/isil/")
    page.context.add_cookies(
        [
            {"name": name, "value": morsel.value, "url": page.url}
            for name, morsel in a_client(person).cookies.items()
        ]
    )
    page.goto("/isil/")
    return page


def _apply(page: Page, **typed: str) -> str:
    """Fill in what is open and send it; the address of the application."""
    for label, text in typed.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="申請する").click()
    expect(page.get_by_text("申請しました").first).to_be_visible()
    return page.url


def _grant(clerk: Page, address: str, *, name: str = "") -> None:
    """What the agency's clerk does with an application; each step is looked at if it has a ``name``."""
    clerk.goto(address)
    if name:
        look(clerk, f"register-{name}")
    clerk.get_by_role("button", name="確認した").click()
    clerk.get_by_role("button", name="認める").click()
    expect(clerk.get_by_text("認めました").first).to_be_visible()


def test_a_number_from_application_to_abolition(visit: Visit, office: Institution) -> None:
    library = make.institution(
        "試験市立南図書館", "シケンシリツミナミトショカン", member=True, demo=True, postal_code="000-0000",
        name_en="Shiken South Library", prefecture="13", municipality_name="港区",
        address="東京都港区1-1", telephone="000-0000-0000",
    )  # fmt: skip
    follower = make.institution("試験市立中央図書館", member=True)
    RegisterEntry.objects.create(
        isil="JP-9000500", section="public", status="active", name=follower.name, name_kana="",
        registered="2020/4/1 0:00:00", registered_on="2020-04-01", search="", institution=follower,
    )  # fmt: skip
    clerk = _page_of(visit, office, Role.REGION_ADMIN)
    admin = _page_of(visit, library, Role.ADMIN)

    admin.get_by_role("link", name="ISILを申請する").click()
    look(admin, "register-apply")
    _grant(clerk, _apply(admin), name="application")
    look(clerk, "register-granted")

    isil = RegisterEntry.objects.get(institution=library).isil
    admin.goto(f"/isil/{isil}/")
    admin.get_by_role("link", name="変更を申請する").click()
    _grant(clerk, _apply(admin, 電話="000-0000-1111"), name="change")

    admin.goto(f"/isil/{isil}/")
    admin.get_by_role("link", name="廃止を申請する").click()
    look(admin, "register-abolish")
    _grant(clerk, _apply(admin, 後を継ぐISIL="JP-9000500", 廃止の理由="中央館と統合"))

    public = visit(f"/isil/{isil}/")
    expect(public.get_by_role("link", name="JP-9000500 へ")).to_be_visible()
    expect(public.get_by_text("000-0000-1111").first).to_be_visible()
    look(public, "register-abolished")
    clerk.goto("/isil/applications/")
    look(clerk, "register-applications")


def test_a_file_is_looked_at_taken_taken_back_and_taken_again(
    visit: Visit, office: Institution, tmp_path: Path
) -> None:
    made = make_file(21)
    made.rows[4][0] = "JP-990012"
    file = tmp_path / "isil.csv"
    file.write_bytes(made.bytes())
    clerk = _page_of(visit, office, Role.REGION_ADMIN)
    look(clerk, "register-empty")
    clerk.get_by_role("link", name="ファイルを取り込む").click()

    for turn in ("first", "again"):
        clerk.goto("/isil/files/")
        clerk.locator("input[type=file]").set_input_files(file)
        clerk.get_by_role("button", name="読んでみる").click()
        expect(clerk.locator("h1")).to_have_text("取り込む前に確かめる")
        clerk.get_by_role("button", name="20行を取り込む").click()
        expect(clerk.get_by_role("alert")).to_contain_text("1行に誤り")
        if turn == "first":
            look(clerk, "register-preview")
        clerk.get_by_label("よい行だけ取り込む").check()
        clerk.get_by_role("button", name="20行を取り込む").click()
        expect(clerk.get_by_role("button", name="取り込みを元に戻す")).to_be_visible()
        assert RegisterEntry.objects.count() == 20
        if turn == "first":
            look(clerk, "register-taken")
            clerk.get_by_role("button", name="取り込みを元に戻す").click()
            expect(clerk.locator("h1")).to_contain_text("元に戻")
            assert not RegisterEntry.objects.exists()

    clerk.goto("/isil/files/")
    look(clerk, "register-files")
    clerk.goto("/isil/")
    look(clerk, "register-list")
