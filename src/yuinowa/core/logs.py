"""Logs as JSON lines (R46): one event a line, request id, no bodies, no words people typed."""

from __future__ import annotations

import json
import logging
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="")

_ADDRESS = re.compile(r"[^\s<>'\"(),;:=]+@[^\s<>'\"(),;]+")
_QUOTED = re.compile(r"'[^']*'|\"([^\"]*)\"|“[^”]*”|「[^」]*」|『[^』]*』|`[^`]*`")
#: What a database calls its own things: telling them apart is what an operator needs.
_OWN_NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
_LONG_NUMBER = re.compile(r"\d[\d -]{5,}\d")
LONGEST = 300


def masked(text: str) -> str:
    """The first line of ``text`` without what may be about a person: addresses, long numbers, quoted words.

    Names that a database gives (``audit_chain_has_no_fork``) stay.
    """

    def keep_own(found: re.Match[str]) -> str:
        inner = found.group(1)
        return found.group() if inner and _OWN_NAME.fullmatch(inner) else "…"

    line = text.strip().partition("\n")[0]
    line = _ADDRESS.sub("…@…", _QUOTED.sub(keep_own, line))
    return _LONG_NUMBER.sub("…", line)[:LONGEST]


def in_short(error: BaseException) -> str:
    """``error`` for a row or a line that an operator reads: its kind and its masked words."""
    words = masked(str(error))
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


class JsonLine(logging.Formatter):
    """One record as one line. ``extra={"fields": {…}}`` adds fields of its own."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record),
        }
        if request_id.get():
            line["request"] = request_id.get()
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = in_short(record.exc_info[1])
            line["trace"] = _places(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def _event(record: logging.LogRecord) -> str:
    """The record's words; Django's own name the path and the host that were asked for, so not theirs."""
    if record.name.startswith(("django.request", "django.security", "django.server")):
        status = getattr(record, "status_code", "")
        return f"{record.name.rpartition('.')[2]} {status}".rstrip()
    return record.getMessage()


def _places(error: BaseException) -> list[str]:
    """Where it went wrong, innermost last: file, line and function, never values."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
