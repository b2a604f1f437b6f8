"""A claim gets a verdict only where its clause was read; whatever may change its meaning leaves it alone."""

from __future__ import annotations

import pytest

from tests.plans.claims.test_kinds import LOANS
from yuinowa.plans.domain.claims.checking import check
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.kinds import Verdict


def _verdicts(text: str) -> set[Verdict]:
    return {finding.verdict for finding in check(text, (LOANS,), Years(2025, 2021, 2026))}


@pytest.mark.parametrize(
    "text",
    [
        "貸出冊数のみ前年度より減少した。",
        "貸出冊数は駅前を除き前年度より減少した。",
        "貸出冊数は前年度より減少したふしがある。",
        "貸出冊数は館長の印象に反して前年度より減少した。",
        "貸出冊数の目標は1,140冊であったが、実績は1,150冊であった。",
    ],
)
def test_beside_a_word_left_unread_nothing_is_contradicted(text: str) -> None:
    assert Verdict.CONTRADICTS not in _verdicts(text)


def test_beside_a_word_left_unread_what_fits_is_only_called_consistent() -> None:
    assert _verdicts("貸出冊数はおだやかに前年度より増加した。") <= {Verdict.CONSISTENT}


@pytest.mark.parametrize(
    "text",
    [
        "R6実績1,100冊、貸出冊数は1,150冊。",
        "貸出冊数は年平均979冊で推移している。",
        "前年度まで１年続いた貸出冊数の減少は、本年度で途切れた。",
        "貸出冊数は令和５年度以来の減少となったのではなく、増加した。",
    ],
)
def test_what_would_be_so_in_another_reading_is_not_contradicted(text: str) -> None:
    assert Verdict.CONTRADICTS not in _verdicts(text)


@pytest.mark.parametrize(
    "text",
    [
        "貸出冊数は職員のたゆまぬ声かけが実を結び、前年度より63冊増えた。",
        "貸出冊数をめぐっては、R6の1,100冊がR7には1,930冊になっている。",
        "貸出冊数は1,932冊の実績でございました。",
    ],
)
def test_a_number_that_no_figure_gives_is_contradicted_in_words_left_unread(text: str) -> None:
    assert _verdicts(text) == {Verdict.CONTRADICTS}


@pytest.mark.parametrize(
    "text",
    [
        "貸出冊数は1,150冊の実績でございました。",
        "貸出冊数をめぐっては、R6の1,100冊がR7には1,150冊になっている。",
    ],
)
def test_numbers_that_come_from_the_figures_are_consistent_in_words_left_unread(text: str) -> None:
    assert _verdicts(text) <= {Verdict.CONSISTENT, Verdict.TRUE} != set()


@pytest.mark.parametrize(
    "text",
    [
        "貸出冊数のうち児童書は632冊である。",
        "貸出冊数は平日が932冊である。",
        "貸出冊数の上限を632冊とした。",
        "貸出冊数は近隣の市の1,932冊より少ない。",
        "新刊932冊の購入により、貸出冊数は増加した。",
    ],
)
def test_a_number_of_a_part_or_of_others_is_not_held_against_the_indicator(text: str) -> None:
    assert Verdict.CONTRADICTS not in _verdicts(text)


@pytest.mark.parametrize("word", ["", "また、", "残念ながら", "ようやく"])
def test_words_that_change_nothing_do_not_stand_in_the_way(word: str) -> None:
    assert _verdicts(f"{word}貸出冊数は前年度より減少した。") == {Verdict.CONTRADICTS}
