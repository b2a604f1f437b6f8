"""Shares of a common cost sum to the yen, in both directions, and say what stands in the way."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.partnerships.domain.shares import (
    MAX_YEN,
    WEIGHED,
    WHOLE,
    Basis,
    Fault,
    Formula,
    Found,
    Part,
    apportioned,
    faults,
    shared,
)

HALF_AND_HALF = Formula({Part.EQUAL: 500, Part.PER_HEAD: 500})


@st.composite
def statements(draw: st.DrawFn) -> tuple[int, Formula, list[Basis]]:
    sides = draw(st.integers(1, 90))
    equal = draw(st.integers(0, WHOLE))
    head = draw(st.integers(0, WHOLE - equal))
    bases = [
        Basis(
            side,
            fixed=draw(st.sampled_from([0, 0, 0, 1, 77_777])),
            residents=draw(st.integers(1, 14_000_000)),
            uses=draw(st.integers(1 if side == 1 else 0, 10**7)),
            shares_rest=side == 1 or draw(st.booleans()),
        )
        for side in range(1, sides + 1)
    ]
    total = sum(basis.fixed for basis in bases) + draw(st.integers(1, 10**10))
    weights = {Part.EQUAL: equal, Part.PER_HEAD: head, Part.PER_USE: WHOLE - equal - head}
    return total, Formula(weights), bases


@given(statements())
def test_shares_sum_to_the_yen_by_side_and_by_part(
    statement: tuple[int, Formula, list[Basis]],
) -> None:
    total, formula, bases = statement
    shares = shared(total, formula, bases)
    assert sum(share.yen for share in shares) == total
    assert [share.side for share in shares] == [basis.side for basis in bases]
    assert all(yen >= 0 for share in shares for yen in share.parts.values())
    rest = total - sum(basis.fixed for basis in bases)
    for part in WEIGHED:
        part_sum = sum(share.parts.get(part, 0) for share in shares)
        assert abs(part_sum - Fraction(rest * formula.weight(part), WHOLE)) < 1


@given(st.integers(0, MAX_YEN), st.lists(st.integers(0, 10**9), min_size=1).filter(any))
def test_nobody_is_a_whole_yen_away_from_the_exact_share(total: int, measures: list[int]) -> None:
    cut = apportioned(total, [Fraction(measure) for measure in measures])
    assert sum(cut) == total
    for yen, measure in zip(cut, measures, strict=True):
        assert abs(yen - Fraction(total * measure, sum(measures))) < 1


@given(statements())
def test_more_residents_never_pay_less(statement: tuple[int, Formula, list[Basis]]) -> None:
    total, _, bases = statement
    sharing = [basis for basis in bases if basis.shares_rest]
    shares = {
        share.side: share.parts.get(Part.PER_HEAD, 0)
        for share in shared(total, Formula({Part.PER_HEAD: WHOLE}), bases)
    }
    ordered = sorted(sharing, key=lambda basis: basis.residents or 0)
    for fewer, more in pairwise(ordered):
        # Two alike may lie one yen apart: the earlier bears what rounding leaves.
        assert shares[more.side] >= shares[fewer.side] - (more.residents == fewer.residents)


def test_what_is_left_over_goes_to_the_earlier_of_equals() -> None:
    three = [Basis(side) for side in (7, 8, 9)]
    shares = shared(100, Formula({Part.EQUAL: WHOLE}), three)
    assert [share.yen for share in shares] == [34, 33, 33]


def test_the_prefecture_bears_the_platform_and_municipalities_the_contents() -> None:
    bases = [
        Basis(1, fixed=5_000_000, shares_rest=False),
        Basis(2, residents=370_000),
        Basis(3, residents=5_000),
        Basis(4, residents=25_000),
    ]
    shares = shared(8_000_000, HALF_AND_HALF, bases)
    assert [share.yen for share in shares] == [5_000_000, 1_887_500, 518_750, 593_750]
    assert shares[1].parts == {
        Part.FIXED: 0,
        Part.EQUAL: 500_000,
        Part.PER_HEAD: 1_387_500,
        Part.PER_USE: 0,
    }


@pytest.mark.parametrize(
    ("total", "weights", "bases", "found"),
    [
        (100, {Part.EQUAL: WHOLE}, [], [Found(Fault.NO_SIDES)]),
        (0, {Part.EQUAL: WHOLE}, [Basis(1)], [Found(Fault.TOTAL_OUT_OF_RANGE)]),
        (MAX_YEN + 1, {Part.EQUAL: WHOLE}, [Basis(1)], [Found(Fault.TOTAL_OUT_OF_RANGE)]),
        (100, {Part.EQUAL: WHOLE}, [Basis(1, fixed=-1)], [Found(Fault.FIXED_NEGATIVE, 1)]),
        (100, {Part.EQUAL: WHOLE}, [Basis(1, fixed=101)], [Found(Fault.FIXED_ABOVE_TOTAL)]),
        (100, {Part.EQUAL: 999}, [Basis(1)], [Found(Fault.WEIGHTS)]),
        (100, {Part.EQUAL: 1001, Part.PER_HEAD: -1}, [Basis(1)], [Found(Fault.WEIGHTS)]),
        (100, {Part.PER_HEAD: WHOLE}, [Basis(1, residents=0)], [Found(Fault.NO_POPULATION, 1)]),
        (
            100,
            {Part.PER_HEAD: WHOLE},
            [Basis(1, residents=5), Basis(2)],
            [Found(Fault.NO_POPULATION, 2)],
        ),
        (100, {Part.PER_USE: WHOLE}, [Basis(1, uses=0)], [Found(Fault.NOTHING_USED)]),
        (
            100,
            {Part.PER_USE: WHOLE},
            [Basis(1, uses=0), Basis(2)],
            [Found(Fault.NO_USES, 2)],
        ),
    ],
)
def test_what_cannot_be_shared_is_named(
    total: int, weights: dict[Part, int], bases: list[Basis], found: list[Found]
) -> None:
    assert faults(total, Formula(weights), bases) == found
    with pytest.raises(ValueError, match="cannot be shared"):
        shared(total, Formula(weights), bases)
