"""Reads a record that is not as it should be, as far as it can be read with certainty (R9, R14).

What is certain: which bytes are a field (by the directory, or by the field ends where the directory lies
but counts right), and which text they are (``coding``). Anything else refuses the whole record: half a
record is never given.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise

from yuinowa.standards.marc.codes import Coding, Doubt, Reason
from yuinowa.standards.marc.coding import decide, judged
from yuinowa.standards.marc.records import (
    LEADER_LENGTH,
    MarcRecord,
    Refused,
    is_control,
    unique,
)
from yuinowa.standards.marc.splitting import (
    END,
    LEADER,
    MAX_RECORD,
    declared_length,
    without_padding,
)

#: A record of the standard's greatest length has no room for more than 8,331.
MAX_FIELDS = 10_000

_ENTRY = 12
_FIELD_END, _SUBFIELD = b"\x1e", b"\x1f"


class _Unreadable(Exception):
    def __init__(self, reason: Reason) -> None:
        self.reason = reason


@dataclass(slots=True)
class _Taken:
    """A record in bytes: tags and contents in the order of the directory."""

    leader: str
    tags: list[str] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def mended(
    chunk: bytes, length: int, number: int, offset: int, *, told: Coding | None = None
) -> MarcRecord | Refused | None:
    """The record that stands in ``chunk``, or why it cannot be read; None where there is only padding.

    ``length`` counts the end mark, which ``chunk`` lacks, and all that was passed over of a chunk that is too long.
    """
    bare, before = without_padding(chunk)
    if not bare:
        return None
    raw = bare + END if length == len(chunk) + 1 else bare
    try:
        taken = _taken(bare, length - before)
        return _as_text(taken, number, offset + before, raw, told)
    except _Unreadable as unreadable:
        return Refused(
            unreadable.reason, number, offset + before, _control_number(bare), raw, length - before
        )


def _taken(bare: bytes, length: int) -> _Taken:
    if length > MAX_RECORD:
        raise _Unreadable(Reason.TOO_LONG)
    record, junk = _from_its_leader(bare)
    length -= junk
    taken = _Taken(record[:LEADER_LENGTH].decode("ascii"), doubts=[Doubt.JUNK] if junk else [])
    base = _base(record, length, taken)
    entries = _entries(record[LEADER_LENGTH : base - 1])
    taken.tags = [tag for tag, _, _ in entries]
    if not all(tag.isalnum() for tag in taken.tags):
        taken.doubts.append(Doubt.DIRECTORY)  # a tag that is none: its field stays, unread
    taken.contents = _contents(record[base:], entries, taken)
    if len(record) == length and Doubt.NO_END not in taken.doubts:
        taken.doubts.append(Doubt.NO_END)
    # A lost end mark was counted when the length was written.
    if declared_length(record) not in {length, len(record) + 1}:
        taken.doubts.append(Doubt.LENGTH)
    return taken


def _from_its_leader(bare: bytes) -> tuple[bytes, int]:
    """The record without what stands before its leader, and how many bytes that was."""
    found = LEADER.search(bare)
    if found and _FIELD_END not in bare[: found.start()]:
        return bare[found.start() :], found.start()
    if bare[5:6] in {b"N", b"C", b"D"} and bare[7:8] in {b"M", b"S"} and bare[10:11] == b"0":
        raise _Unreadable(Reason.OLD_JAPAN_MARC)
    if len(bare) <= LEADER_LENGTH or not bare[:LEADER_LENGTH].isascii():
        raise _Unreadable(Reason.NOT_A_RECORD)
    # Position 6 tells what kind of record it is; without lengths the rest must fit the more.
    has_lengths = bare[:5].isdigit() or bare[12:17].isdigit()
    if _FIELD_END not in bare or not has_lengths or not bare[6:7].isalpha():
        raise _Unreadable(Reason.NOT_A_RECORD)
    return bare, 0


def _base(record: bytes, length: int, taken: _Taken) -> int:
    """Where the first field begins: behind the first field end, which closes the directory."""
    base = record.find(_FIELD_END) + 1
    if base <= LEADER_LENGTH + 1 or (base - LEADER_LENGTH - 1) % _ENTRY:
        is_cut = (declared_length(record) or 0) > length
        raise _Unreadable(Reason.TRUNCATED if is_cut else Reason.DIRECTORY)
    said = record[12:17]
    if not said.isdigit() or int(said) != base:
        taken.doubts.append(Doubt.BASE)
    return base


_Entry = tuple[str, int | None, int | None]


def _entries(directory: bytes) -> list[_Entry]:
    """Tag, length and start of each field; None for what is not a number."""
    if len(directory) // _ENTRY > MAX_FIELDS:
        raise _Unreadable(Reason.TOO_MANY_FIELDS)
    if not directory.isascii():
        raise _Unreadable(Reason.DIRECTORY)
    text = directory.decode("ascii")
    entries = [
        (text[at : at + 3], _number(text[at + 3 : at + 7]), _number(text[at + 7 : at + 12]))
        for at in range(0, len(text), _ENTRY)
    ]
    if not text.isprintable():
        raise _Unreadable(Reason.DIRECTORY)
    return entries


def _number(digits: str) -> int | None:
    return int(digits) if digits.isdigit() else None


def _contents(data: bytes, entries: list[_Entry], taken: _Taken) -> list[bytes]:
    """What each entry of the directory names."""
    ended = data.split(_FIELD_END)
    if ended[-1]:
        taken.doubts.append(Doubt.NO_END)
    else:
        ended.pop()
    named = _as_named(ended, entries, taken)
    if named is not None:
        return named
    if Doubt.NO_END in taken.doubts:
        raise _Unreadable(Reason.TRUNCATED)  # the last field may be cut off anywhere
    if len(ended) == len(entries) and _in_order(ended, entries):
        taken.doubts.append(Doubt.DIRECTORY)
        return ended
    reach = max(
        (start + size for _, size, start in entries if size and start is not None), default=0
    )
    if len(ended) < len(entries) and reach > len(data):
        raise _Unreadable(Reason.TRUNCATED)
    if len(ended) > len(entries) and _covers(data, entries):
        raise _Unreadable(Reason.CONTROL)  # a field end inside a field
    raise _Unreadable(Reason.DIRECTORY)


def _as_named(ended: list[bytes], entries: list[_Entry], taken: _Taken) -> list[bytes] | None:
    """The fields as the directory names them, where every entry is exactly one of them."""
    begins: dict[int, bytes] = {}
    place = 0
    for content in ended:
        begins[place] = content
        place += len(content) + 1
    contents = []
    for _tag, size, start in entries:
        if start not in begins or len(begins[start]) + 1 != size:
            return None
        contents.append(begins.pop(start))
    if any(begins.values()):
        if Doubt.BASE in taken.doubts:
            return None  # some of the directory may have been taken for a leader
        taken.doubts.append(Doubt.UNLISTED)
    return contents


def _in_order(ended: list[bytes], entries: list[_Entry]) -> bool:
    """Whether nothing speaks against taking field by field: right lengths, or places that rise or are no numbers."""
    if all(size == len(content) + 1 for content, (_, size, _) in zip(ended, entries, strict=True)):
        return True
    starts = [start for _, _, start in entries if start is not None]
    return len(starts) < len(entries) or all(a < b for a, b in pairwise(starts))


def _covers(data: bytes, entries: list[_Entry]) -> bool:
    """Whether the directory's fields follow each other without a gap up to the end."""
    place = 0
    for _tag, size, start in entries:
        if start != place or size is None:
            return False
        place += size
    return place == len(data)


# ---------------------------------------------------------------- from bytes to text


def _as_text(
    taken: _Taken, number: int, offset: int, raw: bytes, told: Coding | None
) -> MarcRecord:
    in_parts = [
        [content] if is_control(tag) else _in_form(content, taken)
        for tag, content in zip(taken.tags, taken.contents, strict=True)
    ]
    decided = decide(
        [part for parts in in_parts for part in parts], said=taken.leader[9], told=told
    )
    if isinstance(decided, Reason):
        raise _Unreadable(decided)
    reason, has_breaks = judged(decided.texts)
    if reason is None and any(
        "\x1f" in content.decode("latin-1")
        for tag, content in zip(taken.tags, taken.contents, strict=True)
        if is_control(tag)
    ):
        reason = Reason.CONTROL
    if reason is not None:
        raise _Unreadable(reason)
    if has_breaks:
        taken.doubts.append(Doubt.LINE_BREAK)
    texts = iter(decided.texts)
    contents = [_content([next(texts) for _ in parts], taken) for parts in in_parts]
    return MarcRecord(
        taken.leader,
        taken.tags,
        contents,
        number=number,
        offset=offset,
        raw=raw,
        coding=decided.coding,
        doubts=unique((*taken.doubts, *decided.doubts)),
    )


def _in_form(content: bytes, taken: _Taken) -> list[bytes]:
    """A data field's indicators and subfields, with exactly two indicators (missing ones are blank)."""
    indicators, *subfields = content.split(_SUBFIELD)
    if len(indicators) != 2:
        if indicators[3:].strip():
            raise _Unreadable(Reason.STRUCTURE)  # text without a subfield would be lost
        taken.doubts.append(Doubt.INDICATORS)
        indicators = indicators[:2].ljust(2)
    return [indicators, *(subfield for subfield in subfields if subfield)]


def _content(parts: list[str], taken: _Taken) -> str:
    """A field's text; a subfield code that is a letter with an accent is the letter, as pymarc has it."""
    for place, part in enumerate(parts[1:], start=1):
        if not part[0].isascii():
            code = unicodedata.normalize("NFKD", part[0])[0]
            if not code.isascii():
                raise _Unreadable(Reason.STRUCTURE)
            parts[place] = code + part[1:]
            taken.doubts.append(Doubt.INDICATORS)
    return "\x1f".join(parts)


def _control_number(bare: bytes) -> str:
    """The content of 001, if it stands where it nearly always does."""
    base = bare.find(_FIELD_END) + 1
    if bare[LEADER_LENGTH : LEADER_LENGTH + 3] != b"001" or not base:
        return ""
    found = bare[base : base + 100].split(_FIELD_END)[0]
    return found.decode("ascii").strip() if found.isascii() and found.strip().isalnum() else ""
