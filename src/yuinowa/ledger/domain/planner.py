"""Which roll-up answers a metric (design: Metric, rule 2). What none answers is refused when it is saved.

So no metric ever reads entries, and what an answer costs does not grow with them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from yuinowa.kernel.errors import InputRefused
from yuinowa.ledger.domain.faults import DefinitionRefused, Fault, Finding
from yuinowa.ledger.domain.indicators import SubjectKind
from yuinowa.ledger.domain.metrics import (
    DAY_COUNTS,
    PARTNER_COUNTS,
    PARTNER_GROUPS,
    AskedSide,
    ContextRule,
    Count,
    Group,
    Metric,
    Period,
    ScopeRule,
    Subject,
)


class Rollup(StrEnum):
    """The four tables kept beside the entries."""

    PAIR_YEAR = "ledger_pair_year"
    GIVEN_MONTH = "ledger_given_month"
    RECEIVED_MONTH = "ledger_received_month"
    CONTEXT_YEAR = "ledger_context_year"


@dataclass(frozen=True, slots=True)
class Branch:
    """One reading of a roll-up: from which end the subject is looked for."""

    rollup: Rollup
    side: AskedSide
    #: -1 takes what stands in a context away from the whole: what is left stands in none.
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """The readings whose rows, put together, answer a metric in one aggregate."""

    branches: tuple[Branch, ...]

    @property
    def rollups(self) -> tuple[Rollup, ...]:
        return tuple(dict.fromkeys(branch.rollup for branch in self.branches))


def plan(metric: Metric, parts: tuple[Metric, ...] = ()) -> Plan:
    """How ``metric`` is answered. A ratio is answered by its ``parts``, grouped as the ratio is.

    Raises:
        DefinitionRefused: no roll-up holds what it asks, with every reason.
    """
    if metric.ratio is not None:
        plans = [plan(part_of(metric, part)) for part in parts]
        return Plan(tuple(branch for one in plans for branch in one.branches))
    findings = _refusals(metric)
    if findings:
        raise DefinitionRefused(findings)
    in_contexts = _sides(metric.side, Rollup.CONTEXT_YEAR, Rollup.CONTEXT_YEAR)
    if metric.context in {ContextRule.THIS, ContextRule.SOME} or Group.CONTEXT in metric.group:
        return Plan(in_contexts)
    if looks_at_partners(metric):
        everything = _sides(metric.side, Rollup.PAIR_YEAR, Rollup.PAIR_YEAR)
    else:
        everything = _sides(metric.side, Rollup.GIVEN_MONTH, Rollup.RECEIVED_MONTH)
    if metric.context is ContextRule.NONE:
        return Plan(everything + tuple(replace(branch, sign=-1) for branch in in_contexts))
    return Plan(everything)


def part_of(ratio: Metric, part: Metric) -> Metric:
    """``part`` as it is asked inside ``ratio``: the groups are the ratio's."""
    return replace(part, group=ratio.group)


def _sides(side: AskedSide, given: Rollup, received: Rollup) -> tuple[Branch, ...]:
    if side is AskedSide.BOTH:
        return Branch(given, AskedSide.GIVEN), Branch(received, AskedSide.RECEIVED)
    return (Branch(received if side is AskedSide.RECEIVED else given, side),)


def uses_context(metric: Metric) -> bool:
    return metric.context is not ContextRule.ANY or Group.CONTEXT in metric.group


def looks_at_partners(metric: Metric) -> bool:
    """Whether the answer needs both ends of what was done, or its days."""
    return (
        bool(metric.partner)
        or metric.count in PARTNER_COUNTS | DAY_COUNTS
        or not PARTNER_GROUPS.isdisjoint(metric.group)
    )


def asks_months(metric: Metric) -> bool:
    return metric.period is Period.MONTH or Group.MONTH in metric.group


def _refusals(metric: Metric) -> list[Finding]:
    """Why no roll-up answers ``metric``; nothing, if one does."""
    months = asks_months(metric)
    contexts = uses_context(metric)
    partners = metric.count in PARTNER_COUNTS
    total = metric.side is AskedSide.TOTAL
    timed = "period" if metric.period is Period.MONTH else "group"
    rules = (
        (_months_to_date(metric), Fault.MONTHS_TO_DATE, "group"),
        (months and contexts, Fault.MONTHS_OF_CONTEXTS, timed),
        (months and not contexts and looks_at_partners(metric), Fault.MONTHS_OF_PARTNERS, timed),
        (contexts and metric.count in DAY_COUNTS, Fault.DAYS_OF_CONTEXTS, "count"),
        (partners and total, Fault.PARTNERS_OF_TOTAL, "side"),
        (metric.count is Count.ENTRIES and total, Fault.ENTRIES_OF_TOTAL, "side"),
        (partners and Group.PARTNER in metric.group, Fault.PARTNERS_BY_PARTNER, "group"),
        (
            partners and metric.scopes == (ScopeRule.RESIDENTS,),
            Fault.PARTNERS_OF_RESIDENTS,
            "scope",
        ),
        (
            metric.count is Count.NEW_PARTNERS and metric.period is Period.TO_DATE,
            Fault.NEW_TO_DATE,
            "period",
        ),
        (
            metric.context is ContextRule.NONE and Group.CONTEXT in metric.group,
            Fault.CONTEXTS_OF_NONE,
            "group",
        ),
    )
    return [Finding(fault, where) for holds, fault, where in rules if holds]


def _months_to_date(metric: Metric) -> bool:
    return metric.period is Period.TO_DATE and Group.MONTH in metric.group


class Misfit(StrEnum):
    """Why a metric cannot be asked about a subject; ``labels`` has the sentences."""

    TOTAL_NEEDS_REGION = "total_needs_region"
    SIDE_NEEDS_INSTITUTION = "side_needs_institution"
    THIS_NEEDS_CONTEXT = "this_needs_context"
    CONTEXT_NEEDS_THIS = "context_needs_this"
    NOBODY = "nobody"


class SubjectRefused(InputRefused):
    """The metric and the subject do not go together."""

    def __init__(self, misfit: Misfit) -> None:
        self.misfit = misfit
        super().__init__(
            "The metric cannot be asked about this subject.",
            place="subject",
            next_step="Choose another metric or another institution.",
        )

    def __str__(self) -> str:
        return self.misfit.value


def bind(metric: Metric, subject: Subject) -> None:
    """Nothing, if ``metric`` can be asked about ``subject``.

    Raises:
        SubjectRefused: the side or the context of the metric needs another subject.
    """
    misfit = _misfit(metric, subject)
    if misfit is not None:
        raise SubjectRefused(misfit)


def _misfit(metric: Metric, subject: Subject) -> Misfit | None:
    if metric.ratio is not None:
        return None
    in_context = subject.kind is SubjectKind.CONTEXT
    named = bool(subject.institutions)
    total = metric.side is AskedSide.TOTAL
    this = metric.context is ContextRule.THIS
    rules = (
        (subject.kind is SubjectKind.INSTITUTIONS and not named, Misfit.NOBODY),
        (in_context and not this, Misfit.CONTEXT_NEEDS_THIS),
        (this and not in_context, Misfit.THIS_NEEDS_CONTEXT),
        (total and named, Misfit.TOTAL_NEEDS_REGION),
        (not total and in_context and not named, Misfit.SIDE_NEEDS_INSTITUTION),
    )
    return next((misfit for holds, misfit in rules if holds), None)
