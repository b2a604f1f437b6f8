"""Sentences written without sight of the code that judges them: twenty-third set."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

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
from yuinowa.plans.domain.kinds import Direction

# ------------------------------------------------------------------ how numbers are written


def u(s: Situation) -> str:
    """The unit of a difference."""
    return "ポイント" if s.unit == "%" else s.unit


def v(s: Situation, number: Decimal) -> str:
    """A value with its unit."""
    return f"{s.amount(number)}{s.unit}"


def d(s: Situation, number: Decimal) -> str:
    """A difference with its unit."""
    return f"{s.amount(number)}{u(s)}"


def ev(s: Situation, number: Decimal) -> str:
    """A value in an English sentence."""
    return s.amount(number) + ("%" if s.unit == "%" else "")


def ed(s: Situation, number: Decimal) -> str:
    """A difference in an English sentence."""
    return s.amount(number) + (" percentage points" if s.unit == "%" else "")


def wide(text: str) -> str:
    return text.translate(WIDE)


def kanji(text: str) -> str:
    return text.replace(",", "").translate(KANJI)


def man(text: str) -> str:
    """34,000 as 3万4千."""
    whole = int(text.replace(",", ""))
    if whole < 10_000:
        return f"{whole:,}"
    high, low = divmod(whole, 10_000)
    if not low:
        return f"{high}万"
    return f"{high}万{low // 1000}千" if low % 1000 == 0 else f"{high}万{low:,}"


def count(s: Situation, number: int) -> str:
    """A small count (of years), bent in a lie."""
    return str(int(s.bent(Decimal(number)).quantize(Decimal(1), rounding=ROUND_HALF_UP)))


def sign(number: Decimal) -> str:
    return "＋" if number >= 0 else "▲"


def era(year: int) -> str:
    return "令和元年度" if year == 2019 else f"令和{year - 2018}年度"


def threshold(s: Situation) -> str:
    """A round number near last year's figure (not bent: 超 would stay true of a smaller one)."""
    return f"{limit(s):,f}"


def limit(s: Situation) -> Decimal:
    near = s.prev * Decimal("1.05")
    return near.quantize(Decimal(1).scaleb(near.adjusted() - 1), rounding=ROUND_HALF_UP)


# ------------------------------------------------------------------ truths


def met(s: Situation, year: int, goal: int | None = None) -> bool:
    """The figure of a year reached the target of that year (or of another)."""
    value, target = s.actuals[year], s.targets[goal or year]
    return value >= target if s.direction is Direction.UP else value <= target


def done(s: Situation) -> bool:
    """The final target is reached already."""
    return met(s, YEAR, 2026)


def better(s: Situation) -> bool:
    return up(s) if s.direction is Direction.UP else down(s)


def flat(s: Situation) -> bool:
    return abs(s.percent) <= 2


def always(_s: Situation) -> bool:
    return True


def total(s: Situation, first: int, last: int) -> Decimal:
    return sum((s.actuals[year] for year in range(first, last + 1)), Decimal(0))


def mean(s: Situation, first: int, last: int) -> Decimal:
    return total(s, first, last) / (last - first + 1)


def since(s: Situation, year: int) -> Decimal:
    return s.now - s.actuals[year]


# fmt: off
TWENTY_THIRD = (
    # ---------------------------------------------------------------- 前年度との比較
    line(lambda s: f"空調の更新工事で中央館を六週間閉めたことが響き、{s.name}は{v(s, s.now)}と、令和6年度の{v(s, s.prev)}を割り込んだ。", down, True, "up"),
    line(lambda s: f"{s.name}　R6：{v(s, s.prev)}　→　R7：{v(s, s.now)}", always, True),
    line(lambda s: f"移動図書館の巡回先を三か所入れ替えた効果が秋以降に現れ、一年前よりも{s.name}が{d(s, s.change)}多い結果となった。", up, True, "counts"),
    line(lambda s: f"（主な数値）{s.name} {v(s, s.now)}【対前年度 △{d(s, s.change)}】", down, True),
    line(lambda s: f"{s.name}は対前年度比{s.tenth(s.now / s.prev * 100)}％で、館別の内訳は巻末の別表に掲げた。", always, True, "counts"),
    line(lambda s: f"臨時休館の日数を割り引いて考えても、{s.name}が前の年度に及ばなかったことは率直に受け止めたい。", down, False, "up"),
    line(lambda s: f"みなさまに支えられ、{s.name}は前の年度を超える{v(s, s.now)}となりました。", up, True, "up"),
    line(lambda s: f"お尋ねの件でございますが、{s.name}は令和六年度が{v(s, s.prev)}、令和七年度が{v(s, s.now)}でありまして、差引き{d(s, s.change)}のプラスでございます。", up, True),
    line(lambda s: f"監査対象年度（令和7年度）における{s.name}は前年度を{s.tenth(s.percent)}％下回っており、要因の分析がなお十分とは言い難い。", down, True, "counts"),
    line(lambda s: f"{s.name}　{v(s, s.now)}　前年度{v(s, s.prev)}　増減率{sign(s.change)}{s.tenth(s.percent)}％", always, True, "counts"),
    line(lambda s: f"猛暑で出足の鈍さを心配したが、年間を通してみれば{s.name}は昨年度とほとんど変わらない。", flat, False, "flat"),
    line(lambda s: f"{s.name}については、前年度との増減率がプラスマイナス2％以内に収まっており、特段の動きはなかったものと見ている。", flat, False, "counts flat"),
    line(lambda s: f"図書費が削られるなかにあっても、{s.name}が前年度から落ち込むことはなかった。", lambda s: s.now >= s.prev, False, "up"),
    line(lambda s: f"電算システムの入替えで十日あまり休館したため、{s.name}の前年度からの増え幅は{d(s, s.change)}にとどまった。", up, True, "up"),
    line(lambda s: f"冬の催しを一つ取りやめたことなどから、{s.name}は前年度の{s.tenth(s.now / s.prev * 10)}割まで落ちた。", down, True, "counts"),
    line(lambda s: f"{s.name}は令和6年度に引き続き、令和7年度も前年度を上回った。", rising(2)),
    line(lambda s: f"令和6年度はいったん前年度割れとなったが、令和7年度の{s.name}は再び増加に転じている。", lambda s: up(s) and s.prev < s.actuals[2023]),
    line(lambda s: f"伸びの幅でみると、{s.name}は令和6年度が{d(s, s.prev - s.actuals[2023])}増、令和7年度が{d(s, s.change)}増であり、二年続きのプラスで、しかも拡大している。", lambda s: s.change > s.prev - s.actuals[2023] > 0, True),
    line(lambda s: f"決して楽観はしておりませんが、{s.name}が前年度より減っているのではないかとの御指摘は当たりません。", lambda s: s.now >= s.prev),
    line(lambda s: f"駅前に予約受取ロッカーを置いた年であるが、{s.name}を前年度と比べるとマイナスであり、効果が数字に表れるのはこれからと考える。", down, False, "up"),
    line(lambda s: f"台風による臨時休館が四日に及んだが、それでも{s.name}は前年度を約{s.rounded(s.change)}{u(s)}上回った。", up, True, "up"),
    line(lambda s: f"Ｒ７年度の{s.name}は{wide(v(s, s.now))}で、前年度差は＋{wide(d(s, s.change))}である。", up, True),
    line(lambda s: f"{s.name}は{kanji(s.amount(s.now))}{s.unit}で、前年度の{kanji(s.amount(s.prev))}{s.unit}より少なかった。", down, True, "counts"),
    line(lambda s: f"{s.name}が前年度に比べ{man(s.rounded(s.change))}{s.unit}ほど少なくなったのは、長年使っていただいた大口の団体が活動を終えたことによる。", down, True, "counts"),
    line(lambda s: f"前年度を1とすると、令和7年度の{s.name}は{s.tenth(s.now / s.prev)}に相当する。", always, True, "counts"),
    line(lambda s: f"前年度と同程度の{s.name}を保ったものの、本年度の目標には手が届かなかった。", lambda s: flat(s) and missed(s), False, "flat"),
    line(lambda s: f"児童数の動きを受けやすい指標ではあるが、令和6年度から令和7年度にかけて{s.name}はおおむね横ばいで推移した。", flat, False, "flat"),
    line(lambda s: f"前年度の{v(s, s.prev)}から{v(s, s.now)}へと動いた{s.name}には、改善がみられる。", better, True),
    line(lambda s: f"{s.name}は{s.amount(s.now)}％で、令和6年度の数値から{s.amount(s.change)}ポイント上がった。", up, True, "shares"),
    line(lambda s: f"平日夜間の開館を縮めた影響とみられるが、{s.name}は前年度比{s.amount(s.change)}ポイントの低下となった。", down, True, "shares"),
    line(lambda s: f"学校司書さんたちの声かけのかいあって、{s.name}は昨年度より{d(s, s.change)}のびました。", up, True, "up"),
    line(lambda s: f"・{s.name}　前年度比マイナス{s.tenth(s.percent)}％（R6年度は{v(s, s.prev)}）※要説明", down, True, "counts"),
    line(lambda s: f"市町村支援の立場から付言すると、{s.name}は前年度実績{v(s, s.prev)}に対して{v(s, s.now)}であり、一割以上の伸びを示している。", lambda s: s.percent >= 10, True, "counts"),
    line(lambda s: f"貸出期間の延長を試行した初年度に当たるが、{s.name}は{s.tenth(s.percent)}％増（前年度との比較）という結果に落ち着いた。", up, True, "counts"),
    line(lambda s: f"前年度からの増減をみると{s.name}は{sign(s.change)}{d(s, s.change)}である。", always, True),
    line(lambda s: f"高校生の試験期間と重なる時期に座席を増やす工夫をしましたが、残念ながら{s.name}は前年度の{v(s, s.prev)}から{v(s, s.now)}へ減ってしまいました。", down, True, "up"),
    line(lambda s: f"前年度の実績（{v(s, s.prev)}）を上回ることはできず、{s.name}の底上げは次の計画への宿題となった。", lambda s: s.now <= s.prev, True, "up"),
    # ---------------------------------------------------------------- 年度目標との比較
    line(lambda s: f"指標である{s.name}は、年次計画の{v(s, s.target)}に対して{v(s, s.now)}を確保しており、計画を{d(s, s.gap)}上回る水準にある。", over, True, "up"),
    line(lambda s: f"{s.name}：年度目標{v(s, s.target)}に対し実績{v(s, s.now)}。未達。", missed, True),
    line(lambda s: f"{s.name}が目標値に{d(s, s.gap)}足りなかったのは、年度末の講演会が講師の体調不良で流れたことが大きい。", under, True, "up"),
    line(lambda s: f"年度目標はクリアできたものの、{s.name}には周年記念行事という一過性の要因も含まれており、次年度は慎重に見通す必要がある。", reached, False, "up"),
    line(lambda s: f"{s.name}の達成率（実績値÷年度目標値）は{s.tenth(s.now / s.target * 100)}％である。", always, True, "up"),
    line(lambda s: f"計画値に対する充足率は{s.tenth(s.now / s.target * 100)}％であり、{s.name}は計画の水準に達しなかった。", missed, True, "up"),
    line(lambda s: f"計画値{v(s, s.target)}と実績値{v(s, s.now)}との間には{d(s, s.gap)}の開きがあり、{s.name}の見積りの根拠について検証を求める。", always, True),
    line(lambda s: f"{s.name}につきましては令和7年度の目標に到達しておらず、教育委員会といたしましても重く受け止めております。", missed),
    line(lambda s: f"目標とした{v(s, s.target)}を超えるには至らず、{s.name}は{v(s, s.now)}で年度を終えた。", lambda s: s.now <= s.target, True, "up"),
    line(lambda s: f"今年度の目標だった{v(s, s.target)}を、{s.name}は無事に達成しました！", reached, True),
    line(lambda s: f"{s.name}　目標比プラス{s.tenth(s.gap / s.target * 100)}％（計画{v(s, s.target)}、実績{v(s, s.now)}）", over, True, "counts"),
    line(lambda s: f"{s.name}は令和6年度、令和7年度と二か年度続けてその年度の計画値を下回っている。", lambda s: under(s) and s.prev < s.targets[2024], False, "up"),
    line(lambda s: f"計画初年度からの五か年度のうち、{s.name}がその年度の目標に達したのは{count(s, sum(met(s, year) for year in range(2021, 2026)))}か年度である。", always, True),
    line(lambda s: f"令和6年度には年度目標に届いていた{s.name}であるが、令和7年度は当年度の目標に届かず、評価を一段階下げざるを得ない。", lambda s: met(s, 2024) and missed(s)),
    line(lambda s: f"{s.name}は、令和6年度こそその年度の目標を果たせなかったが、令和7年度は当年度の目標を果たしている。", lambda s: not met(s, 2024) and reached(s)),
    line(lambda s: f"{s.name}は目標の{s.tenth(s.now / s.target * 10)}割にとどまり、周知の方法に課題を残した。", under, True, "up"),
    line(lambda s: f"前年度実績は上回ったが、{s.name}の目標には及ばなかった。", lambda s: up(s) and under(s), False, "up"),
    line(lambda s: f"前年度より数を減らしながらも、{s.name}は計画上の目標を満たしている。", lambda s: down(s) and reached(s), False, "counts"),
    line(lambda s: f"{s.name}は目標、前年度実績のいずれをも上回っており、施策の方向性は妥当と判断する。", lambda s: over(s) and up(s), False, "up"),
    line(lambda s: f"{s.name}が目標にも前年度実績にも及ばなかったことについて、委員から改善を求める意見が出された。", lambda s: under(s) and down(s), False, "up"),
    line(lambda s: f"目標数に{d(s, s.gap)}の上積みができた{s.name}については、好事例として他館に紹介する。", over, True, "up"),
    line(lambda s: f"{s.name}　計画対比▲{d(s, s.gap)}", under, True),
    line(lambda s: f"{v(s, s.now)}という{s.name}は、計画値の{s.tenth(s.now / s.target)}倍に当たる。", always, True, "counts"),
    line(lambda s: f"【{s.name}】目標値：{wide(v(s, s.target))}　実績値：{wide(v(s, s.now))}（達成）", reached, True),
    line(lambda s: f"中高生の来館が平日夜に偏ったことに席数の不足も重なり、{s.name}は計画に約{s.rounded(s.gap)}{u(s)}届かない形となった。", under, True, "up"),
    line(lambda s: f"目標未達成ではあるが、{s.name}は前年度の水準を超えており、回復の途上にあると捉えている。", lambda s: under(s) and up(s), False, "up"),
    line(lambda s: f"{s.name}が令和7年度の目標を達成していないとの指摘があったが、事実と異なる。", reached),
    line(lambda s: f"目標{v(s, s.target)}、結果{v(s, s.now)}（{s.name}、令和7年度末）", always, True),
    line(lambda s: f"実績が計画と異なる理由：夏休みの特別開館を行ったところ好評であり、{s.name}が計画より{d(s, s.gap)}多くなったため。", over, True, "counts"),
    line(lambda s: f"当館は蔵書も職員も限られた小さな町の図書館ではありますが、{s.name}は町が掲げた年度目標に届いております。", reached),
    line(lambda s: f"{s.name}は年度目標の{s.tenth(s.now / s.target * 100)}％に達しており、目標を超える成果となった。", over, True, "up"),
    line(lambda s: f"ボランティアの高齢化により活動回数が限られ、{s.name}は目標を{d(s, s.gap)}下回ることとなった。", under, True, "up"),
    line(lambda s: f"目標に届いたと言える数字ではない（{s.name}、令和7年度実績{v(s, s.now)}）。", missed, True),
    # ---------------------------------------------------------------- 以前の年度との比較
    line(lambda s: f"計画初年度（令和3年度）と比べると、{s.name}は{d(s, since(s, 2021))}増えている。", lambda s: s.now > s.first, True),
    line(lambda s: f"感染症の流行前に当たる令和元年度の水準を、{s.name}はいまだ取り戻せていない。", lambda s: s.now < s.actuals[2019], False, "up"),
    line(lambda s: f"コロナ前の2019年度は{v(s, s.actuals[2019])}であったから、{v(s, s.now)}という{s.name}は当時を超えたことになる。", lambda s: s.now > s.actuals[2019], True),
    line(lambda s: f"三年前の令和4年度に比べて{s.tenth(since(s, 2022) / s.actuals[2022] * 100)}％減となった{s.name}は、蔵書の更新が滞ったことの反映とも考えられる。", lambda s: s.now < s.actuals[2022], True, "counts"),
    line(lambda s: f"令和2年度を100とした指数でみると、令和7年度の{s.name}は{s.tenth(s.now / s.actuals[2020] * 100)}となる。", always, True, "counts"),
    line(lambda s: f"令和2年度からの五年間で{s.name}は約{s.tenth(s.now / s.actuals[2020])}倍になった。", always, True, "counts"),
    line(lambda s: f"令和5年度に{v(s, s.actuals[2023])}あった{s.name}は、二年後の令和7年度には{v(s, s.now)}まで下がった。", lambda s: s.now < s.actuals[2023], True),
    line(lambda s: f"計画前のR2が{v(s, s.actuals[2020])}、計画初年度のR3が{v(s, s.first)}、そして今回のR7が{v(s, s.now)}で、三時点のうち{s.name}が最も高いのは今回である。", lambda s: s.now > max(s.actuals[2020], s.first), True),
    line(lambda s: f"{s.name}はR3年度比で{d(s, since(s, 2021))}の減（R3：{v(s, s.first)}）。", lambda s: s.now < s.first, True),
    line(lambda s: f"一昨年度（令和5年度）との比較では、{s.name}は{d(s, since(s, 2023))}の増である。", lambda s: s.now > s.actuals[2023], True),
    line(lambda s: f"2022年度から2025年度にかけて、{s.name}は差し引き{d(s, since(s, 2022))}増えた計算になる。", lambda s: s.now > s.actuals[2022], True),
    line(lambda s: f"前回報告しました令和6年度の{s.name}は{v(s, s.prev)}で、当該年度の目標{v(s, s.targets[2024])}を満たしておりませんでした。", lambda s: not met(s, 2024), True),
    line(lambda s: f"参考までに令和4年度は実績{v(s, s.actuals[2022])}、目標{v(s, s.targets[2022])}で、{s.name}は目標を{d(s, s.actuals[2022] - s.targets[2022])}上回っていた。", lambda s: s.actuals[2022] > s.targets[2022], True, "up"),
    # ---------------------------------------------------------------- 最終目標
    line(lambda s: f"計画最終年度の目標{v(s, s.final)}まで、{s.name}は残り{d(s, s.final - s.now)}である。", lambda s: s.now < s.final, True, "up"),
    line(lambda s: f"{s.name}は、令和8年度の目標を一年早く達成済みである。", done),
    line(lambda s: f"令和8年度目標に対する{s.name}の現時点の到達度は{s.tenth(s.now / s.final * 100)}％と算出される。", always, True, "up"),
    line(lambda s: f"年度目標には達したものの、{s.name}は令和8年度の最終目標にはなお足りず、引き続き広報に力を入れる。", lambda s: reached(s) and s.now < s.final, False, "up"),
    line(lambda s: f"最終目標の{v(s, s.final)}を{d(s, s.now - s.final)}上回る{v(s, s.now)}に達した{s.name}については、目標値の見直しを検討する余地がある。", lambda s: s.now > s.final, True, "up"),
    line(lambda s: f"残る一年で最終目標に届くには、{s.name}に{s.tenth((s.final - s.now) / s.now * 100)}％の上積みが要る計算である。", lambda s: s.now < s.final, True, "counts"),
    line(lambda s: f"計画の終期に掲げた目標の水準に、{s.name}はまだ至っていない。", lambda s: not done(s)),
    # ---------------------------------------------------------------- 記録、連続、基準
    line(lambda s: f"{v(s, s.now)}という{s.name}は、令和元年度以降の七か年度で最も多い。", highest, True, "counts"),
    line(lambda s: f"令和元年度からの推移の中で、令和7年度の{s.name}が最も低い値である。", lowest),
    line(lambda s: f"{s.name}は令和5年度、6年度、7年度と三か年度続けて前年度を上回っている。", rising(3)),
    line(lambda s: f"ここ二か年度は続けて前年度を下回っており、{s.name}の減少に歯止めをかける手立てが要る。", falling(2), False, "up"),
    line(lambda s: f"{s.name}は{v(s, s.now)}で、令和元年度以降の最高値を塗り替えるには至らなかった。", lambda s: not highest(s), True),
    line(lambda s: f"計画期間（令和3～7年度）の中では令和7年度の{s.name}が最も少なく、{v(s, s.now)}であった。", lambda s: s.now < min(s.actuals[y] for y in range(2021, 2025)), True, "counts"),
    line(lambda s: f"令和4年度から6年度まで一度も越えられなかった{threshold(s)}{s.unit}の線であるが、令和7年度の{s.name}はこれを上回っている。", lambda s: s.now > limit(s) and max(s.actuals[y] for y in range(2022, 2025)) <= limit(s), False, "counts"),
    line(lambda s: f"令和7年度末の{s.name}は{threshold(s)}{s.unit}に満たない。", lambda s: s.now < limit(s)),
    line(lambda s: f"{s.name}は五割を超えている（令和7年度末現在）。", lambda s: s.now > 50, False, "shares"),
    line(lambda s: f"{s.name}は七割に満たず、前年度の{s.amount(s.prev)}％も下回った。", lambda s: s.now < 70 and down(s), True, "shares"),
    # ---------------------------------------------------------------- 合計、平均、順位
    line(lambda s: f"令和3年度から令和7年度までの{s.name}を合計すると{v(s, total(s, 2021, 2025))}になる。", always, True, "counts"),
    line(lambda s: f"計画期間五か年度（令和3～7年度）の平均{v(s, mean(s, 2021, 2025))}を、令和7年度の{s.name}は上回る。", lambda s: s.now > mean(s, 2021, 2025), True),
    line(lambda s: f"直近三か年度（R5～R7）の{s.name}は平均で{v(s, mean(s, 2023, 2025))}である。", always, True),
    line(lambda s: f"令和4年度から6年度までの三か年度平均と比べ、令和7年度の{s.name}は少ない。", lambda s: s.now < mean(s, 2022, 2024), False, "counts"),
    line(lambda s: f"直近三か年度の{s.name}を高い順に並べると、令和7年度、令和6年度、令和5年度となる。", rising(2)),
    # ---------------------------------------------------------------- いろいろ
    line(lambda s: f"出張おはなし会を12園で行ったほか書店との共同展示も試みたところ、令和7年度は前年度を上回る{s.name}になったものとみられる。", up, False, "up"),
    line(lambda s: f"・夏季（7～9月）の開館時間延長\n・{s.name}　{v(s, s.now)}（計画{v(s, s.target)}、前年度{v(s, s.prev)}）", always, True),
    line(lambda s: f"H31・R1年度の{v(s, s.actuals[2019])}には{d(s, since(s, 2019))}及ばないというのが、{s.name}の現在地である。", lambda s: s.now < s.actuals[2019], True, "up"),
    line(lambda s: f"{s.name}は、計画に対して{d(s, s.gap)}、前年度に対して{d(s, s.change)}のいずれもプラスである。", lambda s: over(s) and up(s), True),
    line(lambda s: f"{s.name}と最終目標との隔たりは、令和6年度末の{d(s, s.final - s.prev)}から令和7年度末の{d(s, s.final - s.now)}へと縮まったが、なお解消には至っていない。", lambda s: s.prev < s.now < s.final, True, "up"),
    # ---------------------------------------------------------------- English
    line(lambda s: f"{s.name} came to {ev(s, s.now)} in FY2025 against a target of {ev(s, s.target)}, so the target was not met.", missed, True),
    line(lambda s: f"Compared with FY2024, {s.name} fell by {s.tenth(s.percent)}%, partly because the main building was closed for repairs.", down, True, "counts"),
    line(lambda s: f"{s.name} was up by {ed(s, s.change)} on the previous fiscal year, which we attribute to longer evening hours.", up, True, "up"),
    line(lambda s: f"{s.name} exceeded the FY2025 target by {ed(s, s.gap)}.", over, True, "up"),
    line(lambda s: f"Since the first year of the plan (FY2021), {s.name} has grown from {ev(s, s.first)} to {ev(s, s.now)}.", lambda s: s.now > s.first, True),
    line(lambda s: f"The final target for FY2026 ({ev(s, s.final)}) has already been achieved for {s.name}.", done, True),
    line(lambda s: f"Achievement rate for {s.name}: {s.tenth(s.now / s.target * 100)}% of this year's target.", always, True, "up"),
    line(lambda s: f"Although {s.name} was lower than a year earlier, it was above this year's target.", lambda s: down(s) and over(s), False, "up"),
    line(lambda s: f"{s.name} has now risen two years in a row.", rising(2)),
    line(lambda s: f"No increase over the previous year was seen in {s.name}.", lambda s: s.now <= s.prev),
)
# fmt: on
