"""Bring the indicators of a plan file to the ledger, with their targets, their actuals and what feeds them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from yuinowa.core.rights import Actor, Level
from yuinowa.directory.domain.institutions import IdentifierScheme
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.kernel.errors import InputRefused
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain import indicators as ledger_domain
from yuinowa.ledger.domain.indicators import is_possible
from yuinowa.ledger.domain.values import MetricRef
from yuinowa.ledger.queries import indicators as ledger
from yuinowa.ledger.queries.saved import saved as saved_metric
from yuinowa.ledger.services import indicators as ledger_services
from yuinowa.plans.domain.kinds import Direction, SlotRole
from yuinowa.plans.domain.printed import Blank, blank_of, number_of
from yuinowa.plans.exchange import PlanFile
from yuinowa.plans.exchange.transcript import SlotFile
from yuinowa.plans.models import Plan
from yuinowa.plans.services.figures import ledger_figure

_KINDS = {
    SlotRole.OUTPUT: ledger_domain.IndicatorKind.OUTPUT,
    SlotRole.OUTCOME: ledger_domain.IndicatorKind.OUTCOME,
}
_DIRECTIONS = {
    Direction.UP: ledger_domain.Direction.UP,
    Direction.DOWN: ledger_domain.Direction.DOWN,
    Direction.KEEP: ledger_domain.Direction.BAND,
}


def indicator_of(slot: SlotFile, file: PlanFile, plan: Plan, actor: Actor) -> int:
    """The id of the owner's indicator with the slot's id: defined if new, its targets and actuals recorded."""
    known = (
        ledger.indicators_visible_to(Actor.system())
        .filter(institution=plan.owner_id, code=slot.code)
        .first()
    )
    pk = (
        known.pk
        if known
        else ledger_services.define_indicator(
            plan.owner_id, _spec(slot), actor=actor, level=Level(plan.level)
        ).pk
    )
    if known is None or _targets_differ(pk, slot.targets, file.as_of_date):
        ledger_services.set_targets(
            pk,
            {year: ledger_figure(text) for year, text in slot.targets.items()},
            adopted_on=file.as_of_date if known else FiscalYear(min(slot.targets)).start,
            reason=_("As printed in the report."),
            origin=file.title[:200],
            actor=actor,
        )
    if known is None or known.metric_id is None:
        _record_actuals(pk, slot, file, actor)
        if slot.metric:
            _feed(pk, slot, actor)
    return pk


def _record_actuals(pk: int, slot: SlotFile, file: PlanFile, actor: Actor) -> None:
    for year, text in slot.actuals.items():
        if blank_of(text) is Blank.NOT_YET:
            continue
        ledger_services.record_actual(
            pk,
            year,
            ledger_figure(text),
            actor=actor,
            certainty=ledger_domain.Certainty.FINAL,
            source=ledger_domain.Source.IMPORT,
            source_note=file.title[:300],
            reason=_("As printed in the report of %(day)s.") % {"day": file.as_of_date.isoformat()},
        )


def _feed(pk: int, slot: SlotFile, actor: Actor) -> None:
    ref = MetricRef.read(slot.metric)
    metric = None if ref is None else saved_metric(ref)
    if metric is None:
        raise InputRefused(
            _("The ledger has no metric %(metric)s.") % {"metric": slot.metric},
            place=slot.code,
            next_step=_("Save the metric first, or name one that stands."),
        )
    ledger_services.feed_from_metric(pk, metric, actor=actor, subjects=_institutions(slot))


def _institutions(slot: SlotFile) -> tuple[int, ...]:
    """The institutions whose work is counted, by their ISILs; none means the plan's owner."""
    known = {
        identifier.value: identifier.institution_id
        for institution in institutions_visible_to(Actor.system())
        .filter(identifiers__scheme=IdentifierScheme.ISIL, identifiers__value__in=slot.about)
        .prefetch_related("identifiers")
        for identifier in institution.identifiers.all()
    }
    for isil in slot.about:
        if isil not in known:
            raise InputRefused(
                _("The directory has no institution with the ISIL %(isil)s.") % {"isil": isil},
                place=slot.code,
                next_step=_("Bring the institution into the directory first."),
            )
    return tuple(known[isil] for isil in slot.about)


def _spec(slot: SlotFile) -> ledger_domain.IndicatorSpec:
    if slot.role is None or slot.direction is None:
        raise ValueError("a used slot has a role and a direction: the schema asks for them")
    printed = [number for text in slot.targets.values() if (number := number_of(text)) is not None]
    return ledger_domain.IndicatorSpec(
        code=slot.code,
        name=slot.label[:200],
        definition=slot.definition,
        statistic=slot.statistic,
        kind=_KINDS[slot.role],
        nature=ledger_domain.Nature.RATE if slot.unit == "%" else ledger_domain.Nature.FLOW,
        direction=_DIRECTIONS[slot.direction],
        unit=slot.unit,
        decimals=max((-int(number.as_tuple().exponent) for number in printed), default=0),
        over_hundred=not all(is_possible(number, unit=slot.unit) for number in _percentages(slot)),
        quality_notes=""
        if slot.definition
        else _("The report does not say how and on which day this is counted."),
    )


def _percentages(slot: SlotFile) -> list[Decimal]:
    """All figures printed for the slot: a report that prints 120% tells that it is no share of a whole."""
    texts = (*slot.targets.values(), *slot.actuals.values())
    return [number for text in texts if (number := number_of(text)) is not None]


def _targets_differ(indicator: int, targets: Mapping[int, str], on: date) -> bool:
    stands = ledger.targets_in_force([indicator], on=on).get(indicator, {})
    return {year: value.as_printed for year, value in stands.items()} != dict(targets)
