"""What a search of the catalogue knows of a work, and what ranks one before another.

``Found`` is a work as it can be found: all its editions and holders folded into one value.
``found_of`` folds it of records; ``document_of`` makes it a document of the search; ``LANGUAGE``,
``TEXTS`` and the names of facets, trees and numbers say what may be asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log2
from typing import TypeVar

from yuinowa.catalogue.domain.numbers import normal_forms, spellings
from yuinowa.catalogue.domain.records import (
    Accessible,
    Audience,
    Classed,
    ClassScheme,
    Identifier,
    Material,
    Record,
    Written,
)
from yuinowa.core.rights import Level
from yuinowa.kernel.textkeys import search_key
from yuinowa.search.analysis import CODES
from yuinowa.search.collections import Language
from yuinowa.search.ports import Document

T = TypeVar("T")

#: 1909-, 1837-1920, 1858?-1918.
_YEARS = re.compile(r"[0-9]{3,4}\??-(?:[0-9]{3,4}\??)?\.?")


class Facet(StrEnum):
    """By what a search is narrowed; the values are the names in the address and in the index."""

    #: Number of the holding institution.
    LIBRARY = "library"
    #: Codes of prefectures and municipalities with a holder.
    AREA = "area"
    #: The year a decade begins with: 1990.
    DECADE = "decade"
    LANGUAGE = "language"
    MATERIAL = "material"
    AUDIENCE = "audience"
    ACCESSIBLE = "accessible"


#: The one facet whose values begin with each other, with the digits of each level.
NDC = "ndc"
TREES: Mapping[str, tuple[int, ...]] = {NDC: (1, 2, 3)}


class Number(StrEnum):
    """What is asked by a range or sorted by."""

    #: Of every edition.
    YEAR = "year"
    #: Of the latest and the first one: sorted by, so that a work without a year comes last either way.
    NEWEST = "newest"
    OLDEST = "oldest"
    HOLDERS = "holders"


class Text(StrEnum):
    """The texts of a document."""

    TITLE = "title"
    TITLE_KANA = "title_kana"
    #: Titles it is also known by, of parts, of the series.
    ALSO = "also"
    MAKER = "maker"
    MAKER_KANA = "maker_kana"
    SUBJECT = "subject"
    PUBLISHER = "publisher"
    CLASS = "class"


TEXTS: Mapping[str, float] = {
    Text.TITLE: 4.0,
    Text.TITLE_KANA: 2.0,
    Text.ALSO: 1.5,
    Text.MAKER: 2.0,
    Text.MAKER_KANA: 1.0,
    Text.SUBJECT: 1.0,
    Text.PUBLISHER: 0.5,
    Text.CLASS: 0.5,
}

_TITLES = (Text.TITLE, Text.TITLE_KANA, Text.ALSO)
_MAKERS = (Text.MAKER, Text.MAKER_KANA)
#: The names a person may write before a colon.
_NAMES: Mapping[tuple[str, ...], str] = {
    _TITLES: "書名 タイトル 題名 title",
    _MAKERS: "著者 作者 著者名 人名 編者 author creator",
    (Text.PUBLISHER,): "出版者 出版社 発行者 publisher",
    (Text.SUBJECT,): "件名 主題 subject",
    (Text.ALSO,): "シリーズ series",
    (Text.CLASS,): "ndc 分類 分類記号 class",
    (CODES,): "isbn issn 番号 jp番号 全国書誌番号 jpno number",
}

LANGUAGE = Language(
    fields={name: tuple(texts) for texts, names in _NAMES.items() for name in names.split()},
    spoken=(Text.TITLE_KANA, Text.MAKER_KANA),
    aside=(Text.CLASS,),
    titles=(Text.TITLE, Text.TITLE_KANA),
    makers=(Text.MAKER, Text.MAKER_KANA),
    spellings=spellings,
)


@dataclass(frozen=True, slots=True)
class Holder:
    """A library that has it: its number, and the codes of its prefecture and municipality."""

    institution: int
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A work as it can be found. What most editions say stands first.

    ``titles`` with their subtitles apart in ``whole_titles``; ``also``: alternatives, titles of parts,
    series. ``classes`` are NDC numbers. ``level``, ``institution``, ``parties``: who finds it (R20).
    """

    id: int
    titles: tuple[Written, ...]
    whole_titles: tuple[str, ...] = ()
    also: tuple[Written, ...] = ()
    makers: tuple[Written, ...] = ()
    publishers: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    numbers: tuple[Identifier, ...] = ()
    classes: tuple[str, ...] = ()
    subjects: tuple[Written, ...] = ()
    languages: tuple[str, ...] = ()
    materials: tuple[Material, ...] = ()
    audiences: tuple[Audience, ...] = ()
    accessible: tuple[Accessible, ...] = ()
    holders: tuple[Holder, ...] = ()
    level: Level = Level.PUBLIC
    institution: int | None = None
    parties: tuple[int, ...] = ()


# ---------------------------------------------------------------- from records


def found_of(
    work: int,
    records: Sequence[Record],
    holders: Iterable[Holder] = (),
    *,
    level: Level = Level.PUBLIC,
    institution: int | None = None,
    parties: Sequence[int] = (),
) -> Found:
    """The work of number ``work``, which ``records`` describe and ``holders`` have."""
    return Found(
        id=work,
        titles=_most_first(r.title for r in records),
        whole_titles=_most_first(whole for r in records for whole in _whole_titles(r)),
        also=_most_first(text for r in records for text in _also(r)),
        makers=_most_first(agent.name for r in records for agent in r.agents),
        publishers=_most_first(r.publisher.text for r in records),
        years=tuple(sorted({r.year for r in records if r.year})),
        numbers=_most_first(number for r in records for number in r.identifiers),
        classes=_most_first(c.value for r in records for c in r.classes if _is_ndc(c)),
        subjects=_most_first(subject for r in records for subject in r.subjects),
        languages=_most_first(code for r in records for code in r.languages[:1]),
        materials=_most_first(r.material for r in records),
        audiences=_most_first(r.audience for r in records),
        accessible=_most_first(form for r in records for form in r.accessible),
        holders=tuple({holder.institution: holder for holder in holders}.values()),
        level=level,
        institution=institution,
        parties=tuple(parties),
    )


def _most_first(values: Iterable[T]) -> tuple[T, ...]:
    """Each value once, what is said most often first, blank ones left out."""
    said = Counter(value for value in values if value and value != Written(""))
    return tuple(value for value, _count in said.most_common())


def _whole_titles(record: Record) -> Iterable[str]:
    title = record.title.text
    if record.other_title.text:
        yield f"{title} {record.other_title.text}"
    if record.volume:
        yield f"{title} {record.volume}"


def _also(record: Record) -> Iterable[Written]:
    yield record.volume_title
    yield from record.alternatives
    for series in record.series:
        yield series.title


def _is_ndc(classed: Classed) -> bool:
    return classed.scheme is ClassScheme.NDC and classed.value[:1].isdigit()


# ---------------------------------------------------------------- to a document


def document_of(found: Found) -> Document:
    """``found`` as the search takes it."""
    titles = _distinct([*(t.text for t in found.titles), *found.whole_titles])
    return Document(
        id=found.id,
        texts={
            Text.TITLE: titles,
            Text.TITLE_KANA: _distinct(t.kana for t in found.titles),
            Text.ALSO: _also_of(found, titles),
            Text.MAKER: _distinct(name_as_asked(maker.text) for maker in found.makers),
            Text.MAKER_KANA: _distinct(name_as_asked(maker.kana) for maker in found.makers),
            Text.SUBJECT: _distinct(
                text for subject in found.subjects for text in (subject.text, subject.kana)
            ),
            Text.PUBLISHER: _distinct(found.publishers),
            Text.CLASS: _distinct(value.replace(".", "") for value in found.classes),
        },
        codes=_distinct(form for number in found.numbers for form in normal_forms(number)),
        facets=_facets(found),
        trees={NDC: found.classes},
        numbers={
            Number.YEAR: found.years,
            Number.NEWEST: found.years[-1:],
            Number.OLDEST: found.years[:1],
            Number.HOLDERS: [len(found.holders)],
        },
        prominence=prominence(found),
        level=found.level,
        institution=found.institution,
        parties=found.parties,
    )


def prominence(found: Found) -> float:
    """How much a work is held and how completely it is described; relevance is multiplied by log2(2 + it).

    A work that fifty libraries hold ranks about half as high again as one that nobody holds.
    """
    told = (
        found.titles and found.titles[0].kana,
        found.makers,
        found.publishers,
        found.years,
        found.numbers,
        found.classes or found.subjects,
    )
    return PER_DOUBLED_HOLDERS * log2(1 + len(found.holders)) + COMPLETE * sum(map(bool, told)) / 6


PER_DOUBLED_HOLDERS = 0.25
COMPLETE = 0.3


def _also_of(found: Found, titles: Sequence[str]) -> list[str]:
    texts = (
        text
        for written in (*found.titles, *found.also)
        for text in (written.text, written.roman if written in found.titles else written.kana)
    )
    return [text for text in _distinct(texts) if text not in titles]


def name_as_asked(heading: str) -> str:
    """浅田, 芳朗, 1909- is asked for as 浅田 芳朗: the parts of a heading without the years of a life."""
    parts = [part.strip() for part in heading.split(",")]
    return " ".join(part for part in parts if part and not _YEARS.fullmatch(part))


def _facets(found: Found) -> dict[str, list[str]]:
    return {
        Facet.LIBRARY: [str(holder.institution) for holder in found.holders],
        Facet.AREA: _distinct(area for holder in found.holders for area in holder.areas),
        Facet.DECADE: _distinct(str(year // 10 * 10) for year in found.years),
        Facet.LANGUAGE: list(found.languages),
        Facet.MATERIAL: _distinct(found.materials),
        Facet.AUDIENCE: _distinct(found.audiences),
        Facet.ACCESSIBLE: _distinct(found.accessible),
    }


def _distinct(texts: Iterable[str]) -> list[str]:
    """Those that say something, each spelling once: what differs in width alone is found as one."""
    told = list(dict.fromkeys(str(text) for text in texts if text))
    if len(told) < 2:
        return told
    by_key: dict[str, str] = {}
    for text in told:
        by_key.setdefault(search_key(text) or text, text)
    return list(by_key.values())
