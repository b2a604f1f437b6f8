from __future__ import annotations

import codecs
import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.documents.codings import detect
from yuinowa.kernel.errors import Unreadable

TEXT = "三康図書館\tサンコウトショカン\n港区立図書館\tミナトクリツトショカン\n"


@pytest.mark.parametrize(
    ("written", "coding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("iso-2022-jp"), "iso-2022-jp"),
        ((TEXT + "髙﨑①㈱").encode("cp932"), "cp932"),
        ("図書館の蔵書".encode("euc_jp"), "euc_jp"),
        (lzma.compress(TEXT.encode()), "utf-8"),
        (b"", "utf-8"),
    ],
)
def test_the_coding_is_found(tmp_path: Path, written: bytes, coding: str) -> None:  # R13
    file = tmp_path / "list.tsv"
    file.write_bytes(written)

    assert detect(file) == coding


@pytest.mark.parametrize(
    "written",
    [
        b"PK\x03\x04" + bytes(30),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"%PDF-1.7\n",
        b"  <!DOCTYPE html><html>",
        b"<?xml version='1.0'?>",
        lzma.compress(TEXT.encode())[:-12],
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, written: bytes) -> None:
    file = tmp_path / "list.tsv"
    file.write_bytes(written)

    with pytest.raises(Unreadable):
        detect(file)


def test_the_line_that_no_coding_reads_is_named(tmp_path: Path) -> None:
    file = tmp_path / "list.tsv"
    file.write_bytes("三康\n港区\n".encode() + b"\xff\xff\xff\n")

    with pytest.raises(Unreadable, match="3"):
        detect(file)


def test_a_damaged_utf_8_file_is_not_read_as_gibberish(tmp_path: Path) -> None:  # R9
    file = tmp_path / "list.tsv"
    file.write_bytes(TEXT.encode() + "図書館".encode()[:-1] + b"\n" + TEXT.encode())

    with pytest.raises(Unreadable, match="3"):
        detect(file)


@given(st.binary(max_size=200))
def test_any_bytes_have_a_coding_or_are_refused(
    tmp_path_factory: pytest.TempPathFactory, written: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any"
    file.write_bytes(written)

    try:
        coding = detect(file)
    except Unreadable:
        return
    if not written.startswith(b"\xfd7zXZ"):
        written.decode(coding)
