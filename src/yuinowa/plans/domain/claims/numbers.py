"""Claims that hang on a number: a share, a figure by itself, a change from one to another, a count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from yuinowa.plans.domain.claims.ahead import limited
from yuinowa.plans.domain.claims.counts import claims_of_count, is_counted
from yuinowa.plans.domain.claims.heads import with_stated
from yuinowa.plans.domain.claims.kinds import (
    TARGETS,
    Against,
    Base,
    Bound,
    Claim,
    Kind,
    Measure,
    Quantity,
    Sense,
)
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort
from yuinowa.plans.domain.claims.roles import OF_A_RATE
from yuinowa.plans.domain.claims.sentence import Sentence
from yuinowa.plans.domain.claims.tails import read_tail
from yuinowa.plans.domain.claims.years import Role

_HAS_BEEN = re.compile("(?:で)?(?:あ|だ)った(?![がもの、。ため])")
#: 二倍の広さ: of something that is no figure.
_OF_NO_FIGURE = re.compile(
    "の(?!水準|伸び|増|減|実績|規模|値|結果|数|達成|成果|高|低|上昇|落|利用|ところ|状況|到|充|進|割合|比率)[一-龥ァ-ヶ]"
)
_OF_THING = re.compile("[^□、。]の$")
#: 12件にとどまった: less than it should be.
_NO_MORE = re.compile("に(?:とどま|留ま|過ぎな|すぎな)")
#: A figure of a part, or by the head: not the indicator's own.
_OF_A_PART = re.compile(
    "うち|内訳|平均|当たり|あたり|ごと|新た|新規|追加|最大|最高|最も多い|1日|[0-9]人$|(?:あと|残り|なお|残すところ)$"
)
_PER_HEAD = re.compile("[1一]人(?:につき|当たり|あたり)?$")
_SET = re.compile(
    "(?:ま[で]|以内)(?=、|。|と(?:する|し、)|です)|に(?:改め|変更|見直|引き上げ|引き下げ|設定|延長|短縮|定め|拡充し)|を(?:上限|限度|目安|目標)"
)
_CLOSE_BY = 8  # signs between a number and its head


def claims_of_number(s: Sentence, place: int) -> Iterator[Claim]:
    """What the quantity at ``place`` claims by itself; as part of another claim it is kept for that one."""
    lexeme, role = s.lexemes[place], s.roles[place]
    if (quantity := lexeme.quantity) is None:
        return
    if _PER_HEAD.search(s.plain[s.start : lexeme.start]) or _SET.match(s.plain, lexeme.end):
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
            yield from _state(s, place, quantity)
        case Role.TO:
            s.window.ends_at = quantity
            if not _head_follows(s, place):
                yield from _moved(s, lexeme)
        case _:
            yield from _by_role(s, place, quantity)


def _by_role(s: Sentence, place: int, quantity: Quantity) -> Iterator[Claim]:
    lexeme, role = s.lexemes[place], s.roles[place]
    if role is Role.NONE:
        s.window.unread = lexeme.start
    if role in _CLAIMS:
        yield from _CLAIMS[role](s, lexeme, quantity)


def _is_listed(s: Sentence, place: int, before: Lexeme) -> bool:
    """令和5年度900冊、令和6年度850冊: one of a row of years with their figures."""
    if before.year == s.year:
        return True
    behind = s.lexemes[place + 1] if place + 1 < len(s.lexemes) else None
    if behind is None or behind.sort not in (Sort.YEAR, Sort.THIS_YEAR):
        return False
    return s.plain[s.lexemes[place].end : behind.start] in ("、", "・", ",", "/", "、そして")


def _state(s: Sentence, place: int, quantity: Quantity) -> Iterator[Claim]:
    """前年度の45,267件, 目標の35,000件: the base's own figure."""
    before = next(
        (row for row in reversed(s.lexemes[:place]) if row.sort in (Sort.BASE, Sort.YEAR)),
        None,
    )
    base = before.against() if before else None
    if before is not None and before.sort is Sort.YEAR and _is_listed(s, place, before):
        year = before.year if before.year is not None else -before.back
        yield s.make(
            Kind.VALUE, before.start, s.lexemes[place].end,
            subject=s.subject(before), value=quantity, year=year or None,
        )  # fmt: skip
    elif base is not None:
        if quantity.bound in (Bound.AT_LEAST, Bound.AT_MOST):
            # 目標：60％以上: the bound is the target's.
            quantity = replace(quantity, bound=Bound.EXACT)
        s.window.against, s.window.is_against_here = replace(base, stated=quantity), True
        if before is not None and before.sort is Sort.YEAR:
            s.window.year = None


def _head_follows(s: Sentence, place: int) -> bool:
    lexeme = s.lexemes[place]
    for behind in s.lexemes[place + 1 :]:
        if "、" in s.plain[lexeme.end : behind.start] or behind.start - lexeme.end > _CLOSE_BY:
            return False
        if behind.sort is Sort.HEAD:
            return True
    return False


def _lack(s: Sentence, lexeme: Lexeme, size: Quantity) -> Iterator[Claim]:
    """目標まであと66冊: not reached, and by how much."""
    against = s.window.against_here
    if against is None or s.is_wish(lexeme) or against.base not in TARGETS:
        return
    yield s.make(
        Kind.REACH, s.quote_start(lexeme), lexeme.end,
        subject=s.subject(lexeme), against=against, size=size, is_negated=True,
    )  # fmt: skip


def _share(s: Sentence, lexeme: Lexeme, size: Quantity) -> Iterator[Claim]:
    tail = read_tail(s.plain, lexeme.end)
    s.window.has_share = True
    if s.is_wish(lexeme) or not tail.is_said or _OF_NO_FIGURE.match(s.plain, lexeme.end):
        return
    against = s.window.against_here or _of_what(s, lexeme)
    if OF_A_RATE.match(s.plain, lexeme.end) and against.base not in TARGETS:
        against = Against(Base.TARGET)
    if size.sign:
        yield from _value(s, lexeme, size)
        return
    if size.measure is Measure.AMOUNT:
        # 令和3年度を100とすると98.2.
        is_of_one = "を1と" in s.text
        measure = Measure.TIMES if is_of_one else Measure.PERCENT
        size = replace(size, measure=measure, place=min(size.place, 0))
    yield s.make(
        Kind.RATIO, s.quote_start(lexeme), lexeme.end,
        subject=s.subject(lexeme), against=against, size=size, is_negated=tail.is_denied,
        sense=Sense.DOWN if _NO_MORE.match(s.plain, lexeme.end) else None,
    )  # fmt: skip


def _of_what(s: Sentence, lexeme: Lexeme) -> Against:
    """来館者数の2倍: of another thing, for which no figure is looked up; 1.5倍となった: of last year."""
    is_of_thing = _OF_THING.search(s.blanked[s.start : lexeme.start])
    return Against(Base.UNKNOWN if is_of_thing else Base.PREVIOUS)


def _moved(s: Sentence, lexeme: Lexeme) -> Iterator[Claim]:
    """24,190件から45,267件となった: a change without a word for its direction."""
    if s.is_wish(lexeme):
        return
    if s.window.begins_at is None:
        yield from _value(s, lexeme, s.window.ends_at)
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
    if limit.measure is Measure.PERCENT and against is None and s.sized is not None:
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


def _value(s: Sentence, lexeme: Lexeme, value: Quantity | None) -> Iterator[Claim]:
    if value is None or s.is_wish(lexeme) or value.measure not in (Measure.AMOUNT, Measure.PERCENT):
        return
    if s.plain[lexeme.end : lexeme.end + 1] == "の" and is_counted(s, lexeme):
        yield from claims_of_count(s, lexeme, value)
        return
    against = s.window.against_here
    if _is_share_of_target(s, lexeme, value):
        yield s.make(
            Kind.RATIO, lexeme.start, lexeme.end,
            subject=s.subject(lexeme), against=s.window.against, size=value,
        )  # fmt: skip
        return
    if against is not None and against.base in TARGETS and _NO_MORE.match(s.plain, lexeme.end):
        yield s.make(
            Kind.CHANGE, s.quote_start(lexeme), lexeme.end,
            subject=s.subject(lexeme), against=against, value=value, sense=Sense.DOWN,
        )  # fmt: skip
        return
    if value.sign:
        is_aside = s.plain.startswith("(", lexeme.start - 1)
        against = against or (s.window.against if is_aside else None) or Against(Base.UNKNOWN)
        yield s.make(
            Kind.CHANGE, s.quote_start(lexeme), lexeme.end,
            subject=s.subject(lexeme), against=against, size=value,
            sense=Sense.UP if value.sign > 0 else Sense.DOWN,
        )  # fmt: skip
        return
    if s.window.total is not None:
        yield from _total(s, lexeme, value)
        return
    against = against if against and against.stated else None
    year = s.window.year
    if year is not None and year != s.year:
        named = Against(Base.YEAR, year) if year > 0 else Against(Base.YEARS_AGO, -year)
        s.told = replace(named, stated=value)
        s.window.is_year_held = True
    yield s.make(
        Kind.VALUE, lexeme.start, lexeme.end,
        subject=s.subject(lexeme), value=value, against=against,
        is_unsure=bool(_OF_A_PART.search(_clause_before(s, lexeme))),
    )  # fmt: skip
    if _HAS_BEEN.match(s.plain, lexeme.end):
        s.window.year = None
    if s.window.as_before is not None and value.bound is Bound.WITHIN:
        yield s.make(
            Kind.VALUE, lexeme.start, lexeme.end, subject=s.subject(lexeme), value=value, year=-1
        )


def _total(s: Sentence, lexeme: Lexeme, value: Quantity) -> Iterator[Claim]:
    """5年間の累計は12,000冊."""
    against = s.window.against
    since = against.year if against and against.base is Base.YEAR else None
    if s.window.total or since:
        yield s.make(
            Kind.TOTAL, s.quote_start(lexeme), lexeme.end,
            subject=s.subject(lexeme), value=value,
            years=s.window.total or s.year - (since or s.year) + 1,
        )  # fmt: skip


def _is_share_of_target(s: Sentence, lexeme: Lexeme, value: Quantity) -> bool:
    """目標1,000件に対し830件(83%): the share stands in brackets behind the figure."""
    against = s.window.against
    return (
        value.measure is Measure.PERCENT
        and not value.sign
        and against is not None
        and against.base in TARGETS
        and s.plain[lexeme.start - 1] == "("
        and any(
            row.sort is Sort.QUANTITY and row.end == lexeme.start - 1
            and row.quantity is not None and row.quantity.measure is Measure.AMOUNT
            for row in s.lexemes
        )
    )  # fmt: skip


def _clause_before(s: Sentence, lexeme: Lexeme) -> str:
    return s.spelled(
        s.blanked[max(s.blanked.rfind("、", s.start, lexeme.start) + 1, s.start) : lexeme.start]
    )


_CLAIMS: dict[Role, Callable[[Sentence, Lexeme, Quantity], Iterator[Claim]]] = {
    Role.SHARE: _share,
    Role.LACK: _lack,
    Role.LIMIT: _limit,
    Role.VALUE: _value,
    Role.NONE: claims_of_count,
}
