"""A ninth set, written after the code was mended by the eighth, and scored before anything was mended by it.

Its first score was found 0.969, right 0.902, 78 of 1,950 true ones contradicted and 0.930 of the sentences without a
claim left alone. Two of those tell a count of deeds (年３回開いた), which the check marks as one, as the reference does.
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
from tests.plans.claims.situations import YEAR, Situation


def always(_s: Situation) -> bool:
    return True


def hit(s: Situation, year: int) -> bool:
    """Whether the target of ``year`` was reached."""
    if s.direction.value == "up":
        return s.actuals[year] >= s.targets[year]
    return s.actuals[year] <= s.targets[year]


def rank(s: Situation) -> int:
    """1 for the most of all years."""
    return 1 + sum(value > s.now for year, value in s.actuals.items() if year < YEAR)


def best_year(s: Situation) -> int:
    return max((year for year in s.actuals if year < YEAR), key=lambda year: s.actuals[year])


def thousands(s: Situation) -> str:
    """A round number below this year's; in a lie far above."""
    number = s.now * (Decimal("1.7") if s.lie else 1)
    step = Decimal(1).scaleb(number.adjusted() - 1)
    below = number // step * step
    return f"{below - (step if below == number else 0):,f}"


def band(s: Situation) -> str:
    """The round number at or below this year's; in a lie far above."""
    number = s.now * (Decimal("1.7") if s.lie else 1)
    step = Decimal(1).scaleb(number.adjusted())
    return f"{number // step * step:,f}"


# fmt: off
NINTH = (
    # what happened beside the year before
    line(lambda s: f"{s.name}は、前年度と比べて{s.amount(s.change)}{s.unit}の増となっております。", up, True, "counts"),
    line(lambda s: f"{s.name}は対前年度比でマイナス{s.tenth(s.percent)}％と、振るわなかった。", down, True, "counts"),
    line(lambda s: f"{s.name}の実績は{s.amount(s.now)}{s.unit}で、前年度実績（{s.amount(s.prev)}{s.unit}）を{s.amount(s.change)}{s.unit}下回っている。", down, True, "counts"),
    line(lambda s: f"{s.name}は昨年から{s.amount(s.change)}{s.unit}積み増した。", up, True, "counts"),
    line(lambda s: f"昨年度に{s.amount(s.prev)}{s.unit}であった{s.name}は、{s.amount(s.now)}{s.unit}へと減っている。", down, True),
    line(lambda s: f"{s.name}は前年度から一転して増加した。", lambda s: up(s) and s.prev < s.actuals[2023]),
    line(lambda s: f"{s.name}は、わずかながら前年度を上回った。", lambda s: 0 < s.percent < 10),
    line(lambda s: f"{s.name}の落ち込みは前年度比{s.tenth(s.percent)}％に上る。", down, True, "counts"),
    line(lambda s: f"{s.name}は前年度を{s.tenth(s.percent)}％下回る{s.amount(s.now)}{s.unit}にとどまりました。", down, True, "counts"),
    line(lambda s: f"前年度に比べると、{s.name}には伸びが見られる。", up),
    line(lambda s: f"{s.name}（前年度{s.amount(s.prev)}{s.unit}）は{s.amount(s.now)}{s.unit}に減った。", down, True),
    line(lambda s: f"{s.name}は、昨年度の{s.amount(s.prev)}{s.unit}には及ばないものの、{s.amount(s.now)}{s.unit}を確保した。", down, True),
    line(lambda s: f"{s.name}が前年度を下回る状況は避けられた。", lambda s: not down(s)),
    line(lambda s: f"休館日を見直した効果もあり、{s.name}は前年度比{s.tenth(s.now / s.prev * 100)}％となった。", always, True, "counts"),
    line(lambda s: f"{s.name}は前年度に比べ、約{s.rounded(s.change)}{s.unit}の減少を余儀なくされた。", lambda s: down(s) and abs(s.change) >= 10, True, "counts"),
    line(lambda s: f"{s.name}は前年度の{s.tenth(s.now / s.prev)}倍の規模になった。", always, True, "counts"),
    line(lambda s: f"{s.name}：R6 {s.amount(s.prev)}{s.unit}、R7 {s.amount(s.now)}{s.unit}（{s.amount(s.change)}{s.unit}減）", down, True, "counts"),
    # targets
    line(lambda s: f"目標の{s.amount(s.target)}{s.unit}に対して実績は{s.amount(s.now)}{s.unit}であり、達成には至っておりません。", missed, True),
    line(lambda s: f"{s.name}は目標{s.amount(s.target)}{s.unit}を{s.amount(s.gap)}{s.unit}上回り、順調である。", over, True, "counts"),
    line(lambda s: f"{s.name}の達成率は{s.tenth(s.now / s.target * 100)}％にとどまり、目標との隔たりは大きい。", under, True, "counts-up"),
    line(lambda s: f"{s.name}については、目標値を満たすことができませんでした。", missed),
    line(lambda s: f"{s.name}は目標比{s.tenth(s.now / s.target * 100)}％で推移した。", always, True, "counts"),
    line(lambda s: f"{s.name}は今年度の目標を前倒しで超えた。", over, False, "up"),
    line(lambda s: f"{s.name}は、目標に掲げた{s.amount(s.target)}{s.unit}まであと{s.amount(s.gap)}{s.unit}であった。", under, True, "counts-up"),
    line(lambda s: f"{s.name}は計画上の{s.amount(s.target)}{s.unit}に届いている。", reached, True, "up"),
    line(lambda s: f"{s.name}は目標未達に終わったが、前年度は超えた。", lambda s: missed(s) and up(s), False, "up"),
    line(lambda s: f"年度当初に掲げた目標{s.amount(s.target)}{s.unit}を、{s.name}は達成した。", reached, True),
    line(lambda s: f"{s.name}は目標を割り、{s.amount(s.now)}{s.unit}で着地した。", under, True),
    line(lambda s: f"{s.name}の目標達成率は100％を上回っている。", over, False, "up"),
    line(lambda s: f"{s.name}は、最終年度の目標に対して{s.tenth(s.now / s.final * 100)}％まで来ている。", always, True, "counts"),
    line(lambda s: f"{s.name}は令和８年度の目標値を１年早く達成した。", lambda s: s.now >= s.final, False, "up"),
    line(lambda s: f"{s.name}は、目標に対し{s.tenth(s.gap / s.target * 100)}％の未達となった。", under, True, "counts-up"),
    line(lambda s: f"{s.name}は目標をかろうじてクリアした。", reached),
    # ranks and records
    line(lambda s: f"{s.name}は過去最高の令和{best_year(s) - 2018}年度に次ぐ{s.amount(s.now)}{s.unit}となった。".replace("令和1年度", "令和元年度"), lambda s: rank(s) == 2, True, "counts"),
    line(lambda s: f"{s.name}は令和元年度以降で３番目に多い。", lambda s: rank(s) == 3),
    line(lambda s: f"{s.name}は令和元年度以降、最も少ない値となった。", lowest),
    line(lambda s: f"{s.name}は過去最多の{s.amount(s.now)}{s.unit}に上った。", highest, True),
    line(lambda s: f"{s.name}が過去最低を更新したことは、重く受け止めなければならない。", lowest),
    line(lambda s: f"{s.name}がこれまでで最も多かったのは令和{best_year(s) - 2018}年度で、本年度はこれを下回った。".replace("令和1年度", "令和元年度"), lambda s: rank(s) > 1),
    line(lambda s: f"{s.name}はピーク時（令和{best_year(s) - 2018}年度）を下回ったままである。".replace("令和1年度", "令和元年度"), lambda s: rank(s) > 1),
    line(lambda s: f"{s.name}は４年ぶりに過去最高を塗り替えた。", lambda s: highest(s) and best_year(s) == 2021),
    # several years
    line(lambda s: f"{s.name}は３年続けて増えており、定着が進んだ。", rising(3)),
    line(lambda s: f"{s.name}は令和５年度から２年連続で減っている。", falling(2)),
    line(lambda s: f"{s.name}は減少が続いていたが、ようやく下げ止まった。", lambda s: not down(s) and s.prev < s.actuals[2023] < s.actuals[2022]),
    line(lambda s: f"{s.name}は前年度まで２年連続で増えていたが、本年度は減少に転じた。", lambda s: down(s) and s.prev > s.actuals[2023] > s.actuals[2022]),
    line(lambda s: f"過去３年の平均と比べて、{s.name}は高い水準にある。", lambda s: s.now > sum((s.actuals[year] for year in (2022, 2023, 2024)), Decimal(0)) / 3 and s.now > sum((s.actuals[year] for year in (2023, 2024, 2025)), Decimal(0)) / 3),
    line(lambda s: f"{s.name}は、令和３年度からの４年間で{s.tenth((s.now - s.first) / s.first * 100)}％伸びた。", lambda s: s.now > s.first, True, "counts"),
    line(lambda s: f"{s.name}は計画開始年度の{s.amount(s.first)}{s.unit}から{s.amount(s.now)}{s.unit}まで伸ばした。", lambda s: s.now > s.first, True),
    line(lambda s: f"{s.name}はコロナ前の令和元年度の{s.tenth(s.now / s.actuals[2019] * 100)}％の水準である。", always, True, "counts"),
    line(lambda s: f"{s.name}は、コロナ禍前の水準をようやく取り戻した。", lambda s: s.now >= s.actuals[2019], False, "up"),
    line(lambda s: f"令和４年度と比較して、{s.name}は{s.amount(s.now - s.actuals[2022])}{s.unit}の減である。", lambda s: s.now < s.actuals[2022], True, "counts"),
    line(lambda s: f"{s.name}の増え方は前年度を上回った。", lambda s: rising(2)(s) and s.change > s.prev - s.actuals[2023] and s.change / s.prev > (s.prev - s.actuals[2023]) / s.actuals[2023]),
    line(lambda s: f"{s.name}は計画期間を通じて毎年度目標を達成している。", lambda s: all(hit(s, year) for year in range(2021, YEAR + 1)), False, "up"),
    line(lambda s: f"{s.name}が目標を達成したのは、計画期間の５年間で{sum(hit(s, year) for year in range(2021, YEAR + 1))}回である。", always, False, "up"),
    line(lambda s: f"{s.name}は、計画期間で初めて目標を達成した。", lambda s: reached(s) and not any(hit(s, year) for year in range(2021, YEAR)), False, "up"),
    line(lambda s: f"{s.name}は令和３年度から令和７年度までに{s.amount(s.now - s.first)}{s.unit}増加した。", lambda s: s.now > s.first, True, "counts"),
    line(lambda s: f"{s.name}は２年前の{s.amount(s.actuals[2023])}{s.unit}を{s.amount(s.now - s.actuals[2023])}{s.unit}下回る。", lambda s: s.now < s.actuals[2023], True, "counts"),
    # numbers by themselves
    line(lambda s: f"{s.name}は{band(s)}{s.unit}台に乗った。", always, True, "counts"),
    line(lambda s: f"{s.name}は{thousands(s)}{s.unit}を突破した。", always, True, "counts"),
    line(lambda s: f"令和７年度末の{s.name}は{s.amount(s.now)}{s.unit}である。", always, True),
    line(lambda s: f"{s.name}は前年度比で約{s.rounded(s.percent)}％の伸びとなり、{s.amount(s.now)}{s.unit}に達した。", lambda s: s.percent > 10, True, "counts"),
    # shares
    line(lambda s: f"{s.name}は前年度より{s.amount(s.change)}ポイント高まり、{s.amount(s.now)}％となった。", up, True, "shares"),
    line(lambda s: f"{s.name}は{s.amount(s.now)}％と、目標の{s.amount(s.target)}％を{s.amount(s.gap)}ポイント下回った。", under, True, "shares"),
    line(lambda s: f"{s.name}は前年度の{s.amount(s.prev)}％から{s.amount(s.change)}ポイント低下した。", down, True, "shares"),
    line(lambda s: f"{s.name}は、前回調査の{s.amount(s.prev)}％に対し{s.amount(s.now)}％と改善した。", lambda s: up(s) if s.direction.value == "up" else down(s), True, "shares"),
)

#: Things that council reports speak of; sentences without a claim are made with three of them each.
THINGS = ("読書会", "地域資料の展示", "学校への配本", "電子図書のサービス", "子ども司書の講座", "点訳の研修")
SILENT_PATTERNS = (
    "{a}を年３回開いた。", "{a}の参加者から寄せられた意見を整理した。", "{a}については、次年度に見直す。", "{a}の案内を各戸に配った。",
    "{a}を担う職員を２名配置した。", "{a}の利用を増やすため、広報紙に記事を載せた。", "{a}の目標は、毎年度協議会に諮って定める。", "{a}は午前10時から始まる。",
    "{a}に必要な経費を予算に計上した。", "{a}の成果は、冊子にまとめて公表している。", "{a}の開催を10月から11月に移した。", "{a}の対象を小学４年生以上とした。",
    "{a}では、前年度の反省を踏まえ、申込みの方法を改めた。", "{a}の担い手を増やすことが課題である。", "{a}を通じて、市民の学びを支えた。", "{a}の会場として、２階の集会室を使った。",
    "{a}を引き続き実施する。", "{a}の効果を高める方法を検討している。", "{a}の案内は、前年度までと同じく郵送した。", "{a}を始めて10年になる。",
    "{a}のあり方について、アンケートを行う予定である。", "{a}は、どなたでも参加できます。", "{a}に関する問合せは、中央館が受ける。", "{a}を増やしてほしいとの声がある。",
    "{a}に当たり、５つの団体と協定を結んだ。", "{a}の日程は、決まり次第お知らせします。", "{a}の目標達成に向けて、月ごとに進み具合を確かめる。", "{a}の目標値を超えるよう、各館で工夫する。",
    "{a}は指標の対象としていない。", "{a}の数え方を令和５年度に改めた。", "{a}の記録は５年間保存する。", "{a}を前年度より早く始められるよう準備する。",
    "{a}の課題を洗い出し、令和８年度の計画に生かす。", "{a}の実施に当たっては、感染症の対策を徹底した。", "{a}の講師を市内の大学に依頼した。", "{a}では１回の定員を20人とした。",
    "{a}の参加費は300円である。", "{a}をめぐる状況は、年々変わっている。", "{a}に協力するボランティアを募った。", "{a}の拡大を図る。",
    "{a}の質の向上に努めている。", "{a}を希望する声が高まっていることを受け、試行の内容を詰めている。", "{a}の予約は、一人２件までとする。", "{a}の様子を写真で紹介した。",
    "{a}の負担を減らす仕組みを考えていく。", "{a}と目標との関係は、本編の第３章に示した。", "{a}を行う館を２館選び、試行した。", "{a}が減少した場合には、時期を改める。",
    "{a}の伸びを見込み、席を用意する。", "{a}を休む期間があるため、事前に確かめてほしい。", "{a}は基本目標２に位置付けられている。", "{a}の割合は、有効な回答を母数として求める。",
    "{a}を達成の度合いに応じて４段階で評価する。", "{a}の前年度の記録を、事務室で閲覧できる。", "{a}の数値は、統計の公表を待って確定する。", "{a}に使う机を新しくした。",
    "{a}の範囲を広げるかどうかは、協議会で話し合う。", "{a}を最も大切な取組と位置付ける。", "{a}の優先度は高い。", "{a}は、少ない人数で支えている。",
    "{a}は市民の一番身近な場で行う。", "{a}の前年度との違いは、会場だけである。", "{a}を年度の前半に集中して行った。", "{a}の予算は議会の議決を経て決まる。",
    "{a}の名称を令和６年度から改めている。", "{a}の実績は、様式第２号により報告する。", "{a}の利用状況は参考資料の表４に示す。", "{a}の低迷を招かぬよう、職員が声を掛け合っている。",
    "{a}のピークとなる夏に備え、応援の職員を置く。", "{a}では、高い棚の本に手が届くよう踏み台を置いた。", "{a}の二倍の広さの部屋を用意した。", "{a}の期間は２週間である。",
    "{a}を終えた人には、修了証を渡した。", "{a}の計画は、おおむね３年ごとに見直す。", "{a}を支える基金の設置を検討する。", "{a}の実施率とは、計画した回数に対する割合をいう。",
    "{a}に関し、国の交付金を申請した。", "{a}の募集を昨年度末に締め切った。", "{a}を平日の夜にも行ってほしいとの要望があった。", "{a}の終了後、会場の片付けを参加者とともに行った。",
    "{a}の案内を、やさしい日本語でも用意した。", "{a}の次の目標は、若い世代に知ってもらうことである。", "{a}は、前年度に続き、商店街と共催した。", "{a}の開始に合わせ、要綱を定めた。",
    "{a}の写真を３枚掲載した。", "{a}には、毎回欠かさず通う人もいる。", "{a}の進め方は各館に任せている。", "{a}の日には、駐車場が満車になることもある。",
    "{a}の数を維持するための手立てを考える。", "{a}では、以前から多くの方に親しまれている絵本を用いる。", "{a}を経験した職員が、ほかの館で手本を示した。", "{a}の目標を上方修正するかどうかは未定である。",
    "{a}の参加者に、記念のしおりを手渡した。", "{a}の減少に歯止めをかけるための方策を探る。", "{a}を、令和元年度に開いた分館でも行う。", "{a}に来られない人のために、録画を配信している。",
    "{a}の横に、関連する本を並べた。", "{a}の担当者会議を６月と12月に開いた。", "{a}を市のホームページで紹介した。", "{a}の見学を希望する自治体には、資料を送っている。",
)
SILENT_NINTH = tuple(
    pattern.format(a=THINGS[(n + step) % len(THINGS)])
    for n, pattern in enumerate(SILENT_PATTERNS)
    for step in (0, 2, 4)
)
# fmt: on
