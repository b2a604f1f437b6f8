"""Figures that would count the same twice: those of one file among themselves, and with what was stated before.

What was stated for a year and for its months, or for all partners and for each, must not stand beside each other on one
word: voices are kept apart by the ledger, one voice's figures are added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure as somebody states it; an end that is not named is None."""

    kind: str
    unit: str
    giver: int | None
    receiver: int | None
    first: date
    last: date
    quantity: int


class ClashKind(StrEnum):
    #: Stated before, and the same.
    SAME = "same"
    #: Stated before, otherwise or for another stretch of the same time.
    BEFORE = "before"
    #: Another row of the file covers part of it.
    HERE = "here"
    #: Another row says the same thing's other part: both are added.
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Clash:
    """How a figure meets another: one that stands for ``BEFORE``, one of the file for ``HERE`` and ``ADDED``."""

    kind: ClashKind
    other: int


_Pair = tuple[str, str, int | None, int | None]
_Span = tuple[date, date]


class _Groups:
    """Figures by exactly what they speak of: a pair, and a stretch of time."""

    def __init__(self, figures: Sequence[Stated]) -> None:
        self.members: dict[_Pair, dict[_Span, list[int]]] = defaultdict(lambda: defaultdict(list))
        self.receivers: dict[tuple[str, str, int | None], set[int | None]] = defaultdict(set)
        self.givers: dict[tuple[str, str, int | None], set[int | None]] = defaultdict(set)
        for number, one in enumerate(figures):
            pair = (one.kind, one.unit, one.giver, one.receiver)
            self.members[pair][one.first, one.last].append(number)
            self.receivers[one.kind, one.unit, one.giver].add(one.receiver)
            self.givers[one.kind, one.unit, one.receiver].add(one.giver)

    def exactly(self, pair: _Pair, span: _Span) -> list[int]:
        return self.members.get(pair, {}).get(span, [])

    def meeting(self, pair: _Pair, span: _Span) -> Iterator[int]:
        """One figure of each other group that covers part of what ``pair`` in ``span`` is about."""
        first, last = span
        for other in self._near(pair):
            for (begins, ends), numbers in self.members.get(other, {}).items():
                is_itself = other == pair and (begins, ends) == span
                if begins <= last and first <= ends and not is_itself:
                    yield numbers[0]

    def _near(self, pair: _Pair) -> set[_Pair]:
        """The pairs that are the same as far as they are named, and share a named end."""
        kind, unit, giver, receiver = pair
        near = {pair}
        if giver is not None:
            partners = self.receivers.get((kind, unit, giver), set())
            near |= {(kind, unit, giver, r) for r in partners if receiver is None or r is None}
        if receiver is not None:
            partners = self.givers.get((kind, unit, receiver), set())
            near |= {(kind, unit, g, receiver) for g in partners if giver is None or g is None}
        return near


def clashes(figures: Sequence[Stated], standing: Sequence[Stated]) -> dict[int, Clash]:
    """By the number of a figure, what it meets; figures that meet nothing are not named."""
    here, before = _Groups(figures), _Groups(standing)
    found: dict[int, Clash] = {}
    for pair, spans in here.members.items():
        for span, numbers in spans.items():
            clash = _with_standing(figures, standing, numbers, before, pair, span)
            other = next(here.meeting(pair, span), None) if clash is None else None
            if other is not None:
                clash = Clash(ClashKind.HERE, other)
            if clash is not None:
                found |= dict.fromkeys(numbers, clash)
            else:
                found |= {number: Clash(ClashKind.ADDED, numbers[0]) for number in numbers[1:]}
    return found


def _with_standing(
    figures: Sequence[Stated],
    standing: Sequence[Stated],
    numbers: Sequence[int],
    before: _Groups,
    pair: _Pair,
    span: _Span,
) -> Clash | None:
    same = before.exactly(pair, span)
    if same:
        says = sum(figures[number].quantity for number in numbers)
        stands = sum(standing[number].quantity for number in same)
        return Clash(ClashKind.SAME if says == stands else ClashKind.BEFORE, same[0])
    other = next(before.meeting(pair, span), None)
    return None if other is None else Clash(ClashKind.BEFORE, other)
