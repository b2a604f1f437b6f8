"""One piece of an English sentence, between signs: the words and numbers in it, and what each of them does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal

from yuinowa.plans.domain.claims import english_words as words
from yuinowa.plans.domain.claims import numerals
from yuinowa.plans.domain.claims.kinds import (
    EVER,
    TARGETS,
    Against,
    Base,
    Bound,
    Degree,
    Kind,
    Measure,
    Quantity,
    Sense,
)
from yuinowa.plans.domain.claims.words import Head

_NUMBER = re.compile(
    rf"(?:(?P<bound>{'|'.join(pattern for pattern, _bound in words.BOUNDS)}) )?(?P<sign>[+-])?(?P<number>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    r"(?: ?(?P<unit>%|percentage points?|percent(?:age points?)?|per cent|points?|times (?=that|those|the |as |what|higher|more|over|compared|of )))?"
    rf"(?: (?:{words.COUNTED})\b)?",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    rf"\b(?:(?:as )?(?:against|compared (?:with|to)|versus|vs\.?|than|from|of|above|below|exceeding|over|under) )(?:the |a total of |a )?(?P<number>[0-9][0-9,.]*%?)(?: (?:{words.COUNTED}))?"
    rf"(?:(?: recorded| seen| reached| registered| achieved)?,? (?:in |for |during |of )?(?:(?:fiscal year |fiscal |FY ?)(?P<year>20[0-9]{{2}})|(?:{words.PREVIOUS}))(?! target)|(?P<target> (?:planned|targeted|set as (?:the |its )?target|in the plan)))",
    re.IGNORECASE,
)
_OVER = re.compile(r"(?:exceed|surpass|above|below|short|top|beat)\w* $", re.IGNORECASE)
_MEASURES = {
    "%": Measure.PERCENT,
    "per": Measure.PERCENT,
    "poi": Measure.POINTS,
    "tim": Measure.TIMES,
}


@dataclass
class Piece:
    """What was read of one piece, in a text of ``year``. ``left``: its words, with what was read blanked."""

    start: int
    end: int
    year: int
    text: str
    left: str
    heads: list[Head] = field(default_factory=list)
    against: Against | None = None
    #: The year it speaks of, if it names one.
    of_year: int | None = None
    sizes: list[Quantity] = field(default_factory=list)
    value: Quantity | None = None
    begins: Quantity | None = None
    share: Quantity | None = None
    record: tuple[Sense, int | None] | None = None
    rank: int = 1
    #: Over how many years up to which its number is added up, or averaged.
    summed: tuple[int, int] | None = None
    is_mean: bool = False
    years: int | None = None
    first_in: int | None = None
    degree: Degree | None = None
    is_softened: bool = False
    is_denied: bool = False
    unread: str = ""


def read_piece(text: str, start: int, end: int, *, year: int) -> Piece:
    """What stands in ``text[start:end]``, of a text of ``year``."""
    while start < end and text[start] == " ":
        start += 1
    piece = Piece(start, end, year, text[start:end], text[start:end])
    for take in _TAKES:
        take(piece)
    return piece


def _take_runs(piece: Piece) -> None:
    both = _find(piece, words.BOTH)
    if both and int(both["last"]) == int(both["first"]) + 1:
        last = int(both["last"])
        piece.years, piece.of_year = 2, None if last == piece.year else last
        _blank(piece, both)
    if match := _take(piece, words.SINCE):
        piece.years = piece.year - int(match["year"])
    for pattern in words.STREAKS:
        if (match := _find(piece, pattern)) and (n := _whole(match["n"])):
            piece.years = n
            _blank(piece, match)
    in_years = _find(piece, words.IN_YEARS)
    if in_years and (n := _whole(in_years["n"])) and not words.OF_RANK_WORDS.search(piece.text):
        piece.against = Against(Base.YEARS_AGO, n, n)
        _blank(piece, in_years)
    if match := _take(piece, words.FIRST_TIME):
        piece.first_in = (_whole(match["n"]) if match["n"] else None) or EVER


def _take_bases(piece: Piece) -> None:
    _take_compared(piece)
    for pattern, base in words.BASES:
        match = _find(piece, f"(?:{words.COMPARING})?(?:{pattern})")
        if match is not None:
            if match.group().lower() == "last year" and not _OVER.search(
                piece.left[: match.start()]
            ):
                # Loans fell last year: said of that year.
                piece.of_year = piece.year - 1
            else:
                piece.against = piece.against or Against(base)
            _blank(piece, match)
    while match := _find(piece, rf"(?P<how>{words.COMPARING}|in |for |during |by )?{words.YEAR}"):
        _take_year(piece, match)
        _blank(piece, match)
    _take(piece, words.THIS_YEAR)


def _take_compared(piece: Piece) -> None:
    """A base with its figure before its name: compared with 1,361 the year before, against 900 in FY2021."""
    match = _COMPARED.search(piece.left)
    if match is None or piece.left[match.start("number")] == "\0":
        return
    year = match["year"]
    base = Against(Base.YEAR, int(year)) if year else Against(Base.PREVIOUS)
    if match["target"]:
        base = Against(Base.TARGET)
    if year and int(year) == piece.year:
        return
    stated = _NUMBER.match(match["number"])
    piece.against = replace(base, stated=_quantity(stated)) if stated else base
    _blank(piece, match)


def _take_year(piece: Piece, match: re.Match[str]) -> None:
    year, how = int(match["year"]), (match["how"] or "").strip().lower()
    is_target = piece.against is not None and piece.against.base in TARGETS
    is_of_it = how in {"for", "of", "in"} or words.TARGET_BEHIND.match(piece.text, match.end())
    if is_target and is_of_it and year != piece.year:
        piece.against = Against(Base.TARGET_OF_YEAR, year)
    elif (year == piece.year and not how.startswith("than")) or is_target:
        piece.of_year = None if is_target else piece.year
    elif how in {"in", "for", "during", "by"} and not re.search(
        r"from [0-9][^a-z]*[a-z]* ?$", piece.left[: match.start()], re.IGNORECASE
    ):
        piece.of_year = year
    else:
        piece.against = Against(Base.YEAR, year)


def _find(piece: Piece, pattern: str) -> re.Match[str] | None:
    return re.search(rf"(?<![\w-])(?:{pattern})(?![\w-])", piece.left, re.IGNORECASE)


def _blank(piece: Piece, match: re.Match[str]) -> None:
    gap = "\0" * (match.end() - match.start())
    piece.left = piece.left[: match.start()] + gap + piece.left[match.end() :]


def _take(piece: Piece, pattern: str) -> re.Match[str] | None:
    match = _find(piece, pattern)
    if match is not None:
        _blank(piece, match)
    return match


def _whole(written: str) -> int | None:
    return int(written) if written.isdigit() else words.NUMBERS.get(written.lower())


def _take_records(piece: Piece) -> None:
    if match := _take(piece, words.RANKED):
        piece.rank = _whole(match["n"]) or int(match["n"][0])
        is_high = match["which"].lower() in ("highest", "largest", "greatest", "best", "most")
        piece.record = (Sense.UP if is_high else Sense.DOWN, _years_of(piece, match))
        return
    if (never := _find(piece, words.NEVER)) and never["year"] in (None, str(piece.year)):
        _blank(piece, never)
        piece.record = (
            Sense.UP if never["how"] in ("high", "great", "large") else Sense.DOWN,
            None,
        )
        return
    for pattern, sense in words.RECORDS:
        if match := _take(piece, pattern):
            piece.record = (sense, _years_of(piece, match))


def _years_of(piece: Piece, match: re.Match[str]) -> int | None:
    """Over how many years it is a record; None: over all."""
    groups = match.groupdict()
    if groups.get("others"):
        return (_whole(groups["others"]) or 0) + 1
    if groups.get("since"):
        return piece.year - int(groups["since"]) + 1
    span = groups.get("span") or groups.get("years")
    return _whole(span) if span else None


def _take_sums(piece: Piece) -> None:
    """Years added up: averaged 900 over the five years from FY2021, a total of 900 from FY2021 to FY2025."""
    summed = words.SUMMED_WORDS.search(piece.text)
    match = _find(piece, words.SUMMED) if summed else None
    if summed is None or match is None:
        return
    first, last = match["first"] or match["since"], match["last"] or match["until"]
    until = int(last) if last else piece.year
    years = until - int(first) + 1 if first else _whole(match["n"])
    if years:
        piece.summed, piece.is_mean = (years, until), summed["mean"] is not None
        _blank(piece, match)


def _take_numbers(piece: Piece) -> None:
    for match in _NUMBER.finditer(piece.text):
        if piece.left[match.start("number")] == "\0":
            continue
        if words.MONTH_BEHIND.match(piece.text, match.end()):
            continue
        quantity = _quantity(match)
        before = piece.left[: match.start()].replace("\0", " ").rstrip().lower()
        _place(piece, match, quantity, before)
        _blank(piece, match)


def _quantity(match: re.Match[str]) -> Quantity:
    number, place = numerals.read(match["number"]) or (Decimal(0), 0)
    measure = _MEASURES.get((match["unit"] or "").lower()[:3], Measure.AMOUNT)
    if (match["unit"] or "").lower().startswith("percentage"):
        measure = Measure.POINTS
    said = (match["bound"] or "").lower()
    bound = next(
        (b for pattern, b in words.BOUNDS if said and re.fullmatch(pattern, said)), Bound.EXACT
    )
    return Quantity(number, place, "", measure, bound)


def _place(piece: Piece, match: re.Match[str], quantity: Quantity, before: str) -> None:
    """What the number does: a share of the base, where a change begins or ends, the base's own, or a size."""
    behind = piece.text[match.end() :]
    is_near_base = piece.left[: match.start()].rstrip(" of").endswith("\0") and (
        before.endswith("of") or words.TARGET_BEFORE.search(piece.text[: match.start()])
    )
    if quantity.measure is Measure.TIMES or (
        quantity.measure is Measure.PERCENT and behind.startswith(" of ")
    ):
        piece.share = quantity
    elif is_near_base and piece.against is not None and quantity.measure is not Measure.POINTS:
        piece.against = replace(piece.against, stated=quantity)
    elif re.search(words.IS_FROM, before):
        piece.begins = quantity
    elif re.search(words.IS_SIZE, before) or _is_size(before, behind):
        piece.sizes.append(quantity)
    elif piece.value is None and (re.search(words.IS_VALUE, before) or not before):
        piece.value = quantity
    else:
        piece.unread += f" {match.group()}"


def _is_size(before: str, behind: str) -> bool:
    heads = "|".join(head.pattern for head in words.HEADS if head.kind is Kind.CHANGE)
    return bool(
        re.search(rf"\b(?:{heads})(?: of)?$", before)
        or re.match(rf" (?:{heads})\b", behind.lower())
    )


def _take_heads(piece: Piece) -> None:
    for head in words.HEADS:
        if _take(piece, head.pattern):
            piece.heads.append(head)
    while _take(piece, words.DENIALS):
        piece.is_denied = not piece.is_denied


def _take_adverbs(piece: Piece) -> None:
    for pattern, degree in words.DEGREES:
        if _take(piece, pattern):
            piece.degree = degree
    if _take(piece, words.SOFTENERS):
        piece.is_softened = True


#: In this order: what has more words first.
_TAKES = (
    _take_runs,
    _take_sums,
    _take_records,
    _take_bases,
    _take_numbers,
    _take_heads,
    _take_adverbs,
)
