"""In which coding a text file is written (R13): tried strictly, in order, on the whole file, in pieces."""

from __future__ import annotations

import codecs
import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from yuinowa.kernel.errors import Unreadable

_PIECE = 1 << 16
_XZ = b"\xfd7zXZ\x00"
#: What is no text, by how it begins, and what people call it.
_NOT_TEXT = {
    b"PK\x03\x04": "XLSX / ZIP",
    b"\xd0\xcf\x11\xe0": "XLS",
    b"%PDF": "PDF",
    b"\x1f\x8b": "GZIP",
}
_ESCAPE = b"\x1b"


def open_source(path: Path) -> IO[bytes]:
    """The file's bytes, unpacked where it is packed with xz."""
    with path.open("rb") as file:
        packed = file.read(len(_XZ)) == _XZ
    return lzma.open(path) if packed else path.open("rb")


def detect(path: Path) -> str:
    """The coding of the file at ``path``.

    Raises:
        Unreadable: it is no text file, or no coding reads all of it; the line is named.
    """
    try:
        with open_source(path) as file:
            head = file.read(16)
            _refuse_what_is_no_text(path, head)
            file.seek(0)
            has_escape = any(_ESCAPE in piece for piece in _pieces(file))
            line = 0
            for coding in _candidates(head, has_escape=has_escape):
                file.seek(0)
                tried = _try(file, coding)
                if tried.line_of_fault is None:
                    return coding
                line = line or tried.line_of_fault
                if tried.is_surely_it:
                    break
    except (lzma.LZMAError, EOFError) as fault:
        raise Unreadable(
            _("The packed file is damaged."), place=path.name, next_step=_("Pack it again.")
        ) from fault
    raise Unreadable(
        _("Line %(line)s cannot be read in any known coding.") % {"line": line},
        place=path.name,
        next_step=_("Save the file as UTF-8 and try again."),
    )


def _refuse_what_is_no_text(path: Path, head: bytes) -> None:
    kind = next((name for magic, name in _NOT_TEXT.items() if head.startswith(magic)), "")
    if head.lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        kind = "HTML / XML"
    if kind:
        raise Unreadable(
            _("This is a file of the kind %(kind)s, not a text file.") % {"kind": kind},
            place=path.name,
            next_step=_("Save the table as tab-separated text and try again."),
        )


def _candidates(head: bytes, *, has_escape: bool) -> list[str]:
    if head.startswith(codecs.BOM_UTF8):
        return ["utf-8-sig"]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    # ISO-2022-JP is plain ASCII to a UTF-8 reader: its escapes decide.
    return ["iso-2022-jp"] if has_escape else ["utf-8", "cp932", "euc_jp"]


def _pieces(file: IO[bytes], *, with_end: bool = False) -> Iterator[bytes]:
    """The file in pieces; ``with_end``, an empty one last."""
    while piece := file.read(_PIECE):
        yield piece
    if with_end:
        yield b""


@dataclass(frozen=True, slots=True)
class _Trial:
    """How far one coding read the file."""

    line_of_fault: int | None
    #: The coding is right, the file is damaged: another coding would read it as gibberish.
    is_surely_it: bool = False


#: No CP932 or EUC-JP text begins with so many characters that happen to be UTF-8.
_TELLING = 8
# Python reads single bytes that CP932 does not have as these.
_NOT_IN_CP932 = re.compile("[\x80\xa0\uf8f0-\uf8f3]")


def _try(file: IO[bytes], coding: str) -> _Trial:
    decoder = codecs.getincrementaldecoder(coding)("strict")
    line, foreign = 1, 0
    for piece in _pieces(file, with_end=True):
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as fault:
            good = bytes(fault.object[: fault.start])
            foreign += sum(not c.isascii() for c in good.decode(coding, "ignore"))
            is_surely_it = coding == "utf-8" and foreign >= _TELLING
            return _Trial(line + good.count(b"\n"), is_surely_it)
        if coding == "cp932" and (stray := _NOT_IN_CP932.search(text)):
            return _Trial(line + text.count("\n", 0, stray.start()))
        line += piece.count(b"\n")
        foreign += sum(not c.isascii() for c in text) if coding == "utf-8" else 0
    return _Trial(None)
