"""The real records that ship with the catalogue, counted as their sources say and equal to pymarc's reading.

Source: src/yuinowa/catalogue/data/README.md
"""

from __future__ import annotations

import io
from collections import Counter
from importlib.resources import files

import pymarc
import pytest

from tests.standards.marc.making import all_of, as_pymarc_reads, pairs
from yuinowa.standards.marc import marcxml
from yuinowa.standards.marc.linking import Links, Script
from yuinowa.standards.marc.reading import read_one
from yuinowa.standards.marc.records import MarcRecord
from yuinowa.standards.marc.writing import write_record

DATA = files("yuinowa.catalogue") / "data"
JAPAN, CONGRESS = "japanmarc.mrc", "loc_books_100.mrc"


def data_of(name: str) -> bytes:
    return (DATA / name).read_bytes()


def records_of(name: str) -> list[MarcRecord]:
    return [one for one in all_of(data_of(name)) if isinstance(one, MarcRecord)]


@pytest.mark.parametrize(("name", "count"), [(JAPAN, 169), (CONGRESS, 100)])
def test_every_record_is_read_without_a_doubt(name: str, count: int) -> None:
    found = all_of(data_of(name))

    assert len(found) == count
    assert all(isinstance(one, MarcRecord) and one.doubts == () for one in found)
    assert b"".join(one.raw for one in found) == data_of(name)


@pytest.mark.parametrize("name", [JAPAN, CONGRESS])
def test_we_read_what_pymarc_reads(name: str) -> None:
    theirs = [one for one in pymarc.MARCReader(data_of(name)) if one]

    assert [pairs(one) for one in records_of(name)] == [as_pymarc_reads(one) for one in theirs]


@pytest.mark.parametrize("name", [JAPAN, CONGRESS])
def test_real_records_survive_both_containers(name: str) -> None:
    found = records_of(name)
    document = "".join(marcxml.write(found)).encode()

    assert [read_one(write_record(one)) for one in found] == found
    assert list(marcxml.read(io.BytesIO(document))) == found


@pytest.mark.parametrize("name", [JAPAN, CONGRESS])
def test_the_careful_way_reads_what_the_quick_way_reads(name: str) -> None:
    """A length that does not fit sends every record to the careful way."""
    lying = b"".join(b"00000" + one.raw[5:] for one in records_of(name))
    found = [one for one in all_of(lying) if isinstance(one, MarcRecord)]

    assert found == records_of(name)
    assert {one.doubts for one in found} == {("marc-length",)}


def test_japan_marc_has_what_its_source_says() -> None:
    found = records_of(JAPAN)
    having = Counter(tag for one in found for tag in set(one.tags))

    assert {tag: having[tag] for tag in ("020", "015", "084", "245", "700", "880", "100")} == {
        "020": 156, "015": 167, "084": 169, "245": 169, "700": 88, "880": 169, "100": 0,
    }  # fmt: skip
    assert Counter(field.first("2") for one in found for field in one.fields("084")) == {
        "kktb": 169, "njb/09": 121, "njb/10": 17,
    }  # fmt: skip
    assert all(field.first("2") == "jnb" for one in found for field in one.fields("015"))


def test_every_reading_of_japan_marc_is_there_twice_and_has_its_field() -> None:
    scripts: Counter[tuple[str, ...]] = Counter()
    missing = []
    for one in records_of(JAPAN):
        links = Links(one)
        assert links.without_field() == []
        missing += [one.control_number] * links.has_gaps()
        for tag in dict.fromkeys(one.tags):
            for field in one.fields(tag) if tag > "009" and tag != "880" else []:
                scripts[tuple(sorted(a.script for a in links.of(field)))] += 1

    assert scripts[Script.CJK, Script.LATIN] == 781
    # Two titles announce a reading that their records do not have.
    assert missing == ["000009300231", "000007029824"]
    assert set(scripts) == {(Script.CJK, Script.LATIN), ()}
