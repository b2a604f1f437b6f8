"""A record as text to keep, and back: short, without what is empty, readable by whoever opens the table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import StrEnum
from functools import cache, partial
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from yuinowa.catalogue.domain.records import Record

#: What turns a value of one kind; None: it stays as it is.
_Turn = Callable[[Any], Any] | None
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def packed(record: Record) -> str:
    """JSON of ``record``; what is empty is left out."""
    return _encode(_plain_of(Record)(record))


def texts_of(record: Record) -> Iterator[str]:
    """Every text in ``record``, wherever it stands."""
    left: list[Any] = [_plain_of(Record)(record)]
    while left:
        value = left.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            left += value.values()
        elif isinstance(value, list | tuple):
            left += value


def unpacked(text: str) -> Record:
    """The record that ``packed`` made ``text`` of."""
    found = _whole_of(Record)(json.loads(text))
    assert isinstance(found, Record)  # noqa: S101  # for the type checker: the class was given
    return found


# A million records pass here, so how each class is turned is found out once, and not from each of its values.


@cache
def _plain_of(kind: type) -> Callable[[Any], dict[str, Any]]:
    """What makes values that JSON has of an object of ``kind``, without what is empty."""
    ways = [(each.name, _empty(each), _to_plain(hint)) for each, hint in _hinted(kind)]
    values_of = attrgetter(*(name for name, _empty, _turn in ways))

    def plain(held: Any) -> dict[str, Any]:
        found = {}
        for (name, empty, turn), value in zip(ways, values_of(held), strict=True):
            if value is not empty and value != empty:
                found[name] = value if turn is None else turn(value)
        return found

    return plain


def _to_plain(hint: Any) -> _Turn:
    if get_origin(hint) is tuple:
        turn = _to_plain(get_args(hint)[0])
        return None if turn is None else lambda values: [turn(each) for each in values]
    return _plain_of(hint) if is_dataclass(hint) else None  # type: ignore[arg-type]  # a class, not one of its objects


@cache
def _whole_of(kind: type) -> Callable[[dict[str, Any]], Any]:
    """What makes an object of ``kind`` again."""
    turns = {each.name: _to_whole(hint) for each, hint in _hinted(kind)}

    def whole(said: dict[str, Any]) -> Any:
        for name, value in said.items():
            turn = turns[name]
            if turn is not None:
                said[name] = turn(value)
        return kind(**said)

    return whole


def _to_whole(hint: Any) -> _Turn:
    if get_origin(hint) is tuple:
        turn = _to_whole(get_args(hint)[0])
        return tuple if turn is None else partial(_each, turn)
    if get_origin(hint) in {Union, UnionType}:
        turn = _to_whole(next(each for each in get_args(hint) if each is not NoneType))
        return None if turn is None else partial(_unless_none, turn)
    if is_dataclass(hint):
        return _whole_of(hint)  # type: ignore[arg-type]  # a class, not one of its objects
    return hint if isinstance(hint, type) and issubclass(hint, StrEnum) else None


def _each(turn: Callable[[Any], Any], values: list[Any]) -> tuple[Any, ...]:
    return tuple([turn(each) for each in values])


def _unless_none(turn: Callable[[Any], Any], value: Any) -> Any:
    return None if value is None else turn(value)


def _hinted(kind: type) -> list[tuple[Field[Any], Any]]:
    hints = get_type_hints(kind)
    return [(each, hints[each.name]) for each in fields(kind)]


def _empty(each: Field[Any]) -> Any:
    """What the field holds when nothing was said; one without a default is never left out."""
    return _NEVER if each.default is MISSING else each.default


_NEVER = object()
