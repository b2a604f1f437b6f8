"""Word documents: what python-docx reads back is what was put in, and nothing else is in the file."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from yuinowa.documents.word import FONT, Paper

MADE = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def a_paper(language: str = "ja") -> bytes:
    paper = Paper(title="題", language=language, mark=["題 第2版", "要約値 00ff"], made=MADE)
    paper.heading("協定書", 1)
    paper.paragraph("一行目\r\n二行目\n\n四行目\t<w:p> & 𠮟")
    paper.table("役割", ["すること", "だれが"], [["読む", "館"], ["書く", ""]], widths=[80, 82])
    return paper.file()


def opened(made: bytes) -> Any:
    return Document(io.BytesIO(made))


def test_the_same_words_give_the_same_bytes() -> None:
    assert a_paper() == a_paper()


def test_lines_tabs_and_signs_of_xml_come_back_as_they_went_in() -> None:
    assert opened(a_paper()).paragraphs[1].text == "一行目\n二行目\n\n四行目\t<w:p> & 𠮟"


def test_a_table_tells_its_head_on_every_page_and_has_a_name() -> None:
    (table,) = opened(a_paper()).tables

    heads = [bool(row._tr.xpath("w:trPr/w:tblHeader")) for row in table.rows]
    assert heads == [True, False, False]
    assert table._tbl.tblPr.xpath("string(w:tblCaption/@w:val)") == "役割"
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["すること", "だれが"],
        ["読む", "館"],
        ["書く", ""],
    ]


@pytest.mark.parametrize(("language", "latin"), [("ja", "ja-JP"), ("en", "en-GB")])
def test_it_says_its_language_and_has_a_font_for_japanese(language: str, latin: str) -> None:
    read = opened(a_paper(language))

    assert read.core_properties.language == language
    (said,) = read.styles.element.xpath("w:docDefaults//w:lang")
    assert (said.get(qn("w:val")), said.get(qn("w:eastAsia"))) == (latin, "ja-JP")
    for name in ("Normal", "Heading 1", "Heading 2"):
        fonts = read.styles[name].element.rPr.rFonts
        assert {key: value for key, value in fonts.attrib.items() if value != FONT} == {}
        assert fonts.get(qn("w:eastAsia")) == FONT


def test_it_names_its_title_and_day_but_no_person() -> None:
    named = opened(a_paper()).core_properties

    assert (named.title, named.created, named.modified) == ("題", MADE, MADE)
    assert (named.author, named.last_modified_by, named.comments) == ("", "", "")


def test_every_page_bears_the_mark_and_its_number() -> None:
    page = opened(a_paper()).sections[0]

    assert [line.text for line in page.header.paragraphs] == ["題 第2版", "要約値 00ff"]
    assert page.footer.paragraphs[0]._p.xpath("string(w:fldSimple/@w:instr)") == "PAGE"


def test_it_holds_no_macro_no_link_and_no_picture() -> None:
    with zipfile.ZipFile(io.BytesIO(a_paper())) as packed:
        members = {name: packed.read(name).decode() for name in packed.namelist()}

    assert not [name for name in members if "vba" in name.lower() or name.endswith(".jpeg")]
    for name, content in members.items():
        assert "macroEnabled" not in content, name
        assert 'TargetMode="External"' not in content, name
        assert "w:hyperlink " not in content, name
