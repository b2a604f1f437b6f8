"""One figure: the number, the sentence that explains it, its cells, and the way to its entries (rule 12)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor
from yuinowa.ledger.domain import kinds
from yuinowa.ledger.domain.deeds import LegScope, Side, Voice
from yuinowa.ledger.domain.drill import Cell
from yuinowa.ledger.domain.indicators import Certainty, Source, rounded
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.domain.metrics import AskedSide, Metric, Subject
from yuinowa.ledger.domain.planner import SubjectRefused
from yuinowa.ledger.domain.privacy import may_be_drilled
from yuinowa.ledger.labels import SIDES, VOICES, kind_word, sentences
from yuinowa.ledger.labels import metrics as labels
from yuinowa.ledger.models import IndicatorValue
from yuinowa.ledger.queries import figures, saved
from yuinowa.ledger.queries.figure_files import line_of_value, runs_visible_to
from yuinowa.ledger.queries.indicators import (
    figures_visible_to,
    history_of,
    indicators_visible_to,
    subject_of,
)
from yuinowa.ledger.queries.institutions import names_of
from yuinowa.ledger.views.words import end_name, region_name

CELLS_A_PAGE = 60


@require_safe
def metric_figure(
    request: HttpRequest, code: str, version: int, subject: str, year: int
) -> HttpResponse:
    """What a version of a metric says now about a subject and a year.

    Raises:
        Http404: the address names no metric, subject or year that go together.
    """
    actor = actor_of(request)
    row = saved.versions_of(code).filter(version=version).first()
    whom = figures.subject_from(subject)
    if row is None or whom is None or not 1900 <= year <= 2200:
        raise Http404
    if whom.institutions and not figures.all_visible(whom, actor):
        raise Http404
    metric = saved.metric_of(row)
    try:
        context = _behind(request, actor, metric, whom, year)
    except SubjectRefused:
        raise Http404 from None
    return render(request, "ledger/figure.html", context)


@require_safe
def figure(request: HttpRequest, pk: int) -> HttpResponse:
    """One revision of an indicator's figure, as it was kept.

    Raises:
        Http404: there is no such figure, or the actor may not know of it.
    """
    actor = actor_of(request)
    kept = get_object_or_404(figures_visible_to(actor), pk=pk)
    return render(request, "ledger/figure.html", _kept(request, actor, kept))


@require_safe
def indicator_figure(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """The figure of an indicator and year: the one that is kept, else what its metric says now.

    Raises:
        Http404: there is no such indicator, the actor may not know of it, or the year has no figure.
    """
    actor = actor_of(request)
    indicator = get_object_or_404(indicators_visible_to(actor), pk=pk)
    kept = (
        figures_visible_to(actor)
        .filter(indicator=indicator, fiscal_year=year, superseded_at__isnull=True)
        .first()
    )
    if kept is not None:
        return render(request, "ledger/figure.html", _kept(request, actor, kept))
    if indicator.metric is None or not 1900 <= year <= 2200:
        raise Http404
    behind = _behind(
        request,
        actor,
        saved.metric_of(indicator.metric),
        subject_of(indicator),
        year,
        first_year=indicator.first_year,
        declared=True,
    )
    return render(request, "ledger/figure.html", behind | {"indicator": indicator})


def _kept(request: HttpRequest, actor: Actor, kept: IndicatorValue) -> dict[str, Any]:
    """A kept figure with its provenance and revisions and, if it was counted, what is behind it."""
    indicator = kept.indicator
    context: dict[str, Any] = {
        "kept": kept,
        "indicator": indicator,
        "year": kept.fiscal_year,
        "text": _printed(kept, indicator.decimals),
        "unit": indicator.unit,
        "source": labels.SOURCES[Source(kept.provenance)],
        "certainty": labels.CERTAINTIES[Certainty(kept.certainty)],
        "contested": kept.contested,
        "document": _document(kept, actor),
        "history": [
            {"row": row, "text": _printed(row, indicator.decimals)}
            for row in history_of(indicator.pk, kept.fiscal_year)
        ],
    }
    if kept.metric is not None:
        metric = saved.metric_of(kept.metric)
        behind = _behind(
            request,
            actor,
            metric,
            subject_of(indicator),
            kept.fiscal_year,
            first_year=indicator.first_year,
            basis=kept.basis,
            declared=True,
        )
        moved = not behind["hidden"] and behind["stored"] != kept.number
        context = behind | context | {"now": behind["text"] if moved else ""}
        if behind["hidden"]:
            context["text"] = ""
    return context


def _document(kept: IndicatorValue, actor: Actor) -> str:
    """The row of the file that the figure came from, for those who may see the file; else empty."""
    line = line_of_value(kept)
    if line is None or not runs_visible_to(actor).filter(pk=line.run_id).exists():
        return ""
    return f"{line.run.get_absolute_url()}?line={line.pk}#line-{line.pk}"


def _printed(row: IndicatorValue, decimals: int) -> str:
    return "" if row.number is None else labels.quantity(rounded(row.number, decimals))


def _behind(
    request: HttpRequest,
    actor: Actor,
    metric: Metric,
    subject: Subject,
    year: int,
    *,
    first_year: int | None = None,
    basis: int | None = None,
    declared: bool = False,
) -> dict[str, Any]:
    """The value now, its sentence, and its cells as far as the actor may see them."""
    shown = figures.shown_values(
        metric, subject, [year], actor, first_year=first_year, declared=declared
    )[year]
    names = figures.names_for(subject, metric, region_name())
    explained = figures.explained(
        metric, subject, [year], names, shown=[shown], first_year=first_year
    )
    cells = figures.cells_for(metric, subject, year, actor, first_year=first_year)
    page = Paginator(cells, CELLS_A_PAGE).get_page(request.GET.get("page"))
    called = names_of({end for cell in page for end in (cell.key.giver, cell.key.receiver) if end})
    number = labels.quantity(shown.number, metric.result_unit)
    return {
        "metric": metric,
        "label": metric.label_ja if labels.is_japanese() else metric.label_en,
        "subject": names.subject,
        "year": year,
        "text": number,
        "stored": figures.as_stored(shown),
        "unit": ""
        if metric.result_unit in {"percent", "day"}
        else labels.unit(metric.result_unit, metric.kinds),
        "hidden": shown.hidden,
        "reason": labels.NO_DATA[shown.reason] if shown.reason else "",
        "contested": shown.contested,
        "sentence": sentences.say(explained),
        "parts": [
            {
                "ref": part.metric,
                "text": labels.quantity(part.number),
                "unit": labels.unit(part.unit),
                "reason": labels.NO_DATA[part.reason_no_data] if part.reason_no_data else "",
                "url": _figure_url(part.metric.code, part.metric.version, subject, year),
            }
            for part in shown.parts
        ],
        "may_look": figures.may_look_behind(actor, subject),
        "page_obj": page,
        "cells": [_cell(cell, called, basis) for cell in page],
        "total": labels.quantity(sum(cell.counted for cell in cells)),
        "adds_up": metric.ratio is None and metric.count == "quantity",
    }


def _figure_url(code: str, version: int, subject: Subject, year: int) -> str:
    if subject.context is not None:
        return ""
    return reverse("ledger:metric-figure", args=[code, version, figures.word_for(subject), year])


def _cell(cell: Cell, called: dict[int, str], basis: int | None) -> dict[str, Any]:
    query = cell.key.as_query() | ({"up_to": str(basis)} if basis is not None else {})
    drilled = may_be_drilled(Unit(cell.key.unit))
    is_directed = not kinds.is_known(cell.key.kind) or kinds.find(cell.key.kind).directed
    side = Side.GIVEN if cell.side is AskedSide.TOTAL else Side(cell.side)
    return {
        "cell": cell,
        "kind": kind_word(cell.key.kind),
        "month": "" if cell.key.month is None else labels.month(cell.key.month),
        "side": SIDES[side] if is_directed else "",
        "giver": end_name(cell.key.giver, called),
        "receiver": end_name(cell.key.receiver, called),
        "voice": VOICES[Voice(cell.key.voice)],
        "residents": cell.key.scope == LegScope.RESIDENTS,
        "counted": cell.counted,
        "url": f"{reverse('ledger:entries')}?{urlencode(query)}" if drilled else "",
    }
