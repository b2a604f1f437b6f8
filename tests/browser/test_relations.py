"""Two sides of one relation: recorded by the library, told by both, seen on the ring by everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from tests.accounts.factories import PASSWORD, a_person, an_affiliation
from tests.browser.conftest import Visit
from tests.browser.eyes import look
from tests.browser.people import sign_in
from tests.relations.factories import contact
from tests.relations.ties import of_kind, relation
from yuinowa.core.rights import Role
from yuinowa.relations.domain.kinds import RelationKind

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_relation_is_recorded_told_and_seen(
    visit: Visit, settings: Settings, tmp_path: Path
) -> None:
    settings.SEARCH_DIR = tmp_path / "index"
    library = of_kind("試験市立中央図書館")
    school = of_kind("試験市立第一小学校", "school_library", "school")
    group = of_kind("てのひら人形劇の会", "volunteer_group")
    relation(library, group, RelationKind.PARTNER)
    relation(group, of_kind("試験市郷土資料館", "museum"))
    contact(library, school)
    librarian, teacher = a_person(), a_person()
    an_affiliation(librarian, library, Role.EDITOR)
    an_affiliation(teacher, school, Role.EDITOR)

    page = sign_in(visit("/"), librarian.login, PASSWORD)
    page.goto(f"/relations/new/?with={school.pk}")
    look(page, "relation-new")
    page.get_by_role("button", name="記録する").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("支援", exact=True).check()
    page.get_by_label("こちらが相手を支える").check()
    page.get_by_label("いつから").fill("令和6年4月10日")
    page.get_by_label("学校図書館ガイドライン").check()
    page.get_by_label("裏づけ").fill("図書館の年報")
    page.get_by_role("button", name="記録する").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("試験市立第一小学校")

    page.get_by_role("link", name="こちらの考えを書く").click()
    page.get_by_label("こちらにとって、何のためか").fill("調べ学習の本を届ける")
    page.get_by_label("時間").check()
    look(page, "relation-say")
    page.get_by_role("button", name="この考えを残す").click()
    page.get_by_role("link", name="段階を決める").click()
    page.get_by_label("関係の段階").select_option(label="連絡")
    page.get_by_label("裏づけ").fill("毎月の訪問")
    look(page, "relation-deepen")
    page.get_by_role("button", name="この段階に決める").click()
    look(page, "relation")
    address = page.url

    theirs = sign_in(visit("/"), teacher.login, PASSWORD)
    theirs.goto(address)
    expect(theirs.get_by_text("調べ学習の本を届ける")).to_be_visible()
    expect(theirs.get_by_role("link", name="直す")).to_have_count(0)

    ring = visit(f"/relations/of/{library.pk}/")
    expect(ring.get_by_role("group")).to_contain_text("試験市立第一小学校")
    look(ring, "ring")
    ring.get_by_role("link", name="法令や基準が挙げる機関の種類").click()
    look(ring, "ring-kinds")
    ring.get_by_role("link", name="法令・基準・事例集から描いた輪").click()
    look(ring, "ring-reference")

    page.goto("/relations/network/")
    look(page, "network")
