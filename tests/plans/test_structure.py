"""A plan from empty, in the browser: begun, filled, ordered, opened; every step with its history."""

from __future__ import annotations

import random
from datetime import date

import pytest
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
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
from yuinowa.plans.services.slots import (
    SlotEntry,
    TargetEntry,
    add_indicator,
    adopt_targets,
    share_indicator,
)
from yuinowa.plans.services.structure import (
    ProjectEntry,
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


@pytest.fixture
def client(owner: Institution) -> Client:
    return a_client(an_affiliation(None, owner, Role.PLAN_OFFICER).person)


PLAN = {
    "name": "試験計画",
    "body": "試験市",
    "first_year": "2026",
    "last_year": "2029",
    "second_half": "",
    "as_of": "令和8年11月20日",
    "level": "public",
}
PROJECT = {
    "name": "本を貸す",
    "description": "貸す。",
    "departments": "図書館\n学校教育課",
    "plan_page": "12",
    "has_indicators": "yes",
    "actions": "",
}
SLOT = {
    "name": "貸出点数", "definition": "年度の貸出点数", "kind": "output", "nature": "flow",
    "direction": "up", "unit": "点", "decimals": "0", "source": "hand", "metric": "",
    "adopted_on": "令和8年4月1日", "reason": "計画策定", "target-2026": "1000",
}  # fmt: skip


def test_a_plan_is_written_on_its_pages_from_nothing(client: Client) -> None:
    begun = client.post("/plans/new/", PLAN | {"once": new_key()})
    plan = Plan.objects.get()
    assert begun["Location"] == f"/plans/{plan.pk}/structure/"
    base = f"/plans/{plan.pk}/structure"
    assert client.get(begun["Location"]).status_code == 200
    goal = {"name": "学びを支える", "once": new_key()}
    for _ in range(2):  # pressed twice
        client.post(f"{base}/goal/new/{plan.pk}/", goal)
    (made,) = Goal.objects.all()
    client.post(f"{base}/measure/new/{made.pk}/", {"name": "施策", "once": new_key()})
    measure = Measure.objects.get()
    told = {**PROJECT, "has_indicators": "no", "actions": "公民館：場所を貸す。\n開く。"}
    for data in (PROJECT, told):
        answer = client.post(f"{base}/project/new/{measure.pk}/", data | {"once": new_key()})
        assert answer.status_code == 302, answer.content.decode()
    first, second = Project.objects.order_by("position")
    assert client.get(f"{base}/indicator/new/{first.pk}/").status_code == 200
    answer = client.post(f"{base}/indicator/new/{first.pk}/", SLOT | {"once": new_key()})
    assert answer.status_code == 302, answer.content.decode()
    assert first.department == "図書館、学校教育課"
    assert [(a.department, a.description) for a in second.actions.all()] == [
        ("公民館", "場所を貸す。"),
        ("図書館、学校教育課", "開く。"),
    ]
    slot = first.slots.get()

    for address in (
        f"/plans/{plan.pk}/",
        f"/plans/{plan.pk}/change/",
        f"/plans/{plan.pk}/history/",
        f"/plans/{plan.pk}/report/",
        f"/plans/{plan.pk}/sheets/",
        f"{base}/",
        f"{base}/goal/{made.pk}/edit/",
        f"{base}/project/{second.pk}/edit/",
        f"{base}/project/{second.pk}/remove/",
        f"{base}/indicator/{slot.pk}/edit/",
        f"{base}/indicator/{slot.pk}/targets/",
    ):
        assert client.get(address).status_code == 200, address
    days = {
        "fill_by": "令和9年6月30日",
        "check_by": "令和9年8月31日",
        "publish_by": "令和9年10月31日",
    }
    assert client.post(f"/plans/{plan.pk}/years/2026/open/", days).status_code == 302
    for sheet in Sheet.objects.all():
        assert client.get(sheet.get_absolute_url()).status_code == 200
    second.same_as = first
    second.save()
    page = client.get(second.sheets.get().get_absolute_url()).content.decode()
    assert "ほかの計画の同じ事業" in page
    assert first.get_absolute_url() in page
    history = client.get(f"/plans/{plan.pk}/history/").content.decode()
    assert "貸出点数" in history


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"first_year": "令和八"}, "first_year"),
        ({"last_year": "2020"}, "last_year"),
        ({"as_of": "平成32年1月1日"}, "as_of"),
        ({"level": "everybody"}, "level"),
        ({"name": "あ" * 201}, "name"),
    ],
)
def test_a_plan_form_names_its_fault(client: Client, change: dict[str, str], field: str) -> None:
    answer = client.post("/plans/new/", PLAN | change | {"once": new_key()})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"plan_page": "0"}, "plan_page"),
        ({"departments": " \n "}, "departments"),
        ({"has_indicators": "perhaps"}, "has_indicators"),
        ({"actions": "公民館：貸す。"}, "actions"),
        ({"has_indicators": "no", "actions": "公民館："}, "actions"),
    ],
)
def test_a_project_form_names_its_fault(
    client: Client, plan: Plan, actor: Actor, change: dict[str, str], field: str
) -> None:
    measure = _measure(plan, actor)

    answer = client.post(
        f"/plans/{plan.pk}/structure/project/new/{measure.pk}/",
        PROJECT | change | {"once": new_key()},
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"nature": "rate"}, "numerator"),
        ({"source": "metric"}, "metric"),
        ({"baseline": "5"}, "baseline_year"),
        ({"decimals": "7"}, "decimals"),
        ({"target-2026": "多い"}, "target-2026"),
        ({"target-2026": "1.5"}, "target-2026"),
        ({"target-2026": ""}, "target-2026"),
        ({"reason": ""}, "reason"),
    ],
)
def test_an_indicator_form_names_its_fault(
    client: Client, plan: Plan, actor: Actor, change: dict[str, str], field: str
) -> None:
    project = add_project(_measure(plan, actor).pk, FIGURES, actor=actor)

    answer = client.post(
        f"/plans/{plan.pk}/structure/indicator/new/{project.pk}/",
        SLOT | change | {"once": new_key()},
    )

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_the_same_version_is_written_once(client: Client, plan: Plan, actor: Actor) -> None:
    goal = add_goal(plan.pk, "目標", actor=actor)
    address = f"/plans/{plan.pk}/structure/goal/{goal.pk}/edit/"
    data = {"name": "別の名", "version": str(_version(plan))}

    answers = [client.post(address, data).status_code for _ in range(2)]

    assert answers == [302, 409]
