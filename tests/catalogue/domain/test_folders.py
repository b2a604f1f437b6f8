"""What a subfolder may be called, and which files in one are whole."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from yuinowa.catalogue.domain.folders import (
    Lying,
    dated,
    given,
    is_folder_name,
    is_offered,
    noted,
    readable,
    whole,
)

A_MOMENT = datetime(2026, 11, 20, 9, 15, 7, tzinfo=UTC)


@pytest.mark.parametrize("name", ["machi", "0", "machi-toshokan_2", "a" * 40])
def test_a_plain_word_is_a_folder(name: str) -> None:
    assert is_folder_name(name)


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../machi", "machi/", "a/b", "/etc", "Machi", "町", "-a", "_a", "a b", "a\n", "a\x00", "a.b", "a" * 41],
)  # fmt: skip
def test_what_leads_elsewhere_is_none(name: str) -> None:
    assert not is_folder_name(name)


@pytest.mark.parametrize("name", [".books.mrc", "books.mrc.part", "books.mrc.filepart", "BOOKS.TMP", "~books.xlsx", "b.crdownload"])  # fmt: skip
def test_what_somebody_is_still_writing_is_left(name: str) -> None:
    assert not is_offered(name)
    assert noted([Lying(name, 1, 1, 1)]) == {}


def test_a_file_is_whole_when_it_lies_as_at_the_last_look() -> None:
    before = [Lying("b.mrc", 5, 10, 11), Lying("a.mrc", 5, 10, 11), Lying("c.mrc", 5, 10, 11)]
    now = [
        Lying("b.mrc", 5, 10, 11),
        Lying("c.mrc", 6, 10, 11),  # it grew
        Lying("d.mrc", 5, 10, 11),  # it is new
        Lying("a.mrc", 5, 10, 11),
    ]

    assert [one.name for one in whole(now, noted(before))] == ["a.mrc", "b.mrc"]


@pytest.mark.parametrize("other", [Lying("a", 5, 12, 11), Lying("a", 5, 10, 12)])
def test_a_file_written_anew_with_the_same_size_is_not_whole_yet(other: Lying) -> None:
    """Also where its sender sets the time back: that of the change of anything is not the sender's."""
    assert whole([other], noted([Lying("a", 5, 10, 11)])) == []


@pytest.mark.parametrize("name", ["図書 1.mrc", "20260101-000000-x.mrc", "a-b", "x"])
def test_a_taken_file_tells_what_it_was_called(name: str) -> None:
    called = dated(name, A_MOMENT)

    assert called == f"20261120-091507-{name}"
    assert given(called) == name


def test_names_that_nothing_can_hold_become_ones_that_can() -> None:
    wild = b"\x83\x7d.mrc\n\x1b[0m".decode("utf-8", "surrogateescape")

    assert readable(wild) == "?}.mrc__[0m"
    assert "/" not in dated(wild, A_MOMENT)
    long = dated("図" * 85 + ".mrc", A_MOMENT)
    assert len(long.encode()) <= 220
    assert long.endswith("図.mrc")


def test_what_we_did_not_name_was_not_taken_by_us() -> None:
    assert given("books.mrc") is None
    assert given("20261120-books.mrc") is None
