from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.directory.domain.closeness import Closeness, Typed

NAME, READING = "三康図書館", "サンコウトショカン"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("三康図書館", Closeness.EXACT),
        ("三康圖書館", Closeness.EXACT),
        ("三康 図書館", Closeness.EXACT),
        ("さんこうとしょかん", Closeness.EXACT),
        ("ｻﾝｺｳﾄｼｮｶﾝ", Closeness.EXACT),
        ("sanko toshokan", Closeness.EXACT),
        ("sankō", Closeness.BEGINS),
        ("三康", Closeness.BEGINS),
        ("図書館", Closeness.WITHIN),
        ("toshokan", Closeness.WITHIN),
        ("JP-1000031", Closeness.WITHIN),
        ("", Closeness.WITHIN),
        ("、。", Closeness.WITHIN),
    ],
)
def test_closeness_is_judged_by_writing_and_by_sound(typed: str, expected: Closeness) -> None:
    assert Typed.of(typed).closeness([NAME], [READING]) is expected


def test_the_closest_of_several_names_counts() -> None:
    names = ["公益財団法人三康文化研究所附属三康図書館", "三康図書館", ""]

    assert Typed.of("三康図書館").closeness(names, [""]) is Closeness.EXACT


def test_without_names_nothing_is_close() -> None:
    assert Typed.of("三康").closeness([], []) is Closeness.WITHIN


@given(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=3))
def test_any_text_is_judged(typed: str, names: list[str]) -> None:
    assert Typed.of(typed).closeness(names, names) in Closeness
