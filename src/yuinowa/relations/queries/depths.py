"""What is recorded about a pair, and the depth it speaks for."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q

from yuinowa.core.ties import work_of
from yuinowa.relations.domain.contacts import ContactState
from yuinowa.relations.domain.depths import (
    LONG_MONTHS,
    SHORT_MONTHS,
    Depth,
    Evidence,
    Suggestion,
    months_before,
    suggest,
)
from yuinowa.relations.models import Contact, Relation
from yuinowa.relations.queries.contacts import of_pair


def evidence_for(relation: Relation, today: date) -> Evidence:
    """Counts only: whoever may follow a relation need not be able to read its contacts."""
    met = of_pair(Contact.objects.all(), relation.one_id, relation.other_id).order_by()
    recorded = Q(state=ContactState.RECORDED, day__lte=today)
    found = met.aggregate(
        long=Count("pk", filter=recorded & Q(day__gt=months_before(today, LONG_MONTHS))),
        short=Count("pk", filter=recorded & Q(day__gt=months_before(today, SHORT_MONTHS))),
    )
    work = work_of(relation.one_id, relation.other_id, today)
    return Evidence(
        contacts_long=found["long"],
        contacts_short=found["short"],
        purposes=relation.words.exclude(purpose="").count(),
        activities=work.activities,
        agreements=work.agreements,
        evaluations=work.evaluations,
    )


def suggestion_for(relation: Relation, today: date) -> Suggestion:
    """What the records speak for now, with every ground."""
    current = Depth(relation.depth) if relation.depth else None
    return suggest(evidence_for(relation, today), current)
