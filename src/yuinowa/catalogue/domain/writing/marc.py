"""A ``Record`` as MARC 21: what is known of it, with its readings in 880 as JAPAN/MARC has them.

Not the record that came in, which is kept and given whole where it was MARC; this is what every form
(DC-NDL, a table) can be given as. Signs of ISBD are left out, and leader/18 says so.
Source: MARC 21 Format for Bibliographic Data
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Final

from yuinowa.catalogue.domain.reading.marc_fixed import code_of_country
from yuinowa.catalogue.domain.records import (
    Accessible,
    Agent,
    Audience,
    ClassScheme,
    Identifier,
    Material,
    Record,
    Scheme,
    Written,
)
from yuinowa.catalogue.domain.writing.parts import one_line
from yuinowa.standards.marc.linking import Script
from yuinowa.standards.marc.records import Field, MarcRecord

#: Leader/06–07. MARC has no word for "not known": language material, a monograph.
_KINDS: Final = {
    Material.SERIAL: "as", Material.ARTICLE: "ab", Material.MAP: "em", Material.SCORE: "cm", Material.SOUND: "jm",
    Material.MOVING_IMAGE: "gm", Material.STILL_IMAGE: "km", Material.OTHER: "rm",
}  # fmt: skip
_AUDIENCES: Final = {Audience.GENERAL: "g", Audience.YOUNG: "d", Audience.CHILDREN: "j"}
_NOT_TOLD: Final = "|"

Subfields = tuple[tuple[str, str], ...]
#: Tag, indicators, and for each subfield its code and the words in all writings.
_Line = tuple[str, str, tuple[tuple[str, Written], ...]]


def marc_of(record: Record, *, entered: date, agency: str = "") -> MarcRecord:
    """``entered``: the day for 008/00–05. ``agency``: the ISIL of who gives the record, for 003 and 040."""
    control = [("001", record.identity), ("003", agency), ("008", _fixed(record, entered))]
    fields: list[Field | tuple[str, str]] = [
        (tag, plain) for tag, text in control if (plain := one_line(text) if tag != "008" else text)
    ]
    readings: list[Field] = []
    links = count(1)
    for tag, indicators, values in sorted(_lines(record, agency), key=lambda one: one[0]):
        shown = _voice(values, "text")
        if not shown:
            continue
        kana, roman = _voice(values, "kana"), _voice(values, "roman")
        if kana or roman:
            number = f"{next(links):02}"
            fields.append(Field.of(tag, indicators, ("6", f"880-{number}"), *shown))
            for reading, script in ((kana, Script.CJK), (roman, Script.LATIN)):
                if reading:
                    link = ("6", f"{tag}-{number}/{script}")
                    readings.append(Field.of("880", indicators, link, *reading))
        else:
            fields.append(Field.of(tag, indicators, *shown))
    return MarcRecord.of(_leader(record), *fields, *readings)


def _leader(record: Record) -> str:
    status = "d" if record.is_deleted else "n"
    kind = _KINDS.get(record.material, "am")
    return f"00000{status}{kind} a2200000 c 4500"


def _fixed(record: Record, entered: date) -> str:
    """008 of forty places; what is not told is a stroke."""
    year = f"s{record.year:04}    " if record.year else f"n{'u' * 8}"
    audience = _AUDIENCES.get(record.audience, _NOT_TOLD)
    form = _form(record)
    body = f"{_NOT_TOLD * 4}{audience}{form}{_NOT_TOLD * 5}{form}{_NOT_TOLD * 5}"
    language = record.languages[0] if record.languages else "und"
    country = code_of_country(record.country).ljust(3)
    return f"{entered:%y%m%d}{year}{country}{body}{language:3.3} d"


def _form(record: Record) -> str:
    if record.material is Material.MICROFORM:
        return "a"
    if record.material is Material.ELECTRONIC:
        return "o"
    if Accessible.BRAILLE in record.accessible:
        return "f"
    return "d" if Accessible.LARGE_PRINT in record.accessible else _NOT_TOLD


def _voice(values: tuple[tuple[str, Written], ...], voice: str) -> Subfields:
    """The subfields that are told in one writing."""
    found = tuple((code, one_line(getattr(value, voice))) for code, value in values)
    return tuple(pair for pair in found if pair[1])


def _line(tag: str, indicators: str, *values: tuple[str, str | Written]) -> _Line:
    return (
        tag,
        indicators,
        tuple((c, v if isinstance(v, Written) else Written(v)) for c, v in values),
    )


def _lines(record: Record, agency: str) -> Iterator[_Line]:
    yield from (_number(number) for number in record.identifiers)
    yield from _classes(record)
    yield _line("040", "  ", ("a", agency), ("b", "jpn" if agency else ""), ("c", agency))
    if len(record.languages) > 1:
        yield _line("041", "0 ", *[("a", code) for code in record.languages])
    yield _line(
        "245", "00",
        ("a", record.title), ("b", record.other_title), ("n", record.volume), ("p", record.volume_title),
        ("c", record.responsibility),
    )  # fmt: skip
    for other in record.alternatives:
        yield _line("246", "33", ("a", other))
    yield _line("250", "  ", ("a", record.edition))
    yield _line("264", " 1", ("a", record.place), ("b", record.publisher), ("c", record.date))
    yield _line("300", "  ", ("a", record.extent))
    for series in record.series:
        yield _line("490", "0 ", ("a", series.title), ("v", series.number))
    for note in record.notes:
        yield _line("500", "  ", ("a", note))
    for subject in record.subjects:
        yield _line("650", " 4", ("a", subject))
    yield from (_agent(agent) for agent in record.agents)
    yield from _holdings(record)


def _agent(agent: Agent) -> _Line:
    tag, indicators = ("710", "2 ") if agent.is_corporate else ("700", "1 ")
    return _line(tag, indicators, ("a", agent.name), ("e", agent.role), ("0", agent.authority))


#: Where a number stands: tag, indicators, what comes before it, source in $2.
_PLACES: Final = {
    Scheme.JPNO: ("015", "  ", "", "jnb"),
    Scheme.DOI: ("024", "7 ", "", "doi"),
    Scheme.NDLJP: ("024", "8 ", "info:ndljp/pid/", ""),
    Scheme.LCCN: ("010", "  ", "", ""),
    Scheme.PUBLISHER: ("028", "52", "", ""),
    Scheme.OCLC: ("035", "  ", "(OCoLC)", ""),
    Scheme.NDLBIB: ("035", "  ", "(JTNDL)", ""),
    Scheme.NCID: ("035", "  ", "(NCID)", ""),
}


def _number(number: Identifier) -> _Line:
    if number.scheme in {Scheme.ISBN, Scheme.ISSN}:
        tag = "020" if number.scheme is Scheme.ISBN else "022"
        wrong = "z" if tag == "020" else "y"
        if not number.is_valid:
            return _line(tag, "  ", (wrong, number.raw))
        return _line(tag, "  ", ("a", number.value), ("q", "set" if number.is_of_set else ""))
    tag, indicators, before, source = _PLACES.get(number.scheme, ("024", "8 ", "", ""))
    if number.scheme is Scheme.OTHER and number.value.startswith("("):
        tag, indicators = "035", "  "
    return _line(tag, indicators, ("a", before + number.value), ("2", source))


def _classes(record: Record) -> Iterator[_Line]:
    for one in record.classes:
        if one.scheme is ClassScheme.NDC:
            source = f"njb/{one.edition:0>2}" if one.edition else "ndc"
            yield _line("084", "  ", ("a", one.value), ("2", source))
        elif one.scheme is ClassScheme.DDC:
            yield _line("082", "04", ("a", one.value), ("2", one.edition))
        elif one.scheme is ClassScheme.LCC:
            yield _line("050", " 4", ("a", one.value))
        else:
            source = "kktb" if one.scheme is ClassScheme.NDLC else ""
            yield _line("084", "  ", ("a", one.value), ("2", source))


def _holdings(record: Record) -> Iterator[_Line]:
    for one in record.holdings:
        if one.url:
            yield _line("856", "40", ("u", one.url), ("z", one.note))
        else:
            yield _line(
                "852", "  ",
                ("a", one.holder), ("b", one.branch), ("h", one.call_number), ("p", one.item), ("3", one.extent), ("z", one.note),
            )  # fmt: skip
