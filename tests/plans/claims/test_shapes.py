"""Sentences of one shape, inverted ones and bounds; and what is said of others, of which nothing is found."""

from __future__ import annotations

import pytest

from tests.plans.claims.test_kinds import LOANS
from yuinowa.plans.domain.claims.checking import check
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.kinds import Verdict

PAIRS = (
    ("令和３年度を100とした指数で見ると、貸出冊数は143.8となる。", "令和３年度を100とした指数で見ると、貸出冊数は119.0となる。"),
    ("貸出冊数の指数（令和６年度＝100）は104.5となった。", "貸出冊数の指数（令和６年度＝100）は134.5となった。"),
    ("令和８年度の目標を達成するには、貸出冊数を13.0％上積みする必要がある。", "令和８年度の目標を達成するには、貸出冊数を43.0％上積みする必要がある。"),
    ("最終目標の達成には、貸出冊数をあと150冊増やす必要がある。", "最終目標の達成には、貸出冊数をあと190冊増やす必要がある。"),
    ("計画最終年度の目標値に対し、貸出冊数は88.5％に相当する水準である。", "計画最終年度の目標値に対し、貸出冊数は58.5％に相当する水準である。"),
    ("令和３年度から令和７年度までの貸出冊数の累計は5,150冊に上る。", "令和３年度から令和７年度までの貸出冊数の累計は6,153冊に上る。"),
    ("前年度を上回ったものの一つに貸出冊数がある。", "前年度を下回ったものに貸出冊数がある。"),
    ("目標を達成した指標は貸出冊数である。", "目標値に届かなかったものには、貸出冊数がある。"),
    ("貸出冊数が前年度を割り込むことはございませんでした。", "貸出冊数が前年度より増えたという事実はございません。"),
    ("令和３年度から令和７年度までの５か年のうち、貸出冊数が目標値を上回ったのは３か年である。", "令和３年度から令和７年度までの５か年のうち、貸出冊数が目標値を上回ったのは２か年である。"),
    ("令和３年度から令和７年度までの間で貸出冊数が最も多かったのは令和５年度の1,200冊である。", "令和３年度から令和７年度までの間で貸出冊数が最も多かったのは令和４年度である。"),
    ("貸出冊数は前年度から１割に満たない伸びとなった。", "貸出冊数の増加率は前年度比10％を超えている。"),
    ("貸出冊数は前年度実績及び当年度計画のいずれをも上回った。", "貸出冊数は前年度実績及び当年度計画のいずれをも下回った。"),
    ("貸出冊数につきましては、令和７年度は前年度を上回ったところでございます。", "貸出冊数につきましては、令和７年度は前年度を下回ったところでございます。"),
    ("In FY2025, 貸出冊数 rose 4.5% from the previous fiscal year.", "In FY2025, 貸出冊数 rose 14.5% from the previous fiscal year."),
    ("貸出冊数 came to 1,150, up from 1,100 a year earlier.", "貸出冊数 came to 1,150, down from 1,100 a year earlier."),
    ("The FY2025 target for 貸出冊数 was met.", "貸出冊数 missed its FY2025 target by 10."),
    ("貸出冊数 was the second highest in the seven years since FY2019.", "貸出冊数 was the highest since FY2019."),
)  # fmt: skip
OTHERS = (
    "県の統計によると、県内市町村立図書館の貸出冊数は前年度から減少した。",
    "隣の市の図書館では貸出冊数が減っているそうです。",
    "人口1人当たりの貸出冊数は4.8冊で、前年度と同じである。",
    "北館の貸出冊数は、前年度比6％減となった。",
    "夏休み期間中の来館者数は前年度を上回った。",
    "図書館費の当初予算額は前年度比2.1％増の8,420万円である。",
    "延滞資料への督促は1,204件で、前年度から減少した。",
    "会計年度任用職員を2名採用した。",
    "本表の数値は、各年度末現在の実績値である。",
    "Across the prefecture, visits to public libraries rose by 3%.",
    "The book budget was cut by 5% from the previous year.",
)


def _verdicts(text: str) -> set[Verdict]:
    return {finding.verdict for finding in check(text, (LOANS,), Years(2025, 2021, 2026))}


@pytest.mark.parametrize(("so", "not_so"), PAIRS)
def test_a_shape_is_judged_by_the_figures(so: str, not_so: str) -> None:
    assert Verdict.CONTRADICTS not in _verdicts(so) != set()
    assert Verdict.CONTRADICTS in _verdicts(not_so)


@pytest.mark.parametrize("text", OTHERS)
def test_of_others_nothing_is_found(text: str) -> None:
    assert _verdicts(text) == set()


def test_a_clause_that_turns_to_the_library_itself_is_read_again() -> None:
    text = "全国的な減少傾向にある中、貸出冊数は前年度を下回った。"

    assert _verdicts(text) == {Verdict.CONTRADICTS}
