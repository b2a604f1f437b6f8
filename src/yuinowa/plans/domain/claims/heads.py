"""Claims that hang on a word: more, less, reached, a record, something done for the first time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from yuinowa.plans.domain.claims import deeds, words
from yuinowa.plans.domain.claims.ahead import before_the_turn, look_ahead, taken_for_granted
from yuinowa.plans.domain.claims.bases import base_of, beside, take_what_is_pointed_at
from yuinowa.plans.domain.claims.inverted import take_name_behind
from yuinowa.plans.domain.claims.kinds import (
    EVER,
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
from yuinowa.plans.domain.claims.runs import in_how_many, years_running
from yuinowa.plans.domain.claims.sentence import Sentence
from yuinowa.plans.domain.claims.tails import Tail, read_tail
from yuinowa.plans.domain.claims.totals import claim_of_total
from yuinowa.plans.domain.claims.unsaid import says_nothing
from yuinowa.plans.domain.claims.years import Role

_TREND = re.compile(r"傾向|(?:を|し|え|り)?続け|(?:が|も)?続い|(?:が|も)?続き|の一途|基調")
#: Heads that state something even before a noun: 目標を上回る実績.
_COMPARES = re.compile("上回|超え|下回|凌|越え")
#: Words that by themselves speak of a target.
_NEEDS_NO_TARGET = re.compile("達成|未達")
#: 前年度を下回ったことはない: of all the years.
_NEVER = re.compile(
    "[ぁ-ん]{0,6}た(?:ことは|(?:年度?|こと)[はが])(?:、?(?:これまで|過去に|今まで))?(?:、?一度も)?(?:な[いか]|ありませ|ございませ)"
)
_KEPT = re.compile("維持|保っ|保て|確保|キープ|守")
_IS_DONE = re.compile(r"を(?:積極的に)?(?:行っ|進め|実施)|し(?!な)")
_TURNS = re.compile("(?:に|へと?)(?:転[じず]|反転|切り替わ)")
_SEEN_AS = re.compile("(?:多|高|大き|少な|低|小さ)い")
_CLEARS = re.compile("クリア")
_DESCRIBES = re.compile("[ぁ-ん至届及]{0,10}(?:た|だ|ない)")
_BEFORE_A_NAME = re.compile("[ぁ-ん]{0,8}た(?=[\ue000-\ue0ff])")
#: 増えたとは言いがたい: hardly, where it is a little.
_HARDLY_SAID = re.compile("と(?:まで)?は(?:言|い)")


def claims_of_head(s: Sentence, place: int) -> Iterator[Claim]:
    """The claims of the head at ``place``, after which a new window begins."""
    lexeme = s.lexemes[place]
    qualifies = bool(_COMPARES.match(lexeme.text)) and not s.is_wish(lexeme)
    tail = read_tail(s.plain, lexeme.end, qualifies=qualifies)
    if lexeme.head is not None and lexeme.head.is_gap and _is_only_named(s, place):
        return
    if lexeme.head is not None and not tail.is_said and (taken := taken_for_granted(s, lexeme)):
        yield taken
        s.window.year = None
    tail = take_name_behind(s, lexeme, tail)
    yield from before_the_turn(s, lexeme) or _head(s, place, lexeme, tail)
    s.move_on(lexeme, tail.end)


def _is_told_of(s: Sentence, lexeme: Lexeme) -> bool:
    """93.5%と高い水準: how a figure is seen, and no comparison."""
    is_noun = bool(_SEEN_AS.match(lexeme.text)) and s.plain[lexeme.start - 1] == "と"
    return is_noun and any(row.end == lexeme.start - 1 and row.quantity for row in s.lexemes)


def _is_only_named(s: Sentence, place: int) -> bool:
    """計画値との差は10冊のプラス: the size belongs to what follows; or there is none at all."""
    look_ahead(s, place)
    return not s.window.sizes


def _head(s: Sentence, place: int, lexeme: Lexeme, tail: Tail) -> Iterator[Claim]:
    head = lexeme.head
    if head is None or s.is_dropped(lexeme, tail) or _is_spent(s, lexeme):
        return
    look_ahead(s, place)
    take_what_is_pointed_at(s, lexeme)
    if _NEVER.match(s.plain, lexeme.end):
        s.window.is_never = True
    has_support = bool(
        s.window.sizes
        or s.window.ends_at
        or s.window.is_against_here
        or s.window.years
        or s.window.first_in
    )
    base = base_of(s, lexeme)
    if (head.needs_base and (not has_support or _is_told_of(s, lexeme))) or says_nothing(
        s, head, lexeme, base
    ):
        return
    if _KEPT.search(lexeme.text) and tail.is_denied:
        # 実績を維持できなかった: it fell.
        head, tail = replace(head, sense=Sense.WORSE), replace(tail, is_denied=False)
    trend = _TREND.match(s.plain, lexeme.end)
    claim = s.make(
        head.kind, s.quote_start(lexeme), max(tail.end, lexeme.end),
        subject=s.subject(lexeme),
        sense=head.sense,
        against=base,
        is_negated=tail.is_denied != head.is_negated,
        degree=s.window.degree or head.degree,
        is_softened=s.window.is_softened
        or head.is_softened
        or (tail.is_denied and _HARDLY_SAID.search(s.plain, lexeme.end, tail.end) is not None),
        needs_indicator=(head.is_weak and not has_support) or s.is_wish(lexeme),
        is_trend=trend is not None,
        years=years_running(s, lexeme, trend),
        is_since=not s.window.years and s.window.since is not None,
        has_turned=_has_turned(s, lexeme, tail) and base == Against(Base.PREVIOUS),
        is_per_year=s.window.is_per_year and bool(s.window.sizes),
        is_of_rate=s.window.is_of_rate and base is not None and base.base not in TARGETS,
    )  # fmt: skip
    if of_year := _year_behind(s, place):
        claim = replace(claim, year=of_year, years=None)
    if s.tells_years(lexeme.end):
        claim = replace(claim, is_of_part=True)
    if _ends_a_list(s, place):
        claim = replace(claim, is_unsure=True)
    if head.kind is Kind.CHANGE:
        yield from _paired(s, claim)
    yield from beside(s, claim, head)
    yield from _in_its_shape(s, place, claim, tail)


def _ends_a_list(s: Sentence, place: int) -> bool:
    """令和元年度900冊、令和2年度700冊と減少した: of the years in the list."""
    lexeme = s.lexemes[place]
    is_behind = place > 0 and s.roles.get(place - 1) is Role.STATED
    return is_behind and s.plain[s.lexemes[place - 1].end : lexeme.start] == "と"


def _paired(s: Sentence, claim: Claim) -> Iterator[Claim]:
    """前年度を50件、目標を10件上回った: each base with a size of its own."""
    for against, size in s.window.paired:
        yield replace(claim, against=against, size=size, years=None)


def _year_behind(s: Sentence, place: int) -> int | None:
    """目標に届かなかった令和6年度から: said of that year."""
    lexeme = s.lexemes[place]
    of_years = (Sort.YEAR, Sort.AS_BEFORE)
    year = next((row for row in s.lexemes[place + 1 :] if row.sort in of_years), None)
    if year is None or not _DESCRIBES.fullmatch(s.plain[lexeme.end : year.start]):
        return None
    if year.sort is Sort.AS_BEFORE:
        # 初めて達成した前年度に続き: said of last year.
        return -1
    return year.year if year.year is not None else -year.back


def _in_its_shape(s: Sentence, place: int, claim: Claim, tail: Tail) -> Iterator[Claim]:
    """``claim`` as a run of years, a number of them, a target reached, or a change with its sizes."""
    lexeme = s.lexemes[place]
    head = lexeme.head
    if head is None:
        return
    if head.kind is Kind.PACE:
        yield replace(claim, against=None, years=None)
    elif often := in_how_many(s, place, claim):
        yield often
    elif claim.years and (head.kind is not Kind.REACH or _is_of_target(claim, head)):
        # いずれの年度も届かなかった貸出冊数が: of the years that were over before it is spoken of.
        is_over = claim.years == EVER and bool(_BEFORE_A_NAME.match(s.blanked, lexeme.end))
        # 2年続けて減ってはいない: in neither of them, or not in both.
        is_two_ways = head.kind is Kind.CHANGE and claim.is_negated != head.is_negated
        is_unsure = claim.is_unsure or is_over or is_two_ways
        yield replace(_run(s, claim), is_unsure=is_unsure)
    elif head.kind is Kind.REACH:
        yield from _reach(s, claim, lexeme, head)
    elif head.times:
        size = Quantity(Decimal(head.times), 0, "倍", Measure.TIMES, Bound.ABOUT)
        yield replace(claim, size=size)
    else:
        yield from _sized(s, claim, lexeme, tail)


def _run(s: Sentence, claim: Claim) -> Claim:
    """令和2年度から3年連続で: a run that begins with a year, and may have ended before this one."""
    claim = replace(claim, kind=Kind.STREAK)
    since = claim.against.year if claim.against and claim.against.base is Base.YEAR else None
    if claim.years and since and s.window.years and since + claim.years < s.year:
        return replace(claim, year=since + claim.years, is_unsure=True)
    return claim


def _is_of_target(claim: Claim, head: words.Head) -> bool:
    """届けている is of no target, unless one is named."""
    if claim.against is not None:
        return claim.against.base in TARGETS
    return bool(_NEEDS_NO_TARGET.search(head.pattern))


def _has_turned(s: Sentence, lexeme: Lexeme, tail: Tail) -> bool:
    """増加に転じた, 下げ止まった: it went the other way before."""
    if lexeme.head is None or lexeme.head.sense is Sense.FLAT or tail.is_denied:
        return False
    return lexeme.head.turns or bool(_TURNS.match(s.plain, lexeme.end))


def _is_spent(s: Sentence, lexeme: Lexeme) -> bool:
    """Whether a number took the head's word for itself: 5万冊を超えた."""
    is_base_own = s.window.is_against_here and s.window.since is None
    return lexeme.start in s.spent and (s.window.has_share or not is_base_own)


def _reach(s: Sentence, claim: Claim, lexeme: Lexeme, head: words.Head) -> Iterator[Claim]:
    """A target reached or missed; a number instead of it is the figure itself; a year, a change."""
    against = claim.against
    if s.window.has_share and not claim.is_negated:
        return
    if head.is_return or (against is not None and against.base in TARGETS):
        if against is not None:
            size = s.window.sizes[0][1] if s.window.sizes else None
            yield replace(claim, size=size)
    elif s.window.ends_at is not None:
        yield claim_of_total(s, lexeme, s.window.ends_at) or replace(
            claim, kind=Kind.VALUE, value=s.window.ends_at, against=None
        )
    elif s.window.is_against_here:
        if claim.is_negated and s.window.sizes:
            # 令和3年度の水準に12件届かない.
            yield replace(
                claim, kind=Kind.CHANGE, sense=Sense.DOWN, is_negated=False,
                size=s.window.sizes[0][1],
            )  # fmt: skip
        elif claim.is_negated:
            yield replace(claim, kind=Kind.CHANGE, sense=Sense.UP)
        elif _CLEARS.match(lexeme.text):
            # 前年度実績をクリアした: it is not below.
            yield replace(claim, kind=Kind.CHANGE, sense=Sense.DOWN, is_negated=True)
    elif _NEEDS_NO_TARGET.search(head.pattern):
        size = s.window.sizes[0][1] if s.window.sizes else None
        yield replace(claim, against=Against(Base.TARGET), size=size)


def _sized(s: Sentence, claim: Claim, lexeme: Lexeme, tail: Tail) -> Iterator[Claim]:
    """One claim for each size that the head is given: 約11,800件(約1.3倍)上回り."""
    sizes: list[tuple[int, Quantity | None]] = [*s.window.sizes] or [(lexeme.start, None)]
    for at, size in sizes:
        first, last = s.whole.span(at, max(tail.end, lexeme.end))
        start = min(claim.start, first) if at == sizes[0][0] else first
        s.sized = replace(
            claim,
            start=start,
            end=last,
            quote=s.whole.original[start:last],
            size=size,
            has_two_readings=size is not None and size.measure is Measure.TIMES,
            value=s.window.ends_at,
            against=with_stated(claim.against, s.window.begins_at),
            sense=_of_its_sign(size) or claim.sense,
            # 1割増には届かなかった: how far it went is left open.
            is_unsure=claim.is_unsure or (size is not None and claim.is_negated),
        )
        yield s.sized


def _of_its_sign(size: Quantity | None) -> Sense | None:
    """伸び率はマイナス5%: the sign says which way, and not the word."""
    if size is None or not size.sign:
        return None
    return Sense.UP if size.sign > 0 else Sense.DOWN


def claims_of_deed(s: Sentence, lexeme: Lexeme) -> Iterator[Claim]:
    """Growth in words alone (多くの人が参加した), a deed that moves a figure (除籍), something new."""
    piece = re.match(r"[^、。\n]*", s.plain[lexeme.end : s.end])
    rest = piece.group() if piece else ""
    if s.is_wish(lexeme):
        return
    if lexeme.sort is Sort.DEED:
        if _IS_DONE.match(rest):
            yield s.make(Kind.DEED, lexeme.start, lexeme.end, sense=lexeme.sense)
        return
    done = re.search(deeds.MANY_DONE if lexeme.sort is Sort.MANY else deeds.DONE, rest)
    if done is None or not read_tail(s.plain, lexeme.end + done.end()).is_said:
        return
    end = lexeme.end + done.end()
    if lexeme.sort is Sort.NEWLY:
        start = max(s.plain.rfind("、", s.start, lexeme.start) + 1, s.start)
        yield s.make(Kind.NEW, start, end, subject=s.plain[start:end])
    elif re.search("が|を|から", rest[: done.start()]):
        yield s.make(Kind.VAGUE, lexeme.start, end)


def with_stated(against: Against | None, stated: Quantity | None) -> Against | None:
    return replace(against, stated=stated) if against and stated else against
