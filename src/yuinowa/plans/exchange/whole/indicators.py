"""The indicators of a plan as rows: what is measured, in which places, every target and figure with its history."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields

from yuinowa.core import people
from yuinowa.core.rights import Actor
from yuinowa.directory.domain.institutions import IdentifierScheme
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.ledger.domain.carrying import CarriedFigure, CarriedIndicator
from yuinowa.ledger.domain.indicators import Figure, IndicatorSpec
from yuinowa.ledger.domain.values import MetricRef
from yuinowa.ledger.queries.carrying import carried
from yuinowa.ledger.queries.saved import saved
from yuinowa.plans.exchange.whole.rows import Row
from yuinowa.plans.models import IndicatorSlot, Plan


def indicator_rows(plan: Plan) -> dict[str, list[Row]]:
    """The tables of what ``plan`` measures."""
    slots = list(
        IndicatorSlot.objects.filter(project__plan=plan)
        .select_related("project", "indicator")
        .order_by("project__position", "position")
    )
    ids = [slot.indicator_id for slot in slots if slot.indicator_id is not None]
    found = sorted(carried(ids).values(), key=lambda row: row.spec.code)
    metrics = sorted({str(row.feed.metric) for row in found if row.feed.metric})
    named = _institutions({pk for row in found for pk in row.feed.subjects})
    return {
        "metrics": [{"metric": ref, "definition": _definition(ref)} for ref in metrics],
        "indicators": [_indicator(row) for row in found],
        "indicator_institutions": [
            {"indicator": row.spec.code, "position": n, **named[pk]}
            for row in found
            for n, pk in enumerate(sorted(row.feed.subjects, key=lambda pk: named[pk]["name"]), 1)
        ],
        "slots": [
            {
                "project": s.project.key, "position": s.position, "title": s.title, "label": s.label,
                "plan_row_label": s.plan_row_label, "weight": s.weight,
                "department": s.department,
                "indicator": s.indicator.code if s.indicator else "",
            }
            for s in slots
        ],
        "target_versions": list(_versions(found, ids)),
        "targets": [
            {"indicator": row.spec.code, "version": version.number, "year": year, **_figure(figure)}
            for row in found
            for version in row.targets
            for year, figure in sorted(version.targets.items())
        ],
        "figures": [
            {"indicator": row.spec.code, **_kept(figure)} for row in found for figure in row.figures
        ],
    }  # fmt: skip


def _definition(ref: str) -> str:
    read = MetricRef.read(ref)
    metric = saved(read) if read else None
    return json.dumps(metric.definition if metric else {}, ensure_ascii=False, sort_keys=True)


def _institutions(ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """ISIL and name of the institutions whose work is counted."""
    rows = institutions_visible_to(Actor.system()).filter(pk__in=list(ids))
    return {
        row.pk: {
            "name": row.name,
            "isil": next(
                (i.value for i in row.identifiers.all() if i.scheme == IdentifierScheme.ISIL), ""
            ),
        }
        for row in rows.prefetch_related("identifiers")
    }


def _indicator(row: CarriedIndicator) -> Row:
    said = {f.name: getattr(row.spec, f.name) for f in fields(IndicatorSpec) if f.name != "code"}
    return {name: str(v) if isinstance(v, str) else v for name, v in said.items()} | {
        "indicator": row.spec.code,
        "source": row.feed.source.value,
        "metric": str(row.feed.metric or ""),
        "asked_of": row.feed.subject_kind.value,
        "first_year": row.feed.first_year,
    }


def _versions(found: Iterable[CarriedIndicator], ids: Iterable[int]) -> Iterator[Row]:
    names = _who_decided(ids)
    for row in found:
        for version in row.targets:
            yield {
                "indicator": row.spec.code, "version": version.number, "adopted_on": version.adopted_on,
                "reason": version.reason, "origin": version.origin,
                "decided_by": names.get((row.spec.code, version.number), ""),
            }  # fmt: skip


def _who_decided(ids: Iterable[int]) -> dict[tuple[str, int], str]:
    slots = IndicatorSlot.objects.filter(indicator__in=list(ids))
    rows = slots.values_list(
        "indicator__code",
        "indicator__target_versions__number",
        "indicator__target_versions__decided_by",
    )
    found = {(code, number): person for code, number, person in rows if person}
    names = people.names_of(set(found.values()))
    return {key: names.get(person, "") for key, person in found.items()}


def _figure(figure: Figure) -> Row:
    return {
        "number": figure.number,
        "blank": figure.blank.value if figure.blank else "",
        "as_printed": figure.as_printed,
    }


def _kept(row: CarriedFigure) -> Row:
    return _figure(row.figure) | {
        "year": row.fiscal_year, "revision": row.revision, "certainty": row.certainty.value,
        "source": row.source.value, "source_note": row.source_note, "reason": row.reason, "no_data": row.no_data,
        "contested": row.is_contested, "preliminary": row.is_preliminary, "recorded_at": row.recorded_at, "confirmed_at": row.confirmed_at,
    }  # fmt: skip
