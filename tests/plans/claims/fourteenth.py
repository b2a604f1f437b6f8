"""A fourteenth set, written before anything was mended by the thirteenth, and scored after that.

Its first score was found 0.959, right 0.910, 6 of 364 true ones contradicted and 0.800 of those without a claim left
alone (before: 0.806, 0.848 and 6); then the code was mended by it."""

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
    in_man,
    in_thousands,
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
    missed,
    over,
    reached,
    rising,
    under,
    up,
)
from tests.plans.claims.situations import WIDE

D = Decimal
# fmt: off
FOURTEENTH = (
    # other names
    line(lambda s: f"年間の{other(s)}は{of(s, s.now)}で、前年度と比べて{of(s, s.change)}の減となった。", down, True, "counts"),
    line(lambda s: f"{other(s)}も前年度を上回った。", up),
    line(lambda s: f"{other(s)}の目標は達成できた。", reached),
    line(lambda s: f"令和６年度と比較すると、{other(s)}は{pct(s)}％伸びている。", up, True, "counts"),
    line(lambda s: f"{other(s)}は目標の{of(s, s.target)}に{of(s, s.gap)}届かなかった。", under, True, "counts-up"),
    line(lambda s: f"{other(s)}が伸び悩み、前年度を下回った。", down),
    line(lambda s: f"{other(s)}は過去５年で最も少なかった。", lambda s: s.now < min(s.actuals[y] for y in range(2021, 2025)), False, "counts"),
    line(lambda s: f"{other(s)}は微増にとどまった。", lambda s: 0 < s.percent < 10),
    line(lambda s: f"{other(s)}はコロナ禍前の水準に戻っていない。", lambda s: s.now < s.actuals[2019] * D("0.95"), False, "up"),
    # 事業
    line(lambda s: f"この事業を通じて、{s.name}が前年度より{of(s, s.change)}増えた。", up, True, "counts"),
    line(lambda s: f"事業開始当初の令和３年度に比べ、{s.name}は{times(s, 2021)}倍になった。", always, True, "counts"),
    line(lambda s: f"各事業の効果により{s.name}は前年度比で増加した。", up),
    line(lambda s: f"事業の縮小に伴い、{s.name}は前年度を{of(s, s.change)}下回った。", down, True, "counts"),
    line(lambda s: f"事業は計画どおり実施したが、{s.name}は目標に達しなかった。", missed),
    line(lambda s: f"本事業では{s.name}が{of(s, s.now)}となり、目標を達成した。", reached, True),
    # English
    line(lambda s: f"{begun(english(s))} was up {pct(s)}% on last year.", up, True, "counts"),
    line(lambda s: f"{begun(english(s))} declined from the year before.", down),
    line(lambda s: f"{begun(english(s))} totalled {counted(s, s.now)}, which is {counted(s, s.change)} fewer than in the previous year.", down, True, "counts"),
    line(lambda s: f"The target of {counted(s, s.target)} was not achieved: {english(s)} stood at {counted(s, s.now)}.", missed, True),
    line(lambda s: f"{begun(english(s))} surpassed the target.", over),
    line(lambda s: f"{begun(english(s))} hit a record high.", highest),
    line(lambda s: f"For three consecutive years {english(s)} has grown.", rising(3)),
    line(lambda s: f"{begun(english(s))} in FY2025 was about {times(s, 2021)} times that of FY2021.", always, True, "counts"),
    line(lambda s: f"Compared to FY2019, {english(s)} is down {pct(s, 2019)}%.", lambda s: s.now < s.actuals[2019], True, "counts"),
    line(lambda s: f"{begun(english(s))} stayed almost flat.", flat, False, "flat"),
    # the year before
    line(lambda s: f"{s.name}は、前年度を{of(s, s.change)}（{pct(s)}％）上回った。", up, True, "counts"),
    line(lambda s: f"前年度は{of(s, s.prev)}であった{s.name}が、今年度は{of(s, s.now)}に落ち込んだ。", down, True),
    line(lambda s: f"{s.name}は{of(s, s.now)}、前年度比{s.tenth(s.now / s.prev * 100)}％であった。", always, True, "counts"),
    line(lambda s: f"{s.name}については前年度より若干増加した。", lambda s: 0 < s.percent <= 10),
    line(lambda s: f"周知の効果が表れ、{s.name}は{pct(s)}％増の{of(s, s.now)}となりました。", up, True, "counts"),
    line(lambda s: f"{s.name}は、前年度の{of(s, s.prev)}と比べ、{pct(s)}％の減少となった。", down, True, "counts"),
    line(lambda s: f"{s.name}が増加したのは、展示と連動させた選書によるものと考えられる。", up),
    line(lambda s: f"{s.name}は前年度を大幅に下回った。", lambda s: s.percent <= -12),
    line(lambda s: f"{s.name}は前年度と同水準であった。", flat, False, "flat"),
    line(lambda s: f"{s.name}に大きな増減はなかった。", flat, False, "flat"),
    line(lambda s: f"{s.name}は{in_man(s, s.now)}{s.unit}を超えた。", lambda s: s.now >= 10_000 and not s.lie and s.now > (s.now / 1000).quantize(D(1)) * 1000, False, "counts"),
    line(lambda s: f"{s.name}は約{in_thousands(s, s.now)}{s.unit}であった。", lambda s: s.now >= 20_000, True, "counts"),
    line(lambda s: f"{s.name}は前年度から約{s.rounded(s.percent)}％増加した。", up, True, "counts"),
    line(lambda s: f"システム更新による休館があり、{s.name}は前年度より{of(s, s.change).translate(WIDE)}少ない結果となった。", down, True, "counts"),
    line(lambda s: f"{s.name}は前年度より減少したが、減少の幅は{of(s, s.change)}にとどまった。", down, True, "counts"),
    line(lambda s: f"{s.name}は前年度比プラス{pct(s)}％。", up, True, "counts"),
    line(lambda s: f"前年度と比べ、{s.name}が{of(s, s.change)}増加したことは評価できる。", up, True, "counts"),
    # targets
    line(lambda s: f"{s.name}は、目標値の{of(s, s.target)}に対し{of(s, s.now)}で、達成率は{attained(s)}％となった。", always, True, "counts"),
    line(lambda s: f"{s.name}は目標を下回っており、取組の強化が必要である。", under),
    line(lambda s: f"目標の{of(s, s.target)}を{of(s, s.gap)}上回ることができた。", over, True, "counts"),
    line(lambda s: f"{s.name}は計画値{of(s, s.target)}を下回る{of(s, s.now)}であった。", under, True),
    line(lambda s: f"{s.name}は目標をわずかに下回った。", lambda s: under(s) and s.now / s.target > D("0.9")),
    line(lambda s: f"{s.name}は、すでに令和８年度の目標値を超えている。", lambda s: s.now > s.final),
    line(lambda s: f"{s.name}の実績は目標を{s.tenth(s.gap / s.target * 100)}％上回った。", over, True, "counts"),
    line(lambda s: f"２年続けて目標を達成することができなかった{s.name}について、要因を分析した。", lambda s: missed(s) and not hit(s, 2024)),
    line(lambda s: f"{s.name}は前年度に続き、目標を上回った。", lambda s: over(s) and s.prev > s.targets[2024]),
    line(lambda s: f"目標値に対し{of(s, s.gap)}の不足となった。", under, True, "counts-up"),
    line(lambda s: f"{s.name}は目標に到達するまで、あと{of(s, s.gap)}であった。", under, True, "counts-up"),
    line(lambda s: f"{s.name}は最終目標の８割を超えた。", lambda s: s.now > s.final * D("0.8") and s.now / s.final < D("1.0"), False, "counts-up"),
    # several years
    line(lambda s: f"{s.name}は令和元年度の{of(s, s.actuals[2019])}をピークに減少を続けている。", falling(6), True),
    line(lambda s: f"{s.name}は、令和５年度と比べて{of(s, s.now - s.actuals[2023])}増加した。", lambda s: s.now > s.actuals[2023], True, "counts"),
    line(lambda s: f"{s.name}は、過去７年間で最多となった。", highest, False, "counts"),
    line(lambda s: f"{s.name}は２年ぶりに減少した。", lambda s: down(s) and grew(s, 2024) and not grew(s, 2023)),
    line(lambda s: f"計画初年度から{s.name}は{of(s, s.now - s.first)}増えており、着実に伸びている。", lambda s: s.now > s.first, True, "counts"),
    line(lambda s: f"{s.name}は直近３年間、減少が続いている。", falling(3)),
    line(lambda s: f"令和３年度からの５年間の平均は{of(s, mean(s, 2021, 2025))}である。", always, True, "counts"),
    line(lambda s: f"計画期間の累計は{of(s, total(s, 2021, 2025))}に達した。", always, True, "counts"),
    line(lambda s: f"{s.name}は、過去最多であった年度に次ぐ{of(s, s.now)}であった。", lambda s: rank(s) == 2, True, "counts"),
    line(lambda s: f"{s.name}は減少傾向が続いていたが、増加に転じた。", lambda s: up(s) and not grew(s, 2024) and not grew(s, 2023)),
    line(lambda s: f"{s.name}は令和３年度以降、増加と減少を繰り返しているが、令和７年度は{of(s, s.now)}となった。", always, True),
    line(lambda s: f"{s.name}は４年前より{s.tenth((s.now - s.first) / s.first * 100)}％少ない。", lambda s: s.now < s.first, True, "counts"),
    # shares
    line(lambda s: f"{s.name}は{s.amount(s.now)}％となり、目標を{s.amount(s.gap)}ポイント上回った。", over, True, "shares"),
    line(lambda s: f"{s.name}は前年度比{s.amount(s.change)}ポイント減の{s.amount(s.now)}％にとどまった。", down, True, "shares"),
    line(lambda s: f"「{s.name}」は{s.amount(s.now)}％であった。", always, True, "shares"),
    line(lambda s: f"{s.name}は令和元年度に比べ{s.amount(s.now - s.actuals[2019])}ポイント増加した。", lambda s: s.now > s.actuals[2019], True, "shares"),
    line(lambda s: f"{s.name}は、前年度の{s.amount(s.prev)}％から{s.amount(s.now)}％に改善した。", lambda s: up(s) if s.direction.value == "up" else down(s), True, "shares"),
)

SILENT_FOURTEENTH = (
    "事業内容を見直し、対象を広げた。", "事業費の増加により、回数の見直しを検討する。", "次期計画では、指標の数を減らす。", "貸出冊数の増加に向けて、ブックリストを配った。", "目標の数値は、各館の意見を聞いて決める。",
    "利用者数が前年度を下回らないよう、広報を続ける。", "来年度は前年度比10％増を目標とする。", "おはなし会は、毎月第２土曜日に行う。", "職員３人で対応した。", "返却期限を過ぎた方に、はがきを送った。",
    "If the target is not reached, the plan will be revised.", "The library is open 300 days a year.", "Volunteers helped to prepare the exhibition.", "We hope that loans will increase.", "Satisfaction is measured by a survey every two years.",
    "人口が減少する中、図書館の役割は大きくなっている。", "少子化が進み、学級数も減っている。", "電子書籍の導入は、目標の達成に欠かせない。", "増減の理由を、各館から聞き取る。", "前年度の利用者アンケートで要望の多かった雑誌を入れた。",
    "目標を達成した館の取組を、ほかの館に紹介する。", "高齢者の利用が多い時間帯に、職員を置いた。", "予算の減少を見込み、購入する雑誌を選び直す。", "２階の閲覧室を、学習室に改めた。", "参加者の年齢は、４歳から９歳であった。",
)
# fmt: on
