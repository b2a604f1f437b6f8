"""A plan written on its pages from nothing; every form names its fault."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.accounts.factories import a_client, an_affiliation
from tests.plans.factories import an_owner, officer
from tests.plans.test_structure import ENTRY, FIGURES
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.plans.models import Goal, Measure, Plan, Project, Sheet
from yuinowa.plans.services.beginning import begin_plan
from yuinowa.plans.services.structure import add_goal, add_measure, add_project

pytestmark = pytest.mark.django_db


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
