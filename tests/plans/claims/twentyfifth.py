"""Sentences written without sight of the code that judges them: twenty-fifth set."""

from __future__ import annotations

from decimal import Decimal

from tests.plans.claims.officers import (
    down,
    highest,
    line,
    lowest,
    missed,
    over,
    reached,
    under,
    up,
)
from tests.plans.claims.situations import KANJI, WIDE, YEAR, Situation
from yuinowa.plans.domain.kinds import Direction


def n(s: Situation, number: Decimal) -> str:
    """A number with its unit."""
    return f"{s.amount(number)}{s.unit}"


def d(s: Situation, number: Decimal) -> str:
    """A difference: of shares in points."""
    return f"{s.amount(number)}{'ポイント' if s.unit == '%' else s.unit}"


def wide(text: str) -> str:
    return text.translate(WIDE)


def kanji(text: str) -> str:
    return text.replace(",", "").translate(KANJI)


def man(text: str) -> str:
    """12万3,456, as papers write."""
    number = int(text.replace(",", ""))
    high, low = divmod(number, 10_000)
    return f"{number:,}" if not high else f"{high}万{low:,}" if low else f"{high}万"


def en(s: Situation, number: Decimal) -> str:
    return f"{s.amount(number)}{'%' if s.unit == '%' else ''}"


def always(_s: Situation) -> bool:
    return True


def hit(s: Situation, year: int) -> bool:
    if s.direction is Direction.UP:
        return s.actuals[year] >= s.targets[year]
    return s.actuals[year] <= s.targets[year]


def hits(s: Situation) -> int:
    return sum(hit(s, year) for year in range(2021, YEAR + 1))


def falls(s: Situation) -> int:
    return sum(s.actuals[year] < s.actuals[year - 1] for year in range(2022, YEAR + 1))


def better(s: Situation) -> bool:
    return s.now > s.prev if s.direction is Direction.UP else s.now < s.prev


def worse(s: Situation) -> bool:
    return s.now < s.prev if s.direction is Direction.UP else s.now > s.prev


def level(s: Situation) -> bool:
    return abs(s.percent) < 2


def mean(s: Situation, first: int) -> Decimal:
    years = range(first, YEAR + 1)
    return sum((s.actuals[year] for year in years), Decimal(0)) / len(years)


def total(s: Situation, first: int) -> Decimal:
    return sum((s.actuals[year] for year in range(first, YEAR + 1)), Decimal(0))


def rank(s: Situation, first: int) -> int:
    return 1 + sum(s.actuals[year] > s.now for year in range(first, YEAR))


# fmt: off
TWENTY_FIFTH = (
    # ---- 前年度との比較
    line(lambda s: f"春先から続けてきた窓口での声かけが浸透してきたこともあり、{s.name}は{n(s, s.now)}と、令和6年度の{n(s, s.prev)}を超える結果となった。", up, True),
    line(lambda s: f"空調設備の改修に伴い三週間にわたって休館したことが響き、{s.name}は前の年度を{s.amount(s.change)}{s.unit}割り込んだ。", down, True, "counts"),
    line(lambda s: f"・{s.name}　R7：{n(s, s.now)}（R6：{n(s, s.prev)}、対前年度{d(s, s.change)}の増）", up, True),
    line(lambda s: f"{s.name}　{n(s, s.now)}（対前年度▲{d(s, s.change)}）", down, True),
    line(lambda s: f"職員体制が二名減となるなか、{s.name}は前年度実績の{s.tenth(s.now / s.prev * 100)}％に当たる{n(s, s.now)}であった。", always, True, "counts"),
    line(lambda s: f"日頃よりご利用いただきありがとうございます。おかげさまで{s.name}は、1年前と比べて{s.rounded(s.change)}{s.unit}ほど多くなりました。", up, True, "counts"),
    line(lambda s: f"前年度との差は{s.amount(s.change)}{s.unit}、率にして{s.tenth(s.percent)}％の落ち込みであり、{s.name}の回復が課題である。", down, True, "counts"),
    line(lambda s: f"{s.name}は、前年度とほとんど変わらない水準で推移した。", level, False, "flat"),
    line(lambda s: f"駅前の大型商業施設が閉店した後も、{s.name}は令和6年度とほぼ同程度を維持している。", level, False, "flat"),
    line(lambda s: f"予約受取ロッカーを駅前に置いたことで仕事帰りの方の利用が根付き、{s.name}も前年度より伸びております。", up, False, "up"),
    line(lambda s: f"図書館システムの更新作業のため2月に11日間休館したことから、{s.name}については前年度の実績に及ばなかった。", down, False, "up"),
    line(lambda s: f"委員ご指摘のとおり、{s.name}は前年度に比べて1割以上減っております。", lambda s: s.change / s.prev <= Decimal("-0.1"), False, "counts"),
    line(lambda s: f"移動図書館の巡回先を組み替えた効果もあってか、{s.name}は前年度比で1割を超える伸びを示した。", lambda s: s.change / s.prev > Decimal("0.1"), False, "counts"),
    line(lambda s: f"{s.name}は前年度より減ったが、その減り幅は2割に満たない。", lambda s: Decimal("-0.2") < s.change / s.prev < 0, False, "counts"),
    line(lambda s: f"令和6年度に{n(s, s.prev)}であった{s.name}は、本年度、{n(s, s.now)}となった。", always, True),
    line(lambda s: f"図書館年報（令和7年度版）によれば、{s.name}は{wide(n(s, s.now))}で、前年度に比し{wide(d(s, s.change))}の増である。", up, True),
    line(lambda s: f"{s.name}は{kanji(s.amount(s.now))}{s.unit}で、前年度の{kanji(s.amount(s.prev))}{s.unit}より減りました。寒い冬でしたが、春のご来館をお待ちしております。", down, True, "counts"),
    line(lambda s: f"2024年度の{n(s, s.prev)}から2025年度は{n(s, s.now)}へと、{s.name}は上向いた。", up, True, "up"),
    line(lambda s: f"読書バリアフリー法の趣旨を踏まえた資料の充実に努めるなかで、前年度と比べた{s.name}の増加率は{s.tenth(s.percent)}％だった。", up, True, "counts"),
    line(lambda s: f"担当メモ：{s.name}、前年比マイナス{s.tenth(s.percent)}％。要因は精査中。", down, True, "counts"),
    line(lambda s: f"開館日数が前年度より4日少なかったにもかかわらず、{s.name}は前年度を下回っていない。", lambda s: s.now >= s.prev, False, "up"),
    line(lambda s: f"{s.name}の数値が前年度から上がったとは言えない。", lambda s: s.now <= s.prev),
    line(lambda s: f"前年度の減少から一転して、{s.name}は増加となった。", lambda s: s.now > s.prev < s.actuals[2023]),
    line(lambda s: f"R6に伸びを見せた{s.name}であるが、R7は減少に転じた。", lambda s: s.now < s.prev > s.actuals[2023]),
    line(lambda s: f"令和6年度、令和7年度と続けて前の年度を上回っており、{s.name}は堅調である。", lambda s: s.now > s.prev > s.actuals[2023], False, "up"),
    line(lambda s: f"監査委員としては、{s.name}が二年続けて前年度を下回っている点を指摘しておきたい。", lambda s: s.now < s.prev < s.actuals[2023], False, "up"),
    line(lambda s: f"指標の動きを見ると、{s.name}は前年度よりも改善している。", better),
    line(lambda s: f"残念ながら、{s.name}の数値は前年度より悪化した。", worse),
    line(lambda s: f"分館の開館時間を見直した結果、{s.name}は{man(s.amount(s.now))}{s.unit}（前年度は{man(s.amount(s.prev))}{s.unit}）に増えた。", up, True, "counts"),
    line(lambda s: f"{s.name}については、R6が{n(s, s.prev)}、R7が{n(s, s.now)}で、{d(s, s.change)}下がった。", down, True),
    line(lambda s: f"前年度の{s.tenth(s.now / s.prev)}倍に当たる{s.amount(s.now)}{s.unit}、これが令和7年度の{s.name}である。", always, True, "counts"),
    line(lambda s: f"この2年の間に（R5→R7）{d(s, s.now - s.actuals[2023])}減っており、{s.name}については周知の仕方から考え直したい。", lambda s: s.now < s.actuals[2023], True),
    line(lambda s: f"昼間の講座を夜間にも広げるなど工夫を重ねたが、{s.name}は前年度を約{s.rounded(s.change)}{s.unit}下回る見劣りのする結果に終わった。", down, True, "counts"),
    # ---- % だけ
    line(lambda s: f"毎年11月に同じ方法で調べている{s.name}は{s.amount(s.now)}％となり、前年度から{s.amount(s.change)}ポイント上昇した。", up, True, "shares"),
    line(lambda s: f"{s.name}は{s.amount(s.change)}ポイント低下し、{s.amount(s.now)}％（前年度{s.amount(s.prev)}％）。", down, True, "shares"),
    line(lambda s: f"本年度の目標{s.amount(s.target)}％には{s.amount(s.gap)}ポイント足りず、{s.name}のさらなる向上が求められる。", under, True, "shares up"),
    line(lambda s: f"令和3年度の{s.amount(s.first)}％が令和7年度には{s.amount(s.now)}％となり、{s.name}は{s.amount(s.now - s.first)}ポイント高くなっている。", lambda s: s.now > s.first, True, "shares"),
    line(lambda s: f"令和7年度の{s.name}は8割に届いていない。", lambda s: s.now < 80, False, "shares"),
    line(lambda s: f"令和7年度の{s.name}は半数を超えている。", lambda s: s.now > 50, False, "shares"),
    line(lambda s: f"{s.name}は、前年度との差が上下いずれの向きにも2ポイントに満たなかった。", lambda s: abs(s.change) < 2, False, "shares flat"),
    line(lambda s: f"最終年度の目標{s.amount(s.final)}％に対して、{s.name}は現状{s.amount(s.now)}％であり、なお{s.amount(s.final - s.now)}ポイントの上積みが必要となる。", lambda s: s.now < s.final, True, "shares up"),
    # ---- 年度目標との比較
    line(lambda s: f"年次計画{s.amount(s.target)}{s.unit}に対して実績は{s.amount(s.now)}{s.unit}、差引{s.amount(s.gap)}{s.unit}の不足。", under, True, "counts"),
    line(lambda s: f"{s.name}は{n(s, s.now)}で、当年度の目標値（{n(s, s.target)}）をクリアしている。", reached, True),
    line(lambda s: f"{s.name}の達成率は{s.tenth(s.now / s.target * 100)}％で、目標とした水準に至っていない。", missed, True, "up"),
    line(lambda s: f"令和7年度の目標は{s.amount(s.target)}{s.unit}、{s.name}の実績はその{s.tenth(s.now / s.target)}倍である。", always, True, "counts"),
    line(lambda s: f"関係各課の協力を得ながら周知に努めた結果、{s.name}は本年度の計画値を超えることができた。", over, False, "up"),
    line(lambda s: f"計画に掲げた本年度の値を{s.amount(s.gap)}{s.unit}（{s.tenth(s.gap / s.target * 100)}％）超過しており、{s.name}は順調と評価する。", over, True, "counts"),
    line(lambda s: f"{s.name}については、令和7年度の目標を達成したとは言えず、要因の分析を急ぎたい。", missed),
    line(lambda s: f"目標には達しなかったものの、{s.name}の達成率は9割を上回っている。", lambda s: s.target * Decimal("0.9") < s.now < s.target, False, "up"),
    line(lambda s: f"{s.name}は目標の8割台にとどまっており、手立てを考え直す時期に来ている。", lambda s: s.target * Decimal("0.8") <= s.now < s.target * Decimal("0.9"), False, "counts"),
    line(lambda s: f"指標「{s.name}」：目標{wide(n(s, s.target))}、実績{wide(n(s, s.now))}、目標未達", missed, True),
    line(lambda s: f"市長からも評価をいただきましたとおり、{s.name}は目標を約{s.rounded(s.gap)}{s.unit}上回る成果を挙げました。", over, True, "counts"),
    line(lambda s: f"{s.name}は令和6年度には目標に達していたが、令和7年度は目標に届いていない。", lambda s: hit(s, 2024) and missed(s)),
    line(lambda s: f"令和6年度は目標未達に終わったが、令和7年度の{s.name}はその年度の目標を達成した。", lambda s: not hit(s, 2024) and reached(s)),
    line(lambda s: f"R6、R7と二か年続けて目標を達成できておらず、{s.name}に関する取組の再構築が必要である。", lambda s: not hit(s, 2024) and missed(s)),
    line(lambda s: f"計画期間に入ってからの5年間（令和3～7年度）のうち、{s.name}が目標を達成した年度は3回である。", lambda s: hits(s) == 3),
    line(lambda s: f"令和3年度から令和7年度までを通して見ると、{s.name}の目標に到達した年度の方が、到達しなかった年度より多い。", lambda s: hits(s) >= 3),
    line(lambda s: f"物価高で資料費の実質的な目減りが続くなか、{s.name}は目標（{n(s, s.target)}）を{d(s, s.gap)}下回った。", under, True, "up"),
    line(lambda s: f"未達成（目標{n(s, s.target)}→実績{n(s, s.now)}）。{s.name}は周知方法から改める。", missed, True),
    line(lambda s: f"目標に対して{s.tenth(s.now / s.target * 100)}％の出来であった{s.name}は、次の計画でも指標として残す方向で協議している。", always, True, "counts"),
    line(lambda s: f"お子さん連れの方に気兼ねなく過ごしていただける日を設けたところ、めざしていた{s.amount(s.target)}{s.unit}をこえて、{s.name}は{s.amount(s.now)}{s.unit}になりました！", over, True, "counts"),
    line(lambda s: f"計画値を割り込む結果となった{s.name}については、原因を館長会議で共有した。", under, False, "up"),
    # ---- 最終目標との比較
    line(lambda s: f"計画最終年度である令和8年度の目標を既に超えており、{s.name}については目標の引上げも視野に入れる。", lambda s: s.now > s.final, False, "up"),
    line(lambda s: f"{s.name}の令和8年度目標（{n(s, s.final)}）に対する到達度は{s.tenth(s.now / s.final * 100)}％である。", always, True, "counts"),
    line(lambda s: f"R8目標まで残り{s.amount(s.final - s.now)}{s.unit}。{s.name}は最終年度の追い込みが必要。", lambda s: s.now < s.final, True, "counts"),
    line(lambda s: f"単年度の目標は達成したが、令和8年度の最終目標値には{s.name}はまだ届かない。", lambda s: reached(s) and s.now < s.final, False, "up"),
    line(lambda s: f"あと1年を残す時点で、{s.name}は最終目標の{n(s, s.final)}を{d(s, s.now - s.final)}上回っている。", lambda s: s.now > s.final, True),
    line(lambda s: f"前年度から{s.amount(s.change)}{s.unit}増えた{s.name}であるが、令和8年度の最終目標までにはなお{s.amount(s.final - s.now)}{s.unit}の開きがある。", lambda s: up(s) and s.now < s.final, True, "counts"),
    line(lambda s: f"本計画が令和8年度に目指す水準の9割にも{s.name}は達していない。", lambda s: s.now < s.final * Decimal("0.9"), False, "counts"),
    # ---- さかのぼった比較
    line(lambda s: f"2年前（令和5年度）の{s.name}は{n(s, s.actuals[2023])}であったから、当年度はこれを{d(s, s.now - s.actuals[2023])}上回ったことになる。", lambda s: s.now > s.actuals[2023], True),
    line(lambda s: f"3年前の令和4年度と比べると、{s.name}は{s.tenth((s.now / s.actuals[2022] - 1) * 100)}％少ない。", lambda s: s.now < s.actuals[2022], True, "counts"),
    line(lambda s: f"感染症の拡大前に当たる令和元年度の水準に、令和7年度の{s.name}は届いていない。", lambda s: s.now < s.actuals[2019], False, "up"),
    line(lambda s: f"来館を控える動きが薄れ、{s.name}はコロナ禍前（2019年度、{n(s, s.actuals[2019])}）を上回っている。", lambda s: s.now > s.actuals[2019], True, "up"),
    line(lambda s: f"平成31年度（令和元年度）と対比すると、令和7年度の{s.name}はおよそ{s.tenth(s.now / s.actuals[2019])}倍に当たる。", always, True, "counts"),
    line(lambda s: f"計画初年度（R3）の{s.amount(s.first)}{s.unit}から4年間で{s.amount(s.now - s.first)}{s.unit}積み増し、{s.name}は{s.amount(s.now)}{s.unit}となった。", lambda s: s.now > s.first, True, "counts"),
    line(lambda s: f"令和3年度を100とした場合、令和7年度の{s.name}は{s.tenth(s.now / s.first * 100)}になる。", always, True, "counts"),
    line(lambda s: f"計画が始まった年度に比べ、当年度の{s.name}は低くなっている。", lambda s: s.now < s.first),
    line(lambda s: f"臨時休館が重なった令和2年度の{s.name}は{n(s, s.actuals[2020])}で、令和元年度より低かった。", lambda s: s.actuals[2020] < s.actuals[2019], True),
    line(lambda s: f"令和3年度に比べ1.3倍以上に拡大した{s.name}は、この計画の大きな成果と言ってよい。", lambda s: s.now >= s.first * Decimal("1.3"), False, "counts"),
    line(lambda s: f"{s.name}の推移：R5 {n(s, s.actuals[2023])}／R6 {n(s, s.prev)}／R7 {n(s, s.now)}", always, True),
    line(lambda s: f"令和4年度の{s.name}は{n(s, s.actuals[2022])}で、その年度の目標である{n(s, s.targets[2022])}を満たしていた。", lambda s: hit(s, 2022), True),
    # ---- 記録・順位・平均・合計
    line(lambda s: f"令和元年度以降の7年間で最も高い値を示した{s.name}について、担当から報告があった。", highest),
    line(lambda s: f"令和元年度から令和7年度までの間で{s.name}が最も低かったのは、令和7年度である。", lowest),
    line(lambda s: f"{s.name}は、令和元年度以降の最高値を塗り替えるには至らなかった。", lambda s: s.now < max(v for y, v in s.actuals.items() if y < YEAR)),
    line(lambda s: f"計画期間中の令和3年度から令和7年度までの5年度を並べたとき、{s.name}の多い方から2番目までに令和7年度が入る。", lambda s: rank(s, 2021) <= 2, False, "counts"),
    line(lambda s: f"{s.name}は、令和5年度と令和6年度のいずれの実績をも上回った。", lambda s: s.now > max(s.prev, s.actuals[2023])),
    line(lambda s: f"令和5年度、令和6年度、令和7年度の3か年のうち、{s.name}が最も低かったのは令和6年度である。", lambda s: s.prev < min(s.now, s.actuals[2023])),
    line(lambda s: f"令和4年度から令和7年度までの4年間に、{s.name}が前年度を下回ったことは2回あった。", lambda s: falls(s) == 2),
    line(lambda s: f"令和3年度からの5年間の{s.name}を足し合わせると{s.amount(total(s, 2021))}{s.unit}となる。", always, True, "counts"),
    line(lambda s: f"直近3か年（R5～R7）の{s.name}の平均は{s.amount(mean(s, 2023))}{s.unit}である。", always, True, "counts"),
    line(lambda s: f"当年度の{s.name}は、令和3年度から令和7年度までの平均より低い。", lambda s: s.now < mean(s, 2021)),
    line(lambda s: f"{s.amount(s.now)}{s.unit}という{s.name}を12で割ると、ひと月当たり{s.tenth(s.now / 12)}{s.unit}の計算になる。", always, True, "counts"),
    # ---- 二つのことを一文で
    line(lambda s: f"本年度の{s.name}は、前年度を超えはしたが、目標値には手が届かなかった。", lambda s: up(s) and missed(s), False, "up"),
    line(lambda s: f"目標こそ達成したが、前年度からは{s.amount(s.change)}{s.unit}減らしており、{s.name}の先行きは楽観できない。", lambda s: reached(s) and down(s), True, "counts"),
    line(lambda s: f"{s.name}は前年度比、目標比ともにマイナスであった。", lambda s: down(s) and under(s), False, "up"),
    line(lambda s: f"子ども読書活動推進計画との連動を図りつつ事業を進めたところ、実績値は{n(s, s.now)}と、目標値{n(s, s.target)}、前年度値{n(s, s.prev)}のいずれをも上回っており、{s.name}は着実に伸びていると考えられる。", lambda s: up(s) and over(s), True, "up"),
    line(lambda s: f"前年度と大差なく推移した{s.name}は、目標の達成にはつながらなかった。", lambda s: level(s) and missed(s), False, "flat"),
    line(lambda s: f"友の会からのお知らせです。図書館の{s.name}は約{s.rounded(s.now)}{s.unit}で、前の年度を上回ったそうです。", up, True, "counts"),
    # ---- English
    line(lambda s: f"In FY2025, {s.name} came to {en(s, s.now)}, up from {en(s, s.prev)} the year before.", up, True),
    line(lambda s: f"Despite longer opening hours, {s.name} fell short of the target for fiscal 2025.", missed, False, "up"),
    line(lambda s: f"The FY2025 target for {s.name} ({en(s, s.target)}) has been met.", reached, True),
    line(lambda s: f"{s.name}: down {s.tenth(s.percent)}% on the previous year, mainly because of building works.", down, True, "counts"),
    line(lambda s: f"Compared with FY2021, the first year of the plan, {s.name} has grown by {s.amount(s.now - s.first)}.", lambda s: s.now > s.first, True, "counts"),
    line(lambda s: f"{s.name} was higher in FY2025 than in any of the six preceding years.", highest),
    line(lambda s: f"{s.name} did not decline from FY2024 to FY2025.", lambda s: s.now >= s.prev),
    line(lambda s: f"About {s.rounded(s.final - s.now)} more are still needed to reach the FY2026 target for {s.name}.", lambda s: s.now < s.final, True, "counts"),
    line(lambda s: f"Thanks to the school liaison team, {s.name} exceeded this year's target by roughly {s.rounded(s.gap)}.", over, True, "counts"),
    line(lambda s: f"{s.name} dropped by {s.amount(s.change)} percentage points year on year.", down, True, "shares"),
)
# fmt: on
