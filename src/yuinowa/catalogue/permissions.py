"""Who gives records, who sees what came of them, and who says what belongs together.

Everybody finds what a source shows. Until then, and how its files fared, is its owner's matter and the region
office's. Two records that may be of one thing are asked of both owners, and of the office.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q

from yuinowa.catalogue.domain.runs import RunRole
from yuinowa.catalogue.models import Decision, Question, Run
from yuinowa.core.rights import (
    ANYONE,
    Actor,
    Condition,
    Level,
    Role,
    Row,
    Scope,
    Standing,
    field_is,
    level_public,
)

KEEPERS = frozenset({Role.ADMIN, Role.EDITOR})
OFFICE = frozenset({Role.COORDINATOR, Role.REGION_ADMIN})

SOURCE = Scope("catalogue.Source", owner="owner")
RUN = Scope("catalogue.Run", owner="source__owner")
RECORD = Scope("catalogue.SourceRecord", owner="source__owner")
WORK = Scope("catalogue.Work")
QUESTION = Scope("catalogue.Question", parties=("record__source__owner", "other__source__owner"))
DECISION = Scope("catalogue.Decision", parties=("source__owner", "other_source__owner"))

shown = field_is("is_shown", True)  # type: ignore[arg-type]  # compared, whatever its type
record_shown = Condition(
    lambda _actor: Q(is_deleted=False, source__level=Level.PUBLIC.value),
    lambda _actor, record: not record.is_deleted and record.source.level == Level.PUBLIC,
)


def _no_secret(one: str, other: str) -> Condition:
    """Nobody sees another's record before it is shown: both are, or both are of one owner."""

    def holds(_actor: Actor, pair: Question | Decision) -> bool:
        first, second = _source(pair, one), _source(pair, other)
        if first.owner_id == second.owner_id:
            return True
        return bool(first.level == second.level == Level.PUBLIC)

    def q(_actor: Actor) -> Q:
        both = Q(**{f"{one}__level": Level.PUBLIC.value, f"{other}__level": Level.PUBLIC.value})
        return both | Q(**{f"{one}__owner": F(f"{other}__owner")})

    return Condition(q, holds)


def _source(pair: Question | Decision, path: str) -> Any:
    found: Any = pair
    for name in path.split("__"):
        found = getattr(found, name)
    return found


question_open_to_both = _no_secret("record__source", "other__source")
decision_open_to_both = _no_secret("source", "other_source")

# fmt: off
SOURCE_ALLOW = (
    #    action             standing          roles                       when
    Row("source.view",      Standing.PUBLIC,  ANYONE,                     level_public),
    Row("source.view",      Standing.OWN,     ANYONE),
    Row("source.view",      Standing.REGION,  OFFICE),
    # What its records call places, and whose those are.
    Row("source.branches",  Standing.OWN,     ANYONE),
    Row("source.branches",  Standing.REGION,  OFFICE),
    Row("source.send",      Standing.OWN,     KEEPERS),
    Row("source.edit",      Standing.OWN,     KEEPERS),
    Row("source.show",      Standing.OWN,     frozenset({Role.ADMIN})),
)
RUN_ALLOW = (
    Row("run.view",         Standing.OWN,     ANYONE),
    Row("run.view",         Standing.REGION,  OFFICE),
)
RECORD_ALLOW = (
    Row("sourcerecord.view", Standing.PUBLIC, ANYONE,                     record_shown),
    Row("sourcerecord.view", Standing.OWN,    ANYONE),
)
WORK_ALLOW = (
    Row("work.view",        Standing.PUBLIC,  ANYONE,                     shown),
)
QUESTION_ALLOW = (
    Row("question.view",    Standing.PARTY,   KEEPERS,                    question_open_to_both),
    Row("question.view",    Standing.REGION,  OFFICE,                     question_open_to_both),
    Row("question.answer",  Standing.PARTY,   KEEPERS,                    question_open_to_both),
    Row("question.answer",  Standing.REGION,  OFFICE,                     question_open_to_both),
)
DECISION_ALLOW = (
    Row("decision.view",    Standing.PARTY,   ANYONE,                     decision_open_to_both),
    Row("decision.view",    Standing.REGION,  OFFICE,                     decision_open_to_both),
    Row("decision.make",    Standing.PARTY,   KEEPERS,                    decision_open_to_both),
    Row("decision.make",    Standing.REGION,  OFFICE,                     decision_open_to_both),
    Row("decision.withdraw", Standing.PARTY,  KEEPERS,                    decision_open_to_both),
    Row("decision.withdraw", Standing.REGION, OFFICE,                     decision_open_to_both),
)
# fmt: on


def roles_toward(actor: Actor, run: Run) -> frozenset[RunRole]:
    """The words of the workflow for what ``actor`` is to ``run``."""
    if actor.is_system:
        return frozenset(RunRole)
    is_keeper = actor.institution == run.source.owner_id and actor.has(*KEEPERS)
    return frozenset({RunRole.KEEPER}) if is_keeper else frozenset()


def may_open_sources(actor: Actor) -> bool:
    """Whether ``actor`` may enter a new source: for the own institution, if it takes part."""
    return actor.is_system or (actor.member and actor.has(*KEEPERS))
