"""A contradiction needs a sure reading: of which year a base is, to which target it is far, and what was reckoned."""

from __future__ import annotations

import pytest

from tests.plans.claims.test_held_back import verdicts
from yuinowa.plans.domain.claims.kinds import Verdict


@pytest.mark.parametrize(
    "text",
    [
        # a base in words that are not read, which is neither last year nor the target
        "計画を作った年度に比べ、貸出冊数は減っている。",
        "計画のもととなった年度より貸出冊数は少ない。",
        "計画の折り返しとなった年度より、貸出冊数は少ない。",
        "目標を立てた年度より貸出冊数は少なくなっている。",
        "目標設定時に比べて貸出冊数は減っている。",
        "分館が開いた年度と比べると、貸出冊数は減っている。",
        "建て替え前の年度に比べ、貸出冊数は少ない。",
        "計画策定の前の年度と比べて貸出冊数は減っている。",
        "計画期間に入ってから貸出冊数は減った年がある。",
        # reckoned from the figure, and another measure
        "1,150冊という貸出冊数を12で割ると、ひと月当たり95.8冊の計算になる。",
        "貸出冊数は1,150冊で、12か月で割れば月に95.8冊である。",
        "1,150冊の貸出冊数を職員10人で割り返すと115冊になる。",
        "貸出冊数の1,150冊を半分にすると575冊である。",
        # the two ends between which a gap moved
        "貸出冊数と最終目標との隔たりは、令和6年度末の200冊から令和7年度末の150冊へと縮まったが、なお解消には至っていない。",
        # a difference either way
        "貸出冊数は、前年度との差が上下いずれの向きにも60冊に満たなかった。",
    ],
)
def test_what_may_be_meant_otherwise_is_not_contradicted(text: str) -> None:
    assert Verdict.CONTRADICTS not in verdicts(text)


def test_a_base_that_was_not_read_makes_nothing_right_either() -> None:
    assert not verdicts("分館が開いた年度と比べると、貸出冊数は増えている。")


#: Each so as it stands, and not so.
PAIRS = (
    ("計画が始まった年度に比べ、貸出冊数は増えている。", "計画が始まった年度に比べ、貸出冊数は減っている。"),
    ("計画をスタートさせた年度より、貸出冊数は多い。", "計画をスタートさせた年度より、貸出冊数は少ない。"),
    ("コロナ禍前の年度に比べ、貸出冊数は150冊多い。", "コロナ禍前の年度に比べ、貸出冊数は150冊少ない。"),
    ("R8目標まで残り150冊。貸出冊数は最終年度の追い込みが必要。", "R8目標まで残り187冊。貸出冊数は最終年度の追い込みが必要。"),
    ("前年度の減少から一転して、貸出冊数は増加となった。", "前年度の減少から一転して、貸出冊数は横ばいから減少となった。"),
    ("本計画が令和8年度に目指す水準の9割にも貸出冊数は達していない。", "本計画が令和8年度に目指す水準の8割にも貸出冊数は達していない。"),
    ("令和3年度からの5年間の貸出冊数を足し合わせると5,150冊となる。", "令和3年度からの5年間の貸出冊数を足し合わせると6,543冊となる。"),
    ("令和4年度から令和7年度までの4年間に、貸出冊数が前年度を下回ったことは1回あった。", "令和4年度から令和7年度までの4年間に、貸出冊数が前年度を下回ったことは3回あった。"),
    ("About 150 more are still needed to reach the FY2026 target for 貸出冊数.", "About 190 more are still needed to reach the FY2026 target for 貸出冊数."),
    ("The FY2026 target for 貸出冊数 has not been met.", "The FY2026 target for 貸出冊数 has been met."),
    ("貸出冊数 was lower in FY2021 than in FY2025.", "貸出冊数 was higher in FY2021 than in FY2025."),
    ("貸出冊数 was lower in FY2025 than in FY2023.", "貸出冊数 was higher in FY2025 than in any of the two preceding years."),
)  # fmt: skip


@pytest.mark.parametrize(("so", "not_so"), PAIRS)
def test_what_is_named_is_judged_by_its_figure(so: str, not_so: str) -> None:
    assert Verdict.CONTRADICTS not in verdicts(so)
    assert Verdict.CONTRADICTS in verdicts(not_so)
