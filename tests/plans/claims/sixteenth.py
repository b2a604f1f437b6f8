"""A sixteenth set, written when the code had been mended by the three before it, and scored before anything else.

Its first score was found 0.942, right 0.941, 8 of 245 true ones contradicted and 1.000 of those without a claim left
alone; then the code was mended by it.
"""

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
    mean,
    of,
    other,
    pct,
    rank,
    times,
    total,
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
    under,
    up,
)

D = Decimal
# fmt: off
SIXTEENTH = (
    line(lambda s: f"{s.name}は{of(s, s.now)}を数え、前年度に比して{of(s, s.change)}の増を見た。", up, True, "counts"),
    line(lambda s: f"前年度の{s.name}は{of(s, s.prev)}、今年度は{of(s, s.now)}で、減少している。", down, True),
    line(lambda s: f"{s.name}の前年度との差は{of(s, s.change)}で、増加となった。", up, True, "counts"),
    line(lambda s: f"{s.name}は、目標{of(s, s.target)}を{of(s, s.gap)}下回り、達成率は{attained(s)}％にとどまった。", under, True, "counts-up"),
    line(lambda s: f"小学生の利用が伸びたことで、{s.name}は前年度を上回ることができた。", up),
    line(lambda s: f"{s.name}は前年度に比べ、{pct(s)}％の落ち込みである。", down, True, "counts"),
    line(lambda s: f"{s.name}は前年度から{of(s, s.change)}増やすことができ、目標も達成した。", lambda s: up(s) and reached(s), True, "counts-up"),
    line(lambda s: f"移動図書館の巡回先を増やしたが、{s.name}は前年度を下回った。", down),
    line(lambda s: f"{s.name}は{of(s, s.now)}となり、目標値とした{of(s, s.target)}には届いていない。", under, True, "up"),
    line(lambda s: f"評価：{s.name}は目標を達成した。", reached),
    line(lambda s: f"（実績）{s.name}　{of(s, s.now)}（前年度　{of(s, s.prev)}）", always, True),
    line(lambda s: f"{s.name}は令和６年度の{times(s)}倍となる{of(s, s.now)}であった。", always, True, "counts"),
    line(lambda s: f"{s.name}は、前年度実績の{s.tenth(s.now / s.prev * 100)}％にあたる{of(s, s.now)}である。", always, True, "counts"),
    line(lambda s: f"当館の{other(s)}は、前年度より{of(s, s.change)}少ない{of(s, s.now)}であった。", down, True, "counts"),
    line(lambda s: f"{other(s)}の増加に伴い、職員を増やした。{other(s)}は前年度を{of(s, s.change)}上回った。", up, True, "counts"),
    line(lambda s: f"{other(s)}は目標に達しており、順調である。", reached),
    line(lambda s: f"{other(s)}は令和元年度以降で最も多かった。", highest, False, "counts"),
    line(lambda s: f"今年度も{other(s)}は前年度を下回り、２年連続の減少となった。", falling(2)),
    line(lambda s: f"{other(s)}については、{of(s, s.now)}と目標の{of(s, s.target)}を下回った。", under, True),
    line(lambda s: f"学校連携事業の効果もあり、{s.name}は前年度比{pct(s)}％の増加となった。", up, True, "counts"),
    line(lambda s: f"本事業の実績は、{s.name}{of(s, s.now)}である。", always, True),
    line(lambda s: f"事業の実施により{s.name}は着実に増えており、令和７年度は{of(s, s.now)}となった。", up, True),
    line(lambda s: f"{s.name}は、本事業を始めた令和３年度の{of(s, s.first)}に対し、令和７年度は{of(s, s.now)}と減少した。", lambda s: s.now < s.first, True),
    line(lambda s: f"{begun(english(s))} increased by {counted(s, s.change)} year on year.", up, True, "counts"),
    line(lambda s: f"{begun(english(s))} went down from {counted(s, s.prev)} to {counted(s, s.now)}.", down, True),
    line(lambda s: f"The annual target was {counted(s, s.target)}, and {english(s)} came to {counted(s, s.now)}.", always, True),
    line(lambda s: f"{begun(english(s))} was {pct(s)}% lower than in the previous year.", down, True, "counts"),
    line(lambda s: f"Thanks to longer opening hours, {english(s)} rose to {counted(s, s.now)}.", up, True),
    line(lambda s: f"{begun(english(s))} has exceeded the target for two consecutive years.", lambda s: over(s) and s.prev > s.targets[2024]),
    line(lambda s: f"{begun(english(s))} increased, but the target was not reached.", lambda s: up(s) and missed(s), False, "up"),
    line(lambda s: f"{s.name}は前年度と変わらない水準であった。", flat, False, "flat"),
    line(lambda s: f"{s.name}は前年度とおおむね同程度の{of(s, s.now)}であった。", flat, True, "flat"),
    line(lambda s: f"{s.name}は、減少が続いていた前年度までと異なり、増加した。", lambda s: up(s) and not grew(s, 2024) and not grew(s, 2023)),
    line(lambda s: f"{s.name}は２年度続けて前年度を上回る伸びとなった。", rising(2)),
    line(lambda s: f"{s.name}は令和３年度から４年間で{pct(s, 2021)}％の減少となっている。", lambda s: s.now < s.first, True, "counts"),
    line(lambda s: f"{s.name}は過去最高だった令和元年度の{of(s, s.actuals[2019])}に及ばなかった。", lambda s: s.actuals[2019] == max(s.actuals.values()) and s.now < s.actuals[2019], True, "up"),
    line(lambda s: f"{s.name}は計画期間で最も少ない{of(s, s.now)}に落ち込んだ。", lambda s: s.now < min(s.actuals[y] for y in range(2021, 2025)), True),
    line(lambda s: f"{s.name}はこの７年間で最も低い水準である。", lowest),
    line(lambda s: f"{s.name}は令和元年度から数えて４番目に多い年となった。", lambda s: rank(s) == 4, False, "counts"),
    line(lambda s: f"令和３年度から令和６年度までの平均は{of(s, mean(s, 2021, 2024))}であり、令和７年度はこれを上回った。", lambda s: s.now > mean(s, 2021, 2024), True, "counts"),
    line(lambda s: f"計画開始からの５年間で、延べ{of(s, total(s, 2021, 2025))}となった。", always, True, "counts"),
    line(lambda s: f"{s.name}は５年間で初めて目標を達成した。", lambda s: reached(s) and not any(hit(s, y) for y in range(2021, 2025)), False, "up"),
    line(lambda s: f"{s.name}は、目標を達成した前年度から一転、目標を下回った。", lambda s: under(s) and hit(s, 2024) and s.prev > s.targets[2024], False, "up"),
    line(lambda s: f"{s.name}は目標を{of(s, s.gap)}上回り、最終目標まで{of(s, s.final - s.now)}となった。", lambda s: over(s) and s.now < s.final, True, "counts-up"),
    line(lambda s: f"{s.name}は最終年度目標の{s.tenth(s.now / s.final * 100)}％にあたる。", always, True, "counts"),
    line(lambda s: f"{s.name}の目標値は{of(s, s.target)}、実績値は{of(s, s.now)}であり、目標を上回っている。", over, True),
    line(lambda s: f"{s.name}は目標値に{of(s, s.gap)}足りず、未達成であった。", under, True, "counts-up"),
    line(lambda s: f"{s.name}の達成状況は、目標{of(s, s.target)}に対し{of(s, s.now)}（{attained(s)}％）である。", always, True, "counts"),
    line(lambda s: f"{s.name}は{s.amount(s.now)}％で、目標（{s.amount(s.target)}％）を達成した。", reached, True, "shares"),
    line(lambda s: f"{s.name}は、前年度の{s.amount(s.prev)}％から{s.amount(s.change)}ポイント下がって{s.amount(s.now)}％となった。", down, True, "shares"),
    line(lambda s: f"調査の結果、{s.name}は{s.amount(s.now)}％であり、前回を{s.amount(s.change)}ポイント上回った。", up, True, "shares"),
    line(lambda s: f"{s.name}は令和３年度の調査時より{s.amount(s.now - s.first)}ポイント低い。", lambda s: s.now < s.first, True, "shares"),
)

SILENT_SIXTEENTH = (
    "学校連携事業の進め方を、教育委員会と話し合った。", "事業の成果を測る指標は、来年度に改める。", "貸出冊数を前年度の水準に保つことを目標とする。", "目標に届かなかった場合に備え、代わりの手立てを用意する。", "図書館友の会と、増える相談に対応した。",
    "来館者数の推移を、折れ線のグラフで示した。", "前年度の実績は、別表に記載している。", "予約件数が多い本は、複本を用意した。", "参加者数の目標は、会場の広さから決めた。", "職員の半数が、司書の資格をもつ。",
    "読み聞かせの会を、年度内に再開したい。", "蔵書のうち古いものを、書庫に移した。", "満足度の調査票を、５か国語で作った。", "利用登録の手順を、３段階から２段階にした。", "開館時刻を１時間早める試みを続けている。",
    "Staff discussed how to raise the number of visitors.", "The number of visitors is counted at the gate.", "Two new book returns were installed.", "The report explains why targets matter.", "Loans can be extended once.",
    "郷土資料の受入れを増やすため、寄贈を呼び掛けた。", "過去５年の統計を、年報にまとめた。", "目標の達成度は、外部の委員が評価する。", "前年度より早く、募集を始めた。", "高い目標を掲げることが大切だという声があった。",
)
# fmt: on
