"""The life of a sheet: opened, entered, submitted, checked by a second person, published, corrected."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.plans.factories import a_plan, an_owner, checker, officer, own_plan, with_reasons
from yuinowa.core import waits
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role, can
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import (
    InputRefused,
    NotAllowed,
    TransitionRefused,
    VersionMovedOn,
    WrongState,
)
from yuinowa.ledger.queries.indicators import current_figures
from yuinowa.plans import queries
from yuinowa.plans.domain.sheet import SheetAction, SheetState
from yuinowa.plans.models import Plan, Sheet, SheetFigure
from yuinowa.plans.services import LineEntry, SheetEntry, enter_sheet, move_sheet, open_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Institution:
    return an_owner("試験市")


@pytest.fixture
def plan(owner: Institution) -> Plan:
    return own_plan(owner)


def _draft(plan: Plan, owner: Institution, key: str = "1-2-1") -> Sheet:
    open_year(plan.pk, 2026, actor=Actor.system())
    return Sheet.objects.get(project__plan=plan, project__key=key, fiscal_year=2026)


def _move(sheet: Sheet, action: SheetAction, actor: Actor, note: str = "") -> Sheet:
    now = with_reasons(sheet)
    return move_sheet(sheet.pk, action, actor=actor, expected_version=now.version, note=note)


def _published(plan: Plan, owner: Institution) -> Sheet:
    sheet = _draft(plan, owner)
    _move(sheet, SheetAction.SUBMIT, officer(owner))
    _move(sheet, SheetAction.CHECK, checker(owner))
    return _move(sheet, SheetAction.PUBLISH, checker(owner))


def test_a_year_is_opened_once_with_a_draft_for_every_project(
    plan: Plan, owner: Institution
) -> None:
    drafts = open_year(plan.pk, 2026, actor=officer(owner))

    assert len(drafts) == plan.projects.count()
    assert {draft.state for draft in drafts} == {SheetState.DRAFT}
    assert open_year(plan.pk, 2026, actor=officer(owner)) == []


def test_a_new_draft_keeps_what_the_plan_says_and_forgets_what_was_judged(
    plan: Plan, owner: Institution
) -> None:
    page = queries.sheet_page(_draft(plan, owner, "2-1-1"))

    assert page.sheet.description
    assert (page.sheet.rating, [texts for _head, texts in page.texts()]) == ("", [[], [], []])
    assert {cell.heading for cell in page.printed.cells if "令和" in cell.heading} == {
        "実績の評価(令和8年度)"
    }
    assert [row.actual_text for row in page.indicators[0].rows] == ["22", "31", "", "", ""]


def test_a_new_draft_of_words_keeps_earlier_results(plan: Plan, owner: Institution) -> None:
    lines = queries.sheet_page(_draft(plan, owner, "1-1-2")).printed.lines

    assert [bool(text) for text in lines[0].results.values()] == [True, True, False]
    assert [(row.line.evaluation, row.line.next_steps) for row in lines] == [("", ""), (None, None)]


def test_a_year_outside_the_plan_and_a_reference_plan_are_not_opened(
    plan: Plan, owner: Institution
) -> None:
    with pytest.raises(InputRefused):
        open_year(plan.pk, 2040, actor=officer(owner))
    reference = a_plan("twin", owner=an_owner("みほん町"))
    with pytest.raises(NotAllowed):
        open_year(reference.pk, 2026, actor=officer(reference.owner))


def test_an_entry_writes_texts_and_the_figure_goes_to_the_ledger(
    plan: Plan, owner: Institution
) -> None:
    sheet = _draft(plan, owner)
    figure = SheetFigure.objects.get(sheet=sheet, fiscal_year=2026, slot__position=1)
    cell = sheet.cells.get(role="issues")

    enter_sheet(
        sheet.pk,
        SheetEntry(rating="b", cells={cell.pk: "課題"}, actuals={figure.pk: "351"}),
        actor=officer(owner),
        expected_version=sheet.version,
    )

    figure.refresh_from_db()
    cell.refresh_from_db()
    assert (figure.actual_text, cell.text) == ("351", "課題")
    assert figure.slot.indicator is not None
    assert current_figures([figure.slot.indicator.pk])[figure.slot.indicator.pk][2026].number == 351


def test_an_entry_on_lines_leaves_merged_cells_alone(plan: Plan, owner: Institution) -> None:
    sheet = _draft(plan, owner, "1-1-2")
    first, second = sheet.lines.order_by("number")

    enter_sheet(
        sheet.pk,
        SheetEntry(
            lines={
                first.pk: LineEntry("届けた", "-", "評価", "続ける"),
                second.pk: LineEntry("開いた", "-", None, None),
            }
        ),
        actor=officer(owner),
        expected_version=sheet.version,
    )

    rows = queries.sheet_page(
        Sheet.objects.select_related("project__plan__owner").get(pk=sheet.pk)
    ).printed.lines
    assert [row.results[2026] for row in rows] == ["届けた", "開いた"]
    assert [row.line.evaluation for row in rows] == ["評価", None]


@pytest.mark.parametrize("entry", [SheetEntry(rating="z"), SheetEntry(rating="A")])
def test_a_rating_outside_the_scale_is_refused(
    plan: Plan, owner: Institution, entry: SheetEntry
) -> None:
    sheet = _draft(plan, owner)

    with pytest.raises(InputRefused):
        enter_sheet(sheet.pk, entry, actor=officer(owner), expected_version=sheet.version)


def test_another_years_figure_is_not_entered(plan: Plan, owner: Institution) -> None:
    sheet = _draft(plan, owner)
    figure = SheetFigure.objects.get(sheet=sheet, fiscal_year=2025, slot__position=1)

    with pytest.raises(WrongState):
        enter_sheet(
            sheet.pk,
            SheetEntry(actuals={figure.pk: "1"}),
            actor=officer(owner),
            expected_version=sheet.version,
        )


def test_the_second_of_two_who_write_at_once_is_told(plan: Plan, owner: Institution) -> None:
    sheet = _draft(plan, owner)
    enter_sheet(
        sheet.pk, SheetEntry(rating="b"), actor=officer(owner), expected_version=sheet.version
    )

    with pytest.raises(VersionMovedOn):
        enter_sheet(
            sheet.pk,
            SheetEntry(rating="c"),
            actor=officer(owner),
            expected_version=sheet.version,
        )


def test_the_straight_way_opens_and_closes_the_waits(plan: Plan, owner: Institution) -> None:
    sheet = _draft(plan, owner)
    roles = []
    for action, actor in (
        (SheetAction.SUBMIT, officer(owner)),
        (SheetAction.CHECK, checker(owner)),
        (SheetAction.PUBLISH, officer(owner)),
    ):
        roles.append([wait.role for wait in waits.open_waits(sheet)])
        _move(sheet, action, actor)

    assert roles == [["plan_officer"], ["plan_checker"], ["plan_officer"]]
    assert not waits.open_waits(sheet).exists()
    assert list(
        AuditRow.objects.filter(action__startswith="sheet.", object_id=str(sheet.pk)).values_list(
            "action", flat=True
        )
    ) == ["sheet.submit", "sheet.check", "sheet.publish"]


def test_who_entered_or_submitted_does_not_check(plan: Plan, owner: Institution) -> None:
    """I28: two persons, even if one of them holds both roles."""
    both = replace(officer(owner), roles=frozenset({Role.PLAN_OFFICER, Role.PLAN_CHECKER}))
    sheet = _draft(plan, owner)
    enter_sheet(sheet.pk, SheetEntry(rating="b"), actor=both, expected_version=sheet.version)
    _move(sheet, SheetAction.SUBMIT, officer(owner))

    with pytest.raises(NotAllowed):
        _move(sheet, SheetAction.CHECK, both)

    assert _move(sheet, SheetAction.CHECK, checker(owner)).state == SheetState.CHECKED


def test_a_strangers_officer_moves_nothing(plan: Plan, owner: Institution) -> None:
    sheet = _draft(plan, owner)

    with pytest.raises(NotAllowed):
        _move(sheet, SheetAction.SUBMIT, officer(an_owner("となり市")))


def test_a_return_needs_a_reason_and_goes_back_to_the_officer(
    plan: Plan, owner: Institution
) -> None:
    sheet = _draft(plan, owner)
    _move(sheet, SheetAction.SUBMIT, officer(owner))

    with pytest.raises(InputRefused):
        _move(sheet, SheetAction.RETURN, checker(owner))
    back = _move(sheet, SheetAction.RETURN, checker(owner), "数字の出どころが足りない")

    assert back.state == SheetState.DRAFT
    assert can(officer(owner), "sheet.edit", back)


def test_a_draft_is_not_published_past_the_checker(plan: Plan, owner: Institution) -> None:
    with pytest.raises(TransitionRefused):
        _move(_draft(plan, owner), SheetAction.PUBLISH, officer(owner))


def test_what_was_published_is_corrected_by_a_new_edition_and_never_overwritten(
    plan: Plan, owner: Institution
) -> None:
    sheet = _published(plan, owner)

    draft = _move(sheet, SheetAction.CORRECT, officer(owner), "受入点数の数え直し")

    sheet.refresh_from_db()
    assert (sheet.state, sheet.correction_reason) == (SheetState.CORRECTED, "受入点数の数え直し")
    assert (draft.state, draft.edition, draft.fiscal_year) == (SheetState.DRAFT, 2, 2026)
    assert not can(officer(owner), "sheet.edit", sheet)


def test_a_published_sheet_cannot_be_written_on(plan: Plan, owner: Institution) -> None:
    sheet = _published(plan, owner)

    with pytest.raises(NotAllowed):
        enter_sheet(
            sheet.pk,
            SheetEntry(rating="a"),
            actor=officer(owner),
            expected_version=sheet.version,
        )


def test_drafts_are_seen_inside_their_institution_only(plan: Plan, owner: Institution) -> None:
    sheet = _draft(plan, owner)
    stranger = officer(an_owner("となり市"))

    seen = [
        queries.sheets_visible_to(actor).filter(pk=sheet.pk).exists()
        for actor in (officer(owner), stranger, Actor.nobody())
    ]

    assert seen == [True, False, False]
    assert (
        queries.sheets_visible_to(Actor.nobody())
        .filter(pk=_published_again(sheet, owner).pk)
        .exists()
    )


def _published_again(sheet: Sheet, owner: Institution) -> Sheet:
    _move(sheet, SheetAction.SUBMIT, officer(owner))
    _move(sheet, SheetAction.CHECK, checker(owner))
    return _move(sheet, SheetAction.PUBLISH, officer(owner))


def test_nobody_acts_on_a_reference_plan() -> None:
    reference = a_plan("twin")
    sheet = Sheet.objects.filter(project__plan=reference).select_related("project__plan").first()
    assert sheet is not None

    with pytest.raises(NotAllowed):
        move_sheet(
            sheet.pk,
            SheetAction.CORRECT,
            actor=officer(reference.owner),
            expected_version=1,
            note="x",
        )
