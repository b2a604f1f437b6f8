"""Metrics as they were saved."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from yuinowa.ledger.domain.metrics import Metric
from yuinowa.ledger.domain.restoring import restore
from yuinowa.ledger.domain.values import MetricRef
from yuinowa.ledger.models import MetricVersion


def metric_of(row: MetricVersion) -> Metric:
    """The question a saved version asks."""
    return restore(row.definition, row.kinds)


def saved(ref: MetricRef) -> MetricVersion | None:
    """The version ``ref`` names, if there is one."""
    return MetricVersion.objects.filter(code=ref.code, version=ref.version).first()


def lookup(ref: MetricRef) -> Metric | None:
    """The metric ``ref`` names, as the reader of definitions asks for the parts of a ratio."""
    row = saved(ref)
    return None if row is None else metric_of(row)


def parts_of(metric: Metric) -> tuple[Metric, ...]:
    """Numerator and denominator of a ratio; nothing for any other metric."""
    return parts_of_each([metric])[metric.ref]


def parts_of_each(metrics: Iterable[Metric]) -> dict[MetricRef, tuple[Metric, ...]]:
    """Of each metric its parts. One query, and none where there is no ratio."""
    wanted = {metric.ref: () if metric.ratio is None else metric.ratio.parts for metric in metrics}
    refs = {ref for parts in wanted.values() for ref in parts}
    rows = {}
    if refs:
        found = MetricVersion.objects.filter(
            code__in={ref.code for ref in refs}, version__in={ref.version for ref in refs}
        )
        rows = {(row.code, row.version): metric_of(row) for row in found}
    return {
        whole: tuple(rows[ref.code, ref.version] for ref in parts)
        for whole, parts in wanted.items()
    }


def versions_of(code: str) -> QuerySet[MetricVersion]:
    """All versions of a metric, newest first."""
    return MetricVersion.objects.filter(code=code).order_by("-version")


def newest_metrics() -> list[MetricVersion]:
    """The newest version of every metric, by code."""
    newest: dict[str, MetricVersion] = {}
    for row in MetricVersion.objects.order_by("code", "version"):
        newest[row.code] = row
    return list(newest.values())
