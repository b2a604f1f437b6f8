"""The pages equal the file cell by cell: text, columns, order; on the reference plan and on its twin."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.plans.factories import FILES, a_plan, file_data, projects_of
from tests.plans.reading import Page
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans.models import Plan

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("name", list(FILES))]


def _page(address: str, plan: Plan, *more: object, client: Client | None = None) -> Page:
    answer = (client or Client()).get(reverse(f"plans:{address}", args=[plan.pk, *more]))
    assert answer.status_code == 200, answer.content.decode()
    return Page(answer.content.decode())


def test_the_index_equals_the_source(name: str) -> None:
    plan, data = a_plan(name), file_data(name)
    expected = [
        [
            f"{measure['label']} {measure['name']}",
            project["flag_text"],
            f"{project['circled']} {project['name']}",
            str(project["plan_page"]),
            project["department"],
            project["sheet"]["ref"],
        ]
        for _goal, measure, project in projects_of(data)
    ]

    tables = _page("plan-index", plan).tables

    assert [table.grid()[0] for table in tables] == [data["report"]["annexes"][0]["columns"]] * 5
    assert [row for table in tables for row in table.grid()[1:]] == expected
    assert [len(table.rows) - 1 for table in tables] == [9, 10, 6, 6, 12]
    assert [
        goal["name"] in table.caption
        for goal, table in zip([data["goals"][n] for n in (0, 1, 2, 2, 3)], tables, strict=True)
    ] == [True] * 5


def test_the_sheets_with_indicators_equal_the_source(name: str) -> None:
    plan, data = a_plan(name), file_data(name)
    annex = data["report"]["annexes"][1]
    years = ["2023", "2024", "2025", "2026"]

    page = _page("plan-sheets", plan)

    assert len(page.tables) == 2 * len(data["kpi_sheets"])
    for n, sheet in enumerate(data["kpi_sheets"]):
        identity, figures = page.tables[2 * n].grid(), page.tables[2 * n + 1].grid()
        assert identity == [
            annex["head_columns"],
            [
                sheet["no_text"],
                str(sheet["plan_page"]),
                sheet["priority_text"],
                sheet["new_text"],
                sheet["name"],
                sheet["department"],
                sheet["status"],
            ],
        ]
        assert figures[0] == ["", "", "", "前期", *["後期3年間"] * 3]
        assert figures[1][3:] == [FiscalYear(int(year)).label for year in years]
        assert figures[2:] == [
            row
            for slot in sheet["slots"]
            for row in (
                [
                    slot["slot"],
                    slot["label_text"],
                    slot["plan_row_label"],
                    *(slot["plan_text"][y] for y in years),
                ],
                [
                    slot["slot"],
                    slot["label_text"],
                    "実績",
                    *(slot["actual_text"][y] for y in years),
                ],
            )
        ]
        texts = [sheet["description"], *(cell["text"] for cell in sheet["cells"] if cell["text"])]
        assert [text for text in texts if text not in page.text] == []


def test_the_narrative_annex_equals_the_source(name: str) -> None:
    plan, data = a_plan(name), file_data(name)
    annex = data["report"]["annexes"][2]
    heads = annex["columns"]

    tables = _page("plan-reference", plan).tables

    assert [len(table.rows) - 2 for table in tables] == [18, 14, 11]
    for table in tables:
        assert table.grid()[0] == [*heads[:7], *[heads[7]] * 3, *heads[8:]]
        assert table.grid()[1] == [*heads[:7], *annex["result_headings"], *heads[8:]]
    assert [row for table in tables for row in table.grid()[2:]] == [
        row for sheet in data["other_sheets"] for row in _narrative_rows(sheet)
    ]


def _narrative_rows(sheet: dict[str, Any]) -> list[list[str]]:
    """The printed rows of a sheet; a merged cell shows the same words over all its lines."""
    first = sheet["lines"][0]
    return [
        [
            sheet["project"],
            str(sheet["plan_page"]),
            sheet["priority_text"],
            sheet["new_text"],
            sheet["name_in_sheet"],
            line["department"],
            line["description"],
            *(line["results"][year] or "" for year in ("2024", "2025", "2026")),
            line["difference_reason"],
            line["evaluation_and_issues"] or first["evaluation_and_issues"],
            line["next_steps"] or first["next_steps"],
        ]
        for line in sheet["lines"]
    ]


def test_cells_are_merged_where_the_source_merges_them(name: str) -> None:
    plan, data = a_plan(name), file_data(name)
    merged = {
        sheet["project"]: len(sheet["merged_cells"]["across_lines"])
        for sheet in data["other_sheets"]
        if "merged_cells" in sheet
    }

    rows = [row for table in _page("plan-reference", plan).tables for row in table.rows[2:]]

    assert {
        row[0].text: sum(cell.rows == 2 for cell in row) for row in rows if row[0].rows == 2
    } == merged
    assert merged == {"3-(1)-⑥": 5, "3-(2)-①": 7, "3-(2)-②": 7}


def test_the_report_equals_the_source_with_counts_computed(name: str) -> None:
    plan, data = a_plan(name), file_data(name)
    blocks = data["report"]["body"]
    counts = next(block for block in blocks if block["type"] == "status-count-table")

    page = _page("plan-report", plan)

    assert page.tables[0].grid() == [
        [counts["row_label"], *counts["columns"]],
        [counts["value_label"], *counts["values_text"]],
    ]
    assert page.tables[0].caption == counts["caption"]
    wanted = [block["text"] for block in blocks if "text" in block] + [
        step["text"] for step in data["status_scale"]
    ]
    places = [
        page.text.find(text) for text in [block["text"] for block in blocks if "text" in block]
    ]
    assert [text for text in wanted if text not in page.text] == []
    assert places == sorted(places)
    assert "".join(data["report"]["title_lines"]) in page.text


def test_a_project_with_indicators_shows_the_figures_of_the_source(name: str) -> None:
    plan, data = a_plan(name), file_data(name)
    keys = {project["no"]: project["key"] for _g, _m, project in projects_of(data)}

    for sheet in data["kpi_sheets"]:
        page = _page("project-detail", plan, keys[sheet["project"]])
        used = [slot for slot in sheet["slots"] if slot["used"]]
        assert [[row[:3] for row in table.grid()[1:]] for table in page.tables[1:]] == [
            [
                [
                    FiscalYear(int(y)).label,
                    slot["plan_text"][y],
                    slot["actual_text"][y] or "これから",
                ]
                for y in sorted(slot["plan_text"])
            ]
            for slot in used
        ]
        texts = [sheet["description"], *(cell["text"] for cell in sheet["cells"] if cell["text"])]
        assert [text for text in texts if text not in page.text] == []


def test_a_project_told_in_words_shows_the_words_of_the_source_in_reading_order(name: str) -> None:
    """Trap 7: line after line, and what one cell says for both lines once, after the second."""
    plan, data = a_plan(name), file_data(name)
    keys = {project["no"]: project["key"] for _g, _m, project in projects_of(data)}

    for sheet in data["other_sheets"]:
        page = _page("project-detail", plan, keys[sheet["project"]])
        results = [
            [
                [FiscalYear(int(y)).label, text or "これから"]
                for y, text in sorted(line["results"].items())
            ]
            for line in sheet["lines"]
        ]
        assert [table.grid()[1:] for table in page.tables[1:]] == results
        shared = any(line["evaluation_and_issues"] is None for line in sheet["lines"])
        order = [line["description"] for line in sheet["lines"]] + (
            [sheet["lines"][0]["evaluation_and_issues"], sheet["lines"][0]["next_steps"]]
            if shared
            else []
        )
        text = page.text.replace("\n", "")
        start, places = text.index(sheet["lines"][0]["department"]), []
        for words in order:
            start = text.index(words.replace("\n", ""), start)
            places.append(start)
        assert places == sorted(places)


def test_the_overview_counts_what_the_source_counts(name: str) -> None:
    plan, data = a_plan(name), file_data(name)
    counts = data["counts"]

    page = _page("plan-detail", plan)

    assert [row[:2] for row in page.tables[0].grid()[1:]] == [
        ["a", "2"],
        ["b", "1"],
        ["c", "0"],
        ["－", ""],
        ["計", "3"],
    ]
    assert [
        str(counts[key]) in page.text
        for key in ("goals", "measures", "projects", "with_indicators", "without_indicators")
    ] == [True] * 5
    assert [
        project["name"] for _g, _m, project in projects_of(data) if project["name"] not in page.text
    ] == []


@pytest.mark.parametrize(("flag", "key"), [("priority", "priority"), ("new", "new")])
def test_the_tree_is_narrowed_in_the_address(name: str, flag: str, key: str) -> None:
    plan, data = a_plan(name), file_data(name)
    html = (
        Client().get(reverse("plans:plan-detail", args=[plan.pk]), {"only": flag}).content.decode()
    )

    shown = [
        project["no"]
        for _g, _m, project in projects_of(data)
        if f'<span class="yw-num">{project["no"]}</span>' in html
    ]

    assert shown == data["counts"][key]
    assert f'<a href="?only={flag}#tree" aria-current="true">' in html


def test_every_page_names_its_source(name: str) -> None:
    plan = a_plan(name)
    pages = [
        "plan-detail",
        "plan-report",
        "plan-index",
        "plan-sheets",
        "plan-reference",
        "plan-indicators",
    ]

    texts = [_page(address, plan).text for address in pages] + [
        _page("project-detail", plan, "1-1-1").text
    ]

    assert [plan.source in text for text in texts] == [True] * len(texts)


def test_blanks_are_spoken(name: str) -> None:
    plan = a_plan(name)

    overview = Client().get(reverse("plans:plan-detail", args=[plan.pk])).content.decode()
    reference = Client().get(reverse("plans:plan-reference", args=[plan.pk])).content.decode()

    assert (
        '<span aria-hidden="true">－</span><span class="yw-hidden">把握できない</span>' in overview
    )
    assert '<span aria-hidden="true">-</span><span class="yw-hidden">対象外</span>' in reference
    assert '<span class="yw-hidden">これから</span>' in reference


def test_a_name_that_differs_and_a_year_outside_are_noted_beside_the_words(name: str) -> None:
    plan = a_plan(name)

    assert plan.projects.get(key="2-1-5").name in _page("project-detail", plan, "2-1-5").text
    assert "令和9年度" in _page("project-detail", plan, "1-1-4").text.split("言葉についての注記")[1]
