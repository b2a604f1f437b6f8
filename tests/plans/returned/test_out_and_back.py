"""Drafts go out as Excel forms, come back filled, are shown, taken, and taken back."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.accounts.factories import a_client, an_affiliation
from tests.plans.factories import officer
from tests.plans.returned.books import (
    YEAR,
    an_open_plan,
    draft,
    faults_of,
    fill,
    filled,
    form_of,
    row_of,
    saved,
    send,
    tab_of,
    take,
)
from yuinowa.core.rights import Role
from yuinowa.kernel.errors import (
    InputRefused,
    NotAllowed,
    TransitionRefused,
    VersionMovedOn,
    WrongState,
)
from yuinowa.ledger.queries.indicators import current_figures
from yuinowa.plans.domain.returned import FormState
from yuinowa.plans.domain.sheet import SheetAction
from yuinowa.plans.models import LineResult, Sheet, SheetFigure, SheetLine
from yuinowa.plans.queries.drafts import draft_on
from yuinowa.plans.queries.fields import fields_of
from yuinowa.plans.queries.returned import departments_among, drafts_of, filled_rows
from yuinowa.plans.services import enter_sheet, move_sheet
from yuinowa.plans.services.returned import receive_form
from yuinowa.plans.services.taking import entry_with, undo_form

pytestmark = pytest.mark.django_db


def _texts(sheet: Sheet) -> dict[str, str]:
    return {field.code: field.now for field in fields_of(draft_on(sheet))}


def test_only_the_cells_to_fill_can_be_changed_and_the_names_are_hidden() -> None:
    plan, _who = an_open_plan()

    for tab in form_of(plan).worksheets:
        assert tab.protection.sheet
        assert tab.column_dimensions["A"].hidden
        open_cells = {
            cell.column for row in tab.iter_rows() for cell in row if not cell.protection.locked
        }
        assert open_cells <= {4, 5}


def test_a_form_that_comes_back_as_it_went_changes_nothing() -> None:
    _plan, who, form = filled(lambda _book: None)

    assert [row.values for row in form.sheets.all()] == [{}] * form.sheets.count()
    assert faults_of(form) == []
    with pytest.raises(InputRefused):
        take(form, who)


def test_what_was_filled_in_reaches_the_drafts_and_the_ledger_and_can_be_taken_back() -> None:
    plan, who = an_open_plan()
    before = {key: _texts(draft(plan, key)) for key in ("1-2-1", "1-1-2")}
    book = form_of(plan)
    fill(tab_of(book, "1-2-1"), "figure-1", "１２，３４５")
    fill(tab_of(book, "1-2-1"), "text-evaluation-1", "計画どおり進んだ。\n来年も続ける。")
    fill(tab_of(book, "1-1-2"), "result-1", "年3回開いた。")

    form = send(plan, who, book)
    shown = {one.row.place[:5]: one.changes for one in filled_rows(form) if one.changes}
    assert {key: len(changes) for key, changes in shown.items()} == {"1-2-1": 2, "1-1-2": 1}
    assert _texts(draft(plan, "1-2-1")) == before["1-2-1"]

    take(form, who)

    sheet = draft(plan, "1-2-1")
    assert _texts(sheet)["figure-1"] == "12,345"
    assert _texts(sheet)["text-evaluation-1"] == "計画どおり進んだ。\n来年も続ける。"
    assert sheet.entered_by == [who.person]
    figure = SheetFigure.objects.get(sheet=sheet, fiscal_year=YEAR, slot__position=1)
    assert (
        str(
            current_figures([figure.slot.indicator_id or 0])[figure.slot.indicator_id or 0][
                YEAR
            ].number
        )
        == "12345.000000"
    )
    assert LineResult.objects.filter(text="年3回開いた。").count() == 1

    form.refresh_from_db()
    undo_form(form.pk, actor=who, expected_version=form.version)

    assert {key: _texts(draft(plan, key)) for key in before} == before
    figure.refresh_from_db()
    assert (
        current_figures([figure.slot.indicator_id or 0])[figure.slot.indicator_id or 0][YEAR].number
        is None
    )
    form.refresh_from_db()
    assert form.state == FormState.UNDONE


def test_one_departments_worksheet_comes_back_alone() -> None:
    plan, who = an_open_plan()
    book = form_of(plan)
    fill(tab_of(book, "1-1-2"), "result-1", "年3回開いた。")
    for name in book.sheetnames:
        if not name.startswith("1-1-2"):
            del book[name]

    form = send(plan, who, book)
    take(form, who)

    assert form.sheets.count() == 1
    assert _texts(draft(plan, "1-1-2"))["result-1"] == "年3回開いた。"


def test_a_sheet_with_a_fault_keeps_back_all_unless_the_good_ones_are_asked_for() -> None:
    plan, who = an_open_plan()
    book = form_of(plan)
    fill(tab_of(book, "1-2-1"), "figure-1", "たくさん")
    fill(tab_of(book, "1-1-2"), "result-1", "年3回開いた。")
    form = send(plan, who, book)

    with pytest.raises(InputRefused) as refused:
        take(form, who)
    assert refused.value.place == "only_good"
    assert _texts(draft(plan, "1-1-2"))["result-1"] == ""

    take(form, who, only_good=True)

    assert _texts(draft(plan, "1-1-2"))["result-1"] == "年3回開いた。"
    assert _texts(draft(plan, "1-2-1"))["figure-1"] == ""


def test_a_form_made_before_somebody_wrote_is_refused_sheet_by_sheet() -> None:
    plan, who = an_open_plan()
    book = form_of(plan)
    sheet = draft(plan, "1-1-2")
    page = draft_on(sheet)
    enter_sheet(
        sheet.pk,
        entry_with(page, {"result-1": "先に書いた。"}),
        actor=who,
        expected_version=sheet.version,
    )
    fill(tab_of(book, "1-1-2"), "result-1", "後から来た。")

    form = send(plan, who, book)

    assert faults_of(form) == ["stale"]


def test_who_writes_between_looking_and_taking_wins() -> None:
    plan, who = an_open_plan()
    book = form_of(plan)
    fill(tab_of(book, "1-1-2"), "result-1", "年3回開いた。")
    fill(tab_of(book, "1-2-1"), "text-issues-1", "人が足りない。")
    form = send(plan, who, book)
    sheet = draft(plan, "1-1-2")
    enter_sheet(
        sheet.pk,
        entry_with(draft_on(sheet), {}),
        actor=who,
        expected_version=sheet.version,
    )

    with pytest.raises(VersionMovedOn):
        take(form, who)

    assert _texts(draft(plan, "1-2-1"))["text-issues-1"] == ""
    form.refresh_from_db()
    assert form.state == FormState.PREVIEW


def test_what_was_gone_on_with_is_not_taken_back() -> None:
    plan, who = an_open_plan()
    book = form_of(plan)
    fill(tab_of(book, "1-1-2"), "result-1", "年3回開いた。")
    form = take(send(plan, who, book), who)
    sheet = draft(plan, "1-1-2")
    enter_sheet(
        sheet.pk,
        entry_with(draft_on(sheet), {"next-1": "続ける。"}),
        actor=who,
        expected_version=sheet.version,
    )

    with pytest.raises(WrongState):
        undo_form(form.pk, actor=who, expected_version=form.version)

    assert _texts(draft(plan, "1-1-2"))["next-1"] == "続ける。"


def test_a_form_is_taken_once() -> None:
    plan, who = an_open_plan()
    book = form_of(plan)
    fill(tab_of(book, "1-1-2"), "result-1", "年3回開いた。")
    form = take(send(plan, who, book), who)

    with pytest.raises(TransitionRefused):
        take(form, who)


def test_only_who_keeps_the_plan_sends_a_form() -> None:
    plan, _who = an_open_plan()
    stranger = officer(an_open_plan("乙市")[0].owner)

    with pytest.raises(NotAllowed):
        send(plan, stranger, form_of(plan))


def test_a_submitted_sheet_is_not_written_by_a_form() -> None:
    plan, who = an_open_plan()
    book = form_of(plan)
    fill(tab_of(book, "1-1-2"), "result-1", "年3回開いた。")
    sheet = draft(plan, "1-1-2")
    enter_sheet(
        sheet.pk,
        entry_with(draft_on(sheet), {f.code: "計画どおり実施した。" for f in fields_of(draft_on(sheet)) if f.code.startswith(("result", "reason"))}),
        actor=who, expected_version=sheet.version,
    )  # fmt: skip
    move_sheet(
        sheet.pk, SheetAction.SUBMIT, actor=who, expected_version=draft(plan, "1-1-2").version
    )

    form = send(plan, who, book)

    assert "not-draft" in faults_of(form)


def test_a_form_of_another_plan_or_year_is_told() -> None:
    plan, who = an_open_plan()
    other, _other_who = an_open_plan("乙市")

    assert set(faults_of(send(plan, who, form_of(other)))) == {"other-plan"}
    assert set(
        faults_of(receive_form(plan, YEAR + 1, saved(form_of(plan)), name="票.xlsx", actor=who))
    ) == {"other-year"}


def test_the_form_says_the_target_and_the_year_before() -> None:
    plan, _who = an_open_plan()
    tab = tab_of(form_of(plan), "1-2-1")

    says = str(tab.cell(row_of(tab, "figure-1"), 3).value)

    assert "目標" in says or "計画" in says


def test_each_department_reads_how_many_sheets_wait_and_its_file_bears_its_name() -> None:
    plan, _who = an_open_plan()
    client = a_client(an_affiliation(None, plan.owner, Role.PLAN_OFFICER).person)
    address = reverse("plans:plan-forms", args=[plan.pk, YEAR])
    drafts = Sheet.objects.filter(project__plan=plan, fiscal_year=YEAR)
    drafts.update(department="図書館課")
    SheetLine.objects.filter(sheet__in=drafts).update(department="図書館課")
    drafts.filter(pk=drafts.earliest("pk").pk).update(department="学校教育課")

    page = client.get(address).content.decode()
    given = client.get(f"{address.removesuffix('/')}.xlsx", {"department": "学校教育課"})

    counts = departments_among(drafts_of(plan, YEAR))
    assert counts["学校教育課"] == 1
    assert counts["図書館課"] >= drafts.count() - 1
    assert [f">{count}枚<" in page for count in counts.values()] == [True, True]
    assert quote("forms-学校教育課.xlsx") in given["Content-Disposition"]


def test_the_page_of_the_forms_asks_as_often_for_many_drafts_as_for_few() -> None:
    plan, _who = an_open_plan()
    client = a_client(an_affiliation(None, plan.owner, Role.PLAN_OFFICER).person)
    address = reverse("plans:plan-forms", args=[plan.pk, YEAR])
    asked = []
    for gone in (0, 4):
        drafts = Sheet.objects.filter(project__plan=plan, fiscal_year=YEAR)
        few = drafts.order_by("pk").values_list("pk", flat=True)[:gone]
        Sheet.objects.filter(pk__in=list(few)).update(state="submitted")
        with CaptureQueriesContext(connection) as questions:
            assert client.get(address).status_code == 200
        asked.append(len(questions))

    assert asked[0] == asked[1]
