"""A fifth set of sentences, written blind: without sight of the check's code, its page or its reference.

Their first score was found 0.935, right 0.866 and 26 of 1,800 true ones contradicted; 0.850 of those without a claim
were left alone. Then the code was made more general.

Where a word has no sharp edge (微増, 大幅減, ほぼ横ばい, 過去5年) the text picks the word that fits the size, so that
what is left to judge (the direction, the rank) follows exactly from the figures.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

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
from tests.plans.claims.situations import KANJI, WIDE, YEAR, Situation


def far(s: Situation, number: Decimal) -> Decimal:
    """A small number (a ratio, a percentage): in a lie by factors that no rounding brings back."""
    number = abs(number)
    return number * Decimal(s.random.choice(("0.45", "1.9"))) if s.lie else number


def tenth(s: Situation, number: Decimal) -> str:
    return f"{far(s, number).quantize(Decimal('0.1'), rounding=ROUND_HALF_UP):,}"


def percent(s: Situation) -> str:
    """The change to the year before in per cent, one place."""
    return tenth(s, s.percent)


def share(s: Situation) -> str:
    """The attainment in whole per cent."""
    return f"{far(s, s.now / s.target * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)}"


def wari(s: Situation) -> str:
    """The change in tenths, in kanji: 約二割, or 一割を超える where that would round too much."""
    tenths = abs(s.percent) / 10 + (4 if s.lie else 0)
    whole = tenths.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    if whole and abs(tenths - whole) < Decimal("0.33"):
        words = f"約{whole}割"
    else:
        words = f"{int(tenths)}割を超える" if tenths > 1 else "1割足らずの"
    return words.translate(KANJI)


def alone(s: Situation, number: Decimal) -> str:
    """An amount that is the only number of its sentence: small ones are bent as well as large ones."""
    if s.lie and abs(number) < 10:
        return f"{abs(number) * 2 + 1:.0f}"
    return s.amount(number)


def man(number: str) -> str:
    """A number with 万: 2万7,013."""
    value = int(number.replace(",", ""))
    if value < 10_000:
        return number
    rest = value % 10_000
    return f"{value // 10_000}万" + (f"{rest:,}" if rest else "")


def near(s: Situation) -> str:
    """The next roundish number above this year's, at most five per cent away; in a lie far above."""
    number = s.now * (Decimal("1.9") if s.lie else 1)
    step = max(Decimal(5).scaleb(number.adjusted() - 2), Decimal(1))
    up_to = (number / step).to_integral_value(rounding=ROUND_CEILING) * step
    return f"{up_to + (step if up_to == number else 0):,f}"


def passed(s: Situation) -> str:
    """A roundish number just below this year's; in a lie far above."""
    number = s.now * (Decimal("1.5") if s.lie else 1)
    step = max(Decimal(5).scaleb(number.adjusted() - 2), Decimal(1))
    down_to = (number / step).to_integral_value(rounding=ROUND_FLOOR) * step
    return f"{down_to - (step if down_to == number else 0):,f}"


def degree(s: Situation, slight: str, plain: str, strong: str) -> str:
    size = abs(s.percent)
    return slight if size < 9 else strong if size >= 15 else plain


def best_of_five(s: Situation) -> bool:
    return s.now > max(value for year, value in s.actuals.items() if 2021 <= year < YEAR)


def five(s: Situation) -> str:
    """過去5年, unless it matters whether this year is one of the five."""
    return "過去5年" if (s.now > s.actuals[2020]) is best_of_five(s) else "令和3年度以降の5年間"


def change_since(s: Situation, year: int) -> Decimal:
    return (s.now - s.actuals[year]) / s.actuals[year] * 100


def falls_before(s: Situation) -> int:
    """How many years on end it had fallen up to the year before."""
    year = YEAR - 1
    while year - 1 in s.actuals and s.actuals[year] < s.actuals[year - 1]:
        year -= 1
    return YEAR - 1 - year


def flat(year: int) -> Callable[[Situation], bool]:
    return lambda s: abs(change_since(s, year)) <= 2


def flat_words(s: Situation, year: int, words: str) -> str:
    """The words for no change; in the grey zone 2–7% a plain untruth: the same number."""
    return "全く同じ値であった" if 2 < abs(change_since(s, year)) < 7 else words


# fmt: off
FIFTH = (
    # noun endings, lists, parentheses
    line(lambda s: f"{s.name}、前年度比{alone(s, s.change)}{s.unit}増。", up, True, "counts"),
    line(lambda s: f"{s.name}は{s.amount(s.now)}{s.unit}（昨年度実績{s.amount(s.prev)}{s.unit}）と減。", down, True),
    line(lambda s: f"対前年比{percent(s)}％のマイナス。", down, True, "counts"),
    line(lambda s: f"{s.name}の目標値比は{tenth(s, s.now / s.target * 100)}％。", lambda _s: True, True, "counts"),
    line(lambda s: f"・{s.name}は目標に到達せず。", missed),
    line(lambda s: f"○{s.name}　{s.amount(s.now)}{s.unit}（前年度{s.amount(s.prev)}{s.unit}、{s.amount(s.change)}{s.unit}増）", up, True, "counts"),
    line(lambda s: f"{s.name}は{s.amount(s.now)}{s.unit}（達成率{share(s)}％）で、目標の{s.amount(s.target)}{s.unit}を超過。", over, True, "counts"),
    line(lambda s: f"{s.name}（目標：{s.amount(s.target)}{s.unit}以上）は{s.amount(s.now)}{s.unit}で、未達成となっている。", under, True, "up"),
    line(lambda s: f"{s.name}　{s.amount(s.now)}{s.unit}（前年度比▲{s.amount(s.change)}{s.unit}）", down, True, "counts"),
    line(lambda s: f"{s.name}は{s.amount(s.now)}{s.unit}（前年度比＋{percent(s)}％）だった。", up, True, "counts"),
    line(lambda s: f"{s.name}は前年度比{percent(s)}％の伸び。", up, True, "counts"),
    line(lambda s: f"{s.name}は前年度実績から{degree(s, '微減', '減少', '大幅減')}。", down),
    # polite
    line(lambda s: f"{s.name}につきましては、昨年度実績の{s.amount(s.prev)}{s.unit}を超え、{s.amount(s.now)}{s.unit}となりました。", up, True),
    line(lambda s: f"{s.name}は前年度に比べて{alone(s, s.change)}{s.unit}減っており、来年度は広報の時期を早めます。", down, True, "counts"),
    line(lambda s: f"{s.name}は、昨年度の数字に届きませんでした。", down, False, "up"),
    line(lambda s: f"目標の{s.amount(s.target)}{s.unit}を達成することはかないませんでした（実績は{s.amount(s.now)}{s.unit}）。", missed, True),
    line(lambda s: f"{s.name}は、この７年間（令和元年度から令和７年度まで）で最も多くなりました。", highest, False, "counts"),
    line(lambda s: f"昨年度と比べますと、{s.name}は{degree(s, '微増', '増加', '大幅増')}となりました。", up),
    line(lambda s: f"達成率でみますと{share(s)}％でした。", lambda _s: True, True, "counts"),
    # long ones, with the reason before or after
    line(lambda s: f"空調設備の更新工事に伴い、中央館を３か月にわたり休館した影響が大きく、{s.name}は前年度の{s.amount(s.prev)}{s.unit}に対し{s.amount(s.now)}{s.unit}と落ち込む結果となった。", down, True),
    line(lambda s: f"{s.name}が前年度を約{s.rounded(s.change) if abs(s.change) >= 10 else alone(s, s.change)}{s.unit}上回ったのは、駅前に返却ポストを置き、通勤の途中でも立ち寄りやすくしたことによるものと考えられる。", up, True, "counts"),
    line(lambda s: f"夏休みの自由研究の相談会を各館で開くなど、子ども向けの事業に力を注いだこともあって、{s.name}は昨年度より{percent(s)}％多い{s.amount(s.now)}{s.unit}に達した。", up, True, "counts"),
    line(lambda s: f"{s.name}については、物価高により資料費が限られたことなどから、目標の約{share(s)}％にとどまっている。", under, True, "counts"),
    line(lambda s: f"台風で行事を中止した日もあり、{s.name}は目標に対して{alone(s, s.gap)}{s.unit}の不足となった。", under, True, "counts"),
    line(lambda s: f"{s.name}が目標を上回った主な要因は、団体への声かけを早い時期に始めたことである。", over),
    line(lambda s: f"{s.name}は{s.amount(s.now)}{s.unit}であり、これは前年度を{s.amount(s.change)}{s.unit}下回る数字である。", down, True, "counts"),
    line(lambda s: f"{s.name}は、目標とする水準を満たしており、現行の進め方が有効であったと評価する。", reached),
    # two clauses
    line(lambda s: f"{s.name}は、目標こそ達成したが、前年度には及ばなかった。", lambda s: reached(s) and down(s), False, "up"),
    line(lambda s: f"{s.name}は前年度を上回った一方、目標値の{s.amount(s.target)}{s.unit}には{s.amount(s.gap)}{s.unit}足りなかった。", lambda s: up(s) and under(s), True, "counts"),
    line(lambda s: f"{s.name}は、前年度比、目標比ともにプラスとなった。", lambda s: up(s) and over(s)),
    line(lambda s: f"前年度からは増えたが、コロナ禍前（令和元年度）の{s.amount(s.actuals[2019])}{s.unit}には戻っていない。", lambda s: up(s) and s.now < s.actuals[2019], True, "up"),
    line(lambda s: f"{s.name}は昨年度より減ったとはいえ、初年度の令和３年度に比べればなお多い。", lambda s: down(s) and s.now > s.first, False, "counts"),
    line(lambda s: f"{s.name}は、昨年度は目標を達成したが、今年度は達成できなかった。", lambda s: s.prev >= s.targets[2024] and missed(s), False, "up"),
    # the same period of the year before, negations
    line(lambda s: f"年度末時点の{s.name}は、前年同期と比べて増えている。", up),
    line(lambda s: f"{s.name}は通年で前年同期比{percent(s)}％減。", down, True, "counts"),
    line(lambda s: f"{s.name}は、昨年度を上回るには至らなかった。", lambda s: not up(s)),
    line(lambda s: f"{s.name}が昨年度の水準を下回ることはなかった。", lambda s: not down(s)),
    # times, tenths, thresholds
    line(lambda s: f"{s.name}は令和元年度の２倍以上に増え、{s.amount(s.now)}{s.unit}となった。", lambda s: s.now >= 2 * s.actuals[2019], True, "counts"),
    line(lambda s: f"{s.name}は、計画初年度である令和三年度の八割を割り込んだ。", lambda s: s.now < s.first * Decimal("0.8"), False, "counts"),
    line(lambda s: f"{s.name}は前年度の{wari(s)}増と好調だった。", up, True, "counts"),
    line(lambda s: f"{s.name}は、前年度から２割を超える伸びとなった。", lambda s: s.percent > 20, False, "counts"),
    line(lambda s: f"{s.name}は目標ラインの{s.amount(s.target)}{s.unit}を割り込み、{s.amount(s.now)}{s.unit}で年度を終えた。", under, True, "up"),
    line(lambda s: f"{s.name}は{near(s)}{s.unit}に迫る{s.amount(s.now)}{s.unit}だった。", lambda _s: True, True, "counts"),
    line(lambda s: f"{s.name}は{man(passed(s))}{s.unit}を超えている。", lambda _s: True, True, "counts"),
    line(lambda s: f"{s.name}は目標を{tenth(s, s.gap / s.target * 100)}％上回りました。", over, True, "counts"),
    # years on end, records
    line(lambda s: f"{s.name}は令和５年度から３年連続で前年度を下回った。", falling(3)),
    line(lambda s: f"{s.name}は令和四年度から四年連続の伸びである。", rising(4)),
    line(lambda s: f"{s.name}は、{str(max(falls_before(s), 2)).translate(WIDE)}年続いた減少に歯止めがかかり、増加に転じました。", lambda s: up(s) and falls_before(s) >= 2),
    line(lambda s: f"{s.name}の目標達成は、令和5年度から3年連続となる。", lambda s: all(s.actuals[y] >= s.targets[y] for y in (2023, 2024, 2025)), False, "up"),
    line(lambda s: f"{s.name}は{five(s)}で最多の{s.amount(s.now)}{s.unit}を数えた。", best_of_five, True, "counts"),
    line(lambda s: f"{s.name}は、令和元年度以降で最少の{s.amount(s.now)}{s.unit}まで減った。", lowest, True, "counts"),
    line(lambda s: f"計画期間中、{s.name}は令和５年度をピークに減少が続いている。", lambda s: falling(2)(s) and s.actuals[2023] > max(s.actuals[2021], s.actuals[2022])),
    # no change
    line(lambda s: f"{s.name}は、前年度と{flat_words(s, YEAR - 1, '比べほぼ横ばいで推移した')}。", flat(YEAR - 1)),
    line(lambda s: f"{s.name}は２年前の令和５年度と{flat_words(s, YEAR - 2, '比べ、ほとんど変わっていない')}。", flat(YEAR - 2)),
    # other writings of years and numbers, the last year's target
    line(lambda s: f"{s.name}は{s.amount(s.now).translate(WIDE)}{s.unit}で、対前年度{s.amount(s.change).translate(WIDE)}{s.unit}増となった。", up, True, "counts"),
    line(lambda s: f"Ｒ７年度の{s.name}は{man(s.amount(s.now))}{s.unit}となり、Ｒ６年度の{man(s.amount(s.prev))}{s.unit}から減少しました。", down, True, "counts"),
    line(lambda s: f"平成31（令和元）年度に{s.amount(s.actuals[2019])}{s.unit}であった{s.name}は、2025年度には{s.amount(s.now)}{s.unit}まで増えている。", lambda s: s.now > s.actuals[2019], True),
    line(lambda s: f"{s.name}は{s.amount(s.now)}{s.unit}で、令和８年度の目標{s.amount(s.final)}{s.unit}まであと{s.amount(s.final - s.now)}{s.unit}となった。", lambda s: s.now < s.final, True, "counts"),
    # shares
    line(lambda s: f"{s.name}は{s.amount(s.now)}％と、昨年度の結果を{s.amount(s.change)}ポイント下回りました。", down, True, "shares"),
    line(lambda s: f"アンケートでは、{s.name}が前年度の{s.amount(s.prev)}％から{s.amount(s.now)}％へと上がった。", up, True, "shares"),
)

#: Sentences that claim nothing about a figure.
SILENT_FIFTH = (
    "前年度を上回る参加が得られるよう、周知の時期を早めます。", "来年度は開架の棚を組み替え、新着の本を手に取りやすくする。",
    "貸出は１人10冊まで、期間は15日間である。", "開館時間は午前９時から午後７時まで（土日・祝日は午後５時まで）。",
    "「学習席を増やしてほしい」との要望が寄せられた。", "目標値は、令和２年度の調査結果をもとに設定している。",
    "達成率は、実績を目標で割って算出する。", "定員に達した場合は、受付を締め切ることがあります。",
    "電子図書の点数を３年かけて倍増させる方針である。", "前年同期と比較できるよう、集計の方法を改めた。",
    "昨年度から引き続き、市内の全小学校に図書館だよりを届けている。", "製本の講習会を３回開き、職員の技術の継承を図った。",
    "大雨の予報が出たため、屋外での催しを取りやめた。", "利用が減る冬の時期に合わせた企画を、市民とともに考えていきたい。",
    "本の福袋は、司書が選んだ３冊を組み合わせたものです。", "図書館から遠い地区には、移動図書館車が月に２回巡回する。",
    "指定管理者の更新に当たり、業務の引継ぎを行った。", "蔵書の点検のため、２月に５日間休館した。",
    "目標を下回った場合は、翌年度の計画を見直すものとする。", "点字図書館と協力し、録音図書の作り方を学ぶ研修を実施",
    "市制70周年を記念し、郷土の作家を紹介する冊子を作成しました。", "高校生が選んだ本を紹介する棚を、入口の正面に設けた。",
    "達成に至るまでの課題を洗い出し、協議会に諮る予定である。", "予約した資料は、連絡した日から７日間取り置きます。",
    "新刊を早く読みたいという声にどう応えるかが課題である。", "返却の遅れを減らすため、期限の３日前にメールを送る仕組みを導入した。",
    "計画の最終年度に向け、各館の役割を改めて整理する。", "外国にルーツのある子どもと保護者に向け、６か国語の利用案内を配布した。",
    "前年度の反省から、申込みの窓口を一つにまとめた。", "雑誌スポンサー制度の案内を商店会に送った。",
    "寄贈の受入れに当たっては、収集の基準に照らして判断する。", "閉架書庫の資料は、カウンターでお申し込みください。",
    "職員数に限りがあるため、訪問先は年度ごとに替えている。", "数値だけでは測れない効果についても、聞き取りにより把握していく。",
    "公民館の建替えに合わせ、分館の在り方を令和９年度までに決める。", "館内での飲み物は、ふた付きの容器に限り認めている。",
    "乳幼児健診の会場で絵本を手渡し、読み聞かせの大切さを伝えた。", "地域の歴史を語る古い写真の提供を、広報紙で呼びかけた。",
    "増加と減少のいずれの場合も、理由を所定の欄に記入すること。", "不読の児童生徒を減らすことを、次期計画の柱の一つとしたい。",
)
# fmt: on
