"""A description in DC-NDL(RDF), version 2 or 3, as a ``Record``.

Source: DC-NDL (metadata-exchange.md §3.3: elements observed in live answers, §3.7: numbers of the union catalogue).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from yuinowa.catalogue.domain.reading import ndl_words, parts, people
from yuinowa.catalogue.domain.reading.years import year_of
from yuinowa.catalogue.domain.records import Agent, Holding, Record, Series, Written
from yuinowa.catalogue.domain.warnings import RecordUnusable, Unusable
from yuinowa.standards.dcndl import Described
from yuinowa.standards.statements import Resource, Value


def record_of(described: Described, identity: str = "") -> Record:
    """What ``described`` says. ``identity``: what its source calls it, where that stands outside (OAI).

    Raises:
        RecordUnusable: it has no title.
    """
    bib, admin = described.material, described.admin
    identity = identity or _identity(described)
    whole = written(bib.first("dc:title"))
    name = whole.text or bib.first("dcterms:title").words
    if not name:
        raise RecordUnusable(Unusable.NO_TITLE, identity)
    title, other, in_title = parts.title_of(name, whole.kana, whole.roman)
    classes, is_wrong = ndl_words.classes((*bib.all("dcterms:subject"), *bib.all("dc:subject")))
    stated = parts.once(value.words for value in bib.all("dc:creator"))
    responsibility = " ; ".join(stated) or in_title
    publisher = bib.first("dcterms:publisher") or bib.first("dc:publisher")
    printed = bib.first("dcterms:date").words or bib.first("dcterms:issued").words
    kind = admin.first("dcterms:description").text if admin else ""
    record = Record(
        identity=identity,
        title=title,
        other_title=other,
        alternatives=_all_written(bib, "dcndl:alternative", "dcterms:alternative"),
        volume=bib.first("dcndl:volume").words,
        volume_title=written(bib.first("dcndl:volumeTitle")),
        edition=bib.first("dcndl:edition").words,
        responsibility=responsibility,
        agents=_agents(bib) or people.agents_of(responsibility),
        place=publisher.first("dcndl:location").words,
        publisher=written(publisher),
        date=printed,
        year=year_of(bib.first("dcterms:issued").words) or year_of(printed),
        identifiers=ndl_words.numbers(bib.all("dcterms:identifier") + bib.all("dc:identifier")),
        classes=classes,
        subjects=_subjects(bib),
        series=_series(bib),
        languages=_languages(bib),
        country=bib.first("dcndl:publicationPlace").words,
        material=ndl_words.material(bib.all("dcndl:materialType"), kind.removeprefix("type :")),
        audience=ndl_words.audience(bib.first("dcterms:audience").words),
        accessible=ndl_words.accessible(_forms(described)),
        extent=bib.first("dcterms:extent").words,
        notes=_notes(bib),
        holdings=_holdings(described),
    )
    return replace(record, warnings=parts.doubts(record, is_class_wrong=is_wrong))


def _identity(described: Described) -> str:
    """R100000002-I028087126, the last part of the record's address; else its number at NDL."""
    about = described.admin.about if described.admin else ""
    about = about or described.material.about.partition("#")[0]
    if tail := about.rstrip("/").rpartition("/")[2]:
        return tail
    numbers = described.material.all("dcterms:identifier")
    return next((n.text for n in numbers if n.datatype == "dcndl:NDLBibID"), "")


def written(value: Value) -> Written:
    """A value with its readings: version 3 says by language in which script one is."""
    kana = roman = ""
    for reading in value.all("dcndl:transcription"):
        if "latn" in reading.language.lower():
            roman = roman or reading.words
        else:
            kana = kana or reading.words
    return Written(value.words, kana, roman)


def _all_written(bib: Resource, *names: str) -> tuple[Written, ...]:
    found = (written(value) for name in names for value in bib.all(name))
    return tuple(dict.fromkeys(one for one in found if one.text))


def _agents(bib: Resource) -> tuple[Agent, ...]:
    found = []
    for name in ("dcterms:creator", "dcterms:contributor"):
        for value in bib.all(name):
            if value.words:
                role = (value.first("dcndl:role") or value.first("dcterms:description")).words
                found.append(Agent(written(value), role, authority=value.about))
    return tuple(found)


def _subjects(bib: Resource) -> tuple[Written, ...]:
    values = (*bib.all("dcterms:subject"), *bib.all("dc:subject"))
    found = (written(value) for value in values if not ndl_words.is_class(value))
    return tuple(dict.fromkeys(subject for subject in found if subject.text))


def _series(bib: Resource) -> tuple[Series, ...]:
    values = (written(value) for value in bib.all("dcndl:seriesTitle"))
    return tuple(parts.series_of(one.text, one.kana, one.roman) for one in values if one.text)


def _languages(bib: Resource) -> tuple[str, ...]:
    values = (*bib.all("dcterms:language"), *bib.all("dcndl:originalLanguage"))
    return parts.once(parts.language(value.words) for value in values)


def _notes(bib: Resource) -> tuple[str, ...]:
    values = (*bib.all("dcterms:description"), *bib.all("dcterms:abstract"))
    return parts.once(value.words for value in values)


def _forms(described: Described) -> Iterable[str]:
    for value in described.material.all("dcndl:materialType"):
        yield from (value.about, value.label or value.words)
    yield from (value.words for value in described.material.all("dcndl:genre"))
    for item in described.items:
        yield from (value.words for value in item.all("dcterms:description"))


#: The union catalogue's number of an item: its library's code, then that library's own number (§3.7).
_UNION_ITEM = re.compile(r"R100000001-I([0-9]{4})(.+)")
_NDL_ITEM = re.compile(r"R100000002-I(.+)")
_NDL = "0000"


def _holdings(described: Described) -> tuple[Holding, ...]:
    """The items that are described, then those that are only named and whose library their number tells."""
    told = {item.about for item in described.items}
    named = (value.about for value in described.material.all("dcndl:record"))
    found = [_holding(item) for item in described.items]
    found += [one for about in named if about not in told and (one := _named_holding(about))]
    return tuple(found)


def _holding(item: Resource) -> Holding:
    agent = item.first("dcndl:holdingAgent")
    notes = [value.words for value in item.all("dcterms:description")]
    rights = [*item.all("dcterms:accessRights"), *item.all("dcndl:availability")]
    named = _named_holding(item.about)
    return Holding(
        branch=next((n.partition(":")[2].strip() for n in notes if n.startswith("配架場所")), ""),
        call_number=(item.first("dcndl:callNumber") or item.first("dcndl:localCallNumber")).words,
        use=ndl_words.use(" ".join(value.words for value in rights)),
        item=named.item if named else _tail(item.about),
        holder=agent.first("dcterms:identifier").words or (named.holder if named else ""),
        holder_name=agent.words,
        extent=item.first("dcndl:holdingIssues").words,
        note=" ".join(parts.once(notes)),
        url=next((v.about or v.text for v in item.all("rdfs:seeAlso")), ""),
    )


def _named_holding(about: str) -> Holding | None:
    tail = _tail(about)
    if union := _UNION_ITEM.fullmatch(tail):
        return Holding(item=union[2], holder=union[1])
    if own := _NDL_ITEM.fullmatch(tail):
        return Holding(item=own[1], holder=_NDL)
    return None


def _tail(about: str) -> str:
    return about.partition("#")[0].rstrip("/").rpartition("/")[2]
