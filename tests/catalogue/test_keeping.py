"""What was understood of a file is kept beside it, so that taking reads nothing twice; and hangs on nothing but time."""

from __future__ import annotations

from pathlib import Path

import pytest

from yuinowa.catalogue.domain.records import Holding, Record, Written
from yuinowa.catalogue.domain.taken import Taken
from yuinowa.catalogue.services.runs.keeping import (
    Broken,
    kept_at,
    kept_in,
    or_again,
    parcel_of,
    records_in,
)
from yuinowa.catalogue.services.runs.understanding import Understood, understood

ALL = [
    understood(
        Taken(
            number,
            f"record {number}".encode(),
            str(number),
            Record(str(number), Written("石仏の里"), holdings=(Holding(call_number="718"),)),
        )
        if number % 4
        else Taken(number, b"", "", None, "empty")
    )
    for number in range(1, 8)
]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    path = tmp_path / "1.understood"
    with kept_at(path, "mark") as file:
        for at in range(0, len(ALL), 3):
            file.write(parcel_of(ALL[at : at + 3]).as_bytes())
        assert not path.exists()
    return path


def test_records_come_back_as_they_were() -> None:
    assert records_in(parcel_of(ALL)) == ALL


@pytest.mark.parametrize("after", range(8))
def test_the_rest_is_read_from_any_record_on(kept: Path, after: int) -> None:
    assert list(kept_in(kept, "mark", after=after)) == ALL[after:]


@pytest.mark.parametrize("size", range(0, 4000, 97))
def test_what_is_cut_off_anywhere_is_read_again(kept: Path, size: int) -> None:
    kept.write_bytes(kept.read_bytes()[:size])

    assert list(or_again(kept_in(kept, "mark", after=1), iter(ALL[1:]))) == ALL[1:]


def test_what_was_kept_of_another_file_or_never_is_not_used(kept: Path) -> None:
    for path, mark in ((kept, "another"), (kept.with_name("none"), "mark")):
        with pytest.raises(Broken):
            next(kept_in(path, mark))


def test_a_reading_that_fails_keeps_nothing(kept: Path) -> None:
    before = kept.read_bytes()

    with pytest.raises(KeyError), kept_at(kept, "other"):
        raise KeyError

    assert [path.name for path in kept.parent.iterdir()] == [kept.name]
    assert kept.read_bytes() == before


def test_a_broken_byte_is_found(kept: Path) -> None:
    data = bytearray(kept.read_bytes())
    data[len(data) // 2] ^= 1
    kept.write_bytes(data)

    found: list[Understood] = list(or_again(kept_in(kept, "mark"), iter(ALL)))
    assert found == ALL
