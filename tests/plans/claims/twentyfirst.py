"""A twenty-first set: a mix of voices, progress sheets foremost, by somebody who knew neither code nor results nor other sets.

Its first score, with thirty of each sentence and nothing mended by it, was found 0.887, right 0.928, 0 of 3,030 true ones
contradicted and 0.981 of those without a claim left alone. Then it was used to mend the code, by kinds of wording; so it tells
no more what to expect.
"""

from __future__ import annotations

from decimal import Decimal

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


def at(s: Situation, year: int) -> Decimal:
    return s.actuals[year]


def p(number: Decimal) -> str:
    """A number plainly, never bent."""
    return f"{abs(number):,}"


def wide(text: str) -> str:
    return text.translate(WIDE)


def kanji(text: str) -> str:
    return text.replace(",", "").translate(KANJI)


def man(text: str) -> str:
    whole = int(text.replace(",", ""))
    if whole < 10_000:
        return f"{whole:,}"
    return f"{whole // 10_000}万" + (f"{whole % 10_000:,}" if whole % 10_000 else "")


def always(_s: Situation) -> bool:
    return True


def flat(s: Situation) -> bool:
    return abs(s.percent) < 2


def better(s: Situation) -> bool:
    return up(s) if s.direction.name == "UP" else down(s)


def was_up(s: Situation) -> bool:
    return s.prev > at(s, 2023)


def was_down(s: Situation) -> bool:
    return s.prev < at(s, 2023)


def prev_over(s: Situation) -> bool:
    return s.prev > s.targets[2024]


def peak(s: Situation) -> int:
    return max(range(2019, YEAR), key=lambda year: s.actuals[year])


def below_peak(s: Situation) -> bool:
    return s.now < at(s, peak(s))


def bottom(s: Situation) -> int:
    return min(range(2019, YEAR), key=lambda year: s.actuals[year])


def reiwa(year: int) -> str:
    return "令和元年度" if year == 2019 else f"令和{year - 2018}年度"


def round_of(number: Decimal) -> Decimal:
    """A round number near: to one leading digit."""
    return number.quantize(Decimal(1).scaleb(number.adjusted())).quantize(Decimal(1))


def mean(s: Situation, start: int, end: int) -> Decimal:
    return sum((at(s, y) for y in range(start, end + 1)), Decimal(0)) / (end - start + 1)


def times_met(s: Situation) -> Decimal:
    return Decimal(sum(at(s, y) >= s.targets[y] for y in range(2021, YEAR + 1)))


# fmt: off
TWENTY_FIRST = (
    # ---- progress sheets
    line(lambda s: f"{s.name}については、SNSでの新着資料の発信や地域団体への働きかけに取り組んだ結果、令和6年度から{s.amount(s.change)}{s.unit}の増加につながった。", up, True, "counts"),
    line(lambda s: wide(f"令和7年度の{s.name}は{s.amount(s.now)}{s.unit}となり、年次計画の{p(s.target)}{s.unit}を超えている。"), over, True, "up"),
    line(lambda s: f"大規模改修に伴う休館の影響により、{s.name}は年次計画に対して{s.amount(s.gap)}{s.unit}不足した。", under, True, "counts"),
    line(lambda s: f"年次計画{p(s.target)}{s.unit}に対し、実績は{s.amount(s.now)}{s.unit}であり、計画を満たすことができなかった。", missed, True),
    line(lambda s: f"年次計画に掲げた{s.name}（{s.amount(s.target)}{s.unit}）は達成できている。", reached, True),
    line(lambda s: f"事業の周知が行き届かず、年次計画の数値には至っていないが、{s.name}そのものは前年度の実績より多い。", lambda s: missed(s) and up(s), False, "counts"),
    line(lambda s: f"{s.name}は、対前年度{s.tenth(s.percent)}%の減。電子書籍への移行や、分館の開館時間の短縮が要因と考えられる。", down, True, "counts"),
    line(lambda s: f"{s.name}：前年度とほぼ同水準を維持", flat, False, "counts flat"),
    line(lambda s: f"職員の接遇研修や返却期限のメール通知を行った成果もあり、{s.name}は前年度の実績から{s.amount(s.change)}ポイント改善した。", better, True, "shares"),
    line(lambda s: f"{s.name}は目標値を{s.amount(s.gap)}ポイント下回る結果となったため、実施方法の見直しを行う。", under, True, "shares"),
    line(lambda s: f"【指標】{s.name}　【R7達成率】{s.tenth(s.now / s.target * 100)}%　【今後の取組】引き続き、関係機関と連携して進める。", always, True, "up"),
    line(lambda s: f"{s.name}は、既に令和8年度の目標値に達していることから、次期計画では指標の見直しを検討する。", lambda s: s.now >= s.final, False, "up"),
    line(lambda s: f"最終年度（令和８年度）に目指す{s.name}まで、残り{s.amount(s.final - s.now)}{s.unit}となった。", lambda s: s.now < s.final, True, "counts"),
    line(lambda s: f"{s.name}は{s.amount(s.now)}{s.unit}で、計画の約{s.tenth(s.now / s.target)}倍に相当する。", always, True, "counts"),
    line(lambda s: f"計画初年度である令和3年度の{p(s.first)}{s.unit}と比べると、{s.name}は{s.amount(s.now - s.first)}{s.unit}伸びている。", lambda s: s.now > s.first, True, "counts"),
    line(lambda s: f"{s.name}は令和6年度、令和7年度と2年続けて前年度より減っており、要因の分析が課題である。", falling(2)),
    line(lambda s: f"{s.name}は、令和4年度の{p(at(s, 2022))}{s.unit}から令和7年度の{s.amount(s.now)}{s.unit}へと、3年間で拡大した。", lambda s: s.now > at(s, 2022), True, "counts"),
    line(lambda s: f"コロナ禍前である令和元年度の{s.name}（{p(at(s, 2019))}{s.unit}）を上回っており、利用が戻ってきている。", lambda s: s.now > at(s, 2019), False, "counts"),
    line(lambda s: f"・{s.name}　R5：{p(at(s, 2023))}{s.unit}　R6：{p(s.prev)}{s.unit}　R7：{s.amount(s.now)}{s.unit}", always, True),
    line(lambda s: f"{s.name}は、令和6年度こそ前年度を上回ったものの、令和7年度は減少に転じた。", lambda s: down(s) and was_up(s)),
    line(lambda s: f"令和6年度に落ち込んだ{s.name}は、巡回展示の再開等により令和7年度は持ち直した（前年度から{s.amount(s.change)}{s.unit}増）。", lambda s: up(s) and was_down(s), True, "counts"),
    line(lambda s: f"令和3年度以降の5か年で見ると、令和7年度の{s.name}が最も少ない。", lambda s: s.now < min(at(s, y) for y in range(2021, YEAR)), False, "counts"),
    line(lambda s: f"年次計画は上回ったものの、{s.name}は前年度の{p(s.prev)}{s.unit}から{s.amount(s.now)}{s.unit}に後退した。", lambda s: over(s) and down(s), True, "counts"),
    line(lambda s: f"学校との連携事業が定着し、{s.name}は前年度の実績、年次計画のいずれも上回った。", lambda s: up(s) and over(s), False, "up"),
    line(lambda s: f"{s.name}は前年度の実績、年次計画のいずれにも及ばなかった。", lambda s: down(s) and under(s), False, "up"),
    line(lambda s: f"指標②の{s.name}は、計画値と比べて{s.rounded(s.gap)}{s.unit}ほど多い。", over, True, "counts"),
    line(lambda s: f"猛暑により夏季の外出が控えられたことなどから、{s.name}は、約{s.rounded(s.gap)}{s.unit}計画に届いていない状況である。", under, True, "counts"),
    line(lambda s: f"R7目標値：{p(s.target)}{s.unit}／R7実績値：{s.amount(s.now)}{s.unit}／評価：未達成", missed, True),
    line(lambda s: f"R7目標値：{p(s.target)}{s.unit}／R7実績値：{p(s.now)}{s.unit}／評価：目標達成", reached),
    line(lambda s: f"{s.name}は計画どおりには進まず、目標値を下回った。差異の理由：会場の改修工事による。", under, False, "up"),
    line(lambda s: f"{s.name}は、令和６年度は目標値を下回っていたが、令和７年度は目標値を上回った。", lambda s: s.prev < s.targets[2024] and over(s), False, "up"),
    line(lambda s: f"令和6年度、令和7年度ともに目標値を超えることができた（{s.name}）。", lambda s: prev_over(s) and over(s), False, "up"),
    line(lambda s: f"計画期間の5年間（令和3年度～令和7年度）のうち、{s.name}が当該年度の目標値以上であったのは{s.rounded(times_met(s))}か年である。", always, True, "up"),
    line(lambda s: f"{s.name}は目標値の9割にも満たず、取組の手法そのものを改める必要がある。", lambda s: s.now < s.target * Decimal("0.9"), False, "counts"),
    line(lambda s: f"{s.name}は、前年度から1割を超えて増えた。要因としては、駅前分室の窓口開設が挙げられる。", lambda s: s.percent > 10, False, "counts"),
    line(lambda s: f"{s.name}は前年度から1割以上落ち込んでおり、開館日数の減少だけでは説明できない。", lambda s: s.percent <= -10, False, "counts"),
    line(lambda s: f"令和7年度の{s.name}は{p(round_of(s.prev))}{s.unit}を超えた。", lambda s: s.now > round_of(s.prev)),
    line(lambda s: f"最終目標値に対する{s.name}の到達率は、令和7年度末時点で{s.tenth(s.now / s.final * 100)}%である。", always, True, "counts"),
    line(lambda s: f"計画値（{p(s.target)}{s.unit}）と実績値の差は{s.amount(s.gap)}{s.unit}であり、その主な理由は選書基準の改定である。", always, True, "counts"),
    line(lambda s: f"館内掲示を多言語化したことにより利用の裾野が広がり、{s.name}は前年度の{s.tenth(s.now / s.prev)}倍に増えた。", lambda s: s.now > s.prev * Decimal("1.05"), True, "counts"),
    line(lambda s: f"移動図書館のステーションの見直しを行ったが、{s.name}は前年度を上回るには至らなかった。", lambda s: not up(s)),
    line(lambda s: f"成果指標の{s.name}は{s.amount(s.now)}{s.unit}（前年度：{p(s.prev)}{s.unit}、目標：{p(s.target)}{s.unit}）。", always, True),
    line(lambda s: f"広報紙での特集記事の効果もあり、前年度に{p(s.prev)}{s.unit}であった{s.name}は、{s.amount(s.change)}{s.unit}上積みされた。", up, True, "counts"),
    line(lambda s: f"{s.name}の前年度からの変動幅は5％に満たない。", lambda s: abs(s.percent) < 5, False, "counts flat"),
    line(lambda s: f"{s.name}は、令和6年度、令和7年度と連続して前年度を上回った。", rising(2)),
    line(lambda s: f"{s.name}は令和5年度、令和6年度、令和7年度のいずれにおいても前年度より増えている。", rising(3)),
    line(lambda s: f"令和8年度の目標（{p(s.final)}{s.unit}）には現時点で{s.amount(s.final - s.now)}ポイント足りない。", lambda s: s.now < s.final, True, "shares up"),
    line(lambda s: f"目標{p(s.target)}%のところ実績は{s.amount(s.now)}%と、目標よりも高い値となった。", over, True, "shares"),
    # ---- yearbook
    line(lambda s: f"本年度の{s.name}は総計{s.amount(s.now)}{s.unit}で、前年度（{p(s.prev)}{s.unit}）に比して増を示した。", up, True, "counts"),
    line(lambda s: f"{s.name}は前年度の{p(s.prev)}{s.unit}から{s.amount(s.change)}{s.unit}を減じ、{p(s.now)}{s.unit}を数えるにとどまった。", down, True, "counts"),
    line(lambda s: wide(f"{s.name}　{p(s.now)}{s.unit}　対前年度比{s.tenth(s.now / s.prev * 100)}%"), always, True, "counts"),
    line(lambda s: f"{s.name}　{p(s.now)}{s.unit}（前年度比△{s.amount(s.change)}{s.unit}）", down, True, "counts"),
    line(lambda s: f"{s.name}　{p(s.now)}{s.unit}（対前年度＋{s.amount(s.change)}{s.unit}）", up, True, "counts"),
    line(lambda s: f"{s.name}は令和六年度より{kanji(s.amount(s.change))}{s.unit}多く、年間を通じて堅調であった。", up, True, "counts"),
    line(lambda s: f"2024年度に{p(s.prev)}{s.unit}であった{s.name}は、2025年度には{s.amount(s.now)}{s.unit}まで減った。", down, True, "counts"),
    line(lambda s: f"令和3年度を100とした{s.name}の指数は、令和7年度において{s.tenth(s.now / s.first * 100)}である。", always, True, "counts"),
    line(lambda s: f"1年間の{s.name}は{man(s.amount(s.now))}{s.unit}に上った。", always, True, "counts"),
    line(lambda s: f"令和3年度から令和7年度までの{s.name}の平均は{s.amount(mean(s, 2021, 2025))}{s.unit}である。", always, True),
    line(lambda s: f"統計に見るように、本年度の{s.name}は令和元年度以降の各年度と比べて最も多い。", highest, False, "counts"),
    line(lambda s: f"令和元年度以降、{s.name}がこれほど低かった年度はない。", lowest),
    line(lambda s: f"なお、{s.name}は過去最多であった{reiwa(peak(s))}の{p(at(s, peak(s)))}{s.unit}には及ばなかった。", below_peak, False, "counts"),
    line(lambda s: f"5か年（令和3～7年度）の{s.name}を合算すると{s.amount(sum((at(s, y) for y in range(2021, 2026)), Decimal(0)))}{s.unit}になる。", always, True, "counts"),
    line(lambda s: f"開館五十周年の記念行事が重なった本年度は、{s.name}が前年度に比べ{s.tenth(s.percent)}％の伸びを見せた。", up, True, "counts"),
    line(lambda s: f"令和6年度の減少から一転し、本年度の{s.name}は{s.tenth(s.percent)}%の増加を見た。", lambda s: up(s) and was_down(s), True, "counts"),
    line(lambda s: f"{s.name}は{s.amount(s.prev)}{s.unit}（令和6年度）、{p(s.now)}{s.unit}（令和7年度）と推移している。", always, True),
    # ---- council answers
    line(lambda s: f"お尋ねの{s.name}でございますが、令和6年度が{p(s.prev)}{s.unit}、令和7年度が{s.amount(s.now)}{s.unit}でございまして、残念ながら減っております。", down, True),
    line(lambda s: f"委員御指摘のとおり、{s.name}につきましては目標には達しておりません。重く受け止めているところでございます。", missed, False, "up"),
    line(lambda s: f"{s.name}が減っているのではないかとの御質問ですが、昨年度との比較では{s.amount(s.change)}{s.unit}増えてございます。", up, True, "counts"),
    line(lambda s: f"ピークでありました{reiwa(peak(s))}と比べますと、令和7年度の{s.name}は{s.amount(at(s, peak(s)) - s.now)}{s.unit}少ない状況にあります。", below_peak, True, "counts"),
    line(lambda s: f"図書館長　{s.name}は、令和7年度の目標{p(s.target)}{s.unit}に対しまして{s.amount(s.now)}{s.unit}と、目標を達成することができました。", reached, True),
    line(lambda s: f"2年前、令和5年度の{s.name}と比べていただきますと、{s.amount(s.now - at(s, 2023))}{s.unit}ほど落ちているという状況でございます。", lambda s: s.now < at(s, 2023), True, "counts"),
    line(lambda s: f"計画の最終年度は令和8年度でございますが、{s.name}は現段階で最終目標値に届いておらず、なお一層の努力が必要と認識しております。", lambda s: s.now < s.final, False, "up"),
    line(lambda s: f"{s.name}は前年度から減ってはおりませんで、むしろ増えているというのが実情でございます。", up),
    line(lambda s: f"{s.name}につきましては、前年度と比べ{s.amount(s.change)}ポイント低下いたしましたので、その原因を分析しているところです。", down, True, "shares"),
    # ---- newsletter
    line(lambda s: f"みなさんのおかげで、図書館の{s.name}は昨年度よりも増えました。これからもどうぞお気軽にお立ち寄りください。", up, False, "counts"),
    line(lambda s: f"やりました！{s.name}が目標の{s.amount(s.target)}{s.unit}をみごと突破しました。", over, True, "up"),
    line(lambda s: f"令和7年度の{s.name}は、この7年間でいちばん多い数となりました。", highest, False, "counts"),
    line(lambda s: f"昨年度の{s.name}は…なんと{wide(s.amount(s.now))}{s.unit}でした（令和7年度の集計です）。", always, True, "counts"),
    line(lambda s: f"図書館の数字　令和7年度の{s.name}　約{s.rounded(s.now)}{s.unit}（前の年度より減）", down, True, "counts"),
    line(lambda s: f"目標の{p(s.target)}{s.unit}まで、あと{s.amount(s.gap)}{s.unit}でした。惜しくも届かなかった令和7年度の{s.name}、今年はぜひご協力を。", under, True, "counts"),
    # ---- memo of the section in charge
    line(lambda s: f"{s.name}　R7 {s.amount(s.now)}{s.unit}。R6 {p(s.prev)}{s.unit}から減、目標も未達。係内で要検討。", lambda s: down(s) and missed(s), True, "counts"),
    line(lambda s: f"{s.name}→前年割れ。ただし計画値はクリア。", lambda s: down(s) and reached(s), False, "up"),
    line(lambda s: f"計画比▲{s.amount(s.gap)}{s.unit}（{s.name}）。課長説明時に理由を聞かれる見込み。", under, True, "counts"),
    line(lambda s: f"{s.name}、前年並み。特記事項なし。", flat, False, "counts flat"),
    line(lambda s: f"{s.name}：前年度超え。目標には及ばず。", lambda s: up(s) and missed(s), False, "up"),
    line(lambda s: f"R3→R7で{s.name}は{s.amount(s.now - s.first)}{s.unit}減（R3 {p(s.first)}{s.unit}）。", lambda s: s.now < s.first, True, "counts"),
    # ---- auditor
    line(lambda s: f"{s.name}の令和7年度実績は{s.amount(s.now)}{s.unit}で、目標値に対する割合は{s.tenth(s.now / s.target * 100)}％であった。", always, True, "counts"),
    line(lambda s: f"{s.name}は、令和6年度に引き続き令和7年度も目標値を下回っていることが認められるので、改善に努められたい。", lambda s: s.prev < s.targets[2024] and under(s), False, "up"),
    line(lambda s: f"令和2年度から令和6年度までの平均と比較すると、令和7年度の{s.name}はこれを下回っている。", lambda s: s.now < mean(s, 2020, 2024)),
    line(lambda s: f"令和元年度に{p(at(s, 2019))}{s.unit}であった{s.name}は、令和7年度には{s.amount(s.now)}{s.unit}となっており、6年間で減少している。", lambda s: s.now < at(s, 2019), True, "counts"),
    line(lambda s: f"{s.name}が最も低調であった{reiwa(bottom(s))}に比べると、令和7年度は{s.amount(s.now - at(s, bottom(s)))}{s.unit}多く、一定の回復が認められる。", lambda s: s.now > at(s, bottom(s)), True, "counts"),
    # ---- English
    line(lambda s: f"{s.name} rose to {s.amount(s.now)} in FY2025, up from {p(s.prev)} a year earlier.", up, True, "counts"),
    line(lambda s: f"Compared with the previous year, {s.name} fell by {s.tenth(s.percent)} percent.", down, True, "counts"),
    line(lambda s: f"{s.name} did not reach the target for FY2025.", missed, False, "up"),
    line(lambda s: f"The FY2025 target for {s.name} was met.", reached),
    line(lambda s: f"At {s.amount(s.now)}, {s.name} was {p(s.gap)} above the planned figure.", over, True, "counts"),
    line(lambda s: f"{s.name} was {s.amount(s.gap)} short of the plan because two branches were closed for repairs.", under, True, "counts"),
    line(lambda s: f"{s.name} declined in both FY2024 and FY2025.", falling(2)),
    line(lambda s: f"{s.name} was higher in fiscal 2025 than in any year since fiscal 2019.", highest),
    line(lambda s: f"In FY2025, {s.name} came to {s.tenth(s.now / s.target * 100)}% of the target.", always, True, "counts"),
    line(lambda s: f"Although below target, {s.name} increased on the previous year.", lambda s: under(s) and up(s), False, "up"),
)

# fmt: on
