"""R9, R14: one broken record costs no neighbour, none is half read, and every one is counted."""

from __future__ import annotations

import io
import logging
import random
import tracemalloc
import warnings
from collections.abc import Iterator

import pymarc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.standards.marc.broken import BROKEN, FIRST, LAST, LOST, MIDDLE
from tests.standards.marc.making import (
    a_record,
    all_of,
    as_pymarc_reads,
    assembled,
    outcomes,
    pairs,
    records,
)
from yuinowa.standards.marc import splitting
from yuinowa.standards.marc.codes import Doubt, Reason
from yuinowa.standards.marc.coding import spoilt
from yuinowa.standards.marc.reading import read, read_one
from yuinowa.standards.marc.records import MarcRecord, Refused
from yuinowa.standards.marc.writing import write_record


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_what_is_certain_is_read_with_a_doubt_and_costs_no_neighbour(broken: bytes) -> None:
    assert outcomes(FIRST + broken + LAST) == ["first", "middle", "last"]


@pytest.mark.parametrize(("broken", "reason"), LOST.values(), ids=LOST)
@pytest.mark.parametrize("end", [b"", b"\x1d"])
def test_what_is_not_certain_is_refused_and_costs_no_neighbour(
    broken: bytes, reason: Reason, end: bytes
) -> None:
    data = FIRST + broken.removesuffix(b"\x1d") + (end or b"\x1d") + LAST
    first, middle, last = all_of(data)

    assert isinstance(first, MarcRecord)
    assert isinstance(last, MarcRecord)
    assert isinstance(middle, Refused)
    assert middle.reason == reason
    assert (middle.number, middle.offset) == (2, len(FIRST))
    assert middle.offset + middle.length == last.offset
    assert data[middle.offset :].startswith(middle.raw)


@pytest.mark.parametrize("name", ["cut in the directory", "cut in a field"])
def test_a_record_cut_off_before_the_next_one_costs_only_itself(name: str) -> None:
    broken, reason = LOST[name]

    assert outcomes(FIRST + broken + LAST + FIRST) == ["first", reason, "last", "first"]


@pytest.mark.parametrize(("broken", "reason"), LOST.values(), ids=LOST)
def test_a_file_that_ends_broken_says_so(broken: bytes, reason: Reason) -> None:
    assert outcomes(FIRST + broken) == ["first", reason]


def test_the_control_number_is_told_where_it_can_be_made_out() -> None:
    (found,) = all_of(MIDDLE[:-30])

    assert isinstance(found, Refused)
    assert found.control_number == "middle"


@pytest.mark.parametrize(
    ("name", "doubts"),
    [
        ("a length too great", {Doubt.LENGTH}),
        ("a length that reaches over the next record", {Doubt.LENGTH}),
        ("lengths counted in characters", {Doubt.LENGTH, Doubt.DIRECTORY}),
        ("a base address beyond the end", {Doubt.BASE}),
        ("a directory shifted by one", {Doubt.DIRECTORY}),
        ("other text before", {Doubt.JUNK}),
        ("one indicator", {Doubt.INDICATORS}),
        ("three indicators", {Doubt.INDICATORS}),
        ("a line break", {Doubt.LINE_BREAK}),
        ("zeros between records", set()),
    ],
)
def test_each_doubt_has_its_name(name: str, doubts: set[Doubt]) -> None:
    _, found, _ = all_of(FIRST + BROKEN[name] + LAST)

    assert isinstance(found, MarcRecord)
    assert set(found.doubts) == doubts


def test_two_records_without_an_end_between_them_are_two() -> None:
    glued = FIRST[:-1] + LAST

    assert outcomes(glued) == ["first", "last"]
    assert [one.offset for one in all_of(glued)] == [0, len(FIRST) - 1]


def test_the_last_record_may_lack_its_end_mark_but_nothing_else() -> None:
    whole, cut = all_of(FIRST + LAST[:-1]), all_of(FIRST + LAST[:-2])

    assert isinstance(whole[1], MarcRecord)
    assert whole[1].doubts == (Doubt.NO_END,)
    # Its last field is as long as the directory says: no byte of text is missing.
    assert isinstance(cut[1], MarcRecord)
    assert outcomes(FIRST + LAST[:-3])[1] == Reason.TRUNCATED


def test_a_field_that_the_directory_does_not_name_is_left_out_with_a_doubt() -> None:
    extra = MIDDLE[:-1] + b"  \x1fadeleted\x1e\x1d"
    (found,) = all_of(b"%05d" % len(extra) + extra[5:])

    assert isinstance(found, MarcRecord)
    assert found.doubts == (Doubt.UNLISTED,)
    assert "500" not in found


def test_a_directory_in_another_order_than_the_fields_is_followed() -> None:
    base = int(MIDDLE[12:17])
    entries = [MIDDLE[at : at + 12] for at in range(24, base - 1, 12)]
    turned = MIDDLE[:24] + b"".join(reversed(entries)) + MIDDLE[base - 1 :]
    (found,) = all_of(turned)

    assert isinstance(found, MarcRecord)
    assert found.doubts == ()
    assert pairs(found) == list(reversed(pairs(a_record("middle"))))


@pytest.mark.parametrize("data", [b"", b"\r\n", b"\0" * 2048, b"\xef\xbb\xbf", b"\x1d\x1d"])
def test_an_empty_file_is_refused_as_empty(data: bytes) -> None:
    (found,) = all_of(data)

    assert isinstance(found, Refused)
    assert found.reason == Reason.EMPTY


def test_a_byte_order_mark_is_no_doubt() -> None:
    (found,) = all_of(b"\xef\xbb\xbf" + FIRST)

    assert isinstance(found, MarcRecord)
    assert found.doubts == ()
    assert found.offset == 3


# ---------------------------------------------------------------- whatever comes


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    found = all_of(data)

    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert len(found) >= 1


@given(st.lists(records, min_size=1, max_size=3), st.data())
def test_damage_is_told_and_never_stored(some: list[MarcRecord], data: st.DataObject) -> None:
    """Bytes changed, cut out or put in at will: what is read may be stored, and numbers and places rise."""
    whole = bytearray(b"".join(_written(some)))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(whole) - 1))
        whole[place : place + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
        if not whole:
            return
    found = all_of(bytes(whole))

    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert [one.offset for one in found] == sorted(one.offset for one in found)
    for one in found:
        if isinstance(one, MarcRecord):
            assert spoilt(list(one.contents)) is None
            assert read_one(one.raw) == one


def _written(some: list[MarcRecord]) -> Iterator[bytes]:
    for record in some:
        if spoilt(list(record.contents)) is None:
            yield write_record(record)
    yield FIRST


@given(st.integers(1, 60), st.sampled_from(sorted(BROKEN)))
def test_how_a_file_is_handed_over_changes_nothing(block: int, name: str) -> None:
    data = FIRST + BROKEN[name] + LAST

    cut = [part for _, part, _ in splitting.chunks(io.BytesIO(data), block=block)]

    assert cut == [part for _, part, _ in splitting.chunks(io.BytesIO(data))]


def test_memory_does_not_grow_with_a_record_that_never_ends() -> None:
    class Endless(io.RawIOBase):
        left = 60

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # of BufferedIO's own protocol
            self.left -= 1
            if self.left < 0:
                return 0
            buffer[:] = b"x" * len(buffer)
            return len(buffer)

    tracemalloc.start()
    (found,) = read(io.BufferedReader(Endless(), 1 << 20))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert isinstance(found, Refused)
    assert (found.reason, found.length, len(found.raw)) == (
        Reason.TOO_LONG,
        60 << 20,
        splitting.MAX_RECORD,
    )
    assert most < 16 << 20


# ---------------------------------------------------------------- beside pymarc


@pytest.mark.parametrize("broken", [MIDDLE, BROKEN["three indicators"], BROKEN["a line break"]])
def test_what_pymarc_reads_of_a_broken_file_we_read_alike(broken: bytes) -> None:
    logging.getLogger("pymarc").setLevel(logging.CRITICAL)
    theirs = list(pymarc.MARCReader(FIRST + broken + LAST))

    assert [as_pymarc_reads(one) for one in theirs if one] == [
        pairs(one) for one in all_of(FIRST + broken + LAST) if isinstance(one, MarcRecord)
    ]


def test_we_read_more_of_broken_files_than_pymarc() -> None:
    logging.getLogger("pymarc").setLevel(logging.CRITICAL)
    data = b"".join(BROKEN.values()) + b"".join(broken for broken, _ in LOST.values())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = [one for one in pymarc.MARCReader(data) if one]
    ours = [one for one in all_of(data) if isinstance(one, MarcRecord)]

    assert len(ours) == len(BROKEN)
    assert len(theirs) < len(ours)


def test_nothing_is_said_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(6)
    for _ in range(200):
        data = bytearray(assembled([("245", b"10\x1fa\x1b$1!PV!Kh\x1b(B\xe5o")], said=" "))
        data[chance.randrange(len(data))] = chance.randrange(256)
        all_of(bytes(data))

    assert capfd.readouterr() == ("", "")
