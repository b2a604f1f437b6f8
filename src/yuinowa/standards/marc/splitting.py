"""Where one record of an ISO 2709 file ends and the next begins, whatever their leaders say (R14).

A file is cut at the end marks (0x1D) and never loaded whole. Where a length does not fit, the marks are
believed and not the length, so that a wrong length never swallows the next record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

#: Bytes. The standard ends at 99,999; some systems write longer ones with a length that cannot be right.
MAX_RECORD = 1_000_000
_BLOCK = 1_048_576

END = b"\x1d"
#: Between records: line ends, blanks and zeros of padded blocks, the end mark of DOS, a byte order mark.
_PADDING = b" \t\r\n\x00\x1a"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"

#: The beginning of a record, strict enough to be found inside another one that lost its end.
LEADER = re.compile(
    rb"[0-9]{5}[acdnopsx][a-z][a-z ][ a-z][ a][ 0-9]{2}[0-9]{5}[ 0-9a-z|]{3}45[ 0-9]{2}"
)


def chunks(file: BinaryIO, *, block: int = _BLOCK) -> Iterator[tuple[int, bytes, int]]:
    """What stands between end marks: where it begins, its bytes without the mark, its length with the mark.

    The length tells more than the bytes: one more where there is an end mark, and all that was passed
    over of a chunk that is longer than ``MAX_RECORD``, of which only the beginning is given.
    """
    offset, rest, passed = 0, b"", 0
    while read := file.read(block):
        parts = (rest + read).split(END)
        rest = parts.pop()
        for part in parts:
            length = passed + len(part)
            # The beginning of a long chunk was kept in front; what was passed over is only counted.
            yield offset, part[:MAX_RECORD], length + 1
            offset += length + 1
            passed = 0
        if len(rest) > 2 * MAX_RECORD:
            passed += len(rest) - MAX_RECORD
            rest = rest[:MAX_RECORD]
    if rest:
        yield offset, rest[:MAX_RECORD], passed + len(rest)


def without_padding(chunk: bytes) -> tuple[bytes, int]:
    """The chunk from where a record may begin, and how many bytes of padding stood before."""
    bare = chunk.lstrip(_PADDING).removeprefix(_BYTE_ORDER_MARK).lstrip(_PADDING)
    return bare, len(chunk) - len(bare)


def declared_length(chunk: bytes) -> int | None:
    digits = chunk[:5]
    return int(digits) if digits.isdigit() and len(digits) == 5 else None


def pieces(chunk: bytes, length: int) -> Iterator[tuple[int, bytes, int]]:
    """The records that stand in one chunk because an end mark was lost: place, bytes, length.

    A chunk whose length fits is one record, whatever it looks like inside. What stands before the first
    leader is a record of its own (with a broken leader) where it has fields, else it belongs to what follows.
    """
    begins = [found.start() for found in LEADER.finditer(chunk)]
    if declared_length(chunk) == length or not begins:
        begins = [0]
    elif b"\x1e" in chunk[: begins[0]]:
        begins.insert(0, 0)
    else:
        begins[0] = 0
    for begin, end in zip(begins, [*begins[1:], length], strict=True):
        yield begin, chunk[begin:end], end - begin


def begins_like_a_record(chunk: bytes) -> bool:
    return LEADER.match(without_padding(chunk)[0]) is not None
