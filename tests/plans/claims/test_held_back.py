"""What was read by half, or may be another figure, is neither supported nor contradicted; and kinds of wording of the twenty-first set."""

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
    key="loans",
    name="貸出冊数",
    unit="冊",
    actuals={year: Decimal(number) for year, number in ACTUALS.items()},
    targets={year: Decimal(number) for year, number in TARGETS.items()},
)


def verdicts(text: str) -> set[Verdict]:
    return {finding.verdict for finding in check(text, (LOANS,), Years(2025, 2021, 2026))}


#: Not so, or so of something else that the figures do not give.
HELD_BACK = (
    # Its numbers come from the figures, and what is said of them does not: 1,150 − 1,100 = 50.
    "貸出冊数は、私が着任した令和３年度より150冊多い。",
    # A number beside what was read comes from no figure.
    "貸出冊数は伸びました、前年度より412冊多いです。",
    # Read of last year alone.
    "前年度に減った貸出冊数は、本年度412冊戻した。",
    # By the month.
    "貸出冊数は月平均に直すと96冊になる。",
)


@pytest.mark.parametrize("text", HELD_BACK)
def test_what_was_read_by_half_is_neither_supported_nor_contradicted(text: str) -> None:
    assert not verdicts(text) - {Verdict.UNCHECKABLE}


#: Each so as it stands, and not so.
PAIRS = (
    ("成果指標②「貸出冊数」は1,150冊となった。", "成果指標②「貸出冊数」は1,432冊となった。"),
    ("5か年（令和3～7年度）の貸出冊数を合算すると5,150冊になる。", "5か年（令和3～7年度）の貸出冊数を合算すると4,273冊になる。"),
    ("貸出冊数　R6 1,100冊から増、目標も達成。", "貸出冊数　R6 1,100冊から減、目標も達成。"),
    ("R3→R7で貸出冊数は350冊増（R3 800冊）。", "R3→R7で貸出冊数は417冊増（R3 800冊）。"),
    ("貸出冊数は令和3年度、令和4年度、令和5年度のいずれにおいても増えており、令和7年度は前年度より増えた。", "貸出冊数は令和5年度、令和6年度、令和7年度のいずれにおいても前年度より増えている。"),
    ("目標、前年度の実績のいずれにも及ばなかったということはなく、貸出冊数は目標を達成した。", "貸出冊数は前年度の実績、年次計画のいずれにも及ばなかった。"),
    ("令和6年度の減少から一転し、本年度の貸出冊数は4.5%の増加を見た。", "令和6年度の増加から一転し、本年度の貸出冊数は4.5%の減少を見た。"),
    ("貸出冊数は目標値の10割を超えた。", "貸出冊数は目標値の9割にも満たなかった。"),
    ("前年度からの貸出冊数の増減は1割に満たない。", "前年度からの貸出冊数の増減は3％に満たない。"),
    ("令和6年度以降、貸出冊数がこれほど多かった年度はない。", "令和元年度以降、貸出冊数がこれほど多かった年度はない。"),
    ("貸出冊数が最も少なかった令和２年度と比べ、450冊増えている。", "貸出冊数が最も少なかった令和２年度と比べ、517冊増えている。"),
    ("貸出冊数 was higher in fiscal 2025 than in any year since fiscal 2024.", "貸出冊数 was lower in fiscal 2025 than in any year since fiscal 2019."),
    ("貸出冊数 grew in both FY2022 and FY2023.", "貸出冊数 declined in both FY2024 and FY2025."),
)  # fmt: skip


@pytest.mark.parametrize(("so", "not_so"), PAIRS)
def test_kinds_of_the_twenty_first_set_are_judged_by_the_figures(so: str, not_so: str) -> None:
    assert Verdict.CONTRADICTS not in verdicts(so)
    assert Verdict.CONTRADICTS in verdicts(not_so)


def test_a_year_still_ahead_is_not_the_one_a_later_clause_speaks_of() -> None:
    found = verdicts("計画の最終年度は令和8年度ですが、貸出冊数は最終目標値に届いておりません。")

    assert found & {Verdict.TRUE, Verdict.OMITS, Verdict.CONSISTENT}
    assert not found & {Verdict.CONTRADICTS, Verdict.UNCHECKABLE}
