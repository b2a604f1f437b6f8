"""A project goes to another measure, with its indicators and its history; a number that is printed stays."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.accounts.factories import a_client, an_affiliation
from tests.plans.factories import an_owner, officer
from tests.plans.test_structure import ENTRY, FIGURES, WORDS
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import InputRefused, WrongState
from yuinowa.plans.models import Measure, Plan, Project
from yuinowa.plans.queries import structure
from yuinowa.plans.services import open_year
from yuinowa.plans.services.beginning import begin_plan
from yuinowa.plans.services.structure import add_goal, add_measure, add_project, change_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Institution:
    return an_owner("試験市")


@pytest.fixture
def actor(owner: Institution) -> Actor:
    return officer(owner)


@pytest.fixture
def plan(actor: Actor) -> Plan:
    """Two goals with one measure each, three projects in the first and one in the second."""
    plan = begin_plan(ENTRY, key=new_key(), actor=actor)
    first, second = (_measure(plan, name, actor) for name in ("学ぶ", "つながる"))
    for _ in range(3):
        add_project(first.pk, WORDS, actor=actor)
    add_project(second.pk, FIGURES, actor=actor)
    return Plan.objects.get(pk=plan.pk)


def _measure(plan: Plan, name: str, actor: Actor) -> Measure:
    return add_measure(add_goal(plan.pk, name, actor=actor).pk, name, actor=actor)


def _numbers(plan: Plan) -> dict[int, str]:
    return dict(Project.objects.filter(plan=plan).values_list("pk", "number"))


def test_a_moved_project_is_the_last_of_its_measure_and_the_others_close_up(
    plan: Plan, actor: Actor
) -> None:
    rows = list(Project.objects.filter(plan=plan).order_by("position"))
    there = rows[3].measure_id

    change_project(rows[0].pk, WORDS, measure_id=there, actor=actor, expected_version=plan.version)

    assert [_numbers(plan)[row.pk] for row in rows] == [
        "2-(1)-②", "1-(1)-①", "1-(1)-②", "2-(1)-①",
    ]  # fmt: skip
    [deed] = structure.told(structure.deeds_on(plan)[:1])
    assert ("place", "1-(1)-①", "2-(1)-②") in deed.values


def test_a_project_whose_number_is_printed_stays(plan: Plan, actor: Actor) -> None:
    first, *_rest, last = Project.objects.filter(plan=plan).order_by("position")
    open_year(plan.pk, 2026, actor=actor)
    before = _numbers(plan)

    with pytest.raises(WrongState):
        change_project(
            first.pk, WORDS, measure_id=last.measure_id, actor=actor, expected_version=plan.version
        )
    assert _numbers(plan) == before


def test_a_measure_of_another_plan_is_refused(plan: Plan, actor: Actor) -> None:
    other = begin_plan(
        type(ENTRY)(**{**ENTRY.__dict__, "name": "別の計画"}), key=new_key(), actor=actor
    )
    measure = _measure(other, "別", actor)
    project = Project.objects.filter(plan=plan).earliest("pk")

    with pytest.raises(InputRefused) as refused:
        change_project(
            project.pk, WORDS, measure_id=measure.pk, actor=actor, expected_version=plan.version
        )
    assert refused.value.place == "measure"


def test_it_is_moved_on_the_page(plan: Plan, owner: Institution) -> None:
    client: Client = a_client(an_affiliation(None, owner, Role.PLAN_OFFICER).person)
    first, *_rest, last = Project.objects.filter(plan=plan).order_by("position")
    address = f"/plans/{plan.pk}/structure/project/{first.pk}/edit/"
    form = client.get(address).context["form"]
    fields = {b.html_name: b.value() or "" for b in form if b.value() is not False}

    assert client.post(address, fields | {"measure": "0"}).status_code == 422
    assert client.post(address, fields | {"measure": last.measure_id}).status_code == 302
    assert _numbers(plan)[first.pk] == "2-(1)-②"
