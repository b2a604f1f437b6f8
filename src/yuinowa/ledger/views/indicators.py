"""One indicator: what it measures, its targets, its figures year by year."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from yuinowa.core import clock, sockets
from yuinowa.core.acting import actor_of
from yuinowa.ledger.domain.indicators import (
    Certainty,
    Direction,
    IndicatorKind,
    Nature,
    Source,
    rounded,
)
from yuinowa.ledger.labels import metrics as labels
from yuinowa.ledger.models import Indicator, IndicatorValue, TargetValue
from yuinowa.ledger.queries import indicators as reading


@require_safe
def indicator_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Definition, targets in force and figures of an indicator.

    Raises:
        Http404: there is no such indicator, or the actor may not know of it.
    """
    actor = actor_of(request)
    indicator = get_object_or_404(reading.indicators_visible_to(actor), pk=pk)
    targets = reading.targets_in_force([pk], on=clock.today()).get(pk, {})
    kept = reading.current_figures([pk]).get(pk, {})
    rows = [
        _row(indicator, year, targets.get(year), kept.get(year))
        for year in sorted({*targets, *kept})
    ]
    context = {
        "indicator": indicator,
        "kind": labels.INDICATOR_KINDS[IndicatorKind(indicator.kind)],
        "nature": labels.NATURES[Nature(indicator.nature)],
        "direction": labels.DIRECTIONS[Direction(indicator.direction)],
        "source": labels.SOURCES[Source(indicator.source)],
        "rows": rows,
        "panels": [
            render_to_string(panel.template, panel.context, request=request)
            for panel in sockets.panels(indicator, actor)
        ],
    }
    return render(request, "ledger/indicator_detail.html", context)


def _row(
    indicator: Indicator, year: int, target: TargetValue | None, kept: IndicatorValue | None
) -> dict[str, Any]:
    address = reverse("ledger:indicator-figure", args=[indicator.pk, year])
    return {
        "year": year,
        "target": _printed(target, indicator.decimals),
        "actual": _printed(kept, indicator.decimals),
        "certainty": labels.CERTAINTIES[Certainty(kept.certainty)] if kept else "",
        "url": address if kept or indicator.metric_id is not None else "",
    }


def _printed(cell: TargetValue | IndicatorValue | None, decimals: int) -> str:
    if cell is None or cell.number is None:
        return ""
    return cell.as_printed or labels.quantity(rounded(cell.number, decimals))
