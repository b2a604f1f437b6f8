"""What is written is read again as it was: ISO 2709, MARCXML, and one into the other."""

from __future__ import annotations

import io

import pymarc
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.standards.marc.making import (
    LEADER,
    a_record,
    all_of,
    as_pymarc_reads,
    pairs,
    records,
)
from yuinowa.standards.marc import marcxml
from yuinowa.standards.marc.coding import spoilt
from yuinowa.standards.marc.reading import read_one
from yuinowa.standards.marc.records import Field, MarcRecord, Refused
from yuinowa.standards.marc.writing import CannotWrite, write_record


def in_xml(*some: MarcRecord) -> bytes:
    return "".join(marcxml.write(some)).encode()


@given(records)
def test_iso_2709_is_read_as_it_was_written(record: MarcRecord) -> None:
    assume(spoilt(list(record.contents)) is None)

    again = read_one(write_record(record))

    assert again == record
    assert isinstance(again, MarcRecord)
    assert set(again.doubts) <= {"marc-line-break"}


@given(records)
def test_marcxml_is_read_as_it_was_written(record: MarcRecord) -> None:
    assume(spoilt(list(record.contents)) is None)

    assert list(marcxml.read(io.BytesIO(in_xml(record)))) == [record]


@given(st.lists(records, min_size=1, max_size=4))
def test_a_file_gives_its_records_in_order_with_number_and_place(some: list[MarcRecord]) -> None:
    assume(all(spoilt(list(record.contents)) is None for record in some))
    written = [write_record(record) for record in some]

    found = all_of(b"".join(written))

    assert found == some
    assert [one.number for one in found] == list(range(1, len(some) + 1))
    assert [one.raw for one in found] == written
    assert [one.offset for one in found] == [
        sum(map(len, written[:before])) for before in range(len(some))
    ]


@given(records)
def test_pymarc_reads_what_we_write(record: MarcRecord) -> None:
    assume(spoilt(list(record.contents)) is None)

    read = next(pymarc.MARCReader(write_record(record)))

    assert read is not None
    assert as_pymarc_reads(read) == pairs(record)


@given(records)
def test_what_was_kept_of_a_marcxml_record_gives_it_again(record: MarcRecord) -> None:
    assume(spoilt(list(record.contents)) is None)
    (found,) = marcxml.read(io.BytesIO(in_xml(record)))

    assert list(marcxml.read(io.BytesIO(found.raw))) == [record]


@pytest.mark.parametrize(
    ("record", "place"),
    [
        (MarcRecord.of(LEADER, Field.of("245", "00", ("a", "あ" * 3_400))), "245"),
        (MarcRecord.of(LEADER, *[Field.of("500", "  ", ("a", "x" * 9_000))] * 12), ""),
        (MarcRecord.of(LEADER), ""),
        (MarcRecord.of("short", ("001", "1")), "leader"),
        (MarcRecord.of(LEADER, Field.of("24", "00", ("a", "x"))), "24"),
        (MarcRecord.of(LEADER, Field("245", "0")), "245"),
        (MarcRecord.of(LEADER, Field.of("245", "00", ("a", "x\x1ey"))), "245"),
        (MarcRecord.of(LEADER, ("001", "x\x1fay")), "001"),
        (MarcRecord.of(LEADER, Field.of("245", "00", ("a", "x\0y"))), ""),
        (MarcRecord.of(LEADER, Field.of("245", "00", ("a", "x\ufffdy"))), ""),
    ],
)
def test_what_does_not_fit_is_not_written(record: MarcRecord, place: str) -> None:
    with pytest.raises(CannotWrite) as caught:
        write_record(record)

    assert caught.value.place == place


def test_marcxml_has_no_length_to_overrun() -> None:
    long = MarcRecord.of(LEADER, *[Field.of("500", "  ", ("a", "あ" * 9_000))] * 12)

    assert list(marcxml.read(io.BytesIO(in_xml(long)))) == [long]


# ---------------------------------------------------------------- MARCXML that others write


def around(record: str, namespace: str = f' xmlns="{marcxml.NAMESPACE}"') -> bytes:
    return f"<collection{namespace}>{record}</collection>".encode()


GOOD = '<record><leader>00000cam a2200000 i 4500</leader><controlfield tag="001">7</controlfield></record>'


@pytest.mark.parametrize(
    "data",
    [
        around(GOOD),
        around(GOOD, ""),
        f'<m:record xmlns:m="{marcxml.NAMESPACE}">{GOOD[8:-9]}</m:record>'.replace("<l", "<m:l")
        .replace("</l", "</m:l").replace("<c", "<m:c").replace("</c", "</m:c").encode(),
        b'<?xml version="1.0" encoding="shift_jis"?>' + around(GOOD),
    ],
)  # fmt: skip
def test_marcxml_is_read_with_and_without_namespace_collection_and_prefix(data: bytes) -> None:
    (found,) = marcxml.read(io.BytesIO(data))

    assert isinstance(found, MarcRecord)
    assert found.control_number == "7"
    assert found.doubts == ()


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ("<record/>", "marc-structure"),
        (GOOD.replace('tag="001"', ""), "marc-structure"),
        (GOOD.replace("controlfield", "datafield"), "marc-structure"),
        (GOOD.replace("leader", "label"), "marc-structure"),
        (GOOD.replace("<controlfield", "<leader/><controlfield"), "marc-structure"),
        (
            GOOD.replace("</record>", '<datafield tag="245" ind1="0" ind2="0"><subfield>x</subfield></datafield></record>'),
            "marc-structure",
        ),
        (GOOD.replace(">7<", ">\ufffd<"), "marc-text-lost"),
        (GOOD.replace(">7<", ">ã\x81\x82ã\x81\x84<"), "marc-coded-twice"),
        (
            GOOD.replace("</record>", '<datafield tag="500" ind1=" " ind2=" "/>' * 100_000 + "</record>"),
            "marc-too-many-fields",
        ),
    ],
)  # fmt: skip
def test_a_broken_record_in_marcxml_costs_no_neighbour(broken: str, reason: str) -> None:
    first, middle, last = marcxml.read(io.BytesIO(around(GOOD + "\n" + broken + "\n" + GOOD)))

    assert isinstance(first, MarcRecord)
    assert isinstance(last, MarcRecord)
    assert isinstance(middle, Refused)
    assert (middle.reason, middle.number, middle.offset) == (reason, 2, 2)


def test_a_document_without_a_record_says_so() -> None:
    (found,) = marcxml.read(io.BytesIO(around("")))

    assert isinstance(found, Refused)
    assert found.reason == "marc-empty"


def test_a_leader_that_is_missing_is_blanks_and_a_doubt() -> None:
    (found,) = marcxml.read(
        io.BytesIO(around('<record><controlfield tag="001">7</controlfield></record>'))
    )

    assert isinstance(found, MarcRecord)
    assert (found.leader, found.doubts) == (" " * 24, ("marc-leader",))


def test_equal_records_are_one_in_a_set() -> None:
    assert len({a_record(), a_record(), a_record("2")}) == 2
    assert a_record() != "a record"
    assert repr(a_record()).startswith("MarcRecord('00000cam")
