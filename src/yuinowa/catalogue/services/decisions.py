"""A person says of two records that they belong together, or do not; it outranks every score and every reload."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from yuinowa.catalogue.domain.matching.decisions import Kind, Level
from yuinowa.catalogue.domain.matching.traits import traits_of
from yuinowa.catalogue.domain.packing import unpacked
from yuinowa.catalogue.models import Decision, Question, SourceRecord
from yuinowa.catalogue.permissions import decision_open_to_both
from yuinowa.catalogue.queries.deeds import Deed, may_make
from yuinowa.catalogue.services import placing
from yuinowa.catalogue.services.works import works_changed
from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, require
from yuinowa.kernel.errors import AlreadyDone, NotAllowed, WrongState


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
    deed = Deed(kind, Level(asked.level), question.record, (question.other,))
    return _decide(deed, reason, actor)


@transaction.atomic
def carry_out(deed: Deed, *, reason: str, actor: Actor) -> Decision:
    """Take apart or join what ``deed`` says (``queries.deeds``); gives the decision that speaks for all its pairs.

    What people said of the same pairs before holds no longer.

    Raises:
        NotAllowed: ``actor`` may not say so of one of the pairs that may be seen, or there is none.
    """
    if not may_make(deed, actor):
        raise NotAllowed(_("This is for those who keep one of the records."))
    return _decide(deed, reason, actor)


def _decide(deed: Deed, reason: str, actor: Actor) -> Decision:
    rows = deed.pairs()
    _same_pairs(rows).update(withdrawn_at=clock.now())
    # The one that speaks for all is one that both sides may see.
    rows.sort(key=lambda row: decision_open_to_both.holds(actor, row), reverse=True)
    first = None
    for row in rows:
        row.reason, row.deed = reason, first
        row.institution_id = actor.acts_for or deed.record.source.owner_id
        row.person, row.decided_at = actor.person, clock.now()
        row.full_clean()
        row.save()
        first = first or row
    if first is None:
        raise WrongState(_("It stands alone already."), next_step=_("Look at the page again."))
    records = (deed.record, *deed.others)
    _settle_again(records)
    pks = [record.pk for record in records]
    _between(pks).update(answered_at=clock.now())
    owners = {record.source.owner_id for record in records} - {actor.acts_for}
    audit.record(
        f"record.{deed.kind.value}",
        first,
        actor=actor,
        after={"identity": first.identity, "other": first.other_identity, "level": deed.level.value, "pairs": len(rows)},
        audience=owners,
    )  # fmt: skip
    return first


def _same_pairs(rows: Sequence[Decision]) -> QuerySet[Decision]:
    """What holds of the same two records, pair by pair."""
    wanted = (
        Q(
            level=row.level,
            source=row.source_id,
            identity=row.identity,
            other_source=row.other_source_id,
            other_identity=row.other_identity,
        )
        for row in rows
    )
    return Decision.objects.filter(reduce(or_, wanted, Q(pk__in=())), withdrawn_at=None)


def _between(records: Collection[int]) -> QuerySet[Question]:
    """The questions about two of these records."""
    return Question.objects.filter(record__in=records, other__in=records)


@transaction.atomic
def withdraw(decision: Decision, *, actor: Actor) -> None:
    """The decision holds no longer, with all that was decided in one deed: likeness puts the records where they belong.

    Raises:
        NotAllowed: as ``answer``.
        AlreadyDone: it was withdrawn before.
    """
    require(actor, "decision.withdraw", decision)
    locked = Decision.objects.select_for_update().get(pk=decision.pk)
    if locked.withdrawn_at is not None:
        raise AlreadyDone(_("This was withdrawn before."))
    whole = locked.deed_id or locked.pk
    rows = list(
        Decision.objects.select_related("source", "other_source").filter(
            Q(pk=whole) | Q(deed=whole), withdrawn_at=None
        )
    )
    Decision.objects.filter(pk__in=[row.pk for row in rows]).update(withdrawn_at=clock.now())
    records = _records_of(rows)
    _settle_again(records)
    _between([record.pk for record in records]).update(answered_at=None)
    sides = {owner for row in rows for owner in (row.source.owner_id, row.other_source.owner_id)}
    audit.record("record.withdraw-decision", locked, actor=actor, audience=sides - {actor.acts_for})


def _records_of(rows: Sequence[Decision]) -> list[SourceRecord]:
    """The records that ``rows`` name, as far as they stand."""
    named = {(row.source_id, row.identity) for row in rows}
    named |= {(row.other_source_id, row.other_identity) for row in rows}
    wanted = (Q(source=source, identity=identity) for source, identity in sorted(named))
    found = SourceRecord.objects.select_related("source").filter(reduce(or_, wanted))
    return list(found.filter(is_deleted=False))


def _settle_again(records: Sequence[SourceRecord]) -> None:
    """Put the records where they belong now that a person spoke, or spoke no longer."""
    standing = list(
        SourceRecord.objects.filter(pk__in=[record.pk for record in records], is_deleted=False)
        .select_related("manifestation")
        .defer("raw")
    )
    before = {one.manifestation.work_id for one in standing if one.manifestation}
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
    works_changed(work for work in before | placed.works if work is not None)
