"""Files of MARC records, whole and broken in every way that was met, made by hand of bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pymarc
from hypothesis import strategies as st

from yuinowa.standards.marc.codes import Coding
from yuinowa.standards.marc.reading import read
from yuinowa.standards.marc.records import Field, MarcRecord, Refused, is_control

LEADER = "00000cam a2200000 i 4500"
JAPANESE = "結の輪の図書館ではたらく人びと"

Fields = Sequence[tuple[str, bytes]]


def a_record(number: str = "000000001", title: str = JAPANESE) -> MarcRecord:
    return MarcRecord.of(
        LEADER,
        ("001", number),
        ("008", "190212s2019    ja ||||g |||| ||||||jpn  "),
        Field.of("020", "  ", ("a", "978-4-00-000000-3 :")),
        Field.of("245", "00", ("6", "880-01"), ("a", f"{title} /"), ("c", "試験太郎 著.")),
        Field.of("880", "00", ("6", "245-01/$1"), ("a", "ユイノワ ノ トショカン")),
    )


def in_bytes(record: MarcRecord, codec: str = "utf-8") -> list[tuple[str, bytes]]:
    return [
        (tag, content.encode(codec))
        for tag, content in zip(record.tags, record.contents, strict=True)
    ]


def assembled(
    fields: Fields,
    *,
    said: str = "a",
    entry: Callable[[int, int], tuple[int, int]] = lambda size, start: (size, start),
    length: Callable[[int], int] = lambda length: length,
    base: Callable[[int], int] = lambda base: base,
    end: bytes = b"\x1d",
) -> bytes:
    """A record of ISO 2709 that may lie: ``entry`` about size and start of a field, ``length``, ``base``."""
    directory, data = b"", b""
    for tag, content in fields:
        size, start = entry(len(content) + 1, len(data))
        directory += f"{tag}{size:04}{start:05}".encode()
        data += content + b"\x1e"
    place = 24 + len(directory) + 1
    whole = place + len(data) + 1
    leader = f"{length(whole) % 100_000:05}cam {said}22{base(place) % 100_000:05} i 4500".encode()
    return leader + directory + b"\x1e" + data + end


def all_of(data: bytes, *, told: Coding | None = None) -> list[MarcRecord | Refused]:
    return list(read(io.BytesIO(data), told=told))


def outcomes(data: bytes) -> list[str]:
    """What became of each record: its control number, or why it was refused."""
    return [
        found.control_number if isinstance(found, MarcRecord) else found.reason.value
        for found in all_of(data)
    ]


def as_pymarc_reads(record: pymarc.Record) -> list[tuple[str, str]]:
    """Tag and content of each field, written as ours are."""
    return [
        (field.tag, field.data or "")
        if is_control(field.tag)
        else (
            field.tag,
            "".join(field.indicators or "")
            + "".join(f"\x1f{sub.code}{sub.value}" for sub in field.subfields),
        )
        for field in record.fields
    ]


def pairs(record: MarcRecord) -> list[tuple[str, str]]:
    return list(zip(record.tags, record.contents, strict=True))


# ---------------------------------------------------------------- any record that MARC 21 can hold

_ASCII = [chr(code) for code in range(0x21, 0x7F)]
#: Text as catalogues have it, and all the rest that Unicode allows in a field.
text = st.one_of(
    st.text("あいカナ漢字結輪髙𠮷㈱ー〜 abcAZ019:;,./()[]&<>\"'éōñ", max_size=30),
    st.text(
        st.characters(
            exclude_categories=("Cs", "Cn"), exclude_characters="\x1d\x1e\x1f\x7f\ufffd", min_codepoint=0x20
        ),
        max_size=20,
    ),
)  # fmt: skip
_controls = st.tuples(st.sampled_from(["001", "003", "005", "007", "008"]), text)
_fields = st.builds(
    lambda tag, indicators, subfields: Field.of(tag, indicators, *subfields),
    st.from_regex("[0-9][1-9][0-9]", fullmatch=True),
    st.text([*_ASCII, " "], min_size=2, max_size=2),
    st.lists(st.tuples(st.sampled_from(_ASCII), text), max_size=5),
)
leaders = st.from_regex(
    r"00000[acdnp][a-z][a-z][ a]a2200000[ 1-8uz][ aciu][ abc]4500", fullmatch=True
)
records = st.builds(
    lambda leader, controls, fields: MarcRecord.of(leader, *controls, *fields),
    leaders,
    st.lists(_controls, min_size=1, max_size=3),
    st.lists(_fields, max_size=8),
)
