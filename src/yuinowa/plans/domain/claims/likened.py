"""Sentences that set a figure beside all others or within a band: none as low as this, within 5 % of last year's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from yuinowa.plans.domain.claims.kinds import (
    Against,
    Base,
    Bound,
    Claim,
    Kind,
    Measure,
    Sense,
)
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort
from yuinowa.plans.domain.claims.numerals import whole
from yuinowa.plans.domain.claims.sentence import Sentence

#: これほど低かった年度はない: no other year is like this one.
_NONE_LIKE_IT = re.compile(
    r"(?:これ|ここ|それ)(?:ほど|まで|だけ)(?:に)?(?P<how>多|高|大き|少な|低)(?:い|かった)|ほど[^、。]{0,30}?(?P<how_>多|高|大き|少な|低)(?:い|かった)"
)
_NO_YEAR = re.compile(
    r"(?:年度?|時期|年次|例|こと)(?:は|が)、?[^、。]{0,16}?(?:な[いか]|ありませ|ございませ|見当たら|見られ(?:な|ませ)|存在し(?:な|ませ))"
)
_FEWER = ("少な", "低")
#: 7年間を見渡しても.
_SPAN = re.compile("(?<![0-9])(?P<n>[0-9]{1,2}|[二三四五六七八九十])か?年間")
#: 前年度からの変動幅は5%に満たない.
_VARIES = re.compile(
    r"(?:変動|変化|増減|振れ|変わり|差|開き|隔たり)(?:の)?(?:幅|率|量)?(?:は|が|も)、?"
    r"(?:(?:上下|増減|プラス・?マイナス)(?:の)?)?(?:(?:いずれ|どちら)(?:の(?:向き|方向|側|ほう|方))?(?:に|で|へ)?も)?、?(?:わずか|約|ほぼ|概ね|おおむね)?"
)
_WITHIN = re.compile(
    r"(?P<below>に(?:は|も)?(?:満た|届か|達し)(?:な|ず|ませ)|を(?:下回|切|割))|(?P<up_to>を(?:超え|越え|上回っ)(?:て(?:い|お)(?:な|ら|りま)|な|ず|ませ))|(?:の(?:範囲|幅))?(?:に(?:収ま|とどま|留ま|おさま|抑え)|で(?:あ[っるり]|す|し)|だ|。|$)"
)


def of_none_like_it(s: Sentence) -> Iterator[Claim]:
    """令和元年度以降、これほど低かった年度はない: the lowest of those years."""
    found = _NONE_LIKE_IT.search(s.plain, s.start, s.end)
    named = s.named_alone
    if found is None or not named or not _NO_YEAR.match(s.plain, found.end(), s.end):
        return
    years = [row for row in s.lexemes if row.sort is Sort.YEAR and row.year]
    if found["how_"] and not any(row.year == s.year and row.end == found.start() for row in years):
        return
    since = next((row.year for row in years if row.year and row.year < s.year), None)
    span = _SPAN.search(s.plain, s.start, s.end)
    so_many = s.year - since + 1 if since else whole(span["n"]) if span else None
    is_low = (found["how"] or found["how_"]) in _FEWER
    yield s.make(
        Kind.RECORD, found.start(), s.end, subject=named,
        sense=Sense.DOWN if is_low else Sense.UP, years=so_many, year=None,
    )  # fmt: skip


def of_variation(s: Sentence) -> Iterator[Claim]:
    """前年度からの増減は1割に満たない: so far from it at most, whichever way."""
    numbers = [row for row in s.lexemes if row.quantity is not None]
    bases = [row for row in s.lexemes if _is_base(s, row)]
    named = s.named_alone
    if len(numbers) != 1 or len(bases) != 1 or not named or bases[0].start > numbers[0].start:
        return
    size = numbers[0].quantity
    varies = _VARIES.search(s.plain, bases[0].end, numbers[0].start)
    within = _WITHIN.match(s.plain, numbers[0].end, s.end)
    if size is None or size.measure is Measure.TIMES or within is None or varies is None:
        return
    if varies.end() != numbers[0].start or s.ends_in_a_wish:
        return
    if within["below"]:
        size = replace(size, bound=Bound.LESS_THAN)
    elif within["up_to"]:
        size = replace(size, bound=Bound.AT_MOST)
    yield s.make(
        Kind.CHANGE, bases[0].start, numbers[0].end,
        subject=named, against=bases[0].against(), size=size, year=None,
    )  # fmt: skip


#: 高い順に並べると.
_IN_ORDER = re.compile(
    "(?P<how>多い|高い|大きい|少ない|低い|小さい)(?:年度?|もの|ほう|方)?(?:から)?(?:、)?順(?:番)?(?:に|で|は|から)|(?P<how_>降順|昇順)(?:に|で)"
)
_FALLING = ("多い", "高い", "大きい", "降順")


def of_order(s: Sentence) -> Iterator[Claim]:
    """高い順に並べると、令和7年度、令和6年度、令和5年度: each of the years beside the one behind it."""
    found = _IN_ORDER.search(s.plain, s.start, s.end)
    named = s.named_alone
    if found is None or not named or any(row.quantity or row.head for row in s.lexemes):
        return
    years = [row.year for row in s.lexemes if row.year and row.start >= found.end()]
    sense = Sense.UP if (found["how"] or found["how_"]) in _FALLING else Sense.DOWN
    for year, less in pairwise(years):
        yield s.make(
            Kind.CHANGE, found.start(), s.end, subject=named, sense=sense,
            year=year, against=Against(Base.YEAR, less),
        )  # fmt: skip


def _is_base(s: Sentence, row: Lexeme) -> bool:
    return row.sort in (Sort.YEAR, Sort.BASE) and row.year != s.year and row.against() is not None
