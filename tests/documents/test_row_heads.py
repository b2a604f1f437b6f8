"""Cells that a template marks as heads of rows are tagged so, and the cells beside them name them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pypdf
import pytest
import typst

from yuinowa.documents.press import FONTS
from yuinowa.documents.row_heads import StrangeTags, with_row_heads

_HEAD = '#set document(title: "みほん")\n#set text(lang: "ja", font: "BIZ UDPGothic")\n= 表\n'
_TABLE = """#table(columns: 4,
  table.header(table.cell(colspan: 2)[], [令和6年度], [令和7年度]),
  table.cell(rowspan: 2, strong(delta: 0)[冊数]), strong(delta: 0)[目標], [10], [20],
  strong(delta: 0)[実績], [11], [21],
  table.cell(colspan: 2)[備考], [], [なし],
)
"""


def _pdf(body: str) -> bytes:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    source = (_HEAD + body).encode()
    made: bytes = typst.compile(source, font_paths=fonts, format="pdf", pdf_standards="ua-1")
    return made


def _cells(pdf: bytes) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Of each cell in a table's body: its role, its name, its scope, the headers that it names."""
    root: Any = pypdf.PdfReader(io.BytesIO(pdf), strict=True).trailer["/Root"]
    return list(_found(root["/StructTreeRoot"]["/K"], is_body=False))


def _found(tag: Any, *, is_body: bool) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    tag = tag.get_object() if hasattr(tag, "get_object") else tag
    if isinstance(tag, list):
        for kid in tag:
            yield from _found(kid, is_body=is_body)
    if not isinstance(tag, dict):
        return
    role = tag.get("/S")
    if is_body and role in {"/TH", "/TD"}:
        said = next(row for row in tag["/A"] if row["/O"] == "/Table")
        yield role, tag.get("/ID", ""), said.get("/Scope", ""), tuple(said["/Headers"])
    yield from _found(tag.get("/K", []), is_body=is_body or role == "/TBody")


def test_marked_cells_are_heads_of_rows_and_the_others_name_them() -> None:
    cells = _cells(with_row_heads(_pdf(_TABLE)))

    books, target, _n10, _n20, actual, n11, _n21, note, _blank, _none = cells
    assert [(role, scope) for role, _name, scope, _heads in (books, target, actual)] == [
        ("/TH", "/Row")
    ] * 3
    assert {role for role, *_rest in cells} - {"/TH"} == {"/TD"}
    columns = note[3]
    assert target[3] == (*columns, books[1])
    assert n11[3][-2:] == (books[1], actual[1])
    assert target[1] not in n11[3]
    assert books[1] not in note[3]


def test_every_name_of_a_head_is_listed_in_order() -> None:
    pdf = with_row_heads(_pdf(_TABLE))

    reader = pypdf.PdfReader(io.BytesIO(pdf), strict=True)
    root: Any = reader.trailer["/Root"]
    listed = root["/StructTreeRoot"]["/IDTree"]["/Names"]

    names = list(listed[::2])
    assert names == sorted(names)
    assert {name for _role, name, *_rest in _cells(pdf) if name} <= set(names)
    assert [place.get_object()["/ID"] for place in listed[1::2]] == names


def test_what_is_seen_stays_the_same() -> None:
    plain = _pdf(_TABLE)

    before, after = (
        pypdf.PdfReader(io.BytesIO(pdf)).pages[0] for pdf in (plain, with_row_heads(plain))
    )

    assert after.get_contents().get_data() == before.get_contents().get_data()  # type: ignore[union-attr]
    assert after.extract_text() == before.extract_text()


def test_a_paper_without_marks_comes_back_as_it_was() -> None:
    plain = _pdf("#table(columns: 2, table.header[甲][乙], [1], [2])")

    assert with_row_heads(plain) == plain


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"xref\n0 ", b"xref\n1 "), (b"/O/Table/Headers", b"/O/Table/Haeders"), (b"/IDTree<<", b"/IdTree<<")],
)  # fmt: skip
def test_tags_written_another_way_are_refused(old: bytes, new: bytes) -> None:
    with pytest.raises(StrangeTags):
        with_row_heads(_pdf(_TABLE).replace(old, new))
