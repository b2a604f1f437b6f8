"""The indicators of a plan that is taken in: their history to the ledger, their places to the projects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext as _

from yuinowa.core.rights import Actor, Level
from yuinowa.directory.domain.institutions import IdentifierScheme
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.kernel.errors import InputRefused
from yuinowa.ledger.domain import indicators as ledger
from yuinowa.ledger.domain.carrying import (
    CarriedFigure,
    CarriedIndicator,
    CarriedTargets,
    Feed,
)
from yuinowa.ledger.domain.values import MetricRef
from yuinowa.ledger.services.carrying import take_in_indicator
from yuinowa.plans.exchange.faults import refused_at
from yuinowa.plans.exchange.whole import Row, Rows
from yuinowa.plans.models import IndicatorSlot, Plan, Project

_WORDS = {
    "kind": ledger.IndicatorKind,
    "nature": ledger.Nature,
    "direction": ledger.Direction,
    "accumulation": ledger.Accumulation,
    "frequency": ledger.Frequency,
}


@dataclass(frozen=True)
class Known:
    """Ids by what the file calls things: slots by project and position, figures by indicator, year, revision."""

    slots: Mapping[tuple[str, int], int]
    codes: Mapping[tuple[str, int], str]
    figures: Mapping[tuple[str, int, int], int]

    def figure(self, project: str, slot: int, year: int, revision: int | None) -> int | None:
        """The figure a sheet was printed from; None: it names none."""
        if revision is None:
            return None
        return self.figures[self.codes[project, slot], year, revision]


def take_in_indicators(
    rows: Rows, plan: Plan, projects: Mapping[str, Project], actor: Actor
) -> Known:
    """Every indicator of the file as one of the owner's, and the slots of the projects.

    Raises:
        InputRefused: an institution is not in the directory; an indicator of this code says otherwise here.
    """
    ids: dict[str, int] = {}
    figures: dict[tuple[str, int, int], int] = {}
    for n, row in enumerate(rows["indicators"]):
        code = row["indicator"]
        try:
            ids[code], found = take_in_indicator(
                plan.owner_id, _carried(rows, row), actor=actor, level=Level(plan.level)
            )
        except InputRefused as refused:
            fault = rows.fault("indicators", n, "indicator", refused.message)
            raise refused_at(fault, next_step=refused.next_step) from None
        figures |= {(code, year, revision): pk for (year, revision), pk in found.items()}
    slots = {
        (row["project"], row["position"]): IndicatorSlot(
            project=projects[row["project"]],
            position=row["position"],
            title=row["title"],
            label=row["label"],
            plan_row_label=row["plan_row_label"],
            weight=row["weight"],
            department=row["department"],
            indicator_id=ids.get(row["indicator"]),
        )
        for row in rows["slots"]
    }
    IndicatorSlot.objects.bulk_create(slots.values())
    codes = {(row["project"], row["position"]): row["indicator"] for row in rows["slots"]}
    return Known({key: slot.pk for key, slot in slots.items()}, codes, figures)


def _carried(rows: Rows, row: Row) -> CarriedIndicator:
    code = row["indicator"]
    return CarriedIndicator(
        spec=_spec(row),
        feed=_feed(rows, row),
        targets=tuple(
            CarriedTargets(
                version["version"],
                version["adopted_on"],
                version["reason"],
                version["origin"],
                {
                    target["year"]: _figure(target)
                    for target in rows.of("targets", indicator=code, version=version["version"])
                },
            )
            for version in rows.of("target_versions", indicator=code)
        ),
        figures=tuple(_kept(figure) for figure in rows.of("figures", indicator=code)),
    )


def _spec(row: Row) -> ledger.IndicatorSpec:
    names = [field.name for field in fields(ledger.IndicatorSpec) if field.name != "code"]
    values: dict[str, Any] = {
        name: _WORDS[name](row[name]) if name in _WORDS else row[name] for name in names
    }
    # Files of before these two were kept say nothing of them.
    values["statistic"] = row["statistic"] or ""
    if row["per_residents"] not in ledger.PER_RESIDENTS:
        values["per_residents"] = ledger.USUAL_RESIDENTS
    return ledger.IndicatorSpec(code=row["indicator"], **values)


def _feed(rows: Rows, row: Row) -> Feed:
    source, metric = ledger.Source(row["source"]), MetricRef.read(row["metric"])
    if metric is None:
        return Feed(source)
    named = rows.of("indicator_institutions", indicator=row["indicator"])
    return Feed(
        source,
        metric,
        ledger.SubjectKind(row["asked_of"]),
        tuple(sorted(_institution(one) for one in named)),
        row["first_year"],
    )


def _institution(row: Row) -> int:
    """By ISIL; without one by its name, if one institution alone bears it."""
    seen = institutions_visible_to(Actor.system())
    found = (
        seen.filter(identifiers__scheme=IdentifierScheme.ISIL, identifiers__value=row["isil"])
        if row["isil"]
        else seen.filter(name=row["name"])
    )
    ids = list(found.values_list("pk", flat=True).distinct()[:2])
    if len(ids) != 1:
        raise InputRefused(
            _("The directory has no institution with the ISIL %(isil)s.")
            % {"isil": row["isil"] or row["name"]},
            next_step=_("Bring the institution into the directory first."),
        )
    return ids[0]


def _kept(row: Row) -> CarriedFigure:
    return CarriedFigure(
        fiscal_year=row["year"],
        revision=row["revision"],
        figure=_figure(row),
        certainty=ledger.Certainty(row["certainty"]),
        source=ledger.Source(row["source"]),
        source_note=row["source_note"],
        reason=row["reason"],
        no_data=row["no_data"],
        is_contested=row["contested"],
        is_preliminary=row["preliminary"],
        recorded_at=row["recorded_at"],
        confirmed_at=row["confirmed_at"],
    )


def _figure(row: Row) -> ledger.Figure:
    blank = ledger.Blank(row["blank"]) if row["blank"] else None
    return ledger.Figure(row["number"], blank, row["as_printed"])
