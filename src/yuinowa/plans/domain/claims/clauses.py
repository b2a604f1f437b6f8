"""The clauses of a Japanese sentence, and how far a denial reaches in them.

A denial stands at the end of what it denies: it turns every word of its clause that stands before it. It reaches over
a 、 only where the clause before is not closed but taken up (…とは、まだ言えない; …には、至らなかった). How often something is
denied is counted, and not looked up: 達成できなかったわけではない says that it was reached.

What lies between a word and its denial has to be read as well. Where it carries nothing of its own (するには至ら, という結果
とはなら) the denial is the word's; otherwise it is not sure what is denied, and the word says neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

#: What looks like a denial and denies nothing: more is added, or it is said the more firmly.
_NO_DENIALS = re.compile(
    "(?:だけ|のみ|ばかり|に?とどまら|限ら)(?:で(?:は|も)?)?(?:なく|ず)|のみならず|ならず、|少な(?:くな[いかく]|からず|くとも|い|く|かっ)|(?:に|も|は)?(?:かかわ|関わ|拘わ)らず|問わず"
    "|余儀なく|やむ(?:な[くし]|を得(?:ず|な))|まもなく|間もなく|絶え(?:ず|間な)|(?<![\u4e00-\u9fff])まず|必ず|はず|思わず|相変わらず|図らず|残らず|たゆまず|ほどなく|なんとなく|もれなく|漏れなく|過不足なく|切れ目なく|幅広く"
    "|(?:に|で|に?ほか)(?:違い|相違|ほか|他|間違い)?(?:は|も)?な(?:ら(?:な[いか]|ず|ぬ)|りませ)|(?:違い|相違|間違い|疑い|申し分|遜色|文句)(?:は|も|が)?な|(?:に|でしか)過?す?ぎ(?:な[いか]|ず|ませ)|でしかな"
    "|(?:看過|座視|軽視|無視|楽観|否定|容認|満足|放置|油断|安心|静観)(?:は|も)?でき(?:な|ませ|ず)|(?:見過ご|見逃|見落と|避けて通|忘れて?は?な?|喜[べば]|目を背け(?:られ)?|欠か)[せれらべ]?(?:な[いか]|ませ|ず|れませ|れな)|言うまでも?な|想像に難くな|予断を許さ(?:な|ず|ませ)"
    "|な(?:けれ|く(?:て)?)(?:ば|は)(?:な(?:ら|りませ)|いけ)[なずぬん]?[いかん]?|否(?:め|定でき|定し(?:え|得))な|否定(?:し|でき)?(?:がた|難)|(?<=[はがも])かな(?:い(?=ま)|わ)|ざるを(?:え|得)(?:な[いか]|ず|ませ)|ないし|なくな[っりる]|しか(?=[^、。]{1,10}?(?:な[いか]|ず|ませ))"
)
_DENIAL = re.compile(
    r"な(?:い(?!し)|かっ|く(?!な[っりる])|けれ|し(?=。|、|に|と|で|$))|(?<=[かがさたなばまらわえけせてねべめれげぜでびみりきしいじちせ])ず(?!つ|っと|れ|か)|ぬ(?=。|、|まま|$)|ませ(?=ん)|まい(?=。|、|と|$)"
    "|(?<=[いりえけしびみきちに])(?:がた|づら)[いくか]|難[いくし](?=。|い|、|状|水|結|く|か)|(?:程|ほど)?遠[いくか]|逃[しすがさ]|(?<=は)困難"
)
#: 下回る事態は避けられた: what did not come.
_AVOIDED = re.compile(
    "避けられ|避けることができ|回避(?:され|でき|し)|免れ|まぬがれ|防[ぐがげ](?:こと|れ|た)|食い止め|脱し"
)
#: Somebody thought so, or it may be: the text does not say that it is so.
_DOUBTED = re.compile(
    "と(?:の|いう|いった)[^、。]{0,4}(?:見方|見解|見込み?|見通し|予想|予測|推計|想定|指摘|声|意見|懸念|心配|不安|批判|受け止め|印象|感想|疑問|疑い|説|報道|うわさ|誤解|前提|仮定|期待|希望)"
    "|(?:と|が)(?:懸念|予想|予測|危惧|心配|見込ま|想定)され|かもしれ|ふし(?:が|も)|可能性|おそれ|恐れ|らしい|らしく|だろう|でしょう|であろう|はず(?:で|だ|が|の)|気がする|とは限|かどうか|か否か|のではない(?:か|でしょうか|だろうか)"
)
#: What a clause that is taken up by the next one ends in.
_TAKEN_UP = re.compile(
    "(?:とは|とまでは|には|までは|わけでは|のでは|ものでは|ことは|ほどでは|段階では|状況では|とも)$"
)
#: What carries a word on to its denial and has no meaning of its own here.
_CARRIES = re.compile(
    "(?:[しえてにをはがもとりるすびきけかられまわぎいせさでばめちっむぐくぶたのへどよおつうじなだん、]|届|及|達|並|出来|見|受け|認め|言|難|至|傾向|結果|事実|状況|水準|程度|段階|訳|形|数字|数値|実績|値|姿|様子|動き|転|保|叶|成果|結|付|果|必ず|まだ|いまだ|未だ|決|到底|必ずしも|今|回|年度|本|当|現時点|時点|容易|十分|完全|一概)*"
)
_ENDING = 8
_SIGN = re.compile("[。\n「」]")


def ends_at(plain: str, start: int, stop: int) -> int:
    """Where the clause of ``start`` ends as far as a denial in it reaches back; at most at ``stop``."""
    at = start
    while at < stop:
        comma = plain.find("、", at, stop)
        bracket = plain.find("(", at, stop)
        full = _SIGN.search(plain, at, stop)
        ends = [one for one in (comma, bracket, full.start() if full else -1) if one >= 0]
        if not ends:
            return stop
        end = min(ends)
        if end != comma or not _TAKEN_UP.search(plain, max(start - 4, 0), end):
            return end
        at = end + 1
    return stop


def denials(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where in ``plain[start:end]`` something is denied, from the first on; turns that deny nothing are passed over."""
    passed = [one.span() for one in _NO_DENIALS.finditer(plain, max(start - 4, 0), end)]
    return [
        one.span()
        for one in sorted(_all(plain, start, end), key=lambda one: one.start())
        if not any(a <= one.start() < b for a, b in passed)
    ]


def _all(plain: str, start: int, end: int) -> Iterator[re.Match[str]]:
    for pattern in (_DENIAL, _AVOIDED):
        # One sign more, for some of them only deny where the clause ends behind them.
        yield from (one for one in pattern.finditer(plain, start, end + 1) if one.end() <= end)


def is_carried(plain: str, start: int, end: int) -> bool:
    """Whether nothing between a word and its denial has a meaning of its own."""
    return _CARRIES.fullmatch(plain, start, end) is not None


def is_left_open(plain: str, end: int, stop: int, passed: Iterable[tuple[int, int]]) -> bool:
    """Whether what ends at ``end`` is denied or doubted by something behind it in its clause.

    ``passed``: the words that are no matter, for what they deny is their own (変わらない, 未達).
    """
    spans = [*passed]
    until = ends_at(plain, end, stop)
    # Its own ending may hold the doubt: 減少したらしい.
    if _DOUBTED.search(plain, max(end - _ENDING, 0), until):
        return True
    return any(
        not any(a <= first < b for a, b in spans) for first, _last in denials(plain, end, until)
    )
