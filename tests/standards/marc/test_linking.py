"""880: what answers a field is found by its number, whatever the order and whatever is missing."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tests.standards.marc.making import LEADER
from yuinowa.standards.marc.linking import Links, Script
from yuinowa.standards.marc.records import Field, MarcRecord


def field(tag: str, number: str, text: str = "") -> Field:
    return Field.of(tag, "  ", ("6", f"880-{number}"), ("a", text))


def answer(link: str, text: str) -> Field:
    return Field.of("880", "  ", ("6", link), ("a", text))


def said(record: MarcRecord, tag: str, at: int = 0) -> list[tuple[str, str]]:
    found = Links(record).of(record.fields(tag)[at])
    return [(alternate.script, alternate.field.first("a")) for alternate in found]


def test_kana_and_latin_answer_the_field_of_their_number() -> None:
    record = MarcRecord.of(
        LEADER,
        answer("700-07/(B", "Shiken"),
        field("245", "03", "結の輪"),
        answer("245-03/(B", "Yui no wa"),
        field("700", "07", "試験"),
        answer("245-03/$1", "ユイ ノ ワ"),
    )

    assert said(record, "245") == [(Script.LATIN, "Yui no wa"), (Script.CJK, "ユイ ノ ワ")]
    assert said(record, "700") == [(Script.LATIN, "Shiken")]
    assert Links(record).without_field() == []
    assert not Links(record).has_gaps()


def test_a_field_without_link_has_no_answer_and_misses_none() -> None:
    record = MarcRecord.of(
        LEADER, Field.of("245", "00", ("a", "x")), answer("245-01/$1", "エックス")
    )
    links = Links(record)

    assert links.of(record.fields("245")[0]) == []
    assert links.has_gaps()
    assert [alternate.field.first("a") for alternate in links.without_field()] == ["エックス"]


def test_a_field_whose_answer_is_missing_says_so() -> None:
    record = MarcRecord.of(LEADER, field("245", "01", "結の輪"))

    assert Links(record).has_gaps()


def test_number_00_answers_no_field() -> None:
    record = MarcRecord.of(LEADER, field("245", "00"), answer("245-00/$1", "ユイ"))

    assert said(record, "245") == []
    assert [alternate.field.tag for alternate in Links(record).without_field()] == ["245"]


def test_two_fields_of_one_number_take_the_answers_of_their_own_tag() -> None:
    record = MarcRecord.of(
        LEADER, field("245", "01"), field("700", "01"), answer("245-01/$1", "ア"), answer("700-01/$1", "イ")
    )  # fmt: skip

    assert said(record, "245") == [(Script.CJK, "ア")]
    assert said(record, "700") == [(Script.CJK, "イ")]


def test_an_answer_to_a_tag_that_was_changed_is_not_lost() -> None:
    record = MarcRecord.of(LEADER, field("700", "02"), answer("100-02/$1", "シケン"))

    assert said(record, "700") == [(Script.CJK, "シケン")]


def test_the_direction_of_writing_and_the_script_are_told_apart() -> None:
    record = MarcRecord.of(LEADER, field("245", "01"), answer("245-01/(3/r", "كتاب"))

    assert said(record, "245") == [(Script.ARABIC, "كتاب")]


@given(
    st.lists(st.integers(1, 120), unique=True, min_size=1, max_size=12),
    st.randoms(use_true_random=False),
)
def test_neither_order_nor_gaps_matter(numbers: Sequence[int], chance: st.Random) -> None:  # type: ignore[name-defined]  # of hypothesis, without a public name
    fields = [field("650", f"{number:02}", str(number)) for number in numbers]
    answers = [answer(f"650-{number:02}/$1", f"ヨミ {number}") for number in numbers]
    mixed = [*fields, *answers]
    chance.shuffle(mixed)
    record = MarcRecord.of(LEADER, *mixed)
    links = Links(record)

    for one in record.fields("650"):
        assert [a.field.first("a") for a in links.of(one)] == [f"ヨミ {one.first('a')}"]


@given(st.lists(st.text("0123456789-/$(B1 ab", max_size=12), max_size=5))
def test_no_link_breaks_it(links: list[str]) -> None:
    record = MarcRecord.of(
        LEADER,
        ("001", "1"),
        *[Field.of("245", "00", ("6", link)) for link in links],
        *[answer(link, "x") for link in links],
    )
    found = Links(record)

    for one in record.fields("245"):
        found.of(one)
    found.has_gaps()
    assert len(found.without_field()) <= len(links)
