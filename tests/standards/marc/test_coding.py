"""R14: the bytes decide in what a record is written, and in doubt it is refused: never mojibake, never U+FFFD."""

from __future__ import annotations

import unicodedata

import pymarc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymarc.marc8_mapping import CODESETS

from tests.standards.marc.making import JAPANESE, a_record, all_of, assembled, in_bytes, pairs
from yuinowa.standards.marc import marc8
from yuinowa.standards.marc.codes import Coding, Doubt, Reason
from yuinowa.standards.marc.coding import is_coded_twice
from yuinowa.standards.marc.records import MarcRecord, Refused

EACC = CODESETS[0x31]
TO_EACC: dict[str, bytes] = {}
for _code, (_point, _mark) in sorted(EACC.items(), reverse=True):
    TO_EACC[chr(_point)] = _code.to_bytes(3)


def in_eacc(text: str) -> bytes:
    return b"\x1b$1" + b"".join(TO_EACC[c] for c in text) + b"\x1b(B"


def with_title(title: bytes, said: str) -> bytes:
    return assembled([("001", b"7"), ("245", b"00\x1fa" + title)], said=said)


def title_of(data: bytes, *, told: Coding | None = None) -> tuple[str, Coding, tuple[Doubt, ...]]:
    (found,) = all_of(data, told=told)
    assert isinstance(found, MarcRecord), found
    return found.fields("245")[0].first("a"), found.coding, found.doubts


def reason_of(data: bytes, *, told: Coding | None = None) -> Reason:
    (found,) = all_of(data, told=told)
    assert isinstance(found, Refused), found
    return found.reason


@pytest.mark.parametrize("said", ["a", " "])
@pytest.mark.parametrize(
    ("codec", "coding"),
    [
        ("utf-8", Coding.UTF_8),
        ("cp932", Coding.CP932),
        ("euc_jp", Coding.EUC_JP),
        ("iso2022_jp", Coding.ISO_2022_JP),
    ],
)
def test_japanese_is_read_whatever_the_leader_says(codec: str, coding: Coding, said: str) -> None:
    (found,) = all_of(assembled(in_bytes(a_record(), codec), said=said))

    assert isinstance(found, MarcRecord)
    assert pairs(found) == pairs(a_record())
    assert found.coding is coding
    assert found.doubts == (() if (codec, said) == ("utf-8", "a") else (Doubt.CODING,))


@pytest.mark.parametrize("char", "①㈱髙﨑")
def test_signs_that_only_machines_have_are_read_in_cp932(char: str) -> None:
    title = f"{char}の図書館のはなし"

    assert title_of(with_title(title.encode("cp932"), "a"))[0] == title


def test_circled_numbers_are_read_in_euc_jp() -> None:
    title = "①図書館のはなし"

    assert title_of(with_title(title.encode("euc_jis_2004"), "a"))[:2] == (title, Coding.EUC_JP)


@pytest.mark.parametrize(
    ("title", "read"),
    [
        (b"T\xe5oky\xe5o no rekishi : Ky\xe5oto kara", "Tōkyō no rekishi : Kyōto kara"),
        (b"Soci\xe2et\xe2e fran\xf0caise", "Société française"),
        (b"Istorii\xebi\xeca Rossi\xebi\xeca", "Istoriii\ufe20a\ufe21 Rossii\ufe20a\ufe21"),
        (b"Dvo\xe9r\xe2ak, \xa1\xe2od\xe2z", "Dvořák, Łódź"),
        (in_eacc("米国の統治"), "米国の統治"),
        (b"A " + in_eacc("米国") + b" B", "A 米国 B"),
        (b"\x1bgabc\x1bs H\x1bb2\x1bsO", "αβγ H₂O"),
        (b"\x1b(NtOLSTOJ\x1b(B", "Толстой"),
        (b"\x88The \x89end", "The end"),
        (b"\x1b$,1" + TO_EACC["結"] + b"\x1b(B", "結"),
        (b"\x1b$)1" + bytes(b | 0x80 for b in TO_EACC["結"]), "結"),
    ],
)
def test_marc_8_is_read(title: bytes, read: str) -> None:
    assert title_of(with_title(title, " ")) == (
        unicodedata.normalize("NFC", read), Coding.MARC_8, (),
    )  # fmt: skip


def test_marc_8_under_the_flag_of_utf_8_is_read_with_a_doubt() -> None:
    assert title_of(with_title(b"Soci\xe2et\xe2e fran\xf0caise", "a")) == (
        "Société française", Coding.MARC_8, (Doubt.CODING,),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Société française".encode("latin-1"), "a"),
        ("Société française à Genève".encode("latin-1"), " "),
        ("ﾄｼｮｶﾝ".encode("cp932"), "a"),
        ("Толстой".encode("cp1251"), " "),
        ("한국도서관".encode("euc-kr"), "a"),
        ("中国图书馆".encode("gb2312"), "a"),
        ("図書館".encode("utf-16-be"), "a"),
        (bytes(range(0x80, 0x100)), "a"),
    ],
)
def test_what_makes_no_sense_or_too_much_is_refused(title: bytes, said: str) -> None:
    assert reason_of(with_title(title, said)) in {
        Reason.CODING,
        Reason.DAMAGED,
        Reason.CONTROL,
    }


@pytest.mark.parametrize(
    ("title", "codec", "told"),
    [
        ("Société française", "latin-1", Coding.LATIN_1),
        ("ﾄｼｮｶﾝ", "cp932", Coding.CP932),
        ("図", "euc_jp", Coding.EUC_JP),
    ],
)
def test_the_owner_may_tell_the_coding(title: str, codec: str, told: Coding) -> None:
    assert title_of(with_title(title.encode(codec), "a"), told=told)[:2] == (title, told)


def test_a_coding_that_was_told_wrongly_reads_nothing() -> None:
    assert reason_of(with_title(JAPANESE.encode(), "a"), told=Coding.EUC_JP) == Reason.CODING


def test_one_unknown_character_of_marc_8_is_a_geta_and_a_doubt() -> None:
    title = in_eacc("米国の統治") + b"\x1b$1\x7f\x7f\x7f\x1b(B"

    assert title_of(with_title(title, " ")) == ("米国の統治〓", Coding.MARC_8, (Doubt.CHARACTER,))


def test_many_unknown_characters_are_not_marc_8() -> None:
    assert reason_of(with_title(b"\x1b$1" + b"\x7f\x7f\x7f" * 5, " ")) == Reason.CODING


@pytest.mark.parametrize("title", ["図書館", "ユイノワ", "é", "à la carte", "ñandú", "Ōe"])
@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
def test_text_that_was_coded_twice_is_known(title: str, codec: str) -> None:
    try:
        twice = title.encode().decode(codec)
    except UnicodeDecodeError:
        pytest.skip("cp1252 cannot have taken these bytes for text")  # pragma: no cover

    assert is_coded_twice(f"abc {twice} xyz") == (title != "Ōe")


@pytest.mark.parametrize(
    "text", ["«À l’«É»»", "São Paulo – não", "naïve café", "Ä»", "å€", "図書館「輪」"]
)
def test_honest_text_is_not_taken_for_coded_twice(text: str) -> None:
    assert not is_coded_twice(text)


# ---------------------------------------------------------------- beside pymarc


@given(st.lists(st.sampled_from(sorted(TO_EACC)), min_size=1, max_size=20))
def test_eacc_is_read_as_pymarc_reads_it(chars: list[str]) -> None:
    data = in_eacc("".join(chars))

    assert marc8.decode(data) == marc8.Decoded(pymarc.marc8_to_unicode(data), 0)


@given(
    st.lists(
        st.one_of(
            st.sampled_from([bytes([code]) for code in CODESETS[0x45] if 0xA0 < code < 0xE0]),
            st.binary(min_size=1, max_size=5).filter(lambda b: b.isalnum()),
            st.builds(
                lambda mark, letter: bytes([mark]) + letter,
                st.sampled_from([code for code in CODESETS[0x45] if code >= 0xE0]),
                st.sampled_from([b"a", b"e", b"o", b"n", b"c"]),
            ),
            st.sampled_from([b"\x1b(NtOLSTOJ\x1b(B", b"\x1bb2\x1bsO", b" "]),
        ),
        max_size=12,
    )
)
# pymarc loses the escape that follows directly on a short one: left out here.
def test_ansel_is_read_as_pymarc_reads_it(pieces: list[bytes]) -> None:
    data = b"".join(pieces)
    found = marc8.decode(data)

    if not found.unknown:
        assert found.text == pymarc.marc8_to_unicode(data, hide_utf8_warnings=True)


@given(st.binary(max_size=60))
def test_no_bytes_break_the_decoder(data: bytes) -> None:
    found = marc8.decode(data)

    assert "\ufffd" not in found.text
    assert found.unknown >= 0
