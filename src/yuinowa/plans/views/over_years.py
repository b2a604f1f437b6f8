"""A plan over the years: targets, actuals, what changed, ratings; and the same as files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yuinowa.core.acting import actor_of
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.population import months_old, places_of
from yuinowa.ledger.labels.comparing import PER_RESIDENTS_WORDS, age_words
from yuinowa.plans.exchange import comparison_tables
from yuinowa.plans.labels.comparison import report_words
from yuinowa.plans.queries.over_years import YearBlock, YearRow, over_years
from yuinowa.plans.views.comparing import data_response, files_of, year_asked
from yuinowa.plans.views.frame import chart_of, frame, visible_plan
from yuinowa.ui.paging import page_of

#: Indicators on one page.
_BLOCKS = 20


@require_safe
def plan_years(request: HttpRequest, pk: int) -> HttpResponse:
    """Each indicator with its years beside its chart; the years are chosen in the address."""
    actor, plan = actor_of(request), visible_plan(request, pk)
    found = over_years(plan, actor, year_asked(request.GET, "from"), year_asked(request.GET, "to"))
    page = page_of(request, found.blocks, size=_BLOCKS)
    chosen = {name: request.GET[name] for name in ("from", "to") if request.GET.get(name)}
    context = {
        "found": found,
        "page_of_blocks": page,
        "blocks": [_shown(block) for block in page.object_list],
        "sources": [(year, told, report_words(told)) for year, told in found.editions.items()],
        "population": _population(found.blocks),
        "files": files_of("plans:plan-years-data", chosen, pk=plan.pk),
    }
    return render(request, "plans/plan_years.html", {**frame(plan, "plan-years"), **context})


def _shown(block: YearBlock) -> dict[str, object]:
    return {
        "block": block.block,
        "project": block.slot.project,
        "rows": [(row, report_words(row.told) if row.told else "") for row in block.rows],
        "chart": chart_of(block.block),
        "per": PER_RESIDENTS_WORDS[block.base] if _has_heads(block) else "",
        "places": places_of(block.base or 1),
    }


def _has_heads(block: YearBlock) -> bool:
    return any(row.shown.per is not None for row in block.rows)


def _population(blocks: tuple[YearBlock, ...]) -> list[tuple[YearRow, str]]:
    """The populations that the figures per head are made with, one a year; the age of each in words."""
    found: dict[int, tuple[YearRow, str]] = {}
    for block in blocks:
        for row in block.rows:
            known = row.shown.population
            if row.shown.per is not None and known is not None:
                year = row.figure.year
                found[year] = (row, age_words(months_old(known.as_of, FiscalYear(year))))
    return [found[year] for year in sorted(found)]


@require_safe
def plan_years_data(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The years of a plan as open data."""
    plan = visible_plan(request, pk)
    found = over_years(
        plan, actor_of(request), year_asked(request.GET, "from"), year_asked(request.GET, "to")
    )
    return data_response(request, comparison_tables.years_table(found), form, f"plan-{plan.pk}")
