"""A person says of two records that they belong together, or do not; it outranks every score and every reload."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from yuinowa.catalogue.domain.matching.decisions import Kind, Level
from yuinowa.catalogue.domain.matching.traits import traits_of
from yuinowa.catalogue.domain.packing import unpacked
from yuinowa.catalogue.models import Decision, Question, SourceRecord
from yuinowa.catalogue.services import placing
from yuinowa.catalogue.services.works import works_changed
from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, require
from yuinowa.kernel.errors import AlreadyDone, WrongState


@transaction.atomic
def answer(question: Question, kind: Kind, *, reason: str, actor: Actor) -> Decision:
    """Join the two records of ``question``, or keep them apart.

    Raises:
        NotAllowed: ``actor`` is neither a keeper of one of the records nor the region office.
        WrongState: it was answered already.
    """
    require(actor, "question.answer", question)
    asked = Question.objects.select_for_update().get(pk=question.pk)
    if asked.answered_at is not None:
        raise WrongState(
            _("Somebody answered this already."), next_step=_("Look at what was decided.")
        )
    records = (question.record, question.other)
    decision = _decide(records, kind, Level(asked.level), reason, actor)
    asked.answered_at = clock.now()
    asked.save(update_fields=["answered_at"])
    return decision


def _decide(
    records: Sequence[SourceRecord], kind: Kind, level: Level, reason: str, actor: Actor
) -> Decision:
    one, other = sorted(records, key=lambda record: (record.source_id, record.identity))
    decision = Decision(
        kind=kind.value,
        level=level.value,
        source=one.source,
        identity=one.identity,
        other_source=other.source,
        other_identity=other.identity,
        reason=reason,
        institution_id=actor.acts_for or one.source.owner_id,
        person=actor.person,
        decided_at=clock.now(),
    )
    decision.full_clean()
    decision.save()
    _settle_again(records)
    owners = {record.source.owner_id for record in records} - {actor.acts_for}
    audit.record(
        f"record.{kind.value}",
        decision,
        actor=actor,
        after={"identity": one.identity, "other": other.identity, "level": level.value},
        audience=owners,
    )
    return decision


@transaction.atomic
def withdraw(decision: Decision, *, actor: Actor) -> None:
    """The decision holds no longer: the records go where their likeness puts them.

    Raises:
        NotAllowed: as ``answer``.
        AlreadyDone: it was withdrawn before.
    """
    require(actor, "decision.withdraw", decision)
    locked = Decision.objects.select_for_update().get(pk=decision.pk)
    if locked.withdrawn_at is not None:
        raise AlreadyDone(_("This was withdrawn before."))
    locked.withdrawn_at = clock.now()
    locked.save(update_fields=["withdrawn_at"])
    records = list(
        SourceRecord.objects.select_related("source").filter(
            Q(source=locked.source_id, identity=locked.identity)
            | Q(source=locked.other_source_id, identity=locked.other_identity),
            is_deleted=False,
        )
    )
    _settle_again(records)
    pks = [record.pk for record in records]
    Question.objects.filter(record__in=pks, other__in=pks).update(answered_at=None)
    owners = {locked.source.owner_id, locked.other_source.owner_id} - {actor.acts_for}
    audit.record("record.withdraw-decision", locked, actor=actor, audience=owners)


def _settle_again(records: Sequence[SourceRecord]) -> None:
    """Put the records where they belong now that a person spoke, or spoke no longer."""
    standing = [record for record in records if not record.is_deleted]
    before = set(
        SourceRecord.objects.filter(pk__in=[record.pk for record in standing]).values_list(
            "manifestation__work_id", flat=True
        )
    )
    placed = placing.place(
        [(one.source_id, one.identity, traits_of(unpacked(one.understood))) for one in standing],
        [record.pk for record in standing],
    )
    for record, description, manifestation in zip(
        standing, placed.descriptions, placed.manifestations, strict=True
    ):
        SourceRecord.objects.filter(pk=record.pk).update(
            is_deleted=False, description=description, manifestation=manifestation
        )
    works_changed(before | placed.works)
