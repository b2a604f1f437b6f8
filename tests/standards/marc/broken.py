"""Records broken in every way that was met or thought of: those that can be read with certainty, and those that cannot."""

from __future__ import annotations

from tests.standards.marc.making import a_record, assembled, in_bytes
from yuinowa.standards.marc.codes import Reason
from yuinowa.standards.marc.writing import write_record

FIRST, LAST = write_record(a_record("first")), write_record(a_record("last"))
FIELDS = in_bytes(a_record("middle"))
MIDDLE = assembled(FIELDS)


def without_its_base(record: bytes) -> bytes:
    return record[:12] + b"     " + record[17:]


def of_two_entries(field: bytes) -> bytes:
    """The directory names one field twice."""
    return assembled(
        [*FIELDS, ("500", field)],
        entry=lambda size, start: (7, 0) if start > 150 else (size, start),
    )


BROKEN = {
    "not a length": b"ABCDE" + MIDDLE[5:],
    "a length too small": assembled(FIELDS, length=lambda length: length - 7),
    "a length too great": assembled(FIELDS, length=lambda length: length + 7),
    "a length that reaches over the next record": assembled(
        FIELDS, length=lambda length: length + 400
    ),
    "lengths counted in characters": assembled(
        FIELDS,
        entry=lambda size, start: (size * 2 // 3, start * 2 // 3),
        length=lambda length: length * 2 // 3,
    ),
    "a base address of nothing": without_its_base(MIDDLE),
    "a base address beyond the end": assembled(FIELDS, base=lambda _: 99_999),
    "a directory shifted by one": assembled(FIELDS, entry=lambda size, start: (size, start + 1)),
    "lengths of nothing": assembled(FIELDS, entry=lambda _size, start: (0, start)),
    "no end mark": assembled(FIELDS, end=b""),
    "an end mark twice": MIDDLE + b"\x1d",
    "line ends between records": b"\r\n" + MIDDLE + b"\r\n",
    "zeros between records": b"\0" * 100 + MIDDLE + b"\0\0",
    "other text before": b"-- MARC export of 2026 --" + MIDDLE,
    "one indicator": assembled([*FIELDS[:3], ("245", "0\x1fa結の輪".encode()), FIELDS[4]]),
    "three indicators": assembled([*FIELDS[:3], ("245", "00 \x1fa結の輪".encode()), FIELDS[4]]),
    "a line break": assembled([*FIELDS, ("500", b"  \x1fatwo\nlines")]),
    "no last field end": MIDDLE[:-2] + b"\x1d",
}
LOST = {
    "cut in the leader": (MIDDLE[:17], Reason.NOT_A_RECORD),
    "cut in the directory": (MIDDLE[:50], Reason.TRUNCATED),
    "cut in a field": (MIDDLE[:-30], Reason.TRUNCATED),
    "cut in a field, with an end mark": (MIDDLE[:-30] + b"\x1d", Reason.TRUNCATED),
    "the leader one byte short": (MIDDLE[1:], Reason.NOT_A_RECORD),
    "no leader": (MIDDLE[24:], Reason.NOT_A_RECORD),
    "a directory of other fields": (
        MIDDLE[:24] + b"245000500000" * 5 + MIDDLE[84:],
        Reason.DIRECTORY,
    ),
    "a directory of half an entry": (MIDDLE[:30] + MIDDLE[36:], Reason.TRUNCATED),
    "one field named twice": (of_two_entries(b"  \x1fanote"), Reason.DIRECTORY),
    "an end mark inside": (
        assembled([*FIELDS, ("500", b"  \x1fahalf\x1da note")]),
        Reason.CONTROL,
    ),
    "a field end inside": (assembled([*FIELDS, ("500", b"  \x1fahalf\x1ea note")]), Reason.CONTROL),
    "zeros inside": (assembled([*FIELDS, ("500", b"  \x1fahalf\0a note")]), Reason.CONTROL),
    "a mark of subfields in 001": (assembled([("001", b"a\x1fb"), *FIELDS[1:]]), Reason.CONTROL),
    "text without a subfield": (
        assembled([*FIELDS, ("500", b"  a whole note")]),
        Reason.STRUCTURE,
    ),
    "100,000 fields": (
        assembled([("500", b"  \x1fa")] * 100_000, entry=lambda _size, _start: (5, 0)),
        Reason.TOO_LONG,
    ),
    "20,000 fields": (
        assembled([("500", b"  \x1fa")] * 20_000, entry=lambda _size, _start: (5, 0)),
        Reason.TOO_MANY_FIELDS,
    ),
    "no field": (b"00026cam a2200025 i 4500\x1e\x1d", Reason.DIRECTORY),
    "U+FFFD": (assembled([*FIELDS, ("500", "  \x1fa\ufffd".encode())]), Reason.LOST),
    "UTF-8 that was coded twice": (
        assembled([*FIELDS, ("500", "  \x1fa図書館".encode().decode("latin-1").encode())]),
        Reason.TWICE,
    ),
    "half a character": (
        assembled([*FIELDS, ("500", "  \x1fa図書館".encode()[:-1])]),
        Reason.DAMAGED,
    ),
    "an unmapped byte": (assembled([*FIELDS, ("500", b"  \x1fa\xff\xfe")]), Reason.DAMAGED),
    "something else": (b"title,author\r\nYuinowa,Shiken\r\n", Reason.NOT_A_RECORD),
    "an old JAPAN/MARC record": (
        b"00120NAM  0600061I      450 001000900000\x1e75023117\x1e",
        Reason.OLD_JAPAN_MARC,
    ),
}
