from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.plans.domain.mentions import is_telling, key_of, mentions_in

NAMES = ("試験大学", "試験大学附属図書館", "てのひら人形劇の会", "NPO Books", "第一小学校")


def found(text: str, *names: str) -> list[str]:
    keys = {key_of(name) for name in names or NAMES}
    return [mention.word for mention in mentions_in(text, keys)]


def test_the_longest_name_that_stands_there_is_found() -> None:
    assert found("試験大学附属図書館と試験大学の学生") == ["試験大学附属図書館", "試験大学"]


def test_a_name_is_found_in_any_width_case_and_with_blanks() -> None:
    assert found("ＮＰＯ　ｂｏｏｋｓと、てのひら 人形劇の会") == ["ＮＰＯ　ｂｏｏｋｓ", "てのひら 人形劇の会"]  # fmt: skip


@pytest.mark.parametrize("text", ["", "図書館", "第二小学校", "NPO Bookshelf", "xnpo books"])
def test_what_is_no_name_is_not_found(text: str) -> None:
    assert found(text) == []


def test_short_words_and_numbers_are_not_looked_for() -> None:
    assert not any(map(is_telling, ("本館", "12345", "")))
    assert found("本館で本を", "本館") == []


def test_a_name_is_found_as_often_as_it_stands_with_the_words_around_it() -> None:
    mentions = list(
        mentions_in("春に第一小学校へ、秋に第一小学校へ行った。", {key_of("第一小学校")})
    )

    assert [mention.word for mention in mentions] == ["第一小学校"] * 2
    assert "春に第一小学校へ" in mentions[0].around


@given(st.text(max_size=80), st.sampled_from(NAMES), st.text(max_size=80))
def test_a_name_between_any_words_is_found(before: str, name: str, after: str) -> None:
    text = f"{before}。{name}。{after}"

    assert key_of(name) in {mention.key for mention in mentions_in(text, {key_of(name)})}
    for mention in mentions_in(text, {key_of(name)}):
        assert mention.word in text
        assert key_of(mention.word) == mention.key
