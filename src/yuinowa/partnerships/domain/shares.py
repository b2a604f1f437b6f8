"""Who bears how much of a common cost: a formula, what it is reckoned from, and shares that sum to the yen.

Municipalities share a cost in parts that have names of their own: 定額 (what one side bears whatever the others do),
均等割 (all alike), 人口割 (by residents), 利用割 (by use). The fixed sums come off first; the rest is cut by the weights
of the other three. Source: collaboration model §8 (consortium with shares and a cost formula, accession and withdrawal).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

#: Weights are counted in thousandths of what is left once the fixed sums are off.
WHOLE = 1_000
#: Yen: above any municipality's yearly budget, and far inside what both databases hold.
MAX_YEN = 10**13
#: Residents, or uses, of one side: more than any country has.
MAX_COUNTED = 10**10


class Part(StrEnum):
    """What a share is made of."""

    FIXED = "fixed"
    EQUAL = "equal"
    PER_HEAD = "per_head"
    PER_USE = "per_use"


#: The parts that are cut by weight, in the order a statement prints them.
WEIGHED = (Part.EQUAL, Part.PER_HEAD, Part.PER_USE)


class Fault(StrEnum):
    """What makes a statement impossible; each names the side where one is meant."""

    NO_SIDES = "no_sides"
    TOTAL_OUT_OF_RANGE = "total_out_of_range"
    FIXED_NEGATIVE = "fixed_negative"
    FIXED_ABOVE_TOTAL = "fixed_above_total"
    #: The weights are below zero, or do not add up to the whole.
    WEIGHTS = "weights"
    NO_POPULATION = "no_population"
    NO_USES = "no_uses"
    #: Nobody used anything, so use cannot divide a cost.
    NOTHING_USED = "nothing_used"
    #: A side that takes part has no line, or a line's side takes part no more.
    SIDE_CAME, SIDE_WENT = "side_came", "side_went"


@dataclass(frozen=True, slots=True)
class Formula:
    """Weights in thousandths, by part; what is not named weighs nothing."""

    weights: Mapping[Part, int]

    def weight(self, part: Part) -> int:
        return self.weights.get(part, 0)

    @property
    def is_whole(self) -> bool:
        given = [self.weight(part) for part in WEIGHED]
        return min(given) >= 0 and sum(given) == WHOLE


@dataclass(frozen=True, slots=True)
class Basis:
    """What one side's share is reckoned from; None: not known."""

    side: int
    fixed: int = 0
    residents: int | None = None
    uses: int | None = None
    #: Whether it shares what is left after the fixed sums; a side that only pays a fixed sum does not.
    shares_rest: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """A fault, and whose it is (None: of the statement as a whole)."""

    fault: Fault
    side: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What one side pays, in yen, and what of it comes from which part. The parts sum to ``yen``."""

    side: int
    parts: Mapping[Part, int]

    @property
    def yen(self) -> int:
        return sum(self.parts.values())


def faults(total: int, formula: Formula, bases: Sequence[Basis]) -> list[Found]:
    """All that must be mended before ``total`` yen can be shared; empty when it can."""
    found = []
    sharing = [basis for basis in bases if basis.shares_rest]
    if not sharing:
        found.append(Found(Fault.NO_SIDES))
    if not 0 < total <= MAX_YEN:
        found.append(Found(Fault.TOTAL_OUT_OF_RANGE))
    found += [Found(Fault.FIXED_NEGATIVE, basis.side) for basis in bases if basis.fixed < 0]
    if sum(max(basis.fixed, 0) for basis in bases) > total:
        found.append(Found(Fault.FIXED_ABOVE_TOTAL))
    if not formula.is_whole:
        found.append(Found(Fault.WEIGHTS))
    if formula.weight(Part.PER_HEAD) > 0:
        found += [
            Found(Fault.NO_POPULATION, basis.side) for basis in sharing if not basis.residents
        ]
    if formula.weight(Part.PER_USE) > 0:
        found += [Found(Fault.NO_USES, basis.side) for basis in sharing if basis.uses is None]
        if sharing and not any(basis.uses is None or basis.uses for basis in sharing):
            found.append(Found(Fault.NOTHING_USED))
    return found


def changed(bases: Sequence[Basis], sides: Sequence[int]) -> list[Found]:
    """How ``bases`` differ from the ``sides`` that take part now."""
    known = {basis.side for basis in bases}
    came = [Found(Fault.SIDE_CAME, side) for side in sides if side not in known]
    return came + [Found(Fault.SIDE_WENT, side) for side in sorted(known.difference(sides))]


def shared(total: int, formula: Formula, bases: Sequence[Basis]) -> list[Share]:
    """``total`` yen over ``bases``, in their order: what ``faults`` finds nothing wrong with.

    Each part is itself a sum of whole yen over the sides, and the parts are whole yen of the rest; so a statement adds up
    in both directions. Whatever rounding leaves over goes to the largest remainders, one yen each; between equals the
    earlier side bears it.

    Raises ValueError where ``faults`` finds something.
    """
    if wrong := faults(total, formula, bases):
        raise ValueError(f"cannot be shared: {wrong}")
    rest = total - sum(basis.fixed for basis in bases)
    sums = apportioned(rest, [Fraction(formula.weight(part)) for part in WEIGHED])
    sharing = [basis for basis in bases if basis.shares_rest]
    parts = {basis.side: {Part.FIXED: basis.fixed} for basis in bases}
    for part, part_sum in zip(WEIGHED, sums, strict=True):
        cut = apportioned(part_sum, [_measure(part, basis) for basis in sharing])
        for basis, yen in zip(sharing, cut, strict=True):
            parts[basis.side][part] = yen
    return [Share(basis.side, parts[basis.side]) for basis in bases]


def _measure(part: Part, basis: Basis) -> Fraction:
    measures = {Part.EQUAL: 1, Part.PER_HEAD: basis.residents, Part.PER_USE: basis.uses}
    return Fraction(measures[part] or 0)


def apportioned(total: int, measures: Sequence[Fraction]) -> list[int]:
    """``total`` cut in proportion to ``measures``, whole numbers that sum to it (largest remainder).

    Nobody is more than one away from the exact share. Where all measures are zero, so must ``total`` be.
    """
    whole = sum(measures, Fraction())
    if whole == 0:
        if total:
            raise ValueError("nothing to divide by")
        return [0] * len(measures)
    exact = [total * measure / whole for measure in measures]
    cut = [int(share) for share in exact]
    left = total - sum(cut)
    by_remainder = sorted(range(len(cut)), key=lambda place: (cut[place] - exact[place], place))
    for place in by_remainder[:left]:
        cut[place] += 1
    return cut
