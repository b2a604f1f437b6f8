"""MARC records of a few fields, made for a test."""

from __future__ import annotations

from yuinowa.catalogue.domain.reading.marc import record_of
from yuinowa.catalogue.domain.records import Record
from yuinowa.standards.marc.records import Field, MarcRecord

LEADER = "00000cam a2200000 i 4500"
FIXED = "190212s2019    ja ||||g |||| ||||||jpn  "
TITLE = Field.of("245", "00", ("a", "結の輪 /"), ("c", "試験太郎 著."))


def of(
    *fields: Field | tuple[str, str], leader: str = LEADER, fixed: str = FIXED, title: Field = TITLE
) -> Record:
    return record_of(MarcRecord.of(leader, ("001", "1"), ("008", fixed), title, *fields))


def a(tag: str, *subfields: tuple[str, str], indicators: str = "  ") -> Field:
    return Field.of(tag, indicators, *subfields)
