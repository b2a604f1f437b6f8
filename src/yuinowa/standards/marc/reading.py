"""Reads ISO 2709 record by record: the quick way for records that are as they should be, the careful way else.

The quick way takes a record only where everything fits: length, base address, directory, indicators, UTF-8
without control characters. That is nearly every record of a modern system. One step aside sends the record
to ``mending``, which reads what can be read with certainty and says what was wrong (R14).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from yuinowa.standards.marc.codes import Coding, Reason
from yuinowa.standards.marc.coding import BAD, is_coded_twice
from yuinowa.standards.marc.mending import mended
from yuinowa.standards.marc.records import LEADER_LENGTH, MarcRecord, Refused
from yuinowa.standards.marc.splitting import (
    END,
    begins_like_a_record,
    chunks,
    declared_length,
    pieces,
)

#: Bytes that need no second look: no control character but the marks, and nothing beyond the Basic
#: Multilingual Plane, where non-characters hide.
_ORDINARY = bytes(
    byte for byte in range(256) if (0x20 <= byte < 0xF0 and byte != 0x7F) or byte in (0x1E, 0x1F)
)
#: The beginning of a data field as it must be.
_INDICATORS = re.compile("\x1e[^\x1e\x1f]{2}\x1f")
#: A subfield whose code is not a sign of ASCII.
_ODD_CODE = re.compile(rb"\x1f[\x80-\xff]")


def read(file: BinaryIO, *, told: Coding | None = None) -> Iterator[MarcRecord | Refused]:
    """Every record of ``file``, numbered from 1 as they stand: read, or refused with a reason.

    ``told``: the coding the source's owner has named; without it the bytes decide. An empty file gives one
    ``Refused``: whoever takes it in must not say that nothing went well (R9). Memory does not grow with the file.
    """
    number = 0
    for offset, chunk, length in _whole(chunks(file)):
        record = _regular(chunk, length, number + 1, offset) if told is None else None
        if record is not None:
            number += 1
            yield record
            continue
        for place, piece, piece_length in pieces(chunk, length):
            found = mended(piece, piece_length, number + 1, offset + place, told=told)
            if found is not None:
                number += 1
                yield found
    if not number:
        yield Refused(Reason.EMPTY, 1, 0, "", b"", 0)


def read_one(raw: bytes, *, told: Coding | None = None) -> MarcRecord | Refused:
    """The record in ``raw``, as it was kept when it came in."""
    chunk = raw.removesuffix(END)
    found = _regular(chunk, len(raw), 1, 0) if told is None and chunk != raw else None
    return (
        found
        or mended(chunk, len(raw), 1, 0, told=told)
        or Refused(Reason.EMPTY, 1, 0, "", raw, len(raw))
    )


_Chunk = tuple[int, bytes, int]


def _whole(cut: Iterator[_Chunk]) -> Iterator[_Chunk]:
    """Joins again what was cut at an end mark inside a record: one broken record is then refused, not several."""
    held: _Chunk | None = None
    for chunk in cut:
        if held is not None:
            joined = (held[0], held[1] + END + chunk[1], held[2] + chunk[2])
            if joined[2] <= (declared_length(held[1]) or 0) and not begins_like_a_record(chunk[1]):
                held = joined
                continue
            yield held
            held = None
        declared = declared_length(chunk[1])
        if declared is not None and declared > chunk[2] and begins_like_a_record(chunk[1]):
            held = chunk
        else:
            yield chunk
    if held is not None:
        yield held


def _regular(chunk: bytes, length: int, number: int, offset: int) -> MarcRecord | None:
    """The record, where all is as it should be."""
    if chunk[20:24] != b"4500" or chunk.translate(None, _ORDINARY):
        return None
    try:
        text = chunk.decode()
        head, *contents = text.split("\x1e")
        if contents.pop() or not _fits(head, contents, chunk, length):
            return None
    except (ValueError, IndexError):
        return None
    tags = [head[place : place + 3] for place in range(LEADER_LENGTH, len(head), 12)]
    if not _has_fields_in_form(tags, contents, text):
        return None
    if not text.isascii() and (head[9] != "a" or not _is_sound(chunk, text)):
        return None
    return MarcRecord(
        head[:LEADER_LENGTH], tags, contents, number=number, offset=offset, raw=chunk + END
    )


def _fits(head: str, contents: list[str], chunk: bytes, length: int) -> bool:
    """Whether the leader's lengths and every entry of the directory say what is there.

    ``head`` is leader and directory. Length and start of an entry are read as one number of nine digits.

    Raises:
        ValueError: one of them is not a number.
    """
    entries = [int(head[place : place + 9]) for place in range(LEADER_LENGTH + 3, len(head), 12)]
    expected, start = [], 0
    for content in chunk.split(b"\x1e")[1:-1]:
        size = len(content) + 1
        expected.append(size * 100_000 + start)
        start += size
    return (
        bool(contents)
        and entries == expected
        and len(head) == LEADER_LENGTH + 12 * len(entries)
        and int(head[:5]) == length
        and int(head[12:17]) == len(head) + 1
    )


def _is_sound(chunk: bytes, text: str) -> bool:
    """Whether text beyond ASCII may be stored; the bytes tell quickly where there is nothing to look for."""
    if _ODD_CODE.search(chunk):
        return False
    if b"\xef" in chunk and ("\ufffd" in text or BAD.search(text)):
        return False
    return b"\xc3" not in chunk or not is_coded_twice(text)


def _has_fields_in_form(tags: list[str], contents: list[str], text: str) -> bool:
    """Control fields first and without subfields, then fields with exactly two indicators."""
    first = 0
    for tag in tags:
        if not tag.startswith("00"):
            break
        first += 1
    if not "".join(tags).isalnum() or (first < len(tags) and min(tags[first:]) < "010"):
        return False
    if any("\x1f" in content for content in contents[:first]):
        return False
    return len(_INDICATORS.findall(text)) == len(tags) - first
