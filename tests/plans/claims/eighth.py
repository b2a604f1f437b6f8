"""An eighth set, written blind in the voices of six officers: none of the claim code was read for it.

Its first score was found 0.80, right 0.787 and 37 of 1,500 true ones contradicted; when the code had been mended by
the fifth set and before it was mended by this one, 0.84, 0.863 and 8.
"""

from __future__ import annotations

from decimal import Decimal

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
from tests.plans.claims.situations import WIDE, YEAR, Situation


def hit(s: Situation, year: int) -> bool:
    if s.direction.value == "up":
        return s.actuals[year] >= s.targets[year]
    return s.actuals[year] <= s.targets[year]


def grew(s: Situation, year: int) -> bool:
    return s.actuals[year] > s.actuals[year - 1]


def second_most(s: Situation) -> bool:
    before = [value for year, value in s.actuals.items() if year < YEAR]
    return sum(value > s.now for value in before) == 1 and s.now not in before


def mean(s: Situation) -> Decimal:
    return sum((s.actuals[year] for year in range(2020, 2025)), Decimal(0)) / 5


def decade(value: Decimal) -> int:
    return int(value // 10 * 10)


def always(_s: Situation) -> bool:
    return True


# fmt: off
EIGHTH = (
    # 1: terse, notes
    line(lambda s: f"{s.name}、R6→R7で{s.amount(s.change)}{s.unit}増。", up, True, "counts"),
    line(lambda s: f"{s.name}：{s.amount(s.now)}{s.unit}。前年度比▲{s.amount(s.change)}{s.unit}。", down, True, "counts"),
    line(lambda s: f"{s.name}、目標比＋{s.amount(s.gap)}{s.unit}。", over, True, "counts"),
    line(lambda s: f"{s.name}は前年割れ。", down),
    line(lambda s: f"{s.name}、目標クリアならず。", missed),
    line(lambda s: f"目標{s.amount(s.target)}{s.unit}のところ{s.amount(s.now)}{s.unit}、未達。", missed, True),
    line(lambda s: f"・{s.name}　{s.amount(s.prev)}{s.unit}→{s.amount(s.now)}{s.unit}（増）", up, True),
    line(lambda s: f"{s.name}、２年ぶりのプラス。", lambda s: up(s) and not grew(s, 2024) and grew(s, 2023)),
    line(lambda s: f"{s.name}、最終目標まで残り{s.amount(s.final - s.now)}{s.unit}。", lambda s: s.now < s.final, True, "counts-up"),
    # 2: polite
    line(lambda s: f"皆さまのご協力により、{s.name}は昨年度より{s.amount(s.change)}{s.unit}も多くなりました。", up, True, "counts"),
    line(lambda s: f"誠に申し訳ございませんが、{s.name}は目標の{s.amount(s.target)}{s.unit}に{s.amount(s.gap)}{s.unit}足りませんでした。", under, True, "counts-up"),
    line(lambda s: f"{s.name}は、お示ししておりました目標を無事に達成いたしました。", reached),
    line(lambda s: f"{s.name}は前年度から減ってはおりません。", lambda s: not down(s)),
    line(lambda s: f"{s.name}は、昨年度と比べますと{s.tenth(s.percent)}％ほど少なくなっております。", down, True, "counts"),
    line(lambda s: f"{s.name}は、コロナ禍前に当たる令和元年度の{s.amount(s.actuals[2019])}{s.unit}をまだ下回っております。", lambda s: s.now < s.actuals[2019], True, "up"),
    line(lambda s: f"{s.name}が令和３年度の計画開始以来、最も高い値となりましたことをご報告いたします。", lambda s: s.now > max(s.actuals[year] for year in range(2021, YEAR))),
    # 3: reasons first
    line(lambda s: f"夏休みの催しを二部制にしたため、{s.name}は前年度の{s.tenth(s.now / s.prev)}倍に増えた。", up, True, "counts"),
    line(lambda s: f"大雨による臨時休館が重なったことから、{s.name}は計画値を{s.tenth(s.gap / s.target * 100)}％下回った。", under, True, "counts"),
    line(lambda s: f"工事で駐車場を使えない中ではあったが、{s.name}は前年度を下回らずに済んだ。", lambda s: not down(s), False, "up"),
    line(lambda s: f"案内状を送る時期を早めたところ、{s.name}は{s.amount(s.now)}{s.unit}と、目標の{s.tenth(s.now / s.target)}倍であった。", always, True, "counts"),
    line(lambda s: f"貸出機の故障があったにもかかわらず、{s.name}は過去のどの年度よりも多かった。", highest, False, "counts"),
    line(lambda s: f"周知が行き届かず、令和６年度の増加から一転し、{s.name}は令和７年度には減った。", lambda s: down(s) and grew(s, 2024)),
    line(lambda s: f"司書の配置を厚くしたことで相談しやすくなり、{s.name}は前年度から{s.amount(s.change)}{s.unit}の上積みとなった。", up, True, "counts"),
    # 4: for the council
    line(lambda s: f"{s.name}については、議会でもご指摘をいただいたところでありますが、本年度は目標値を{s.amount(s.gap)}{s.unit}上回る{s.amount(s.now)}{s.unit}を確保いたしました。", over, True, "counts-up"),
    line(lambda s: f"{s.name}は{s.amount(s.now)}{s.unit}と、令和８年度の目標である{s.amount(s.final)}{s.unit}に既に達しているところであります。", lambda s: s.now >= s.final, True, "up"),
    line(lambda s: f"{s.name}の目標達成は２年ぶりのこととなります。", lambda s: reached(s) and not hit(s, 2024) and hit(s, 2023)),
    line(lambda s: f"{s.name}は、令和５年度以降、一度も前年度を下回っておりません。", lambda s: all(s.actuals[year] >= s.actuals[year - 1] for year in (2023, 2024, 2025))),
    line(lambda s: f"{s.name}は、最終目標である{s.amount(s.final)}{s.unit}の{s.tenth(s.now / s.final * 100)}％の水準にあります。", always, True, "counts"),
    line(lambda s: f"令和６年度に引き続き、{s.name}は本年度も目標を達成できておりません。", lambda s: missed(s) and not hit(s, 2024)),
    line(lambda s: f"{s.name}が年度目標を下回る水準にとどまっておりますことを、重く受け止めております。", under, False, "up"),
    line(lambda s: f"{s.name}は前年度より{s.amount(s.change)}{s.unit}減り、目標にも{s.amount(s.gap)}{s.unit}足りておりません。", lambda s: down(s) and under(s), True, "counts-up"),
    # 5: several years
    line(lambda s: f"{s.name}の推移をみると、令和５年度{s.amount(s.actuals[2023])}{s.unit}、令和６年度{s.amount(s.prev)}{s.unit}、令和７年度{s.amount(s.now)}{s.unit}と、２年続けて減っている。", falling(2), True),
    line(lambda s: f"{s.name}は、令和元年度以降の７年間で２番目に多い。", second_most, False, "counts"),
    line(lambda s: f"過去５年（令和２年度から令和６年度まで）の平均{s.amount(mean(s))}{s.unit}を、{s.name}は上回った。", lambda s: s.now > mean(s), True, "counts"),
    line(lambda s: f"{s.name}は、令和３年度からの４年間で{s.amount(s.now - s.first).translate(WIDE)}{s.unit}増えた計算になる。", lambda s: s.now > s.first, True, "counts"),
    line(lambda s: f"{s.name}は令和５年度にいったん落ち込んだが、その後は２年続けて前年度を超えている。", lambda s: s.actuals[2023] < s.actuals[2022] and rising(2)(s)),
    line(lambda s: f"計画期間のうち、{s.name}が年度の目標に届いたのは令和７年度のみである。", lambda s: reached(s) and not any(hit(s, year) for year in range(2021, YEAR)), False, "up"),
    line(lambda s: f"{s.name}は、令和３年度の水準になお{s.amount(s.first - s.now)}{s.unit}届いていない。", lambda s: s.now < s.first, True, "counts-up"),
    line(lambda s: f"令和３年度から令和７年度まで、{s.name}は年平均で{s.amount((s.now - s.first) / 4)}{s.unit}増えている。", lambda s: s.now > s.first, True, "counts"),
    line(lambda s: f"{s.name}は前々年度を{s.amount(s.now - s.actuals[2023])}{s.unit}上回ったが、前年度には及ばなかった。", lambda s: s.now > s.actuals[2023] and down(s), True, "counts"),
    line(lambda s: f"３年ぶりに{s.name}が前年度を上回った。", lambda s: up(s) and not grew(s, 2024) and not grew(s, 2023) and grew(s, 2022)),
    line(lambda s: f"{s.name}の増加は２年連続だが、増え幅は前年度より小さい。", lambda s: rising(2)(s) and s.change < s.prev - s.actuals[2023]),
    # 6: percentages and ratios
    line(lambda s: f"{s.name}は、令和３年度を100とすると{s.tenth(s.now / s.first * 100)}に当たる。", always, True, "counts"),
    line(lambda s: f"{s.name}の対前年度伸び率はマイナス{s.tenth(s.percent).translate(WIDE)}％である。", down, True, "counts"),
    line(lambda s: f"{s.name}の目標に対する充足率は{s.tenth(s.now / s.target * 100)}％と、100％を割っている。", under, True, "counts-up"),
    line(lambda s: f"{s.name}は目標の{s.amount(s.target)}％を{s.amount(s.gap)}ポイント超えた。", over, True, "shares"),
    line(lambda s: f"{s.name}の増加率は{s.tenth(s.percent)}％であり、１割を上回った。", lambda s: s.percent > 10, True, "counts"),
    line(lambda s: f"{s.name}は、前年度に比して{s.tenth(s.now / s.prev)}倍、目標に対して{s.tenth(s.now / s.target)}倍である。", always, True, "counts"),
    line(lambda s: f"{s.name}は前年度に引き続き{decade(s.now)}％台を保った。", lambda s: decade(s.now) == decade(s.prev), False, "shares"),
    line(lambda s: f"{s.name}の前年度からの下げ幅は{s.amount(s.change)}ポイントであった。", lambda s: not up(s), True, "shares"),
)

SILENT_EIGHTH = (
    # 1
    "返却ポストの設置場所、関係課と調整中。", "前年度アンケートの自由記述を整理。", "目標設定の考え方は資料３参照。",
    "来館者増に向け、開館時間の延長を検討。", "R8に向けて要綱案を作成。",
    # 2
    "ご寄贈いただきました資料は、郷土資料室でご覧いただけます。", "前年度にいただいたご要望を受けまして、書架の表示を大きくいたしました。",
    "今後とも、多くの方にお越しいただけるよう努めてまいります。", "ご不便をおかけしましたことを、おわび申し上げます。",
    "より高い目標を掲げ、職員一同取り組んでまいります。",
    # 3
    "紙の利用者カードを持ち歩かない方もいることから、スマートフォンでの提示に対応した。", "目標を下回るおそれがある場合は、年度の途中で手立てを講じる。",
    "書庫が手狭なため、保存の基準について各館の意見を聞いた。", "字の小さい本は読みにくいとの声を受け、大活字本の棚を入口の近くに移した。",
    "予約の待ち時間を減らすため、配送の経路を組み替えた。",
    # 4
    "詳細につきましては、協議会の議事録をご覧ください。", "本計画は、令和３年度から令和８年度までの６年間を計画期間としております。",
    "目標を上回る成果を上げるべく、関係機関と力を合わせてまいる所存であります。", "指定管理者の選定に当たっては、公募によることといたしました。",
    "次期計画の策定に当たり、市民の意見を募る予定でございます。",
    # 5
    "令和３年度に始めた配本は、令和７年度も同じ曜日に行った。", "過去３年間の記録を見直し、点検の手順を定めた。",
    "令和元年度に作成した手引きを改訂した。", "平成30年度から毎年、秋の読書週間に合わせて講演会を開いている。",
    "前年度と同様に、夏休みの宿題相談を行った。",
    # 6
    "割合の算出に当たっては、無回答を除いている。", "目標を100％達成できるよう、毎月の数値を各館で共有する。",
    "不読率の低下を目指し、朝読書の時間に司書が出向いた。", "２割増を見込んで席を用意することも考えられる。",
    "前年度比は、小数点以下第２位を四捨五入して表す。",
)
# fmt: on
