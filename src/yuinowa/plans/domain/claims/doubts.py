"""What beside the words of a claim may make them mean another thing, so that nothing is contradicted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yuinowa.plans.domain.claims.kinds import TARGETS, Against, Base
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort

#: Part of a year, or of what is counted.
_PART = re.compile(
    r"(?:月|週|日|ひと月|1か月|一か月)平均|ひと月|月割|上半期|下半期|四半期|年度?の?(?:前半|後半)|[0-9]{1,2}月(?!末|31日)|に占める|月別|平日|休日|土日|夜間|除[くいけ]|以外|一部の|速報|暫定|(?:中央|本|分|東|西|南|北|地区|地域)館(?:で|に)"
    r"|(?<!年)(?:当たり|あたり|につき(?!まし|ては))"
)
_WHOLE = re.compile("通年|年間|年度全体|年度を通|トータル|全体で")
_EXCEPT = re.compile("を(?:除[きくい]|のぞ[きくい])|以外(?:は|の|で)")
#: What is named before the clause and holds on.
_TOPICS = re.compile("(?:^|(?<=、))[^、]*?(?:は|では|には|だけで|限れば|限ると|みると|見ると)、")
#: Why it was so: a month in it says nothing of the figure.
_CAUSE = re.compile(
    ".*(?:により|によって|による|影響(?:で|を受け|から)?|ため|ので|ことで|ことから|効果で|結果|したが|ものの|ながら|かかわらず|て|たところ)"
)
#: A clause that goes on to doubt what its head said.
_DOUBTED = re.compile(
    "[^、。\n]{0,20}?(?:避け|免れ|防[いぐげ]|阻|困難|難し|疑|誤|訂正|恐れ|おそれ|懸念|心配|予想|見込|とは限|わけではな|とはいえな|とは言えな|可能性)"
)
_OF_YEARS = re.compile(r"[ぁ-ん]{0,8}?(?:のは|年度?は)、?")
#: 伸びを欠き: a noun with something done to it, and not 伸びを示し.
_MENTIONED = re.compile(
    "を(?!示|見|み|記録|続け|残|余し|保|数え|得|集め|達成|確保|遂げ|余儀|維持|重ね|果た|受け|上回|下回|超|実現|[0-9])"
)
#: 令和6年度こそ減ったが: what follows may be of that year, or of this one.
_TURNS_AWAY = re.compile("[ぁ-ん]{0,6}(?:が|ものの|けれども?|一方で?)、")

#: 計画を作った年度に比べ, 分館が開いたときより: a time that is compared with.
_COMPARED_WITH = re.compile(
    "(?P<when>年度?|年次|時期?|時点|頃|ころ|当時|とき|段階)(?:末)?(?:の(?:それ|実績値?|水準|数?値|数字|状況|結果))?"
    "(?:より|に比べ|と比べ|に比較|と比較|に比し|と対比|に対し|を(?:大きく|わずかに|やや)?[上下]回)"
)
#: Where a number is reckoned with, so that the next one is another measure: 12か月で割れば, 半分にすると, 週に直すと.
_RECKONED = re.compile(
    "で(?:割(?:り返|る|った|って|れば)|除[しす])|(?:半分|倍)に(?:する|すれ|した)|(?:に|へ)(?:直[しすせ]|換算)|を(?:掛け|乗じ|差し引)"
)
#: 目標との隔たりは900冊から700冊へと縮まった: figures of the gap, and not of the indicator.
_GAP_MOVED = re.compile("との(?:差|隔たり|開き|乖離|ギャップ)[はがを]、?[^。]*?から")
_NAMES_A_TIME = frozenset({Sort.YEAR, Sort.BASE, Sort.RECORD, Sort.THIS_YEAR, Sort.AS_BEFORE})


def is_reckoned(plain: str, start: int, end: int) -> bool:
    """Whether a number that ends at ``end`` is told after something was reckoned in its sentence, which begins at ``start``."""
    return _RECKONED.search(plain, start, end) is not None


def is_of_a_gap(plain: str, start: int, end: int) -> bool:
    """Whether a figure from which something moved to another is how far two lie apart."""
    return _GAP_MOVED.search(plain, start, end) is not None


def is_compared_otherwise(plain: str, start: int, end: int, lexemes: Sequence[Lexeme]) -> bool:
    """Whether what ends at ``end`` is compared with a time whose words were not read, and with none that were behind it.

    分館が開いた年度に比べ: neither last year nor the target is meant, and which year is not known here.
    """
    compared = [*_COMPARED_WITH.finditer(plain, start, end)]
    if not compared:
        return False
    at = compared[-1].start("when")
    named = [row for row in lexemes if row.sort in _NAMES_A_TIME]
    return not any(
        row.start <= at < row.end
        or at < row.start < end
        # コロナ禍前の年度
        or (row.base not in TARGETS and plain[row.end : max(at, row.end)] in ("の", "である"))
        for row in named
    )


def is_of_part(blanked: str, begin: int, start: int, end: int) -> bool:
    """Whether the clause of ``start`` to ``end``, or what is named before it with は, is a part of the year.

    ``blanked``: the sentence, which begins at ``begin``, without its names, years, bases and numbers.
    """
    if _EXCEPT.search(blanked[begin:end]):
        return True
    clause = max(begin, *(blanked.rfind(sign, begin, start) + 1 for sign in "、。\n"))
    said = [*_TOPICS.findall(blanked[begin:clause]), _CAUSE.sub("", blanked[clause:end])]
    return any(_PART.search(one) for one in said) and not any(_WHOLE.search(one) for one in said)


def is_doubted(plain: str, start: int, end: int) -> bool:
    if _MENTIONED.match(plain, start - plain.startswith("を", start - 1), end):
        return True
    return bool(_DOUBTED.match(plain, start, end))


def turns_away(plain: str, start: int) -> bool:
    return bool(_TURNS_AWAY.match(plain, start))


def tells_years(plain: str, start: int, lexemes: Sequence[Lexeme]) -> bool:
    found = _OF_YEARS.match(plain, start)
    return found is not None and any(
        row.start == found.end()
        and row.sort is Sort.YEAR
        and not plain.startswith(("以来", "以降", "に次", "から"), row.end)
        for row in lexemes
    )


def names_two_targets(plain: str, end: int, lexemes: Sequence[Lexeme], against: object) -> bool:
    """目標まであと10件(令和8年度目標900件): which target is meant is not sure; behind a 、 it is another matter."""
    if not isinstance(against, Against) or against.base is not Base.TARGET:
        return False
    named = {
        row.base
        for row in lexemes
        if row.sort is Sort.BASE and "、" not in plain[min(end, row.start) : max(end, row.start)]
    }
    return bool(named & {Base.FINAL_TARGET, Base.TARGET_OF_YEAR})
