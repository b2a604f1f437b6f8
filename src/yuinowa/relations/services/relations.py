"""Recording, correcting and ending relations, and what each side says about one; each is one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, idempotency
from yuinowa.core.rights import Actor, Level, require
from yuinowa.core.versions import lock
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotAllowed
from yuinowa.relations.domain.bases import BasisCode
from yuinowa.relations.domain.depths import Depth
from yuinowa.relations.domain.kinds import Frequency, RelationKind, is_public_body, stored
from yuinowa.relations.domain.tags import TagCode
from yuinowa.relations.models import Relation, RelationBasis, SideTag, SideWords
from yuinowa.relations.models.relation import LEVELS
from yuinowa.relations.services.contacts import may_record


@dataclass(frozen=True, slots=True)
class Facts:
    """What both sides see of a relation: since when, how often, by what ground, and what shows it."""

    since: date
    until: date | None = None
    frequency: Frequency | None = None
    evidence: str = ""
    bases: frozenset[BasisCode] = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """What one side says: what it is for, what it wants, why, and how far the relation may be seen."""

    purpose: str = ""
    desired: Depth | None = None
    level: Level = Level.PUBLIC
    tags: frozenset[TagCode] = frozenset()


def record_relation(
    kind: RelationKind,
    *,
    partner: int,
    facts: Facts,
    once: str,
    actor: Actor,
    we_support: bool = True,
    recorded_by: int | None = None,
) -> tuple[Relation, bool]:
    """The relation of the actor's institution with ``partner``, and whether it was recorded just now (R31).

    Raises:
        NotAllowed: the actor does not write for an institution.
        InputRefused: partner and recorder are the same, the days cannot be, or the kind is never typed in (I5).
        AlreadyDone: the two have a current relation of this kind.
    """
    mine = actor.institution if recorded_by is None else recorded_by
    if not may_record(actor) or mine is None:
        raise NotAllowed("recording a relation is for editors of an institution")
    if kind.is_derived:
        raise InputRefused(
            _("Working together as partners follows from a partnership and is not typed in."),
            place="kind",
            next_step=_("Choose another kind; the ring shows partnerships by itself."),
        )
    if mine == partner:
        raise InputRefused(_("A relation is between two institutions."), place="partner")
    _refuse_impossible(facts)
    one, other = stored(kind, mine, partner, we_support=we_support)
    return idempotency.once(once, actor, lambda: _record(kind, (one, other), mine, facts, actor))


def _record(
    kind: RelationKind, pair: tuple[int, int], mine: int, facts: Facts, actor: Actor
) -> Relation:
    one, other = pair
    levels = _first_levels(pair)
    relation = Relation(
        kind=kind.value,
        one_id=one,
        other_id=other,
        recorded_by_id=mine,
        level=_narrowest(levels.values()),
        recorded_at=clock.now(),
    )
    _write(relation, facts)
    try:
        with transaction.atomic():
            relation.save()
    except IntegrityError as taken:
        if not Relation.objects.filter(kind=kind, one=one, other=other, ended_on=None).exists():
            raise
        raise AlreadyDone(
            _("The two have a relation of this kind already."),
            place="kind",
            next_step=_("Open the one that is there, and correct it or write your words."),
        ) from taken
    _ground(relation, facts.bases)
    SideWords.objects.bulk_create(
        SideWords(relation=relation, institution_id=side, level=level)
        for side, level in levels.items()
    )
    audit.record(
        "relation.record", relation, actor=actor, after=_plain(relation, facts), audience=pair
    )
    return relation


@transaction.atomic
def correct_relation(
    relation_id: int, facts: Facts, *, expected_version: int, actor: Actor
) -> Relation:
    """The relation as it should have been recorded; who it is with and of what kind stays.

    Raises:
        VersionMovedOn: somebody changed it since ``expected_version`` (R31).
        NotAllowed: only the side that recorded it corrects it, and not once it has ended.
    """
    relation = lock(Relation, relation_id, expected_version)
    require(actor, "relation.correct", relation)
    _refuse_impossible(facts)
    before = _plain(relation, _facts_of(relation))
    _write(relation, facts)
    relation.version += 1
    relation.save()
    _ground(relation, facts.bases)
    audit.record(
        "relation.correct",
        relation,
        actor=actor,
        before=before,
        after=_plain(relation, facts),
        audience=relation.sides,
    )
    return relation


@transaction.atomic
def end_relation(
    relation_id: int, *, on_day: date, reason: str, expected_version: int, actor: Actor
) -> Relation:
    """The relation, over since ``on_day``: it stays in the history of both sides.

    Raises:
        VersionMovedOn: as ``correct_relation``.
        NotAllowed: only the two sides end it, and only once.
        InputRefused: the day is before its beginning or still to come.
    """
    relation = lock(Relation, relation_id, expected_version)
    require(actor, "relation.end", relation)
    if not relation.since <= on_day <= clock.today():
        raise InputRefused(_("A relation ends between its first day and today."), place="on_day")
    relation.ended_on, relation.end_reason = on_day, reason
    relation.version += 1
    relation.save()
    audit.record(
        "relation.end",
        relation,
        actor=actor,
        after={"ended_on": on_day.isoformat(), "version": relation.version},
        audience=relation.sides,
    )
    return relation


@transaction.atomic
def say(
    relation_id: int, said: Said, *, expected_version: int, actor: Actor, side: int | None = None
) -> SideWords:
    """What the actor's side says from now on; the relation is seen as far as the narrower side allows.

    ``side`` is told by the platform itself, which acts for nobody.

    Raises:
        VersionMovedOn: somebody of the same side changed it since ``expected_version``.
        NotAllowed: no side writes the other's words (I13), and nobody those of a relation that has ended.
    """
    relation = lock(Relation, relation_id)
    mine = actor.institution if side is None else side
    row = SideWords.objects.filter(relation=relation, institution=mine).first()
    if row is None:
        raise NotAllowed("the words on a relation are those of its two sides")
    words = lock(SideWords, row.pk, expected_version)
    require(actor, "sidewords.edit", words)
    before = _said(words)
    words.purpose, words.level = said.purpose, said.level.value
    words.desired = said.desired.value if said.desired else ""
    words.version += 1
    words.written_by, words.written_at = actor.person, clock.now()
    words.save()
    words.tags.all().delete()
    SideTag.objects.bulk_create(
        SideTag(words=words, code=code.value) for code in TagCode if code in said.tags
    )
    relation.level = _narrowest(relation.words.values_list("level", flat=True))
    relation.save(update_fields=["level"])
    audit.record(
        "relation.say",
        relation,
        actor=actor,
        before=before,
        after=_said(words),
        audience=relation.sides,
    )
    return words


def _first_levels(pair: tuple[int, int]) -> dict[int, str]:
    """How far each side lets it be seen until it says otherwise: public bodies by everybody."""
    sides = institutions_visible_to(Actor.system()).filter(pk__in=pair).prefetch_related("kinds")
    return {
        side.pk: (
            Level.PUBLIC if is_public_body(row.kind for row in side.kinds.all()) else Level.MEMBERS
        ).value
        for side in sides
    }


def _narrowest(levels: Iterable[str]) -> str:
    order = [level.value for level in LEVELS]
    return min(levels, key=order.index)


def _refuse_impossible(facts: Facts) -> None:
    if facts.since > clock.today():
        raise InputRefused(_("A relation begins today at the latest."), place="since")
    if facts.until is not None and facts.until < facts.since:
        raise InputRefused(_("The last day is before the first."), place="until")


def _write(relation: Relation, facts: Facts) -> None:
    relation.since, relation.until = facts.since, facts.until
    relation.frequency = facts.frequency.value if facts.frequency else ""
    relation.evidence = facts.evidence


def _ground(relation: Relation, bases: frozenset[BasisCode]) -> None:
    relation.bases.all().delete()
    RelationBasis.objects.bulk_create(
        RelationBasis(relation=relation, code=code.value) for code in BasisCode if code in bases
    )


def _facts_of(relation: Relation) -> Facts:
    return Facts(
        since=relation.since,
        until=relation.until,
        frequency=Frequency(relation.frequency) if relation.frequency else None,
        evidence=relation.evidence,
        bases=frozenset(BasisCode(row.code) for row in relation.bases.all()),
    )


def _plain(relation: Relation, facts: Facts) -> dict[str, object]:
    # What shows it is people's own words, so the trail keeps the other fields only (R45).
    return {
        "kind": relation.kind,
        "one": relation.one_id,
        "other": relation.other_id,
        "since": facts.since.isoformat(),
        "until": facts.until.isoformat() if facts.until else None,
        "frequency": relation.frequency,
        "bases": sorted(code.value for code in facts.bases),
        "version": relation.version,
    }


def _said(words: SideWords) -> dict[str, object]:
    return {
        "side": words.institution_id,
        "desired": words.desired,
        "level": words.level,
        "tags": sorted(words.tags.values_list("code", flat=True)),
        "version": words.version,
    }
