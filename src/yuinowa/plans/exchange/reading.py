"""From bytes to plain JSON values, within the limits of R3 and R10."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from yuinowa.core.text import has_refused_character
from yuinowa.kernel.errors import Unreadable
from yuinowa.plans.exchange.faults import Fault, Path, PlanFileRefused, fault_at, quoted

#: A plan of 500 projects over six years is 11 MiB of JSON.
MAX_BYTES = 20 * 1024 * 1024
#: The format nests nine deep; annotations a little more.
MAX_DEPTH = 24
_MAX_DIGITS = 20


def read_json(data: bytes) -> dict[str, Any]:
    """The object in ``data``.

    Raises:
        Unreadable: it is too large, not UTF-8 or not JSON as we take it.
        PlanFileRefused: a text in it holds characters that cannot be stored (R1).
    """
    if len(data) > MAX_BYTES:
        raise Unreadable(
            _("The file is larger than 20 MiB."), next_step=_("Send a plan file of at most 20 MiB.")
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _unreadable(_("The file is not UTF-8."), line) from error
    try:
        value = json.loads(
            text,
            object_pairs_hook=_each_key_once,
            parse_constant=_no_number,
            parse_int=_whole,
            parse_float=Decimal,
        )
    except json.JSONDecodeError as error:
        raise _unreadable(_("The file is not JSON."), error.lineno) from error
    except RecursionError as error:
        raise Unreadable(_("The file nests too deeply.")) from error
    if not isinstance(value, dict):
        raise Unreadable(_("The file must hold one JSON object."))
    faults = list(_text_faults(value))
    if faults:
        raise PlanFileRefused(faults)
    return value


def _unreadable(what: str, line: int) -> Unreadable:
    return Unreadable(what, place=_("line %(line)s") % {"line": line})


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(key for n, (key, _v) in enumerate(pairs) if key in dict(pairs[:n]))
        raise Unreadable(
            _("The key “%(key)s” stands twice in one object.") % {"key": quoted(twice)}
        )
    return found


def _no_number(word: str) -> NoReturn:
    raise Unreadable(_("%(word)s is not a number.") % {"word": word})


def _whole(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise Unreadable(_("The number %(number)s is too long.") % {"number": quoted(digits)})
    return int(digits)


def _text_faults(root: dict[str, Any]) -> Iterator[Fault]:
    """Walk without recursion, so that depth is ours to limit."""
    waiting: list[tuple[Path, Any]] = [((), root)]
    while waiting:
        path, value = waiting.pop()
        if len(path) > MAX_DEPTH:
            raise Unreadable(_("The file nests too deeply."))
        if isinstance(value, str) and has_refused_character(value):
            yield fault_at(root, path, _("The text holds characters that cannot be used."))
        elif isinstance(value, dict):
            waiting += (((*path, key), inner) for key, inner in value.items())
            bad = next((key for key in value if has_refused_character(key)), None)
            if bad is not None:
                yield fault_at(root, path, _("A key holds characters that cannot be used."))
        elif isinstance(value, list):
            waiting += (((*path, n), inner) for n, inner in enumerate(value))
