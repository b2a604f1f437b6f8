"""What a source's record may change in an institution that is already here.

A column is written only where it is empty or still says what this source said before: what people
or another source wrote stays.
"""

from __future__ import annotations

from typing import Any

from yuinowa.directory.domain.records import SourceRecord


def columns_of(record: SourceRecord) -> dict[str, str]:
    """The institution's columns as this record would fill them."""
    place = record.place
    return {
        "name": record.name,
        "name_kana": record.name_kana,
        "name_en": record.name_en,
        "prefecture": place.prefecture,
        "municipality": place.municipality,
        "municipality_name": place.municipality_name,
        "postal_code": place.postal_code,
        "address": place.address,
        "telephone": record.telephone.number,
        "telephone_note": record.telephone.note,
        "fax": record.fax,
        "url": record.url,
    }


#: Columns that say one thing together and change together.
GROUPS = (
    ("name", "name_kana"),
    ("name_en",),
    ("prefecture", "municipality", "municipality_name", "postal_code", "address"),
    ("telephone", "telephone_note"),
    ("fax",),
    ("url",),
)


def changes(
    now: dict[str, Any], record: SourceRecord, said_before: SourceRecord | None
) -> dict[str, str]:
    """The columns to write, so that an institution with the columns ``now`` says what ``record`` says."""
    new = columns_of(record)
    old = columns_of(said_before) if said_before is not None else None
    found: dict[str, str] = {}
    for group in GROUPS:
        is_empty = not any(now[column] for column in group)
        is_as_said = old is not None and all(now[column] == old[column] for column in group)
        if is_empty or is_as_said:
            found |= {column: new[column] for column in group if now[column] != new[column]}
    return found
