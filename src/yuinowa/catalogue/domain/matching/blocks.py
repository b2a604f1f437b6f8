"""Which records are compared at all: those that share a block.

A record stands in a few blocks, each found by a key any store can index. A block that is full says nothing
any more: above its cap it is closed and makes no pairs, so that the cost of one record never hangs on how
large the catalogue is.
"""

from __future__ import annotations

from collections.abc import Iterator
from zlib import crc32

from yuinowa.catalogue.domain.matching.traits import Traits

#: How many different descriptions may stand in a block, by the first letter of its key.
#: A much held book has about forty descriptions, so a block of one number is closed only if it is no number.
CAPS = {"i": 400, "j": 200, "n": 200, "t": 300, "k": 150, "a": 150, "p": 150}


def block_keys(traits: Traits) -> tuple[str, ...]:
    """The keys of the blocks ``traits`` stand in, in one order, without repetition.

    i: ISBN; j: JP number; n: NCID; t: title's beginning, volume and year; k: reading's beginning, volume and
    author (or year); a: author, title's beginning, volume; p: title, volume, publisher.
    """
    return tuple(dict.fromkeys(_keys(traits)))


def _keys(traits: Traits) -> Iterator[str]:
    title, volume = traits.title, traits.volume
    for isbn in traits.isbns:
        yield f"i{isbn}"
    if traits.jpno:
        yield f"j{traits.jpno}"
    if traits.ncid:
        yield f"n{traits.ncid}"
    if traits.year:
        yield f"t{title[:8]}|{volume}|{traits.year}"
        if traits.subtitle and len(title) < 8:
            # Where one catalogue begins the subtitle another still writes the title.
            yield f"t{(title + traits.subtitle)[:8]}|{volume}|{traits.year}"
    for agent in traits.agents[:2]:
        yield f"a{agent[:4]}|{title[:4]}|{volume}"
    if traits.kana:
        yield f"k{traits.kana[:8]}|{volume}|{traits.agent_kana[:4] or traits.year}"
        if traits.agents:
            yield f"k{traits.kana[:8]}|{volume}|{traits.agents[0][:4]}"
    if traits.publisher:
        yield f"p{title[:12]}|{volume}|{traits.publisher}"


def cap_of(key: str) -> int:
    return CAPS[key[0]]


def partition_of(key: str, partitions: int) -> int:
    """The part of the work a block belongs to, the same in every process and on every day."""
    return crc32(key.encode()) % partitions


def work_keys(traits: Traits) -> tuple[str, ...]:
    """Keys whose holders are one work: the same title (or reading) and volume by one author in one language.

    Nothing without an author: 257 uniform titles belong to several works (RECIPE §1.6).
    """
    behind = f"|{traits.volume}|{traits.part}|{traits.language or 'jpn'}|{_kind(traits)}"
    keys = [f"{traits.title}|{agent}{behind}" for agent in traits.agents[:2]]
    if len(traits.kana) > 3 and traits.agent_kana:
        keys.append(f"~{traits.kana}|{traits.agent_kana}{behind}")
    return tuple(keys) if len(traits.title) > 1 else ()


def _kind(traits: Traits) -> str:
    """A book read aloud is the same work, a film after it is another one."""
    return "" if traits.material in _TEXTS else traits.material


_TEXTS = frozenset({"", "book", "electronic", "microform", "sound"})


#: Before this year, and without one, a title and its reading tell a work where nobody is named.
_OLD = 1912


def old_keys(traits: Traits) -> tuple[str, ...]:
    """Weak keys of old books, which often name nobody: the same title and reading. Never for modern ones."""
    if traits.year >= _OLD or len(traits.title) < 3 or traits.isbns:
        return ()
    behind = f"|{traits.volume}|{traits.part}|{traits.language or 'jpn'}|{_kind(traits)}"
    keys = [f"={traits.title}{behind}"] if len(traits.title) > 4 else []
    if len(traits.kana) > 3:
        keys.append(f"={traits.title}|{traits.kana}{behind}")
        if len(traits.kana) > 7:
            keys.append(f"=~{traits.kana}{behind}")
    return tuple(keys)
