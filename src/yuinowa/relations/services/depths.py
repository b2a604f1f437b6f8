"""Confirming how deep a relation is: a person's decision on a day, with its evidence, kept for ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, NotAllowed
from yuinowa.relations.domain.depths import Depth
from yuinowa.relations.models import DepthChange, Relation
from yuinowa.relations.queries.depths import suggestion_for


@dataclass(frozen=True, slots=True)
class Decision:
    """How deep it is, since which day, and what shows it."""

    depth: Depth
    on_day: date
    evidence: str


@transaction.atomic
def confirm_depth(
    relation_id: int,
    decision: Decision,
    *,
    expected_version: int,
    actor: Actor,
    side: int | None = None,
) -> DepthChange:
    """The change, up or down; what the records spoke for stands beside what was decided.

    ``side`` is told by the platform itself, which acts for nobody.

    Raises:
        VersionMovedOn: somebody changed the relation since ``expected_version`` (R31).
        NotAllowed: only the two sides decide it, and not once it has ended.
        InputRefused: it is so deep already, or the day is outside the relation or before the last change.
    """
    relation = lock(Relation, relation_id, expected_version)
    require(actor, "relation.deepen", relation)
    if relation.depth == decision.depth.value:
        raise InputRefused(_("The relation is so deep already."), place="depth")
    last = relation.depth_changes.first()
    earliest = max(relation.since, last.on_day) if last is not None else relation.since
    if not earliest <= decision.on_day <= clock.today():
        raise InputRefused(
            _("The day lies between the last change, or the beginning, and today."),
            place="on_day",
        )
    mine = actor.institution if side is None else side
    if mine not in relation.sides:
        raise NotAllowed("how deep a relation is, its two sides decide")
    suggested = suggestion_for(relation, clock.today()).depth
    change = DepthChange.objects.create(
        relation=relation,
        number=last.number + 1 if last is not None else 1,
        before=relation.depth,
        after=decision.depth.value,
        on_day=decision.on_day,
        evidence=decision.evidence,
        suggested=suggested.value if suggested else "",
        institution_id=mine,
        decided_by=actor.person,
        decided_at=clock.now(),
    )
    relation.depth = change.after
    relation.version += 1
    relation.save(update_fields=["depth", "version"])
    audit.record(
        "relation.deepen",
        relation,
        actor=actor,
        before={"depth": change.before},
        after={"depth": change.after, "suggested": change.suggested, "version": relation.version},
        audience=relation.sides,
    )
    return change
