from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from yuinowa.ledger.domain.overlaps import Clash, ClashKind, Stated, clashes

APRIL, MAY = (date(2025, 4, 1), date(2025, 4, 30)), (date(2025, 5, 1), date(2025, 5, 31))
YEAR = (date(2025, 4, 1), date(2026, 3, 31))


def lent(
    giver: int | None,
    receiver: int | None,
    span: tuple[date, date] = YEAR,
    quantity: int = 5,
    kind: str = "ill.loan",
) -> Stated:
    return Stated(kind, "item", giver, receiver, *span, quantity)


def test_figures_of_other_months_partners_and_kinds_stand_beside_each_other() -> None:
    figures = [
        lent(1, 2, APRIL), lent(1, 2, MAY), lent(1, 3, APRIL), lent(2, 1, APRIL), lent(1, 2, APRIL, kind="ill.copy"),
    ]  # fmt: skip

    assert clashes(figures, [lent(4, 2)]) == {}


def test_a_year_and_its_month_are_the_same_twice() -> None:
    assert clashes([lent(1, 2), lent(1, 2, APRIL)], []) == {
        0: Clash(ClashKind.HERE, 1),
        1: Clash(ClashKind.HERE, 0),
    }


def test_all_partners_and_one_of_them_are_the_same_twice() -> None:
    assert set(clashes([lent(1, None), lent(1, 3, APRIL)], [])) == {0, 1}
    assert set(clashes([lent(None, 2), lent(1, 2)], [])) == {0, 1}
    assert clashes([lent(1, None), lent(None, 2)], []) == {}


def test_two_rows_of_one_thing_are_added_and_named() -> None:
    found = clashes([lent(1, 2), lent(1, 2, quantity=7), lent(1, 2, quantity=1)], [])

    assert found == {1: Clash(ClashKind.ADDED, 0), 2: Clash(ClashKind.ADDED, 0)}


def test_what_was_stated_before_is_the_same_or_contradicts() -> None:
    standing = [lent(1, 2, quantity=12), lent(1, 3, APRIL)]

    assert clashes([lent(1, 2, quantity=5), lent(1, 2, quantity=7)], standing) == {
        0: Clash(ClashKind.SAME, 0),
        1: Clash(ClashKind.SAME, 0),
    }
    assert clashes([lent(1, 2, quantity=13)], standing) == {0: Clash(ClashKind.BEFORE, 0)}
    assert clashes([lent(1, 3)], standing) == {0: Clash(ClashKind.BEFORE, 1)}


_DAYS = st.integers(0, 40).map(lambda n: date(2025, 4, 1) + timedelta(days=n))
_ENDS = st.sampled_from([None, 1, 2, 3])
_STATED = st.builds(
    lambda giver, receiver, days, quantity: lent(giver, receiver, (min(days), max(days)), quantity),
    _ENDS, _ENDS, st.tuples(_DAYS, _DAYS), st.integers(0, 3),
).filter(lambda one: one.giver is not None or one.receiver is not None)  # fmt: skip


def _same_as_far_as_named(one: Stated, other: Stated) -> bool:
    ends = ((one.giver, other.giver), (one.receiver, other.receiver))
    meets = one.first <= other.last and other.first <= one.last
    is_same = all(a is None or b is None or a == b for a, b in ends)
    return meets and is_same and any(a is not None and a == b for a, b in ends)


@given(st.lists(_STATED, max_size=8))
def test_figures_that_meet_nothing_count_nothing_twice(figures: list[Stated]) -> None:
    """Against the plain rule, pair by pair: what is left without a word never covers the same."""
    found = clashes(figures, [])
    free = [one for number, one in enumerate(figures) if number not in found]

    assert not any(_same_as_far_as_named(a, b) for a, b in combinations(free, 2))
    for number, clash in found.items():
        assert _same_as_far_as_named(figures[number], figures[clash.other])
