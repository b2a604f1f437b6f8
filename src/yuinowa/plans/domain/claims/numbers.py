"""Claims that hang on a number: a share, a figure by itself, a change from one to another, a count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from yuinowa.plans.domain.claims.ahead import limited
from yuinowa.plans.domain.claims.counts import claims_of_count
from yuinowa.plans.domain.claims.gaps import OF_A_RATE
from yuinowa.plans.domain.claims.heads import with_stated
from yuinowa.plans.domain.claims.kinds import (
    TARGETS,
    Against,
    Base,
    Claim,
    Kind,
    Measure,
    Quantity,
    Sense,
)
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort
from yuinowa.plans.domain.claims.sentence import Sentence
from yuinowa.plans.domain.claims.stated import claims_of_base
from yuinowa.plans.domain.claims.tails import read_tail
from yuinowa.plans.domain.claims.valued import claims_of_value
from yuinowa.plans.domain.claims.years import Role

#: 二倍の広さ: of something that is no figure.
_OF_NO_FIGURE = re.compile(
    "の(?!水準|伸び|増|減|実績|規模|値|結果|数|達成|成果|高|低|上昇|落|利用|ところ|状況|到|充|進|割合|比率)[一-龥ァ-ヶ]"
)
_HALF_OF = re.compile("半[分数]|.+分の")
_OF_THING = re.compile("[^□、。]の$")
#: 12件にとどまった: less than it should be.
_NO_MORE = re.compile("(?:の水準|の実績|程度)?に(?:とどま|留ま|過ぎな|すぎな)")
_ONLY = re.compile("(?:まで|に)?しか")
_PER_HEAD = re.compile("[1一]人(?:につき|当たり|あたり)?$")
#: 9校中7校: of how many, and no figure.
_OF_SO_MANY = re.compile(r"[0-9](?:校|館|園|団体|人|名|回|件|か所|講座|事業)中、?$")
_SET = re.compile(
    "(?:ま[で]|以内)(?=、|。|と(?:する|し、)|です)|に(?:改め|変更|見直|引き上げ|引き下げ|設定|延長|短縮|定め|拡充し)|を(?:上限|限度|目安|目標)"
)
#: 12で割ると, 365日で除すと: a number that is reckoned with, and no figure.
_RECKONED_WITH = re.compile("で(?:割(?:る|った|って|れば)|除[しす])|を(?:掛け|乗じ)")
#: What may stand between a number and the head it belongs to.
_WITH_A_HEAD = frozenset({Sort.IN_YEARS, Sort.PER_YEAR, Sort.DEGREE, Sort.SOFTENER})
_CLOSE_BY = 8  # signs between a number and its head


def claims_of_number(s: Sentence, place: int) -> Iterator[Claim]:
    """What the quantity at ``place`` claims by itself; as part of another claim it is kept for that one."""
    lexeme, role = s.lexemes[place], s.roles[place]
    if (quantity := lexeme.quantity) is None:
        return
    if _is_no_figure(s, lexeme):
        return
    match role:
        case Role.SIZE:
            s.window.sizes.append((lexeme.start, quantity))
        case Role.AHEAD:
            s.window.ahead = quantity
        case Role.PAIRED if s.window.against is not None:
            s.window.paired.append((s.window.against, quantity))
        case Role.FROM:
            s.window.begins_at = quantity
        case Role.STATED:
            yield from claims_of_base(s, place, quantity)
        case Role.TO:
            s.window.ends_at = quantity
            if not _head_follows(s, place):
                yield from _moved(s, lexeme)
        case _:
            yield from _by_role(s, place, quantity)


def _is_no_figure(s: Sentence, lexeme: Lexeme) -> bool:
    before = s.plain[s.start : lexeme.start]
    if _PER_HEAD.search(before) or _OF_SO_MANY.search(before):
        return True
    return bool(_SET.match(s.plain, lexeme.end) or _RECKONED_WITH.match(s.plain, lexeme.end))


def _by_role(s: Sentence, place: int, quantity: Quantity) -> Iterator[Claim]:
    lexeme, role = s.lexemes[place], s.roles[place]
    if role is Role.NONE:
        s.window.unread = lexeme.start
    if role in _CLAIMS:
        yield from _CLAIMS[role](s, lexeme, quantity)


def _head_follows(s: Sentence, place: int) -> bool:
    lexeme = s.lexemes[place]
    for n, behind in enumerate(s.lexemes[place + 1 :], place + 1):
        if behind.sort in _WITH_A_HEAD or s.roles.get(n) is Role.SIZE:
            # 51%から96%へと、この4年間で45ポイント上昇した.
            continue
        if behind.sort is Sort.HEAD and n > place + 1:
            return True
        if "、" in s.plain[lexeme.end : behind.start] or behind.start - lexeme.end > _CLOSE_BY:
            return False
        if behind.sort is Sort.HEAD:
            return True
    return False


def _lack(s: Sentence, lexeme: Lexeme, size: Quantity) -> Iterator[Claim]:
    """目標まであと66冊: not reached, and by how much."""
    against = s.window.against
    if against is None or s.is_wish(lexeme) or against.base not in TARGETS:
        return
    yield s.make(
        Kind.REACH, s.quote_start(lexeme), lexeme.end,
        subject=s.subject(lexeme), against=against, size=size, is_negated=True,
    )  # fmt: skip


def _share(s: Sentence, lexeme: Lexeme, size: Quantity) -> Iterator[Claim]:
    tail = read_tail(s.plain, lexeme.end)
    s.window.has_share = True
    if s.is_wish(lexeme) or not tail.is_said or _OF_NO_FIGURE.match(s.blanked, lexeme.end):
        return
    against = s.window.against_here or _of_what(s, lexeme)
    if against.base is Base.UNKNOWN and _HALF_OF.match(lexeme.text):
        # 回答者の半数が: of no indicator.
        return
    if OF_A_RATE.match(s.plain, lexeme.end) and against.base not in TARGETS:
        against = Against(Base.TARGET)
    if size.sign:
        yield from claims_of_value(s, lexeme, size)
        return
    if size.measure is Measure.AMOUNT:
        # 令和3年度を100とすると98.2.
        is_of_one = "を1と" in s.text
        measure = Measure.TIMES if is_of_one else Measure.PERCENT
        size = replace(size, measure=measure, place=min(size.place, 0))
    yield s.make(
        Kind.RATIO, s.quote_start(lexeme), lexeme.end,
        subject=s.subject(lexeme), against=against, size=size,
        # 8割までしか届いていない: as much, and no more.
        is_negated=tail.is_denied and not _ONLY.match(s.plain, lexeme.end),
        sense=Sense.DOWN if _NO_MORE.match(s.plain, lexeme.end) else None,
    )  # fmt: skip


def _of_what(s: Sentence, lexeme: Lexeme) -> Against:
    """来館者数の2倍: of another thing, for which no figure is looked up; 1.5倍となった: of last year."""
    opened = [row for row in s.lexemes if row.sort is Sort.YEAR and row.end < lexeme.start]
    if opened and s.plain[opened[-1].end : lexeme.start] == ")の":
        # 900冊(R3)の1.2倍: of that year.
        return opened[-1].against() or Against(Base.PREVIOUS)
    is_of_thing = _OF_THING.search(s.blanked[s.start : lexeme.start])
    if s.told is not None and not is_of_thing and s.window.year in (None, s.year):
        # 令和2年度に900冊だったが、本年度は約1.2倍になった: of that year.
        return replace(s.told, stated=None)
    return Against(Base.UNKNOWN if is_of_thing else Base.PREVIOUS)


def _moved(s: Sentence, lexeme: Lexeme) -> Iterator[Claim]:
    """24,190件から45,267件となった: a change without a word for its direction."""
    if s.is_wish(lexeme):
        return
    if s.window.begins_at is None:
        yield from claims_of_value(s, lexeme, s.window.ends_at)
    else:
        base = s.window.against_here or Against(Base.PREVIOUS)
        yield s.make(
            Kind.CHANGE, s.quote_start(lexeme), lexeme.end,
            subject=s.subject(lexeme), value=s.window.ends_at,
            against=with_stated(base, s.window.begins_at),
            is_of_rate=s.window.is_of_rate and base.base not in TARGETS,
        )  # fmt: skip
    s.window.begins_at = s.window.ends_at = None


def _limit(s: Sentence, lexeme: Lexeme, limit: Quantity) -> Iterator[Claim]:
    """35,000件を上回った: the figure lies beyond a number."""
    head = next(
        (row for row in s.lexemes if row.start >= lexeme.end and row.sort is Sort.HEAD), None
    )
    tail = read_tail(s.plain, head.end if head else lexeme.end)
    if not tail.is_said or s.is_wish(lexeme):
        return
    limit = limited(s, lexeme, limit)
    against = s.window.against_here
    if limit.measure is Measure.PERCENT and against is None and s.sized and s.sized.size:
        yield replace(s.sized, size=limit)
        return
    if limit.measure in (Measure.PERCENT, Measure.TIMES) and against is not None:
        # 前年度の8割を割り込んだ: a share, and no figure.
        yield s.make(
            Kind.RATIO, s.quote_start(lexeme), tail.end,
            subject=s.subject(lexeme), against=against, size=limit,
        )  # fmt: skip
        s.window.has_share = True
        return
    yield s.make(
        Kind.VALUE, lexeme.start, tail.end,
        subject=s.subject(lexeme), value=limit,
        is_of_part=s.tells_years(head.end if head else lexeme.end),
    )  # fmt: skip


_CLAIMS: dict[Role, Callable[[Sentence, Lexeme, Quantity], Iterator[Claim]]] = {
    Role.SHARE: _share,
    Role.LACK: _lack,
    Role.LIMIT: _limit,
    Role.VALUE: claims_of_value,
    Role.NONE: claims_of_count,
}
