"""Begin a plan on its own pages, and change what it says about itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit
from yuinowa.core.rights import Actor, Level, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import AlreadyDone, InputRefused, WrongState
from yuinowa.kernel.fiscal import FiscalYear, era_date
from yuinowa.ledger.services.indicators import show_indicator
from yuinowa.plans.domain.structure import MOST_YEARS
from yuinowa.plans.exchange.default_report import default_annexes, default_blocks, word
from yuinowa.plans.models import IndicatorSlot, Plan, Sheet


@dataclass(frozen=True)
class PlanEntry:
    """What a plan says about itself."""

    name: str
    #: Who publishes, as printed.
    body: str
    first_year: int
    last_year: int
    #: The first year of the second half; None: the plan has no halves.
    second_half: int | None
    as_of: date
    level: Level = Level.PRIVATE


@transaction.atomic
def begin_plan(entry: PlanEntry, *, key: str, actor: Actor) -> Plan:
    """A new, empty plan of the institution ``actor`` acts for; ``key`` is its form's own.

    Raises:
        NotAllowed: ``actor`` keeps no plans.
        InputRefused: the years are not in order, or the day lies outside them.
        AlreadyDone: the owner has a plan of this name for the same day.
    """
    plan = Plan(owner_id=actor.institution or 0, is_editable=True)
    require(actor, "plan.begin", plan)
    # What an imported plan has from its file, this one has from its form: one mark, once.
    plan.digest = hashlib.sha256(key.encode()).hexdigest()
    plan.blocks = default_blocks()
    _write(plan, entry)
    plan.save()
    audit.record("plan.begin", plan, actor=actor, after=_said(plan))
    return plan


@transaction.atomic
def change_plan(plan_id: int, entry: PlanEntry, *, actor: Actor, expected_version: int) -> Plan:
    """The plan with what it says about itself now.

    Its indicators are seen as far as the plan is.

    Raises:
        NotAllowed: ``actor`` does not keep this plan.
        VersionMovedOn: somebody changed it since ``expected_version``.
        WrongState: the years or halves change, and sheets print them already.
        InputRefused, AlreadyDone: as ``begin_plan``.
    """
    plan = lock(Plan, plan_id, expected_version)
    require(actor, "plan.edit", plan)
    before, years = _said(plan), (plan.first_year, plan.last_year, second_half(plan))
    is_printed = Sheet.objects.filter(project__plan=plan).exists()
    if is_printed and years != (entry.first_year, entry.last_year, entry.second_half):
        raise WrongState(
            _("Sheets print the years of this plan already."),
            place="first_year",
            next_step=_("Leave the years, or begin a plan of its own with others."),
        )
    _write(plan, entry, keep_report=is_printed)
    after = _said(plan)
    changed = {name: value for name, value in after.items() if before[name] != value}
    if not changed:
        return plan
    plan.version += 1
    plan.save()
    if "level" in changed:
        for pk in (
            IndicatorSlot.objects.filter(project__plan=plan, indicator__isnull=False)
            .values_list("indicator", flat=True)
            .distinct()
        ):
            show_indicator(pk, Level(plan.level), actor=actor)
    audit.record(
        "plan.change",
        plan,
        actor=actor,
        before={name: before[name] for name in changed},
        after=changed,
    )
    return plan


def second_half(plan: Plan) -> int | None:
    """The first year of the plan's second half, if it has halves."""
    return plan.halves[1]["years"][0] if len(plan.halves) > 1 else None


def _write(plan: Plan, entry: PlanEntry, *, keep_report: bool = False) -> None:
    _check(entry)
    twin = Plan.objects.filter(owner=plan.owner_id, name=entry.name, as_of_date=entry.as_of)
    if twin.exclude(pk=plan.pk).exists():
        raise AlreadyDone(
            _("There is a plan “%(plan)s” for this day already.") % {"plan": entry.name},
            next_step=_("Open it from the list of plans, or name another day."),
        )
    years = range(entry.first_year, entry.last_year + 1)
    period = word("period", first=FiscalYear(years[0]).label, last=FiscalYear(years[-1]).label)
    plan.name, plan.body, plan.level = entry.name, entry.body, entry.level.value
    plan.first_year = entry.first_year
    plan.last_year = plan.target_year = entry.last_year
    plan.title = word("title", plan=entry.name, period=period)
    plan.title_lines = [plan.title]
    plan.as_of_date = entry.as_of
    plan.as_of_text = word("as_of", day=era_date(entry.as_of))
    plan.as_of_year = min(max(FiscalYear.of(entry.as_of).start_year, years[0]), years[-1])
    if not keep_report:
        plan.period_text = period
        plan.halves = _halves(list(years), entry.second_half)
        plan.annexes = default_annexes(years)
    plan.full_clean(exclude=["halves", "title_lines", "blocks", "annexes"])


def _check(entry: PlanEntry) -> None:
    if not entry.first_year <= entry.last_year < entry.first_year + MOST_YEARS:
        raise InputRefused(
            _("A plan has 1 to %(count)s years, the first before the last.")
            % {"count": MOST_YEARS},
            place="last_year",
        )
    if entry.second_half is not None and not (
        entry.first_year < entry.second_half <= entry.last_year
    ):
        raise InputRefused(
            _("The second half begins in a year of the plan after its first."), place="second_half"
        )
    # A plan is prepared before its first year; its last report is written after the last one.
    if not entry.first_year - 2 <= entry.as_of.year <= entry.last_year + 2:
        raise InputRefused(_("The day lies far outside the plan's years."), place="as_of")


def _halves(years: list[int], second: int | None) -> list[dict[str, Any]]:
    if second is None:
        return [{"label": word("half"), "years": years, "shown": years}]
    first, rest = [y for y in years if y < second], [y for y in years if y >= second]
    return [
        {"label": word("first_half"), "years": first, "shown": first},
        {"label": word("second_half"), "years": rest, "shown": rest},
    ]


def _said(plan: Plan) -> dict[str, Any]:
    return {
        "name": plan.name,
        "body": plan.body,
        "first_year": plan.first_year,
        "last_year": plan.last_year,
        "second_half": second_half(plan),
        "as_of": plan.as_of_date.isoformat(),
        "level": plan.level,
    }
