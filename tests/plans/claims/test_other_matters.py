"""Sentences on parts, on others and on single days: none of them is held against the indicator beside which it stands."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.plans.claims.test_kinds import LOANS
from yuinowa.plans.domain.claims.checking import check
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.kinds import Verdict
from yuinowa.plans.domain.claims.series import Series


def _series(name: str, unit: str, before: str, now: str, target: str) -> Series:
    actuals = {2024: Decimal(before), 2025: Decimal(now)}
    return Series(name, name, unit, actuals=actuals, targets={2025: Decimal(target)})


STORY_TIMES = _series("おはなし会の開催回数", "回", "40", "48", "45")
PARTICIPANTS = _series("講座の参加者数", "人", "400", "480", "450")
REGISTERED = _series("利用登録率", "%", "30.1", "29.2", "31")
# fmt: off
BESIDE = (
    (LOANS, (
        "一日平均では4冊となった。", "１か月で120冊となった。", "このうち児童書は300冊であった。", "団体貸出は300冊となった。", "中央館では800冊であった。", "貸出は中央館で800冊、分館で350冊であった。", "新たに300冊を購入した。",
        "夏休みに300冊を貸し出した。", "電子書籍が加わり、1,500点を利用できるようになった。", "蔵書は12万冊となった。", "50冊のセットを新設した。", "福袋を30セット用意し、全て貸し出された。", "展示した本は200冊に上った。",
        "寄贈を受けた本は90冊であった。", "貸出冊数は１人当たり5.2冊であった。", "上位の10冊を紹介した。", "利用者の増加により、予約は減少した。", "開館日数は280日で、前年度を下回った。", "貸出冊数は増加したが、来館者は減少した。",
        "児童の貸出は減った。", "図書の貸出は増え、雑誌の貸出は減った。", "貸出の内訳は、一般書700冊、児童書450冊であった。", "令和５年度の改修前は1,300冊であった。", "貸出冊数は、最も多い月で150冊であった。", "貸出冊数の目標は1,300冊である。",
        "令和８年度の目標は1,300冊である。", "目標を1,300冊に改めた。", "累計貸出冊数は7,000冊に達した。", "計画期間の目標は1,300冊である。", "貸出冊数は４月に減少した。", "県内の貸出冊数は減少した。", "全国では減少した。",
        "他市では減少しているが、本市では増加した。", "貸出冊数は人口１人当たりでは減少した。", "貸出上限を20冊から30冊に増やした。", "雑誌を除くと貸出冊数は900冊となる。", "除籍した本は300冊で、前年度より減少した。", "Adult loans fell.",
        "E-book loans fell from the previous year.", "Loans per capita were 5.2 books.", "The library bought 300 books.", "Loans of magazines fell.",
        "The number of books bought was 300.", "On average 4 books were lent a day.", "Monthly loans were 96 books.", "Loans fell in April.",
        "Inter-library loans were 30 books.", "Book loans to schools were 300 books.", "貸出点数は1,400点であった。", "貸出者数は減少した。", "貸出回数は減少した。", "貸出密度は減少した。",
        "本の購入冊数は300冊であった。",
    )),
    (STORY_TIMES, (
        "夏休みにおはなし会を２回実施した。", "おはなし会を新たに２回開催した。", "分館でおはなし会を12回開催した。", "英語のおはなし会を３回開催した。", "おはなし会を２回に分けて実施した。", "おはなし会を月２回開催した。", "おはなし会は週１回実施した。",
        "出張おはなし会を10回実施した。", "おはなし会を毎月開催し、延べ300人が参加した。", "おはなし会を２回追加で実施した。", "おはなし会のボランティア講座を３回開催した。", "おはなし会を年４回、公民館で開催した。", "おはなし会を土曜日に４回実施した。",
    )),
    (PARTICIPANTS, (
        "講座に20人が参加した。", "講座を３回開催し、60人が参加した。", "講座の参加者は１回当たり20人であった。", "第１回の講座に35人が参加した。", "高齢者向けの講座に120人が参加した。", "講座には定員を超える50人が応募した。",
        "参加者は20人であった。", "参加者は増え、平均年齢は減少した。",
    )),
    (REGISTERED, (
        "登録者数は増加した。", "利用登録者数は増加した。", "市民の登録率は40.0％であった。", "新規の登録は増加した。", "児童の登録率は60％であった。", "有効登録率は25％であった。",
    )),
)
#: All of them are so: ACTUALS and TARGETS of ``test_kinds``.
SO = (
    "貸出冊数は令和５年度の1,200冊から減少したが、前年度の1,100冊からは増加した。", "貸出冊数は令和５年度に目標を達成したが、令和６年度は届かなかった。", "令和６年度の貸出冊数は1,100冊であり、目標の1,120冊に20冊及ばなかった。",
    "貸出冊数は、令和２年度に大きく減少し、その後は回復傾向にある。", "貸出冊数は、コロナ禍で減少したが、令和３年度から増加した。", "貸出冊数は1,150冊で、目標1,140冊を達成した（達成率100.9％）。",
    "貸出冊数は令和６年度から50冊増の1,150冊となり、令和５年度の水準には戻っていない。", "最終目標の1,300冊に対し、貸出冊数は1,150冊であり、150冊の不足である。", "貸出冊数は前年度比4.5％増、令和３年度比43.8％増となった。",
    "貸出冊数は800冊（令和３年度）から1,150冊に増えた。", "令和３年度に800冊だったが、現在は1,150冊である。", "貸出冊数は計画開始時の800冊に比べ約1.4倍になった。",
    "貸出冊数の目標は、令和８年度に1,300冊である。現状は1,150冊で、達成率は88.5％である。", "目標値1,300冊（令和８年度）に対し、1,150冊（88.5％）となっている。", "貸出冊数は過去最高の令和５年度（1,200冊）に次ぐ1,150冊であった。",
    "貸出冊数は、３年間の平均が1,150冊となった。", "貸出冊数は３年間で3,450冊となった。", "令和５年度から令和７年度までに貸し出した冊数は3,450冊である。", "貸出冊数は、令和元年度1,000冊、令和２年度700冊と減少したが、令和３年度以降は増加傾向にある。",
    "目標を上回ったのは、令和４年度、令和５年度及び令和７年度である。", "貸出冊数は、令和６年度に目標を下回ったことを踏まえ、展示を増やした結果、目標を上回った。", "前年度に目標を下回った貸出冊数は、目標を上回った。", "令和６年度に減少した貸出冊数は、令和７年度に増加した。",
    "貸出冊数は前年度減少したが、今年度は増加した。", "貸出冊数は前年度に1,200冊から1,100冊に減少した。", "前年度は減少したものの、貸出冊数は50冊増加した。", "貸出冊数の減少に対応するため、展示を行い、貸出冊数は増加した。",
    "貸出冊数は1,100冊を上回り、1,150冊となった。", "貸出冊数は1,000冊を超えている。", "貸出冊数は1,200冊に届かなかった。", "貸出冊数は1,200冊には達していない。", "貸出冊数は、目標を10冊上回る1,150冊。",
    "貸出冊数は令和７年度1,150冊で、令和８年度の目標1,300冊の達成に向けて取り組む。", "貸出冊数は、年度当初の見込みの1,200冊を下回った。", "貸出冊数は、想定の1,200冊を下回った。", "県平均の1,300冊を貸出冊数は下回った。",
    "貸出冊数は、５年前の700冊から450冊増加した。", "貸出冊数は平成30年度より減少した。", "貸出冊数は、10年前と比べて減少した。", "貸出冊数は、令和７年度目標1,140冊を達成済みであり、最終目標まで150冊である。",
    "貸出冊数は令和５年度の最高値を50冊下回った。", "貸出冊数は1,150冊／目標1,140冊", "貸出冊数　R5：1,200冊　R6：1,100冊　R7：1,150冊", "貸出冊数（目標1,140冊）は1,150冊であった。", "貸出冊数は増加に転じ、目標も達成した。",
    "貸出冊数は前年度比104.5％、目標比100.9％であった。", "貸出冊数は前年度より減少するとの見込みに反し、増加した。", "貸出冊数の伸びは50冊で、令和５年度の300冊の伸びには及ばない。",
    "Loans rose by 50 from 1,100 in FY2024, but stayed below the 1,200 of FY2023.", "Loans were 1,150, against a target of 1,140.",
    "The final target for FY2026 is 1,300 books.", "Loans in FY2024 were 1,100 books.", "Loans fell in FY2024 but recovered in FY2025.",
    "Loans fell from 1,200 in FY2023 to 1,100 in FY2024.", "After falling in FY2024, loans rose to 1,150 in FY2025.",
    "Loans peaked at 1,200 in FY2023.", "Loans grew from 800 to 1,150 over four years.", "Loans were 1.4 times those of FY2021.",
    "Loans, which fell last year, rose by 50.", "Compared with last year loans rose, but compared with FY2023 they fell.",
)
# fmt: on


@pytest.mark.parametrize(
    ("series", "text"), [(series, text) for series, texts in BESIDE for text in texts]
)
def test_what_is_said_of_a_part_or_of_others_is_not_contradicted(series: Series, text: str) -> None:
    findings = check(text, (series,), Years(2025, 2021, 2026))

    assert Verdict.CONTRADICTS not in {finding.verdict for finding in findings}


@pytest.mark.parametrize("text", SO)
def test_what_is_so_is_not_contradicted_however_it_is_put(text: str) -> None:
    findings = check(text, (LOANS,), Years(2025, 2021, 2026))

    assert Verdict.CONTRADICTS not in {finding.verdict for finding in findings}
