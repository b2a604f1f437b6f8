"""Indicators with their whole history, as they are carried to another place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TypeVar

from yuinowa.ledger.domain.carrying import CarriedFigure, CarriedIndicator, CarriedTargets, Feed
from yuinowa.ledger.domain.indicators import (
    Accumulation,
    Blank,
    Certainty,
    Direction,
    Figure,
    Frequency,
    IndicatorKind,
    IndicatorSpec,
    Nature,
    Source,
    SubjectKind,
)
from yuinowa.ledger.domain.values import MetricRef
from yuinowa.ledger.models import Indicator, IndicatorValue, TargetValue, TargetVersion

T = TypeVar("T")

#: As long as the column that takes it.
_NOTE = 300


def carried(ids: Collection[int]) -> dict[int, CarriedIndicator]:
    """By id, the indicators with all their targets and figures. Four queries."""
    rows = (
        Indicator.objects.filter(pk__in=ids).select_related("metric").prefetch_related("subjects")
    )
    targets, figures = _targets(ids), _figures(ids)
    return {
        row.pk: CarriedIndicator(_spec(row), _feed(row), targets[row.pk], figures[row.pk])
        for row in rows
    }


def _spec(row: Indicator) -> IndicatorSpec:
    return IndicatorSpec(
        code=row.code,
        name=row.name,
        name_en=row.name_en,
        short_name=row.short_name,
        definition=row.definition,
        excluded=row.excluded,
        kind=IndicatorKind(row.kind),
        nature=Nature(row.nature),
        direction=Direction(row.direction),
        accumulation=Accumulation(row.accumulation),
        frequency=Frequency(row.frequency),
        counted_on=row.counted_on,
        unit=row.unit,
        decimals=row.decimals,
        numerator=row.numerator,
        denominator=row.denominator,
        baseline_year=row.baseline_year,
        baseline=row.baseline,
        over_hundred=row.over_hundred,
        quality_notes=row.quality_notes,
        statistic=row.statistic,
        per_residents=row.per_residents,
    )


def _feed(row: Indicator) -> Feed:
    """A partnership's own count stays behind: elsewhere there is no such partnership."""
    if row.metric is None or row.subject_kind == SubjectKind.CONTEXT:
        return Feed(Source.IMPORT if row.source == Source.IMPORT else Source.HAND)
    return Feed(
        Source.METRIC,
        MetricRef.read(str(row.metric)),
        SubjectKind(row.subject_kind),
        tuple(sorted(subject.pk for subject in row.subjects.all())),
        row.first_year,
    )


def _targets(ids: Collection[int]) -> dict[int, tuple[CarriedTargets, ...]]:
    values: defaultdict[int, dict[int, Figure]] = defaultdict(dict)
    for value in TargetValue.objects.filter(target_version__indicator__in=ids).order_by(
        "fiscal_year"
    ):
        values[value.target_version_id][value.fiscal_year] = _figure(value)
    found: defaultdict[int, list[CarriedTargets]] = defaultdict(list)
    for row in TargetVersion.objects.filter(indicator__in=ids).order_by("number"):
        found[row.indicator_id].append(
            CarriedTargets(row.number, row.adopted_on, row.reason, row.origin, values[row.pk])
        )
    return _by_id(ids, found)


def _figures(ids: Collection[int]) -> dict[int, tuple[CarriedFigure, ...]]:
    found: defaultdict[int, list[CarriedFigure]] = defaultdict(list)
    rows = (
        IndicatorValue.objects.filter(indicator__in=ids)
        .select_related("metric")
        .order_by("fiscal_year", "revision")
    )
    for row in rows:
        found[row.indicator_id].append(
            CarriedFigure(
                fiscal_year=row.fiscal_year,
                revision=row.revision,
                figure=_figure(row),
                certainty=Certainty(row.certainty),
                source=Source.HAND if row.provenance == Source.HAND else Source.IMPORT,
                source_note=_counted_from(row) if row.metric else row.source_note,
                reason=row.reason,
                no_data=row.reason_no_data,
                is_contested=row.contested,
                is_preliminary=row.is_preliminary,
                recorded_at=row.recorded_at,
                confirmed_at=row.confirmed_at,
            )
        )
    return _by_id(ids, found)


def _by_id(ids: Iterable[int], found: dict[int, list[T]]) -> dict[int, tuple[T, ...]]:
    return {pk: tuple(found.get(pk, ())) for pk in ids}


def _figure(row: TargetValue | IndicatorValue) -> Figure:
    return Figure(row.number, Blank(row.blank) if row.blank else None, row.as_printed)


def _counted_from(row: IndicatorValue) -> str:
    """contacts@1: 12; of a ratio its parts as well: ill_filled@1 = 9."""
    parts = [f"{part['metric']} = {part['number']}" for part in row.parts]
    return "; ".join([f"{row.metric}: {row.entries}", *parts])[:_NOTE]
