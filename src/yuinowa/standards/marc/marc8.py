"""MARC-8 to Unicode with the Library of Congress's tables as pymarc carries them.

Our own loop, because pymarc's puts a blank where it knows no character and tells nobody but the terminal;
we put 〓 (as the National Diet Library does) and count. Text comes out composed (NFC): MARC-8 has no other form.

Source: MARC 21 Specifications, Character Sets and Encoding Options: MARC-8
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pymarc.marc8_mapping import CODESETS, ODD_MAP

UNKNOWN = "〓"

_ASCII, _ANSEL, _EACC = 0x42, 0x45, 0x31
_CODESETS: dict[int, dict[int, tuple[int, int]]] = CODESETS
_ODD: dict[int, int] = ODD_MAP

#: To a set of one byte or of three (EACC, $), into G0 or into G1, with the second sign some files add.
_TO_SET = re.compile(rb"\x1b(?:([(,]|\$,?)([1-9A-Z!])|([)-]|\$[)-])([1-9A-Z!])|([bgps]))")
#: Sets named by a sign alone: back to ASCII is s; Greek symbols, subscripts, superscripts.
_SHORT = {b"s": _ASCII, b"g": 0x67, b"b": 0x62, b"p": 0x70}
#: Marks of where sorting starts are not part of the text; the joiners of Arabic and Indic scripts are.
CONTROLS = {0x88: "", 0x89: "", 0x8D: "\u200d", 0x8E: "\u200c"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """``unknown``: characters that no table knows, or that are cut off."""

    text: str
    unknown: int


def decode(data: bytes) -> Decoded:
    """``data`` is one subfield: every subfield begins in ASCII and ANSEL."""
    if b"\x1b" not in data and data.isascii():
        return Decoded(data.decode("ascii"), 0)
    left, right = _ASCII, _ANSEL
    signs: list[str] = []
    marks: list[str] = []  # they stand before their letter here, behind it in Unicode
    unknown = place = 0
    while place < len(data):
        byte = data[place]
        if byte == 0x1B and (escape := _TO_SET.match(data, place)):
            if escape[5]:
                left = _SHORT[escape[5]]
            elif escape[2]:
                left = _set_of(escape[2])
            else:
                right = _set_of(escape[4])
            place = escape.end()
            continue
        found, place = _character(data, place, right if byte > 0xA0 else left)
        if found is None:
            unknown += 1
            found = (UNKNOWN, 0)
        sign, is_mark = found
        if is_mark:
            marks.append(sign)
        else:
            signs.append(sign)
            if sign:
                signs += marks
                marks.clear()
    if marks:
        unknown += len(marks)
        signs.append(UNKNOWN)
    return Decoded(unicodedata.normalize("NFC", "".join(signs)), unknown)


def _set_of(final: bytes) -> int:
    # "!" announces the second sign of ANSEL's full name, !E.
    return _ANSEL if final == b"!" else final[0]


def _character(data: bytes, place: int, codes: int) -> tuple[tuple[str, int] | None, int]:
    """The sign at ``place`` with whether it is a mark, and the place behind it. None: not known."""
    byte = data[place]
    if byte in CONTROLS:
        return (CONTROLS[byte], 0), place + 1
    if byte == 0x20:
        return (" ", 0), place + 1
    if codes == _EACC:
        whole = data[place : place + 3]
        if len(whole) < 3 or 0x1B in whole:
            return None, min(place + 3, _next_escape(data, place))
        return _looked_up(_EACC, int.from_bytes(bytes(b & 0x7F for b in whole))), place + 3
    return _looked_up(codes, byte), place + 1


def _next_escape(data: bytes, place: int) -> int:
    found = data.find(b"\x1b", place + 1)
    return len(data) if found < 0 else found


def _looked_up(codes: int, code: int) -> tuple[str, int] | None:
    found = _CODESETS.get(codes, {}).get(code)
    if found is not None:
        return chr(found[0]), found[1]
    odd = _ODD.get(code)
    return None if odd is None else (chr(odd), 0)
