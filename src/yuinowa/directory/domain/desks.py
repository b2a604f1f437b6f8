"""Who is asked: exactly one desk for a topic and an asker, or none.

Of all desks that answer, the most specific one is named: first by topic, then by what the question is about,
then by the kind of institution that asks, then by area. Two desks that would be equally specific for
somebody cannot both be saved (``rival_of``), so there is never more than one answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.domain.places import PREFECTURES, municipalities, prefecture_name
from yuinowa.directory.domain.topics import About, Topic, ways_up

#: The area of those that take part in this region (参加館), beside the codes of prefectures and municipalities.
REGION = "region"
#: A desk is to be checked again after so many days.
CHECK_AFTER_DAYS = 365


class Basis(StrEnum):
    """Whence it is known that a desk answers for its topic."""

    #: The institution or the region office says so.
    OWN = "own"
    #: A published source says so.
    SOURCE = "source"
    #: A published source names the section, and only its name speaks for the topic.
    SECTION = "section"


class Reach(StrEnum):
    """How near a desk is to whoever asks, the nearest last."""

    NATION = "nation"
    PREFECTURE = "prefecture"
    REGION = "region"
    MUNICIPALITY = "municipality"


_NEARNESS = {reach: number for number, reach in enumerate(Reach)}
_KIND_ORDER = {kind: number for number, kind in enumerate(InstitutionKind, start=1)}


def reach_of(area: str) -> Reach:
    """What kind of area a code names."""
    if area == REGION:
        return Reach.REGION
    return Reach.PREFECTURE if len(area) == 2 else Reach.MUNICIPALITY


def is_area(text: str) -> bool:
    """Whether ``text`` is the code of an area that a desk may be for."""
    return text == REGION or text in PREFECTURES or text in municipalities()


def area_name(code: str) -> str:
    """A prefecture or a municipality as people read it; the region's own has its word in ``labels``."""
    found = municipalities().get(code)
    if found is not None:
        return f"{prefecture_name(found.prefecture)}{found.name}"
    return prefecture_name(code)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, as far as it is known: kinds, place, whether it takes part here."""

    kinds: frozenset[InstitutionKind] = frozenset()
    prefecture: str = ""
    municipality: str = ""
    member: bool = False

    @property
    def areas(self) -> frozenset[str]:
        """The codes of all areas the asker is in."""
        own = {self.prefecture, self.municipality, REGION if self.member else ""}
        return frozenset(own - {""})


@dataclass(frozen=True, slots=True)
class Rule:
    """For what and for whom one desk answers. No kinds: for all; no areas: for the whole nation."""

    desk: int
    topic: Topic
    about: About = About.ANYTHING
    kinds: frozenset[InstitutionKind] = frozenset()
    areas: frozenset[str] = frozenset()
    from_day: date | None = None
    to_day: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the desk is there on ``day``; both ends belong to it."""
        return (self.from_day is None or self.from_day <= day) and (
            self.to_day is None or day <= self.to_day
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """The one desk, and why it: by which topic, and which of its conditions the asker met."""

    desk: int
    topic: Topic
    about: About
    kind: InstitutionKind | None
    reach: Reach
    area: str


def who_answers(
    rules: Iterable[Rule], topic: Topic, asker: Asker, *, about: About, day: date
) -> Answer | None:
    """The desk for ``topic``, or None where no desk answers it, or any wider topic, for this asker."""
    depth = {wider: -steps for steps, wider in enumerate(ways_up(topic))}
    found = [
        (_rank(answer, depth), answer)
        for rule in rules
        if rule.topic in depth and rule.holds_on(day)
        for answer in _answer(rule, asker, about)
    ]
    return max(found, key=lambda ranked: ranked[0])[1] if found else None


def _answer(rule: Rule, asker: Asker, about: About) -> Iterable[Answer]:
    kinds = rule.kinds & asker.kinds
    areas = rule.areas & asker.areas
    if rule.about not in {About.ANYTHING, about} or bool(kinds) != bool(rule.kinds):
        return
    if bool(areas) != bool(rule.areas):
        return
    area = max(areas, key=lambda code: _NEARNESS[reach_of(code)], default="")
    yield Answer(
        rule.desk,
        rule.topic,
        rule.about,
        max(kinds, key=_KIND_ORDER.__getitem__, default=None),
        reach_of(area) if area else Reach.NATION,
        area,
    )


def _rank(answer: Answer, depth: dict[Topic, int]) -> tuple[int, bool, int, int]:
    return (
        depth[answer.topic],
        answer.about is not About.ANYTHING,
        _KIND_ORDER[answer.kind] if answer.kind else 0,
        _NEARNESS[answer.reach],
    )


def rival_of(rule: Rule, others: Iterable[Rule]) -> Rule | None:
    """The first other desk that is just as specific for somebody on some day; None where there is none.

    Ranks are equal only where topic and about are, and the best kind and the nearest area: then both rules
    name that kind and that area, or neither names any.
    """
    return next((other for other in others if other.desk != rule.desk and _meet(rule, other)), None)


def _meet(one: Rule, other: Rule) -> bool:
    return (
        (one.topic, one.about) == (other.topic, other.about)
        and _share(one.kinds, other.kinds)
        and _share(one.areas, other.areas)
        and (one.to_day is None or other.from_day is None or other.from_day <= one.to_day)
        and (other.to_day is None or one.from_day is None or one.from_day <= other.to_day)
    )


def _share(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one & other) or not (one or other)


def is_due(checked_on: date | None, today: date) -> bool:
    """Whether a desk is to be checked: never was, or long ago."""
    return checked_on is None or (today - checked_on).days >= CHECK_AFTER_DAYS
