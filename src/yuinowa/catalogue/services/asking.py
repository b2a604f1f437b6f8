"""Two records that may be of one thing are asked of a person: the matcher says why, and joins nothing in doubt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from yuinowa.catalogue.domain.matching import weights as weighing
from yuinowa.catalogue.domain.matching.blocks import CAPS, cap_of
from yuinowa.catalogue.domain.matching.decisions import Level, ref
from yuinowa.catalogue.domain.matching.edges import keys_of
from yuinowa.catalogue.domain.matching.scoring import Verdict, Zone, judge, zone_of
from yuinowa.catalogue.models import Question, SourceRecord
from yuinowa.catalogue.queries import matching as stored
from yuinowa.catalogue.queries.matching import Described, hashed
from yuinowa.core import clock

#: One description asks no more than so many questions: whoever answers three knows what is wrong.
_MOST = 5
Pair = tuple[int, int]


def ask(descriptions: Collection[int]) -> None:
    """Questions about these descriptions and their like, as far as none was asked of the same records."""
    fresh = stored.of_ids(set(descriptions))
    near = _near(fresh)
    doubtful = dict(_doubtful(fresh, near))
    records = _records_of({pk for pair in doubtful for pk in pair})
    rows = {}
    for (one, other), verdict in doubtful.items():
        first, second = sorted((records[one], records[other]))
        rows[first, second] = verdict
    known = set(
        Question.objects.filter(
            record__in=[first for first, _second in rows], level=Level.MANIFESTATION.value
        ).values_list("record_id", "other_id")
    )
    decided = _decided({pk for pair in rows for pk in pair})
    asked = [
        Question(
            record_id=first,
            other_id=second,
            level=Level.MANIFESTATION.value,
            score=verdict.score,
            reasons=[[reason.code, reason.points] for reason in verdict.reasons],
            asked_at=clock.now(),
        )
        for (first, second), verdict in rows.items()
        if (first, second) not in known and (first, second) not in decided
    ]
    Question.objects.bulk_create(asked)


def _decided(records: Collection[int]) -> set[Pair]:
    """Pairs of these records of which a person spoke: they are not asked again."""
    refs = {
        ref(str(source), identity): pk
        for pk, source, identity in SourceRecord.objects.filter(pk__in=records).values_list(
            "pk", "source_id", "identity"
        )
    }
    found: set[Pair] = set()
    for decision in stored.decisions():
        if decision.one in refs and decision.other in refs:
            one, other = refs[decision.one], refs[decision.other]
            found.add((min(one, other), max(one, other)))
    return found


def _near(fresh: dict[int, Described]) -> dict[int, set[int]]:
    """The descriptions that share an open block with each."""
    keys = {
        pk: {hashed(key): cap_of(key) for key in keys_of(one.node[0])} for pk, one in fresh.items()
    }
    caps = {value: cap for each in keys.values() for value, cap in each.items()}
    sizes = stored.sizes_of_blocks(caps, max(CAPS.values()) + 1)
    members = stored.members_of_blocks(
        {value for value, cap in caps.items() if 1 < sizes.get(value, 0) <= cap}
    )
    return {
        pk: {other for value in each for other in members.get(value, ()) if other != pk}
        for pk, each in keys.items()
    }


def _doubtful(
    fresh: dict[int, Described], near: dict[int, set[int]]
) -> Iterator[tuple[Pair, Verdict]]:
    others = stored.of_ids({pk for each in near.values() for pk in each} - set(fresh)) | fresh
    weights = weighing.load()
    done: set[Pair] = set()
    for pk, one in fresh.items():
        found: list[tuple[Pair, Verdict]] = []
        for other in near[pk]:
            pair = (min(pk, other), max(pk, other))
            if pair in done or others[other].manifestation == one.manifestation:
                continue
            done.add(pair)
            mine, theirs = one.node[0], others[other].node[0]
            if zone_of(mine, theirs, weights) is Zone.ASK:
                found.append((pair, judge(mine, theirs, weights)))
        yield from sorted(found, key=lambda each: (-each[1].score, each[0]))[:_MOST]


def _records_of(descriptions: Iterable[int]) -> dict[int, int]:
    """The oldest record of each description speaks for it."""
    found: dict[int, int] = {}
    rows = SourceRecord.objects.filter(description__in=set(descriptions)).order_by("-pk")
    found.update(rows.values_list("description_id", "pk"))
    return found
