"""One sentence that is so and one that is not, for each kind of statement over several years."""

from __future__ import annotations

from decimal import Decimal

import pytest

from yuinowa.plans.domain.claims.checking import check
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.kinds import Verdict
from yuinowa.plans.domain.claims.series import Series

ACTUALS = {2019: 1000, 2020: 700, 2021: 800, 2022: 900, 2023: 1200, 2024: 1100, 2025: 1150}
TARGETS = {2021: 850, 2022: 880, 2023: 1000, 2024: 1120, 2025: 1140, 2026: 1300}
LOANS = Series(
    "loans",
    "貸出冊数",
    "冊",
    actuals={year: Decimal(number) for year, number in ACTUALS.items()},
    targets={year: Decimal(number) for year, number in TARGETS.items()},
)

PAIRS = (
    ("貸出冊数は令和５年度に次ぐ水準となった。", "貸出冊数は令和６年度に次ぐ水準となった。"),
    ("貸出冊数は過去２番目に多い。", "貸出冊数は過去３番目に多い。"),
    ("貸出冊数が最も多かったのは令和５年度である。", "貸出冊数が最も多かったのは令和４年度である。"),
    ("貸出冊数は過去最高だった令和５年度を下回った。", "貸出冊数は過去最高だった令和５年度を上回った。"),
    ("貸出冊数は過去５年の平均を上回った。", "貸出冊数は過去５年の平均を下回った。"),
    ("貸出冊数は令和元年度から年平均で25冊増えている。", "貸出冊数は令和元年度から年平均で170冊増えている。"),
    ("貸出冊数は５年のうち３年で目標を達成した。", "貸出冊数は５年のうち４年で目標を達成した。"),
    ("貸出冊数が目標に届かなかったのは、計画期間で２回である。", None),
    ("貸出冊数は増加に転じた。", "貸出冊数は減少に転じた。"),
    ("貸出冊数は下げ止まった。", "貸出冊数は下げ止まらず、減少した。"),
    ("令和３年度を100とすると、貸出冊数は143.8となる。", "令和３年度を100とすると、貸出冊数は152.1となる。"),
    ("貸出冊数は1,100冊台を保った。", "貸出冊数は1,200冊台を保った。"),
    ("令和５年度以降、貸出冊数は一度も1,000冊を下回っていない。", None),
    ("貸出冊数は２年ぶりに目標を達成した。", "貸出冊数は３年ぶりに目標を達成した。"),
    ("貸出冊数は前年度より50冊増え、目標を10冊上回った。", "貸出冊数は初めて目標を達成した。"),
    ("達成率は前年度を上回った。", "達成率は前年度を下回った。"),
    ("貸出冊数は令和３年度から令和７年度までの累計で5,150冊となった。", "貸出冊数は令和３年度から令和７年度までの累計で6,150冊となった。"),
    ("貸出冊数はこの５年間で450冊増えた。", "貸出冊数はこの５年間で290冊増えた。"),
    ("1,140冊の目標に対し、貸出冊数は1,150冊であった。", "1,500冊の目標に対し、貸出冊数は1,150冊であった。"),
    ("貸出冊数は前年度の目標も上回った。", "貸出冊数は来年度の目標をすでに上回った。"),
)  # fmt: skip


def _verdicts(text: str) -> set[Verdict]:
    return {finding.verdict for finding in check(text, (LOANS,), Years(2025, 2021, 2026))}


@pytest.mark.parametrize("so", [so for so, _not_so in PAIRS])
def test_what_the_figures_say_holds(so: str) -> None:
    found = _verdicts(so)

    assert Verdict.CONTRADICTS not in found


@pytest.mark.parametrize("not_so", [not_so for _so, not_so in PAIRS if not_so])
def test_what_the_figures_deny_is_contradicted(not_so: str) -> None:
    assert Verdict.CONTRADICTS in _verdicts(not_so)


@pytest.mark.parametrize(
    "text",
    [
        "貸出冊数は上半期には前年度を下回った。",
        "貸出冊数は国の目標を下回った。",
        "貸出冊数は近隣市の平均を下回った。",
        "貸出冊数は来館者数を下回った。",
        "平日の貸出冊数は減った。",
        "貸出冊数は９月に前年度を下回った。",
    ],
)
def test_what_no_figure_stands_for_is_never_contradicted(text: str) -> None:
    assert _verdicts(text) <= {Verdict.UNCHECKABLE}
