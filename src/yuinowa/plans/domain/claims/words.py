"""The words by which claims are known: tables of patterns, on folded text. General Japanese, no plan's own words.

A pattern ends where its word may end; what follows it (tense, negation, intent) is read by ``tails``.
"""

from __future__ import annotations

from dataclasses import dataclass

from yuinowa.plans.domain.claims.kinds import Base, Bound, Degree, Kind, Sense

#: What is counted: units of library statistics. An indicator's own unit counts as well.
COUNTERS = (
    "タイトル", "ポイント", "パーセント", "作品", "団体", "種類", "講座", "事業", "世帯", "機関",
    "施設", "店舗", "企業", "学級", "クラス", "セット", "コース", "コマ", "ページ", "アクセス",
    "時間", "[かカケ]所", "[かカケ]国", "件", "冊", "点", "人", "名", "回", "館", "校", "園", "社",
    "台", "枚", "本", "種", "誌", "紙", "席", "組", "店", "部", "基", "日", "円", "巻", "室", "棟",
    "つ", "個", "曲", "話", "局", "区", "市", "町", "村",
)  # fmt: skip

#: What looks like a counter and is none: dates, ages, floors, lengths of time.
NOT_COUNTED = (
    "年", "月", "時(?!間)", "分(?!の)", "秒", "歳", "才", "階", "周年", "番", "号", "丁目", "期",
    "学年", "次", "代", "週", "度", "級", "[かカケ]月", "[かカケ]年", "日間", "日目", "回目", "回生",
    "人目", "人用", "人乗", "人部屋", "本館", "部会", "部署", "点字", "本市", "点検", "区内", "市内",
    "名称", "台風", "日本", "日程", "日常", "円滑", "人口", "人気", "件名", "個人", "話題", "局面",
    "人以下の", "人ひとり", "人1人", "校区", "組織",
)  # fmt: skip

#: Before a number.
ABOUT_BEFORE = "約|およそ|おおよそ|おおむね|概ね|ざっと|ほぼ|凡そ|推計で?"
LEAST_BEFORE = "少なくとも|最低でも"
#: Before a number, and without meaning for it.
IDLE_BEFORE = (
    "延べ|のべ|合計で?|総計で?|累計で?|計(?![画上])|全(?:部で)?|総勢|あわせて|合わせて|年間で?|都合"
)

#: What a bound in words stands before: 2割を超える伸び.
_MOVED = "(?:大幅な|大きな)?(?:増|減|伸び|落ち|上昇|低下|向上|プラス|マイナス|上積み|超過|不足|下落|目減り|拡大|縮小|改善|悪化)"

BOUNDS_AFTER = (
    ("以上", Bound.AT_LEAST),
    (f"(?:を)?(?:超え|上回|越え)る(?={_MOVED})|超(?!え|過)", Bound.MORE_THAN),
    (f"(?:を下回る|に満たない)(?={_MOVED})", Bound.LESS_THAN),
    ("以下|以内", Bound.AT_MOST),
    ("未満", Bound.LESS_THAN),
    ("余り|あまり|余(?=[、のりをに減増上下])|強", Bound.JUST_OVER),
    ("弱|近く|近い(?=増|減|伸|落|上|低)|足らず|に(?:迫る|近い|届こうかという)", Bound.JUST_UNDER),
    ("程度|ほど|前後|くらい|ぐらい|台(?=に|を|と|へ|で)", Bound.ABOUT),
)

#: Years named by their place and not by a number: years back from the year spoken of.
YEARS_BACK = (
    ("前々年度?|一昨年度?|おととし", 2),
    ("対?(?:前年|昨年)度?同(?:期|月|時期)|(?:対)?前年度?|対?昨年度?|前の年度?|去年|昨季", 1),
)
THIS_YEAR = (
    "その後|それ以降|以後(?=は|も)|本年度|今年度|当年度|当該年度|同年度|今年(?!度)|本年(?!度)"
)
YEARS_AHEAD = "次年度|来年度|翌年度|再来年度|今後|将来|これから"

#: Bases that are no target. The longest word stands first.
BASES = (
    (
        "(?:新型)?コロナ(?:ウイルス)?(?:感染症)?(?:の)?(?:禍|拡大|感染拡大|流行)*(?:以前|前)|感染症拡大(?:以)?前|感染拡大(?:以)?前",
        Base.BEFORE_PANDEMIC,
    ),
    (
        "計画(?:の)?(?:初年度|開始時|開始年度|1年目|スタート時)|初年度|開始当初",
        Base.FIRST,
    ),
    (
        "計画(?:の)?(?:策定時|策定当初|当初)|策定(?:当初|時)|基準年度?|基準値|現状値",
        Base.BASELINE,
    ),
    ("前回(?:の)?(?:調査|アンケート|計測|測定)?(?:時|結果|値)?", Base.LAST_SURVEY),
    ("例年|平年|想定|予想|見込み?(?=を|より|に|ほど)|当初見込み?|全国平均|都平均|県平均|平均(?:値)?|定員", Base.UNKNOWN),
)  # fmt: skip

_TARGET_WORD = "(?:数値)?目標(?:数値|値|数|件数|冊数|人数|回数|水準)?|計画(?:数値|値|数|件数|冊数|人数|回数)|計画(?!的|期間|策定|書|案|に基|に沿|に掲|に位|の策|の見|の改|を策|を改|を見直|を立|を作|を進|を推|を周)|指標(?:値)?|KPI|ノルマ"
FINAL_TARGETS = (
    f"最終(?:年度)?(?:の)?(?:{_TARGET_WORD})"
    f"|(?:前期|後期|中期)?(?:[0-9]年間|計画期間(?:全体|中|終了時|内)?|計画全体|全期間|期末|計画最終年度|最終年度)の(?:{_TARGET_WORD})"
    f"|後期(?:の)?(?:目標値?|計画値)"
)
TARGETS = f"(?:年次|年度|当初|当年度|本年度|今年度|各年度|単年度|年間|事業|設定(?:した)?)?(?:の)?(?:{_TARGET_WORD})"
#: What stands behind a word for a target where it is compared with. Elsewhere it is only named.
TARGET_IS_BASE = (
    "(?=を|に(?:は|も|対|比|届|とど|達|到|及|至|わず|あと|遠|つい|関|お|満|今|もう|肉|迫|ほど|手|約|[0-9])|こそ|すら|さえ|だけは|より|から|まで|比|割れ|並|未達"
    "|(?:と(?:する|した|して(?:いる|いた|掲げる|掲げた))|に掲げ(?:る|た))(?=水準|数|値|ライン|[0-9約])|は(?=[^、。]{0,8}(?:達成|上回|下回|超|満た|クリア|届|及|割))"
    "|▲|\\+|-|、(?=前年|昨年|実績)|・(?=前年|昨年)|及び|および|や(?=前年|昨年)|も(?=上|下|前|達|超|ク|満)|とも(?:に)?"
    "|(?:の)?実績値?比||達成|超|未満|以上|以下|との?(?:差|比|乖)|と比|"
    r"の[約0-9一二三四五六七八九十百千半ほ]|である|であ|どおり|通り|水準|ライン|まで|[0-9]|\(|「|は[約0-9]|ぴったり|ちょうど)"
)


@dataclass(frozen=True)
class Head:
    """A word that makes a claim. ``is_weak``: only with a figure, a base or a known indicator beside it."""

    pattern: str
    kind: Kind
    sense: Sense | None = None
    degree: Degree | None = None
    is_weak: bool = False
    is_negated: bool = False
    #: Takes an object: what is done is only claimed if the sentence ends in the past.
    is_deed: bool = False
    times: str = ""
    is_softened: bool = False
    #: 多かった: only beside what it is compared with.
    needs_base: bool = False
    #: How far apart, or how the pace changed: says nothing of its own without a size.
    is_gap: bool = False
    #: Back to where it was: reached is the base, which need be no target.
    is_return: bool = False


_NOT = "な(?:い|かった|く|かっ|し)|ず|ありませ(?:ん|んでした)"
_U, _D, _F = Sense.UP, Sense.DOWN, Sense.FLAT
# fmt: off
#: Tried from the top at every place; the first that fits is taken.
HEADS = (
    # reaching a target, and not reaching it
    Head("未達成|未達(?!成)|未到達|未充足|未クリア|不達", Kind.REACH, is_negated=True),
    Head("手が届[いくかきけ]", Kind.REACH),
    Head("(?:あと|もう|今|いま)(?:一歩|一息|少し|わずか)(?=と(?!い)|の(?:ところ|状況|水準|結果)|に(?:迫|ま|と)|だっ|で(?:ある|あっ|し|す)|。)|肉薄|に迫(?=っ|り|る結果|る水準|る実績)|(?:道半ば|途上)(?=で|に|と|。)", Kind.REACH, is_negated=True),
    Head("(?:達成|到達|クリア)(?!率|度|状況|見込|基準|目標|感|すべき|可能)", Kind.REACH),
    Head("(?<=に)(?:は|も)?至ら(?=な|ず)", Kind.REACH),
    Head("(?<!水準に)(?:達し|達す)|とど[いくかきけ](?!ま)|届[いくかきけ]|及[んびばぶ]|満た(?=な|ず|し|す|さ|せ)", Kind.REACH),
    Head("(?:水準|値|数|レベル|規模|状態|同程度|並み|同等)(?:に|まで|にまで)(?:は|も)?(?:戻[っりら]|回復|復[しす]|持ち直[しす])", Kind.REACH, is_softened=True, is_return=True),
    Head("(?<=に)は?(?:戻[っりら]|復[しす])|(?<=まで)は?(?:戻[っりら]|復[しす])", Kind.REACH, is_softened=True, is_return=True),
    # how far apart, whichever way
    Head("開き|隔たり|乖離|かい離|ギャップ|差(?=は|が|を|:|と?な|で(?:あ|し|す)|。|、)", Kind.CHANGE, needs_base=True, is_gap=True),
    # more and less than something
    Head("(?:多|高|大き)(?:かった|くなっ|い結果|かっ|く(?=、|推移|とど|終)|い(?=。|と|数|値|水準|[0-9約]))", Kind.CHANGE, _U, needs_base=True),
    Head("(?:少な|低|小さ)(?:かった|くなっ|い結果|かっ|く(?=、|推移|とど|終)|い(?=。|と|数|値|水準|[0-9約]))|不足", Kind.CHANGE, _D, needs_base=True),
    Head("足り(?=な|ず|ませ)", Kind.CHANGE, _D, needs_base=True, is_negated=True),
    Head("(?<=を)(?:更新|塗り替え|塗りかえ)", Kind.CHANGE, _U, needs_base=True),
    Head("大[きは]く上回|大幅に上回|はるかに上回|大幅超過", Kind.CHANGE, _U, Degree.LARGE),
    Head("(?:上回|上まわ|うわまわ|超え|越え|超過|凌[いぐ駕]|しの[いぐ]|オーバー|上振れ|上ぶれ|突破|(?<=[度値績準標画])超え?(?=と|の|を|が|で|に|。)|超す|超(?=。|、|$|\\)))", Kind.CHANGE, _U),
    Head("(?:下回|下まわ|したまわ|割り込|割っ(?=た|て)|割る(?=結果|こと|水準|[0-9])|(?<=[度値績準標画])割れ|下振れ|下ぶれ|割れ(?=と|で|。))", Kind.CHANGE, _D),
    # sizes in the word itself
    Head("(?:伸び|増え|増加|減少|減り)(?:悩|渋)|頭打ち|鈍化|底を打|底打ち|足踏み", Kind.CHANGE, is_gap=True),
    Head("倍増", Kind.CHANGE, _U, times="2"),
    Head("半減", Kind.CHANGE, _D, times="0.5"),
    Head("急増|激増|急伸|急上昇|躍進|大幅増|大幅な増加|大幅に増[加え]", Kind.CHANGE, _U, Degree.LARGE),
    Head("急減|激減|大幅減|大幅な減少|大幅に減[少っ]|急落|急低下", Kind.CHANGE, _D, Degree.LARGE),
    Head("微増|漸増", Kind.CHANGE, _U, Degree.SLIGHT),
    Head("微減|漸減", Kind.CHANGE, _D, Degree.SLIGHT),
    # the same
    Head(f"横ばい|横這い|よこばい|変わら(?:{_NOT})|変わって(?:い|お)?(?:ら)?(?:{_NOT})|変わり(?:は|が|も)?(?:{_NOT}|なし)|現状維持|足並み(?=をそろ)|(?:変化|増減|大差|大きな差|大きな変化|差)(?:は|が|も)?(?:ほとんど|ほぼ|特に|さほど|あまり)?(?:見られ|認められ|して(?:い|お)?|し)?(?:{_NOT})|変動なし", Kind.CHANGE, _F),
    Head("同程度|同水準|同じ水準|同規模|同等|並み(?!に(?:は|も)?(?:届|及|達|なら|至))(?=の|で|と|を|に|だ|、|。|$)|同じ程度|ほぼ同じ|ほぼ同(?:数|率|値|様)|ほぼ維持", Kind.CHANGE, _F, is_softened=True),
    Head("同数|同率|同値|同じ(?:値|数|件数|冊数|人数|回数)|同(?=点|じく)|同じ(?=で|だ|と|。|、|$)", Kind.CHANGE, _F, Degree.SLIGHT),
    Head("(?:水準|実績|数値|値|数字|件数|冊数|人数|回数|[年前]度|並み)を(?:維持|保っ|保て|確保|キープ)", Kind.CHANGE, _F, is_weak=True, is_softened=True),
    # more
    Head("増加|増大|伸長|純増|逓増|続伸|上積み|積み増[しさ]|上乗せ|増(?:えた|え(?!る)|える|やし|やす|やせ|した|し|で|と|の(?=[0-9])|だ|に(?=な|転)|(?=。|、|\\)|$|\\n|傾向|基調|」))", Kind.CHANGE, _U),
    Head("伸び(?!悩|しろ|代)(?=た|て|、|を見|が見|まし|$|。|。|る|率|は|とな|、|も)|伸び(?!悩|しろ|代)|伸ば[しす]|上昇|右肩上がり|上向[いきく]|膨ら[みんむ]", Kind.CHANGE, _U),
    Head("向上|上がっ|上がり|上がる|拡大|プラス|上げ(?=た|て|る)|回復|持ち直[しす]|盛り返[しす]|復調|(?<![ァ-ヶー])アップ(?=し|と|で|。|、|\\)|$)|増強|積み上[がげ]", Kind.CHANGE, _U, is_weak=True),
    # less
    Head("減少|低下|下落|下降|純減|逓減|続落|減退|減(?:った|っ|り|る|らし|らす|で|と|の(?=[0-9])|だ|に(?=な|転)|(?=。|、|\\)|$|\\n|傾向|基調|」))", Kind.CHANGE, _D),
    Head("落ち込[みんむ]|落ち(?=た|て(?!着)|、|まし)|下がっ|下がり|下がる|縮小|マイナス|右肩下がり|目減り|後退|失速|下げ(?=た|て(?!止)|る)|(?<![ァ-ヶー])ダウン(?=し|と|で|。|、|\\)|$)|縮[みん]|細っ|陥っ", Kind.CHANGE, _D, is_weak=True),
    # better and worse
    Head("改善|好転", Kind.CHANGE, Sense.BETTER, is_weak=True),
    Head("悪化", Kind.CHANGE, Sense.WORSE, is_weak=True),
)
_EVER = "(?:過去|これまで|今まで|従来|計画期間(?:中|内)?|計画開始(?:以来|後|以降)|(?:サービス|事業|統計|調査|集計|記録|運用|計測|測定|公表|制度)?開始(?:から|して)?(?:以来|後|以降)|開館以来|開設以来|歴代|ここ数年|近年|(?:この|過去|ここ|直近)?(?:の)?(?:[0-9]{1,2}|[二三四五六七八九十])(?:か)?年(?:間|度)?|史上)(?:の中|のうち|のなか)?(?:で|に|の)?(?:は)?"
#: With the year it begins before it: 令和2年度以降で最も多い.
_MOST_SINCE = "(?:最も|もっとも|一番)"
RECORDS = (
    (f"{_EVER}(?:最高|最多|最大|(?:最も|もっとも|一番|いちばん)(?:多|高|大き))|最(?:高|多|大)(?:記録|値)?を(?:更新|記録)|(?:最高|最多)記録", Sense.UP),
    (_MOST_SINCE + "(?:多|高|大き)|最(?:多|高|大)(?=の?[0-9約]|で|と|だ|。|値|記録|水準|となる)", Sense.UP),
    (_MOST_SINCE + "(?:少な|低|小さ)|最(?:少|低|小)(?=の?[0-9約]|で|と|だ|。|値|記録|水準|となる)", Sense.DOWN),
    (f"{_EVER}(?:最低|最少|最小|(?:最も|もっとも|一番|いちばん)(?:少な|低|小さ))|最(?:低|少|小)(?:記録|値)?を(?:更新|記録)", Sense.DOWN),
)
# fmt: on

#: Shares of a target by name.
RATES = "(?:目標|計画)(?:値)?に対する(?:実績(?:値)?の)?(?:割合|比率|率|進捗)|(?:目標|計画)?(?:値)?(?:に対する)?(?:達成率|達成度|進捗率|進捗度|充足率|到達率|到達度|達成割合|消化率|(?<=%の)(?:達成|進捗|到達))"
STREAK = r"(?P<n>[0-9]{1,2}|[二三四五六七八九十])(?:[かカケ])?(?:年|年度|期|回)(?:間|度)?(?:に(?:わたり|わたって|渡り))?(?:連続|続けて|続い|続き|継続)(?:して|での|で|の|し)?"

#: Of last year as well: 前年度に引き続き増加.
AS_BEFORE = (
    "(?:前年度?|昨年度?)(?:(?:に|から)?(?:引き続いて|引き続き|引続き|続き|続いて)|と同様(?:に)?)、?"
)
#: Second, third of all years: 過去2番目に多い.
RANKED = rf"(?:{_EVER})?(?P<n>[2-5二三四五])番目(?:に|の)"

#: For the first time in so many years: 2年ぶり.
FIRST_IN = r"(?P<n>[0-9]{1,2}|[二三四五六七八九十])(?:[かカケ])?(?:年|年度|期)(?:間|度)?(?:ぶり|振り)(?:に|の|で)?"

#: Every year of a span, beside its head: 毎年減っている.
EVERY_YEAR = "毎年度?|年々|一貫して|連年|年を追うごとに|年ごとに|継続的に|連続して"

DEGREES = (
    ("大きく|大幅に|著しく|大いに|大きな|大幅な|飛躍的に|急激に|急速に|目立って|ぐんと|相当|かなり|はるかに|顕著に|格段に", Degree.LARGE),
    ("やや|わずかに|わずかな|わずか|若干|少し|微妙に|僅かに|僅か|いくらか|小幅に|小幅な|多少|ごくわずかに|微かに|かろうじて|辛うじて|僅差で", Degree.SLIGHT),
)  # fmt: skip
SOFTENERS = "おおむね|概ね|ほぼ|ほとんど|大体|だいたい"

#: Deeds that move a stock without a word on it.
MOVING_DEEDS = (("除籍|廃棄|除却|払い?出し", Sense.DOWN),)
#: What is said of something counted: done, set up, taken part.
DONE = "実施|開催|作成|設置|増設|新設|新規に|導入|追加|公開|制作|製作|整備|配布|配付|受入|受け入れ|訪問|派遣|収集|購入|登録|参加|来場|来館|利用|応募|申込|申し込み|発行|掲載|発信|寄贈|登壇|出展|展示|提供|貸出|貸し出し|開設|開講|出席|受講|交付|締結|加入|採用|養成|育成|対応|回答|回収|更新|廃止|移管|投稿|配信|申請|受付|受け付け|依頼|相談|問い?合わせ|照会|行(?:っ|い)|設け|開い|加わ"
#: Deeds that add to what stood before.
ADDED = "増設|新設|新たに設置|追加|新規に?(?:で)?|加わ|加入|参加"
NEWLY = "新たに|新規に|初めて|新しく"
MANY = "多くの|多数の|数多くの|大勢の|たくさんの"
MANY_DONE = "参加|来館|来場|応募|申込|申し込|利用|訪れ|集ま|集め|寄せられ|得(?:た|られ)|いただ|頂"
