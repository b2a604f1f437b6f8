"""A seventeenth set, the last: written when the code had been mended by the sixteenth, and scored before anything else.

Its first score was found 1.000, right 0.949, none of 164 true ones contradicted and 0.900 of those without a claim left
alone. Three things were mended by it: に対し before a name, について behind a head, and ことを検討している.
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
    of,
    other,
    pct,
    rank,
    times,
)
from tests.plans.claims.officers import (
    down,
    falling,
    highest,
    line,
    missed,
    over,
    reached,
    rising,
    under,
    up,
)

D = Decimal
# fmt: off
SEVENTEENTH = (
    line(lambda s: f"{s.name}の実績は、前年度から{of(s, s.change)}減の{of(s, s.now)}である。", down, True, "counts"),
    line(lambda s: f"新型コロナの影響が薄れ、{s.name}は前年度より{pct(s)}％伸びた。", up, True, "counts"),
    line(lambda s: f"{s.name}は前年度比{s.tenth(s.now / s.prev * 100)}％（{of(s, s.now)}）となった。", always, True, "counts"),
    line(lambda s: f"{s.name}は減っているが、その幅は前年度より小さい。", lambda s: falling(2)(s) and abs(s.change) < abs(s.prev - s.actuals[2023]) and abs(s.change) / s.prev < abs(s.prev - s.actuals[2023]) / s.actuals[2023]),
    line(lambda s: f"駐車場の工事の影響で{s.name}は落ち込み、前年度を{of(s, s.change)}下回った。", down, True, "counts"),
    line(lambda s: f"昨年度は{of(s, s.prev)}、今年度は{of(s, s.now)}と、{s.name}は増えた。", up, True),
    line(lambda s: f"{s.name}については、前年度と同様に目標を達成することができた。", lambda s: reached(s) and hit(s, 2024)),
    line(lambda s: f"{s.name}は、前年度を上回ったが目標値には達しなかった。", lambda s: up(s) and missed(s), False, "up"),
    line(lambda s: f"目標としていた{of(s, s.target)}を{s.name}は{of(s, s.gap)}超えた。", over, True, "counts"),
    line(lambda s: f"{s.name}の目標達成率は{attained(s)}％であり、目標を達成できなかった。", missed, True, "counts-up"),
    line(lambda s: f"計画では{of(s, s.target)}としていたが、{s.name}は{of(s, s.now)}であった。", always, True),
    line(lambda s: f"{s.name}は令和７年度の目標を達成し、令和８年度の目標も上回っている。", lambda s: reached(s) and s.now > s.final, False, "up"),
    line(lambda s: f"{s.name}は令和３年度を{pct(s, 2021)}％上回っている。", lambda s: s.now > s.first, True, "counts"),
    line(lambda s: f"令和２年度の{of(s, s.actuals[2020])}と比べると、{s.name}は{times(s, 2020)}倍である。", always, True, "counts"),
    line(lambda s: f"{s.name}は、令和４年度から令和７年度までの３年間で{of(s, s.now - s.actuals[2022])}増加した。", lambda s: s.now > s.actuals[2022], True, "counts"),
    line(lambda s: f"{s.name}は過去最高の{of(s, s.now)}を記録した。", highest, True),
    line(lambda s: f"{s.name}は、この７年では２番目に多い。", lambda s: rank(s) == 2, False, "counts"),
    line(lambda s: f"{s.name}は３年ぶりに前年度を上回った。", lambda s: up(s) and not grew(s, 2024) and not grew(s, 2023) and grew(s, 2022)),
    line(lambda s: f"{s.name}の伸びは続き、３年連続の増となった。", rising(3)),
    line(lambda s: f"{s.name}は前年度とさほど変わらない。", flat, False, "flat"),
    line(lambda s: f"開館日数に大きな違いはなかったが、{s.name}は前年度より{of(s, s.change)}減った。", down, True, "counts"),
    line(lambda s: f"{other(s)}は{of(s, s.now)}と、昨年度を{pct(s)}％上回った。", up, True, "counts"),
    line(lambda s: f"{other(s)}は計画値の{of(s, s.target)}を上回ることができなかった。", lambda s: not over(s), True),
    line(lambda s: f"{other(s)}が目標に届かなかったことから、広報の方法を見直した。", missed),
    line(lambda s: f"令和７年度の{other(s)}は前年度に比べて{of(s, s.change)}の増加、目標に対しては{of(s, s.gap)}の超過であった。", lambda s: up(s) and over(s), True, "counts"),
    line(lambda s: f"本事業の対象を広げたところ、{s.name}は{of(s, s.prev)}から{of(s, s.now)}に増えた。", up, True),
    line(lambda s: f"事業は終了したが、{s.name}は目標の{attained(s)}％に当たる{of(s, s.now)}であった。", always, True, "counts"),
    line(lambda s: f"他事業との連携により、{s.name}が目標を上回った。", over),
    line(lambda s: f"{begun(english(s))} did not decline from the previous year.", lambda s: not down(s)),
    line(lambda s: f"With {counted(s, s.now)}, {english(s)} was below the target.", under, True),
    line(lambda s: f"{begun(english(s))} reached {attained(s)}% of the target in FY2025.", always, True, "counts"),
    line(lambda s: f"Over the four years since FY2021, {english(s)} fell by {counted(s, s.now - s.first)}.", lambda s: s.now < s.first, True, "counts"),
    line(lambda s: f"{s.name}は{s.amount(s.now)}％（前年度{s.amount(s.prev)}％）で、{s.amount(s.change)}ポイントの減となった。", down, True, "shares"),
    line(lambda s: f"目標{s.amount(s.target)}％に対し{s.name}は{s.amount(s.now)}％となり、目標を下回った。", under, True, "shares"),
    line(lambda s: f"{s.name}は、令和元年度から{s.amount(s.now - s.actuals[2019])}ポイント上昇して{s.amount(s.now)}％となった。", lambda s: s.now > s.actuals[2019], True, "shares"),
)

SILENT_SEVENTEENTH = (
    "他事業との連携を、今後の課題とする。", "目標の上積みについて、協議会に諮った。", "前年度を上回る応募があれば、会場を増やす。", "雨の日の来館を増やす工夫を、館員で出し合った。", "３月に、書架の一部を入れ替えた。",
    "予算が半減しても、雑誌の購入を続ける。", "目標に近づくための手順を、職員研修で学んだ。", "利用者１人当たりの貸出は、10冊までとする。", "貸出の少ない本を選び、保存の要否を判断した。", "講座の内容を、参加者とともに考えた。",
    "Targets are reviewed by the council every three years.", "The branch is closed on Mondays.", "We would like to lend more books to schools.", "The survey asked how users feel.", "A decrease in visitors would be a concern.",
    "前年度末に、図書館システムを入れ替えた。", "増加が著しい分野を、重点的に集める。", "達成の見通しについて、部内で話し合った。", "目標値の根拠は、別紙に示すとおりである。", "一度に借りられる冊数を増やすことを検討している。",
)
# fmt: on
