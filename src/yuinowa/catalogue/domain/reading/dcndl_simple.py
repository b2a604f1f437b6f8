"""DC-NDL(Simple), and items of NDL's OpenSearch, which use the same flat vocabulary, as a ``Record``.

A reading stands beside what it reads, not in it: the n-th reading is taken for the n-th value only where there
are as many of the one as of the other.
Source: DC-NDL(Simple) (metadata-exchange.md §3.5, §4.5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yuinowa.catalogue.domain.reading import ndl_words, parts, people
from yuinowa.catalogue.domain.reading.years import year_of
from yuinowa.catalogue.domain.records import Agent, Record, Written
from yuinowa.catalogue.domain.warnings import RecordUnusable, Unusable
from yuinowa.standards.statements import Resource, Statement, Value


def record_of(said: Sequence[Statement], identity: str = "") -> Record:
    """What the statements say. ``identity``: what the source calls the record.

    Raises:
        RecordUnusable: there is no title.
    """
    flat = Resource("", "", tuple(said))
    numbers = ndl_words.numbers(flat.all("dc:identifier") + flat.all("dcterms:identifier"))
    identity = identity or _identity(flat)
    titles = _with_readings(flat, ("dc:title", "dcterms:title"), "dcndl:titleTranscription")
    if not titles:
        raise RecordUnusable(Unusable.NO_TITLE, identity)
    title, other, responsibility = parts.title_of(titles[0].text, titles[0].kana)
    subjects = (*flat.all("dc:subject"), *flat.all("dcterms:subject"))
    classes, is_wrong = ndl_words.classes(subjects)
    publishers = _with_readings(
        flat, ("dc:publisher", "dcterms:publisher"), "dcndl:publisherTranscription"
    )
    printed = flat.first("dcterms:issued").words or flat.first("dc:date").words
    kinds = tuple(v for name in _KINDS for v in flat.all(name))
    record = Record(
        identity=identity,
        title=title,
        other_title=other,
        responsibility=responsibility,
        alternatives=titles[1:]
        + _with_readings(
            flat, ("dcterms:alternative", "dcndl:alternative"), "dcndl:alternativeTranscription"
        ),
        volume=flat.first("dcndl:volume").words,
        edition=flat.first("dcndl:edition").words,
        agents=_agents(flat),
        publisher=publishers[0] if publishers else Written(""),
        date=printed,
        year=year_of(flat.first("dc:date").words) or year_of(printed),
        identifiers=numbers,
        classes=classes,
        subjects=_subjects(subjects),
        series=tuple(
            parts.series_of(one.text, one.kana)
            for one in _with_readings(
                flat, ("dcndl:seriesTitle",), "dcndl:seriesTitleTranscription"
            )
        ),
        languages=parts.once(
            parts.language(value.words)
            for value in (*flat.all("dc:language"), *flat.all("dcterms:language"))
        ),
        country=flat.first("dcndl:publicationPlace").words,
        material=ndl_words.material(kinds),
        audience=ndl_words.audience(flat.first("dcterms:audience").words),
        accessible=ndl_words.accessible([*(k.about for k in kinds), *(k.words for k in kinds)]),
        extent=(flat.first("dc:extent") or flat.first("dcterms:extent")).words,
        notes=parts.once(
            value.words for value in (*flat.all("dc:description"), *flat.all("dcterms:description"))
        ),
    )
    return replace(record, warnings=parts.doubts(record, is_class_wrong=is_wrong))


_KINDS = ("dcndl:materialType", "dc:type", "dcterms:type", "category")


def _identity(flat: Resource) -> str:
    """The page of the record at NDL tells its number; else the number at NDL itself."""
    for value in (*flat.all("guid"), *flat.all("rdfs:seeAlso")):
        head, _slash, tail = (value.about or value.text).rpartition("/")
        if head.endswith("ndlsearch.ndl.go.jp/books"):
            return tail
    numbers = flat.all("dc:identifier") + flat.all("dcterms:identifier")
    return next((n.text for n in numbers if n.datatype == "dcndl:NDLBibID"), "")


def _with_readings(flat: Resource, names: tuple[str, ...], reading: str) -> tuple[Written, ...]:
    texts = [value.words for name in names for value in flat.all(name) if value.words]
    kana = [value.words for value in flat.all(reading)]
    if len(kana) != len(texts):
        # One reading is the first one's; of several nobody can tell whose they are.
        kana = kana[:1] if len(kana) == 1 else []
    kana += [""] * (len(texts) - len(kana))
    pairs = zip(texts, kana, strict=False)
    return tuple(dict.fromkeys(Written(text, read) for text, read in pairs))


def _agents(flat: Resource) -> tuple[Agent, ...]:
    """A heading (冲方, 丁, 1977-) as it is; a statement (冲方丁 [著]) taken apart."""
    found: list[Agent] = []
    names = _with_readings(flat, ("dc:creator", "dcterms:creator"), "dcndl:creatorTranscription")
    for name in names:
        read = people.agents_of(name.text)
        if len(read) == 1:
            found.append(replace(read[0], name=replace(name, text=read[0].name.text)))
        else:
            found += read
    for value in (*flat.all("dc:contributor"), *flat.all("dcterms:contributor")):
        found += people.agents_of(value.words)
    return tuple(dict.fromkeys(found))


def _subjects(values: Sequence[Value]) -> tuple[Written, ...]:
    plain = parts.once(v.words for v in values if not ndl_words.is_class(v))
    return tuple(Written(text) for text in plain)
