"""Who sees and decides what in the ledger: giver, receiver, who stated it, the context's parties, the region."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from yuinowa.core.rights import (
    ANYONE,
    Actor,
    Condition,
    Role,
    Row,
    Scope,
    Standing,
    can,
    level_members,
    level_public,
)
from yuinowa.ledger.domain.figure_runs import RunRole

if TYPE_CHECKING:
    from yuinowa.ledger.models import FigureRun

#: Keys of the contexts of one kind in which an institution is a party; filled by the wing that has them.
PartyKeys = Callable[[int], Iterable[str]]
_PARTY_KEYS: dict[str, PartyKeys] = {}


def register_context_kind(kind: str, keys_of_party: PartyKeys) -> None:
    """Let the parties of a kind of context (``partnership``) see the entries made under it."""
    if kind in _PARTY_KEYS:
        raise RuntimeError(f"the context kind {kind} is registered twice")
    _PARTY_KEYS[kind] = keys_of_party


def _in_context_q(actor: Actor) -> Q:
    found = Q(pk__in=())
    if actor.institution is None:
        return found
    for kind, keys_of_party in _PARTY_KEYS.items():
        keys = list(keys_of_party(actor.institution))
        found |= Q(context__kind=kind, context__key__in=keys)
    return found


def _in_context(actor: Actor, entry: Any) -> bool:
    if actor.institution is None or entry.context is None:
        return False
    keys_of_party = _PARTY_KEYS.get(entry.context.kind)
    return keys_of_party is not None and entry.context.key in set(keys_of_party(actor.institution))


party_to_the_context = Condition(_in_context_q, _in_context)

ENTRY_SCOPE = Scope("ledger.Entry", parties=("giver", "receiver", "stated_by"))
STATEMENT_SCOPE = Scope("ledger.Statement", owner="stated_by")
FIGURE_RUN_SCOPE = Scope("ledger.FigureRun", owner="institution")
FIGURE_LINE_SCOPE = Scope("ledger.FigureLine", owner="run__institution")
CHOICE_SCOPE = Scope("ledger.Choice", owner="institution")
CLOSING_SCOPE = Scope("ledger.Closing", owner="institution")
INDICATOR_SCOPE = Scope("ledger.Indicator", owner="institution")
METRIC_SCOPE = Scope("ledger.MetricVersion")
POPULATION_SCOPE = Scope("ledger.Population", owner="institution")

OWN, PARTY, REGION, PUBLIC = Standing.OWN, Standing.PARTY, Standing.REGION, Standing.PUBLIC
MEMBER = Standing.MEMBER
OFFICE = frozenset({Role.COORDINATOR, Role.REGION_ADMIN})
ADMINS = frozenset({Role.ADMIN})
OFFICERS = frozenset({Role.PLAN_OFFICER})
PLANNERS = frozenset({Role.PLAN_OFFICER, Role.ADMIN})
RECORDERS = frozenset({Role.EDITOR, Role.PLAN_OFFICER, Role.ADMIN})
CHECKERS = frozenset({Role.PLAN_CHECKER, Role.ADMIN})

# fmt: off
#       action               standing  roles
ENTRY_ALLOW = (
    Row("entry.view",        PARTY,    ANYONE),
    Row("entry.view",        REGION,   ANYONE),
    Row("entry.view",        PUBLIC,   ANYONE,   party_to_the_context),
)
STATEMENT_ALLOW = (
    Row("statement.view",    OWN,      ANYONE),
    Row("statement.view",    REGION,   ANYONE),
    Row("statement.give",    OWN,      RECORDERS),
    Row("statement.give",    REGION,   OFFICE),
)
FIGURE_RUN_ALLOW = (
    Row("figurerun.view",    OWN,      ANYONE),
    Row("figurerun.view",    REGION,   ANYONE),
    Row("figurerun.send",    OWN,      RECORDERS),
    Row("figurerun.send",    REGION,   OFFICE),
)
FIGURE_LINE_ALLOW = (
    Row("figureline.view",   OWN,      ANYONE),
    Row("figureline.view",   REGION,   ANYONE),
    # Who sends figures and who decides between them are two persons (I28).
    Row("figureline.decide", OWN,      CHECKERS),
)
CHOICE_ALLOW = (
    # Which voice counts is printed beside every figure, so anybody may read it.
    Row("choice.view",       PUBLIC,   ANYONE),
    Row("choice.decide",     OWN,      ADMINS),
    Row("choice.decide",     REGION,   OFFICE),
)
CLOSING_ALLOW = (
    Row("closing.view",      PUBLIC,   ANYONE),
    Row("closing.close",     OWN,      ADMINS),
    Row("closing.close",     REGION,   OFFICE),
)
INDICATOR_ALLOW = (
    Row("indicator.view",    PUBLIC,   ANYONE,   level_public),
    Row("indicator.view",    MEMBER,   ANYONE,   level_members),
    Row("indicator.view",    OWN,      ANYONE),
    Row("indicator.view",    REGION,   OFFICE),
    Row("indicator.edit",    OWN,      PLANNERS),
    Row("indicator.record",  OWN,      RECORDERS),
    Row("indicator.confirm", OWN,      CHECKERS),
)
METRIC_ALLOW = (
    # What a figure means is told to whoever reads the figure.
    Row("metric.view",       PUBLIC,   ANYONE),
    Row("metric.save",       REGION,   OFFICE),
)
POPULATION_ALLOW = (
    # It stands beside every figure per head, so anybody may read it.
    Row("population.view",   PUBLIC,   ANYONE),
    Row("population.enter",  OWN,      OFFICERS),
    Row("population.enter",  REGION,   OFFICE),
)
# fmt: on

TABLES = (
    (ENTRY_SCOPE, ENTRY_ALLOW),
    (STATEMENT_SCOPE, STATEMENT_ALLOW),
    (FIGURE_RUN_SCOPE, FIGURE_RUN_ALLOW),
    (FIGURE_LINE_SCOPE, FIGURE_LINE_ALLOW),
    (CHOICE_SCOPE, CHOICE_ALLOW),
    (CLOSING_SCOPE, CLOSING_ALLOW),
    (INDICATOR_SCOPE, INDICATOR_ALLOW),
    (METRIC_SCOPE, METRIC_ALLOW),
    (POPULATION_SCOPE, POPULATION_ALLOW),
)


def roles_toward(actor: Actor, run: FigureRun) -> frozenset[RunRole]:
    """The words of the workflow for what ``actor`` is to ``run``."""
    return frozenset({RunRole.SENDER}) if can(actor, "figurerun.send", run) else frozenset()
