"""What people type becomes tokens, literally and within limits (R5)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.search.conftest import library
from yuinowa.kernel.errors import InputRefused
from yuinowa.kernel.textkeys import search_key
from yuinowa.search import analysis
from yuinowa.search.analysis import analysed, bigrams, terms
from yuinowa.search.ports import Clause

FIELDS = {"name": 4.0}


def test_a_word_of_kanji_is_a_phrase_of_every_second_bigram_and_the_last() -> None:
    (term,) = terms("三康図書館", FIELDS)

    assert term == (Clause("text_name", ((0, "三康"), (2, "図書"), (3, "書館")), weight=4.0),)


def test_one_character_is_asked_of_the_characters() -> None:
    assert terms("館", FIELDS) == ((Clause("chars", ((0, "館"),)),),)


def test_a_word_of_letters_is_asked_whole_by_its_beginning_and_by_its_sound() -> None:
    (term,) = terms("Sanko", FIELDS)

    assert term == (
        Clause("words", ((0, "sanko"),)),
        Clause("words", ((0, "sanko"),), is_prefix=True),
        Clause("sounds", ((0, "サン"), (1, "ンコ")), weight=0.5),
    )


@pytest.mark.parametrize("text", ["", "  ", "・", "「」", '""', "!?", "\u200b"])
def test_marks_alone_are_no_term(text: str) -> None:
    assert terms(text, FIELDS) == ()


def test_a_text_of_200_characters_is_taken_and_one_more_is_refused() -> None:
    assert len(terms("図" * 200, FIELDS)) == 1
    with pytest.raises(InputRefused):
        terms("図" * 201, FIELDS)


def test_20_words_are_taken_and_one_more_is_refused() -> None:
    assert len(terms("図書 " * 20, FIELDS)) == 20
    with pytest.raises(InputRefused):
        terms("図書 " * 21, FIELDS)


@given(st.text(max_size=200).filter(lambda text: len(text.split()) <= 20 and '"' not in text))
def test_any_text_within_the_limits_becomes_terms(text: str) -> None:
    for term in terms(text, FIELDS):
        assert term
        for clause in term:
            assert all(token and token.split() == [token] for _at, token in clause.tokens)


@given(st.text(min_size=2, max_size=30))
def test_the_places_of_a_term_hold_every_character(text: str) -> None:
    key = search_key(text)
    if len(key) < 2:
        return

    held = {at + i: gram[i] for at, gram in analysis.places(key) for i in (0, 1)}

    assert "".join(held[i] for i in range(len(key))) == key


def test_bigrams_overlap() -> None:
    assert bigrams("三康図") == ["三康", "康図"]


def test_a_document_holds_no_token_of_punctuation() -> None:
    made = analysed(library(1, "三康・図書館", "サンコウ", codes=["JP-1000907"]))

    assert made.tokens == {
        "text_name": "^三 三康 康図 図書 書館 館$",
        "text_address": "",
        "text_readings": "^サ サン ンコ コウ ウ$",
        "words": "jp 1000907 _ _ jp1000907",
        "sounds": "^サ サン ンコ コ$ _ _ ^ウ ウ$",
    }
    assert made.sets == {"chars": frozenset("三康図書館サンコウ")}
