"""Sentences written without sight of the code that judges them: twenty-fourth set."""

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


def always(_s: Situation) -> bool:
    return True


def sign(number: Decimal, plus: str = "＋", minus: str = "▲") -> str:
    return plus if number >= 0 else minus


def man(number: str) -> str:
    """25,319 as 2万5319."""
    whole = int(number.replace(",", ""))
    high, low = divmod(whole, 10_000)
    return f"{high}万{low or ''}" if high else f"{whole:,}"


def man_sen(number: str) -> str:
    """25,000 as 2万5千, 120,000 as 12万, 4,300 as 4,300."""
    whole = int(number.replace(",", ""))
    high, low = divmod(whole, 10_000)
    if not high:
        return f"{whole:,}"
    if not low:
        return f"{high}万"
    return f"{high}万{low // 1000}千" if low % 1000 == 0 else f"{high}万{low}"


def tens(number: str) -> str:
    """93.4 as 9割3分, 106.6 as 10割7分."""
    whole = int(Decimal(number.replace(",", "")).quantize(Decimal(1)))
    return f"{whole // 10}割{whole % 10}分" if whole % 10 else f"{whole // 10}割"


def mean(s: Situation, first: int, last: int = YEAR) -> Decimal:
    return sum((s.actuals[y] for y in range(first, last + 1)), Decimal(0)) / (last - first + 1)


def total(s: Situation, first: int = 2021, last: int = YEAR) -> Decimal:
    return sum((s.actuals[y] for y in range(first, last + 1)), Decimal(0))


def rank(s: Situation, first: int = 2019) -> int:
    return 1 + sum(s.actuals[y] > s.now for y in range(first, YEAR))


def same(s: Situation) -> bool:
    return abs(s.percent) < 2


def better(s: Situation) -> bool:
    return s.now > s.prev if s.direction.name == "UP" else s.now < s.prev


def since(s: Situation, year: int) -> Decimal:
    return s.now - s.actuals[year]


def best(s: Situation, first: int = 2021) -> int:
    return max(range(first, YEAR + 1), key=lambda y: s.actuals[y])


def worst(s: Situation, first: int = 2021) -> int:
    return min(range(first, YEAR + 1), key=lambda y: s.actuals[y])


def met(s: Situation, year: int) -> bool:
    if s.direction.name == "UP":
        return s.actuals[year] >= s.targets[year]
    return s.actuals[year] <= s.targets[year]


def met_years(s: Situation) -> Decimal:
    return Decimal(sum(met(s, y) for y in range(2021, YEAR + 1)))


# fmt: off
TWENTY_FOURTH = (
    # ---------------------------------------------------------------- last year
    line(lambda s: f"移動図書館の巡回先を組み替え、停車時間も延ばした効果が現れ、{s.name}は令和6年度の実績を{s.amount(s.change)}{s.unit}上回る結果となった。", up, True, "counts"),
    line(lambda s: f"空調設備の更新工事に伴い1月から一部フロアを閉鎖した影響が大きく、{s.name}は前年度実績を割り込んだ。", down),
    line(lambda s: f"{s.name}　R7：{s.amount(s.now)}{s.unit}（対前年度{sign(s.change)}{s.amount(s.change)}{s.unit}）", always, True, "counts"),
    line(lambda s: f"お尋ねの{s.name}でございますが、令和6年度が{s.amount(s.prev)}{s.unit}、令和7年度が{s.amount(s.now)}{s.unit}となってございます。", always, True),
    line(lambda s: f"前の年に比べて{s.tenth(s.percent)}％の伸びを見せたのが{s.name}で、担当としては手応えを感じています。", up, True, "counts"),
    line(lambda s: f"{s.name}が前年度と比べ{s.amount(s.change)}{s.unit}のマイナスとなっているのは、隣接する公民館の建替えに伴い駐車場が使えなかったためと考えている。", down, True, "counts"),
    line(lambda s: f"{s.name}の対前年度比は{s.tenth(s.now / s.prev * 100)}％（別表3参照）。", always, True, "counts"),
    line(lambda s: f"{s.name}については、令和6年度からおおむね横ばいで推移しており、事業内容に特段の変更は要しないものと判断した。", same, False, "flat"),
    line(lambda s: f"開館日数が9日少なかったにもかかわらず、{s.name}が前年度を下回ることはなかった。", lambda s: s.now >= s.prev),
    line(lambda s: f"{s.name}は、前年度の{s.amount(s.prev)}％から{s.amount(s.change)}ポイント上がって{s.amount(s.now)}％。", up, True, "shares"),
    line(lambda s: f"窓口で行ったアンケートを集計したところ、{s.name}は前年度に比べ{s.amount(s.change)}ポイント低下していた。", down, True, "shares"),
    line(lambda s: f"夏休み期間中の開館時間延長が好評で、{s.name}は対前年度で１割以上の伸びとなりました。", lambda s: s.percent >= 10, False, "counts"),
    line(lambda s: f"昨年度（令和6年度）より{s.rounded(s.change)}{s.unit}ほど少ない数字に終わったのは{s.name}である。", down, True, "counts"),
    line(lambda s: f"Ｒ７の{s.name}は{s.amount(s.now).translate(WIDE)}{s.unit.translate(WIDE)}であり、Ｒ６（{s.amount(s.prev).translate(WIDE)}{s.unit.translate(WIDE)}）から減。", down, True),
    line(lambda s: f"職員の異動で事業の開始が7月にずれ込んだが、それでも{s.name}は前年を上回り、利用の定着がうかがえる。", up, False, "up"),
    line(lambda s: f"{s.name}の落ち込みを心配しておりましたが、ふたを開けてみますと、前年度よりおよそ{man_sen(s.rounded(s.change))}{s.unit}の増でございました。", up, True, "counts"),
    line(lambda s: f"令和7年度の{s.name}　{s.amount(s.now)}{s.unit}［前年度 {s.amount(s.prev)}{s.unit}、増減率 {sign(s.change, '', '△')}{s.tenth(s.percent)}%］", always, True, "counts"),
    line(lambda s: f"担当課によれば、{s.name}は前年度の{s.tenth(s.now / s.prev * 100)}％の水準にまで落ちたという。", down, True, "counts"),
    line(lambda s: f"前年度並みを維持できた{s.name}に対し、職員数は2名減っており、現場の努力を評価したい。", same, False, "up flat"),
    line(lambda s: f"学校への働きかけが遅れたため、{s.name}は令和６年度比で５％以上のマイナス。", lambda s: s.percent <= -5, False, "counts"),
    line(lambda s: f"{s.name}は、2024年度の{s.amount(s.prev)}{s.unit}に対し2025年度は{s.amount(s.now)}{s.unit}と、わずか一年のうちに{s.amount(s.change)}{s.unit}積み増した。", up, True, "counts"),
    line(lambda s: f"図書館だよりでお知らせしてきた{s.name}ですが、残念ながら、前の年の{s.amount(s.prev)}{s.unit}には及びませんでした。", down, True, "up"),
    line(lambda s: f"前年度に落ち込んだ{s.name}が、令和7年度は一転して増加した。", lambda s: s.prev < s.actuals[YEAR - 2] and s.now > s.prev),
    line(lambda s: f"令和6年度には伸びていた{s.name}が、本年度は減少へ転じており、要因の分析が急がれる。", lambda s: s.prev > s.actuals[YEAR - 2] and s.now < s.prev),
    line(lambda s: f"{s.name}は前年度に続いて増加し、その増加幅も前年度の増加幅より大きかった。", lambda s: s.prev > s.actuals[YEAR - 2] and s.change > s.prev - s.actuals[YEAR - 2]),
    line(lambda s: f"前年度との比較で言えば{s.name}は増えてはおらず、「好調」とした原案の表現は改めるべきである。", lambda s: s.now <= s.prev),
    line(lambda s: f"委員ご指摘のとおり、{s.name}は一年前と比べて落ちているのが実情です。", down),
    line(lambda s: f"{s.name}…{s.amount(s.now)}{s.unit}（前年{s.amount(s.prev)}{s.unit}）", always, True),
    line(lambda s: f"相互利用協定の効果もあってか、{s.name}の改善が前年度に比べて認められる。", better),
    line(lambda s: f"増減の内訳を見ると、{s.name}が前年度より{man(s.amount(s.change))}{s.unit}多い一方、これに係る委託料は据え置かれている。", up, True, "counts"),
    line(lambda s: f"令和七年度の{s.name}は{s.amount(s.now).translate(KANJI).replace(',', '、').replace('.', '・')}{s.unit}で、前年度を上回った。", up, True, "counts"),
    line(lambda s: f"新刊の購入を一時見合わせたこと、蔵書点検が重なったことなどから、前年度比{s.tenth(s.percent)}％減と苦戦した{s.name}であるが、年度末には持ち直しの兆しもみられる。", down, True, "counts"),
    # ---------------------------------------------------------------- the target
    line(lambda s: f"年次計画値{s.amount(s.target)}{s.unit}のところ、実績は{s.amount(s.now)}{s.unit}であった。", always, True),
    line(lambda s: f"{s.name}が計画値を{s.amount(s.gap)}{s.unit}超過したのは、当初見込んでいなかった近隣校からの申込みが相次いだためである。", over, True, "counts"),
    line(lambda s: f"{s.name}は目標に{s.amount(s.gap)}{s.unit}及ばず、次年度に課題を残した。", under, True, "counts"),
    line(lambda s: f"目標値を下回り、その{s.tenth(s.now / s.target * 100)}％であった{s.name}については、周知の方法を根本から見直す必要がある。", under, True, "counts"),
    line(lambda s: f"{s.name}　目標{s.amount(s.target)}　実績{s.amount(s.now)}　達成率{s.tenth(s.now / s.target * 100)}％", always, True, "up"),
    line(lambda s: f"評価：Ｂ（{s.name}が令和7年度の目標値に達していないため）", missed),
    line(lambda s: f"ボランティアの皆さまのお力添えにより、おかげさまで{s.name}は今年度の目標をクリアすることができました。", reached),
    line(lambda s: f"{s.name}は目標値より{s.amount(s.gap)}ポイント高い水準にある。", over, True, "shares"),
    line(lambda s: f"令和7年度目標との開きは{s.amount(s.gap)}ポイントであり、{s.name}についてはこの差をどう見るかが論点となる。", always, True, "shares"),
    line(lambda s: f"取組の柱に掲げた{s.name}の目標達成には至らず、評価委員からは「数値の設定に無理がなかったか」との声が上がった。", missed),
    line(lambda s: f"前年度は目標に届かなかった{s.name}だが、今年度は目標を超えた。", lambda s: s.prev < s.targets[YEAR - 1] and s.now > s.target, False, "up"),
    line(lambda s: f"計画を約{s.tenth(s.gap / s.target * 100)}％上回る{s.name}となり、次期計画では数値の引上げも視野に入れたい。", over, True, "counts"),
    line(lambda s: f"台風による臨時休館が3日あったものの、{s.name}は目標の９割以上を確保した。", lambda s: s.now >= s.target * Decimal("0.9"), False, "counts"),
    line(lambda s: f"{s.name}の実績は目標の8割台にとどまっており、取組の遅れを指摘せざるを得ない。", lambda s: Decimal("0.8") <= s.now / s.target < Decimal("0.9"), False, "counts"),
    line(lambda s: f"年度当初に掲げた目標を１割以上も上回ったのが{s.name}で、関係者からは驚きの声が聞かれた。", lambda s: s.now >= s.target * Decimal("1.1"), False, "counts"),
    line(lambda s: f"{s.name}は、前年度より増えたとはいえ、計画した水準には及んでいない。", lambda s: s.change > 0 and s.gap < 0, False, "up"),
    line(lambda s: f"前年度から減ったものの計画値は超えている{s.name}については、引き続き推移を注視する。", lambda s: s.change < 0 and s.gap > 0, False, "up"),
    line(lambda s: f"前年度も目標も上回り、{s.name}は申し分のない一年となった。", lambda s: s.change > 0 and s.gap > 0, False, "up"),
    line(lambda s: f"{s.name}、目標未達。要因は周知不足と担当者の欠員（9か月間）。", missed),
    line(lambda s: f"実績値が目標値を超えているとはいえない{s.name}について、監査委員から改善を求める意見が付された。", lambda s: s.now <= s.target, False, "up"),
    line(lambda s: f"計画では令和7年度に{s.amount(s.target)}{s.unit}を見込んでいた{s.name}ですが、実際には{s.amount(s.now)}{s.unit}と、見込みに届きませんでした。", under, True, "up"),
    line(lambda s: f"目標に対して{s.rounded(s.gap)}{s.unit}程度の不足となった{s.name}を補うべく、来年度は巡回展示を拡充する。", under, True, "counts"),
    line(lambda s: f"令和6・7年度と2年続けて目標を上回った{s.name}は、計画の牽引役と言ってよい。", lambda s: s.gap > 0 and s.prev > s.targets[YEAR - 1], False, "up"),
    line(lambda s: f"達成率にして約{tens(s.tenth(s.now / s.target * 100))}、これが令和7年度目標に対する{s.name}の到達点である。", always, True, "counts"),
    line(lambda s: f"指標の状況（令和7年度）　{s.name}：計画比{sign(s.gap, '+', '-')}{s.amount(s.gap)}{s.unit}", always, True, "counts"),
    line(lambda s: f"人手不足のなか出張講座を取りやめざるを得ず、結果として{s.name}は計画よりも低い数値となった。", under, False, "up"),
    line(lambda s: f"{s.name}については目標値{s.amount(s.target)}％に対し{s.amount(s.now)}％であり、目標達成とはならなかった。", missed, True, "shares"),
    line(lambda s: f"目標達成率１００％超えを果たした{s.name}は、図書館協議会でも高く評価された。", over, False, "up"),
    line(lambda s: f"{s.name}は計画値の約{s.tenth(s.now / s.target)}倍であった。", always, True, "counts"),
    line(lambda s: f"県の補助が打ち切られ規模を縮小したため懸念されたが、{s.name}は年度目標を達成している。", reached),
    line(lambda s: f"目標{man(s.amount(s.target))}{s.unit}に対して{man(s.amount(s.now))}{s.unit}、差引{man(s.amount(s.gap))}{s.unit}の未達となった{s.name}の扱いを協議した。", under, True, "counts"),
    # ---------------------------------------------------------------- the final target
    line(lambda s: f"{s.name}は、令和8年度の目標まであと{s.amount(s.final - s.now)}{s.unit}を残すところまで来た。", lambda s: s.now < s.final, True, "counts"),
    line(lambda s: f"令和８年度の目標値にすでに到達している{s.name}は、目標の上方修正を検討する。", lambda s: s.now >= s.final, False, "up"),
    line(lambda s: f"令和7年度末の{s.name}は、最終目標の{s.tenth(s.now / s.final * 100)}％に当たる数値であり、残り一年の取組をどう組み立てるかが焦点となる。", always, True, "counts"),
    line(lambda s: f"計画最終年度（R8）の目標値{s.amount(s.final)}{s.unit}に対し、{s.name}の現状値は{s.amount(s.now)}{s.unit}で、なお下回っている。", lambda s: s.now < s.final, True, "up"),
    line(lambda s: f"{s.name}は最終目標をまだ下回っているが、令和7年度単年の目標は上回った。", lambda s: s.now < s.final and s.gap > 0, False, "up"),
    line(lambda s: f"令和8年度の目標値と比べると、{s.name}は{s.amount(s.final - s.now)}ポイント低い。", lambda s: s.now < s.final, True, "shares"),
    # ---------------------------------------------------------------- years further back
    line(lambda s: f"計画の初年度である令和3年度に比べ、{s.name}は{s.amount(since(s, 2021))}{s.unit}増えた計算になる。", lambda s: since(s, 2021) > 0, True, "counts"),
    line(lambda s: f"{s.name}は令和3年度の約{s.tenth(s.now / s.first)}倍であり、計画期間を通じた変化の大きさがうかがえる。", always, True, "counts"),
    line(lambda s: f"感染症の影響を受ける前の令和元年度の水準にまで戻っていないのが{s.name}であり、回復は道半ばといえる。", lambda s: since(s, 2019) < 0, False, "up"),
    line(lambda s: f"5年前（令和2年度）の{s.name}は{s.amount(s.actuals[2020])}{s.unit}であり、これと比べれば現在の方が多い。", lambda s: since(s, 2020) > 0, True, "counts"),
    line(lambda s: f"三年前との比較では、{s.name}は{s.amount(since(s, 2022))}{s.unit}の減である。", lambda s: since(s, 2022) < 0, True, "counts"),
    line(lambda s: f"R3→R7で{s.name}は{s.amount(s.first)}{s.unit}→{s.amount(s.now)}{s.unit}。", always, True),
    line(lambda s: f"新館オープンを控えた2022年度と比べても{s.name}は伸びており、利用者層の広がりが背景にあるとみられる。", lambda s: since(s, 2022) > 0, False, "up"),
    line(lambda s: f"計画がスタートした年から{s.amount(since(s, 2021))}ポイント下がったことになる{s.name}について、委員からは調査方法の変更の影響を問う意見があった。", lambda s: since(s, 2021) < 0, True, "shares"),
    line(lambda s: f"2年前の令和5年度には{s.amount(s.actuals[2023])}{s.unit}だった{s.name}が、令和7年度は{s.amount(s.now)}{s.unit}に減っている。", lambda s: since(s, 2023) < 0, True),
    line(lambda s: f"令和元年度を100とすると、令和7年度の{s.name}は{s.tenth(s.now / s.actuals[2019] * 100)}に相当する。", always, True, "counts"),
    # ---------------------------------------------------------------- records and order
    line(lambda s: f"統計の残る令和元年度以降で最も多い{s.name}を記録し、職員一同、励みとしております。", highest, False, "counts"),
    line(lambda s: f"{s.name}は令和元年度から数えてこの7年で最も低い数値となり、関係者に衝撃を与えた。", lowest),
    line(lambda s: f"計画期間に入ってからの5年間で{s.name}が一番多かったのは、令和5年度である。", lambda s: best(s) == 2023, False, "counts"),
    line(lambda s: f"計画期間中の{s.name}の最高は令和{best(s) - 2018}年度の{s.amount(s.actuals[best(s)])}{s.unit}。", always, True),
    line(lambda s: f"{s.name}は、令和元年度からの7年間で2番目に多い数字だった。", lambda s: rank(s) == 2, False, "counts"),
    line(lambda s: f"令和7年度の{s.name}は過去最多とはならなかったものの、前年度は上回った。", lambda s: rank(s) > 1 and s.change > 0, False, "counts"),
    # ---------------------------------------------------------------- runs
    line(lambda s: f"人口減少が進むなかにあって、{s.name}は令和6年度、7年度と2年続けての増加となった。", lambda s: s.change > 0 and s.prev > s.actuals[2023]),
    line(lambda s: f"{s.name}は令和５年度から７年度までの三か年とも前年度を上回っており、増員の効果は明らかと言わねばならない。", lambda s: s.now > s.prev > s.actuals[2023] > s.actuals[2022]),
    line(lambda s: f"令和6年度、令和7年度といずれも前年度を下回ったのが{s.name}であり、事務局としても危機感を持っている。", lambda s: s.change < 0 and s.prev < s.actuals[2023]),
    # ---------------------------------------------------------------- totals, means, shares
    line(lambda s: f"令和3年度から令和7年度までの{s.name}を合計すると{s.amount(total(s))}{s.unit}になる。", always, True, "counts"),
    line(lambda s: f"直近3か年（R5～R7）の{s.name}の平均は{s.amount(mean(s, 2023))}{s.unit}である。", always, True),
    line(lambda s: f"計画期間5年間の平均値を上回った令和7年度の{s.name}を、取組の成果が表れたものと受け止めている。", lambda s: s.now > mean(s, 2021), False, "up"),
    line(lambda s: f"5年間（令和3～7年度）の{s.name}の累計に占める令和7年度分の割合は{s.tenth(s.now / total(s) * 100)}％である。", always, True, "counts"),
    line(lambda s: f"年度ごとの{s.name}　R5 {s.amount(s.actuals[2023])}／R6 {s.amount(s.prev)}／R7 {s.amount(s.now)}（単位：{s.unit}）", always, True),
    line(lambda s: f"計画期間5か年のうち{s.name}が各年度の目標を達成したのは{s.rounded(met_years(s))}か年である。", always, True),
    # ---------------------------------------------------------------- English
    line(lambda s: f"{s.name} rose by {s.amount(s.change)} over the previous fiscal year, thanks largely to the new branch at the station.", up, True, "counts"),
    line(lambda s: f"Against a target of {s.amount(s.target)}, {s.name} stood at {s.amount(s.now)} in fiscal 2025.", always, True),
    line(lambda s: f"Although opening hours were cut, {s.name} did not fall below the level of the year before.", lambda s: s.now >= s.prev),
    line(lambda s: f"{s.name} fell short of the FY2025 target by {s.amount(s.gap)}.", under, True, "counts"),
    line(lambda s: f"We are pleased to report that {s.name} exceeded the target for the year.", over, False, "up"),
    line(lambda s: f"Compared with FY2021, the first year of the plan, {s.name} has declined.", lambda s: since(s, 2021) < 0),
    line(lambda s: f"{s.name} was down {s.tenth(s.percent)}% year on year.", down, True, "counts"),
    line(lambda s: f"{s.name} slipped by {s.amount(s.change)} percentage points from fiscal 2024.", down, True, "shares"),
    line(lambda s: f"At {s.amount(s.now)}, {s.name} for FY2025 was the highest of the seven years from FY2019 to FY2025.", highest, True, "up"),
    line(lambda s: f"{s.name} increased in both FY2024 and FY2025 but remains below the final target for FY2026.", lambda s: s.change > 0 and s.prev > s.actuals[2023] and s.now < s.final, False, "up"),
)
