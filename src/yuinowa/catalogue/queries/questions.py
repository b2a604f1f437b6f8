"""Records that may be of one thing, and what was decided of such, as far as somebody may see them."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from yuinowa.catalogue.domain.packing import unpacked
from yuinowa.catalogue.domain.samples import Sample, sample_of
from yuinowa.catalogue.models import Decision, Question, SourceRecord
from yuinowa.core.rights import Actor, visible_to


def questions_visible_to(actor: Actor) -> QuerySet[Question]:
    """Questions nobody answered yet, the likeliest first."""
    rows = Question.objects.select_related("record__source__owner", "other__source__owner")
    return visible_to(actor, rows).filter(answered_at=None).order_by("-score", "pk")


def answered_visible_to(actor: Actor) -> QuerySet[Question]:
    """Every question, answered ones too."""
    rows = Question.objects.select_related("record__source__owner", "other__source__owner")
    return visible_to(actor, rows)


def decisions_visible_to(actor: Actor) -> QuerySet[Decision]:
    """Decisions that hold, the latest first."""
    rows = Decision.objects.select_related("source__owner", "other_source__owner", "institution")
    return visible_to(actor, rows).filter(withdrawn_at=None)


def deeds_visible_to(actor: Actor) -> QuerySet[Decision]:
    """One decision of each deed that holds, with how many more pairs it speaks of (``pairs``), the latest first."""
    rows = decisions_visible_to(actor)
    first = rows.filter(deed=None).values("pk").order_by()
    others = rows.filter(Q(deed=None) | ~Q(deed__in=first))
    return others.annotate(pairs=Count("along")).order_by("-decided_at", "-pk")


def shown(record: SourceRecord) -> Sample:
    """What of a record is shown beside another."""
    return sample_of(unpacked(record.understood))


def titles_of(decisions: list[Decision]) -> dict[tuple[int, str], str]:
    """The titles of the records the decisions name; one that is no longer there is left out."""
    named = Q(pk__in=())
    for one in decisions:
        named |= Q(source=one.source_id, identity=one.identity)
        named |= Q(source=one.other_source_id, identity=one.other_identity)
    rows = SourceRecord.objects.filter(named, is_deleted=False).values_list("source_id", "identity", "understood")  # fmt: skip
    return {(source, identity): unpacked(text).title.text for source, identity, text in rows}
