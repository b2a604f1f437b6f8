"""A tenth set, of other wording than the nine before, written and scored once when the code had been mended by those.

Its first score was found 0.968, right 0.905, 68 of 1,860 true ones contradicted and 0.950 of the sentences without a
claim left alone. Eleven of the cases were wrong themselves (a bound bent downwards, a target that should be low), and
have been put right since.
"""

from __future__ import annotations

from decimal import Decimal

from tests.plans.claims.ninth import always, best_year, hit, rank
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


def era(year: int) -> str:
    return "令和元年度" if year == 2019 else f"令和{year - 2018}年度"


def mean(s: Situation, first: int, last: int) -> Decimal:
    return sum((s.actuals[year] for year in range(first, last + 1)), Decimal(0)) / (
        last - first + 1
    )


# fmt: off
TENTH = (
    # the year before, in the words of an administrative evaluation
    line(lambda s: f"{s.name}は、対前年度{s.amount(s.change)}{s.unit}の増加をみた。", up, True, "counts"),
    line(lambda s: f"前年度の{s.amount(s.prev)}{s.unit}を{s.name}は下回る結果となった。", down, True),
    line(lambda s: f"{s.name}は{s.amount(s.now)}{s.unit}であった（前年度からの増減：▲{s.amount(s.change)}{s.unit}）。", down, True, "counts"),
    line(lambda s: f"{s.name}は前年度を{s.amount(s.change)}{s.unit}超過し、伸長をみせている。", up, True, "counts"),
    line(lambda s: f"{s.name}が、前年度と比較し{s.tenth(s.percent)}％下落したのは、改修のために閉館したことが大きい。", down, True, "counts"),
    line(lambda s: f"昨年度よりも多くの方にご利用いただき、{s.name}は{s.amount(s.change)}{s.unit}増えました。", up, True, "counts"),
    line(lambda s: f"{s.name}は昨年度と比べ、伸びを欠き、{s.amount(s.change)}{s.unit}の減となりました。", down, True, "counts"),
    line(lambda s: f"{s.name}の前年度比は{s.tenth(s.now / s.prev * 100)}％である。", always, True, "counts"),
    line(lambda s: f"{s.name}は前年度の実績をしのぐ{s.amount(s.now)}{s.unit}を記録しています。", up, True),
    line(lambda s: f"{s.name}は、令和６年度{s.amount(s.prev)}{s.unit}に対し、令和７年度は{s.amount(s.now)}{s.unit}であり、減少している。", down, True),
    line(lambda s: f"{s.name}は前年度実績をクリアした。", up, False, "up"),
    line(lambda s: f"{s.name}は前年度のおよそ{s.tenth(s.now / s.prev * 100)}％の水準に落ち着いた。", always, True, "counts"),
    line(lambda s: f"{s.name}に関しては、前年度を割る{s.amount(s.now)}{s.unit}に終わった。", down, True),
    line(lambda s: f"{s.name}は前年度に比べ{s.amount(s.change).translate(KANJI)}{s.unit}増えた。", lambda s: up(s) and abs(s.change) < 100, True, "counts"),
    line(lambda s: f"前年度から{s.amount(s.change).translate(WIDE)}{s.unit}減り、{s.name}は{s.amount(s.now).translate(WIDE)}{s.unit}となった。", down, True, "counts"),
    line(lambda s: f"{s.name}が前年度より増えた要因は、開館時間の延長にある。", up),
    line(lambda s: f"{s.name}には、前年度からの改善が認められない。", lambda s: not (up(s) if s.direction.value == "up" else down(s))),
    # targets
    line(lambda s: f"{s.name}は目標値の{s.amount(s.target)}{s.unit}を達成できておらず、不足は{s.amount(s.gap)}{s.unit}である。", under, True, "counts-up"),
    line(lambda s: f"目標{s.amount(s.target)}{s.unit}に対する{s.name}の実績は{s.amount(s.now)}{s.unit}、達成率は{s.tenth(s.now / s.target * 100)}％。", always, True, "counts"),
    line(lambda s: f"{s.name}は、年度目標の達成に{s.amount(s.gap)}{s.unit}及ばなかった。", under, True, "counts-up"),
    line(lambda s: f"{s.name}は目標を達成しており、引き続き今の進め方を続ける。", reached),
    line(lambda s: f"{s.name}が目標に届かなかった理由として、周知の不足が挙げられる。", missed),
    line(lambda s: f"{s.name}は目標の水準を満たしていない。", missed),
    line(lambda s: f"{s.name}は、当初の見積りどおり目標を上回りました。", over),
    line(lambda s: f"指標の{s.name}は{s.amount(s.now)}{s.unit}となり、目標の{s.amount(s.target)}{s.unit}を下回る水準で終えた。", under, True),
    line(lambda s: f"{s.name}は、目標値より{s.amount(s.gap)}{s.unit}多かった。", over, True, "counts"),
    line(lambda s: f"{s.name}は目標値に対し、{s.tenth(s.gap / s.target * 100)}％の超過である。", over, True, "counts"),
    line(lambda s: f"{s.name}は計画値比で{s.tenth(s.gap / s.target * 100)}％下振れした。", under, True, "counts"),
    line(lambda s: f"令和８年度の目標値に対する{s.name}の割合は{s.tenth(s.now / s.final * 100)}％である。", always, True, "counts"),
    line(lambda s: f"計画の最終目標{s.amount(s.final)}{s.unit}には、なお{s.amount(s.final - s.now)}{s.unit}足りない。", lambda s: s.now < s.final, True, "counts-up"),
    line(lambda s: f"{s.name}は、目標達成とはいかなかった。", missed),
    line(lambda s: f"{s.name}は目標を上回ったが、前年度の水準までは戻らなかった。", lambda s: over(s) and down(s), False, "up"),
    line(lambda s: f"目標との比較では、{s.name}は{s.amount(s.gap)}{s.unit}のマイナスとなる。", under, True, "counts"),
    # ranks, records, turns
    line(lambda s: f"{s.name}は、{era(best_year(s))}の{s.amount(s.actuals[best_year(s)])}{s.unit}に次いで多かった。", lambda s: rank(s) == 2, True, "counts"),
    line(lambda s: f"{s.name}は過去７年で最低の水準に沈んだ。", lowest),
    line(lambda s: f"{s.name}は、記録の残る令和元年度以来、最も高い数字となった。", highest),
    line(lambda s: f"{s.name}は過去最高であった{era(best_year(s))}の記録を更新した。", highest),
    line(lambda s: f"{s.name}の最高は{era(best_year(s))}の{s.amount(s.actuals[best_year(s)])}{s.unit}であり、本年度はそれに及ばない。", lambda s: rank(s) > 1, True),
    line(lambda s: f"{s.name}は{era(best_year(s))}のピークから{s.amount(s.actuals[best_year(s)] - s.now)}{s.unit}減っている。", lambda s: rank(s) > 1, True, "counts"),
    line(lambda s: f"{s.name}は２年連続の減少から脱し、増加に転じました。", lambda s: up(s) and s.prev < s.actuals[2023] < s.actuals[2022]),
    line(lambda s: f"{s.name}の減少傾向に歯止めがかかった。", lambda s: not down(s) and s.prev < s.actuals[2023] < s.actuals[2022]),
    line(lambda s: f"{s.name}の増加は２年でストップした。", lambda s: down(s) and s.prev > s.actuals[2023] > s.actuals[2022] and s.actuals[2022] < s.actuals[2021]),
    line(lambda s: f"{s.name}は前年度の増加から減少へと転じている。", lambda s: down(s) and s.prev > s.actuals[2023]),
    line(lambda s: f"{s.name}の減少幅は前年度に比べて縮小した。", lambda s: falling(2)(s) and abs(s.change) < abs(s.prev - s.actuals[2023])),
    # several years
    line(lambda s: f"{s.name}は２期連続の伸びとなった。", rising(2)),
    line(lambda s: f"{s.name}は、ここ３年、前年度を下回り続けている。", falling(3)),
    line(lambda s: f"計画期間の初年度と比べると、{s.name}は{s.tenth(s.now / s.first)}倍になっている。", always, True, "counts"),
    line(lambda s: f"{s.name}は、令和３年度以降の５年間で最も少なかった。", lambda s: s.now < min(s.actuals[year] for year in range(2021, YEAR))),
    line(lambda s: f"令和４年度から令和６年度までの３か年平均（{s.amount(mean(s, 2022, 2024))}{s.unit}）を、{s.name}は下回った。", lambda s: s.now < mean(s, 2022, 2024), True, "counts"),
    line(lambda s: f"{s.name}は、計画期間の５年のうち{sum(hit(s, year) for year in range(2021, YEAR + 1))}年で目標を達成した。", always, False, "up"),
    line(lambda s: f"{s.name}は令和３年度に目標を達成して以降、目標を下回ったことはない。", lambda s: all(s.actuals[year] >= s.targets[year] for year in range(2021, YEAR + 1)), False, "up"),
    line(lambda s: f"{s.name}はコロナ禍前と比べて{s.tenth((s.now - s.actuals[2019]) / s.actuals[2019] * 100)}％少ない水準が続く。", lambda s: s.now < s.actuals[2019], True, "counts"),
    line(lambda s: f"{s.name}は、この２年で{s.amount(s.now - s.actuals[2023])}{s.unit}増えている。", lambda s: s.now > s.actuals[2023] and (s.now - s.prev) * (s.now - s.actuals[2023]) != 0, True, "counts"),
    line(lambda s: f"{s.name}は令和５年度から令和７年度にかけて{s.tenth((s.now - s.actuals[2023]) / s.actuals[2023] * 100)}％減となった。", lambda s: s.now < s.actuals[2023], True, "counts"),
    line(lambda s: f"５年間の{s.name}の合計は{s.amount(sum((s.actuals[year] for year in range(2021, YEAR + 1)), Decimal(0)))}{s.unit}である。", always, True, "counts"),
    line(lambda s: f"令和元年度を１とすると、{s.name}は{(s.now / s.actuals[2019] * (2 if s.lie else 1)).quantize(Decimal('0.01'))}となる。", always, True, "counts"),
    # numbers by themselves, shares
    line(lambda s: f"年間の{s.name}は{s.amount(s.now)}{s.unit}を数えた。", always, True),
    line(lambda s: f"{s.name}は{s.amount(s.now * Decimal('0.97'))}{s.unit}を上回った。", lambda s: not s.lie, False, "counts"),
    line(lambda s: f"{s.name}は前年度より{s.amount(s.change)}ポイント減の{s.amount(s.now)}％であった。", down, True, "shares"),
    line(lambda s: f"{s.name}は目標とする{s.amount(s.target)}％に{s.amount(s.gap)}ポイント届かなかった。", missed, True, "shares"),
    line(lambda s: f"{s.name}は{s.amount(s.now)}％で、前年度（{s.amount(s.prev)}％）から{s.amount(s.change)}ポイントの上昇となった。", up, True, "shares"),
    line(lambda s: f"市民の声を生かした運営により、{s.name}は前年度の{s.amount(s.prev)}％を上回る{s.amount(s.now)}％に高まった。", up, True, "shares"),
)

#: Things that council reports speak of; sentences without a claim are made with three of them each.
THINGS = ("移動図書館", "宿題相談", "録音図書の貸出", "古文書を読む会", "病院への配本", "利用者アンケート")
SILENT_PATTERNS = (
    "{a}を担当する部署を、分かりやすく示した。", "{a}の課題は、若い世代への周知である。", "{a}を毎週土曜日に行っている。", "{a}に係る予算の確保に努める。", "{a}のあり方を、次の計画で定める。",
    "{a}の費用は、市の負担とする。", "{a}の方法を学ぶため、先進の館を訪ねた。", "{a}の見直しを進めている。", "{a}については、指標を設けていない。", "{a}のため、専用の棚を設けた。",
    "{a}の増加を目指し、新しいちらしを作る。", "{a}の減少を防ぐため、声掛けを続ける。", "{a}を上回る需要が見込まれる場合は、枠を広げる。", "{a}の目標値を定める際は、過去の実績を踏まえる。", "{a}を続けるための条件を整理した。",
    "{a}に協力した団体へ、礼状を送った。", "{a}と学校教育との連携を深めていく。", "{a}の開始時刻を30分早めた。", "{a}のほか、広報にも力を入れた。", "{a}の写しを窓口で受け取れる。",
    "{a}は、令和４年度に始まった。", "{a}の前に、職員の打合せを行う。", "{a}を利用するには、カードが必要である。", "{a}の成果を測る物差しについて、議論を重ねた。", "{a}の記録は、個人が分からない形で残す。",
    "{a}は無料である。", "{a}に寄せられた質問と答えを、ホームページに載せた。", "{a}の取組を、県の研修会で紹介した。", "{a}が一層親しまれるよう、愛称を募る。", "{a}の運営を、指定管理者に委ねている。",
    "{a}を知らない市民も多い。", "{a}の数値目標は、参考資料に掲げる。", "{a}を必要とする人に、確実に届ける。", "{a}は前年度と同様の方法で行った。", "{a}の推移については、統計書を参照されたい。",
    "{a}を行う日は、貸出カウンターを１つ増やしている。", "{a}の増減の要因を調べる。", "{a}が伸びない理由を探るため、聞き取りを行う。", "{a}の水準を保つことを、仕様書に定めた。", "{a}の順番は、くじで決める。",
    "{a}を含む４つの事業を重点とする。", "{a}への期待は大きい。", "{a}の拡充を望む意見が出された。", "{a}を担当する司書が、目標を立てて研修に臨んだ。", "{a}の対象となる年齢を引き下げた。",
    "{a}の満足度を、次回の調査から尋ねる。", "{a}の結果を、２月の協議会で報告する。", "{a}の実績を月ごとに集計し、共有している。", "{a}を達成度の高い事業の例として取り上げた。", "{a}の達成に必要な人員を見積もる。",
    "{a}の時期が、学校の行事と重なった。", "{a}に向けて、書庫の本を移した。", "{a}を最少の費用で最大の効果を上げるよう進める。", "{a}の届出は、開始の10日前までに行うこと。", "{a}の最も大きな特色は、市民が担い手であることだ。",
    "{a}を途中で取りやめた館はない。", "{a}では、少人数での話し合いを大切にしている。", "{a}の多くは、平日に行っている。", "{a}と似た取組を行う市は多い。", "{a}を減らす考えはない。",
    "{a}の上限は、１人５点とする。", "{a}を半日から一日に延ばした。", "{a}の担当を倍にすることも考えたい。", "{a}の計画を半年ごとに点検する。", "{a}に使う車を、電気自動車に替える。",
    "{a}の評価は、外部の有識者による。", "{a}が途切れることのないよう、引継ぎを丁寧に行った。", "{a}の回復には時間がかかるとみている。", "{a}の落ち着いた雰囲気が好評である。", "{a}の場を、分館にも広げる。",
    "{a}の改善に向け、職員から案を募った。", "{a}の基準を満たす館から順に始める。", "{a}に届いた手紙を掲示した。", "{a}の利用は、予約した方を優先する。", "{a}を増強するかどうかは、財政の状況による。",
    "{a}の高い専門性を生かす。", "{a}は、初めて来る人にも分かりやすい。", "{a}の一部を、オンラインに切り替えた。", "{a}の差し替えが必要な箇所を確認した。", "{a}を維持するには、人材の育成が欠かせない。",
    "{a}の様子が、新聞に取り上げられた。", "{a}の中止を、前日までに知らせる。", "{a}について、昨年度に実施した調査の結果を公表した。", "{a}をテーマに、職員が話し合った。", "{a}の名簿を年度末に整理する。",
    "{a}で使う資料を、見やすい大きさの文字に改めた。", "{a}に前向きな意見を多数いただいた。", "{a}のニーズは、地域によって異なる。", "{a}を前年度の計画に追加した。", "{a}の次年度の日程を調整している。",
    "{a}の所要時間は、およそ40分である。", "{a}を、誰もが使いやすい形に改める。", "{a}の目標を共有するため、掲示板を設けた。", "{a}に必要な備品を購入した。", "{a}は、計画の柱の一つである。",
    "{a}を通して、世代を超えた交流が生まれている。", "{a}の手引きを、３年ぶりに改訂した。", "{a}の参加の条件を緩めた。", "{a}では、最多で20人が一度に作業できる。", "{a}の会場は、駅から歩いて５分である。",
)
SILENT_TENTH = tuple(
    pattern.format(a=THINGS[(n + step) % len(THINGS)])
    for n, pattern in enumerate(SILENT_PATTERNS)
    for step in (0, 2, 4)
)
# fmt: on
