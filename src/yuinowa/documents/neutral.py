"""Cells that a spreadsheet would run are made plain text (R16)."""

from __future__ import annotations

import re

#: What Excel, LibreOffice and their Japanese input modes read as the start of a formula.
_RUNS = tuple("=+-@\t\r\n\x00＝＋－＠")
#: A number may keep its sign: −5, +1,200, -0.5%.
_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?%?")
#: The reports' own signs for "does not apply" and "cannot be measured". A sign with nothing behind
#: it is no formula, and a leading mark would change what was printed.
_LONE_SIGNS = frozenset({"-", "－"})


def neutral(text: str) -> str:
    """``text`` as a spreadsheet may show it without running it (R16)."""
    return "'" + text if _runs(text) else text


def as_typed(text: str) -> str:
    """What ``neutral`` was given: for files of ours that come back."""
    return text[1:] if text.startswith("'") and _runs(text) else text


def _runs(text: str) -> bool:
    """Whether ``text`` needs the mark; one that has it already gets a second, so that it can be taken off."""
    bare = text.lstrip("'")
    return bare.startswith(_RUNS) and bare not in _LONE_SIGNS and not _NUMBER.fullmatch(bare)
