"""Sentences that say one thing in a shape of their own: an index, what is still wanted, a share apart from its base, a sum."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from yuinowa.plans.domain.claims.kinds import (
    TARGETS,
    Against,
    Base,
    Bound,
    Claim,
    Kind,
    Measure,
    Quantity,
)
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort
from yuinowa.plans.domain.claims.likened import of_none_like_it, of_order, of_variation
from yuinowa.plans.domain.claims.sentence import Sentence

#: 前年度を100とした指数, (令和6年度=100), 前年度を1とすると.
_IS_WHOLE = re.compile(
    r"(?:[^、。()]{0,20}?)(?:を|=|が)(?P<whole>100|10|1|一|十|百)(?:と(?:し|す|置|お|みな|考え|見立て)|\)|、|に(?:し|対)|$)"
)
_WHOLES = {"一": 1, "十": 10, "百": 100}
#: 最終目標を達成するには…必要である.
_IS_WANTED = re.compile(
    r"(?:を|の|に)?(?:達成|到達|クリア|届|達)[^、。]{0,8}?(?:に(?:は)?|ため(?:に)?(?:は)?|まで(?:に)?(?:は)?)、?"
)
_WANTED = re.compile(
    "必要|要[しすりる]|求め(?:られ|る|た)|なければ(?:なら|達|届)|欠かせな|不可欠|足りない|不足し|(?:残され|残っ)てい"
)
#: 最終目標を下回っており、あと1年で.
_IS_BELOW = re.compile(
    r"(?:を|に(?:は)?)[^、。]{0,6}?(?:下回|届|達し|及)[^、。]{1,8}、(?:あと|残り)[^、。]{0,10}"
)
_MORE = re.compile(
    "上積み|積み増|増や|増加|増(?:を|が|と|の)|伸ば|伸び|引き上げ|引上げ|押し上げ|上昇|プラス|底上げ|上乗せ|高め|上げ"
)
_IS_COMPARED = re.compile(
    "の?(?:実績|数値|値|水準)?(?:に対し(?:て|ては)?|と比べ(?:ると|て)?|に比べ(?:ると|て)?|と比較(?:すると|して))、"
)
_IS_SHARE = re.compile(
    "(?:程度|ほど)?(?:に(?:相当|当た|あた|とどま|達し|なっ)|の(?:水準|達成|進捗|到達|状況|割合)|まで(?:戻|回復|達)|で(?:あ[るりっ]|す|し)|とな|。|$)"
)
_SUMMED = re.compile(
    "を(?:[^、。0-9を]{1,5})?(?:合算|合計|足し合わせ|足し上げ|積み上げ|累計|通算|合わせ)(?:する|る|した|た|し|て)?(?:と|もの[はが]|、|ると)|の(?:(?P<mean>平均(?:値)?)|累計|合計|総計|総数|通算|延べ)(?:は|が|で|:)"
)


def claims_of_shape(s: Sentence) -> list[Claim]:
    """The claims of a sentence that is of one shape as a whole; none where it is of none."""
    return next((found for shape in _SHAPES if (found := list(shape(s)))), [])


def _of_index(s: Sentence) -> Iterator[Claim]:
    """前年度を100とした指数で119, 前年度を1とすると1.2: the share of that year."""
    found = (
        (row, match)
        for row in s.lexemes
        if _base_of(s, row) and (match := _IS_WHOLE.match(s.plain, row.end))
    )
    base, match = next(found, (None, None))
    if base is None or match is None:
        return
    of = match["whole"]
    whole, hundred = _WHOLES.get(of) or int(of), match.start("whole")
    numbers = [
        row
        for row in s.lexemes
        if row.quantity is not None
        and row.start > hundred
        and row.quantity.measure is Measure.AMOUNT
        and not row.quantity.unit
    ]
    if len(numbers) != 1 or numbers[0].quantity is None:
        return
    said = numbers[0].quantity
    size = replace(
        said,
        measure=Measure.PERCENT,
        unit="%",
        number=said.number * 100 / whole,
        place=min(said.place, 0) + len(str(100 // whole)) - 1,
    )
    yield s.make(
        Kind.RATIO, base.start, numbers[0].end,
        subject=s.named_alone, against=_base_of(s, base), size=size, year=None,
    )  # fmt: skip


def _of_what_is_wanted(s: Sentence) -> Iterator[Claim]:
    """最終目標を達成するには、8.0%の上積みが必要である: as much is missing to it."""
    base = next((row for row in s.lexemes if row.base in TARGETS), None)
    if base is None or not _WANTED.search(s.plain, base.end, s.end):
        return
    sizes = [row for row in s.lexemes if row.quantity is not None and row.start > base.end]
    is_below = sizes and _IS_BELOW.fullmatch(s.plain, base.end, sizes[0].start)
    if not (is_below or _IS_WANTED.match(s.plain, base.end)):
        return
    against = base.against()
    if len(sizes) != 1 or sizes[0].quantity is None or against is None:
        return
    size = sizes[0].quantity
    if not _MORE.search(s.plain, sizes[0].end, s.end):
        return
    common = {"subject": s.named_alone, "against": against, "year": None}
    if size.measure in (Measure.AMOUNT, Measure.POINTS):
        yield s.make(Kind.REACH, base.start, sizes[0].end, size=size, is_negated=True, **common)
    elif size.measure is Measure.PERCENT and size.bound in (Bound.EXACT, Bound.ABOUT):
        # Of this year's figure: the figure is that share of the target.
        share = (100 / (1 + size.number / 100)).quantize(Decimal("0.01"))
        of_target = Quantity(share, -1, "%", Measure.PERCENT, size.bound)
        yield s.make(Kind.RATIO, base.start, sizes[0].end, size=of_target, **common)


def _of_share_stated(s: Sentence) -> Iterator[Claim]:
    """最終目標に対し、貸出冊数は92.8%に相当する水準である: the base stands before the subject."""
    numbers = [row for row in s.lexemes if row.quantity is not None]
    named = s.named_alone
    if len(numbers) != 1 or not named or s.ends_in_a_wish:
        return
    size = numbers[0].quantity
    bases = [row for row in s.lexemes if row.end <= numbers[0].start and _base_of(s, row)]
    if size is None or size.measure is not Measure.PERCENT or size.sign or not bases:
        return
    base = bases[-1]
    if not _IS_COMPARED.match(s.plain, base.end) or not _IS_SHARE.match(s.plain, numbers[0].end):
        return
    if not s.blanked[s.start : numbers[0].start].endswith(("は", "が", "も")):
        return
    yield s.make(
        Kind.RATIO, base.start, numbers[0].end,
        subject=named, against=_base_of(s, base), size=size, year=None,
    )  # fmt: skip


def _of_sum(s: Sentence) -> Iterator[Claim]:
    """令和3年度から令和7年度までの貸出冊数の累計は5,150冊である."""
    years = [row for row in s.lexemes if row.sort is Sort.YEAR and row.year]
    numbers = [row for row in s.lexemes if row.quantity is not None]
    if len(years) != 2 or len(numbers) != 1 or any(row.head for row in s.lexemes):
        return
    (first, last), number = years, numbers[0]
    size = number.quantity
    if (
        not first.year
        or not last.year
        or size is None
        or size.measure in (Measure.TIMES, Measure.POINTS)
    ):
        return
    is_span = s.plain[first.end : last.start] in ("から", "~", "-")
    summed = _SUMMED.search(s.plain, last.end, number.start)
    if not (is_span and summed and s.named_alone):
        return
    span = last.year - first.year + 1
    common = {"subject": s.named_alone, "year": last.year}
    if summed["mean"]:
        mean = Against(Base.MEAN, last.year, span, stated=size)
        yield s.make(Kind.VALUE, first.start, number.end, against=mean, **common)
    else:
        yield s.make(Kind.TOTAL, first.start, number.end, value=size, years=span, **common)


def _base_of(s: Sentence, row: Lexeme) -> Against | None:
    return row.against() if row.sort in (Sort.YEAR, Sort.BASE) and row.year != s.year else None


_SHAPES: tuple[Callable[[Sentence], Iterator[Claim]], ...] = (
    _of_index, _of_what_is_wanted, _of_share_stated, _of_sum, of_none_like_it, of_variation,
    of_order,
)  # fmt: skip
