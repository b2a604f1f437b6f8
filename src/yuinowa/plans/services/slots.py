"""Indicators in the places of a project: defined here, or shared with another project; their targets by version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from yuinowa.core import audit
from yuinowa.core.rights import Actor, Level, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, WrongState
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.indicators import IndicatorSpec, Source
from yuinowa.ledger.queries.indicators import indicators_visible_to
from yuinowa.ledger.services import indicators as ledger
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.domain.structure import MOST_SLOTS
from yuinowa.plans.exchange.default_report import slot_title, word
from yuinowa.plans.models import IndicatorSlot, Plan, Project, SheetFigure
from yuinowa.plans.services.figures import ledger_figure

if TYPE_CHECKING:
    from yuinowa.ledger.models import Indicator, MetricVersion


@dataclass(frozen=True)
class SlotEntry:
    """An indicator as an officer writes it. ``spec.code`` is given by the slot and need not be set."""

    spec: IndicatorSpec
    source: Source = Source.HAND
    metric: MetricVersion | None = None
    weight: int = 1
    #: Who gives the figure; empty: the department of the project.
    department: str = ""


@dataclass(frozen=True)
class TargetEntry:
    """Targets by year as they are printed, with the day and the reason of their adoption."""

    adopted_on: date
    reason: str
    targets: Mapping[int, str] = field(default_factory=dict)
    origin: str = ""


@transaction.atomic
def add_indicator(
    project_id: int, entry: SlotEntry, targets: TargetEntry, *, actor: Actor
) -> IndicatorSlot:
    """A new indicator of the plan's owner, in the next place of the project, with its first targets.

    Raises:
        NotAllowed: ``actor`` does not keep this plan.
        WrongState: the project is told in words.
        InputRefused: a target's year lies outside the plan, or no target is given.
    """
    plan, slot = _new_slot(project_id, actor)
    slot.label, slot.weight, slot.department = entry.spec.name, entry.weight, entry.department
    slot.save()
    indicator = ledger.define_indicator(
        plan.owner_id,
        # Ids alone would meet those of another place when a plan is taken along.
        _with_code(entry.spec, f"plan-{plan.digest[:8]}-{slot.pk}"),
        actor=actor,
        level=Level(plan.level),
    )
    _feed(indicator, entry, plan, actor)
    slot.indicator = indicator
    slot.save(update_fields=["indicator"])
    _adopt(plan, indicator, targets, actor)
    return _record(plan, slot, "add", actor, after=_said(slot, indicator))


@transaction.atomic
def share_indicator(project_id: int, indicator_id: int, *, actor: Actor) -> IndicatorSlot:
    """An indicator that stands already, in the next place of the project: counted once, shown in both.

    Raises:
        InputRefused: it is not the owner's, or stands on this project already.
    """
    plan, slot = _new_slot(project_id, actor)
    indicator = (
        indicators_visible_to(actor).filter(pk=indicator_id, institution=plan.owner_id).first()
    )
    if indicator is None or slot.project.slots.filter(indicator=indicator_id).exists():
        raise InputRefused(
            _("Choose an indicator of the same institution that does not stand here yet."),
            place="indicator",
        )
    slot.label, slot.indicator = indicator.name, indicator
    slot.save()
    return _record(plan, slot, "add", actor, after={"shared": indicator.code})


@transaction.atomic
def change_indicator(
    slot_id: int, entry: SlotEntry, *, actor: Actor, expected_version: int
) -> IndicatorSlot:
    """What the indicator of a slot says about itself, and where its figures come from; targets stay.

    Raises:
        VersionMovedOn: the plan was changed since ``expected_version``.
    """
    slot = IndicatorSlot.objects.select_related("project", "indicator").get(pk=slot_id)
    plan = lock(Plan, slot.project.plan_id, expected_version)
    require(actor, "plan.edit", plan)
    if slot.indicator is None:
        raise WrongState(_("This place has no indicator."))
    before = _said(slot, slot.indicator)
    indicator = ledger.change_indicator(
        slot.indicator.pk, _with_code(entry.spec, slot.indicator.code), actor=actor
    )
    _feed(indicator, entry, plan, actor)
    indicator.refresh_from_db()
    slot.label, slot.weight, slot.department = entry.spec.name, entry.weight, entry.department
    slot.save(update_fields=["label", "weight", "department"])
    after = _said(slot, indicator)
    changed = {name: value for name, value in after.items() if before[name] != value}
    old = {name: before[name] for name in changed}
    return _record(plan, slot, "edit", actor, before=old, after=changed)


@transaction.atomic
def adopt_targets(
    slot_id: int, entry: TargetEntry, *, actor: Actor, expected_version: int
) -> IndicatorSlot:
    """A new version of the targets (見直し). Years that were reported keep what they were measured against.

    Drafts of years from now on print the new targets.

    Raises:
        InputRefused: a year lies outside the plan, or newer targets are in force already.
        VersionMovedOn: the plan was changed since ``expected_version``.
    """
    slot = IndicatorSlot.objects.select_related("project", "indicator").get(pk=slot_id)
    plan = lock(Plan, slot.project.plan_id, expected_version)
    require(actor, "plan.edit", plan)
    if slot.indicator is None:
        raise WrongState(_("This place has no indicator."))
    _adopt(plan, slot.indicator, entry, actor)
    drafts = SheetFigure.objects.filter(
        slot__indicator=slot.indicator_id, sheet__state=SheetState.DRAFT
    ).select_related("sheet")
    for figure in drafts:
        target = entry.targets.get(figure.fiscal_year)
        if target is not None and figure.fiscal_year >= figure.sheet.fiscal_year:
            SheetFigure.objects.filter(pk=figure.pk).update(target_text=target)
    after = {"adopted_on": entry.adopted_on.isoformat(), "reason": entry.reason}
    years = {FiscalYear(year).short: text for year, text in sorted(entry.targets.items())}
    return _record(plan, slot, "targets", actor, after=after | {"targets": years})


def _new_slot(project_id: int, actor: Actor) -> tuple[Plan, IndicatorSlot]:
    project = Project.objects.get(pk=project_id)
    plan = lock(Plan, project.plan_id)
    require(actor, "plan.edit", plan)
    if not project.has_indicators:
        raise WrongState(
            _("This project is told in words."),
            next_step=_("Change the project: it is reported with indicators."),
        )
    position = (project.slots.aggregate(last=Max("position"))["last"] or 0) + 1
    if position > MOST_SLOTS:
        raise InputRefused(_("A project has at most %(count)s indicators.") % {"count": MOST_SLOTS})
    return plan, IndicatorSlot(
        project=project,
        position=position,
        title=slot_title(position),
        plan_row_label=word("slot_row"),
    )


def _with_code(spec: IndicatorSpec, code: str) -> IndicatorSpec:
    return replace(spec, code=code)


def _feed(indicator: Indicator, entry: SlotEntry, plan: Plan, actor: Actor) -> None:
    if entry.source is not Source.METRIC:
        ledger.feed_otherwise(indicator.pk, entry.source, actor=actor)
    elif entry.metric is None:
        raise InputRefused(_("Choose the metric that is asked."), place="metric")
    elif indicator.metric_id != entry.metric.pk:
        ledger.feed_from_metric(indicator.pk, entry.metric, actor=actor, first_year=plan.first_year)


def _adopt(plan: Plan, indicator: Indicator, entry: TargetEntry, actor: Actor) -> None:
    for year in sorted(entry.targets):
        if not plan.first_year <= year <= plan.last_year:
            raise InputRefused(
                _("%(year)s lies outside the plan.") % {"year": FiscalYear(year).label},
                place=f"target-{year}",
                next_step=_("Choose a year of the plan."),
            )
    ledger.set_targets(
        indicator.pk,
        {year: ledger_figure(text) for year, text in entry.targets.items()},
        adopted_on=entry.adopted_on,
        reason=entry.reason,
        origin=entry.origin,
        actor=actor,
    )


def _said(slot: IndicatorSlot, indicator: Indicator) -> dict[str, Any]:
    names = (
        "definition", "excluded", "kind", "nature", "direction", "unit", "decimals", "over_hundred",
        "numerator", "denominator", "baseline_year", "baseline", "counted_on", "statistic", "per_residents", "source",
    )  # fmt: skip
    of_slot = {"indicator": indicator.name, "department": slot.department}
    return of_slot | {
        "metric": str(indicator.metric or ""),
        **{name: getattr(indicator, name) for name in names},
    }


def _record(
    plan: Plan,
    slot: IndicatorSlot,
    deed: str,
    actor: Actor,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any],
) -> IndicatorSlot:
    plan.version += 1
    plan.save(update_fields=["version"])
    place = f"{slot.project.number} {slot.title}"
    named = {"part": "indicator", "place": place, "name": slot.label}
    audit.record(f"plan.{deed}", plan, actor=actor, before=before, after=named | after)
    return slot
