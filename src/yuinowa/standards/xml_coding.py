"""In which coding a document of XML is written: by its first bytes and its declaration, and both must agree.

Source: Extensible Markup Language (XML) 1.0, §2.8 (declaration), §4.3.3 and appendix F (coding); R11.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

#: The declaration ends within so many bytes, or there is none.
LONGEST_DECLARATION: Final = 1024

#: What a declaration may name, and how we read it: CP932 is what both Japanese names mean in practice (R13).
ACCEPTED: Final = {
    "utf-8": "utf-8",
    "utf-16": "utf-16",
    "shift_jis": "cp932",
    "windows-31j": "cp932",
    "euc-jp": "euc_jp",
    "us-ascii": "ascii",
    "iso-8859-1": "latin-1",
}

_DECLARATION = re.compile(
    r"""<\?xml\s+version\s*=\s*(?P<v>["'])(?P<version>[a-zA-Z0-9_.:-]+)(?P=v)
    (?:\s+encoding\s*=\s*(?P<e>["'])(?P<coding>[A-Za-z][A-Za-z0-9._-]*)(?P=e))?
    (?:\s+standalone\s*=\s*(?P<s>["'])(?:yes|no)(?P=s))?
    \s*\?>""",
    re.VERBOSE | re.ASCII,
)
_WIDE_MARKS: Final = {
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
    b"<\x00": "utf-16-le",
    b"\x00<": "utf-16-be",
}
#: A document in one of these codings begins so; none of them is accepted.
_REFUSED_MARKS: Final = (
    codecs.BOM_UTF32_LE,
    codecs.BOM_UTF32_BE,
    b"<\x00\x00\x00",
    b"\x00\x00\x00<",
    b"\x4c\x6f\xa7\x94",  # EBCDIC
    b"+/v",  # UTF-7
)


class CodingRefused(ValueError):
    """The declaration names what is not accepted, or the bytes are of no accepted family."""


class CodingConflict(ValueError):
    """The declaration contradicts the bytes."""


class DeclarationUnreadable(ValueError):
    """It begins like a declaration and is none."""


class VersionRefused(ValueError):
    """Another XML than 1.0."""


@dataclass(frozen=True, slots=True)
class Declared:
    """How to read the document: Python's ``codec``, and how many ``characters`` the declaration has,
    a byte order mark not counted.
    """

    codec: str
    characters: int


def declared(begin: bytes) -> Declared:
    """What the first ``LONGEST_DECLARATION`` bytes say.

    Raises:
        CodingRefused, CodingConflict, DeclarationUnreadable, VersionRefused: see there.
    """
    if begin.startswith(_REFUSED_MARKS):
        raise CodingRefused
    wide = next((codec for mark, codec in _WIDE_MARKS.items() if begin.startswith(mark)), "")
    has_mark = begin.startswith(codecs.BOM_UTF8)
    if wide:
        text = begin[: len(begin) // 2 * 2].decode(wide, "replace").removeprefix("\ufeff")
    else:
        text = begin.removeprefix(codecs.BOM_UTF8).decode("latin-1")
    name, characters = _read(text)
    codec = ACCEPTED.get(name or ("utf-16" if wide else "utf-8"))
    if codec is None:
        raise CodingRefused
    if (codec == "utf-16") != bool(wide) or (has_mark and codec != "utf-8"):
        raise CodingConflict
    return Declared(wide or codec, characters)


def _read(text: str) -> tuple[str, int]:
    """The coding a declaration names, in small letters, and its length; nothing where there is none."""
    if not re.match(r"<\?xml\s", text, re.ASCII):
        return "", 0
    found = _DECLARATION.match(text)
    if found is None:
        raise DeclarationUnreadable
    if found["version"] != "1.0":
        raise VersionRefused
    return (found["coding"] or "").lower(), found.end()


class Undecodable(ValueError):
    """``line`` holds bytes that are no text in the declared coding."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


# Python reads single bytes that CP932 does not have as these.
_NOT_IN_CP932 = re.compile("[\x80\xa0\uf8f0-\uf8f3]")


def decoded(pieces: Iterator[bytes]) -> Iterator[str]:
    """The text in pieces, its declaration replaced by line ends so that lines keep their numbers.

    Raises:
        CodingRefused, CodingConflict, DeclarationUnreadable, VersionRefused: see there.
        Undecodable: strictly.
    """
    begin = b""
    for piece in pieces:
        begin += piece
        if len(begin) >= LONGEST_DECLARATION:
            break
    found = declared(begin[:LONGEST_DECLARATION])
    decoder = codecs.getincrementaldecoder(found.codec)(
        _NEC_ROW if found.codec == "euc_jp" else "strict"
    )
    line, is_begin = 1, True
    for piece in _with_end(begin, pieces):
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as fault:
            good = bytes(fault.object[: fault.start]).decode(found.codec, "ignore")
            raise Undecodable(line + good.count("\n")) from None
        if found.codec == "cp932" and (stray := _NOT_IN_CP932.search(text)):
            raise Undecodable(line + text.count("\n", 0, stray.start()))
        line += text.count("\n")
        if is_begin and text:
            is_begin, text = False, _without_declaration(text, found.characters)
        yield text


def _with_end(begin: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """``begin`` and the rest, and an empty piece last, which closes the decoder."""
    if begin:
        yield begin
    yield from (piece for piece in pieces if piece)
    yield b""


def _without_declaration(text: str, characters: int) -> str:
    text = text.removeprefix("\ufeff")
    return "\n" * text.count("\n", 0, characters) + text[characters:]


_NEC_ROW: Final = "yuinowa.nec-row-13"


def _read_nec_row(fault: UnicodeError) -> tuple[str, int]:
    """①, ㈱, Ⅲ: row 13 of NEC, which files called EUC-JP hold and the standard does not.

    Read through CP932, where the same row stands at 0x87.
    """
    if not isinstance(fault, UnicodeDecodeError):
        raise fault
    pair = bytes(fault.object[fault.start : fault.start + 2])
    if len(pair) == 2 and pair[0] == 0xAD and 0xA1 <= pair[1] <= 0xFE:
        low = pair[1] - 0xA1 + 0x40
        try:
            return bytes((0x87, low + (low >= 0x7F))).decode("cp932"), fault.start + 2
        except UnicodeDecodeError:
            raise fault from None
    raise fault


codecs.register_error(_NEC_ROW, _read_nec_row)
