"""The metrics: their list, their definition in words, and a preview."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.metrics import AskedSide, Metric
from yuinowa.ledger.domain.planner import SubjectRefused, plan
from yuinowa.ledger.labels import kind_word, refusals, sentences
from yuinowa.ledger.labels import metrics as labels
from yuinowa.ledger.models import MetricVersion
from yuinowa.ledger.queries import figures, saved
from yuinowa.ledger.queries.indicators import indicators_visible_to
from yuinowa.ledger.views.words import region_name

#: Years shown side by side in a preview.
PREVIEW_YEARS = 5


@require_safe
def metric_list(request: HttpRequest) -> HttpResponse:
    """Every metric in its newest version."""
    rows = [
        {
            "version": version,
            "label": labels.name_of(version.definition["label"]),
            "unit": _unit(saved.metric_of(version)),
        }
        for version in saved.newest_metrics()
    ]
    return render(request, "ledger/metric_list.html", {"rows": rows})


def _unit(metric: Metric) -> str:
    return labels.unit(metric.result_unit, metric.kinds)


@require_safe
def metric_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The newest version of a metric.

    Raises:
        Http404: there is no such metric.
    """
    version = saved.versions_of(code).first()
    if version is None:
        raise Http404
    return _page(request, version)


@require_safe
def metric_version(request: HttpRequest, code: str, version: int) -> HttpResponse:
    """One version of a metric, as it was saved.

    Raises:
        Http404: there is no such version.
    """
    found = saved.versions_of(code).filter(version=version).first()
    if found is None:
        raise Http404
    return _page(request, found)


def _page(request: HttpRequest, version: MetricVersion) -> HttpResponse:
    actor = actor_of(request)
    metric = saved.metric_of(version)
    parts = saved.parts_of(metric)
    context = {
        "version": version,
        "label": labels.name_of(version.definition["label"]),
        "unit": _unit(metric),
        "definition": _definition(metric),
        "parts": [
            {"label": part.label_ja if labels.is_japanese() else part.label_en, "metric": part}
            for part in parts
        ],
        "roll_ups": [labels.ROLL_UPS[rollup] for rollup in plan(metric, parts).rollups],
        "versions": list(saved.versions_of(version.code)),
        "indicators": list(
            indicators_visible_to(actor).filter(metric__code=version.code).order_by("name", "pk")
        ),
    }
    return render(
        request, "ledger/metric_detail.html", context | _preview(request, actor, metric, parts)
    )


def _definition(metric: Metric) -> list[tuple[object, str]]:
    """The definition in words, row by row; what is left at its default is said too."""
    if metric.ratio is not None:
        return [
            (labels.FIELDS["count"], str(labels.COUNTS[metric.count])),
            (labels.FIELDS["times"], str(metric.ratio.times)),
            (labels.FIELDS["period"], str(labels.PERIODS[metric.period])),
        ]
    return [
        (labels.FIELDS["count"], str(labels.COUNTS[metric.count])),
        (labels.FIELDS["unit"], labels.unit(metric.unit, metric.kinds)),
        (labels.FIELDS["kinds"], sentences.listed([kind_word(code) for code in metric.kinds])),
        (labels.FIELDS["side"], str(labels.ASKED_SIDES[metric.side])),
        (
            labels.FIELDS["scope"],
            sentences.listed([str(labels.SCOPE_RULES[rule]) for rule in metric.asked_scopes]),
        ),
        (labels.FIELDS["context"], str(labels.CONTEXTS[metric.context])),
        (labels.FIELDS["period"], str(labels.PERIODS[metric.period])),
        (labels.FIELDS["voice"], str(labels.VOICE_RULES[metric.voice])),
        (labels.FIELDS["lineage"], str(labels.LINEAGES[metric.lineage])),
        *(
            [
                (
                    labels.FIELDS["group"],
                    sentences.listed([str(labels.GROUPS[group]) for group in metric.group]),
                )
            ]
            if metric.group
            else []
        ),
    ]


def _recent_years() -> list[int]:
    present = FiscalYear.of(clock.today()).start_year
    return list(range(present - PREVIEW_YEARS + 1, present + 1))


def _subjects(actor: Actor, metric: Metric, parts: tuple[Metric, ...]) -> list[str]:
    """About whom this actor may ask: its own institution, the region, as the metric allows."""
    sides = {part.side for part in parts or (metric,)}
    found = []
    if AskedSide.TOTAL not in sides and actor.institution is not None:
        found.append(str(actor.institution))
    if sides == {AskedSide.TOTAL} or actor.region or actor.institution is None:
        found.append(figures.REGION)
    return found


def _preview(
    request: HttpRequest, actor: Actor, metric: Metric, parts: tuple[Metric, ...]
) -> dict[str, Any]:
    """The last years for the chosen subject, each value with the way to what stands behind it."""
    offered = _subjects(actor, metric, parts)
    chosen = request.GET.get("subject", "")
    word = chosen if chosen in offered else (offered[0] if offered else "")
    subject = figures.subject_from(word)
    if subject is None:
        return {"offered": []}
    years = _recent_years()
    try:
        shown = figures.shown_values(metric, subject, years, actor)
    except SubjectRefused as refused:
        return {"offered": [], "refused": refusals.MISFITS[refused.misfit]}
    names = figures.names_for(subject, metric, region_name())
    return {
        "offered": [
            {"word": one, "label": _offered_label(one, actor), "chosen": one == word}
            for one in offered
        ],
        "shown": [
            {
                "year": year,
                "value": one,
                "text": labels.quantity(one.number, metric.result_unit),
                "reason": labels.NO_DATA[one.reason] if one.reason else "",
                "url": reverse(
                    "ledger:metric-figure", args=[metric.code, metric.version, word, year]
                ),
            }
            for year, one in shown.items()
        ],
        "sentence": sentences.say(
            figures.explained(metric, subject, years, names, shown=shown.values())
        ),
    }


def _offered_label(word: str, actor: Actor) -> str:
    subject = figures.subject_from(word)
    if subject is None or not subject.institutions:
        return region_name()
    return figures.names_for(subject, None, "").subject or actor.label
