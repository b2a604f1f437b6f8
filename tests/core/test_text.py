from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.core.text import (
    CleanCharField,
    WholeNumberField,
    clean_text,
    has_refused_character,
    is_blank,
    whole_number,
)


@pytest.mark.parametrize(
    "bad", ["a\x00b", "\x1b[0m", "\x7f", "\ud800", "\ufdd0", "\ufffe", "\U0001ffff", "a\x0bb"]
)
def test_refused_characters_never_pass(bad: str) -> None:  # R1
    with pytest.raises(ValidationError):
        clean_text(bad, max_len=100)


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\u200b", "\u3164", "\u2800", "\ufeff\u00ad"])
def test_what_cannot_be_seen_is_blank(blank: str) -> None:  # R1
    assert is_blank(blank)
    with pytest.raises(ValidationError):
        clean_text(blank, max_len=10)


@pytest.mark.parametrize("typed", ["神", "葛󠄀", "髙橋", "﨑", "ﾊﾝｶｸ", "①"])
def test_what_was_typed_is_stored_as_typed(typed: str) -> None:  # R1: no NFC or NFKC on storage
    assert clean_text(typed, max_len=10) == typed


@given(st.text(max_size=60))
def test_the_gate_gives_back_the_very_text_or_refuses(text: str) -> None:
    try:
        passed = clean_text(text, max_len=40)
    except ValidationError:
        return
    assert passed == text
    assert not has_refused_character(passed)
    assert len(passed) <= 40


def test_line_breaks_pass_only_where_allowed() -> None:
    assert clean_text("一行目\n二行目", max_len=20, one_line=False) == "一行目\n二行目"
    with pytest.raises(ValidationError):
        clean_text("一行目\u2028二行目", max_len=20)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", 12), ("１２", 12), ("1,200", 1200), ("１，２００", 1200), (" 7 ", 7), ("-3", -3)],
)
def test_numbers_are_read_as_people_type_them(typed: str, number: int) -> None:  # R3
    assert whole_number(typed, low=-10, high=10_000) == number


@pytest.mark.parametrize("typed", ["٣", "1.5", "1e3", "", "九", "1" * 21, "--1", "+1", "0x1F"])
def test_what_is_not_a_whole_number_is_refused(typed: str) -> None:  # R3
    with pytest.raises(ValidationError):
        whole_number(typed, low=0, high=10**30)


def test_fields_name_their_own_fault() -> None:
    field = CleanCharField(max_length=3)
    with pytest.raises(ValidationError) as fault:
        field.clean("あいうえ")
    assert fault.value.code == "length"

    number = WholeNumberField(low=1, high=9, required=False)
    assert number.clean("") is None
    assert number.clean("９") == 9
