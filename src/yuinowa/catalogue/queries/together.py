"""Why the records of a work are together, for whoever answers for them: who is likest to whom, and by what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from yuinowa.catalogue.domain.matching import weights as weighing
from yuinowa.catalogue.domain.matching.scoring import Reason, judge
from yuinowa.catalogue.models import Decision, Manifestation, SourceRecord, Work
from yuinowa.catalogue.queries import matching as stored
from yuinowa.catalogue.queries.deeds import (
    Deed,
    edition_apart,
    edition_joined,
    record_apart,
    work_joined,
)
from yuinowa.catalogue.queries.questions import decisions_visible_to
from yuinowa.catalogue.queries.shown import Given, WorkShown
from yuinowa.catalogue.queries.works import records_visible_to
from yuinowa.core.rights import Actor

#: Of an edition with more descriptions than so many, the rest is compared with these.
_MOST_COMPARED = 60


@dataclass(frozen=True, slots=True)
class Likeness:
    """The record that is likest to another of its edition, and what was counted. ``says_the_same``: nothing to weigh."""

    other: int
    score: int
    reasons: Sequence[Reason]
    says_the_same: bool = False


def likenesses(work: WorkShown) -> dict[int, Likeness]:
    """For each record the likest other one of its edition, as far as both are seen; one that is alone has none."""
    of = dict(
        SourceRecord.objects.filter(pk__in=[row.pk for row in work.given]).values_list(
            "pk", "description_id"
        )
    )
    described = stored.of_ids({pk for pk in of.values() if pk is not None})
    traits = {pk: described[of[pk]].node[0] for pk in of if of[pk] in described}
    by_edition: dict[int, list[int]] = defaultdict(list)
    for row in work.given:
        if row.pk in traits:
            by_edition[row.edition].append(row.pk)
    weights = weighing.load()
    found: dict[int, Likeness] = {}
    for members in by_edition.values():
        speaking = list({traits[pk]: pk for pk in reversed(members)}.values())[:_MOST_COMPARED]
        for pk in members:
            same = next((o for o in members if o != pk and traits[o] == traits[pk]), None)
            if same is not None:
                verdict = judge(traits[pk], traits[same], weights)
                found[pk] = Likeness(same, verdict.score, verdict.reasons, says_the_same=True)
                continue
            verdicts = [(judge(traits[pk], traits[o], weights), o) for o in speaking if o != pk]
            if verdicts:
                best, other = max(verdicts, key=lambda each: (each[0].score, -each[1]))
                found[pk] = Likeness(other, best.score, best.reasons)
    return found


def record_from_edition(pk: int, actor: Actor) -> Deed | None:
    """That the record of this number leaves its edition; None where it may not be seen."""
    rows = records_visible_to(actor).filter(pk=pk, is_deleted=False)
    record = rows.select_related("source").defer("raw", "understood").first()
    return None if record is None else record_apart(record)


def edition_from_work(work: WorkShown, edition: int, actor: Actor) -> Deed | None:
    """That this edition leaves its work, said of a record of it; None where it has none the actor sees."""
    record = _speaker([row for row in work.given if row.edition == edition], actor)
    return None if record is None else edition_apart(record)


def as_one(
    work: WorkShown, other: WorkShown, editions: tuple[int, int] | None, actor: Actor
) -> Deed | None:
    """That two works are one, or one edition of each, said of a record of either, the actor's own if there is one."""
    given = [*work.given, *other.given]
    if editions is not None:
        given = [row for row in given if row.edition in editions]
    record = _speaker(given, actor)
    if record is None:
        return None
    if editions is not None:
        mine, theirs = editions
        to = mine if record.manifestation_id == theirs else theirs
        return edition_joined(record, Manifestation.objects.get(pk=to))
    is_mine = any(row.pk == record.pk for row in work.given)
    return work_joined(record, Work.objects.get(pk=other.pk if is_mine else work.pk))


def _speaker(given: Sequence[Given], actor: Actor) -> SourceRecord | None:
    """The record in whose name the actor speaks: one of the own institution, else the first that everybody sees."""
    own = [row for row in given if row.owner == actor.institution and row.is_public]
    chosen = next(iter(own or [row for row in given if row.is_public]), None)
    if chosen is None:
        return None
    rows = SourceRecord.objects.select_related("source").defer("raw", "understood")
    return rows.filter(pk=chosen.pk, is_deleted=False).first()


def decisions_on(work: WorkShown, actor: Actor) -> list[Decision]:
    """What people decided of the records that are seen here and holds, one of each deed, the latest first."""
    named = {(row.source, row.identity) for row in work.given}
    sources, identities = {source for source, _ in named}, {identity for _, identity in named}
    rows = decisions_visible_to(actor).filter(
        Q(source__in=sources, identity__in=identities)
        | Q(other_source__in=sources, other_identity__in=identities)
    )
    found: dict[int, Decision] = {}
    for one in rows:
        sides = {(one.source_id, one.identity), (one.other_source_id, one.other_identity)}
        if sides & named:
            found.setdefault(one.deed_id or one.pk, one)
    return list(found.values())
