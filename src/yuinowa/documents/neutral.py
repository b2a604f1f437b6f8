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
    if not text.startswith(_RUNS) or text in _LONE_SIGNS or _NUMBER.fullmatch(text):
        return text
    return "'" + text
