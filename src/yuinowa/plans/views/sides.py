"""Plans side by side: chosen in the address, each in its own words, and what several of them measure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yuinowa.core.acting import actor_of
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.population import months_old, places_of
from yuinowa.ledger.labels.comparing import PER_RESIDENTS_WORDS, age_words
from yuinowa.plans.domain.structure import Part
from yuinowa.plans.exchange import comparison_tables
from yuinowa.plans.labels.comparison import (
    course_words,
    difference_words,
    item_word,
    report_words,
    side_report_words,
)
from yuinowa.plans.labels.levels import Levels
from yuinowa.plans.models import Plan
from yuinowa.plans.queries import sides as reading
from yuinowa.plans.queries.sides import FEWEST, MOST, PlanSide, PlanSides, SharedCell, SharedRow
from yuinowa.plans.views.comparing import data_response, files_of, sources_of, year_asked
from yuinowa.ui import words
from yuinowa.ui.paging import page_of

#: Plans offered on one page, and letters of the words that find them.
_OFFERED, _WORDS = 20, 100
#: Digits of an id.
_ID = 18


@require_safe
def comparison_plans(request: HttpRequest) -> HttpResponse:
    """The plans of the address in one year, and others that could be added."""
    actor, asked = actor_of(request), _ids(request.GET)
    chosen = reading.chosen_plans(asked, actor)[:MOST]
    searched = _searched(request.GET)
    others = reading.plans_to_choose(searched, [plan.pk for plan in chosen], actor)
    page = page_of(request, others, size=_OFFERED)
    context: dict[str, object] = {
        "chosen": [(plan, _without(request.GET, chosen, plan)) for plan in chosen],
        "is_full": len(chosen) == MOST,
        "left_out": len(asked) - len(chosen),
        "searched": searched,
        "kept": _kept(request.GET, chosen),
        "page_of_plans": page,
        "others": [(plan, _with(request.GET, chosen, plan)) for plan in page.object_list],
    }
    if len(chosen) >= FEWEST:
        found = reading.plan_sides(chosen, year_asked(request.GET), actor)
        context |= _compared(found)
    return render(request, "plans/comparison_plans.html", context)


def _compared(found: PlanSides) -> dict[str, object]:
    rows = [_shown_row(row, found) for row in found.rows]
    return {
        "found": found,
        "sides": [_shown_side(side, found.year) for side in found.sides],
        "shared": rows,
        "cells": [cell for row in rows for cell in row.cells],
        "populations_lack": any(
            cell.cell.shown.number is not None and cell.cell.shown.population is None
            for row in rows
            if row.per
            for cell in row.cells
        ),
        "sources": sources_of(side.plan for side in found.sides),
        "files": files_of(
            "plans:comparison-plans-data",
            {"plan": [str(side.plan.pk) for side in found.sides], "year": str(found.year)},
        ),
    }


@require_safe
def comparison_plans_data(request: HttpRequest, form: str) -> HttpResponse:
    """Plans side by side as open data."""
    actor, asked = actor_of(request), _ids(request.GET)
    chosen = reading.chosen_plans(asked, actor)
    if not FEWEST <= len(chosen) <= MOST or len(chosen) < len(asked):
        raise Http404
    found = reading.plan_sides(chosen, year_asked(request.GET), actor)
    return data_response(request, comparison_tables.plans_table(found), form, f"plans-{found.year}")


# ---------------------------------------------------------------- what an address asks


def _ids(asked: QueryDict) -> list[int]:
    """The plans that the address names, each once; what is no number names none."""
    named = [word for word in asked.getlist("plan") if word.isascii() and word.isdigit()]
    return list(dict.fromkeys(int(word) for word in named if len(word) <= _ID))


def _searched(asked: QueryDict) -> str:
    """The words that plans are looked for by."""
    return asked.get("q", "")[:_WORDS].strip()


def _kept(asked: QueryDict, chosen: Iterable[Plan]) -> list[tuple[str, str]]:
    """What a form hands on with its own fields."""
    year = year_asked(asked)
    kept = [("plan", str(plan.pk)) for plan in chosen]
    return [*kept, ("year", str(year))] if year else kept


def _address(asked: QueryDict, plans: Iterable[int]) -> str:
    query = QueryDict(mutable=True)
    query.setlist("plan", [str(pk) for pk in plans])
    year = year_asked(asked)
    if year:
        query["year"] = str(year)
    return f"?{query.urlencode()}"


def _without(asked: QueryDict, chosen: Sequence[Plan], plan: Plan) -> str:
    return _address(asked, [one.pk for one in chosen if one != plan])


def _with(asked: QueryDict, chosen: Sequence[Plan], plan: Plan) -> str:
    return _address(asked, [*(one.pk for one in chosen), plan.pk])


# ---------------------------------------------------------------- what the page shows


@dataclass(frozen=True)
class ShownSide:
    """A plan as the page prints it."""

    side: PlanSide
    #: Its levels in its own words, each with how many.
    levels: tuple[tuple[str, int], ...]
    report: str
    course: tuple[str, ...]


def _shown_side(side: PlanSide, year: int) -> ShownSide:
    levels, ruled = Levels(side.built.names), side.ruled
    return ShownSide(
        side=side,
        levels=tuple(
            (levels.many(part), side.built.of(part))
            for part in (Part.GOAL, Part.MEASURE, Part.PROJECT)
        ),
        report=side_report_words(side.told, year),
        course=course_words(ruled.rule, ruled.course) if ruled else course_words(None, None),
    )


@dataclass(frozen=True)
class ShownCell:
    """A plan's indicator of an item as the table prints it."""

    cell: SharedCell
    report: str
    per: str
    age: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ShownRow:
    """An item with the indicators of all plans, and the plans that have none."""

    name: str
    #: Per how many residents, in words; empty: the item is not shown per head.
    per: str
    places: int
    cells: tuple[ShownCell, ...]
    without: tuple[Plan, ...]


def _shown_row(row: SharedRow, found: PlanSides) -> ShownRow:
    cells = [cell for of_plan in row.cells for cell in of_plan]
    return ShownRow(
        name=item_word(row.item),
        per=str(PER_RESIDENTS_WORDS[row.base]) if row.base else "",
        places=places_of(row.base or 1),
        cells=tuple(_shown_cell(cell, found.year) for cell in cells),
        without=tuple(
            side.plan for side, of_plan in zip(found.sides, row.cells, strict=True) if not of_plan
        ),
    )


def _shown_cell(cell: SharedCell, year: int) -> ShownCell:
    shown = cell.shown
    known = shown.population
    return ShownCell(
        cell=cell,
        report=report_words(shown.told) if shown.told else "",
        per="" if shown.per is None else words.number(shown.per),
        age=age_words(months_old(known.as_of, FiscalYear(year))) if known else "",
        notes=tuple(difference_words(one) for one in cell.differs),
    )
