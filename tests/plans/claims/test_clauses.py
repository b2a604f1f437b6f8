"""How far a denial or a doubt reaches in a sentence."""

from __future__ import annotations

import pytest

from tests.plans.claims.test_kinds import LOANS
from yuinowa.plans.domain.claims import clauses
from yuinowa.plans.domain.claims.checking import check
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.kinds import Verdict
from yuinowa.plans.domain.claims.tails import read_tail


def _verdicts(text: str) -> list[Verdict]:
    return [finding.verdict for finding in check(text, (LOANS,), Years(2025, 2021, 2026))]


@pytest.mark.parametrize(
    ("text", "is_denied"),
    [
        ("達成した。", False),
        ("達成できなかった。", True),
        ("達成できなかったわけではない。", False),
        ("達成したとは言えない。", True),
        ("達成したとは、まだ言いがたい。", True),
        ("達成するには至らなかった。", True),
        ("達成したに過ぎない。", False),
        ("達成したことは否めない。", False),
        ("達成という結果にはなっておりません。", True),
    ],
)
def test_denials_are_counted_to_the_end_of_the_clause(text: str, *, is_denied: bool) -> None:
    assert read_tail(text, len("達成")).is_denied is is_denied


def test_a_denial_reaches_back_over_a_comma_only_where_the_clause_is_taken_up() -> None:
    taken_up, closed = "上回ったとは、まだ言えない。", "上回ったが、喜べない。"

    assert clauses.ends_at(taken_up, 2, len(taken_up)) == len(taken_up) - 1
    assert clauses.ends_at(closed, 2, len(closed)) == closed.index("、")


@pytest.mark.parametrize(
    "text",
    [
        "前年度だけでなく",
        "にもかかわらず",
        "余儀なくされた",
        "少なくとも",
        "必ず",
        "はずだ",
        "間違いない",
    ],
)
def test_what_only_looks_like_a_denial_is_none(text: str) -> None:
    assert clauses.denials(text, 0, len(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "貸出冊数が前年度を下回るのは令和5年度から3年連続ではなく、さまざまである。",
        "貸出冊数は減少傾向にあるとの見方もある。",
        "貸出冊数は前年度より減少したふしがある。",
        "貸出冊数は前年度より減少したのではないかと懸念された。",
        "貸出冊数が前年度を下回ったことは、これまで一度もない。",
        "It cannot be said that 貸出冊数 missed its target.",
        "Over the years from FY2019 to FY2025, 貸出冊数 has never been lower than in FY2021.",
    ],
)
def test_what_is_denied_or_doubted_out_of_reach_is_not_contradicted(text: str) -> None:
    assert Verdict.CONTRADICTS not in _verdicts(text)
