"""A record as text to keep, and back: short, without what is empty, readable by whoever opens the table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from yuinowa.catalogue.domain.records import Record


def packed(record: Record) -> str:
    """JSON of ``record``; what is empty is left out."""
    return json.dumps(_plain(record), ensure_ascii=False, separators=(",", ":"))


def texts_of(record: Record) -> Iterator[str]:
    """Every text in ``record``, wherever it stands."""
    left: list[Any] = [_plain(record)]
    while left:
        value = left.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            left += value.values()
        elif isinstance(value, list):
            left += value


def unpacked(text: str) -> Record:
    """The record that ``packed`` made ``text`` of."""
    found = _whole(Record, json.loads(text))
    assert isinstance(found, Record)  # noqa: S101  # for the type checker: the class was given
    return found


_PLAIN = frozenset({str, int, bool, NoneType})


def _plain(value: Any) -> Any:
    kind: type = value.__class__
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return [_plain(each) for each in value]
    if not is_dataclass(kind):  # a word of an enumeration
        return value
    found = {}
    for name, empty in _empties(kind):
        held = getattr(value, name)
        if held is not empty and held != empty:
            found[name] = _plain(held)
    return found


@cache
def _empties(kind: type) -> tuple[tuple[str, Any], ...]:
    """The fields of ``kind`` with what they hold when nothing was said; a field without that is never left out."""
    return tuple((each.name, _empty(each)) for each in fields(kind))


def _empty(each: Field[Any]) -> Any:
    return _NEVER if each.default is MISSING else each.default


_NEVER = object()


@cache
def _makers(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _whole(kind: Any, value: Any) -> Any:
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(_whole(inner, each) for each in value)
    if get_origin(kind) in {Union, UnionType}:
        inner = next(each for each in get_args(kind) if each is not NoneType)
        return None if value is None else _whole(inner, value)
    if is_dataclass(kind):
        makers = _makers(kind)  # type: ignore[arg-type]  # a class, not one of its objects
        return kind(**{name: _whole(makers[name], held) for name, held in value.items()})  # type: ignore[operator]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    return value
