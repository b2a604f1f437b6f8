"""The pulse: when it opens, what all sides together say, what is to be talked about; never one side's answer."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.evaluation.domain.bank import BY_CODE, Anchor
from yuinowa.partnerships.domain import pulse as rules
from yuinowa.partnerships.domain.pulse import ITEMS, Gap

A_DAY = date(2026, 4, 1)
SCORES = st.fixed_dictionaries(
    dict.fromkeys(ITEMS, st.none() | st.integers(rules.LOWEST, rules.HIGHEST))
)


def all_say(score: int | None) -> dict[str, int | None]:
    return dict.fromkeys(ITEMS, score)


def test_the_items_are_of_the_shipped_bank_and_of_one_scale() -> None:
    assert {BY_CODE[item].anchor for item in ITEMS} == {Anchor.AGREEMENT}


@pytest.mark.parametrize(
    ("change", "gap"),
    [({"Q12": 0}, Gap.OUT_OF_RANGE), ({"Q12": 6}, Gap.OUT_OF_RANGE), ({"Q01": 3}, Gap.UNKNOWN)],
)
def test_an_answer_that_cannot_be_is_named(change: dict[str, int], gap: Gap) -> None:
    assert [found for _item, found in rules.gaps_of(all_say(3) | change)] == [gap]


def test_each_item_is_answered_and_one_may_say_that_one_cannot() -> None:
    assert rules.gaps_of(all_say(None)) == []
    assert rules.gaps_of({}) == [(item, Gap.UNANSWERED) for item in ITEMS]


def test_it_opens_every_half_year_for_thirty_days() -> None:
    assert rules.last_opened(A_DAY, 6, date(2026, 9, 30)) is None
    first = rules.last_opened(A_DAY, 6, date(2026, 10, 1))
    assert first is not None
    assert (first.opened_on, first.until) == (date(2026, 10, 1), date(2026, 10, 31))
    assert first.holds(date(2026, 10, 31))
    assert not first.holds(date(2026, 11, 1))
    assert rules.next_opens(A_DAY, 6, date(2026, 10, 1)) == date(2027, 4, 1)
    assert rules.next_opens(A_DAY, 6, date(2026, 9, 30)) == date(2026, 10, 1)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(1, 24), st.integers(0, 4000))
def test_the_last_one_is_never_ahead_and_the_next_one_always_is(
    since: date, months: int, days: int
) -> None:
    today = since + timedelta(days=days)
    last = rules.last_opened(since, months, today)

    assert rules.next_opens(since, months, today) > today
    if last is not None:
        assert since < last.opened_on <= today
        assert rules.last_opened(since, months, last.opened_on) == last


@given(st.lists(SCORES, max_size=rules.FEWEST_FOR_MEAN - 1))
def test_of_two_sides_no_mean_is_told(answers: list[dict[str, int | None]]) -> None:
    # §16: a single score is nobody's but its side's; a mean of two would be the other's score.
    assert {one.mean for one in rules.figures(answers)} == {None}


@given(st.lists(SCORES, max_size=1))
def test_one_sides_answer_alone_brings_up_nothing(answers: list[dict[str, int | None]]) -> None:
    assert rules.to_talk(answers) == []


def test_means_leave_out_who_cannot_say() -> None:
    answers = [all_say(2), all_say(4), all_say(3), all_say(None)]

    assert {one.mean for one in rules.figures(answers)} == {3.0}
    assert {one.mean for one in rules.figures(answers[1:])} == {None}


def test_of_few_sides_one_voice_is_enough_and_of_many_one_in_five() -> None:
    assert rules.to_talk([all_say(5), all_say(2)]) == list(ITEMS)
    assert rules.to_talk([*[all_say(5)] * 4, all_say(1)]) == list(ITEMS)
    assert rules.to_talk([*[all_say(5)] * 5, all_say(1)]) == []
    assert rules.to_talk([all_say(3), all_say(3)]) == []


@given(st.lists(SCORES, max_size=8), st.randoms())
def test_the_order_of_answers_tells_nothing(
    answers: list[dict[str, int | None]], chance: object
) -> None:
    mixed = list(answers)
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # a source of chance

    assert rules.to_talk(mixed) == rules.to_talk(answers)
    assert rules.figures(mixed) == rules.figures(answers)


def test_who_brings_a_point_up_is_told_by_who_is_there_alone() -> None:
    assert rules.brings_up(3, 1, {1, 2, 3}) == 3
    assert rules.brings_up(None, 2, {1, 2}) == 2
    assert rules.brings_up(3, 4, {1, 2}) == 1
    assert rules.brings_up(None, None, set()) is None
