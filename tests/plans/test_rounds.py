"""The round of a year: opened with due days, worked through by two persons, closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.plans.factories import an_owner, checker, officer, own_plan, with_reasons
from yuinowa.core import waits
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import InputRefused, NotAllowed, TransitionRefused, WrongState
from yuinowa.ledger.services.indicators import record_actual
from yuinowa.plans import queries
from yuinowa.plans.domain.round import DueDays
from yuinowa.plans.domain.sheet import SheetAction, SheetState
from yuinowa.plans.models import Plan, PlanYear, Sheet, SheetFigure
from yuinowa.plans.services import SheetEntry, close_year, enter_sheet, move_sheet, open_year
from yuinowa.plans.services.figures import ledger_figure

pytestmark = pytest.mark.django_db

DAYS = DueDays(date(2027, 6, 30), date(2027, 8, 31), date(2027, 10, 31))
REASON = "工事で三か月のあいだ休館したため。"


@pytest.fixture
def plan() -> Plan:
    return own_plan(an_owner("試験市"))


def _sheet(plan: Plan, key: str = "1-2-1") -> Sheet:
    return Sheet.objects.select_related("project__plan__owner").get(
        project__plan=plan, project__key=key, fiscal_year=2026
    )


def _move(sheet: Sheet, action: SheetAction, actor: Actor) -> Sheet:
    version = Sheet.objects.get(pk=sheet.pk).version
    return move_sheet(sheet.pk, action, actor=actor, expected_version=version)


def _enter(sheet: Sheet, actor: Actor, actual: str, reason: str = "") -> Sheet:
    figures = SheetFigure.objects.filter(
        sheet=sheet, fiscal_year=2026, slot__indicator__isnull=False
    )
    return enter_sheet(
        sheet.pk,
        SheetEntry(
            rating="b",
            difference_reason=reason,
            actuals={figure.pk: actual or figure.target_text for figure in figures},
        ),
        actor=actor,
        expected_version=Sheet.objects.get(pk=sheet.pk).version,
    )


def _round(plan: Plan, actor: Actor) -> queries.Round:
    year = queries.year_of(plan.pk, 2026)
    assert year is not None
    return queries.round_of(year, actor)


def test_each_step_of_a_sheet_is_due_on_the_day_of_its_round(plan: Plan) -> None:
    open_year(plan.pk, 2026, actor=officer(plan.owner), days=DAYS)
    sheet = with_reasons(_sheet(plan))
    due = [waits.open_waits(sheet).get().due]
    _move(sheet, SheetAction.SUBMIT, officer(plan.owner))
    due.append(waits.open_waits(sheet).get().due)
    _move(sheet, SheetAction.CHECK, checker(plan.owner))
    due.append(waits.open_waits(sheet).get().due)

    assert due == [DAYS.fill_by, DAYS.check_by, DAYS.publish_by]


def test_moved_days_reach_what_is_waited_for_and_a_second_opening_changes_none(plan: Plan) -> None:
    open_year(plan.pk, 2026, actor=officer(plan.owner), days=DAYS)
    later = replace(DAYS, fill_by=date(2027, 7, 15))
    open_year(plan.pk, 2026, actor=officer(plan.owner), days=later)
    open_year(plan.pk, 2026, actor=officer(plan.owner))

    assert waits.open_waits(_sheet(plan)).get().due == date(2027, 7, 15)
    assert PlanYear.objects.get(plan=plan).days == later


def test_days_out_of_order_are_refused(plan: Plan) -> None:
    with pytest.raises(InputRefused):
        open_year(
            plan.pk,
            2026,
            actor=officer(plan.owner),
            days=replace(DAYS, check_by=date(2027, 1, 1)),
        )


def test_a_figure_far_from_its_target_is_submitted_only_with_a_reason(plan: Plan) -> None:
    person = officer(plan.owner)
    open_year(plan.pk, 2026, actor=person)
    sheet = _enter(_sheet(plan), person, "1")

    with pytest.raises(InputRefused) as refused:
        _move(sheet, SheetAction.SUBMIT, person)
    assert (refused.value.place, bool(refused.value.next_step)) == ("difference_reason", True)

    _enter(sheet, person, "1", REASON)
    assert _move(sheet, SheetAction.SUBMIT, person).state == SheetState.SUBMITTED


def test_a_figure_on_target_needs_no_reason_and_one_unknown_does(plan: Plan) -> None:
    person = officer(plan.owner)
    open_year(plan.pk, 2026, actor=person)
    sheet = _enter(_sheet(plan), person, "－")
    with pytest.raises(InputRefused):
        _move(sheet, SheetAction.SUBMIT, person)

    _enter(sheet, person, "")
    assert _move(sheet, SheetAction.SUBMIT, person).state == SheetState.SUBMITTED


def test_a_project_told_in_words_owes_a_reason_where_work_was_put_off(plan: Plan) -> None:
    open_year(plan.pk, 2026, actor=officer(plan.owner))
    sheet = _sheet(plan, "1-1-2")
    for line in sheet.lines.all():
        line.results.filter(fiscal_year=2026).update(text="開設を延期した。")

    owed = queries.owing(queries.sheet_page(sheet))

    assert [gap.word for one in owed for gap in one.gaps] == ["延期"] * sheet.lines.count()
    assert queries.owing(queries.sheet_page(with_reasons(sheet))) == []


def test_a_text_of_last_year_is_marked_and_accepted(plan: Plan) -> None:
    person = officer(plan.owner)
    open_year(plan.pk, 2026, actor=person)
    sheet = _sheet(plan)
    earlier = queries.beside(queries.sheet_page(sheet))
    assert earlier is not None
    row = next(row for row in earlier.rows if row.is_text and row.before)
    pk = int(row.field.removeprefix("cell-"))

    enter_sheet(
        sheet.pk, SheetEntry(cells={pk: f" {row.before}"}), actor=person, expected_version=1
    )

    after = queries.beside(queries.sheet_page(_sheet(plan)))
    assert after is not None
    assert [row.field for row in after.rows if row.is_unchanged] == [row.field]


def test_checking_confirms_what_another_entered_and_never_what_the_checker_recorded(
    plan: Plan,
) -> None:
    person, second = officer(plan.owner), checker(plan.owner)
    open_year(plan.pk, 2026, actor=person)
    sheet = _enter(_sheet(plan), person, "1", REASON)
    _move(sheet, SheetAction.SUBMIT, person)
    figure = SheetFigure.objects.select_related("value").filter(
        sheet=sheet, fiscal_year=2026, value__isnull=False
    )[0]
    assert figure.value is not None
    figure.value.recorded_by = second.person
    figure.value.save(update_fields=["recorded_by"])

    with pytest.raises(WrongState):
        _move(sheet, SheetAction.CHECK, second)
    third = checker(plan.owner)
    _move(sheet, SheetAction.CHECK, third)

    figure.value.refresh_from_db()
    assert (figure.value.certainty, figure.value.confirmed_by) == ("final", third.person)


def test_what_is_yours_stands_first_and_comes_next(plan: Plan) -> None:
    person = officer(plan.owner)
    open_year(plan.pk, 2026, actor=person, days=DAYS)
    last = Sheet.objects.filter(project__plan=plan, fiscal_year=2026).latest("project__position")
    Sheet.objects.filter(pk=last.pk).update(department="学務課、図書館")

    found = _round(plan, replace(person, unit="学務課"))

    following = found.next_for(replace(person, unit="学務課"))
    assert following is not None
    assert (found.rows[0].sheet.pk, following.sheet.pk) == (last.pk, last.pk)
    assert [row.sheet.pk for row in queries.narrowed_rows(found, mine=True)] == [last.pk]


def test_a_round_closes_once_and_only_when_every_sheet_is_published(plan: Plan) -> None:
    person = officer(plan.owner)
    open_year(plan.pk, 2026, actor=person)
    year = PlanYear.objects.get(plan=plan)
    with pytest.raises(WrongState):
        close_year(year.pk, actor=person, expected_version=1)
    for sheet in Sheet.objects.filter(project__plan=plan, fiscal_year=2026):
        _move(with_reasons(sheet), SheetAction.SUBMIT, person)
        _move(sheet, SheetAction.CHECK, checker(plan.owner))
        _move(sheet, SheetAction.PUBLISH, person)
    with pytest.raises(NotAllowed):
        close_year(year.pk, actor=checker(plan.owner), expected_version=1)

    closed = close_year(year.pk, actor=person, expected_version=1)

    assert not closed.is_open
    assert not waits.open_waits(closed).exists()
    with pytest.raises(TransitionRefused):
        close_year(year.pk, actor=person, expected_version=closed.version)
    with pytest.raises(WrongState):
        open_year(plan.pk, 2026, actor=person)


def test_the_pages_of_a_round_are_its_institutions_and_say_what_stands(plan: Plan) -> None:
    person, stranger = a_person(), a_person()
    an_affiliation(person, plan.owner, Role.PLAN_OFFICER)
    an_affiliation(stranger, an_owner("となり市"), Role.PLAN_OFFICER)
    ours, theirs = a_client(person), a_client(stranger)
    open_address = reverse("plans:plan-open-year", args=[plan.pk, 2026])
    address = reverse("plans:plan-round", args=[plan.pk, 2026])

    assert ours.get(open_address).status_code == 200
    days = {"fill_by": "令和9年6月30日", "check_by": "R9.8.31", "publish_by": "2027-10-31"}
    assert ours.post(open_address, days).status_code == 302
    page = ours.get(address).content.decode()
    table = ours.get(reverse("plans:plan-round-csv", args=[plan.pk, 2026])).content.decode()

    total = Sheet.objects.filter(project__plan=plan, fiscal_year=2026).count()
    assert f"{total}件のうち0件" in page
    assert table.count("2027-06-30") == total
    assert theirs.get(address).status_code == 404
    assert ours.get(f"{address}?state=submitted").content.decode().count("<tbody>") == 0
    assert ours.get(f"{address}?state=nonsense&mine=x&department=").status_code == 200


@pytest.mark.parametrize(
    "days",
    [
        {},
        {"fill_by": "あした", "check_by": "2027-08-31", "publish_by": "2027-10-31"},
        {"fill_by": "2027-09-30", "check_by": "2027-08-31", "publish_by": "2027-10-31"},
        {"fill_by": "1927-06-30", "check_by": "2027-08-31", "publish_by": "2027-10-31"},
        {"fill_by": "2027-06-30", "check_by": "2027-08-31", "publish_by": "9999-12-31"},
    ],
)
def test_bad_days_bring_the_form_back(plan: Plan, days: dict[str, str]) -> None:
    person = a_person()
    an_affiliation(person, plan.owner, Role.PLAN_OFFICER)

    answer = a_client(person).post(reverse("plans:plan-open-year", args=[plan.pk, 2026]), days)

    assert answer.status_code == 422
    assert not PlanYear.objects.exists()


def test_a_figure_the_ledger_page_recorded_again_is_not_confirmed_by_an_old_sheet(
    plan: Plan,
) -> None:
    person = officer(plan.owner)
    open_year(plan.pk, 2026, actor=person)
    sheet = _enter(_sheet(plan), person, "1", REASON)
    figure = SheetFigure.objects.select_related("slot__indicator", "value").filter(
        sheet=sheet, fiscal_year=2026, value__isnull=False
    )[0]
    assert figure.slot.indicator is not None
    newer = record_actual(
        figure.slot.indicator.pk, 2026, ledger_figure("2"), actor=person, reason="数え直し"
    )
    _move(sheet, SheetAction.SUBMIT, person)
    _move(sheet, SheetAction.CHECK, checker(plan.owner))

    newer.refresh_from_db()
    assert newer.confirmed_at is None
