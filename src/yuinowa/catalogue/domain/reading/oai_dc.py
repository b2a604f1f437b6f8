"""Simple Dublin Core as a ``Record``: fifteen elements of free text, in the habits of Japanese repositories.

Source: Dublin Core Metadata Element Set 1.1; what repositories write into dc:identifier and dc:subject varies,
so a number counts only where it says what it is, or is an ISBN of thirteen figures.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from yuinowa.catalogue.domain.reading import ndl_words, parts, people
from yuinowa.catalogue.domain.reading.years import year_of
from yuinowa.catalogue.domain.records import (
    Agent,
    Classed,
    ClassScheme,
    Holding,
    Identifier,
    Record,
    Scheme,
    Series,
    Use,
    Written,
)
from yuinowa.catalogue.domain.warnings import RecordUnusable, Unusable
from yuinowa.standards.statements import Resource, Statement, Value


def record_of(said: Sequence[Statement], identity: str = "") -> Record:
    """What the statements say. ``identity``: the identifier of the header (OAI-PMH).

    Raises:
        RecordUnusable: there is no title.
    """
    flat = Resource("", "", tuple(said))
    titles, readings = _titles(flat.all("dc:title"))
    if not titles:
        raise RecordUnusable(Unusable.NO_TITLE, identity)
    title, other, in_title = parts.title_of(titles[0], readings)
    creators = [value.words for value in flat.all("dc:creator") if value.words]
    dates = parts.once(value.words for value in flat.all("dc:date"))
    classes, subjects, is_wrong = _subjects(flat.all("dc:subject"))
    kinds = (*flat.all("dc:type"), *flat.all("dc:format"))
    publisher = flat.first("dc:publisher").words
    found = tuple(n for value in flat.all("dc:identifier") if (n := _number(value.words)))
    record = Record(
        identity=identity,
        title=title,
        other_title=other,
        alternatives=tuple(Written(title) for title in titles[1:]),
        responsibility=" ; ".join(creators) or in_title,
        agents=_agents(flat),
        publisher=Written(publisher),
        date=dates[0] if dates else "",
        year=next(filter(None, (year_of(date) for date in dates)), None),
        identifiers=tuple(dict.fromkeys(found)),
        classes=classes,
        subjects=subjects,
        series=tuple(
            Series(Written(value.words)) for value in flat.all("dc:relation") if _is_words(value)
        ),
        languages=parts.once(parts.language(value.words) for value in flat.all("dc:language")),
        material=ndl_words.material(kinds),
        accessible=ndl_words.accessible(value.words for value in kinds),
        extent=next((v.words for v in flat.all("dc:format") if _EXTENT.search(v.words)), ""),
        notes=parts.once(
            value.words for value in (*flat.all("dc:description"), *flat.all("dc:source"))
        ),
        holdings=_holdings(flat),
    )
    return replace(record, warnings=parts.doubts(record, is_class_wrong=is_wrong))


_EXTENT: Final = re.compile(r"[0-9]\s*(?:p\b|ページ|頁|cm|枚|冊|v\.)")


def _titles(values: Sequence[Value]) -> tuple[tuple[str, ...], str]:
    """The titles, and the reading, which some give as a title in kana by its language."""
    kana = [v for v in values if v.language.lower() in {"ja-kana", "ja-hrkt", "ja-hira"}]
    titles = parts.once(value.words for value in values if value not in kana)
    return (
        (titles, kana[0].words if kana else "")
        if titles
        else (parts.once(v.words for v in kana), "")
    )


def _agents(flat: Resource) -> tuple[Agent, ...]:
    values = (*flat.all("dc:creator"), *flat.all("dc:contributor"))
    return tuple(dict.fromkeys(agent for v in values for agent in people.agents_of(v.words)))


_SCHEMES: Final = (
    (re.compile(r"(?:urn:)?isbn[-:\s]*", re.IGNORECASE), Scheme.ISBN),
    (re.compile(r"(?:urn:)?issn[-:\s]*", re.IGNORECASE), Scheme.ISSN),
    (re.compile(r"(?:doi:|https?://(?:dx\.)?doi\.org/)", re.IGNORECASE), Scheme.DOI),
    (
        re.compile(r"(?:ncid[:\s]*|https?://ci\.nii\.ac\.jp/(?:ncid|books)/)", re.IGNORECASE),
        Scheme.NCID,
    ),
    (re.compile(r"(?:jpno|jp番号|全国書誌番号)[:：\s]*", re.IGNORECASE), Scheme.JPNO),
    (re.compile(r"(?:info:ndljp/pid/|https?://dl\.ndl\.go\.jp/)", re.IGNORECASE), Scheme.NDLJP),
)
_BARE_ISBN: Final = re.compile(r"97[89][0-9-]{10,14}")


def _number(text: str) -> Identifier | None:
    """None for an address: it leads to the thing, and does not name it."""
    for begin, scheme in _SCHEMES:
        if match := begin.match(text):
            rest = (
                text if scheme in {Scheme.DOI, Scheme.NCID, Scheme.NDLJP} else text[match.end() :]
            )
            rest = re.sub(r"^ncid[:\s]*", "", rest, flags=re.IGNORECASE)
            return parts.identifier(scheme, rest)
    if _BARE_ISBN.fullmatch(text):
        return parts.identifier(Scheme.ISBN, text)
    if not text or re.match(r"[a-z][a-z0-9+.-]*://", text, re.IGNORECASE):
        return None
    return parts.identifier(Scheme.OTHER, text)


_CLASS: Final = re.compile(
    r"(NDC|NDLC|DDC|LCC)\s*[(（]?([0-9]{0,2})[)）]?\s*[:：]\s*(\S+)", re.IGNORECASE
)


def _subjects(values: Sequence[Value]) -> tuple[tuple[Classed, ...], tuple[Written, ...], bool]:
    classes, words, is_wrong = [], [], False
    for text in parts.once(value.words for value in values):
        if match := _CLASS.fullmatch(text):
            scheme = ClassScheme(match[1].lower())
            classes.append(parts.classed(scheme, match[3], match[2]))
            is_wrong = is_wrong or classes[-1].scheme is not scheme
        else:
            words.append(Written(text))
    return tuple(dict.fromkeys(classes)), tuple(words), is_wrong


def _is_words(value: Value) -> bool:
    return bool(value.words) and "://" not in value.words and not value.words.startswith("urn:")


def _holdings(flat: Resource) -> tuple[Holding, ...]:
    """An address among the identifiers is where the thing can be read."""
    addresses = parts.once(v.words for v in flat.all("dc:identifier"))
    rights = " ".join(parts.once(v.words for v in flat.all("dc:rights")))
    use = Use.ONLINE if "open access" in rights.lower() else ndl_words.use(rights)
    return tuple(
        Holding(url=address, use=use)
        for address in addresses
        if re.match("https?://", address) and not _number(address)
    )[:1]
