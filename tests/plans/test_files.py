"""What can be downloaded: workbooks equal the pages, open data keeps the rules for machines, REST reads it."""

from __future__ import annotations

import csv
import io
import json
import re

import openpyxl
import openpyxl.worksheet.worksheet
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.plans.factories import FILES, a_plan, an_owner, as_bytes, file_data
from tests.plans.reading import Page
from yuinowa.core.rights import Actor
from yuinowa.plans.exchange.open_data import TABLE_NAMES
from yuinowa.plans.models import Plan
from yuinowa.plans.services import import_plan

pytestmark = pytest.mark.django_db


def _get(name: str, *args: object) -> bytes:
    answer = Client().get(reverse(f"plans:{name}", args=args))
    assert answer.status_code == 200
    return answer.content


def _book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _spread(sheet: openpyxl.worksheet.worksheet.Worksheet) -> list[list[str]]:
    """The sheet's texts with merged cells spread out over what they cover."""
    rows = [[_text(cell.value) for cell in row] for row in sheet.iter_rows()]
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row, area.max_row + 1):
            for column in range(area.min_col, area.max_col + 1):
                rows[row - 1][column - 1] = rows[area.min_row - 1][area.min_col - 1]
    return rows


@pytest.mark.parametrize("name", list(FILES))
@pytest.mark.parametrize(
    ("page", "label"), [("plan-index", "別紙1"), ("plan-reference", "参考資料")]
)
def test_the_printed_annexes_equal_the_pages(name: str, page: str, label: str) -> None:
    plan = a_plan(name)
    grids = [table.grid() for table in Page(_get(page, plan.pk).decode()).tables]

    rows = _spread(_book(_get("plan-workbook", plan.pk))[label])

    width = len(grids[0][0])
    printed = [row[:width] for row in rows]
    assert [row for grid in grids for row in grid if row not in printed] == []


@pytest.mark.parametrize("name", list(FILES))
def test_the_printed_sheets_equal_the_page(name: str) -> None:
    plan = a_plan(name)
    grids = [table.grid() for table in Page(_get("plan-sheets", plan.pk).decode()).tables]

    rows = _spread(_book(_get("plan-workbook", plan.pk))["別紙2"])

    assert [
        row for grid in grids for row in grid if row not in [found[: len(row)] for found in rows]
    ] == []


def test_the_print_form_is_a4_landscape_and_the_data_form_has_no_merged_cell() -> None:
    book = _book(_get("plan-workbook", a_plan("twin").pk))

    assert {book[label].page_setup.orientation for label in ("別紙1", "別紙2", "参考資料")} == {
        "landscape"
    }
    assert [name for name in TABLE_NAMES if book[name].merged_cells.ranges] == []
    assert isinstance(book["indicator_values"]["E2"].value, int)


def test_a_sheets_workbook_holds_its_words_and_figures() -> None:
    plan = a_plan("twin")
    sheet = plan.projects.get(key="1-1-4").sheets.get()

    book = _book(_get("sheet-workbook", plan.pk, sheet.pk))

    texts = {_text(cell.value) for row in book.worksheets[0].iter_rows() for cell in row}
    assert {sheet.description, sheet.name, sheet.rating} <= {
        part for text in texts for part in (text, *text.split(" "), *text.split("　"))
    }
    assert [row[4] for row in book.worksheets[1].iter_rows(min_row=2, values_only=True)] == [
        2023,
        2024,
        2025,
        2026,
    ] * 2


@pytest.mark.parametrize("table", TABLE_NAMES)
def test_open_data_is_the_same_as_csv_and_json(table: str) -> None:
    plan = a_plan("twin")

    records = json.loads(_get("plan-data", plan.pk, table, "json"))
    lines = list(
        csv.DictReader(io.StringIO(_get("plan-data", plan.pk, table, "csv").decode("utf-8-sig")))
    )

    assert len(records) == len(lines)
    assert [list(record) for record in records[:1]] == [list(line) for line in lines[:1]]


def test_open_data_has_western_years_numbers_and_a_word_for_each_blank() -> None:
    plan = a_plan("twin")

    values = json.loads(_get("plan-data", plan.pk, "indicator_values", "json"))

    assert {row["fiscal_year"] for row in values} == {2023, 2024, 2025, 2026}
    assert {(row["status"], row["value"] is None) for row in values} == {
        ("known", False),
        ("to_come", True),
    }
    assert len(values) == 6 * 4 * 2


def test_an_unknown_table_is_not_found() -> None:
    plan = a_plan("twin")

    assert Client().get(f"/plans/{plan.pk}/data/secrets.csv").status_code == 404
    assert Client().get(f"/plans/{plan.pk}/data/plans.xml").status_code == 404


def test_rest_reads_plans_without_sign_in() -> None:
    plan = a_plan("twin")

    listed = Client().get("/api/v1/plans").json()
    detail = Client().get(f"/api/v1/plans/{plan.pk}").json()
    indicators = Client().get(f"/api/v1/plans/{plan.pk}/indicators").json()

    assert (listed["count"], listed["plans"][0]["id"]) == (1, plan.pk)
    assert detail["counts"] == {
        "goals": 4, "measures": 11, "projects": 43, "with_indicators": 3, "without_indicators": 40,
        "ratings": {"a": 2, "b": 1, "c": 0, "－": 0},
    }  # fmt: skip
    assert detail["source"] == plan.source
    assert [len(row["values"]) for row in indicators] == [8] * 6


@pytest.mark.parametrize("query", ["page=0", "size=101", "size=0", "page=x", "page=1001"])
def test_rest_refuses_a_page_out_of_bounds(query: str) -> None:
    assert Client().get(f"/api/v1/plans?{query}").status_code == 400


def test_a_hidden_plan_and_none_answer_alike() -> None:
    plan = a_plan("twin")
    Plan.objects.filter(pk=plan.pk).update(level="private")

    hidden, missing = Client().get(f"/plans/{plan.pk}/"), Client().get("/plans/999999/")

    assert hidden.status_code == missing.status_code == 404
    assert _shape(hidden.content, plan.pk) == _shape(missing.content, 999999)
    assert (
        Client().get(f"/api/v1/plans/{plan.pk}").json()
        == Client().get("/api/v1/plans/999999").json()
    )


def _shape(page: bytes, pk: int) -> str:
    """The page without what names the address it was asked for."""
    return re.sub(rf"/plans/{pk}/", "/plans/…/", page.decode())


PUBLIC = (
    "plan-detail",
    "plan-report",
    "plan-index",
    "plan-sheets",
    "plan-reference",
    "plan-indicators",
    "plan-workbook",
)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_page_asks_the_database_as_often_for_few_projects_as_for_many(address: str) -> None:
    many = a_plan("twin", owner=an_owner("多い町"))
    few = _small_plan()

    counts = []
    for plan in (few, many):
        with CaptureQueriesContext(connection) as queries:
            _get(address, plan.pk)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[1] < 15


def test_a_projects_page_asks_the_database_few_times() -> None:
    plan = a_plan("twin")

    for key in ("1-1-4", "3-2-1"):
        with CaptureQueriesContext(connection) as queries:
            _get("project-detail", plan.pk, key)
        assert len(queries) < 18


def _small_plan() -> Plan:
    """The twin with its first goal alone."""
    data = file_data("twin")
    data["goals"] = data["goals"][:1]
    kept = {p["no"] for m in data["goals"][0]["measures"] for p in m["projects"]}
    for kind in ("kpi_sheets", "other_sheets"):
        data[kind] = [sheet for sheet in data[kind] if sheet["project"] in kept]
    data["counts"] = {}
    data["report"]["annexes"][1]["pages"] = {"別紙2-1": ["1-(1)-④"]}
    for block in data["report"]["body"]:
        if block.get("computed") == "count(projects)":
            block["text"] = "9事業"
        if block["type"] == "status-count-table":
            block["values_text"] = ["0", "1", "0", "", "1"]
    owner = an_owner("少ない町")
    return import_plan(
        as_bytes(data), owner_institution=owner.pk, actor=Actor.system(), editable=False
    ).plan
