"""The bank of items, and what can be agreed on: rules without a database."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evaluation.terms import terms
from yuinowa.evaluation.domain.bank import BANK, BY_CODE, FIRST_CHOICE, STEPS, Anchor
from yuinowa.evaluation.domain.terms import (
    Fault,
    Moment,
    Residents,
    Voice,
    digest,
    faults,
    not_agreed,
    read,
    written,
)

#: The bank as the reference has it. Source: collaboration model §5.4
EXPECTED = {"Q08", "Q09", "Q14", "Q19", "Q20", "Q21", "Q22"}


def test_the_bank_has_twenty_six_items_in_two_languages() -> None:
    assert [item.code for item in BANK] == [f"Q{n:02}" for n in range(1, 27)]
    assert all(item.ja and item.en for item in BANK)


def test_the_anchors_are_those_of_the_reference() -> None:
    assert {item.code for item in BANK if item.anchor is Anchor.EXPECTED} == EXPECTED
    assert [item.code for item in BANK if item.anchor is Anchor.CHOICE] == ["Q25"]
    assert {anchor: len(steps.ja) for anchor, steps in STEPS.items()} == {
        Anchor.AGREEMENT: 5,
        Anchor.EXPECTED: 5,
        Anchor.CHOICE: 4,
    }
    assert all(len(steps.ja) == len(steps.en) for steps in STEPS.values())


def test_few_items_are_chosen_at_first() -> None:
    assert 8 <= len(FIRST_CHOICE) <= 10
    assert set(FIRST_CHOICE) <= BY_CODE.keys()


def test_a_whole_proposal_has_no_fault() -> None:
    assert faults(terms()) == []


@pytest.mark.parametrize(
    ("changes", "place", "fault"),
    [
        ({"items": (), "own": ()}, "items", Fault.NO_ITEM),
        ({"items": ("Q27",)}, "items", Fault.UNKNOWN_ITEM),
        ({"own": ("同じ", "同じ")}, "own", Fault.SAME_ITEM),
        ({"voices": ()}, "voices", Fault.NO_VOICE),
        ({"voices": (Voice.OUTSIDE,)}, "outside", Fault.NO_OUTSIDE),
        ({"moments": ()}, "moments", Fault.NO_MOMENT),
        ({"moments": (Moment.DAYS,)}, "days", Fault.NO_DAY),
        ({"days": (date(2027, 1, 1),)}, "days", Fault.DAYS_WITHOUT_CHOICE),
        ({"residents_count": None}, "residents_count", Fault.NO_COUNT),
        (
            {"residents": Residents.NOT_ASKED, "residents_words": ""},
            "residents_words",
            Fault.NO_REASON,
        ),
    ],
)
def test_what_nobody_could_agree_to_is_named(
    changes: dict[str, Any], place: str, fault: Fault
) -> None:
    assert faults(terms(**changes)) == [(place, fault)]


def test_what_is_kept_holds_the_words_of_the_items() -> None:
    kept = written(terms(items=("Q20", "Q01")))

    assert [item["code"] for item in kept["items"]] == ["Q01", "Q20"]
    assert kept["items"][0]["ja"] == BY_CODE["Q01"].ja


@given(
    st.sets(st.sampled_from(sorted(BY_CODE)), min_size=1),
    st.sets(st.sampled_from(Moment), min_size=1),
    st.sampled_from(Residents),
    st.text(max_size=30),
)
def test_what_is_kept_reads_back_the_same(
    items: set[str], moments: set[Moment], residents: Residents, words: str
) -> None:
    proposal = terms(
        items=tuple(sorted(items)),
        moments=tuple(moment for moment in Moment if moment in moments),
        residents=residents,
        residents_count=9 if residents.are_asked else None,
        residents_words=words,
    )

    assert read(written(proposal)) == proposal


@given(st.text(min_size=1, max_size=20))
def test_any_other_word_is_another_fingerprint(word: str) -> None:
    assert (digest(written(terms(residents_words=word))) == digest(written(terms()))) == (
        word == terms().residents_words
    )


def test_those_who_have_not_agreed_are_named_in_order() -> None:
    assert not_agreed([3, 1, 2], {1, 9}) == [3, 2]
