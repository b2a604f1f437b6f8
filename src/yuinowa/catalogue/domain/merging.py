"""What several records of one thing say together: the words of the best of them, the gaps filled from the others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import chain
from typing import Any

from yuinowa.catalogue.domain.records import Record

#: Said by each record for itself, never by all together.
_OWN = frozenset({"identity", "holdings", "is_deleted", "warnings"})
#: Everything that any of the records names, the best one's first.
_JOINED = frozenset({"identifiers", "classes", "subjects", "alternatives", "accessible"})
#: Taken whole from one record: a volume's title belongs to its number, a year to its date.
_TOGETHER = (("volume", "volume_title"), ("place", "publisher"), ("date", "year"))

_DIGITS = re.compile("[0-9]+")
_PARTS = {"上": 1, "前": 1, "中": 2, "下": 3, "後": 3}


@dataclass(frozen=True, slots=True)
class Told:
    """A record with the trust in its source, 1 to 9."""

    trust: int
    record: Record


def best_first(told: Iterable[Told]) -> list[Told]:
    """The most trusted source first, then the record that says most; the rest by number, so that it is always the same."""
    return sorted(
        told, key=lambda each: (-each.trust, -_fullness(each.record), each.record.identity)
    )


def merged(told: Sequence[Told]) -> Record:
    """One record of ``told`` (at least one), without holdings and warnings.

    A reading (読み) is taken only from a record that writes the same text.
    """
    records = [each.record for each in best_first(told)]
    said: dict[str, Any] = {"holdings": (), "warnings": ()}
    for names in _TOGETHER:
        giver = next((record for record in records if _says(record, names)), records[0])
        said |= {name: getattr(giver, name) for name in names}
    for each in fields(Record):
        if each.name not in said and each.name not in _OWN:
            values = [getattr(record, each.name) for record in records]
            said[each.name] = _all_of(values) if each.name in _JOINED else _first_said(values)
    return replace(records[0], **said | {"title": _with_reading(records)})


def in_order(record: Record) -> tuple[int, int]:
    """Where an edition stands in the list of a work: by volume, and without volumes the newest first."""
    return _number(record.volume), -(record.year or 0)


def _number(volume: str) -> int:
    """第3巻 and 三 are 3, 上 is before 下; 0 where there is no volume."""
    plain = unicodedata.normalize("NFKC", volume)
    if digits := _DIGITS.search(plain):
        return int(digits[0][:9])
    for sign in plain:
        if sign in _PARTS:
            return _PARTS[sign]
        if (value := unicodedata.numeric(sign, 0)) >= 1:
            return int(value)
    return 0


def _with_reading(records: Sequence[Record]) -> Any:
    title = records[0].title
    for other in (record.title for record in records if record.title.text == title.text):
        title = replace(title, kana=title.kana or other.kana, roman=title.roman or other.roman)
    return title


def _says(record: Record, names: Iterable[str]) -> bool:
    return any(_is_said(getattr(record, name)) for name in names)


def _is_said(value: Any) -> bool:
    text = getattr(value, "text", value)
    return text not in {"", None} if not isinstance(text, tuple) else bool(text)


def _first_said(values: Sequence[Any]) -> Any:
    return next(filter(_is_said, values), values[0])


def _all_of(values: Iterable[tuple[Any, ...]]) -> tuple[Any, ...]:
    """Each value once; of those that read alike the first."""
    found: dict[Any, Any] = {}
    for value in chain.from_iterable(values):
        found.setdefault(_alike(value), value)
    return tuple(found.values())


def _alike(value: Any) -> Any:
    if hasattr(value, "scheme"):
        return value.scheme, value.value
    return getattr(value, "text", value)


def _fullness(record: Record) -> int:
    return sum(
        _is_said(getattr(record, each.name)) for each in fields(Record) if each.name not in _OWN
    )
