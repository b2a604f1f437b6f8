"""The pages of a plan: overview, report, annexes, indicators, files."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans import queries
from yuinowa.plans.domain.kinds import Flag
from yuinowa.plans.domain.tally import printed_count
from yuinowa.plans.exchange import open_data, schema_text
from yuinowa.plans.labels import OPEN_TABLES, SHEET_STATES
from yuinowa.plans.labels.levels import Levels
from yuinowa.plans.models import Plan
from yuinowa.plans.queries.levels import printed_level_names
from yuinowa.plans.views.claims import body_claims
from yuinowa.plans.views.frame import file_response, frame, visible_plan
from yuinowa.plans.views.turns import editions_now, plan_turn
from yuinowa.ui.parts import Figure

#: Plans on one page of the list (R4).
_PAGE = 20


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    plans = Paginator(queries.plans_visible_to(actor_of(request)), _PAGE).get_page(
        request.GET.get("page")
    )
    actor = actor_of(request)
    can_begin = can(actor, "plan.begin", Plan(owner_id=actor.institution or 0))
    return render(request, "plans/plan_list.html", {"plans": plans, "can_begin": can_begin})


@require_safe
def plan_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor, plan = actor_of(request), visible_plan(request, pk)
    printed = queries.printed_plan(plan, actor)
    flag = next((known for known in Flag if known == request.GET.get("only")), None)
    rounds = queries.rounds_of(plan, actor) if plan.is_editable else []
    begun = {year.fiscal_year: year for year in queries.years_visible_to(actor).filter(plan=plan)}
    context = {
        "printed": printed,
        "figures": _figures(printed),
        "ratings": _ratings(printed),
        "goals": queries.narrowed(printed, flag),
        "flag": flag,
        "tables": OPEN_TABLES,
        "rounds": [
            (
                year,
                [(SHEET_STATES[state], count) for state, count in states.items()],
                begun.get(year.start_year),
            )
            for year, states in rounds
        ],
        "next_year": _next_year(plan, rounds)
        if can(actor, "plan.edit", plan) and printed.goals
        else None,
        "can_edit": can(actor, "plan.edit", plan),
        "can_see_history": can(actor, "plan.history", plan),
        "can_take_along": can(actor, "plan.take_along", plan),
        **_turn_and_editions(plan, actor),
    }
    return render(request, "plans/plan_detail.html", {**frame(plan, "plan-detail"), **context})


def _turn_and_editions(plan: Plan, actor: Actor) -> dict[str, object]:
    """The one next step, the newest edition, and the year that could be published next."""
    if not plan.is_editable:
        return {}
    published = editions_now(plan, actor)
    return {
        "turn": plan_turn(plan, actor, published),
        "newest_edition": published.newest,
        "to_publish": published.to_publish,
    }


def _figures(printed: queries.PrintedPlan) -> list[Figure]:
    tally, levels = printed.tally, Levels(printed_level_names(printed))
    return [
        Figure(levels.goals, str(tally.goals)),
        Figure(levels.measures, str(tally.measures)),
        Figure(levels.projects, str(tally.projects)),
        Figure(_("of them with yearly targets and indicators"), str(tally.with_indicators)),
    ]


def _ratings(printed: queries.PrintedPlan) -> list[tuple[str, str, str]]:
    return [
        (step.code, printed_count(step.code, printed.tally.ratings[step.code]), step.text)
        for step in printed.steps
    ]


def _next_year(plan: Plan, rounds: Sequence[tuple[FiscalYear, object]]) -> int | None:
    """The year whose sheets can be opened: the one after the newest, first the one the plan reports on."""
    if not rounds:
        return plan.as_of_year
    newest = max(year.start_year for year, _states in rounds)
    return newest + 1 if newest < plan.last_year else None


@require_safe
def plan_report(request: HttpRequest, pk: int) -> HttpResponse:
    actor, plan = actor_of(request), visible_plan(request, pk)
    printed = queries.printed_plan(plan, actor)
    context = {
        "blocks": queries.report_blocks(printed),
        "body_claims": body_claims(printed) if can(actor, "plan.claims", plan) else [],
    }
    return render(request, "plans/plan_report.html", {**frame(plan, "plan-report"), **context})


@require_safe
def plan_index(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request, pk)
    grids = queries.index_grids(queries.printed_plan(plan, actor_of(request)))
    return render(
        request,
        "plans/plan_annex.html",
        {**frame(plan, "plan-index"), "annex": plan.annexes[0], "grids": grids},
    )


@require_safe
def plan_sheets(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request, pk)
    printed = queries.printed_plan(plan, actor_of(request))
    context = {
        "annex": plan.annexes[1],
        "sheets": queries.annex_sheets(printed),
        "legend": printed.legend,
    }
    return render(request, "plans/plan_sheets.html", {**frame(plan, "plan-sheets"), **context})


@require_safe
def plan_reference(request: HttpRequest, pk: int) -> HttpResponse:
    plan = visible_plan(request, pk)
    grids = queries.narrative_grids(queries.printed_plan(plan, actor_of(request)))
    return render(
        request,
        "plans/plan_annex.html",
        {**frame(plan, "plan-reference"), "annex": plan.annexes[2], "grids": grids},
    )


@require_safe
def plan_indicators(request: HttpRequest, pk: int) -> HttpResponse:
    actor, plan = actor_of(request), visible_plan(request, pk)
    rows = queries.indicator_rows(list(queries.printed_plan(plan, actor).sheets()))
    return render(
        request, "plans/plan_indicators.html", {**frame(plan, "plan-indicators"), "rows": rows}
    )


@require_safe
def plan_data(request: HttpRequest, pk: int, table: str, form: str) -> HttpResponse:
    """One table of the plan as open data: western years, UTF-8 (plan-progress §10)."""
    plan = visible_plan(request, pk)
    try:
        data = open_data.table_of(queries.printed_plan(plan, actor_of(request)), table)
    except KeyError:
        raise Http404 from None
    if form == "json":
        return file_response(
            open_data.as_json(data), "application/json", f"plan-{plan.pk}-{table}.json"
        )
    return csv_response(request, f"plan-{plan.pk}-{table}.csv", data.columns, data.rows)


@require_safe
def plan_schema(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(schema_text(), content_type="application/schema+json")
