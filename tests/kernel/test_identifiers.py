"""Identifiers: normal form, check digits, and the flaws of real lists (R7)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.kernel import identifiers
from yuinowa.kernel.identifiers import (
    Checked,
    corporate_number,
    isbn,
    isil,
    issn,
    local_government_code,
    ndc,
    postal_code,
)

ALL = (isil, corporate_number, local_government_code, isbn, issn, ndc, postal_code)


def digits(length: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=length, max_size=length)


@pytest.mark.parametrize("check", ALL)
@given(text=st.text(max_size=120))
def test_no_text_breaks_a_check(check: Callable[[str], Checked], text: str) -> None:
    found = check(text)

    assert found.raw == text
    assert found.valid or found.warnings


@pytest.mark.parametrize("check", ALL)
@given(text=st.text("0123456789Xx-. ー－０９〒JPjp", max_size=20))
def test_a_normal_form_is_its_own_normal_form(check: Callable[[str], Checked], text: str) -> None:
    found = check(text)

    if found:
        assert check(found.value) == Checked(found.value, found.value, valid=True)


@pytest.mark.parametrize("check", ALL)
def test_nothing_is_said_to_be_empty(check: Callable[[str], Checked]) -> None:
    assert check(" \u3000") == Checked("", " \u3000", valid=False, warnings=(identifiers.EMPTY,))


# ---------------------------------------------------------------- ISIL


@pytest.mark.parametrize(
    "text",
    ["JP-1000907", "jp-1000907", " ＪＰ－１０００９０７ ", "JP\u20101000907", "JP−1000907\u200b"],
)
def test_an_isil_is_read_through_width_and_dashes(text: str) -> None:
    assert isil(text) == Checked("JP-1000907", text, valid=True)


def test_an_isil_without_its_hyphen_gets_it_with_a_warning() -> None:
    assert isil("JP1000907").warnings == (identifiers.HYPHEN_ADDED,)


def test_made_up_institutions_are_taken_in_the_demo_only() -> None:
    assert isil("JP-9000001", demo=True) == Checked("JP-9000001", "JP-9000001", valid=True)
    assert isil("JP-9000001").warnings == (identifiers.DEMO_ONLY,)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("JP-4000001", identifiers.UNKNOWN_TYPE),
        ("JP-100090", identifiers.MALFORMED),
        ("JP-10009071", identifiers.MALFORMED),
        ("JP-1000043,JP-1000044", identifiers.MALFORMED),
        ("1000907", identifiers.MALFORMED),
        ("ABCDE-1", identifiers.MALFORMED),
        ("US-123456789012", identifiers.MALFORMED),
    ],
)
def test_what_is_no_isil_is_kept_and_flagged(text: str, warning: str) -> None:
    assert isil(text) == Checked(text, text, valid=False, warnings=(warning,))


def test_foreign_isils_are_taken_as_the_standard_allows() -> None:
    assert [isil(text).value for text in ("us-DLC", "DE-M468", "AU-TS:RL", "OCLC-IEH")] == [
        "US-DLC",
        "DE-M468",
        "AU-TS:RL",
        "OCLC-IEH",
    ]


# ---------------------------------------------------------------- numbers of public bodies


@pytest.mark.parametrize("number", ["8700110005901", "2000020132110"])
def test_real_corporate_numbers_pass(number: str) -> None:
    assert corporate_number(number) == Checked(number, number, valid=True)


def test_a_corporate_number_may_be_grouped() -> None:
    assert corporate_number("8-7001-1000-5901").value == "8700110005901"


@given(digits(12), st.integers(0, 11), st.integers(1, 9))
def test_a_mistyped_digit_of_a_corporate_number_shows(body: str, place: int, by: int) -> None:
    right = next(f"{d}{body}" for d in range(10) if corporate_number(f"{d}{body}"))
    changed = (int(body[place]) + by) % 10
    wrong = f"{right[0]}{body[:place]}{changed}{body[place + 1 :]}"

    # Modulo 9 cannot tell 0 from 9: the one exchange the rule leaves unseen.
    unseen = {int(body[place]), changed} == {0, 9}

    assert corporate_number(wrong).valid == unseen


@pytest.mark.parametrize("code", ["131032", "412082", "200000", "010006"])
def test_real_local_government_codes_pass(code: str) -> None:
    assert local_government_code(code) == Checked(code, code, valid=True)


def test_five_digits_are_completed_with_a_warning() -> None:
    found = local_government_code("13103")

    assert (found.value, found.warnings) == ("131032", (identifiers.CHECK_DIGIT_ADDED,))


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("131033", identifiers.CHECK_DIGIT),
        ("481032", identifiers.UNKNOWN_PREFECTURE),
        ("000000", identifiers.UNKNOWN_PREFECTURE),
        ("1310", identifiers.MALFORMED),
        ("13103²", identifiers.CHECK_DIGIT),
    ],
)
def test_what_is_no_local_government_code_is_flagged(text: str, warning: str) -> None:
    assert local_government_code(text).warnings == (() if text.endswith("²") else (warning,))


# ---------------------------------------------------------------- postal codes


@pytest.mark.parametrize(
    "text",
    [
        "060-8511",
        "０６０－８５１１\u3000",
        "〒060\u20128511",
        "060ー8511",
        "〒 060 8511",
        "0608511",
    ],
)
def test_postal_codes_are_read_through_the_flaws_of_the_register(text: str) -> None:
    assert postal_code(text) == Checked("060-8511", text, valid=True)


@pytest.mark.parametrize("text", ["060-851", "060-8511 札幌市", "060-851X"])
def test_what_is_no_postal_code_is_flagged(text: str) -> None:
    assert postal_code(text).warnings == (identifiers.MALFORMED,)


# ---------------------------------------------------------------- materials


@pytest.mark.parametrize(
    "text", ["9784794970756", "978-4-7949-7075-6", "978-4-7949-7075-6 :", "ISBN：978-4-7949-7075-6"]
)
def test_an_isbn_13_is_read_as_catalogues_write_it(text: str) -> None:
    assert isbn(text) == Checked("9784794970756", text, valid=True)


def test_an_isbn_10_becomes_13() -> None:
    found = isbn("4-10-109205-2")

    assert (found.value, found.warnings) == ("9784101092058", (identifiers.FROM_ISBN_10,))


def test_an_isbn_10_may_end_in_x() -> None:
    assert isbn("080442957x").value == "9780804429573"


def test_a_cut_978_is_put_back() -> None:
    found = isbn("4794970756")

    assert (found.value, found.warnings) == ("9784794970756", (identifiers.CUT_978,))


@given(digits(9))
def test_a_cut_978_gives_the_isbn_it_was_cut_from(body: str) -> None:
    # Where the cut form passes as ISBN-10 by chance the nine digits, and so the answer, are the same.
    whole = next(f"978{body}{d}" for d in range(10) if isbn(f"978{body}{d}"))

    assert isbn(whole[3:]).value == whole


@given(digits(9))
def test_an_isbn_10_and_its_isbn_13_are_one(body: str) -> None:
    whole = next(f"978{body}{d}" for d in range(10) if isbn(f"978{body}{d}"))
    short = next(
        f"{body}{c}"
        for c in "0123456789X"
        if identifiers.FROM_ISBN_10 in isbn(f"{body}{c}").warnings
    )

    assert isbn(short).value == whole


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("9784794970757", identifiers.CHECK_DIGIT),
        ("4794970755", identifiers.CHECK_DIGIT),
        ("1920000000000", identifiers.NOT_BOOKLAND),
        ("479497075", identifiers.MALFORMED),
        ("9784794970756 9784101092058", identifiers.MALFORMED),
    ],
)
def test_a_wrong_isbn_is_kept_and_flagged(text: str, warning: str) -> None:
    assert isbn(text) == Checked(text, text, valid=False, warnings=(warning,))


def test_an_issn_gets_its_hyphen() -> None:
    found = [issn(text).value for text in ("03785955", "ISSN 0378-5955", "2434-561x")]

    assert found == ["0378-5955", "0378-5955", "2434-561X"]


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("0378-5954", identifiers.CHECK_DIGIT),
        ("0378-5955 1234-5679", identifiers.MALFORMED),
        ("ISSN", identifiers.MALFORMED),
    ],
)
def test_what_is_no_issn_is_flagged(text: str, warning: str) -> None:
    assert issn(text).warnings == (warning,)


def test_an_ndc_is_whole_or_cut_short() -> None:
    found = [ndc(text).value for text in ("911.368", "９１３．６", "91", "9", "007", "NDC 913")]

    assert found == ["911.368", "913.6", "91", "9", "007", "913"]


def test_an_ndc_without_its_point_gets_it_with_a_warning() -> None:
    found = ndc("911368")

    assert (found.value, found.warnings) == ("911.368", (identifiers.POINT_ADDED,))


@pytest.mark.parametrize("text", ["E", "K291", "91.3", "913.", "913.6.1"])
def test_local_classes_are_no_ndc(text: str) -> None:
    assert ndc(text).warnings == (identifiers.MALFORMED,)
