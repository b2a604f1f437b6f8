"""Entries, by right: the door, the entries behind a cell, the entries of a pair, the history of a deed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Sum

from yuinowa.core import rights
from yuinowa.core.rights import Actor
from yuinowa.ledger.domain import privacy
from yuinowa.ledger.domain.cells import UNNAMED
from yuinowa.ledger.domain.deeds import Voice
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.models import Entry


@dataclass(frozen=True, slots=True)
class Behind:
    """Which entries stand behind a figure. None means "all"; ``giver`` or ``receiver`` 0 means unnamed.

    ``up_to`` is the last entry an edition counted: the entries behind a printed figure stay the same.
    ``voices_back`` asks for the other way too, from ``receiver`` to ``giver``, on those words.
    """

    kind: str
    unit: Unit
    fiscal_year: int
    month: int | None = None
    giver: int | None = None
    receiver: int | None = None
    scope: int | None = None
    voices: tuple[Voice, ...] = ()
    context: int | None = None
    principal: bool | None = None
    up_to: int | None = None
    voices_back: tuple[Voice, ...] | None = None

    def q(self) -> Q:
        found = Q(kind=self.kind, unit=self.unit, fiscal_year=self.fiscal_year)
        one_way = _way(self.giver, self.receiver, self.voices)
        if self.voices_back is None:
            found &= one_way
        else:
            found &= one_way | _way(self.receiver, self.giver, self.voices_back)
        for name in ("month", "scope", "context", "principal"):
            value = getattr(self, name)
            if value is not None:
                found &= Q(**{name: value})
        if self.up_to is not None:
            found &= Q(pk__lte=self.up_to)
        return found


def _way(giver: int | None, receiver: int | None, voices: tuple[Voice, ...]) -> Q:
    found = Q()
    for side, who in (("giver", giver), ("receiver", receiver)):
        if who == UNNAMED:
            found &= Q(**{f"{side}__isnull": True})
        elif who is not None:
            found &= Q(**{side: who})
    return found & Q(voice__in=voices) if voices else found


def entries_visible_to(actor: Actor) -> QuerySet[Entry]:
    """The door: entries ``actor`` may see, with what a page shows of them, newest day first."""
    return rights.visible_to(actor, with_names(Entry.objects.all()))


def with_names(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """The entries with giver, receiver and context fetched, and whether they were taken back since."""
    return entries.select_related("giver", "receiver", "context").annotate(
        is_withdrawn=_is_withdrawn()
    )


def _is_withdrawn() -> Exists:
    same = {name: OuterRef(name) for name in ("source", "unit", "leg", "revision")}
    return Exists(Entry.objects.filter(reversal=True, **same))


def in_force(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Those of the entries that count: no reversals, and none that were reversed."""
    return entries.filter(~_is_withdrawn(), reversal=False)


def entries_behind(behind: Behind, actor: Actor) -> QuerySet[Entry]:
    """The entries behind a figure that ``actor`` may see; none where persons are counted (never drilled)."""
    if not privacy.may_be_drilled(behind.unit):
        return Entry.objects.none()
    return entries_visible_to(actor).filter(behind.q())


def may_see_persons(entry: Entry, actor: Actor) -> bool:
    """Whether a deed shows this leg: a number of persons is told to those who took part, not to all who count."""
    took_part = {entry.giver_id, entry.receiver_id, entry.stated_by_id}
    return privacy.may_be_drilled(Unit(entry.unit)) or actor.institution in took_part


def entries_of_pair(one: int, other: int, actor: Actor, **narrowed: Any) -> QuerySet[Entry]:
    """What went either way between two institutions, as far as ``actor`` may see it."""
    either = Q(giver=one, receiver=other) | Q(giver=other, receiver=one)
    return entries_visible_to(actor).filter(either, **narrowed)


def history_of(source: str, actor: Actor) -> QuerySet[Entry]:
    """All that was posted under one source, corrections and reversals included, in the order of posting."""
    return entries_visible_to(actor).filter(source=source).order_by("pk")


def deeds_of_year(institution: int, fiscal_year: int, actor: Actor) -> QuerySet[Entry]:
    """The deeds an institution took part in and ``actor`` may see, one principal leg each, newest first."""
    ours = Q(giver=institution) | Q(receiver=institution)
    return _one_a_deed(actor, ours, fiscal_year=fiscal_year)


def deeds_in_force(sources: Iterable[str] | QuerySet[Any, str], actor: Actor) -> QuerySet[Entry]:
    """The deeds of these sources that ``actor`` may see and that were not taken back, one principal leg each."""
    return _one_a_deed(actor, source__in=sources)


def _one_a_deed(actor: Actor, *asked: Q, **narrowed: Any) -> QuerySet[Entry]:
    """One leg of each deed in force: what was done, not how many persons took part; newest first."""
    entries = rights.visible_to(actor, Entry.objects.filter(*asked, principal=True, **narrowed))
    legs = in_force(entries).exclude(unit=Unit.PERSON.value).order_by()
    heads = legs.values("source").annotate(head=Max("pk")).values("head")
    return with_names(Entry.objects.filter(pk__in=heads)).order_by("-day_from", "-pk")


def counted_in_context(
    context: str, key: str, kind: str, actor: Actor
) -> list[tuple[int, Unit, int, int]]:
    """By giver, unit and fiscal year, the sum of what is in force in a context and ``actor`` may see. One query."""
    entries = rights.visible_to(
        actor, Entry.objects.filter(context__kind=context, context__key=key, kind=kind)
    )
    sums = in_force(entries).order_by().values("giver", "unit", "fiscal_year")
    return [
        (row["giver"], Unit(row["unit"]), row["fiscal_year"], row["total"])
        for row in sums.annotate(total=Sum("quantity"))
    ]


def with_parties(deeds: QuerySet[Entry], words: str) -> QuerySet[Entry]:
    """Those of ``deeds`` in which each of ``words`` stands in the name or the reading of one who took part."""
    for word in words.split():
        sides = (
            Q(**{f"{side}__{name}__icontains": word})
            for side in ("giver", "receiver")
            for name in ("name", "name_kana")
        )
        deeds = deeds.filter(reduce(or_, sides))
    return deeds


def sources_on(kind: str, one: int, other: int, day: date) -> Iterator[str]:
    """Deeds of this kind between two institutions, either way, in force on the day: "the same one?"."""
    either = Q(giver=one, receiver=other) | Q(giver=other, receiver=one)
    found = in_force(Entry.objects.filter(either, kind=kind, day_from=day, principal=True))
    yield from found.order_by("source").values_list("source", flat=True).distinct()
