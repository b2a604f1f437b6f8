"""A MARC 21 record as a ``Record``: JAPAN/MARC with its readings, and records of other countries.

Source: MARC 21 Format for Bibliographic Data; JAPAN/MARC manual (metadata-exchange.md §2)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from yuinowa.catalogue.domain.reading import (
    marc_fixed,
    marc_holdings,
    marc_numbers,
    marc_people,
    ndl_words,
    parts,
)
from yuinowa.catalogue.domain.reading.marc_voices import Voices, bare, voices_of
from yuinowa.catalogue.domain.reading.years import year_of
from yuinowa.catalogue.domain.records import Accessible, Record, Series, Written
from yuinowa.catalogue.domain.warnings import RecordUnusable, Unusable, Warned
from yuinowa.standards.marc.linking import Links
from yuinowa.standards.marc.records import Field, MarcRecord


def record_of(marc: MarcRecord) -> Record:
    """What the record says. What the reader doubted stands first among the warnings.

    Raises:
        RecordUnusable: it describes no thing (an authority record), or has no title and is not withdrawn.
    """
    if marc.leader[6:7] in marc_fixed.NOT_BIBLIOGRAPHIC:
        raise RecordUnusable(Unusable.NOT_BIBLIOGRAPHIC, marc.control_number)
    links = Links(marc)
    titles = _titles(marc, links)
    whole = titles.written(_part("a")) if titles else Written("")
    if not whole.text and not marc.is_deleted:
        raise RecordUnusable(Unusable.NO_TITLE, marc.control_number)
    responsibility = bare(" ".join(titles.field.every("c"))) if titles else ""
    classes, is_wrong = marc_numbers.classes(marc)
    published = _published(marc, links)
    date = bare(" ".join(published.field.every("c"))) if published else ""
    record = Record(
        identity=marc.control_number,
        title=whole,
        other_title=_other_title(titles),
        alternatives=tuple(_alternatives(marc, links, titles)),
        volume=bare(" ".join(titles.field.every("n"))) if titles else "",
        volume_title=titles.written(_part("p")) if titles else Written(""),
        edition=" ".join(_first(marc, links, "250", "ab")),
        responsibility=responsibility,
        agents=marc_people.agents(marc, links, responsibility),
        place=bare(published.field.first("a")) if published else "",
        publisher=published.written(lambda one: bare(one.first("b"))) if published else Written(""),
        date=date,
        year=marc_fixed.year(marc) or year_of(date),
        identifiers=marc_numbers.identifiers(marc),
        classes=classes,
        subjects=marc_people.subjects(marc, links),
        series=tuple(_series(marc, links)),
        languages=_languages(marc),
        country=marc_fixed.country(marc),
        material=marc_fixed.material(marc),
        audience=marc_fixed.audience(marc),
        accessible=_accessible(marc),
        extent=" ".join(_first(marc, links, "300", "abce")),
        notes=tuple(_notes(marc, links)),
        holdings=marc_holdings.holdings(marc),
        is_deleted=marc.is_deleted,
    )
    return replace(record, warnings=_warnings(marc, links, record, is_class_wrong=is_wrong))


def _part(codes: str) -> Callable[[Field], str]:
    return lambda field: bare(" ".join(field.every(codes)))


def _titles(marc: MarcRecord, links: Links) -> Voices | None:
    """245; where it has no words of its own, an 880 that speaks for 245 without being joined to it."""
    field = marc.first("245")
    if field is not None and any(code.isalpha() for code, _ in field.subfields):
        return voices_of(field, links)
    loose = [one.field for one in links.without_field() if one.field.tag == "245"]
    return Voices(loose[0]) if loose else None


def _is_parallel(field: Field) -> bool:
    """Whether $b says the title once more in another language: 題名 = Title."""
    return field.first("a").rstrip().endswith("=")


def _other_title(titles: Voices | None) -> Written:
    if titles is None or _is_parallel(titles.field):
        return Written("")
    return titles.written(_part("b"))


#: Uniform, translated, varying, former, key and added titles.
_TITLES: Final = ("130", "240", "242", "246", "247", "730", "740")


def _alternatives(marc: MarcRecord, links: Links, titles: Voices | None) -> Iterator[Written]:
    found = []
    if titles is not None and _is_parallel(titles.field):
        found.append(titles.written(_part("b")))
    found += [voices_of(field, links).written(_part("abnp")) for field in marc.fields(*_TITLES)]
    found += [
        Written(_part("abnp")(one.field))
        for one in links.without_field()
        if one.field.tag in {"245", *_TITLES}
    ]
    main = titles.written(_part("a")).text if titles else ""
    yield from (one for one in dict.fromkeys(found) if one.text and one.text != main)


def _published(marc: MarcRecord, links: Links) -> Voices | None:
    """Publication in 264 or 260; else whatever of production, distribution, manufacture there is."""
    fields = [field for field in marc.fields("264") if field.indicators[1] == "1"]
    fields += [*marc.fields("260"), *marc.fields("264")]
    return voices_of(fields[0], links) if fields else None


def _first(marc: MarcRecord, links: Links, tag: str, codes: str) -> list[str]:
    """The subfields of the first field of this tag as it is printed, the last one without its full stop."""
    field = marc.first(tag)
    values = voices_of(field, links).field.every(codes) if field else []
    return [*(value.strip() for value in values[:-1]), *map(bare, values[-1:])]


def _series(marc: MarcRecord, links: Links) -> Iterator[Series]:
    """As printed on the thing (490, 440); else as a heading (8XX)."""
    fields = marc.fields("490", "440") or marc.fields("830", "800", "810", "811")
    for field in fields:
        voices = voices_of(field, links)
        codes = "anp" if field.tag in {"490", "440", "830"} else "tnp"
        title = voices.written(_part(codes))
        if title.text:
            yield Series(title, bare(" ".join(voices.field.every("v"))))


_NO_LANGUAGE: Final = {"und", "zxx", "mul"}


def _languages(marc: MarcRecord) -> tuple[str, ...]:
    """008/35–37, then 041: of the text, then of the original. Old records write codes in a row: engpro."""
    texts = [marc.control("008")[35:38]]
    for codes in ("a", "h"):
        for field in marc.fields("041"):
            for text in field.every(codes):
                step = 3 if len(text) % 3 == 0 else len(text)
                texts += [text[at : at + step] for at in range(0, len(text), step)]
    return parts.once(code for text in texts if (code := parts.language(text)) not in _NO_LANGUAGE)


#: What may name the form a thing is in: description, carrier, notes on form, genre; not titles.
_FORMS: Final = ("300", "340", "500", "516", "533", "538", "655")


def _accessible(marc: MarcRecord) -> tuple[Accessible, ...]:
    texts = [value for field in marc.fields(*_FORMS) for _code, value in field.subfields]
    texts += [value for field in marc.fields("245") for value in field.every("h")]
    return tuple(dict.fromkeys([*marc_fixed.accessible(marc), *ndl_words.accessible(texts)]))


#: Notes on the very copy, its provenance and what was done to it are its owner's; 59X are local.
_NO_NOTES: Final = {"541", "561", "562", "563", "583", "584"}


def _notes(marc: MarcRecord, links: Links) -> Iterator[str]:
    tags = dict.fromkeys(
        tag for tag in marc.tags if tag.startswith("5") and not tag.startswith("59")
    )
    for tag in tags:
        if tag in _NO_NOTES:
            continue
        for field in marc.fields(tag):
            shown = voices_of(field, links).field
            text = " ".join(value.strip() for code, value in shown.subfields if code.isalpha())
            if text:
                yield text


def _warnings(
    marc: MarcRecord, links: Links, record: Record, *, is_class_wrong: bool
) -> tuple[str, ...]:
    doubts = [doubt.value for doubt in marc.doubts]
    if links.has_gaps():
        doubts.append(Warned.READING_LOOSE.value)
    return parts.once((*doubts, *parts.doubts(record, is_class_wrong=is_class_wrong)))
