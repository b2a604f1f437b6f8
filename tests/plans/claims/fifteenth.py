"""A fifteenth set, written before anything was mended by the two before it, and scored after that.

Its first score was found 0.961, right 0.944, 10 of 289 true ones contradicted and 0.950 of those without a claim left
alone (before: 0.825, 0.885 and 8); then the code was mended by it."""

from __future__ import annotations

from decimal import Decimal

from tests.plans.claims.namings import (
    always,
    attained,
    begun,
    counted,
    english,
    flat,
    grew,
    hit,
    of,
    other,
    pct,
    steep,
    times,
)
from tests.plans.claims.officers import (
    down,
    falling,
    highest,
    line,
    lowest,
    missed,
    over,
    reached,
    rising,
    up,
)

D = Decimal
# fmt: off
FIFTEENTH = (
    line(lambda s: f"今年度の{other(s)}は{of(s, s.now)}となり、昨年度の{of(s, s.prev)}を下回った。", down, True),
    line(lambda s: f"{other(s)}の伸びが続いており、前年度比{pct(s)}％増となった。", rising(2), True, "counts"),
    line(lambda s: f"{other(s)}は目標を達成したが、前年度よりは減少した。", lambda s: reached(s) and down(s), False, "up"),
    line(lambda s: f"{other(s)}は、令和３年度と比べると減っている。", lambda s: s.now < s.first),
    line(lambda s: f"{other(s)}は目標の{attained(s)}％にあたる{of(s, s.now)}であった。", always, True, "counts"),
    line(lambda s: f"{other(s)}が前年度の{times(s)}倍に増加した。", lambda s: s.now / s.prev > D("1.05"), True, "counts"),
    line(lambda s: f"{other(s)}は初めて前年度を下回った。", lambda s: down(s) and all(grew(s, y) for y in range(2020, 2025))),
    line(lambda s: f"広報紙で事業を紹介したところ、{s.name}は前年度から{pct(s)}％増えた。", up, True, "counts"),
    line(lambda s: f"他の事業と日程が重なり、{s.name}は前年度よりも少なかった。", down),
    line(lambda s: f"本事業の目標である{s.name}{of(s, s.target)}を達成した。", reached, True),
    line(lambda s: f"本事業は順調に進み、{s.name}は前年度より{of(s, s.change)}増の{of(s, s.now)}であった。", up, True, "counts"),
    line(lambda s: f"コロナ禍で休止していた事業を再開し、{s.name}は増加した。", up),
    line(lambda s: f"{begun(english(s))} grew {pct(s)} percent over the previous fiscal year, to {counted(s, s.now)}.", up, True, "counts"),
    line(lambda s: f"There was a decrease of {counted(s, s.change)} in {english(s)} from FY2024.", down, True, "counts"),
    line(lambda s: f"{begun(english(s))} missed the target for FY2025.", missed),
    line(lambda s: f"{begun(english(s))} has been decreasing every year since FY2022.", falling(3)),
    line(lambda s: f"{begun(english(s))} was the lowest in seven years.", lowest),
    line(lambda s: f"At {counted(s, s.now)}, {english(s)} exceeded the target.", over, True),
    line(lambda s: f"{begun(english(s))} recovered to the level before COVID-19.", lambda s: s.now >= s.actuals[2019], False, "up"),
    line(lambda s: f"{begun(english(s))} did not increase from last year.", lambda s: not up(s)),
    line(lambda s: f"{s.name}は{of(s, s.now)}で、前年度に比べ{of(s, s.change)}、率にして{pct(s)}％減少した。", down, True, "counts"),
    line(lambda s: f"{s.name}は、{of(s, s.prev)}（令和６年度）に対し{of(s, s.now)}（令和７年度）と増加した。", up, True),
    line(lambda s: f"{s.name}は前年度から{of(s, s.change)}の減少で、{of(s, s.now)}となっている。", down, True, "counts"),
    line(lambda s: f"{s.name}は前年度と比べて大きな変化は見られなかった。", flat, False, "flat"),
    line(lambda s: f"{s.name}は昨年度に引き続き増加した。", rising(2)),
    line(lambda s: f"{s.name}は昨年度よりは増えたが、目標には届いていない。", lambda s: up(s) and missed(s)),
    line(lambda s: f"{s.name}は、前年度の水準を維持した。", lambda s: not down(s) and flat(s), False, "up-flat"),
    line(lambda s: f"{s.name}が前年度に比べて{pct(s)}％の大幅な伸びとなった。", lambda s: up(s) and steep(s), True, "counts"),
    line(lambda s: f"臨時休館の日数が増えたことなどから、{s.name}は{of(s, s.change)}の減となった。", down, True, "counts"),
    line(lambda s: f"児童の利用が戻りつつあり、{s.name}は前年度を{of(s, s.change)}上回った。", up, True, "counts"),
    line(lambda s: f"{s.name}は{of(s, s.now)}と、前年度の{of(s, s.prev)}から微増した。", lambda s: 0 < s.percent <= 10, True),
    line(lambda s: f"{s.name}は前年度の{s.rounded(s.now / s.prev * 100)}％程度であった。", always, True, "counts"),
    line(lambda s: f"前年度と比較すると、{s.name}は減少に転じている。", lambda s: down(s) and grew(s, 2024)),
    line(lambda s: f"{s.name}は、{of(s, s.now)}（前年度比 {'+' if up(s) else '△'}{of(s, s.change)}）であった。", always, True, "counts"),
    line(lambda s: f"{s.name}は前年度比で{pct(s)}％の減少となったが、目標値は上回っている。", lambda s: down(s) and over(s), True, "counts-up"),
    line(lambda s: f"{s.name}は目標値を大きく上回り、達成率は{attained(s)}％である。", lambda s: s.gap / s.target > D("0.1"), True, "counts"),
    line(lambda s: f"{s.name}は目標をやや上回った。", lambda s: 0 < s.gap / s.target < D("0.1")),
    line(lambda s: f"目標の達成には至らなかったが、達成率は{attained(s)}％と高い水準であった。", lambda s: missed(s) and s.now / s.target > D("0.9"), True, "counts-up"),
    line(lambda s: f"{s.name}は目標{of(s, s.target)}に対して実績{of(s, s.now)}で未達成となった。", missed, True),
    line(lambda s: f"{s.name}は、年度目標（{of(s, s.target)}）を{of(s, s.gap)}上回る結果となった。", over, True, "counts"),
    line(lambda s: f"最終目標の{of(s, s.final)}まで、あと{of(s, s.final - s.now)}に迫った。", lambda s: s.now < s.final, True, "counts-up"),
    line(lambda s: f"{s.name}は目標値に近い{of(s, s.now)}であった。", lambda s: abs(s.gap / s.target) < D("0.1"), True),
    line(lambda s: f"{s.name}は、令和５年度から３年連続で目標を下回っている。", lambda s: all(s.actuals[y] < s.targets[y] for y in (2023, 2024, 2025))),
    line(lambda s: f"{s.name}は計画最終年度の目標を１年前倒しで達成した。", lambda s: s.now >= s.final, False, "up"),
    line(lambda s: f"{s.name}は目標を達成していないものの、改善傾向にある。", lambda s: missed(s) and (rising(2)(s) if s.direction.value == "up" else falling(2)(s))),
    line(lambda s: f"令和３年度に{of(s, s.first)}であった{s.name}は、４年間で{times(s, 2021)}倍に増えた。", lambda s: s.now / s.first > D("1.05"), True, "counts"),
    line(lambda s: f"{s.name}は５年連続で前年度を上回り、過去最高となった。", lambda s: rising(5)(s) and highest(s)),
    line(lambda s: f"{s.name}は令和２年度に大きく落ち込んだが、その後は回復し、令和７年度は{of(s, s.now)}となった。", lambda s: (s.actuals[2020] - s.actuals[2019]) / s.actuals[2019] < D("-0.12") and s.now > s.actuals[2020], True),
    line(lambda s: f"{s.name}はコロナ前の令和元年度を{pct(s, 2019)}％下回っている。", lambda s: s.now < s.actuals[2019], True, "counts"),
    line(lambda s: f"過去最高となった前年度には及ばなかったものの、{s.name}は{of(s, s.now)}と高い水準を保った。", lambda s: down(s) and s.prev == max(s.actuals.values()), True, "up"),
    line(lambda s: f"{s.name}は年々増加しており、令和３年度の{of(s, s.first)}から令和７年度には{of(s, s.now)}となった。", rising(4), True),
    line(lambda s: f"{s.name}はこの３年間で{of(s, s.now - s.actuals[2022])}減少した。", lambda s: s.now < s.actuals[2022], True, "counts"),
    line(lambda s: f"{s.name}は令和４年度の半分以下である。", lambda s: s.now * 2 <= s.actuals[2022], False, "counts"),
    line(lambda s: f"令和６年度は前年度を下回ったものの、令和７年度の{s.name}は{of(s, s.now)}と持ち直した。", lambda s: up(s) and not grew(s, 2024), True),
    line(lambda s: f"{s.name}は、計画期間を通じて目標を達成し続けている。", lambda s: all(hit(s, y) for y in range(2021, 2026)), False, "up"),
    line(lambda s: f"{s.name}は{s.amount(s.now)}％で、目標の{s.amount(s.target)}％に{s.amount(s.gap)}ポイント及ばなかった。", missed, True, "shares-up"),
    line(lambda s: f"{s.name}は前回の{s.amount(s.prev)}％から{s.amount(s.change)}ポイント増加し、{s.amount(s.now)}％となった。", up, True, "shares"),
    line(lambda s: f"{s.name}が{s.amount(s.now)}％に達したことで、目標を達成した。", reached, True, "shares-up"),
    line(lambda s: f"{s.name}は前年度とほぼ同じ{s.amount(s.now)}％であった。", flat, True, "shares-flat"),
)

SILENT_FIFTEENTH = (
    "事業の継続に当たっては、協力団体との調整が必要である。", "新たな事業を始めるため、要綱を定めた。", "評価の低い事業は、やり方を改める。", "貸出冊数や来館者数だけでなく、満足度も重視する。", "来館者の増加を受け、座席の予約制を検討している。",
    "目標を上回った場合も、取組を続ける。", "前年度の予算の範囲で、資料を購入した。", "図書館だよりを年４回発行することとしている。", "延滞が続く方には、電話で連絡した。", "10歳代の読書離れが進むと言われる。",
    "The target was set in consultation with the advisory council.", "More people should be able to use the library.", "A new branch opened near the station.", "Books were delivered to schools twice a month.", "Please see the appendix for the targets.",
    "各館の統計を取りまとめ、ホームページに掲載した。", "目標達成に向けた課題を共有するため、担当者会議を開いた。", "利用が減る冬に、催しを集めた。", "団体貸出の上限を、50冊から100冊に引き上げた。", "子どもの数が減っている地区では、巡回の方法を見直す。",
)
# fmt: on
