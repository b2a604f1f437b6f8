"""Works by the million, made by varying real ones: pieces of titles exchanged, a volume, a maker, holders.

Holders as RECIPE says of rare works (80 % have one) for 70 of 100, and for the others a log-normal share of
the libraries, cut at their number: about four holders a work on the average.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from tests.catalogue.domain.real_works import works as real_works
from yuinowa.catalogue.domain.document import Found, Holder
from yuinowa.catalogue.domain.records import Audience, Identifier, Scheme, Written

LIBRARIES = 60
BLOCK = 1_000
_HOLDERS = [
    Holder(pk, (f"{pk % 8 + 1:02d}", f"{pk % 8 + 1:02d}{pk:03d}")) for pk in range(1, LIBRARIES + 1)
]
_NDC = tuple(
    f"{hundred}{tens}{ones}" for hundred in range(10) for tens in range(10) for ones in (0, 1, 3, 6)
)
_LANGUAGES = ("jpn", "jpn", "jpn", "jpn", "jpn", "jpn", "jpn", "eng", "chi", "kor")
_AUDIENCES = (Audience.GENERAL, Audience.GENERAL, Audience.YOUNG, Audience.CHILDREN)


def works(count: int, seed: int) -> Iterator[Found]:
    """``count`` works numbered from 1, the same ones for the same seed, one by one."""
    for block in range(-(-count // BLOCK)):
        yield from works_of_block(block, seed, last=count)


def works_of_block(block: int, seed: int, *, last: int) -> Iterator[Found]:
    """Those of a block of ``BLOCK`` works, up to the number ``last``: any process makes any block."""
    chance = random.Random(f"{seed}/{block}")
    real = _real()
    for number in range(block * BLOCK + 1, min((block + 1) * BLOCK, last) + 1):
        yield _varied(number, chance.choice(real), chance.choice(real), _HOLDERS, chance)


@cache
def _real() -> list[Found]:
    return [work for work in real_works() if work.titles]


def _varied(
    number: int, one: Found, other: Found, holders: Sequence[Holder], chance: random.Random
) -> Found:
    mine, theirs = one.titles[0], other.titles[0]
    cut, theirs_cut = len(mine.text) // 2 + 1, len(theirs.text) // 2
    volume = f" {chance.randint(1, 30)}" if chance.random() < 0.3 else ""
    title = Written(
        f"{mine.text[:cut]}{theirs.text[theirs_cut:]}{volume}",
        f"{mine.kana[: len(mine.kana) // 2 + 1]}{theirs.kana[len(theirs.kana) // 2 :]}",
    )
    body = f"9784{number:08d}"
    isbn = body + str(-sum(int(d) * (1 + 2 * (at % 2)) for at, d in enumerate(body)) % 10)
    return replace(
        one,
        id=number,
        titles=(title,),
        makers=other.makers or one.makers,
        numbers=(Identifier(Scheme.ISBN, isbn, isbn),) if chance.random() < 0.6 else (),
        years=(min(2026, 1950 + int(76 * chance.betavariate(3, 1.5))),),
        classes=(chance.choice(_NDC),) if chance.random() < 0.8 else (),
        languages=(chance.choice(_LANGUAGES),),
        audiences=(chance.choice(_AUDIENCES),),
        holders=tuple(chance.sample(holders, _how_many(chance))),
    )


def _how_many(chance: random.Random) -> int:
    if chance.random() < 0.7:
        return chance.choices((1, 2, 3, 4, 12), (80, 10, 4, 2, 0.5))[0]
    return min(LIBRARIES, 1 + int(chance.lognormvariate(2.0, 1.0)))
