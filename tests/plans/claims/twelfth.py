"""A twelfth set, written blind: small towns, big cities, prefectures and library staff; no claim code was read for it.

It was scored twice before anything was mended by it; since then it has been used as the others were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
from tests.plans.claims.situations import WIDE, YEAR, Situation

# ------------------------------------------------------------------ truths


def always(_s: Situation) -> bool:
    return True


def both(*wanted: Callable[[Situation], bool]) -> Callable[[Situation], bool]:
    return lambda s: all(holds(s) for holds in wanted)


def hit(s: Situation, year: int) -> bool:
    if s.direction.value == "up":
        return s.actuals[year] >= s.targets[year]
    return s.actuals[year] <= s.targets[year]


def hits(s: Situation, years: Iterable[int]) -> int:
    return sum(hit(s, year) for year in years)


def grew(s: Situation, year: int) -> bool:
    return s.actuals[year] > s.actuals[year - 1]


def fell(s: Situation, year: int) -> bool:
    return s.actuals[year] < s.actuals[year - 1]


def before(s: Situation, start: int = 2019) -> list[Decimal]:
    return [s.actuals[year] for year in range(start, YEAR)]


def step(s: Situation, year: int) -> Decimal:
    return s.actuals[year] - s.actuals[year - 1]


def flat(s: Situation) -> bool:
    """Within 5 %; the situations have hardly any change between 3 and 7 %."""
    return abs(s.percent) < 5


def run(s: Situation, moved: Callable[[Situation, int], bool], end: int) -> int:
    """For how many years up to ``end`` it moved that way."""
    length = 0
    while end - length > 2019 and moved(s, end - length):
        length += 1
    return length


def top_year(s: Situation) -> int:
    """The year of the highest figure before this one."""
    return max(range(2019, YEAR), key=lambda year: s.actuals[year])


def second(s: Situation) -> bool:
    return sum(value > s.now for value in before(s)) == 1 and s.now not in before(s)


def peak_year(s: Situation) -> int:
    return max(range(2019, YEAR - 1), key=lambda year: s.actuals[year])


def since_peak(s: Situation) -> bool:
    return all(fell(s, year) for year in range(peak_year(s) + 1, YEAR + 1))


def low_year(s: Situation) -> int:
    return min(range(2020, YEAR - 1), key=lambda year: s.actuals[year])


def since_low(s: Situation) -> bool:
    """It came down to that year, and has risen in every one since."""
    low = low_year(s)
    return (
        s.actuals[low] == min(s.actuals.values())
        and fell(s, low)
        and all(grew(s, year) for year in range(low + 1, YEAR + 1))
    )


def dips(s: Situation) -> list[int]:
    return [year for year in range(2022, YEAR + 1) if fell(s, year)]


def dip(s: Situation) -> int:
    return dips(s)[0] if dips(s) else 2024


def rank(s: Situation, start: int) -> int:
    return 1 + sum(value > s.now for value in before(s, start))


def mean(s: Situation, start: int, end: int) -> Decimal:
    return sum((s.actuals[year] for year in range(start, end + 1)), Decimal(0)) / (end - start + 1)


# ------------------------------------------------------------------ numbers as they are written


def reiwa(year: int) -> str:
    return "令和元年度" if year == 2019 else f"令和{year - 2018}年度".translate(WIDE)


def man(s: Situation, value: Decimal) -> str:
    """16万3,245."""
    whole = int(s.bent(abs(value)).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    if whole < 10_000:
        return f"{whole:,}"
    return f"{whole // 10_000}万{whole % 10_000:,}" if whole % 10_000 else f"{whole // 10_000}万"


def unit_of(value: Decimal) -> Decimal:
    """What a note of ``value`` would be rounded to: two leading digits, or tens."""
    return Decimal(10) if value < 1_000 else Decimal(1).scaleb(value.adjusted() - 1)


def odd(s: Situation, value: Decimal) -> str:
    """The round number just below, for 余り."""
    bent = s.bent(value)
    size = unit_of(bent)
    low = (bent / size).to_integral_value(ROUND_FLOOR) * size
    return f"{int(low - size if low == bent else low):,}"


def short_of(s: Situation, value: Decimal) -> str:
    """The round number just above, for 弱."""
    bent = s.bent(value)
    size = unit_of(bent)
    high = (bent / size).to_integral_value(ROUND_CEILING) * size
    return f"{int(high + size if high == bent else high):,}"


def lead(value: Decimal) -> Decimal:
    """The leading digit and noughts."""
    size = Decimal(1).scaleb(value.adjusted())
    return (value / size).to_integral_value(ROUND_FLOOR) * size


def tenths(s: Situation, share: Decimal) -> int:
    """A share of 1 in whole 割."""
    return max(1, int(s.bent(abs(share) * 10).quantize(Decimal(1), rounding=ROUND_HALF_UP)))


def times(s: Situation, ratio: Decimal) -> str:
    return f"{s.bent(ratio).quantize(Decimal('0.01'), rounding=ROUND_HALF_UP)}"


def rise(s: Situation, year: int) -> Decimal:
    """The change in per cent since ``year``."""
    return (s.now - s.actuals[year]) / s.actuals[year] * 100


def decade(value: Decimal) -> int:
    return int(value // 10 * 10)


def other_place(s: Situation, start: int) -> int:
    """The rank, or in a lie the next one."""
    place = rank(s, start)
    return place % (YEAR - start + 1) + 1 if s.lie else place


def hit_years(s: Situation) -> int:
    count = hits(s, range(2021, YEAR + 1))
    return (count + 2) % 6 if s.lie else count


def fall_years(s: Situation) -> int:
    length = max(2, run(s, fell, YEAR))
    return length + 1 if s.lie else length


# fmt: off
TWELFTH = (
    # 1: notes of a small town
    line(lambda s: f"{s.name}　{s.amount(s.now)}{s.unit}（対前年▲{s.amount(s.change)}{s.unit}）", down, True, "counts"),
    line(lambda s: f"○{s.name}　目標{s.amount(s.target)}{s.unit}　実績{s.amount(s.now)}{s.unit}　未達成", missed, True),
    line(lambda s: f"{s.name}↑（R6：{s.amount(s.prev)}{s.unit}⇒R7：{s.amount(s.now)}{s.unit}）", up, True),
    line(lambda s: f"R7の{s.name}、{s.amount(s.now)}{s.unit}。目標{s.amount(s.target)}{s.unit}、達成。", reached, True),
    line(lambda s: f"{s.name}、前年超え。", up),
    line(lambda s: f"{s.name}は前年比マイナス{s.tenth(s.percent)}%。", down, True, "counts"),
    line(lambda s: f"{s.name}、目標まであと{s.amount(s.gap)}{s.unit}だった。", under, True, "counts-up"),
    line(lambda s: f"{s.name}、３年ぶりの減。", lambda s: fell(s, 2025) and not fell(s, 2024) and not fell(s, 2023) and fell(s, 2022)),
    line(lambda s: f"{s.name}は増。ただし目標は未達。", both(up, missed), False, "up"),
    line(lambda s: f"{s.name}：R5 {s.amount(s.actuals[2023])}{s.unit}、R6 {s.amount(s.prev)}{s.unit}、R7 {s.amount(s.now)}{s.unit}。２年続けて増。", rising(2), True),
    line(lambda s: f"{s.name}、達成率{s.tenth(s.now / s.target * 100)}％で目標クリア。", reached, True, "up"),
    line(lambda s: f"{s.name}はおおむね横ばい。", flat),
    line(lambda s: f"（１）{s.name}　目標値{s.amount(s.target)}{s.unit}、実績値{s.amount(s.now)}{s.unit}、差引△{s.amount(s.gap)}{s.unit}", under, True, "counts"),
    line(lambda s: f"{s.name}：R3 {s.amount(s.first)}{s.unit}／R5 {s.amount(s.actuals[2023])}{s.unit}／R7 {s.amount(s.now)}{s.unit}", always, True),
    line(lambda s: f"実績は対前年度比{s.tenth(s.now / s.prev * 100)}％（＋{s.amount(s.change)}{s.unit}）。", up, True, "counts"),
    # 2: headlines
    line(lambda s: f"{s.name}が過去最少　{s.amount(s.now)}{s.unit}に", lowest, True, "counts"),
    line(lambda s: f"{s.name}、２年連続の目標割れ", lambda s: under(s) and s.prev < s.targets[2024], False, "up"),
    line(lambda s: f"{s.name}が令和元年度以降で初の{lead(s.now):,f}{s.unit}超え", lambda s: s.now > lead(s.now) >= max(before(s)), False, "counts"),
    line(lambda s: f"{s.name}{s.tenth(s.percent)}％増　前年度に続き伸びる", rising(2), True, "counts"),
    line(lambda s: f"目標達成ならず――{s.name}、計画を{s.amount(s.gap)}{s.unit}下回る", under, True, "counts-up"),
    line(lambda s: f"{s.name}、{lead(s.prev):,f}{s.unit}を割り込む", lambda s: s.now < lead(s.prev), False, "counts"),
    line(lambda s: f"{s.name}　前年度比{s.amount(s.change)}ポイント増の{s.amount(s.now)}％", up, True, "shares"),
    # 3: long sentences of an administration
    line(lambda s: f"{s.name}については、電子申請の導入に伴い手続の簡素化が図られたこと等により、令和７年度実績は{s.amount(s.now)}{s.unit}となり、令和６年度実績（{s.amount(s.prev)}{s.unit}）を{s.amount(s.change)}{s.unit}上回ったところである。", up, True, "counts"),
    line(lambda s: f"令和７年度における{s.name}の実績値は{s.amount(s.now).translate(WIDE)}{s.unit}であり、計画に定める同年度の目標値{s.amount(s.target).translate(WIDE)}{s.unit}に照らすと、{s.amount(s.gap).translate(WIDE)}{s.unit}の不足となっている。", under, True, "counts-up"),
    line(lambda s: f"当該年度の{s.name}は、年次計画に掲げた水準を確保するには至らず、前年度の実績をも下回る結果となったものである。", both(missed, down), False, "up"),
    line(lambda s: f"なお、{s.name}に関しては、基準年度である令和３年度と比較した場合、{s.tenth(rise(s, 2021))}パーセントの減少となっている。", lambda s: s.now < s.first, True, "counts"),
    line(lambda s: f"{s.name}は、令和６年度まで{max(2, run(s, grew, 2024))}年続けて増加してきたが、令和７年度に至って減少した。", lambda s: down(s) and run(s, grew, 2024) >= 2),
    line(lambda s: f"{s.name}の令和７年度実績は、最終目標値に対して{s.tenth(s.now / s.final * 100)}％の水準である。", always, True, "counts-up"),
    line(lambda s: f"{s.name}は、計画の前期に当たる令和３年度から令和５年度までの平均値（{s.amount(mean(s, 2021, 2023))}{s.unit}）を上回った。", lambda s: s.now > mean(s, 2021, 2023), True, "counts"),
    line(lambda s: f"{s.name}の実績は{s.amount(s.now)}{s.unit}で、目標として設定した{s.amount(s.target)}{s.unit}を１割以上下回っている。", lambda s: s.gap / s.target <= Decimal("-0.1"), True, "counts-up"),
    line(lambda s: f"中央館の空調更新に伴う休館期間があったことを勘案する必要があるものの、{s.name}は前年度に対し{s.tenth(s.percent)}％の減、目標値に対し{s.tenth(s.gap / s.target * 100)}％の減となった。", both(down, under), True, "counts"),
    line(lambda s: f"年次計画との対比でみると、{s.name}は{s.amount(s.gap)}{s.unit}の超過であり、所期の目標を達成したものと認められる。", both(over, reached), True, "counts-up"),
    line(lambda s: f"平成31年度（令和元年度）に{s.amount(s.actuals[2019])}{s.unit}であった{s.name}は、令和７年度には{s.amount(s.now)}{s.unit}へと減少している。", lambda s: s.now < s.actuals[2019], True),
    # 4: library staff, politely
    line(lambda s: f"たくさんの方にご利用いただき、{s.name}は去年より{s.tenth(s.percent)}％アップしました。", up, True, "counts"),
    line(lambda s: f"うれしいことに、{s.name}がこれまでの最高記録を塗り替えました。", highest, False, "up"),
    line(lambda s: f"{s.name}は{s.amount(s.now)}{s.unit}で、残念ながら目標には及びませんでした。", missed, True, "up"),
    line(lambda s: f"{s.name}は昨年度と同じくらいでした。", flat),
    line(lambda s: f"カウンターでも実感しておりますが、{s.name}は昨年度を{s.amount(s.change)}{s.unit}ほど上回っています。", up, True, "counts"),
    line(lambda s: f"{s.name}は３年連続で減っています。", falling(3)),
    line(lambda s: f"昨年度に続き、今年度も{s.name}の目標をクリアすることができました。", lambda s: reached(s) and hit(s, 2024)),
    line(lambda s: f"{s.name}は去年の{s.amount(s.prev)}{s.unit}に対し、今年は{s.amount(s.now)}{s.unit}と減ってしまいました。", down, True),
    line(lambda s: f"{s.name}は２年連続の増加で、増加幅も前年度より大きくなりました。", lambda s: rising(2)(s) and step(s, 2025) > step(s, 2024)),
    line(lambda s: f"{s.name}は{s.amount(s.now)}{s.unit}でした。昨年度より{s.amount(s.change)}{s.unit}少ない数字です。", down, True, "counts"),
    line(lambda s: f"読み聞かせに来てくださる方々に支えられ、{s.name}は{s.amount(s.target)}{s.unit}の目標を上回ることができました。", over, True, "up"),
    # 5: a prefecture, a big city
    line(lambda s: f"県内の市町村立図書館における{s.name}は、{reiwa(low_year(s))}の{s.amount(s.actuals[low_year(s)])}{s.unit}を底に増加を続け、令和７年度は{s.amount(s.now)}{s.unit}となった。", since_low, True, "counts"),
    line(lambda s: f"市全体では、{s.name}が{man(s, s.now)}{s.unit}と、前年度の{man(s, s.prev)}{s.unit}を下回った。", down, True, "counts"),
    line(lambda s: f"{s.name}はおよそ{s.rounded(s.now)}{s.unit}で、令和元年度と比べ約{s.rounded(rise(s, 2019))}％多い。", lambda s: s.now > s.actuals[2019], True, "counts"),
    line(lambda s: f"令和４年度以降の４年間のうち、{s.name}が前年度を下回ったのは{reiwa(dip(s))}だけである。", lambda s: dips(s) == [dip(s)]),
    line(lambda s: f"{s.name}は、2019年度比で{s.tenth(rise(s, 2019))}％増、2021年度比で{s.tenth(rise(s, 2021))}％増となっている。", lambda s: s.now > s.actuals[2019] and s.now > s.first, True, "counts"),
    line(lambda s: f"本県の{s.name}は{reiwa(peak_year(s))}をピークに減少が続いている。", since_peak),
    line(lambda s: f"全区合計の{s.name}は{man(s, s.now)}{s.unit}で、計画上の{man(s, s.target)}{s.unit}を{man(s, s.gap)}{s.unit}上回る。", over, True, "counts"),
    # 6: contrasts
    line(lambda s: f"{s.name}は前年度こそ上回ったものの、令和５年度の水準には戻っていない。", lambda s: up(s) and s.now < s.actuals[2023], False, "up"),
    line(lambda s: f"開館日数は減った一方、{s.name}は前年度を上回った。", up),
    line(lambda s: f"目標には到達しなかったが、{s.name}は{s.amount(s.prev)}{s.unit}から{s.amount(s.now)}{s.unit}に伸びた。", both(missed, up), True, "up"),
    line(lambda s: f"{s.name}は目標を上回った。しかし、前年度との比較では{s.amount(s.change)}{s.unit}の減である。", both(over, down), True, "counts"),
    line(lambda s: f"前年度に及ばなかったとはいえ、{s.name}は目標を達成している。", both(down, reached), False, "up"),
    line(lambda s: f"{s.name}は前年度を上回りながらも、計画値をなお{s.amount(s.gap)}{s.unit}下回っている。", both(up, under), True, "counts-up"),
    line(lambda s: f"{s.name}は年度の目標を達成したが、最終年度の目標には{s.amount(s.final - s.now)}{s.unit}足りない。", lambda s: reached(s) and s.now < s.final, True, "counts-up"),
    line(lambda s: f"今年度の実績は{s.amount(s.now)}{s.unit}であり、昨年度に比べ増えてはいるが、目標の{s.amount(s.target)}{s.unit}には達していない。", both(up, missed), True, "up"),
    line(lambda s: f"{s.name}は前年度から減ったが、令和元年度と比べればまだ多い。", lambda s: down(s) and s.now > s.actuals[2019], False, "counts"),
    line(lambda s: f"令和６年度は目標を達成していた{s.name}だが、令和７年度は目標に届かなかった。", lambda s: hit(s, 2024) and missed(s)),
    # 7: streaks
    line(lambda s: f"{s.name}は５年連続の増加となった。", rising(5)),
    line(lambda s: f"{s.name}の前年度超えは３年連続である。", rising(3)),
    line(lambda s: f"{s.name}は令和３年度の{s.amount(s.first)}{s.unit}を起点に、４年続けて増加している。", rising(4), True),
    line(lambda s: f"{s.name}は２年連続で前年度を下回り、減少に歯止めがかかっていない。", falling(2)),
    line(lambda s: f"{s.name}の減少は{fall_years(s)}年連続となった。", falling(2), True),
    line(lambda s: f"{max(2, run(s, fell, 2024))}年続いた減少が止まり、{s.name}は増加に転じた。", lambda s: run(s, fell, 2024) >= 2 and up(s)),
    line(lambda s: f"{s.name}は二年連続で年次計画を超えた。", lambda s: over(s) and s.prev > s.targets[2024]),
    line(lambda s: f"{s.name}は計画期間に入ってから毎年度、目標を達成している。", lambda s: hits(s, range(2021, 2026)) == 5),
    line(lambda s: f"{s.name}は、令和５年度以降、目標を達成できていない。", lambda s: hits(s, (2023, 2024, 2025)) == 0),
    # 8: extremes
    line(lambda s: f"{s.name}は、集計方法を改めた令和元年度以降で最少となった。", lowest, False, "counts"),
    line(lambda s: f"{s.name}は、令和２年度以降の６年間で{other_place(s, 2020)}番目に多かった。", lambda s: s.now not in before(s, 2020), True, "counts"),
    line(lambda s: f"{s.name}は、計画期間に入ってから最も低かった。", lambda s: s.now < min(before(s, 2021))),
    line(lambda s: f"{s.name}は、これまで最高だった{reiwa(top_year(s))}の{s.amount(s.actuals[top_year(s)])}{s.unit}を上回り、最高値を更新した。", highest, True),
    line(lambda s: f"{s.name}は、過去最高の{reiwa(top_year(s))}に次いで２番目に高い値となった。", second),
    line(lambda s: f"{s.name}は、直近３か年では最も高い{s.amount(s.now)}{s.unit}である。", lambda s: s.now > max(before(s, 2023)), True),
    line(lambda s: f"{s.name}の前年度からの増加数は、令和２年度以降で最大であった。", lambda s: up(s) and s.change > max(step(s, year) for year in range(2020, YEAR)), False, "counts"),
    line(lambda s: f"最も多かった{reiwa(top_year(s))}に比べ、{s.name}は{s.amount(s.actuals[top_year(s)] - s.now)}{s.unit}少ない。", lambda s: s.now < max(before(s)), True, "counts"),
    line(lambda s: f"令和７年度の{s.name}は、令和４年度、令和５年度、令和６年度のいずれをも下回った。", lambda s: s.now < min(before(s, 2022))),
    # 9: shares and points
    line(lambda s: f"{s.name}は{s.amount(s.now)}％で、前年度から{s.amount(s.change)}ポイントの減となった。", down, True, "shares"),
    line(lambda s: f"{s.name}は半数を超えている。", lambda s: s.now > 50, False, "shares"),
    line(lambda s: f"{s.name}は、前年度の{decade(s.prev)}％台から{decade(s.now)}％台に上がった。", lambda s: decade(s.now) > decade(s.prev), False, "shares"),
    line(lambda s: f"{s.name}は８割に達していない。", lambda s: s.now < 80, False, "shares"),
    line(lambda s: f"{s.name}は{s.amount(s.now)}％であり、目標の{s.amount(s.target)}％を{s.amount(s.gap)}ポイント下回っている。", under, True, "shares"),
    line(lambda s: f"{s.name}は、令和５年度からの２年間で{s.amount(s.now - s.actuals[2023])}ポイント上昇した。", lambda s: s.now > s.actuals[2023], True, "shares"),
    line(lambda s: f"{s.name}が目標を{s.amount(s.gap).translate(WIDE)}ポイント上回る{s.amount(s.now).translate(WIDE)}％となった。", over, True, "shares"),
    line(lambda s: f"{s.name}は{s.amount(s.now)}％（前年度{s.amount(s.prev)}％、目標{s.amount(s.target)}％）で、前年度、目標のいずれも下回った。", both(down, under), True, "shares"),
    line(lambda s: f"アンケートの結果、{s.name}は{s.amount(s.now)}％で、前年度の調査（{s.amount(s.prev)}％）から下がった。", down, True, "shares"),
    line(lambda s: f"{s.name}は前年度より低下し、{max(1, int(s.prev // 10))}割を切った。", lambda s: down(s) and s.now < max(1, int(s.prev // 10)) * 10, False, "shares"),
    # 10: hedges
    line(lambda s: f"{s.name}は{s.rounded(s.now)}{s.unit}程度で、前年度より少ない。", down, True, "counts"),
    line(lambda s: f"{s.name}は{odd(s, s.now)}{s.unit}余りとなり、前年度を上回った。", up, True, "counts"),
    line(lambda s: f"{s.name}は{short_of(s, s.now)}{s.unit}弱に減った。", down, True, "counts"),
    line(lambda s: f"前年度からの{s.name}の減少幅は約{s.rounded(s.change).translate(WIDE)}{s.unit}である。", down, True, "counts"),
    line(lambda s: f"{s.name}は前年度を約{tenths(s, s.percent / 100)}割上回った。", up, True, "counts"),
    line(lambda s: f"{s.name}は目標のおよそ{tenths(s, s.now / s.target)}割にとどまった。", under, True, "counts-up"),
    line(lambda s: f"{s.name}は、令和３年度に比べ{s.tenth(rise(s, 2021) / 10).translate(WIDE)}割ほど増えている。", lambda s: s.now > s.first, True, "counts"),
    line(lambda s: f"{s.name}は前年度の約{tenths(s, s.now / s.prev)}割まで落ち込んだ。", down, True, "counts"),
    # 11: factors
    line(lambda s: f"{s.name}は令和元年度の{times(s, s.now / s.actuals[2019])}倍となっている。", always, True, "counts"),
    line(lambda s: f"{s.name}は計画値の{s.tenth(s.now / s.target)}倍に当たる{s.amount(s.now)}{s.unit}であった。", always, True, "counts"),
    line(lambda s: f"{s.name}は前年度の1.2倍を超えた。", lambda s: s.now / s.prev > Decimal("1.2"), False, "counts"),
    line(lambda s: f"{s.name}は令和元年度の半分以下になった。", lambda s: s.now * 2 <= s.actuals[2019], False, "counts"),
    line(lambda s: f"{s.name}は令和３年度の１．５倍以上に増えた。", lambda s: s.now >= s.first * Decimal("1.5"), False, "counts"),
    line(lambda s: f"{s.name}は、前年度を{s.tenth(s.percent)}パーセント上回る{s.amount(s.now)}{s.unit}を数えた。", up, True, "counts"),
    line(lambda s: f"{s.name}は前年度の実績を一割以上下回った。", lambda s: s.percent <= -10, False, "counts"),
    line(lambda s: f"コロナ禍の令和２年度と比べると、{s.name}は{s.tenth(s.now / s.actuals[2020])}倍になっている。", always, True, "counts"),
    line(lambda s: f"{s.name}は対目標比{s.tenth(s.now / s.target * 100)}％、対前年度比{s.tenth(s.now / s.prev * 100)}％であった。", always, True, "counts"),
    # 12: causes
    line(lambda s: f"改修工事に伴う休館により、{s.name}は前年度を{s.amount(s.change)}{s.unit}下回り、{s.amount(s.now)}{s.unit}となった。", down, True, "counts"),
    line(lambda s: f"駅前に分館が開いた効果で{s.name}は伸び、前年度比{s.tenth(s.percent)}％増を記録した。", up, True, "counts"),
    line(lambda s: f"{s.name}が目標に届かなかったのは、秋以降の臨時休館の影響によるものである。", missed),
    line(lambda s: f"{s.name}が前年度より減ったのは、近隣に書店を併設した施設が開業したことが主な要因である。", down),
    line(lambda s: f"{s.name}が前年度より{s.amount(s.change)}{s.unit}増えた要因としては、夜間開館の定着が考えられる。", up, True, "counts"),
    line(lambda s: f"少子化の進行を背景に、{s.name}は令和３年度からの４年間で{s.amount(s.now - s.first)}{s.unit}減った。", lambda s: s.now < s.first, True, "counts"),
    line(lambda s: f"電子図書館へ利用が移ったためと思われるが、{s.name}は３年前を{s.amount(s.now - s.actuals[2022])}{s.unit}下回る{s.amount(s.now)}{s.unit}であった。", lambda s: s.now < s.actuals[2022], True, "counts"),
    line(lambda s: f"移動図書館の巡回先を見直したことが奏功し、{s.name}は年度目標を{s.tenth(s.gap / s.target * 100)}％上回った。", over, True, "counts"),
    # 13: negations
    line(lambda s: f"{s.name}は前年度を下回っていない。", lambda s: not down(s)),
    line(lambda s: f"{s.name}が目標を下回ることはなかった。", lambda s: not under(s), False, "up"),
    line(lambda s: f"{s.name}は前年度を上回ることができなかった。", lambda s: not up(s), False, "up"),
    line(lambda s: f"{s.name}は、コロナ禍前の令和元年度の水準を取り戻せていない。", lambda s: s.now < s.actuals[2019], False, "up"),
    line(lambda s: f"{s.name}は減少には至らず、前年度の{s.amount(s.prev)}{s.unit}を上回る{s.amount(s.now)}{s.unit}であった。", up, True),
    line(lambda s: f"{s.name}は目標を達成したとは言えない。", missed),
    line(lambda s: f"{s.name}は、計画期間中、まだ一度も年度目標を達成していない。", lambda s: hits(s, range(2021, 2026)) == 0),
    # 14: over years, sums, what is left
    line(lambda s: f"令和３年度から令和７年度までの５か年のうち、{s.name}が目標を達成したのは{hit_years(s)}か年である。", always, True),
    line(lambda s: f"令和３年度から令和７年度までの５年間の{s.name}は、累計{s.amount(mean(s, 2021, 2025) * 5)}{s.unit}である。", always, True, "counts"),
    line(lambda s: f"{s.name}は、計画開始前の令和２年度（{s.amount(s.actuals[2020])}{s.unit}）を{s.amount(s.now - s.actuals[2020])}{s.unit}上回っている。", lambda s: s.now > s.actuals[2020], True, "counts"),
    line(lambda s: f"令和８年度の目標{s.amount(s.final)}{s.unit}に対し、{s.name}はあと{s.amount(s.final - s.now)}{s.unit}不足している。", lambda s: s.now < s.final, True, "counts-up"),
    line(lambda s: f"{s.name}は、{s.amount(s.actuals[2019])}{s.unit}（Ｒ１）、{s.amount(s.actuals[2022])}{s.unit}（Ｒ４）、{s.amount(s.now)}{s.unit}（Ｒ７）と３年ごとにみても減少している。", lambda s: s.actuals[2019] > s.actuals[2022] > s.now, True),
    line(lambda s: f"令和５年度に落ち込んだ{s.name}は、その後２年続けて増え、{s.amount(s.now)}{s.unit}まで持ち直した。", lambda s: fell(s, 2023) and rising(2)(s), True, "up"),
    line(lambda s: f"{s.name}は前年度の落ち込みから回復し、令和５年度の実績をも上回った。", lambda s: fell(s, 2024) and s.now > s.actuals[2023], False, "up"),
    line(lambda s: f"{s.name}は、計画期間に入って初めて年度目標を達成した。", lambda s: reached(s) and hits(s, range(2021, YEAR)) == 0),
    line(lambda s: f"{s.name}は年度目標を{s.amount(s.gap)}{s.unit}上回り、最終目標まで{s.amount(s.final - s.now)}{s.unit}を残すのみとなった。", lambda s: over(s) and s.now < s.final, True, "counts-up"),
    line(lambda s: f"前年度（{s.amount(s.prev)}{s.unit}）、前々年度（{s.amount(s.actuals[2023])}{s.unit}）のいずれと比べても、{s.name}は多い。", lambda s: s.now > max(before(s, 2023)), True, "counts"),
    line(lambda s: f"{s.name}は前年度に続いて減少したが、減少幅は{s.amount(step(s, 2024))}{s.unit}から{s.amount(s.change)}{s.unit}に縮小した。", lambda s: falling(2)(s) and abs(step(s, 2025)) < abs(step(s, 2024)), True, "counts"),
    line(lambda s: f"{s.name}は年度目標の{s.amount(s.target)}{s.unit}を達成したほか、令和８年度目標の{s.amount(s.final)}{s.unit}も上回った。", lambda s: reached(s) and s.now > s.final, True, "up"),
    line(lambda s: f"令和７年度の{s.name}は{s.amount(s.now)}{s.unit}。目標値に対して{s.amount(s.gap)}{s.unit}のマイナスとなった。", under, True, "counts"),
)

SILENT_12 = (
    # rooms, floors, shelves
    "展示は２階の第３会議室で行う。", "１階の入口に返却台を置いた。", "郷土資料室は３階の301号室である。",
    "書庫は地下２階にあり、出納は係員が行う。", "閲覧席は48席あり、うち６席は電源を備える。", "対面朗読室は１階の奥にある。",
    "分類番号369の棚を入口の近くに移した。", "サインの文字は30ミリ以上とした。", "おはなし会は絵本コーナー（１階）で行う。",
    "駐車場は25台分あり、２時間まで無料である。", "学習室の定員は20名とする。", "多目的ホールは200人まで入ることができる。",
    # hours, days, dates
    "開館時間は午前９時30分から午後７時までである。", "毎週月曜日と第４木曜日を休館日とする。", "年末年始は12月28日から１月４日まで休館した。",
    "蔵書点検のため、６月３日（火）から６月10日（火）まで休館した。", "講座は10月18日（土）の午後２時から行った。", "夜間開館は金曜日の午後８時までとしている。",
    "令和７年11月１日、分館が開館50周年を迎えた。", "令和８年３月31日をもって、旧システムの利用を終える。", "申込みは５月１日（木）午前10時から受け付けた。",
    "令和７年度第１回の図書館協議会は、７月24日に開いた。", "移動図書館は隔週水曜日に巡回する。", "昭和48年に開館し、平成15年に増築した。",
    "11月の読書週間に合わせ、講演会を開いた。", "貸出期間は２週間で、１回に限り延長できる。", "予約した資料の取置期間は７日間である。",
    "祝日は午後５時に閉館する。",
    # ages, classes
    "対象は小学４年生から６年生までとした。", "10か月児健診の会場で絵本を手渡した。", "13歳から18歳までの利用者に向けた棚を設けた。",
    "65歳以上の方には、郵送でも申込みを受け付けている。", "職場体験として中学２年生を受け入れた。", "３歳児健診の案内に、図書館のちらしを同封した。",
    "中高生の居場所づくりについて、関係課と話し合った。", "０歳児と保護者を対象とするわらべうたの会を開いた。", "大学生の実習生を８月に受け入れた。",
    # law, rules
    "図書館法第３条に基づき、学校との連携を進めている。", "著作権法第31条の範囲内で複写に応じている。", "条例第12条の改正に合わせ、規則を改めた。",
    "個人情報の取扱いは、市の要綱第５条による。", "読書バリアフリー法の趣旨を踏まえ、資料の作成手順を定めた。", "指定管理者との基本協定第８条に定めるところにより、報告を受けた。",
    "障害者差別解消法に基づく合理的配慮について、職員研修を行った。", "設置及び運営上の望ましい基準を参照した。", "議案第45号として条例の改正を提出した。",
    "要綱の別表第２を改めた。", "貸出しは１人10冊までとする。", "団体貸出は１団体につき100冊を限度とする。",
    "予約は１人５件まで受け付ける。", "相互貸借の送料は図書館が負担する。",
    # intentions, aims
    "来館者数の回復に向け、催しの内容を見直す。", "貸出冊数を増やすため、展示の場所を変える。", "登録者数の増加につながる取組を検討する。",
    "目標を達成するため、学校訪問の時期を早める予定である。", "不読率を下げるため、学校司書との研修を計画している。", "次年度は目標を上回ることができるよう努める。",
    "令和８年度には来館者数30万人を目指す。", "今後は減少に歯止めをかけたい。", "利用者満足度の向上を図っていく。",
    "さらなる利用の拡大に努めてまいります。", "前年度を上回る参加が得られるよう、広報の方法を工夫する。", "目標値の引上げについて検討していく。",
    "レファレンスの受付を夜間にも広げることを考えている。", "ボランティアの増員に向け、養成講座を開く予定である。", "令和10年度までに全館でＩＣタグを導入する計画である。",
    "団体貸出の利用を広げるため、保育所への案内を始める。", "講座の参加者を２倍にすることを目標に掲げる。", "郷土資料の収集に一層力を入れる。",
    "返却率を上げるための方法を、各館で話し合うこととした。", "最終年度に向け、重点的に取り組む事業を選んだ。", "年間100回の開催を目安とする。",
    "目標の９割を下回った場合は、改善計画を作ることとしている。", "減少が見込まれる地域には、巡回の便を設けることも考えられる。", "利用の伸びに応じて端末を増設することを検討する。",
    # what was done
    "館内の案内図を４か国語で作成した。", "司書が学校へ出向き、調べ学習を支援した。", "書架の間を90センチメートル空けた。",
    "蔵書検索の画面を見やすくした。", "職員研修では、接遇と防災を取り上げた。", "ホームページの構成を改めた。",
    "寄贈を受けた古文書の目録を作成した。", "雑誌スポンサー制度の要領を改めた。", "返却ポストの鍵を取り替えた。",
    "自動貸出機の使い方を図で示した。", "手話通訳を付けて講演会を開いた。", "地元の高校の書道部と一緒に看板を作った。",
    "館報を４月、８月、12月に発行した。", "古い視聴覚機器を処分した。", "空調設備の更新に向けた設計を行った。",
    "防災訓練を消防署と合同で行った。", "録音図書の作り方を学ぶ会を開いた。", "配架の乱れを直す時間を朝の15分と決めた。",
    "電子書籍の選び方について、各館の担当者で話し合った。", "本の福袋を正月に用意した。", "子ども司書の認定証を手渡した。",
    "貸出用のかごを新しくした。", "子ども読書の日に合わせて絵本を並べた。", "町内の書店と共同で選書フェアを行った。",
    # documents, methods
    "数値は令和８年３月31日現在である。", "算出方法は資料１の３ページに示すとおりである。", "達成率は、実績値を目標値で除して求める。",
    "前年度比は実績値どうしを比べたものである。", "評価は４段階で行い、Ａを最も良いものとする。", "増減の理由は様式第２号に記入する。",
    "来館者数は、入口の計数機により数えている。", "貸出冊数には、雑誌と視聴覚資料を含む。", "登録者数とは、年度末に有効な利用者カードを持つ人の数をいう。",
    "端数処理のため、内訳と計が合わないことがある。", "指標の定義は、計画の巻末に示している。", "アンケートは無作為に選んだ市民に郵送した。",
    "満足度は５段階の回答から求める。", "予約件数には、取り消された予約を含まない。", "この指標は令和４年度の改定で加えた。",
    "目標値は、協議会の意見を踏まえて定めたものである。", "平成29年度から指標として用いている。", "表中の「－」は該当がないことを表す。",
    "調査票の設問３を用いた。", "目標の達成状況については、次回の会議で報告する。", "中間評価は令和５年度に行った。",
    # generalities, causes without a figure, hedged
    "増減の要因については、引き続き分析が必要である。", "利用の実態を把握する方法を考える必要がある。", "達成が難しい指標については、事業の進め方を改める。",
    "天候に左右されやすい事業である。", "人口の動きを踏まえ、配置を考えていかなければならない。", "地域によって利用の仕方に違いがある。",
    "司書の採用は人事課と調整している。", "図書館は誰もが使える場所である。", "小さな図書館ならではの良さを生かしたい。",
    "目標に向けて着実に取り組んでいる。", "新しい利用者にどう届けるかが課題である。", "前年度と同じ講師を迎えた。",
    "前年度と同様の内容で実施した。", "前年度の反省を生かし、受付の流れを改めた。", "コロナ禍を機に始めた宅配を続けている。",
    "過去最大の台風に備え、非常用の電源を確かめた。", "高齢の方が多く住む地区に配本所を置いた。", "人気の高い資料は複本を用意する。",
    "最も身近な公共施設として親しまれるよう努める。", "より多くの人に知ってもらうことが大切である。", "利用者が少ない時間帯に清掃を行う。",
    "減らすべき業務を洗い出した。", "増え続ける資料を置く場所の確保が課題である。", "10年後を見据えた蔵書の在り方を考える。",
    # polite
    "皆さまのご来館を心よりお待ちしております。", "次回のおはなし会は６月14日（土）です。", "工事期間中はご迷惑をおかけいたします。",
    "ご意見は１階カウンターの箱にお入れください。", "利用者カードの有効期限は３年間です。", "お子さまの登録は０歳からできます。",
    "ご予約の資料が用意できましたら、電子メールでお知らせいたします。", "参加費は無料で、申込みは先着順です。", "お一人さま１回30分まで端末をお使いいただけます。",
    "図書館だより第128号を発行しました。", "カードをなくされた場合の再発行手数料は200円です。", "目標の達成に向け、職員一同努めてまいります。",
)
# fmt: on
