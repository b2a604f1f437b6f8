"""A plan of another structure, in other words, on another scale goes the same way as the reference plan.

北試験市 evaluates by pillars and policies, in 資料1–3 and not 別紙, without halves; indicators get 5 to 1 by the
year's attainment, items A to C by people, and those told in words are rated as well.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tests.accounts.factories import a_client, an_affiliation
from tests.plans.factories import DEMO, an_owner, checker, officer
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import InputRefused
from yuinowa.plans import queries
from yuinowa.plans.domain.rating import Joining, Question
from yuinowa.plans.domain.sheet import SheetAction, SheetState
from yuinowa.plans.domain.structure import label_like, level_of
from yuinowa.plans.exchange import open_data, report_pdf, whole, workbooks
from yuinowa.plans.models import Plan, Sheet
from yuinowa.plans.queries.drafts import draft_on
from yuinowa.plans.queries.fields import fields_of
from yuinowa.plans.services import enter_sheet, import_plan, move_sheet, open_year
from yuinowa.plans.services.structure import add_goal, add_measure
from yuinowa.plans.services.taking import entry_with

pytestmark = pytest.mark.django_db

FILE = DEMO / "kitashiken-plan.json"
#: Words of the reference plan that must not appear in this one's papers and pages.
FOREIGN = ("別紙", "参考資料", "基本目標", "前期", "後期", "事業名", "港区")
REASON = "天候による休止と工事のため、計画と差が出た。"


@cache
def _bytes() -> bytes:
    return FILE.read_bytes()


@pytest.fixture
def plan() -> Plan:
    owner = an_owner("北試験市")
    return import_plan(
        _bytes(), owner_institution=owner.pk, actor=Actor.system(), editable=True
    ).plan


def _sheet(plan: Plan, key: str, year: int = 2025) -> Sheet:
    return Sheet.objects.select_related("project__plan__owner").get(
        project__plan=plan, project__key=key, fiscal_year=year
    )


def _view(sheet: Sheet) -> queries.RatingView:
    return queries.rating_view(queries.sheet_page(sheet))


def test_the_file_comes_back_as_it_went_out(plan: Plan) -> None:
    assert whole.as_json(whole.rows_of(plan)) == whole.as_json(
        whole.read_whole(_bytes()) or whole.Rows()
    )


def test_indicators_get_five_steps_by_the_years_attainment_and_people_rate_the_items(
    plan: Plan,
) -> None:
    expected = {
        # 11,900 of 12,500 is 95.2 %; 8 days planned and 12 taken, where fewer is better, is 66.7 %.
        "1-1-2": ["3", "1"],
        "2-1-1": ["3"],  # 3,050 of 3,100: 98.4 %
        "2-1-3": ["－"],  # not known that year
        "2-2-1": ["4"],  # 131 of 130: 100.8 %
    }

    views = {key: _view(_sheet(plan, key)) for key in expected}

    assert {
        key: [one.rated.code for one in view.indicators] for key, view in views.items()
    } == expected
    for view in views.values():
        assert view.rule is not None
        assert (view.rule.question, view.rule.joining) == (Question.YEAR, Joining.PERSON)
        assert (view.derived, view.sheet.rating in {"A", "B", "C"}) == ("", True)
    assert [_view(_sheet(plan, "2-1-1", 2024)).indicators[0].rated.code] == [
        "5"
    ]  # 106 %, above 105


def test_items_told_in_words_are_rated_and_counted(plan: Plan) -> None:
    printed = queries.printed_plan(plan, Actor.nobody())

    assert _sheet(plan, "1-1-1").rating in {"A", "B", "C"}
    assert sum(printed.tally.ratings.values()) == printed.tally.projects == 8
    assert list(printed.tally.ratings) == ["A", "B", "C"]


def test_the_next_year_goes_through_two_persons(plan: Plan) -> None:
    who, second = officer(plan.owner), checker(plan.owner)
    drafts = open_year(plan.pk, 2026, actor=who)
    assert len(drafts) == 8
    for draft in drafts:
        sheet = _sheet(plan, draft.project.key, 2026)
        stands = draft_on(sheet)
        values = {}
        for field in fields_of(stands):
            if field.code.startswith("figure-") and field.measured is not None:
                values[field.code] = "83%" if field.measured.unit == "%" else "1,000"
            elif field.code == "rating":
                values[field.code] = "B"
            else:
                values[field.code] = REASON
        with pytest.raises(InputRefused):
            enter_sheet(
                sheet.pk,
                entry_with(stands, values | {"rating": "5"}),
                actor=who,
                expected_version=sheet.version,
            )
        enter_sheet(sheet.pk, entry_with(stands, values), actor=who, expected_version=sheet.version)
        for action, actor in (
            (SheetAction.SUBMIT, who),
            (SheetAction.CHECK, second),
            (SheetAction.PUBLISH, who),
        ):
            version = Sheet.objects.get(pk=sheet.pk).version
            move_sheet(sheet.pk, action, actor=actor, expected_version=version)

    states = Sheet.objects.filter(project__plan=plan, fiscal_year=2026).values_list(
        "state", flat=True
    )
    assert set(states) == {SheetState.PUBLISHED}


def test_the_report_says_its_own_words_as_pdf_workbook_and_open_data(
    plan: Plan, tmp_path: Path
) -> None:
    printed = queries.printed_plan(plan, Actor.nobody())
    paper = tmp_path / "report.pdf"
    paper.write_bytes(report_pdf.plan_report(printed))

    text = "".join(page.extract_text() for page in PdfReader(paper).pages)

    for word in ("資料1", "資料2", "資料3", "柱1", "方針2-1", "総合評価", "評価項目", "移動図書館"):
        assert word in text, word
    assert [word for word in FOREIGN if word in text] == []
    assert workbooks.plan_workbook(printed).startswith(b"PK")
    tables = {table.name: table for table in open_data.tables_of(printed)}
    assert len(tables["ratings"].rows) == 8


@pytest.mark.parametrize(
    "page",
    ["report/", "index/", "sheets/", "reference/", "indicators/", "rating-rule/", "projects/1-1-1/", "projects/2-1-1/"],
)  # fmt: skip
def test_its_pages_say_its_own_words(plan: Plan, client: Client, page: str) -> None:
    answer = client.get(f"/plans/{plan.pk}/{page}")

    assert answer.status_code == 200
    text = answer.content.decode()
    assert [word for word in FOREIGN if word in text] == []


def test_its_overview_counts_what_is_rated_in_words_too(plan: Plan, client: Client) -> None:
    text = client.get(f"/plans/{plan.pk}/").content.decode()

    assert "数値または文章で評価した事業 8件" in text
    assert "柱3" in text


def test_its_officer_goes_on_with_its_own_words(plan: Plan) -> None:
    who = officer(plan.owner)

    goal = add_goal(plan.pk, "支え合う図書館", actor=who)
    first = add_measure(goal.pk, "人を育てる", actor=who)
    later = add_measure(plan.goals.order_by("number")[1].pk, "市民と進める", actor=who)

    assert [goal.label, later.label] == ["柱4", "方針2-3"]
    assert first.label == "(1)"
    client = a_client(an_affiliation(None, plan.owner, Role.PLAN_OFFICER).person)
    assert client.get(f"/plans/{plan.pk}/structure/").status_code == 200


@pytest.mark.parametrize(
    ("label", "number", "wanted", "said"),
    [
        ("柱1", 1, 2, "柱2"),
        ("方針1-2", 2, 3, "方針1-3"),
        ("(9)", 9, 10, "(10)"),
        ("第12章", 2, 3, None),
        ("はじめに", 1, 2, None),
    ],
)
def test_a_label_is_said_of_the_next_number(
    label: str, number: int, wanted: int, said: str | None
) -> None:
    assert label_like(label, number, wanted) == said


def test_the_day_of_the_report_is_the_plans(plan: Plan) -> None:
    assert (plan.as_of_date, plan.shown_years) == (date(2026, 3, 31), [2024, 2025, 2026])


@pytest.mark.parametrize(
    "page",
    [
        "",
        "structure/",
        "history/",
        "rating-rule/",
        "editions/",
        "indicators/",
        "years/2026/",
        "years/2026/forms/",
        "projects/1-1-2/",
    ],
)
def test_every_page_calls_the_parts_as_the_plan_does(plan: Plan, page: str) -> None:
    who = officer(plan.owner)
    open_year(plan.pk, 2026, actor=who)
    client = a_client(an_affiliation(None, plan.owner, Role.PLAN_OFFICER).person)

    answer = client.get(f"/plans/{plan.pk}/{page}")
    text = answer.content.decode()

    assert answer.status_code == 200
    assert [word for word in ("基本目標", "施策") if word in text] == []


def test_the_forms_of_parts_and_sheets_call_them_as_the_plan_does(plan: Plan) -> None:
    sheet = open_year(plan.pk, 2026, actor=officer(plan.owner))[0]
    goal = plan.goals.earliest("number")
    measure = goal.measures.earliest("number")
    client = a_client(an_affiliation(None, plan.owner, Role.PLAN_OFFICER).person)
    addresses = [
        reverse("plans:part-new", args=[plan.pk, "goal", plan.pk]),
        reverse("plans:part-new", args=[plan.pk, "measure", goal.pk]),
        reverse("plans:part-edit", args=[plan.pk, "goal", goal.pk]),
        reverse("plans:part-remove", args=[plan.pk, "measure", measure.pk]),
        reverse("plans:part-edit", args=[plan.pk, "project", sheet.project_id]),
        reverse("plans:sheet-edit", args=[plan.pk, sheet.pk]),
    ]

    pages = {address: client.get(address).content.decode() for address in addresses}

    assert [a for a, text in pages.items() if "基本目標" in text or "施策" in text] == []
    assert "柱を加える" in pages[addresses[0]]
    assert "方針を加える" in pages[addresses[1]]


@pytest.mark.parametrize(
    ("labels", "name"),
    [
        (["柱1", "柱2"], "柱"),
        (["方針1-1", "方針2-1"], "方針"),
        (["基本目標１", "基本目標２"], "基本目標"),
        (["Ⅰ", "Ⅱ"], ""),
        (["(1)", "(2)"], ""),
        (["第1章", "第2章"], "章"),
        (["柱1", "目標2"], ""),
        ([], ""),
    ],
)
def test_a_level_is_called_what_its_labels_have_in_common(labels: list[str], name: str) -> None:
    assert level_of(labels) == name
