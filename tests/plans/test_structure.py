"""A plan from empty, in the browser: begun, filled, ordered, opened; every step with its history."""

from __future__ import annotations

import random
from datetime import date

import pytest

from tests.accounts.factories import a_person
from tests.plans.factories import an_owner, officer
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor, Level, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import InputRefused, NotAllowed, VersionMovedOn, WrongState
from yuinowa.ledger.domain.indicators import IndicatorSpec
from yuinowa.plans import queries
from yuinowa.plans.domain.structure import moved, places
from yuinowa.plans.exchange import open_data, workbooks
from yuinowa.plans.models import Goal, Measure, Plan, Project, Sheet, SheetFigure
from yuinowa.plans.queries import structure
from yuinowa.plans.services import open_year
from yuinowa.plans.services.beginning import PlanEntry, begin_plan, change_plan
from yuinowa.plans.services.projects import ProjectEntry
from yuinowa.plans.services.slots import (
    SlotEntry,
    TargetEntry,
    add_indicator,
    adopt_targets,
    share_indicator,
)
from yuinowa.plans.services.structure import (
    add_goal,
    add_measure,
    add_project,
    move_part,
    remove_part,
)

pytestmark = pytest.mark.django_db

ENTRY = PlanEntry("試験計画", "試験市", 2026, 2029, 2028, date(2026, 11, 20), Level.PUBLIC)
WORDS = ProjectEntry(
    "講座を開く",
    ("図書館",),
    3,
    "講座を開く。",
    has_indicators=False,
    actions=[("", "年2回開く。"), ("公民館", "場所を貸す。")],
)
FIGURES = ProjectEntry(
    "本を貸す", ("図書館", "学校教育課"), 4, "本を貸す。", has_indicators=True, is_new=True
)
LOANS = SlotEntry(IndicatorSpec(code="", name="貸出点数", unit="点"))


@pytest.fixture
def owner() -> Institution:
    return an_owner("試験市")


@pytest.fixture
def actor(owner: Institution) -> Actor:
    return officer(owner)


@pytest.fixture
def plan(actor: Actor) -> Plan:
    return begin_plan(ENTRY, key=new_key(), actor=actor)


def _measure(plan: Plan, actor: Actor) -> Measure:
    goal = add_goal(plan.pk, "学びを支える", actor=actor)
    return add_measure(goal.pk, "資料をそろえる", actor=actor)


def _version(plan: Plan) -> int:
    return Plan.objects.values_list("version", flat=True).get(pk=plan.pk)


def _targets() -> TargetEntry:
    return TargetEntry(
        date(2026, 4, 1), "計画策定", {2026: "1,000", 2027: "1,100", 2028: "1,200", 2029: "1,300"}
    )


def _printed_forms_work(plan: Plan) -> None:
    printed = queries.printed_plan(Plan.objects.get(pk=plan.pk), Actor.system())
    assert queries.report_blocks(printed)
    assert queries.index_grids(printed) is not None
    assert workbooks.plan_workbook(printed)
    assert open_data.tables_of(printed)


def test_an_empty_plan_has_a_report_a_workbook_and_open_data(plan: Plan) -> None:
    _printed_forms_work(plan)


def test_the_first_year_is_opened_from_the_structure(plan: Plan, actor: Actor) -> None:
    measure = _measure(plan, actor)
    told = add_project(measure.pk, WORDS, actor=actor)
    counted = add_project(measure.pk, FIGURES, actor=actor)
    add_indicator(counted.pk, LOANS, _targets(), actor=actor)

    drafts = open_year(plan.pk, 2026, actor=actor)

    assert [draft.project.number for draft in drafts] == ["1-(1)-①", "1-(1)-②"]
    lines = [(row.department, row.description) for row in drafts[0].lines.all()]
    assert lines == [("図書館", "年2回開く。"), ("公民館", "場所を貸す。")]
    figures = SheetFigure.objects.filter(sheet=drafts[1]).order_by("fiscal_year")
    assert [row.target_text for row in figures] == ["1,000", "1,100", "1,200", "1,300"]
    assert [cell.heading for cell in drafts[1].cells.all()] == [
        "実績の評価", "課題や改善が必要な事項", "今後の取組",
    ]  # fmt: skip
    assert told.key == "1-1-1"
    assert open_year(plan.pk, 2026, actor=actor) == []
    Sheet.objects.update(state="published", published_at="2026-11-20T00:00:00Z")
    _printed_forms_work(plan)
    assert queries.sheet_page(drafts[0]).line_heads["next_steps"] == "今後の取組"


def test_a_project_added_later_joins_the_next_year(plan: Plan, actor: Actor) -> None:
    measure = _measure(plan, actor)
    add_project(measure.pk, WORDS, actor=actor)
    open_year(plan.pk, 2026, actor=actor)
    Sheet.objects.update(state="published", published_at="2026-11-20T00:00:00Z")
    late = add_project(measure.pk, FIGURES, actor=actor)

    assert {draft.project_id for draft in open_year(plan.pk, 2027, actor=actor)} >= {late.pk}


def test_a_revision_keeps_what_was_reported_and_reaches_the_drafts(
    plan: Plan, actor: Actor
) -> None:
    project = add_project(_measure(plan, actor).pk, FIGURES, actor=actor)
    slot = add_indicator(project.pk, LOANS, _targets(), actor=actor)
    open_year(plan.pk, 2026, actor=actor)
    Sheet.objects.update(state="published", published_at="2026-11-20T00:00:00Z")
    open_year(plan.pk, 2027, actor=actor)
    new = TargetEntry(date(2026, 11, 1), "中間見直し", dict.fromkeys(range(2026, 2030), "900"))

    adopt_targets(slot.pk, new, actor=actor, expected_version=_version(plan))

    assert structure.measured_against(slot) == {2026: "1,000"}
    drafted = SheetFigure.objects.filter(sheet__fiscal_year=2027).order_by("fiscal_year")
    assert [row.target_text for row in drafted] == ["1,000", "900", "900", "900"]
    rows = structure.target_rows(slot, range(2026, 2030))
    assert [row.version.reason for row in rows] == ["中間見直し", "計画策定"]


def test_a_target_outside_the_plan_is_refused(plan: Plan, actor: Actor) -> None:
    project = add_project(_measure(plan, actor).pk, FIGURES, actor=actor)

    with pytest.raises(InputRefused, match="令和12年度"):
        add_indicator(
            project.pk, LOANS, TargetEntry(date(2026, 4, 1), "策定", {2030: "1"}), actor=actor
        )


def test_one_indicator_stands_in_two_plans(plan: Plan, actor: Actor) -> None:
    project = add_project(_measure(plan, actor).pk, FIGURES, actor=actor)
    slot = add_indicator(project.pk, LOANS, _targets(), actor=actor)
    other = begin_plan(
        PlanEntry("別の計画", "試験市", 2026, 2030, None, date(2026, 11, 20)),
        key=new_key(),
        actor=actor,
    )
    twin = add_project(
        _measure(other, actor).pk,
        ProjectEntry("本を貸す", ("図書館",), 1, "貸す。", has_indicators=True, same_as=project.pk),
        actor=actor,
    )

    shared = share_indicator(twin.pk, slot.indicator_id or 0, actor=actor)

    assert shared.indicator_id == slot.indicator_id
    assert structure.same_projects(project, actor) == [twin]
    with pytest.raises(InputRefused):
        share_indicator(twin.pk, slot.indicator_id or 0, actor=actor)


def test_what_hangs_together_is_not_removed(plan: Plan, actor: Actor) -> None:
    measure = _measure(plan, actor)
    add_project(measure.pk, WORDS, actor=actor)

    with pytest.raises(WrongState):
        remove_part(measure, actor=actor, expected_version=_version(plan))


def test_a_number_that_stands_on_a_sheet_stays(plan: Plan, actor: Actor) -> None:
    measure = _measure(plan, actor)
    first = add_project(measure.pk, WORDS, actor=actor)
    add_project(measure.pk, WORDS, actor=actor)
    open_year(plan.pk, 2026, actor=actor)

    with pytest.raises(WrongState):
        move_part(first, 1, actor=actor, expected_version=_version(plan))


def test_who_comes_second_is_told(plan: Plan, actor: Actor) -> None:
    seen = _version(plan)
    goal = add_goal(plan.pk, "目標", actor=actor)

    with pytest.raises(VersionMovedOn):
        remove_part(goal, actor=actor, expected_version=seen)


@pytest.mark.parametrize("role", [Role.PLAN_CHECKER, Role.EDITOR])
def test_only_a_plan_officer_begins_a_plan(owner: Institution, role: Role) -> None:
    other = Actor(person=a_person().pk, institution=owner.pk, roles=frozenset({role}), member=True)

    with pytest.raises(NotAllowed):
        begin_plan(ENTRY, key=new_key(), actor=other)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"first_year": 2030}, "last_year"),
        ({"last_year": 2060}, "last_year"),
        ({"second_half": 2026}, "second_half"),
        ({"as_of": date(1999, 1, 1)}, "as_of"),
    ],
)
def test_years_that_cannot_be_are_refused_by_place(
    actor: Actor, changes: dict[str, object], place: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        begin_plan(PlanEntry(**{**ENTRY.__dict__, **changes}), key=new_key(), actor=actor)

    assert refused.value.place == place


def test_years_stay_once_a_sheet_prints_them(plan: Plan, actor: Actor) -> None:
    add_project(_measure(plan, actor).pk, WORDS, actor=actor)
    open_year(plan.pk, 2026, actor=actor)
    other = PlanEntry(**{**ENTRY.__dict__, "last_year": 2030})

    with pytest.raises(WrongState):
        change_plan(plan.pk, other, actor=actor, expected_version=_version(plan))


@pytest.mark.parametrize("seed", range(4))
def test_numbers_have_no_gaps_whatever_is_done(plan: Plan, actor: Actor, seed: int) -> None:
    pick = random.Random(seed)
    measure = _measure(plan, actor)
    for _ in range(14):
        parts: list[Goal | Measure | Project] = [
            *Goal.objects.all(), *Measure.objects.all(), *Project.objects.all(),
        ]  # fmt: skip
        deed = pick.choice(("goal", "measure", "project", "move", "move", "remove"))
        chosen = pick.choice(parts) if parts else None
        if deed == "goal" or chosen is None:
            add_goal(plan.pk, "目標", actor=actor)
        elif deed == "move":
            move_part(chosen, pick.choice((-1, 1)), actor=actor, expected_version=_version(plan))
        elif deed == "remove":
            try:
                remove_part(chosen, actor=actor, expected_version=_version(plan))
            except WrongState:
                continue
        elif deed == "measure" and Goal.objects.exists():
            add_measure(pick.choice(list(Goal.objects.all())).pk, "施策", actor=actor)
        elif Measure.objects.exists():
            measure = pick.choice(list(Measure.objects.all()))
            add_project(measure.pk, WORDS, actor=actor)

        goals = list(Goal.objects.order_by("number"))
        assert [row.number for row in goals] == list(range(1, len(goals) + 1))
        tree = []
        for goal in goals:
            rows = list(goal.measures.order_by("number"))
            assert [row.number for row in rows] == list(range(1, len(rows) + 1))
            tree.append([[p.pk for p in row.projects.order_by("position")] for row in rows])
        found = {p.pk: (p.position, p.key) for p in Project.objects.all()}
        assert found == {pk: (at.position, at.number.key) for pk, at in places(tree).items()}


def test_moving_past_the_end_changes_nothing() -> None:
    assert moved([1, 2, 3], 1, -1) == [1, 2, 3]
    assert moved([1, 2, 3], 1, 1) == [2, 1, 3]
