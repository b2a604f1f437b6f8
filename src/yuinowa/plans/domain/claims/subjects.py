"""Of what a sentence speaks at a place: the words before は, が or を."""

from __future__ import annotations

import re

from yuinowa.plans.domain.claims import words

_TOPIC = re.compile(
    r"(?P<words>[^、。\n]+?)(?P<mark>については|につきまして(?:は|も)?|に関しまして(?:は|も)?|におきまして(?:は|も)?|に関しては|においては|についても|では(?!な)|には(?!至|届|及|達)|は(?!じ|なし)|(?<![たるいだうすくつむぶ])が(?!で|ん|ら|り|っ|る)|も(?!の|っと|と)|:)"
)
_OBJECT = re.compile(r"(?P<words>[^、。\n]+?)を")
_OWNER = re.compile(r"(?P<words>[^、。\n]+?)の$")
_LEAD = re.compile(
    r"^(?:また|しかし|一方で?|なお|さらに|更に|ただし|その結果|この結果|結果として|特に|とくに|加えて|そのうち|うち|このうち|中でも|これにより|それにより|ながら|同じく|次に|まず|・|[(]|とともに|[0-9]+[.)])+(?:、|,)?"
)
#: A clause that is over: the subject stands behind it.
_CLAUSE = re.compile(
    r".*(?:により|によって|によるもの|による|ことで|ため|結果|ことから|であるが|たが|ものの|もあり|こともあり|したところ|ており、?|であり|つつ|とともに|一方で?|ながら|[しきりえっ]て(?!い|お)|効果で|影響で|ほか|ところ|中で|なか|だけでなく|のみならず)"
)
#: 事業計画に掲げた, 指標である, before what it is.
_CALLED = re.compile(
    "^.*(?:である|に掲げ(?:る|た)|に定め(?:る|た)|に位置[付づ]けた|として(?:掲げ|定め|設定し)た|に設定した)(?=.)"
)
#: 令和3年度に96.0%であった不読率: a name described by its own figures alone.
_DESCRIBED = re.compile(
    "^(?:[ぁ-ん□、:()続一二三度再前今昨年減増上下回落込達成届超割未連毎少多高低推移]*(?:た|ない)|[□のにではがも、:()]*(?:であった|だった|となった|とした|を記録した|で|にとどまった|に達した))(?=[\ue000-\ue0ff])"
)
_NEUTRAL = re.compile(
    r"(?:(?:各)?年度?(?:別|ごと)の?|"
    + "|".join(p for p, _n in words.YEARS_BACK)
    + f"|{words.THIS_YEAR}"
    + r"|(?:令和|平成|昭和|[RHS])(?:[0-9]{1,2}|元)年?度?末?(?:時点)?|(?:19|20)[0-9]{2}年?度?末?|[0-9]{1,2}年度末?"
    + r"|(?:本|当該?|この|同|各)事業(?:全体|実施)?(?:における|による|での|の|で)?|^事業(?:全体)?(?:における|での|の)"
    + r"|通年(?:で)?|年間の?|年度末?の?|全体の?|合計の?|総(?=[^合務])|延べ|のべ|実績値?|本市の?|本区の?|本町の?|市全体の?|区全体の?|当館の?|全館の?|図書館全体の?|における|(?<!ま)での|時点|現在の?(?![\u4e00-\u9fff])"
    + r"|(?:数値)?目標(?:値|数値)?|計画(?:値)?|指標(?:[0-9①②③④⑤])?|成果指標|取組目標|活動指標|との(?:差|開き|乖離|隔たり|ギャップ)[はがも]?$|の?(?:達成)?(?:差|増加|減少|上昇|低下|下落|落ち込み|伸び|増減(?:率|数|幅|額)?|変化率|(?:年次|経年|年度別の?)?推移|進捗|状況|動向|動き|傾向|現状|実情)$"
    + r")"
)
#: Nouns that name nothing to be counted.
#: What may stand before the whole name of an indicator and narrows nothing: 指標1の, 本市の, 落ち込んだ, ご指摘のあった.
#: The plan's own words for what it counts: 成果指標②の, 重点指標である; and the years it is counted over, 5か年(令和3~7年度)の.
_OF_THE_PLAN = (
    r"(?:成果|活動|重点|主要|主な|取組|評価|代表|参考|関連|数値|進捗|個別)[0-9]*(?:の|である|に当たる|となる|と(?:した|する)|として掲げ(?:る|た)|「|:)+"
    r"|(?:過去|直近|この|ここ)?の?(?:[0-9]+|[二三四五六七八九十])?(?:か?年(?:間|度)?)?[(][~から・年度間□-]*[)](?:の|における|での)"
    r"|(?:(?:達成|進捗|実施|目標達成)(?:状況|度)|実績|結果|成果)(?:は|:)?(?=[\ue000-\ue0ff])"
    r"|[^、。\ue000-\ue0ff]{1,30}?(?<!年度)(?<!年)(?:から|により|によって|ため|ために|もあり)(?=[\ue000-\ue0ff])"
    r"|を?(?:掲げ|目標とし|設定し)(?:た|ていた|ている|る)"
    r"|以降の[0-9]*年間に(?:積み上げ|積み重ね)た|[→~]で、?|から(?:に(?:かけ|至)て?)?、?"
)
_BEFORE_A_NAME = re.compile(
    rf"^(?:{_OF_THE_PLAN}|[0-9]+(?:か?年間)?の?|(?:お尋ね|[ご御]?(?:質問|指摘|照会|要望|下問))の|(?:監査|評価|点検|審査|報告|調査|集計)対象(?:とした|の|である|年度(?:における|の)?)?(?:[(][)])?|[ぁ-ん]{1, 6}|(?:本|当)[市区町村県都府館]の|[本当]?[課係室部局]?所管の|(?:全[市区町村県館]|[市区町村県]全体)の?合?計?の?"
    r"|[^、。]{0,12}?(?:指摘|質問|お尋ね|報告|説明|紹介|要望|意見|課題と(?:なって|され)|注目|重点|重視)[^、。のが]{0,4}?(?:の|が)?(?:あっ|して|され|しまし|いただ(?:い|き)|なって|ござい)[^、。]{0,5}?(?:た|る))+(?=[\ue000-\ue0ff])"
)
#: What is left of 令和6年度、令和7年度と.
_JOINS_YEARS = re.compile("と(?:も(?:に)?|いずれ(?:の年度)?も?|続けて)?")
_EMPTY = frozenset(
    (
        "比較", "差", "差引", "増減", "増加", "減少", "惜", "以降", "最", "並", "既", "前倒", "大幅", "結果", "推移", "状況",
        "実績", "水準", "目標", "計画", "年度", "年", "全体", "合計", "残念", "最終的", "今回", "今期", "当期", "数字", "成績",
        "当初", "見込", "順調", "着実", "同様", "達成", "設定", "新型", "影響", "一方", "最終", "値", "数値", "数", "前回", "調査",
        "傾向", "基調", "一度", "再度", "再", "間", "評価", "判定", "達成状況", "区分", "実際", "結果的", "実質", "総", "最終的", "歯止", "底", "開", "一歩", "手",
        "及", "並", "双方", "両方", "両者", "共", "今", "昨", "対", "初", "約", "計", "上", "中", "点", "面", "見", "伸", "増", "減",
    )
)  # fmt: skip
_RUN = re.compile(r"[\ue000-\ue0ff\u30a0-\u30ff\u4e00-\u9fff々ー]+|[a-zA-Z0-9]+")
_GENERIC = re.compile(
    r"(?:実績値?|年間実績|水準|結果|数値|値|これ|それ|件数|数|人数|回数|冊数|割合|率|合計|総数|全体|最終的に|年間|年度末|年度|達成率|進捗|状況|全て|すべて|いずれ|両者|利用|こちら|同指標|本指標|当該指標|この指標|同数値|前者|後者|[0-9])?"
)


#: 評価:B(貸出冊数が, 指標の状況(令和7年度)貸出冊数は: a heading that ends in a sign narrows nothing.
_HEADED = re.compile(
    r"^(?![^、。\ue000-\ue0ff]*(?:館|書|児童|新規|地域|[0-9]月|うち|除|含|限))[^、。\ue000-\ue0ff]*[:()】](?=[\ue000-\ue0ff])"
)
_NAME = re.compile("[\ue000-\ue0ff]")


def clean(words_before: str) -> str:
    """A subject without what leads up to it, and without years and words that narrow nothing."""
    text = _LEAD.sub("", _HEADED.sub("", words_before.strip("/")))
    if match := _CLAUSE.match(text):
        text = text[match.end() :]
    text = _DESCRIBED.sub("", _CALLED.sub("", text))
    text = _NEUTRAL.sub("", text).replace("□", "")
    text = re.sub(
        r"^(?:時点|以来|以降|以後|から|より|まで|比|対比|に対し|と比べ|に比べ|と比較|間で|間に|間の|か年で|か年の|中で|うち|及び|および|(?:見る|みる|比べる|比較する|する)と|[のにはがをで、・()末])+",
        "",
        text,
    )
    if _JOINS_YEARS.fullmatch(text):
        return ""
    text = re.sub("^(?:に?対する)", "", text)
    led = _NO_PART_OF_THE_NAME.match(text)
    if led and not NARROWS.search(led.group()):
        text = text[led.end() :]
    if _NO_WORD.fullmatch(text):
        return ""
    text = _BEFORE_A_NAME.sub("", text)
    return re.sub(
        r"(?:の?対?比|の(?:割合|比率|数値|数字|値|ほう|水準)|自体|自身|そのも)?[のにでを、()」]*$",
        "",
        text,
    )


def is_generic(subject: str) -> bool:
    """Whether it names nothing by itself: 実績は, 結果は."""
    return bool(_GENERIC.fullmatch(subject)) or all(run in _EMPTY for run in _RUN.findall(subject))


def subject_before(plain: str, start: int, head: int, after: int) -> str:
    """The subject of the head at ``head`` in the sentence that begins at ``start``.

    ``after``: where the head before it ended. A は holds over the clauses that follow, a が only in its own.
    """
    own = _nearest(plain, after, head, _TOPIC)
    if own:
        return own
    held = _nearest(
        plain, start, after, re.compile(_TOPIC.pattern.replace("|が(?!で|ん|ら|り|っ|る)", ""))
    )
    if held:
        return held
    late = _nearest(plain, start, after, _TOPIC)
    # 周知が行き届かず、目標を下回った: where an indicator is named, no other thing's が reaches further than its clause.
    is_other = late and not _NAME.search(late) and _NAME.search(plain, start)
    return "" if is_other else late


def object_before(plain: str, start: int, head: int) -> str:
    """The object of a deed, おはなし会を増やし, or the owner of a noun, 貸出冊数の増加."""
    piece = re.split("[、。\n]", plain[start:head])[-1]
    for pattern in (_OWNER, _OBJECT):
        found = [clean(match["words"]) for match in pattern.finditer(piece)]
        if found and found[-1]:
            return found[-1]
    return ""


def noun_before(plain: str, start: int, head: int) -> str:
    """The noun grown together with a head: 利用者増."""
    match = re.search(
        r"[\ue000-\ue0ff\u30a0-\u30ff\u4e00-\u9fff々ーa-zA-Z0-9]+$", plain[start:head]
    )
    return clean(match.group()) if match else ""


#: A clause that gives a reason: its が holds no further.
_REASON = re.compile(
    r"(?:こと(?:など|等)?(?:から|により|で|もあり|もあって|が影響し)|ため|ので|により|によって|おかげで|影響で|もあり|もあって)$"
)


#: 計画で予定した900冊は: a number that is described.
_A_NUMBER = re.compile(r"[^、。\ue000-\ue0ff]{0,12}た□+")
#: 連載開始後も: when, and not what.
_A_TIME = re.compile(r"(?:[\u4e00-\u9fff□](?:後|以降|以後)|期間中|段階|時点)$")
#: 減少傾向にあるとの見方も; 倍増とまでは.
#: ふたを開けてみると貸出冊数は: what ends in no form that describes a noun is no part of the name behind it.
_NO_PART_OF_THE_NAME = re.compile(
    "[^、。\ue000-\ue0ff]*(?:と|ば|たら|ても?|[0-9□]で|ところ|ものの|[-/]|(?:いただい|なっ|あっ|され|ござい)た)(?=[\ue000-\ue0ff])"
)
#: What narrows an indicator: it is another thing with it.
NARROWS = re.compile(
    r"中央|[東西南北]図|(?<!図書)館(?!の|だより|報|長|で)|書(?!館)|絵本|雑誌|資料|児童|一般|成人|大人|子ども|こども|幼児|学生|生徒|高齢|年代|地区|地域|電子|視聴覚|新規|男|女|[0-9]月|半期|平日|休日|土日|他[市館]|県|全国|国|うち|除|含|限|配達|配本|配信|宅配|届"
)
_NO_WORD = re.compile("[ぁ-ん]{1,3}")
_A_VIEW = re.compile("(?:との|という)[^、。]{1,6}$|とま(?:で)?$")
#: 令和3年度の数字にまでは, 突き合わせてみても: how it is compared, and not of what.
_NO_NOUN = re.compile("(?:にま(?:で)?|[てで]み?て?|に|と|から|より)$")
_OF_A_YEAR = re.compile(r"[^、。□\ue000-\ue0ff]{1,8}た□")
_ONLY_YEARS = re.compile("□+(?:□|の|末|度|より|から|まで|と比べて?|に比べて?|と|で)*")


def _nearest(plain: str, start: int, end: int, pattern: re.Pattern[str]) -> str:
    *earlier, last = re.split("[、。\n]", plain[start:end])
    for piece in (last, *(one for one in reversed(earlier) if not _REASON.search(one))):
        found = [
            clean(match["words"])
            for match in pattern.finditer(piece)
            # 令和7年度は: a year is no subject; neither is what a year is described by, 私が着任した令和4年度.
            if not _ONLY_YEARS.fullmatch(match["words"])
            and not _A_TIME.search(match["words"])
            and not _A_NUMBER.fullmatch(match["words"])
            and not _A_VIEW.search(match["words"])
            and not (_NO_NOUN.search(match["words"]) and match["mark"] in ("は", "も"))
            # 協議会資料:貸出冊数は: what stands before the name with a sign is a heading.
            and not (match["mark"] == ":" and _NAME.match(piece, match.end()))
            and not (match["mark"] == "が" and _OF_A_YEAR.match(piece, match.end()))
        ]
        for subject in reversed(found):
            if subject or len(found) == 1:
                return subject
    return ""
