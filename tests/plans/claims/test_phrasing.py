"""Rarer turns are read as the plain ones they stand for, and a claim still stands where its words were written."""

from __future__ import annotations

import pytest

from tests.plans.claims.test_held_back import LOANS, verdicts
from yuinowa.plans.domain.claims.checking import check
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.folding import fold
from yuinowa.plans.domain.claims.kinds import Verdict
from yuinowa.plans.domain.claims.phrasing import in_plain_words

_HOLDING = {Verdict.TRUE, Verdict.OMITS, Verdict.AMBIGUOUS, Verdict.CONSISTENT}


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("三か年度続けて", "三年続けて"),
        ("5か年計画", "5か年計画"),
        ("一年前よりも", "前年度よりも"),
        ("一年前倒しで", "一年前倒しで"),
        ("一昨年度（令和5年度）との比較では、", "令和5年度と比べると、"),
        ("前年度（令和6年度）", "前年度"),
        ("目標を、貸出冊数はいまだ達成していない", "貸出冊数は目標を達成していない"),
        ("12冊増（前年度との比較）", "前年度比12冊増"),
        ("減っているのではないかとの御指摘は当たりません", "減っているわけではない"),
        ("減ったという事実は見当たらない", "減ったわけではない"),
        ("届いたかといえば、答えは否である", "届いたわけではない"),
        ("計画の終期に掲げた目標", "最終目標"),
        ("（R3～R7）の貸出冊数", "R3年度からR7年度までの貸出冊数"),
    ],
)
def test_a_turn_is_put_into_plain_words(written: str, plain: str) -> None:
    assert in_plain_words(fold(written), ("貸出冊数",)).plain == plain


@pytest.mark.parametrize(
    "text",
    [
        "一年前よりも貸出冊数が多い。",
        "目標を、貸出冊数は達成した。",
        "貸出冊数が減ったという事実は見当たらない。",
    ],
)
def test_what_is_put_stands_where_the_words_stood(text: str) -> None:
    whole = in_plain_words(fold(text), ("貸出冊数",))

    assert len(whole.places) == len(whole.plain)
    assert list(whole.places) == sorted(whole.places)
    assert max(whole.places) < len(text)


#: Each so as it stands, and not so.
PAIRS = (
    ("一年前よりも貸出冊数が50冊多い。", "一年前よりも貸出冊数が50冊少ない。"),
    ("貸出冊数が前年度より減っているのではないかとの御指摘は当たりません。", "貸出冊数が前年度より増えているのではないかとの御指摘は当たりません。"),
    ("貸出冊数が目標を達成していないとの指摘があったが、事実と異なる。", "貸出冊数が目標を達成したとの報道は正しくない。"),
    ("貸出冊数が前年度を割り込んだという事実は見当たらない。", "貸出冊数が前年度を上回ったという事実は確認されていない。"),
    ("前年度を1とすると、令和7年度の貸出冊数は1.05に相当する。", "前年度を1とすると、令和7年度の貸出冊数は1.48に相当する。"),
    ("本年度の目標を、貸出冊数は無事に果たした。", "本年度の目標を、貸出冊数は果たせなかった。"),
    ("令和元年度の水準を、貸出冊数は上回っている。", "令和元年度の水準を、貸出冊数はいまだ取り戻せていない。"),
    ("令和7年度、令和6年度を高い順に並べると、貸出冊数は令和7年度、令和6年度となる。", "貸出冊数を少ない順に挙げると、令和7年度、令和6年度である。"),
    ("最終目標に届くには、貸出冊数に13.0％の上積みが要る。", "最終目標に届くには、貸出冊数に41.0％の上積みが要る。"),
    ("直近三か年度（R5～R7）の貸出冊数は平均で1,150冊である。", "直近三か年度（R5～R7）の貸出冊数は平均で1,432冊である。"),
    ("貸出冊数が目標にも前年度実績にも及んだとは言えないということはない。", "貸出冊数が目標にも前年度実績にも及ばなかったことについて、意見が出された。"),
    ("実績値1,150冊は目標値1,140冊を上回っており、貸出冊数は順調である。", "実績値1,150冊は目標値1,140冊を下回っており、貸出冊数は不調である。"),
    ("令和6・7年度と2年続けて減ってはおらず、貸出冊数は前年度を上回った。", "貸出冊数は令和5年度から7年度までの三か年とも前年度を上回っている。"),
    ("評価：Ａ（貸出冊数が令和7年度の目標値に達しているため）", "評価：Ｂ（貸出冊数が令和7年度の目標値に達していないため）"),
    ("計画では令和7年度に1,140冊を見込んでいた貸出冊数は、1,150冊となった。", "計画では令和7年度に1,140冊を見込んでいた貸出冊数は、1,432冊となった。"),
    ("貸出冊数の目標と実績の差は10冊のプラスである。", "貸出冊数の目標と実績の差は10冊のマイナスである。"),
    ("目標を10冊上回る貸出冊数となり、次は数値の引上げも視野に入れたい。", "目標を10冊下回る貸出冊数となり、次は手法の見直しも視野に入れたい。"),
    ("貸出冊数 did not fall below the level of the year before.", "貸出冊数 fell below the level of the year before."),
    ("No decline from the previous year was seen in 貸出冊数.", "No increase over the previous year was seen in 貸出冊数."),
    ("貸出冊数 came to 1,150 in FY2025 against a target of 1,140, so the target was met.", "貸出冊数 came to 1,150 in FY2025 against a target of 1,140, so the target was not met."),
    ("貸出冊数 (FY2025: 1,150; FY2024: 1,100) rose.", "貸出冊数 (FY2025: 1,150; FY2024: 1,100) declined."),
)  # fmt: skip


@pytest.mark.parametrize(("so", "not_so"), PAIRS)
def test_turns_are_judged_by_the_figures(so: str, not_so: str) -> None:
    assert Verdict.CONTRADICTS not in verdicts(so)
    assert Verdict.CONTRADICTS in verdicts(not_so)


@pytest.mark.parametrize("so", [one for one, _other in PAIRS[:6]])
def test_what_is_so_is_found(so: str) -> None:
    assert verdicts(so) & _HOLDING


@pytest.mark.parametrize(
    "text",
    [
        "貸出冊数が前年度より減ったのではないかとの質問があった。",
        "貸出冊数は増えたのか減ったのか、と尋ねられた。",
        "最終目標に届くには、貸出冊数の一層の上積みが要る。",
        "目標の達成は難しいとみられていた貸出冊数だが、10冊上回った。",
        "仮に貸出冊数が目標を下回ったとしても、事業は続ける。",
        "前年度を50冊上回っているが、貸出冊数の回復は道半ばである。",
        "貸出冊数は増えているどころか減ったと言われることもある。",
    ],
)
def test_what_is_asked_or_wanted_is_not_contradicted(text: str) -> None:
    assert Verdict.CONTRADICTS not in verdicts(text)


def test_every_quote_stands_in_the_text_as_it_was_written() -> None:
    text = "目標を、貸出冊数はいまだ達成していない。一年前よりも貸出冊数が50冊多い。"

    found = check(text, (LOANS,), Years(2025, 2021, 2026))

    assert found
    assert all(one.claim.quote == text[one.claim.start : one.claim.end] for one in found)
