"""What the pages of plans share: the actor, the door, the plan's own pages, files, charts."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yuinowa.core.acting import actor_of
from yuinowa.documents.charts import Point, axis_of, plan_chart
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans import queries
from yuinowa.plans.labels.levels import Levels
from yuinowa.plans.models import Plan
from yuinowa.plans.queries.levels import level_names
from yuinowa.ui import words
from yuinowa.ui.parts import Link


def visible_plan(request: HttpRequest, pk: int) -> Plan:
    """The plan, or 404 whether it is hidden or missing (R22)."""
    return get_object_or_404(queries.plans_visible_to(actor_of(request)), pk=pk)


def frame(plan: Plan, here: str = "") -> dict[str, object]:
    """What every page of a plan shows: the plan, its pages, which of them this is (none: a project's page)."""
    pages = (
        ("plan-detail", _("Overview")),
        ("plan-report", _("Report")),
        *zip(
            ("plan-index", "plan-sheets", "plan-reference"),
            map(annex_title, plan.annexes),
            strict=True,
        ),
        ("plan-indicators", _("Indicators")),
        ("plan-years", _("Over the years")),
        ("plan-rule", _("How it is rated")),
        ("edition-list", _("Editions")),
    )
    links = [
        Link(label, reverse(f"plans:{name}", args=[plan.pk]), current=name == here)
        for name, label in pages
    ]
    named = next((link.label for link in links if link.current), "")
    return {"plan": plan, "links": links, "page_name": named, "levels": levels_of(plan)}


def levels_of(plan: Plan) -> Levels:
    """The words for the plan's levels, looked up where a page says one."""
    return cast("Levels", SimpleLazyObject(lambda: Levels(level_names(plan))))


def annex_title(annex: dict[str, str]) -> str:
    """What an annex is called, by its printed label and what it holds."""
    kinds = {
        "project-index": _("%(annex)s: list of projects"),
        "kpi-sheets": _("%(annex)s: progress sheets"),
        "narrative-table": _("%(annex)s: other projects"),
    }
    return kinds[annex["kind"]] % {"annex": annex["label"]}


def file_response(data: bytes, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        data,
        content_type=media_type,
        headers={"Content-Disposition": content_disposition_header(True, name) or ""},
    )


def chart_of(block: queries.IndicatorBlock) -> tuple[SafeString, str]:
    """The chart of an indicator and what its scale leaves out; the table beside it has the same numbers."""
    points = [
        Point(
            tick=FiscalYear(row.year).label.removesuffix("年度"),
            tick_short=FiscalYear(row.year).short,
            plan=row.target,
            plan_text=row.target_text,
            actual=row.actual,
            actual_text=row.actual_text,
        )
        for row in block.rows
    ]
    axis = axis_of(points)
    if axis is None:
        return SafeString(""), ""
    cut = _("The scale begins at %(low)s (the wave at the foot marks what is left out).") % {
        "low": words.number(axis.low)
    }
    return plan_chart(points, label=_spoken(block)), cut if axis.is_cut else ""


def _spoken(block: queries.IndicatorBlock) -> str:
    actuals = _series([(row.year, row.actual_text) for row in block.rows if row.actual is not None])
    targets = _series([(row.year, row.target_text) for row in block.rows if row.target is not None])
    return _("Line chart of %(name)s. Actual: %(actuals)s. Plan: %(targets)s.") % {
        "name": block.slot.label,
        "actuals": actuals or _("nothing yet"),
        "targets": targets or _("nothing yet"),
    }


def _series(values: list[tuple[int, str]]) -> str:
    return _(", ").join(f"{words.fiscal_year(year)} {text}" for year, text in values)
