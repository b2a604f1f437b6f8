"""What a year does in its sentence: it is compared with, spoken of, or neither."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from yuinowa.plans.domain.claims.kinds import Against
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort


class Role(StrEnum):
    #: Of a year: it is compared with, or spoken of.
    COMPARED = "compared"
    SPOKEN_OF = "spoken-of"
    #: Of a number: the base's own figure, where a change begins, where it ends, the figure itself,
    #: how large the change is, what share of the base the figure is.
    STATED = "stated"
    FROM = "from"
    TO = "to"
    VALUE = "value"
    LIMIT = "limit"
    SIZE = "size"
    SHARE = "share"
    #: How far apart, behind its head: 目標との差は12冊.
    GAP = "gap"
    #: How much is missing to the base.
    LACK = "lack"
    #: The target's own figure before its word: 900冊の目標.
    AHEAD = "ahead"
    #: A size with a base of its own, and another pair behind: 前年度を50件、目標を10件上回った.
    PAIRED = "paired"
    #: Taken by the head before it.
    TAKEN = "taken"
    NONE = "none"


_UP_TO = ("まで", "までの", "までの過去")
_YEAR_COMPARED = re.compile(
    r"(?:度?末)?(?:時点|当時|当初)?(?:まで)?(?:の?(?:実績値?|結果|数値|数字|値|水準|件数|冊数|人数|回数))?(?P<of>の[^、。\n]{0,30}?)?(?:"
    r"とも(?:に)?、?(?=[^は、。]{0,8}?(?:上回|下回|超|割))|に(?:まで)?(?:は|も)、(?=[^、。]{1,24}?(?:戻|届|及[ばび]|達し|回復))|→|差(?=[+▲0-9約プマ])|(?:度?末)?を(?:(?:100|1|基準|起点|出発点|ベース|元|基点|スタート)(?:と(?:す|し|見|み)|に)|ピーク|頂点|底|ボトム|境)|"
    r"の(?=(?:約|およそ|ほぼ|おおよそ)?(?:[0-9.,]+|[一二三四五六七八九十]+)(?:倍|%|割|分の)|半分|半数|倍)|"
    r"と(?:の)?(?:比較|見比べ|引き比べ|比べ|比し|対比|対照|突き?合わせ|照らし|並べ(?:て|ると|れば|てみ))|とくらべ|に比べ|に比し|に比較|比|より|から(?!の(?!増|減|伸|上|低|下)|、?一転)|に対し|対比|との差|並み|水準|以来|以降|"
    r"の?(?:実績|数値|数字|値|水準|件数|冊数|人数|回数)を(?:維持|保|確保|守)|\)から|\)より|と(?:同|ほぼ|変わ|おおむね|概ね|大き|等し|差)|から(?!、?一転)|"
    r"の?(?:実績|数値|値|水準|結果)?(?:割れ|超え|未満|以上[のとにで]|を底|を下限)|比|"
    r"(?:を|こそ|すら|さえ|だけは)[^、。\n]{0,18}?(?:上回|下回|超|割|凌|しの|越|及|届|クリア|更新|塗り|しのぎ)|[もは](?:大きく|わずかに|大幅に|やや)?(?:上回|下回|超え|割り込|割っ|凌)|"
    r"に(?:は|も|すら|さえ|まで)?(?:(?:なお|まだ|未だ|いまだ)に?)?(?:届|とど[かい]|及|達し|追い|満た|遠[くい]|戻|復し|迫|並ば|あと|わずかに|(?:なお|まだ|いまだ|もう)?約?[0-9,.]+[^、。]{1,4}(?:及|届|足り|満た|上乗せ|上積|積み増|加え)))"
)
_YEAR_SPOKEN_OF = re.compile(
    r"(?:度?末)?(?:時点)?(?:は|には|の|において|における|も|で|、|が|実績|:|が(?=約?[0-9])|まで(?:は|も|、|[増減上下伸横])|こそ(?=[増減伸落上下横])|に(?=、|いったん|一旦|一時|[増減上下横過最達到目計前0-9約落回下微急激大底未]))"
)
_YEAR_SKIPPED = re.compile(
    r"に次[ぐい]|の反動|の(?:計画|サービス|事業|本計画)?の?(?:開始|策定|開館|導入|スタート|運用)|の(?=(?:令和|平成|[RH])(?:[0-9]{1,2}|元)|[0-9]{4}年|[一二三四五六七八九十]+年度)|(?:から)?(?:に|と)?(?:引き続|続[いき]|同様|継続)|に開始|から(?:実施|開始|導入|運用|始)|に(?:導入|開設|実施|策定|改定|新設)"
)
#: 令和6年度こそ前年度を上回ったものの: said of that year, beside a base of its own.
_YEAR_SET_OFF = re.compile("こそ、?(?=前年|昨年|目標|計画)")
#: R6 9,171人から減, 令和6年度900冊より多い: a year with its own figure, compared with.
_YEAR_WITH_ITS_FIGURE = re.compile(
    r"、?[0-9][0-9,.]*[^、。\n0-9から]{1,3}(?:から|より|に対し|に比べ|と比べ|を(?:わずかに|大きく)?(?:上回|下回|超え))"
)


def role_of_year(plain: str, lexeme: Lexeme) -> Role:
    """Whether a year is compared with or spoken of."""
    if lexeme.text.startswith("対"):
        return Role.COMPARED
    if _YEAR_SKIPPED.match(plain, lexeme.end):
        return Role.TAKEN
    if _YEAR_SET_OFF.match(plain, lexeme.end):
        return Role.SPOKEN_OF
    if _YEAR_WITH_ITS_FIGURE.match(plain, lexeme.end):
        return Role.COMPARED
    if match := _YEAR_COMPARED.match(plain, lexeme.end):
        return Role.SPOKEN_OF if re.search("は(?!じ)", match["of"] or "") else Role.COMPARED
    return Role.SPOKEN_OF if _YEAR_SPOKEN_OF.match(plain, lexeme.end) else Role.NONE


def mean_ends(plain: str, lexemes: Sequence[Lexeme], lexeme: Lexeme) -> int | None:
    """令和4年度から令和6年度までの3か年平均: the year with which the mean at ``lexeme`` ends."""
    before = [row for row in lexemes if row.end < lexeme.start and row.sort is Sort.YEAR]
    is_end = before and plain[before[-1].end : lexeme.start] in _UP_TO
    return before[-1].year if is_end else None


#: 令和6年度、令和7年度とも; と続けて; の2年とも.
_AND_YEAR = re.compile("末?(?:、|・|と|も|から|及び|および|並びに|、及び)")
_ALL_OF_THEM = re.compile(
    "(?:まで(?:の[2-9二三四五]年(?:間|度)?)?、?(?:とも|いずれも|どの年度も|続けて|連続)|とも|と?、?(?:いずれ|どちら)(?:の年度?)?も|の(?:いずれ|どちら|両年度?|[2-9二三四五]か?年(?:間|度)?)(?:の年度?)?(?:とも|も|において(?:も)?|で(?:も)?)"
    "|と?続け(?:て)?(?!る)|と?連続|と(?=続い)|(?:において|で(?:は)?|は)?、(?:いずれ|どちら|とも)(?:の年度?)?(?:も|に)|の[^、。]{1,24}は、?(?:とも|いずれ|どちら)(?:も|に)|も(?=、|[^、。]{0,3}(?:前|目標|計画|増|減|上回|下回)))"
)
#: 令和4年度と令和5年度の平均.
_BOTH_OF = re.compile("と|・|、|及び|および")


def mean_over(plain: str, lexemes: Sequence[Lexeme], lexeme: Lexeme) -> tuple[int, int] | None:
    """令和3年度から令和6年度までの平均: the first year and the last of the mean at ``lexeme``."""
    years = [row for row in lexemes if row.end < lexeme.start and row.sort is Sort.YEAR]
    last = mean_ends(plain, lexemes, lexeme)
    first = years[-2].year if len(years) > 1 else None
    if (
        first
        and years[-1].year == first + 1
        and _BOTH_OF.fullmatch(plain[years[-2].end : years[-1].start])
    ):
        return (first, first + 1) if plain[years[-1].end : lexeme.start] == "の" else None
    if not first or not last or plain[years[-2].end : years[-1].start] not in ("から", "~", "-"):
        return None
    return first, last


def years_in_a_row(plain: str, lexemes: Sequence[Lexeme], last: Lexeme) -> int | None:
    """令和6年度、令和7年度とも: how many years that follow each other end with ``last``; None if it is not said of all."""
    if last.year is None or not _ALL_OF_THEM.match(plain, last.end):
        return None
    before = [row for row in lexemes if row.end <= last.start and row.sort is Sort.YEAR]
    if before and before[-1].year and plain[before[-1].end : last.start] == "から":
        return last.year - before[-1].year + 1
    n, behind = 1, last
    for row in reversed([one for one in lexemes if one.end <= last.start]):
        is_next = row.sort is Sort.YEAR and row.year == last.year - n
        if not is_next or not _AND_YEAR.fullmatch(plain, row.end, behind.start):
            break
        n, behind = n + 1, row
    return n if n > 1 else None


#: Two bases of one head: 前年度比、目標比ともに; 前年度も目標も.
_AND = re.compile(
    r"(?:の?(?:実績値?|数値|値|水準|結果))?比?(?:[にをはと]も|より[はも]|(?:に対し|に比べ|と比べ)て(?:も|は)?|、|・|と|及び|および|並びに|ならびに|や|も|,|とも|はもとより|はもちろん|のみならず|だけで(?:は)?なく)+(?:対)?"
)
_BOTH = re.compile(
    r"(?:の?(?:実績値?|数値|値|水準|結果))?比?(?:とも|の(?:双方|両方|両者|いずれ|どちら)|(?:双方|両方|いずれ|どちら)|にも|も|を|より|と比べ|に比べ)"
)


def base_beside(
    plain: str, lexemes: Sequence[Lexeme], lexeme: Lexeme, *, since: int, year: int
) -> Against | None:
    """The base before ``lexeme``, and behind the head that ended at ``since``, that is compared with together with it."""
    rows = [row for row in lexemes if since <= row.start < lexeme.start]
    if not rows or rows[-1].sort not in (Sort.YEAR, Sort.BASE) or rows[-1].year == year:
        return None
    between = plain[rows[-1].end : lexeme.start]
    is_both = _BOTH.match(plain, lexeme.end)
    return rows[-1].against() if is_both and _AND.fullmatch(between) else None
