"""Who speaks, headings and times before an indicator's name are no part of it; what narrows it is."""

from __future__ import annotations

import pytest

from tests.plans.claims.test_kinds import LOANS
from yuinowa.plans.domain.claims.checking import check
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.kinds import Reason, Verdict

BEFORE = (
    "館長　",
    "教育部長　",
    "図書館だより第12号　",
    "【図書館の1年を数字で】",
    "課内共有：",
    "今後の課題：",
    "会長　つまり",
    "令和７年度末現在の",
)
NARROWING = ("中央館　", "【児童書】", "部長　児童書の", "一般書　", "【北分館】", "【中央図書館】")


def verdicts(text: str) -> set[Verdict]:
    return {one.verdict for one in check(text, (LOANS,), Years(2025, 2021, 2026))}


@pytest.mark.parametrize("lead", BEFORE)
def test_what_stands_before_a_name_and_does_not_narrow_it_is_passed_over(lead: str) -> None:
    assert verdicts(f"{lead}貸出冊数は前年度を上回った。") & {Verdict.TRUE, Verdict.OMITS}
    assert verdicts(f"{lead}貸出冊数は前年度を下回った。") == {Verdict.CONTRADICTS}


@pytest.mark.parametrize("lead", NARROWING)
def test_what_narrows_a_name_makes_it_another_thing(lead: str) -> None:
    found = check(f"{lead}貸出冊数は前年度を下回った。", (LOANS,), Years(2025, 2021, 2026))

    assert {one.reason for one in found} == {Reason.NO_INDICATOR}


PAIRS = (
    ("前年度を50冊上回る貸出冊数となった。", "前年度を50冊下回る貸出冊数となった。"),
    ("貸出冊数は、私が着任した令和３年度より350冊多い。", "貸出冊数は、私が着任した令和３年度より190冊少ない。"),
    ("貸出冊数は一、一五〇冊となった。", "貸出冊数は一、六五四冊となった。"),
    ("貸出冊数の増加には歯止めがかからず、1,150冊であった。", "貸出冊数の減少には歯止めがかからず、1,150冊であった。"),
    ("貸出冊数は令和４年度と令和５年度の平均を上回った。", "貸出冊数は令和４年度と令和５年度の平均を下回った。"),
    ("貸出冊数はR1以降の７か年中２番目に高い。", "貸出冊数はR1以降の７か年中９番目に高い。"),
)  # fmt: skip


@pytest.mark.parametrize(("so", "not_so"), PAIRS)
def test_other_turns_of_the_twentieth_set_are_judged_by_the_figures(so: str, not_so: str) -> None:
    assert Verdict.CONTRADICTS not in verdicts(so) != set()
    assert Verdict.CONTRADICTS in verdicts(not_so)
