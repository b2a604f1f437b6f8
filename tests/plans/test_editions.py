"""A year published as an edition: frozen by one person, published by another, corrected by the next number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.accounts.factories import an_affiliation
from tests.plans.editions import REASON, corrected, entry, prepared, published, year_begun
from tests.plans.factories import FILES, a_plan, an_owner, checker, officer, own_plan
from yuinowa.core import clock, waits
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import InputRefused, NotAllowed, TransitionRefused, WrongState
from yuinowa.plans import queries
from yuinowa.plans.domain.edition import EditionState
from yuinowa.plans.exchange import open_data
from yuinowa.plans.models import Edition, EditionChange, EditionFigure, Plan, Project
from yuinowa.plans.queries import editions
from yuinowa.plans.queries.edition_pages import view_of
from yuinowa.plans.queries.frozen import frozen, thawed
from yuinowa.plans.services.editions import prepare_edition, publish_edition, withdraw_edition

pytestmark = pytest.mark.django_db
VISITOR = Actor.nobody()


@pytest.fixture
def plan() -> Plan:
    return own_plan(an_owner("試験市"))


def _seen(actor: Actor) -> list[int]:
    return [row.number for row in editions.editions_visible_to(actor)]


def test_what_is_prepared_is_read_by_its_institution_alone_and_waits_for_a_checker(
    plan: Plan,
) -> None:
    an_affiliation(None, plan.owner, Role.PLAN_CHECKER)
    person = officer(plan.owner)
    made = prepared(plan, person)

    assert (made.state, made.number) == (EditionState.PREPARED, 1)
    assert (_seen(person), _seen(VISITOR), _seen(officer(an_owner("別の市")))) == ([1], [], [])
    assert waits.open_waits(made).get().role == Role.PLAN_CHECKER


def test_a_second_person_publishes_and_everybody_reads(plan: Plan) -> None:
    made = published(plan)

    assert made.is_published
    assert _seen(VISITOR) == [1]
    assert not waits.open_waits(made).exists()
    assert [row.action for row in AuditRow.objects.order_by("-pk")[:2]] == [
        "edition.publish",
        "edition.prepare",
    ]


def test_whoever_prepared_it_does_not_publish_it(plan: Plan) -> None:
    both = replace(officer(plan.owner), roles=frozenset({Role.PLAN_OFFICER, Role.PLAN_CHECKER}))
    made = prepared(plan, both)

    with pytest.raises(NotAllowed):
        publish_edition(made.pk, actor=both, expected_version=made.version)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.PLAN_CHECKER])
def test_only_who_keeps_the_plan_prepares(plan: Plan, role: Role) -> None:
    person = replace(officer(plan.owner), roles=frozenset({role}))

    with pytest.raises(NotAllowed):
        prepared(plan, person)


def test_nobody_makes_an_edition_of_a_reference_plan() -> None:
    reference = a_plan("twin")

    with pytest.raises(NotAllowed):
        prepared(reference, year=reference.as_of_year)


def test_a_later_change_does_not_move_an_edition(plan: Plan) -> None:
    first = published(plan)
    before = editions.stored_document(first)
    corrected(plan, "1-2-1", "7,777")
    Project.objects.filter(plan=plan).update(name="名を変えた")

    again = Edition.objects.get(pk=first.pk)

    assert editions.stored_document(again) == before
    assert editions.holds(again)
    assert "7,777" not in str(open_data.table_of(view_of(again).printed, "indicator_values").rows)


def test_a_correction_is_the_next_number_with_place_old_new_and_reason(plan: Plan) -> None:
    first = published(plan)
    corrected(plan, "1-2-1", "7,777")
    second = published(plan, reason="実績を直したため。")

    change = second.changes.get(part="actual")

    assert (first.number, second.number) == (1, 2)
    assert (change.project, change.fiscal_year, change.new, change.reason) == (
        "1-2-1",
        2025,
        "7,777",
        REASON,
    )
    assert change.old not in {"", "7,777"}
    assert Edition.objects.get(pk=first.pk).is_published


def test_a_change_without_a_corrected_sheet_has_the_reason_of_the_edition(plan: Plan) -> None:
    published(plan)
    Project.objects.filter(plan=plan, key="1-1-1").update(department="新しい課")
    second = published(plan, reason="組織の改正のため。")

    assert [(row.part, row.new, row.reason) for row in second.changes.all()] == [
        ("department", "新しい課", "組織の改正のため。")
    ]


def test_another_edition_needs_a_reason_and_something_that_differs(plan: Plan) -> None:
    published(plan)
    with pytest.raises(WrongState):
        prepared(plan, reason="もう一度。")
    Project.objects.filter(plan=plan, key="1-1-1").update(department="新しい課")

    with pytest.raises(InputRefused) as refused:
        prepared(plan)
    assert refused.value.place == "reason"


def test_one_edition_waits_at_a_time_and_a_withdrawn_one_frees_its_number(plan: Plan) -> None:
    first = prepared(plan)
    with pytest.raises(WrongState):
        prepared(plan)
    withdraw_edition(first.pk, actor=officer(plan.owner), expected_version=first.version)

    assert published(plan).number == 1
    assert _seen(officer(plan.owner)) == [1]
    with pytest.raises(TransitionRefused):
        publish_edition(first.pk, actor=checker(plan.owner), expected_version=2)


def test_sheets_that_are_not_ready_are_named_and_left_out_only_if_somebody_says_so(
    plan: Plan,
) -> None:
    year_begun(plan, 2026)
    with pytest.raises(WrongState):
        prepared(plan, year=2026)

    lacking = Project.objects.filter(plan=plan).earliest("position")
    lacking.sheets.filter(fiscal_year=2025).update(state="checked")
    with pytest.raises(InputRefused) as refused:
        prepared(plan)
    made = prepared(plan, without_lacking=True)

    assert refused.value.place == "without_lacking"
    assert [project.key for project in view_of(made).without] == [lacking.key]


@pytest.mark.parametrize("day", [date(2025, 3, 31), clock.today() + timedelta(days=2)])
def test_a_day_before_the_year_or_ahead_is_refused(plan: Plan, day: date) -> None:
    with pytest.raises(InputRefused) as refused:
        prepare_edition(plan.pk, 2025, entry(as_of=day), actor=officer(plan.owner))

    assert refused.value.place == "as_of"


def test_what_changed_since_it_was_prepared_is_not_published(plan: Plan) -> None:
    made = prepared(plan)
    corrected(plan, "1-2-1", "7,777")

    with pytest.raises(WrongState):
        publish_edition(made.pk, actor=checker(plan.owner), expected_version=made.version)
    assert Edition.objects.get(pk=made.pk).state == EditionState.PREPARED


def _refused(deed: object) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        deed()  # type: ignore[operator]


def test_the_database_itself_refuses_to_change_what_was_published(plan: Plan) -> None:
    made = published(plan)
    figure = made.figures.earliest("position")

    _refused(lambda: Edition.objects.filter(pk=made.pk).update(digest="0" * 64))
    _refused(lambda: Edition.objects.filter(pk=made.pk).update(state="prepared"))
    _refused(lambda: EditionFigure.objects.filter(pk=figure.pk).update(text="1"))
    _refused(lambda: EditionFigure.objects.filter(pk=figure.pk)._raw_delete("default"))
    _refused(lambda: Edition.objects.filter(pk=made.pk)._raw_delete("default"))
    _refused(
        lambda: EditionChange.objects.create(edition=made, position=1, part="unit", reason="なし")
    )


def test_every_printed_figure_says_where_it_is_from(plan: Plan) -> None:
    corrected(plan, "1-2-1", "7,777")
    made = published(plan)
    rows = made.figures.filter(project="1-2-1", slot=1, fiscal_year=2025)
    actual, target = rows.get(kind="actual"), rows.get(kind="target")
    assert actual.value is not None
    assert target.target_version is not None

    assert (actual.text, actual.origin, actual.value.number) == ("7,777", "hand", 7777)
    assert "管理票" in actual.document
    assert actual.recorded_by != actual.confirmed_by
    assert actual.confirmed_at == actual.value.confirmed_at is not None
    assert (target.origin, target.target_version.number) == ("target", 1)
    printed = [
        (project.key, slot.slot.position, year, kind)
        for project, sheet in view_of(made).printed.sheets()
        for slot in sheet.slots
        if slot.slot.indicator_id
        for year, figure in slot.figures.items()
        for kind, text in (("target", figure.target_text), ("actual", figure.actual_text))
        if text
    ]
    assert [(f.project, f.slot, f.fiscal_year, f.kind) for f in made.figures.all()] == [
        (key, slot, year, kind) for key, slot, year, kind in printed
    ]


@pytest.mark.parametrize("name", list(FILES))
def test_what_is_frozen_comes_back_as_it_was_printed(name: str) -> None:
    plan = a_plan(name)
    printed = queries.printed_plan(plan, Actor.system())
    snapshot = frozen(printed, plan.as_of_year, as_of=plan.as_of_date, as_of_text=plan.as_of_text)
    back = thawed(snapshot)

    for grids in (queries.index_grids, queries.narrative_grids, queries.report_blocks):
        assert grids(back) == grids(printed)
    assert [(row.identity, row.figures, row.texts) for row in queries.annex_sheets(back)] == [
        (row.identity, row.figures, row.texts) for row in queries.annex_sheets(printed)
    ]
    for table in open_data.TABLE_NAMES[1:]:
        # A reference plan names its source beside each figure, an edition its own report.
        column = -1 if table == "indicator_values" else None
        assert [row[:column] for row in open_data.table_of(back, table).rows] == [
            row[:column] for row in open_data.table_of(printed, table).rows
        ]
    again = frozen(
        back_with_owner(back, plan),
        plan.as_of_year,
        as_of=plan.as_of_date,
        as_of_text=plan.as_of_text,
    )
    assert again["plan"] == snapshot["plan"]


def back_with_owner(back: queries.PrintedPlan, plan: Plan) -> queries.PrintedPlan:
    assert (back.plan.owner_id, back.plan.owner.name) == (plan.owner_id, plan.owner.name)
    return back
