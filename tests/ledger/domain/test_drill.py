from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yuinowa.ledger.domain.drill import KEY_NUMBERS, CellKey
from yuinowa.ledger.domain.planner import Rollup


@given(st.sampled_from(Rollup), st.lists(st.integers(0, 10**17), min_size=6, max_size=6))
def test_the_address_of_a_cell_leads_back_to_it(rollup: Rollup, numbers: list[int]) -> None:
    parts = dict(zip(KEY_NUMBERS[rollup], numbers, strict=False))
    key = CellKey(rollup=rollup, kind="ill.loan", unit="item", **parts)

    assert CellKey.read(key.as_query()) == key


@given(st.dictionaries(st.sampled_from(["rollup", "kind", "unit", "month", "giver"]), st.text()))
def test_an_address_that_names_no_cell_is_none(words: dict[str, str]) -> None:
    assert CellKey.read(words) is None
