"""Sentences written without sight of the code that judges them: twenty-second set.

Voices: an officer of a small town, a planner of a big city, a prefectural librarian, a school-library supporter, a
newsletter, council minutes, an auditor, a yearbook; and some English.
"""

from __future__ import annotations

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from tests.plans.claims.officers import line
from tests.plans.claims.situations import KANJI, WIDE, YEAR, Situation
from yuinowa.plans.domain.kinds import Direction

# ------------------------------------------------------------------ numbers as they are written


def wide(text: str) -> str:
    return text.translate(WIDE)


def whole(s: Situation, number: Decimal | int) -> str:
    """A small whole number (times, ranks), bent in a lie."""
    return f"{s.bent(Decimal(number)).quantize(Decimal(1), rounding=ROUND_HALF_UP)}"


def man(s: Situation, number: Decimal) -> str:
    """2.7万, 4.3千 or 118."""
    bent = s.bent(abs(number))
    if bent >= 10_000:
        return f"{(bent / 10_000).quantize(Decimal('0.1'), rounding=ROUND_HALF_UP)}万"
    if bent >= 1_000:
        return f"{(bent / 1_000).quantize(Decimal('0.1'), rounding=ROUND_HALF_UP)}千"
    return f"{bent.quantize(Decimal(1), rounding=ROUND_HALF_UP)}"


def numeral(number: int) -> str:
    """一万二千三百四十五."""
    if number >= 10_000:
        rest = number % 10_000
        return numeral(number // 10_000) + "万" + (numeral(rest) if rest else "")
    out = ""
    for value, word in ((1000, "千"), (100, "百"), (10, "十")):
        digit = number // value % 10
        if digit:
            out += ("" if digit == 1 else str(digit).translate(KANJI)) + word
    return out + (str(number % 10).translate(KANJI) if number % 10 or not out else "")


def kanji(s: Situation, number: Decimal) -> str:
    return numeral(int(s.bent(abs(number)).quantize(Decimal(1), rounding=ROUND_HALF_UP)))


def thousands(s: Situation, number: Decimal) -> str:
    """27千冊, 431冊: for tables in thousands; small ones in full."""
    bent = s.bent(abs(number))
    if bent >= 10_000:
        return f"{(bent / 1_000).quantize(Decimal(1), rounding=ROUND_HALF_UP)}千"
    return f"{bent.quantize(Decimal(1), rounding=ROUND_HALF_UP):,}"


def power(number: Decimal) -> Decimal:
    return Decimal(1).scaleb(number.adjusted())


def lead(number: Decimal) -> Decimal:
    return (number / power(number)).quantize(Decimal(1), rounding=ROUND_FLOOR)


def spelled(number: Decimal) -> str:
    """A round number: 3万, 20万, 4,000, 90."""
    if number >= 10_000 and not number % 10_000:
        return f"{number / 10_000:.0f}万"
    return f"{number:,.0f}"


def band(s: Situation) -> str:
    """2万 for 27,431: what stands before 台; its digit is bent in a lie."""
    digit = s.bent(lead(s.now)).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return spelled(digit * power(s.now))


def mark(s: Situation) -> Decimal:
    """The round number nearest to what was reached (one digit): it may or may not be passed."""
    size = power(s.now)
    return (s.now / size).quantize(Decimal(1), rounding=ROUND_HALF_UP) * size


def tenpoint(s: Situation) -> str:
    """一〇・三: a tenth in vertical writing."""
    return s.tenth(s.change).translate(KANJI).replace(".", "・")


# ------------------------------------------------------------------ truths


def at(s: Situation, year: int) -> Decimal:
    return s.actuals[year]


def up(s: Situation) -> bool:
    return s.now > s.prev


def down(s: Situation) -> bool:
    return s.now < s.prev


def over(s: Situation) -> bool:
    return s.now > s.target


def under(s: Situation) -> bool:
    return s.now < s.target


def met(s: Situation, year: int = YEAR) -> bool:
    value, goal = s.actuals[year], s.targets[year]
    return value >= goal if s.direction is Direction.UP else value <= goal


def missed(s: Situation) -> bool:
    return not met(s)


def final_met(s: Situation) -> bool:
    return s.now >= s.final if s.direction is Direction.UP else s.now <= s.final


def better(s: Situation) -> bool:
    return up(s) if s.direction is Direction.UP else down(s)


def worse(s: Situation) -> bool:
    return down(s) if s.direction is Direction.UP else up(s)


def true(_s: Situation) -> bool:
    return True


def level(s: Situation) -> bool:
    return abs(s.percent) <= 2


def times_met(s: Situation) -> int:
    return sum(met(s, year) for year in range(2021, YEAR + 1))


def total(s: Situation) -> Decimal:
    return sum((at(s, year) for year in range(2021, YEAR + 1)), Decimal(0))


def mean(s: Situation) -> Decimal:
    """Of the four years before (令和3~6年度)."""
    return sum((at(s, year) for year in range(2021, YEAR)), Decimal(0)) / 4


def rank(s: Situation) -> int:
    return 1 + sum(at(s, year) > s.now for year in range(2019, YEAR))


def growth(s: Situation, year: int) -> Decimal:
    return (s.now - at(s, year)) / at(s, year) * 100


def best_since(s: Situation, year: int) -> bool:
    return s.now > max(at(s, y) for y in range(year, YEAR))


def least_since(s: Situation, year: int) -> bool:
    return s.now < min(at(s, y) for y in range(year, YEAR))


def to_target(s: Situation) -> Decimal:
    return s.now / s.target * 100


# fmt: off
TWENTY_SECOND = (
    # -------- memo of the officer in charge, small town
    line(lambda s: f"【R7実績メモ】{s.name}＝{s.amount(s.now)}{s.unit}（R6：{s.amount(s.prev)}{s.unit}）。夏の猛暑で客足が鈍るかと心配したが、終わってみれば増。", up, True, "up"),
    line(lambda s: f"・{s.name}　対前年度 ▲{s.amount(s.change)}{s.unit}（要因：空調工事に伴う休館の延長）", down, True, "counts"),
    line(lambda s: f"目標にあと{s.amount(s.gap)}{s.unit}足りず。{s.name}のてこ入れ策を次回の係会議で検討のこと。", under, True, "counts"),
    line(lambda s: f"{s.name}、R7は目標クリア（目標{s.amount(s.target)}{s.unit}、実績{s.amount(s.now)}{s.unit}）。", met, True),
    line(lambda s: f"前の年度並みを見込んでいたが、ふたを開けてみると{s.name}は前の年度を割り込んでいた。", down, False, "up"),
    line(lambda s: f"{s.name}が２年続けて落ちている。職員の手が足りず行事を絞ったことも一因か。", lambda s: s.now < s.prev < at(s, 2023), False, "up"),
    line(lambda s: f"台風による臨時休館が響き、{s.name}は計画に{s.rounded(s.gap)}{s.unit}ほど及ばずじまいだった。", under, True, "counts"),
    line(lambda s: f"R5→R7の２か年で、{s.name}は{wide(s.amount(s.now - at(s, 2023)))}{s.unit}伸びたことになる。", lambda s: s.now > at(s, 2023), True, "counts"),
    line(lambda s: f"電算システムの入替え直後で利用の動きが読めなかったが、{s.name}は結局、前年度とほとんど変わらなかった。", level, False, "flat"),
    line(lambda s: f"R7の{s.name}は{s.amount(s.now)}{s.unit}。R6が{s.amount(s.prev)}{s.unit}だったので、１割以上の伸び。", lambda s: s.percent >= 10, True, "counts"),
    # -------- planner of a big city
    line(lambda s: f"成果指標に掲げた{s.name}は、令和7年度の計画値{s.amount(s.target)}{s.unit}に対し実績が{s.amount(s.now)}{s.unit}となり、計画値を{s.tenth(s.gap / s.target * 100)}％上回る結果を得ている。", over, True, "counts"),
    line(lambda s: f"最終年度である令和８年度の目標値に対する到達割合（実績÷目標）をみると、令和７年度末現在、{s.name}は{s.tenth(s.now / s.final * 100)}％である。", true, True, "up"),
    line(lambda s: f"分館の開館時間延長やオンライン予約の定着が追い風となり、{s.name}は計画最終年度（令和8年度）に置いた目標を前倒しで達成済みである。", final_met, False, "up"),
    line(lambda s: f"計画期間は残り１年となったが、{s.name}は最終目標の{s.amount(s.final)}{s.unit}までなお{s.amount(s.final - s.now)}{s.unit}を残している。", lambda s: s.now < s.final, True, "counts"),
    line(lambda s: f"計画初年度（令和３年度）を基準にとれば、{s.name}の伸び率は令和７年度までに{s.tenth(growth(s, 2021))}％に達した。", lambda s: s.now > s.first, True, "counts"),
    line(lambda s: f"感染症の影響が本格化する前の令和元年度と突き合わせてみても、令和7年度の{s.name}のほうが高い数値を示している。", lambda s: s.now > at(s, 2019), False, "up"),
    line(lambda s: f"{s.name}は、令和元年度と比べると{s.tenth(growth(s, 2019))}％低く、来館によらないサービスへの移行も踏まえた分析が求められる。", lambda s: s.now < at(s, 2019), True, "counts"),
    line(lambda s: f"令和３年度から令和６年度までの４か年の平均は{s.amount(mean(s))}{s.unit}であり、令和７年度の{s.name}はこれを上回った。", lambda s: s.now > mean(s), True),
    line(lambda s: f"計画期間のうち令和3年度から令和7年度までの5か年の数値を単純に足し合わせると、{s.name}は{s.amount(total(s))}{s.unit}となる。", true, True, "counts"),
    line(lambda s: f"{s.name}については、前年度の実績こそ上回ったものの、計画で見込んだ水準には届いていない。", lambda s: up(s) and under(s), False, "up"),
    line(lambda s: f"前年度実績を割り込んだとはいえ、{s.name}は令和7年度の目標値をなお維持している。", lambda s: down(s) and met(s), False, "up"),
    line(lambda s: f"{s.name}は、令和6年度に続き令和7年度も当該年度の目標を達成しており、取組の方向性は妥当と考える。", lambda s: met(s) and met(s, 2024)),
    line(lambda s: f"計画が始まった令和３年度から令和７年度までの５年間で、{s.name}が各年度の目標を達成したのは{whole(s, times_met(s))}回である。", true, True),
    line(lambda s: f"令和6年度は未達成に終わった{s.name}であるが、令和7年度は一転して目標を達成した。", lambda s: met(s) and not met(s, 2024)),
    line(lambda s: f"指標②　{s.name}　計画{s.amount(s.target)}{s.unit}／実績{s.amount(s.now)}{s.unit}　差{s.amount(s.gap)}{s.unit}のマイナス", under, True, "counts"),
    line(lambda s: f"目標比で１割を超える不足が生じた{s.name}については、要因を地区別に洗い直したうえで改善策を講じる。", lambda s: s.now < s.target * Decimal("0.9"), False, "counts"),
    # -------- prefectural librarian
    line(lambda s: f"記録の残る令和元年度から数えて、令和7年度の{s.name}は最も多い。", lambda s: best_since(s, 2019), False, "counts"),
    line(lambda s: f"市町村支援の比重が高まるなか、県立としての{s.name}は、令和元年度以降の７年間でいちばん少ない数字になった。", lambda s: least_since(s, 2019), False, "counts"),
    line(lambda s: f"令和元年度から令和7年度までの7か年を並べると、令和7年度の{s.name}は多いほうから{whole(s, rank(s))}番目に当たる。", true, True, "counts"),
    line(lambda s: f"令和5年度から令和7年度までの3年間でみた場合、{s.name}の数値が最大なのは令和7年度である。", lambda s: best_since(s, 2023)),
    line(lambda s: f"３年前の令和４年度と見比べると、{s.name}は約{s.tenth(s.now / at(s, 2022))}倍の規模になっている。", true, True, "counts"),
    line(lambda s: f"協力車の巡回コースを見直した効果もあってか、{s.name}は{s.rounded(s.change)}{s.unit}前後、前年度より多くなったと思われる。", up, True, "counts"),
    line(lambda s: f"令和３年度の{s.name}を100とした指数で表すと、令和７年度は{s.tenth(s.now / s.first * 100)}に相当する。", true, True, "counts"),
    line(lambda s: f"令和4年度に{s.amount(at(s, 2022))}{s.unit}だった{s.name}は、令和7年度に{s.amount(s.now)}{s.unit}となり、この間に減っている。", lambda s: s.now < at(s, 2022), True, "counts"),
    line(lambda s: f"{s.name}の増勢は令和6年度から続くもので、しかも令和7年度の増加幅は前年度のそれより大きい。", lambda s: s.change > s.prev - at(s, 2023) > 0, False, "counts"),
    line(lambda s: f"新刊の購入を抑えざるを得なかったこの一年、{s.name}は前年度を{s.tenth(s.percent)}％下回り、資料費の重みを改めて感じる。", down, True, "counts"),
    # -------- newsletter to residents
    line(lambda s: f"うれしいお知らせです！　令和7年度の{s.name}は{s.amount(s.now)}{s.unit}で、前の年度より{s.amount(s.change)}{s.unit}もふえました。", up, True, "counts"),
    line(lambda s: f"みなさまのご利用のおかげで、令和７年度は{s.name}の目標を達成することができました。ありがとうございました。", met),
    line(lambda s: f"残念ながら目標の{s.amount(s.target)}{s.unit}には届きませんでしたが、これからも使いやすい図書館をめざします（令和7年度の{s.name}）。", missed, True),
    line(lambda s: f"図書館のいま：{s.name}は約{man(s, s.now)}{s.unit}（令和7年度）。", true, True, "counts"),
    line(lambda s: f"数えてみると{spelled(mark(s))}{s.unit}を超えていました。令和7年度の{s.name}の話です。", lambda s: s.now > mark(s), False, "counts"),
    line(lambda s: f"数字で見る図書館―{s.name}は２年前（令和５年度）の{s.amount(at(s, 2023))}{s.unit}から、令和７年度は{s.amount(s.now)}{s.unit}へとアップ。", lambda s: s.now > at(s, 2023), True),
    line(lambda s: f"今年度（令和7年度）の{s.name}は、昨年度のおよそ{s.tenth(s.now / s.prev)}倍でした。", true, True, "counts"),
    line(lambda s: f"移動図書館の巡回場所を増やしたことなどから、令和7年度の{s.name}は前年度に比べ約{s.rounded(s.percent / 10)}割ふえています。", lambda s: s.percent >= 7, True, "counts"),
    line(lambda s: f"令和七年度の{s.name}は{kanji(s, s.now)}{s.unit}でした。", true, True, "counts"),
    # -------- council minutes
    line(lambda s: f"お尋ねの{s.name}でございますが、令和７年度は{s.amount(s.now)}{s.unit}、前年度が{s.amount(s.prev)}{s.unit}でございましたので、差引き{s.amount(s.change)}{s.unit}の減でございます。", down, True, "counts"),
    line(lambda s: f"議員ご指摘のとおり、{s.name}は計画に掲げた令和7年度の数値を達成できておりません。", missed),
    line(lambda s: f"○図書館長　{s.name}につきましては、前年度を下回るような結果にはなっておりません。", lambda s: s.now >= s.prev, False, "up"),
    line(lambda s: f"ただいまの件ですが、目標を達成できなかったわけではございません。{s.name}は令和7年度の目標値に到達しております。", met),
    line(lambda s: f"{s.name}に関しましては、令和３年度当時の数字にまでは、令和７年度の時点でまだ戻っていないという状況でございます。", lambda s: s.now < s.first, False, "up"),
    line(lambda s: f"教育部長　令和七年度の{s.name}は、前年度と比べまして{kanji(s, s.change)}{s.unit}上回ったところでございます。", up, True, "counts"),
    line(lambda s: f"計画に対しましては{s.tenth(to_target(s))}パーセントの達成率ということで、{s.name}はご理解いただければと存じます。", true, True, "up"),
    line(lambda s: f"委員からは広報不足ではないかとのご意見もありましたが、{s.name}そのものは令和６、７年度と２年続けて前年度より増えてございます。", lambda s: s.now > s.prev > at(s, 2023), False, "counts"),
    line(lambda s: f"昨年のこの委員会で減少をご心配いただいた{s.name}は、令和６年度にいったん落ち込んだ後、令和７年度は増加に転じております。", lambda s: up(s) and s.prev < at(s, 2023), False, "counts"),
    line(lambda s: f"（事務局）資料２の{s.name}ですが、目標との差は{s.rounded(s.gap)}{s.unit}程度で、実績のほうが上に出ております。", over, True, "counts"),
    line(lambda s: f"{s.name}につきまして、令和8年度の最終目標まで、あと{wide(s.amount(s.final - s.now))}{s.unit}というところまで来てございます。", lambda s: s.now < s.final, True, "counts"),
    # -------- auditor
    line(lambda s: f"{s.name}の実績は計画値の{s.tenth(to_target(s))}％にとどまっており、未達成の要因分析が十分とは認められない。", under, True, "counts"),
    line(lambda s: f"所管課は事業が順調である旨を説明するが、{s.name}は令和6年度、令和7年度のいずれも目標に達していない。", lambda s: missed(s) and not met(s, 2024)),
    line(lambda s: f"監査対象年度（令和７年度）における{s.name}は前年度に比し{s.tenth(s.percent)}％減少しており、経費との見合いについて検証を要する。", down, True, "counts"),
    line(lambda s: f"{s.name}の目標は令和7年度が{s.amount(s.target)}{s.unit}、令和8年度が{s.amount(s.final)}{s.unit}と設定されている。", true, True),
    line(lambda s: f"令和７年度の目標値そのものが前年度の実績を下回る水準に置かれており、{s.name}に係る目標設定の妥当性に疑問が残る。", lambda s: s.target < s.prev, False, "up"),
    line(lambda s: f"令和7年度実績は令和8年度の目標値を既に超えていることから、{s.name}については目標値の見直しを検討されたい。", lambda s: s.now > s.final, False, "up"),
    line(lambda s: f"{s.name}は、計画初年度である令和3年度の{s.amount(s.first)}{s.unit}から令和7年度には{s.amount(s.now)}{s.unit}に減じており、施策の効果が現れているとは言い難い。", lambda s: s.now < s.first, True, "counts"),
    # -------- yearbook
    line(lambda s: f"２０２５年度の{s.name}は{wide(s.amount(s.now))}{s.unit}で、前年度を{wide(s.amount(s.change))}{s.unit}下回る。", down, True, "counts"),
    line(lambda s: f"{s.name}：{s.amount(s.now)}{s.unit}（前年度{s.amount(s.prev)}{s.unit}）", true, True),
    line(lambda s: f"前年度を100とした場合の令和7年度の{s.name}は{s.tenth(s.now / s.prev * 100)}。", true, True, "counts"),
    line(lambda s: f"令和7年度{s.name}　{thousands(s, s.now)}{s.unit}（令和2年度　{thousands(s, at(s, 2020))}{s.unit}）", true, True, "counts"),
    line(lambda s: f"{s.name}はH31（R1）年度に{s.amount(at(s, 2019))}{s.unit}を数えたが、R7年度は{s.amount(s.now)}{s.unit}で、これに及ばない。", lambda s: s.now < at(s, 2019), True, "counts"),
    line(lambda s: f"令和7年度の{s.name}は{band(s)}{s.unit}台である。", true, True, "counts"),
    line(lambda s: f"令和3年度から令和7年度までの4年間で{s.name}は年平均にして{s.amount((s.now - s.first) / 4)}{s.unit}ずつ増えた計算である。", lambda s: s.now - s.first >= 4, True, "counts"),
    line(lambda s: f"5年前の2020年度との比較では、{s.name}は{s.amount(s.now - at(s, 2020))}{s.unit}の増。", lambda s: s.now > at(s, 2020), True, "counts"),
    line(lambda s: f"開館日数は前年度と同じであったが、{s.name}は前年度並みの{s.amount(s.now)}{s.unit}となった。", level, True, "counts flat"),
    line(lambda s: f"{s.name}の推移（R5・R6・R7）は順に{s.amount(at(s, 2023))}{s.unit}、{s.amount(s.prev)}{s.unit}、{s.amount(s.now)}{s.unit}である。", true, True),
    # -------- school-library supporter, volunteers, council of the library
    line(lambda s: f"学校への団体貸出セットを入れ替えたこともあり、今年度（R7）の{s.name}は昨年度より良い方向に動きました。", better),
    line(lambda s: f"支援員の巡回が隔週になった影響でしょうか、{s.name}は前年度より後退してしまいました（令和７年度）。", worse),
    line(lambda s: f"{s.name}は令和７年度も前年度とほぼ同水準で、学校側の受け止めもおおむね良好です。", level, False, "flat"),
    line(lambda s: f"中学生の来館が伸び悩んだという事情はあるにせよ、{s.name}は前年度の{wide(s.amount(s.prev))}{s.unit}に及ばなかった。", down, True, "up"),
    line(lambda s: f"朝読書の取組が広がった結果、{s.name}は計画を上回る実績をあげたといえる。", over, False, "counts"),
    line(lambda s: f"協議会資料：{s.name}（目標{s.amount(s.target)}{s.unit}）→{s.amount(s.now)}{s.unit}　※目標未達", missed, True),
    line(lambda s: f"計画では{s.amount(s.target)}{s.unit}を見込んでいたところ、周知の遅れから{s.amount(s.now)}{s.unit}にとどまったのが{s.name}である。", under, True, "counts"),
    line(lambda s: f"{s.name}が前年度を下回るのは令和5年度から3年連続ではなく、令和7年度は前年度より増えている。", up, False, "counts"),
    line(lambda s: f"目標の約{s.rounded(to_target(s) / 10)}割という水準にとどまった{s.name}は、来年度の重点課題としたい。", under, True, "counts"),
    line(lambda s: f"増加とはならず、{s.name}は前年度から{s.amount(s.change)}{s.unit}のマイナスに終わっている。", down, True, "counts"),
    line(lambda s: f"{s.name}は令和元年度以降の最多記録を塗り替えるには至らなかった（令和7年度）。", lambda s: not best_since(s, 2019), False, "counts"),
    line(lambda s: f"令和7年度の{s.name}は、計画が始まった令和3年度以降でもっとも低い数値に沈んだ。", lambda s: least_since(s, 2021), False, "up"),
    line(lambda s: f"前年度実績{s.amount(s.prev)}{s.unit}、当年度目標{s.amount(s.target)}{s.unit}、当年度実績{s.amount(s.now)}{s.unit}であり、{s.name}は前年度・目標のいずれも上回った。", lambda s: up(s) and over(s), True, "up"),
    line(lambda s: f"目標超過幅は{s.amount(s.gap)}{s.unit}に上り、{s.name}は事業開始時の想定を超える手応えがあった。", over, True, "counts"),
    line(lambda s: f"リニューアル休館の反動もあって{s.name}は２割を超える増加をみた（対前年度）。", lambda s: s.percent > 20, False, "counts"),
    line(lambda s: f"令和7年度の目標を{wide(s.tenth(s.gap / s.target * 100))}％下回ったのは{s.name}で、広報の在り方を見直す必要がある。", under, True, "counts"),
    # -------- shares (per cent): points
    line(lambda s: f"アンケートの回収方法を変えていないことから、{s.name}が前年度より{s.tenth(s.change)}ポイント上昇した点は注目に値する。", up, True, "shares"),
    line(lambda s: f"{s.name}：{s.amount(s.now)}％（前年度{s.amount(s.prev)}％、▲{s.tenth(s.change)}ポイント）", down, True, "shares"),
    line(lambda s: f"令和七年度の{s.name}は、前年度から{tenpoint(s)}ポイント下がっている。", down, True, "shares"),
    line(lambda s: f"{s.name}は令和7年度に{s.amount(s.now)}％を示し、目標として掲げた数値との間に{s.tenth(s.gap)}ポイントの開きがある。", true, True, "shares"),
    line(lambda s: f"{s.name}は{whole(s, (s.now / 10).quantize(Decimal(1), rounding=ROUND_FLOOR))}割台であった（令和7年度調査）。", true, True, "shares"),
    line(lambda s: f"計画初年度の令和3年度に{s.amount(s.first)}％であった{s.name}は、令和7年度には{s.amount(s.now)}％まで上がった。", lambda s: s.now > s.first, True, "shares"),
    line(lambda s: f"前年度の調査結果（{s.amount(s.prev)}％）と今回の調査結果（{s.amount(s.now)}％）とを比べる限り、{s.name}は改善したと評価できる。", better, True, "shares"),
    line(lambda s: f"２年前の令和５年度調査と比較して、{s.name}は{s.tenth(s.now - at(s, 2023))}ポイント低くなった。", lambda s: s.now < at(s, 2023), True, "shares"),
    line(lambda s: f"令和7年度の{s.name}は半数を超えている。", lambda s: s.now > 50, False, "shares"),
    # -------- English
    line(lambda s: f"In fiscal 2025 the figure for {s.name} grew by {s.tenth(s.percent)} percent over the previous year, helped by the reopened branch.", up, True, "counts"),
    line(lambda s: f"{s.name} fell short of this year's target by {s.amount(s.gap)}, mainly because of the summer closure.", under, True, "counts"),
    line(lambda s: f"The library met its FY2025 target for {s.name}.", met),
    line(lambda s: f"{s.name} stood at {s.amount(s.now)} in FY2025, down from {s.amount(s.prev)} a year earlier.", down, True),
    line(lambda s: f"Compared with FY2021, the first year of the plan, {s.name} is lower.", lambda s: s.now < s.first),
    line(lambda s: f"With one year to go, {s.name} has yet to reach the final target set for FY2026.", lambda s: not final_met(s)),
    line(lambda s: f"Over the seven years from FY2019 to FY2025, {s.name} has never been higher than it was in FY2025.", lambda s: s.now >= max(s.actuals.values())),
    line(lambda s: f"We recorded {s.amount(s.now)} for {s.name} against a planned {s.amount(s.target)}.", true, True),
    line(lambda s: f"{s.name} did not fall from the previous year.", lambda s: s.now >= s.prev),
    line(lambda s: f"{s.name} was roughly {s.tenth(s.now / s.prev)} times the FY2024 level.", true, True, "counts"),
)
# fmt: on
