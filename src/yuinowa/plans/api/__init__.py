"""REST for plans: read only, public without sign-in, western years (plan-progress §10)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field

from yuinowa.core.acting import actor_of
from yuinowa.plans import queries
from yuinowa.plans.exchange import open_data
from yuinowa.plans.models import Plan

router = Router()


class PageQuery(Schema):
    """R4: which page, how large; 400 beyond the bounds."""

    page: int = Field(1, ge=1, le=1000)
    size: int = Field(20, ge=1, le=100)


class PlanOut(Schema):
    id: int
    name: str
    body: str
    owner: int
    owner_name: str
    first_year: int
    last_year: int
    target_year: int
    as_of_year: int
    as_of_date: date
    source: str = Field(
        description="To be named wherever words of the plan are shown; empty for the owner's own plan."
    )
    url: str


class PlanPage(Schema):
    count: int
    page: int
    size: int
    plans: list[PlanOut]


class ProjectOut(Schema):
    key: str
    number: str
    name: str
    priority: bool
    new: bool
    plan_page: int
    department: str
    rating: str | None
    url: str


class MeasureOut(Schema):
    number: int
    name: str
    projects: list[ProjectOut]


class GoalOut(Schema):
    number: int
    label: str
    name: str
    measures: list[MeasureOut]


class CountsOut(Schema):
    goals: int
    measures: int
    projects: int
    with_indicators: int
    without_indicators: int
    ratings: dict[str, int]


class PlanDetailOut(PlanOut):
    counts: CountsOut
    goals: list[GoalOut]


class FigureOut(Schema):
    fiscal_year: int
    kind: str
    value: Decimal | None
    unit: str | None
    status: str
    revised_at: date | None
    source: str


class IndicatorOut(Schema):
    project: str
    indicator: str
    name: str
    slot: str
    kind: str
    direction: str
    unit: str
    fed_by: str
    metric: str | None
    values: list[FigureOut]


def _plan(request: HttpRequest, plan_id: int) -> queries.PrintedPlan:
    actor = actor_of(request)
    return queries.printed_plan(
        get_object_or_404(queries.plans_visible_to(actor), pk=plan_id), actor
    )


def _plan_out(plan: Plan) -> dict[str, object]:
    return {
        "id": plan.pk,
        "name": plan.name,
        "body": plan.body,
        "owner": plan.owner_id,
        "owner_name": plan.owner.name,
        "first_year": plan.first_year,
        "last_year": plan.last_year,
        "target_year": plan.target_year,
        "as_of_year": plan.as_of_year,
        "as_of_date": plan.as_of_date,
        "source": plan.source,
        "url": plan.get_absolute_url(),
    }


@router.get("", response=PlanPage, summary="Plans, newest report first", url_name="plans")
def plans(request: HttpRequest, page_query: Query[PageQuery]) -> dict[str, object]:
    actor = actor_of(request)
    found = queries.plans_visible_to(actor)
    first = (page_query.page - 1) * page_query.size
    rows = found[first : first + page_query.size]
    return {
        "count": found.count(),
        "page": page_query.page,
        "size": page_query.size,
        "plans": [_plan_out(plan) for plan in rows],
    }


@router.get(
    "/{int:plan_id}",
    response=PlanDetailOut,
    summary="One plan with its counts and projects",
    url_name="plan",
)
def plan(request: HttpRequest, plan_id: int) -> dict[str, object]:
    printed = _plan(request, plan_id)
    tally = printed.tally
    counts = {
        "goals": tally.goals,
        "measures": tally.measures,
        "projects": tally.projects,
        "with_indicators": tally.with_indicators,
        "without_indicators": tally.without_indicators,
        "ratings": tally.ratings,
    }
    return {
        **_plan_out(printed.plan),
        "counts": counts,
        "goals": [_goal(goal) for goal in printed.goals],
    }


def _goal(goal: queries.PrintedGoal) -> dict[str, object]:
    measures = [
        {
            "number": measure.measure.number,
            "name": measure.measure.name,
            "projects": [_project(row) for row in measure.projects],
        }
        for measure in goal.measures
    ]
    return {
        "number": goal.goal.number,
        "label": goal.goal.label,
        "name": goal.goal.name,
        "measures": measures,
    }


def _project(row: queries.PrintedProject) -> dict[str, object]:
    project = row.project
    return {
        "key": project.key,
        "number": project.number,
        "name": project.name,
        "priority": project.is_priority,
        "new": project.is_new,
        "plan_page": project.plan_page,
        "department": project.department,
        "rating": row.counted.rating,
        "url": reverse("plans:project-detail", args=[project.plan_id, project.key]),
    }


@router.get(
    "/{int:plan_id}/indicators",
    response=list[IndicatorOut],
    summary="The plan's indicators with targets and actuals",
    url_name="plan-indicators",
)
def plan_indicators(request: HttpRequest, plan_id: int) -> list[dict[str, object]]:
    printed = _plan(request, plan_id)
    values: dict[object, list[dict[str, object]]] = {}
    for record in open_data.table_of(printed, "indicator_values").records():
        values.setdefault(record["indicator"], []).append(dict(record))
    return [
        {**record, "values": values.get(record["indicator"], [])}
        for record in open_data.table_of(printed, "indicators").records()
    ]
