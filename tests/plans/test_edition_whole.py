"""All that is printed of an edition stands on its pages first, and what stood there stays when the directory moves on."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tests.plans.editions import corrected, prepared, published
from tests.plans.factories import DEMO, an_owner, officer, own_plan
from tests.plans.reading import Page
from tests.relations.factories import contact
from yuinowa.core import clock
from yuinowa.core.rights import Actor
from yuinowa.directory.models import Institution
from yuinowa.ledger.services import reverse as take_back
from yuinowa.plans.domain.snapshot import Part, texts_of
from yuinowa.plans.exchange.report_pdf import report_data
from yuinowa.plans.models import Edition, OutsideReview, Plan, Project
from yuinowa.plans.queries import editions
from yuinowa.plans.queries.edition_pages import view_of
from yuinowa.plans.services import import_plan_file
from yuinowa.plans.services.partners import decide_mention, link_evidence
from yuinowa.relations.domain.contacts import ledger_source

pytestmark = pytest.mark.django_db
YEAR = 2025
ANNEXES = ("index", "sheets", "reference")


def _plan(name: str) -> Plan:
    owner = an_owner(name)
    if name == "試験市":
        return own_plan(owner)
    file = DEMO / "kitashiken-plan.json"
    return import_plan_file(file, owner=owner.pk, actor=Actor.system(), editable=True)


@pytest.fixture
def plan() -> Plan:
    return _plan("試験市")


def _address(edition: Edition, page: str, *more: object) -> str:
    place = [edition.plan_id, edition.fiscal_year, edition.number]
    return reverse(f"plans:edition-{page}", args=[*place, *more])


def _read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _texts(data: Any) -> Iterator[str]:
    """Every text that the template prints."""
    if isinstance(data, dict):
        yield from (data[name] for name in ("text", "code", "heading") if name in data)
        for row in data.values():
            yield from _texts(row)
    elif isinstance(data, list):
        for row in data:
            yield from _texts(row)


@pytest.mark.parametrize("name", ["試験市", "北試験市"])
def test_the_pages_have_every_word_and_figure_of_the_pdf(name: str) -> None:
    edition = published(_plan(name))
    printed: Any = report_data(view_of(edition).printed)
    addresses = [edition.get_absolute_url(), *(_address(edition, "annex", a) for a in ANNEXES)]

    words = _bare("".join(Page(_read(address)).text for address in addresses))

    texts = [*_texts(printed), *printed["title_lines"]]
    assert len(texts) > 100
    assert [text for text in texts if _bare(text) not in words] == []


@pytest.mark.parametrize("annex", ANNEXES)
def test_an_annex_is_that_of_its_edition_and_leads_to_its_projects(plan: Plan, annex: str) -> None:
    first = published(plan)
    before = _read(_address(first, "annex", annex))
    corrected(plan, "1-2-1", "7,777")
    Project.objects.filter(plan=plan).update(name="名を変えた")

    assert _read(_address(first, "annex", annex)) == before
    links = set(re.findall(r'href="([^"]*/projects/[^"]*)"', before))
    assert links
    assert all(link.startswith(first.get_absolute_url()) for link in links)


def test_there_are_three_annexes(plan: Plan) -> None:
    edition = published(plan)

    assert Client().get(_address(edition, "annex", "figures")).status_code == 404
    assert Client().get(_address(_next(plan), "annex", "index")).status_code == 404


def _next(plan: Plan) -> Edition:
    """An edition that nobody outside may see yet."""
    Project.objects.filter(plan=plan, key="1-1-1").update(department="新しい課")
    return prepared(plan, reason="組織の改正のため。")


def test_the_headings_of_the_page_leave_no_level_out(plan: Plan) -> None:
    edition = published(plan)
    pages = [edition.get_absolute_url(), *(_address(edition, "annex", a) for a in ANNEXES)]

    for address in [*pages, _address(edition, "project", "1-2-1")]:
        main = _read(address).partition("<main")[2].partition("</main>")[0]
        levels = [int(level) for level in re.findall(r"<h([1-6])", main)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b <= a + 1 for a, b in pairwise(levels)), address


# ---------------------------------------------------------------- partners and evidence


@pytest.fixture
def project(plan: Plan) -> Project:
    return Project.objects.get(plan=plan, key="1-2-1")


@pytest.fixture
def school() -> Institution:
    return Institution.objects.create(name="試験第一小学校")


def _linked(project: Project, school: Institution, *, times: int = 2) -> list[str]:
    """``school`` as a partner of the project, and so many contacts behind it."""
    who = officer(project.plan.owner)
    decide_mention(project.pk, "第一小学校", school.pk, actor=who)
    sources = [
        ledger_source(contact(project.plan.owner, school, day=date(YEAR, 6, 1 + n)).pk)
        for n in range(times)
    ]
    link_evidence(project.pk, YEAR, chosen=set(sources), stood=(), actor=who)
    return sources


def test_an_edition_keeps_its_partners_by_the_names_they_had(
    project: Project, school: Institution
) -> None:
    _linked(project, school)
    edition = published(project.plan)
    address = _address(edition, "project", project.key)
    before = _read(address)

    Institution.objects.filter(pk=school.pk).update(name="試験統合小学校")

    assert _read(address) == before
    assert f'<a href="{school.get_absolute_url()}">' in before
    assert "試験第一小学校" in before
    assert editions.holds(Edition.objects.get(pk=edition.pk))


def test_a_partner_that_is_hidden_later_keeps_its_name_and_loses_its_link(
    project: Project, school: Institution
) -> None:
    _linked(project, school)
    edition = published(project.plan)

    Institution.objects.filter(pk=school.pk).update(level="private")
    page = _read(_address(edition, "project", project.key))

    assert "試験第一小学校" in page
    assert school.get_absolute_url() not in page


def test_a_partner_that_not_everybody_may_see_is_not_in_an_edition(
    project: Project, school: Institution
) -> None:
    _linked(project, school)
    Institution.objects.filter(pk=school.pk).update(level="private")

    edition = published(project.plan)

    assert "第一小学校" not in str(editions.stored_document(edition))


def test_an_edition_says_how_many_deeds_stood_behind_a_project(
    project: Project, school: Institution
) -> None:
    one, _other = _linked(project, school)
    edition = published(project.plan)
    address = _address(edition, "project", project.key)
    before = _read(address)
    tables = {table.caption: table.grid() for table in Page(before).tables}

    take_back(one, reason="取り消した。", actor=Actor.system())

    [behind] = [rows for caption, rows in tables.items() if "台帳に記録" in caption]
    assert [row[1] for row in behind[1:]] == ["2"]
    assert _read(address) == before


def test_the_data_of_an_edition_has_its_partners_deeds_and_reviews(
    project: Project, school: Institution
) -> None:
    _linked(project, school)
    OutsideReview.objects.create(
        project=project,
        fiscal_year=YEAR,
        body="図書館協議会",
        text="つづけてほしい。",
        reviewed_on=date(2026, 6, 1),
        created_at=clock.now(),
    )
    edition = published(project.plan)
    Institution.objects.filter(pk=school.pk).update(name="試験統合小学校")
    place = {"plan": project.plan_id, "edition_year": YEAR, "edition": 1, "project": project.key}
    tables: dict[str, dict[str, object]] = {
        "partners": {"institution": school.pk, "name": "試験第一小学校"},
        "evidence": {"kind": "contact", "name": "連絡", "deeds": 2},
        "outside_reviews": {
            "body": "図書館協議会",
            "reviewed_on": "2026-06-01",
            "rating": None,
            "text": "つづけてほしい。",
        },
    }

    book = openpyxl.load_workbook(
        io.BytesIO(Client().get(_address(edition, "workbook")).content), read_only=True
    )

    for table, said in tables.items():
        row = {**place, **said}
        assert Client().get(_address(edition, "data", table, "json")).json() == [row]
        assert list(book[table].iter_rows(values_only=True)) == [tuple(row), tuple(row.values())]


def test_another_partner_is_in_the_list_of_corrections(
    project: Project, school: Institution
) -> None:
    published(project.plan)
    _linked(project, school, times=1)

    second = published(project.plan, reason="連携先を加えたため。")

    assert {(row.part, row.old, row.new) for row in second.changes.all()} == {
        ("partners", "", "試験第一小学校"),
        ("evidence", "", "連絡 1件"),
    }
    assert "いっしょに" in _read(second.get_absolute_url())


def test_an_edition_of_the_first_format_is_read_and_holds(plan: Plan) -> None:
    edition = published(plan)
    snapshot = edition.snapshot | {"format": "yuinowa-edition/1"}
    for goal in snapshot["goals"]:
        for measure in goal["measures"]:
            for row in measure["projects"]:
                for name in ("partners", "evidence"):
                    del row["sheet"][name]
    older = Edition(plan=plan, fiscal_year=2025, number=1, as_of=edition.as_of, snapshot=snapshot)

    assert editions.document_of(older, (), ())["format"] == "yuinowa-edition/1"
    parts = {place.part for place in texts_of(older.snapshot)}
    assert not parts & {Part.PARTNERS, Part.EVIDENCE}
