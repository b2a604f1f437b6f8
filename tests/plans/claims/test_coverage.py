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


@pytest.mark.parametrize("word", ["", "また、", "残念ながら", "ようやく"])
def test_words_that_change_nothing_do_not_stand_in_the_way(word: str) -> None:
    assert _verdicts(f"{word}貸出冊数は前年度より減少した。") == {Verdict.CONTRADICTS}
