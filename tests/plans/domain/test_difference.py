"""Where a reason is owed, and what counts as one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.plans.domain.difference import differs, halting_word, is_reason, is_unchanged
from yuinowa.plans.domain.round import departments_of, usual_days


@pytest.mark.parametrize(
    ("actual", "target", "answer"),
    [
        (100, 100, False),
        (95, 100, False),
        (94, 100, True),
        (106, 100, True),
        (0, 0, False),
        (1, 0, True),
    ],
)
def test_a_twentieth_to_either_side_is_no_difference(
    actual: int, target: int, *, answer: bool
) -> None:
    assert differs(Decimal(actual), Decimal(target), Decimal("0.05")) is answer


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("工事の着手を延期した。", "延期"),
        ("開館は見送りとなった。", "見送"),
        ("規模を縮小して実施した。", "縮小"),
        ("中止することなく続けた。", ""),
        ("延期せずに開いた。", ""),
        ("導入を見送らず続けた。", ""),
        ("予定どおり行った。", ""),
        (None, ""),
    ],
)
def test_words_of_work_halted_are_found_and_their_contrary_is_not(
    text: str | None, word: str
) -> None:
    assert halting_word(text) == word


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("-", False),
        ("－", False),
        ("", False),
        (None, False),
        ("特になし", False),
        ("工事で三か月のあいだ休館したため。", True),
        ("理由は要らない：目標を四月に改めた。", True),
    ],
)
def test_a_blank_sign_or_a_word_is_no_reason_and_a_sentence_is(
    text: str | None, *, answer: bool
) -> None:
    assert is_reason(text) is answer


@given(st.text())
def test_a_text_is_unchanged_beside_itself_unless_it_says_nothing(text: str) -> None:
    assert is_unchanged(text, text) is (text.strip() not in {"", "-", "－"})


def test_spaces_and_widths_make_no_change() -> None:
    assert is_unchanged("利用が１２件 あった。", "利用が12件あった。")
    assert not is_unchanged("利用が13件あった。", "利用が12件あった。")


def test_departments_are_parted_at_commas_and_lines_but_not_within_a_name() -> None:
    assert departments_of("図書館・文化・スポーツ課", "学務課\n図書館") == (
        "図書館",
        "文化・スポーツ課",
        "学務課",
    )


@given(st.integers(min_value=1900, max_value=9000))
def test_the_usual_days_are_in_order_and_after_the_year(year: int) -> None:
    days = usual_days(year)

    assert days.are_in_order
    assert days.fill_by.year == year + 1
