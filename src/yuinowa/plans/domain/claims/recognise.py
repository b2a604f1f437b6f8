"""Read the claims out of a text, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yuinowa.plans.domain.claims.coverage import with_coverage
from yuinowa.plans.domain.claims.english import as_english, english_claims
from yuinowa.plans.domain.claims.folding import fold, folded
from yuinowa.plans.domain.claims.heads import claims_of_deed, claims_of_head
from yuinowa.plans.domain.claims.kinds import Claim
from yuinowa.plans.domain.claims.lexemes import Sort
from yuinowa.plans.domain.claims.lexing import Lexer
from yuinowa.plans.domain.claims.mentions import claims_of_mention
from yuinowa.plans.domain.claims.numbers import claims_of_number
from yuinowa.plans.domain.claims.phrasing import in_plain_words
from yuinowa.plans.domain.claims.records import claims_of_record, claims_of_turn
from yuinowa.plans.domain.claims.sentence import Sentence
from yuinowa.plans.domain.claims.shapes import claims_of_shape

#: A heading under which it is said what shall be done begins another sentence: 【今後の取組】.
_TO_COME = "【[^】\n]*(?:今後|課題|方針|予定|改善策)[^】\n]*】"
_SENTENCE = re.compile(rf"(?:{_TO_COME})?(?:(?!{_TO_COME})[^。\n])+。?|[^。\n]+。?")


def claims_in(
    text: str, *, year: int, units: tuple[str, ...] = (), names: tuple[str, ...] = ()
) -> list[Claim]:
    """The claims of ``text``, which speaks of ``year``, in the order in which they stand.

    ``units`` and ``names`` are those of the indicators at hand; a number in a name is no figure. The text
    itself is never changed: every claim says where in it it stands.
    """
    plain_names = tuple(folded(name) for name in names)
    whole = in_plain_words(fold(text), plain_names)
    lexer = Lexer(year, units, plain_names)
    found: list[Claim] = []
    for match in _SENTENCE.finditer(whole.plain):
        first, last = whole.span(match.start(), match.end())
        if (english := as_english(text[first:last], names)) is not None:
            found += english_claims(text, english, first, year=year, names=names)
            continue
        sentence = Sentence(whole, match.start(), match.end(), lexer)
        if shaped := claims_of_shape(sentence):
            found += shaped
            continue
        found += with_coverage(sentence, list(_claims(sentence)))
        found += claims_of_mention(sentence)
    return found


def _claims(s: Sentence) -> Iterator[Claim]:
    if s.is_rule:
        return
    for place, lexeme in enumerate(s.lexemes):
        s.close_brackets(lexeme)
        match lexeme.sort:
            case Sort.HEAD:
                yield from claims_of_head(s, place)
            case Sort.QUANTITY:
                yield from claims_of_number(s, place)
            case Sort.RECORD:
                yield from claims_of_record(s, lexeme)
            case Sort.DEED | Sort.MANY | Sort.NEWLY:
                yield from claims_of_deed(s, lexeme)
            case Sort.THIS_YEAR:
                s.take_this_year(lexeme)
            case Sort.YEAR | Sort.BASE | Sort.RATE:
                s.take_year(lexeme)
                yield from claims_of_turn(s, lexeme)
            case _:
                s.take_word(lexeme)
