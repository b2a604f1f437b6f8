"""Whether a computed number is what a text says, at the precision the text gives."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from enum import IntEnum

from yuinowa.plans.domain.claims.kinds import Bound, Measure, Quantity
from yuinowa.plans.domain.claims.policy import POLICY


class Fit(IntEnum):
    """In order: a worse one comes first, so that the worst of several is their minimum."""

    NO = 0
    #: In one way of rounding, or of reading the word, it is so.
    LOOSE = 1
    YES = 2


def fit(said: Quantity, computed: Decimal) -> Fit:
    """How ``computed`` fits ``said``. Signs are the caller's business: both are taken as sizes.

    約8,000 is meant to the thousand, since its zeros say so; 約11,800 to the hundred; 1.5倍 to the tenth. A
    number without 約 is meant exactly, in a ratio or a share to its last digit.
    """
    number, computed = abs(said.number), abs(computed)
    unit = Decimal(1).scaleb(_place(said))
    if said.bound is Bound.WITHIN:
        return Fit.YES if number <= computed < number + unit else Fit.NO
    if said.bound in _SIDES:
        holds = _SIDES[said.bound](computed, number)
        return Fit.YES if holds else _beside(number, computed, unit)
    if said.bound is Bound.EXACT:
        return _exact(said, number, computed, unit)
    if said.bound is Bound.ABOUT:
        return _about(number, computed, unit)
    beyond = computed - number if said.bound is Bound.JUST_OVER else number - computed
    # 4%強 is anything up to 5%; 600冊強 is near 600.
    is_fine = said.measure is not Measure.AMOUNT and said.place <= 0
    return _just(beyond, number, unit if is_fine else unit / 2)


_SIDES: dict[Bound, Callable[[Decimal, Decimal], bool]] = {
    Bound.AT_LEAST: operator.ge,
    Bound.MORE_THAN: operator.gt,
    Bound.AT_MOST: operator.le,
    Bound.LESS_THAN: operator.lt,
}


def _place(said: Quantity) -> int:
    """The place of the last digit meant; a ratio given as a whole number is meant to the tenth."""
    if said.measure is Measure.TIMES and said.bound is Bound.EXACT:
        return min(said.place, -1)
    if said.measure is not Measure.AMOUNT and said.bound is Bound.EXACT:
        return min(said.place, 0)
    return said.place


def _beside(number: Decimal, computed: Decimal, unit: Decimal) -> Fit:
    """On the wrong side of a bound: near enough to it, a matter of rounding."""
    slack = min(unit / 2, number * POLICY.careless_share)
    return Fit.LOOSE if computed != number and abs(computed - number) <= slack else Fit.NO


def _just(beyond: Decimal, number: Decimal, room: Decimal) -> Fit:
    if 0 <= beyond <= max(number * POLICY.just_share, room):
        return Fit.YES
    return Fit.LOOSE if abs(beyond) <= number * POLICY.just_share else Fit.NO


def _about(number: Decimal, computed: Decimal, unit: Decimal) -> Fit:
    off = abs(computed - number)
    if off <= min(unit / 2, max(number * POLICY.about_share, Decimal("0.05"))):
        return Fit.YES
    # Cut off instead of rounded, or rounded very far: a reader may take it either way.
    is_cut_off = number <= computed < number + unit
    is_near = off <= max(unit / 2, number * POLICY.careless_share)
    return Fit.LOOSE if is_cut_off or is_near else Fit.NO


def _exact(said: Quantity, number: Decimal, computed: Decimal, unit: Decimal) -> Fit:
    if computed == number:
        return Fit.YES
    off = abs(computed - number)
    if said.measure is Measure.PERCENT and said.place == 1:
        # 2割: to the tenth, as it is spoken.
        return Fit.YES if off <= 1 else Fit.LOOSE if off <= 5 else Fit.NO
    if said.measure is not Measure.AMOUNT or number != number.to_integral_value():
        if off <= unit / 2:
            return Fit.YES
        return Fit.LOOSE if number <= computed < number + unit else Fit.NO
    if said.place == 0:
        # 1,711 of a figure with decimals is meant to the one.
        return (
            Fit.YES
            if off <= Decimal("0.5") and computed != computed.to_integral_value()
            else Fit.NO
        )
    zeros = Decimal(1).scaleb(said.place) / 2
    return Fit.LOOSE if off <= min(zeros, number * POLICY.about_share) else Fit.NO
