"""Files of books: in any coding, with titles above the head, with the trap of the ISBN."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from yuinowa.catalogue.domain.reading.columns import Field
from yuinowa.catalogue.exchange.tables import books_of, open_books, read_again
from yuinowa.kernel.errors import InputRefused, Unreadable

TEXT = """蔵書一覧,,,
書名,著者名,ISBN,資料番号
髙村薫全集①,髙村 薫/著,4774188836,0001
,だれか,,0002
花,はなこ∥著,978-4-7741-8883-7,0003
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "books.csv"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
def test_a_file_is_read_in_its_coding(file: Path, coding: str) -> None:
    file.write_bytes(TEXT.encode(coding))

    table = open_books(file, name="books.csv")
    rows = list(books_of(table, table.proposal))

    assert (table.file.head_line, table.proposal) == (
        2, {0: Field.TITLE, 1: Field.AUTHOR, 2: Field.ISBN, 3: Field.ITEM},
    )  # fmt: skip
    assert [(row.number, row.identity, row.refused) for row in rows] == [
        (3, "0001", ""), (4, "0002", "no-title"), (5, "0003", ""),
    ]  # fmt: skip
    first = rows[0].record
    assert first is not None
    assert (first.title.text, first.agents[0].name.text) == ("髙村薫全集①", "髙村 薫")
    assert (first.identifiers[0].value, "isbn-cut" in first.warnings) == ("9784774188836", True)


@pytest.mark.parametrize("coding", ["euc_jp", "iso-2022-jp"])
def test_older_codings_are_read(file: Path, coding: str) -> None:
    file.write_bytes("書名,著者名\n花の本,山田花子/著\n".encode(coding))

    table = open_books(file, name="books.csv")

    assert [row.record and row.record.title.text for row in books_of(table, table.proposal)] == [
        "花の本"
    ]


def test_a_workbook_is_read(file: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in (("書名", "ISBN", "出版年"), ("花", 9784774188836, 2017)):
        sheet.append(cells)
    target = io.BytesIO()
    book.save(target)
    file.write_bytes(target.getvalue())

    table = open_books(file, name="books.xlsx")
    (row,) = books_of(table, table.proposal)

    assert row.record is not None
    assert (row.record.identifiers[0].value, row.record.year) == ("9784774188836", 2017)


def test_a_kept_row_says_the_same_again(file: Path) -> None:
    file.write_text(TEXT, encoding="utf-8")
    table = open_books(file, name="books.csv")
    row = next(iter(books_of(table, table.proposal)))
    by_word = {table.file.head[place]: field for place, field in table.proposal.items()}

    assert read_again(row.raw, by_word) == row.record


def test_what_is_no_table_of_books_is_told_so(file: Path) -> None:
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputRefused) as caught:
        open_books(file, name="x.csv")
    assert "書名" in caught.value.next_step

    file.write_bytes(b"%PDF-1.7")
    with pytest.raises(Unreadable):
        open_books(file, name="x.pdf")

    file.write_text("書名,書名\n1,2\n", encoding="utf-8")
    with pytest.raises(InputRefused):
        open_books(file, name="x.csv")


def test_more_rows_than_allowed_are_refused(file: Path) -> None:
    file.write_text("書名\n" + "花\n" * 5, encoding="utf-8")
    table = open_books(file, name="x.csv")

    assert len(list(books_of(table, table.proposal))) == 5
    with pytest.raises(InputRefused):
        list(books_of(table, table.proposal, most=4))
