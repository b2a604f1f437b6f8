"""The pages and files of editions: made from what was frozen, every figure with the way to its origin."""

from __future__ import annotations

import hashlib
import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.plans.editions import corrected, prepared, published, year_begun
from tests.plans.factories import a_plan, an_owner, own_plan
from tests.plans.reading import Page
from yuinowa.core.rights import Level, Role
from yuinowa.directory.models import Institution
from yuinowa.plans.exchange import open_data
from yuinowa.plans.labels.editions import EDITION_TABLES
from yuinowa.plans.models import Edition, Plan, Project, SheetFigure

pytestmark = pytest.mark.django_db
FILES_OF_PLANS = Path(__file__).parents[2] / "src" / "yuinowa" / "plans" / "data"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def plan() -> Plan:
    return own_plan(an_owner("試験市"))


def _client(owner: Institution, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, owner, *roles)
    return a_client(person)


def _text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def _address(edition: Edition, page: str, *more: object) -> str:
    return reverse(
        f"plans:edition-{page}",
        args=[edition.plan_id, edition.fiscal_year, edition.number, *more],
    )


def test_an_officer_prepares_and_a_checker_publishes_in_the_browser(plan: Plan) -> None:
    officer, checker = (
        _client(plan.owner, Role.PLAN_OFFICER),
        _client(plan.owner, Role.PLAN_CHECKER),
    )
    prepare = reverse("plans:edition-prepare", args=[plan.pk, 2025])
    assert f'href="{prepare}"' in _text(officer, plan.get_absolute_url())
    form = _text(officer, prepare)
    once = re.search(r'name="once" value="([0-9a-f]+)"', form)
    assert once
    said = {"once": once[1], "as_of": "2026-04-01"}

    first = officer.post(prepare, said)
    twice = officer.post(prepare, said)
    made = Edition.objects.get()

    assert [first.headers["Location"], twice.headers["Location"]] == [made.get_absolute_url()] * 2
    assert Client().get(made.get_absolute_url()).status_code == 404
    assert made.get_absolute_url() in _text(checker, plan.get_absolute_url())
    publish = _address(made, "act", "publish")
    assert officer.post(publish, {"version": made.version}).status_code == 403
    assert checker.post(publish, {"version": made.version}).status_code == 302
    assert checker.post(publish, {"version": made.version}).status_code == 409
    assert "第1版" in _text(Client(), made.get_absolute_url())


def test_the_preview_names_what_is_missing(plan: Plan) -> None:
    lacking = Project.objects.filter(plan=plan).earliest("position")
    lacking.sheets.filter(fiscal_year=2025).update(state="checked")
    officer = _client(plan.owner, Role.PLAN_OFFICER)
    address = reverse("plans:edition-prepare", args=[plan.pk, 2025])

    page = Page(_text(officer, address))
    refused = officer.post(address, {"once": "0" * 32, "as_of": "2026-04-01"})

    assert [row[0] for row in page.tables[0].grid()[1:]] == [f"{lacking.number} {lacking.name}"]
    # The figures of the file that began the plan were confirmed by nobody here.
    assert all(row[-1] == "確認なし" for row in page.tables[1].grid()[1:])
    assert refused.status_code == 422
    assert not Edition.objects.exists()


def test_the_preview_says_who_can_read_it_where_that_is_not_everybody(plan: Plan) -> None:
    officer = _client(plan.owner, Role.PLAN_OFFICER)
    address = reverse("plans:edition-prepare", args=[plan.pk, 2025])

    assert "計画を見られる人を変える" not in _text(officer, address)

    Plan.objects.filter(pk=plan.pk).update(level=Level.MEMBERS.value)

    assert reverse("plans:plan-change", args=[plan.pk]) in _text(officer, address)


def test_every_printed_figure_is_a_link_that_opens_its_origin(plan: Plan) -> None:
    corrected(plan, "1-2-1", "7,777")
    made = published(plan)
    visitor = Client()

    page = _text(visitor, made.get_absolute_url())
    links = set(re.findall(r'href="([^"]*/figures/\d+/)"', page))

    assert links == {_address(made, "figure", row.position) for row in made.figures.all()}
    for link in links:
        assert visitor.get(link).status_code == 200
    row = made.figures.get(project="1-2-1", slot=1, fiscal_year=2025, kind="actual")
    origin = _text(visitor, _address(made, "figure", row.position))
    assert "7,777" in origin
    assert "手で書いた" in origin
    assert "機関の別の人" in origin
    ours = _text(_client(plan.owner, Role.EDITOR), _address(made, "figure", row.position))
    assert "人 person" in ours
    assert "人 person" not in origin


def test_the_page_prints_what_was_frozen_and_says_what_moved_since(plan: Plan) -> None:
    made = published(plan)
    row = made.figures.get(project="1-2-1", slot=1, fiscal_year=2025, kind="actual")
    visitor = Client()
    before = _text(visitor, made.get_absolute_url())
    corrected(plan, "1-2-1", "7,777")

    assert _text(visitor, made.get_absolute_url()) == before
    assert "台帳はその後に変わりました" in _text(visitor, _address(made, "figure", row.position))
    second = published(plan, reason="実績を直したため。")
    assert "7,777" in _text(visitor, second.get_absolute_url())
    older = _text(visitor, made.get_absolute_url())
    assert "7,777" not in older
    assert second.get_absolute_url() in older


def test_the_page_of_a_project_prints_its_sheet(plan: Plan) -> None:
    made = published(plan)
    visitor = Client()
    for project, sheet in [
        (row, row.sheets.get(fiscal_year=2025)) for row in Project.objects.filter(plan=plan)
    ]:
        page = Page(_text(visitor, _address(made, "project", project.key)))
        for text in sheet.cells.values_list("text", flat=True):
            assert "".join((text or "").split()) in "".join(page.text.split())
        for figure in SheetFigure.objects.filter(sheet=sheet).exclude(slot__indicator=None):
            assert (figure.actual_text or "") in page.text
    assert visitor.get(_address(made, "project", "9-9-9")).status_code == 404


def test_the_document_has_the_digest_that_is_printed_and_names_no_person(plan: Plan) -> None:
    corrected(plan, "1-2-1", "7,777")
    made = published(plan)
    body = Client().get(_address(made, "document")).content

    assert hashlib.sha256(body).hexdigest() == made.digest
    assert made.digest in _text(Client(), made.get_absolute_url())
    assert b"_by" not in body
    assert json.loads(body)["plan"]["plan"]["name"] == plan.name


def test_the_files_of_an_edition_are_made_from_it(plan: Plan) -> None:
    published(plan)
    corrected(plan, "1-2-1", "7,777")
    made = published(plan, reason="実績を直したため。")
    Project.objects.filter(plan=plan).update(name="後で変えた名")
    visitor = Client()

    book = openpyxl.load_workbook(
        io.BytesIO(visitor.get(_address(made, "workbook")).content), read_only=True
    )
    cells = [
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    ]
    pdf = visitor.get(_address(made, "pdf"))
    csv = visitor.get(_address(made, "data", "provenance", "csv")).content.decode("utf-8-sig")
    values = visitor.get(_address(made, "data", "indicator_values", "json")).json()

    assert {"版", "provenance", "corrections"} <= set(book.sheetnames)
    assert "後で変えた名" not in cells
    assert "実績を直したため。" in cells
    assert pdf.content.startswith(b"%PDF")
    assert len(csv.splitlines()) == 1 + made.figures.count()
    assert any(row["value"] == 7777 for row in values)
    assert visitor.get(_address(made, "data", "nothing", "csv")).status_code == 404


def test_the_dictionary_describes_every_column_and_no_other(plan: Plan) -> None:
    made = published(plan)
    visitor = Client()
    rows = visitor.get(_address(made, "data", "dictionary", "json")).json()
    described = [(row["table"], row["column"]) for row in rows]

    printed = []
    for table in (*open_data.TABLE_NAMES, *EDITION_TABLES):
        csv = visitor.get(_address(made, "data", table, "csv")).content.decode("utf-8-sig")
        printed += [(table, column) for column in csv.splitlines()[0].split(",")]
    assert described == printed
    assert all(row["meaning"] and row["meaning_en"] for row in rows)
    file = (FILES_OF_PLANS / "open-data-columns.tsv").read_text(encoding="utf-8")
    told = {tuple(line.split("\t")[:2]) for line in file.splitlines()[1:]}
    assert {pair for pair in told if pair[0] != "*"} <= set(described)


@pytest.mark.parametrize("whose", ["one", "all"])
def test_the_feed_has_published_editions_and_corrections_only(plan: Plan, whose: str) -> None:
    first = published(plan)
    corrected(plan, "1-2-1", "7,777")
    second = published(plan, reason="実績を<直した>ため。")
    Project.objects.filter(plan=plan, key="1-1-1").update(department="新しい課")
    prepared(plan, reason="まだ出していない。")
    Plan.objects.exclude(pk=plan.pk).update(level="private")
    address = (
        reverse("plans:plan-feed", args=[plan.pk])
        if whose == "one"
        else reverse("plans:edition-feed")
    )

    answer = Client().get(address)
    tree = ET.fromstring(answer.content)
    entries = tree.findall(f"{ATOM}entry")

    assert answer["Content-Type"].startswith("application/atom+xml")
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in entries]
    assert [
        found.endswith(made.get_absolute_url())
        for found, made in zip(ids, (second, first), strict=True)
    ] == [True, True]
    assert "実績を<直した>ため。" in (entries[0].findtext(f"{ATOM}summary") or "")
    assert len(set(ids)) == 2


def test_a_reference_plan_names_its_report_as_its_edition() -> None:
    reference = a_plan("twin")
    owner = _client(reference.owner, Role.PLAN_OFFICER)

    page = _text(Client(), reverse("plans:edition-list", args=[reference.pk]))

    assert reference.title in page
    assert (
        owner.get(
            reverse("plans:edition-prepare", args=[reference.pk, reference.as_of_year])
        ).status_code
        == 403
    )


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize("page", ["detail", "list", "feed", "prepare", "project"])
def test_the_pages_ask_as_often_for_many_as_for_few(plan: Plan, page: str) -> None:
    year_begun(plan)
    officer = _client(plan.owner, Role.PLAN_OFFICER)
    few = published(plan)
    address = {
        "detail": few.get_absolute_url(),
        "list": reverse("plans:edition-list", args=[plan.pk]),
        "feed": reverse("plans:plan-feed", args=[plan.pk]),
        "prepare": reverse("plans:edition-prepare", args=[plan.pk, 2025]),
        "project": _address(few, "project", "1-2-1"),
    }[page]
    Project.objects.filter(plan=plan, key="1-1-1").update(department="新しい課")
    before = _queries(officer, address)
    for number in range(2, 5):
        Project.objects.filter(plan=plan, key="1-1-1").update(department=f"課{number}")
        published(plan, reason="組織の改正のため。")
    Project.objects.filter(plan=plan).update(department="みな同じ課")

    assert _queries(officer, address) == before
