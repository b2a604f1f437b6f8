"""REST of comparisons: the rows of the pages and their files, by the same queries, with the columns of the dictionary."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema
from pydantic import AfterValidator, Field

from yuinowa.core.acting import actor_of
from yuinowa.plans.domain.rating import Question
from yuinowa.plans.domain.structure import Part
from yuinowa.plans.exchange import comparison_tables
from yuinowa.plans.labels.comparison import item_word
from yuinowa.plans.models import Plan
from yuinowa.plans.queries import municipalities as municipal
from yuinowa.plans.queries import sides as beside
from yuinowa.plans.queries.doors import plans_visible_to
from yuinowa.plans.queries.over_years import over_years
from yuinowa.plans.queries.sides import FEWEST, MOST, PlanSide

router = Router()

Year = Annotated[
    int,
    Field(ge=1950, le=2100, description="Fiscal year by the western year in which it begins"),
]
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]


def _each_once(ids: list[int]) -> list[int]:
    if len(set(ids)) < len(ids):
        raise ValueError("each plan once")
    return ids


class YearsQuery(Schema):
    """Which years; all of which something was published where none is named."""

    first: Year | None = Field(None, alias="from")
    last: Year | None = Field(None, alias="to")


class MunicipalitiesQuery(Schema):
    of: str = Field(max_length=100, description="Code of an item")
    year: Year | None = None


class PlansQuery(Schema):
    plan: Annotated[list[Id], AfterValidator(_each_once)] = Field(
        min_length=FEWEST, max_length=MOST, description="Ids of plans"
    )
    year: Year | None = None


class ItemOut(Schema):
    code: str
    name: str


_SOURCE = "To be named wherever the figure is shown; null for the owner's own plan."


class FigureOut(Schema):
    """A published figure; ``status`` says why it has no ``value``."""

    value: Decimal | None
    status: str
    unit: str | None
    per_residents: int | None
    value_per_residents: Decimal | None
    population: int | None
    population_as_of: str | None
    population_source: str | None
    report: str | None
    report_year: int | None
    edition: int | None


class YearRowOut(FigureOut):
    project: str
    indicator: str
    indicator_name: str
    fiscal_year: int
    target: Decimal | None
    rating: str | None
    rating_meaning: str | None
    source: str | None = Field(description=_SOURCE)


class YearsOut(Schema):
    plan: int
    years: list[int]
    offered: list[int] = Field(description="All years of which something was published")
    rows: list[YearRowOut]


class ComparedOut(FigureOut):
    institution: int
    institution_name: str
    plan: int | None
    plan_name: str | None
    fiscal_year: int
    comparable: bool | None
    differs: str | None = Field(description="What differs from the others, separated by blanks")
    definition: str | None
    not_counted: str | None


class MunicipalityOut(ComparedOut):
    item: str
    municipality: str | None
    indicator: str | None
    indicator_name: str | None
    source: str | None = Field(description=_SOURCE)


class MunicipalitiesOut(Schema):
    item: str
    fiscal_year: int
    offered: list[int]
    rows: list[MunicipalityOut]


class StepOut(Schema):
    code: str
    meaning: str
    projects: int


class CourseOut(Schema):
    """How many indicators are at or above their target by the plan's own rule."""

    on: int
    rated: int
    without_figures: int
    asks: Question


class SideOut(Schema):
    """Steps of two scales are never added or set against each other."""

    plan: int
    name: str
    owner: int
    owner_name: str
    first_year: int
    last_year: int
    goals: int
    measures: int
    projects: int
    published_sheets: int
    report: str | None
    report_year: int | None
    edition: int | None
    ratings: list[StepOut]
    on_course: CourseOut | None = Field(description="Null where the plan's rule does not say it")
    source: str = Field(
        description="To be named wherever words of the plan are shown; empty for the owner's own plan."
    )
    url: str


class SharedOut(ComparedOut):
    item: str
    indicator: str
    indicator_name: str
    target: Decimal | None


class PlansOut(Schema):
    fiscal_year: int
    offered: list[int]
    plans: list[SideOut]
    items: list[SharedOut]


@router.get(
    "/{int:plan_id}/years",
    response=YearsOut,
    summary="A plan over the years, as published",
    url_name="plan-years",
)
def plan_years(request: HttpRequest, plan_id: int, years: Query[YearsQuery]) -> dict[str, object]:
    actor = actor_of(request)
    plan = get_object_or_404(plans_visible_to(actor), pk=plan_id)
    found = over_years(plan, actor, years.first, years.last)
    return {
        "plan": plan.pk,
        "years": list(found.years),
        "offered": list(found.offered),
        "rows": comparison_tables.years_table(found).records(),
    }


@router.get(
    "/compare/items",
    response=list[ItemOut],
    summary="Items that can be compared over municipalities",
    url_name="comparison-items",
)
def comparison_items(request: HttpRequest) -> list[dict[str, str]]:
    offered = municipal.items_offered(actor_of(request))
    return [{"code": item.code, "name": item_word(item)} for item in offered]


@router.get(
    "/compare/municipalities",
    response=MunicipalitiesOut,
    summary="One item over municipalities, five years",
    url_name="comparison-municipalities",
)
def comparison_municipalities(
    request: HttpRequest, asked: Query[MunicipalitiesQuery]
) -> dict[str, object]:
    actor = actor_of(request)
    item = municipal.item_of(asked.of, municipal.items_offered(actor))
    if item is None:
        raise Http404
    found = municipal.municipalities(item, asked.year, actor)
    return {
        "item": item.code,
        "fiscal_year": found.year,
        "offered": list(found.offered),
        "rows": comparison_tables.municipalities_table(found).records(),
    }


@router.get(
    "/compare/plans",
    response=PlansOut,
    summary="Two to five plans in one year, each by its own scale",
    url_name="comparison-plans",
)
def comparison_plans(request: HttpRequest, asked: Query[PlansQuery]) -> dict[str, object]:
    actor = actor_of(request)
    plans = beside.chosen_plans(asked.plan, actor)
    if len(plans) < len(asked.plan):
        raise Http404
    found = beside.plan_sides(plans, asked.year, actor)
    return {
        "fiscal_year": found.year,
        "offered": list(found.offered),
        "plans": [_side(side, found.year) for side in found.sides],
        "items": comparison_tables.shared_records(found),
    }


def _side(side: PlanSide, year: int) -> dict[str, object]:
    plan: Plan = side.plan
    course = side.ruled.course if side.ruled else None
    return {
        "plan": plan.pk,
        "name": plan.name,
        "owner": plan.owner_id,
        "owner_name": plan.owner.name,
        "first_year": plan.first_year,
        "last_year": plan.last_year,
        "goals": side.built.of(Part.GOAL),
        "measures": side.built.of(Part.MEASURE),
        "projects": side.built.of(Part.PROJECT),
        "published_sheets": side.published,
        **comparison_tables.report_of_side(side, year),
        "ratings": [
            {"code": step.code, "meaning": step.text, "projects": step.count} for step in side.steps
        ],
        "on_course": None
        if course is None or side.ruled is None
        else {
            "on": course.on,
            "rated": course.rated,
            "without_figures": course.unrated,
            "asks": side.ruled.rule.question,
        },
        "source": plan.source,
        "url": plan.get_absolute_url(),
    }
