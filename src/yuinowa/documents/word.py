"""Word documents (DOCX), written once and never run: a thin layer over python-docx.

A paper has real headings, and tables whose heads stand again on every page; it says its language, names a font that
has Japanese, and holds no macro, no link and no person's name. The same words give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: On every Windows since 10, and the one that PDFs are set in.
FONT = "BIZ UDPGothic"
#: What a language of ours is called in a document: that of Latin letters, that of Japanese ones.
LANGUAGES = {"ja": ("ja-JP", "ja-JP"), "en": ("en-GB", "ja-JP")}
#: What the library's empty document carries and no paper of ours needs.
_NEEDLESS = {
    KIND.CUSTOM_XML,
    KIND.EXTENDED_PROPERTIES,
    KIND.THUMBNAIL,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}
#: Points: of the text, of tables, of what stands at the edge of the page.
_TEXT, _IN_TABLES, _AT_THE_EDGE = 10.5, 9.0, 7.5
_GREY = "E6E6E6"
#: Members of the file bear the day from which ZIP counts, so that only words make a difference.
_PACKED = (1980, 1, 1, 0, 0, 0)


class Paper:
    """A4, upright; what is put in stands in the order it came."""

    def __init__(self, *, title: str, language: str, mark: Sequence[str], made: datetime) -> None:
        """``mark`` stands, line by line, at the top of every page."""
        self._document: Any = Document()  # its styles and XML are typed as their bases only
        self._drop_what_is_needless()
        self._name(title, language, made)
        self._set_language(*LANGUAGES[language])
        self._set_styles()
        self._set_page(mark)

    def heading(self, text: str, level: int) -> None:
        self._document.add_heading(_lines(text), level)

    def paragraph(self, text: str, *, is_right: bool = False, is_small: bool = False) -> None:
        made = self._document.add_paragraph()
        run = made.add_run(_lines(text))
        if is_small:
            run.font.size = Pt(_AT_THE_EDGE)
        if is_right:
            made.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def table(
        self,
        name: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        widths: Sequence[float],
        least_height: float = 0,
    ) -> None:
        """A table that screen readers call ``name``; ``widths`` and ``least_height`` of its rows in millimetres."""
        table = self._document.add_table(rows=1 + len(rows), cols=len(heads), style="Table Grid")
        table.autofit = False
        for row, texts in zip(table.rows, (heads, *rows), strict=True):
            is_top = texts is heads
            if least_height and not is_top:
                row.height = Mm(least_height)
            _mark_row(row, is_top=is_top)
            for cell, text, width in zip(row.cells, texts, widths, strict=True):
                cell.width = Mm(width)
                run = cell.paragraphs[0].add_run(_lines(text))
                run.font.size = Pt(_IN_TABLES)
                run.bold = True if is_top else None
                cell.paragraphs[0].paragraph_format.space_after = Pt(2)
                if is_top:
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
                    _add(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", fill=_GREY)  # noqa: SLF001  # no public way
        _add(table._tbl.tblPr, "w:tblCaption", val=name)  # noqa: SLF001  # no public way
        self._document.add_paragraph().paragraph_format.space_after = Pt(0)

    def file(self) -> bytes:
        made, packed = io.BytesIO(), io.BytesIO()
        self._document.save(made)
        with zipfile.ZipFile(made) as before, zipfile.ZipFile(packed, "w") as after:
            for member in before.namelist():
                named = zipfile.ZipInfo(member, _PACKED)
                after.writestr(named, before.read(member), zipfile.ZIP_DEFLATED)
        return packed.getvalue()

    def _drop_what_is_needless(self) -> None:
        part = self._document.part
        for rels in (part.rels, part.package.rels):
            for key in [key for key, rel in rels.items() if rel.reltype in _NEEDLESS]:
                del rels[key]

    def _name(self, title: str, language: str, made: datetime) -> None:
        named = self._document.core_properties
        named.title, named.language = title, language
        named.author = named.last_modified_by = named.comments = ""
        # The library writes the hour as it is, and says that it is UTC.
        named.created = named.modified = made.astimezone(UTC)

    def _set_language(self, latin: str, japanese: str) -> None:
        (said,) = self._document.styles.element.xpath("w:docDefaults//w:lang")
        said.set(qn("w:val"), latin)
        said.set(qn("w:eastAsia"), japanese)
        # Else Word 2013 and later call it old, and lay it out as Word 2010 did.
        (mode,) = self._document.settings.element.xpath(
            "w:compat/w:compatSetting[@w:name='compatibilityMode']"
        )
        mode.set(qn("w:val"), "15")

    def _set_styles(self) -> None:
        styles = self._document.styles
        for name, size in (("Normal", _TEXT), ("Heading 1", 15), ("Heading 2", _TEXT)):
            style = styles[name]
            style.font.size, style.font.color.rgb = Pt(size), RGBColor(0, 0, 0)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            fonts.attrib.clear()
            for script in ("ascii", "hAnsi", "eastAsia", "cs"):
                fonts.set(qn(f"w:{script}"), FONT)
        styles["Normal"].paragraph_format.space_after = Pt(6)
        styles["Heading 1"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for name in ("Header", "Footer"):
            styles[name].font.size = Pt(_AT_THE_EDGE)

    def _set_page(self, mark: Sequence[str]) -> None:
        page = self._document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(24)
        page.top_margin = page.bottom_margin = Mm(22)
        top, *more = mark
        page.header.paragraphs[0].add_run(_lines(top))
        for line in more:
            page.header.add_paragraph(_lines(line), style="Header")
        number = page.footer.paragraphs[0]
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _add(number.paragraph_format.element, "w:fldSimple", instr="PAGE")


def _mark_row(row: Any, *, is_top: bool) -> None:
    """No page breaks it; the head of the table is told as one, and stands again on every page."""
    marks = row._tr.get_or_add_trPr()  # noqa: SLF001  # no public way
    _add(marks, "w:cantSplit")
    if is_top:
        _add(marks, "w:tblHeader")


def _add(to: Any, name: str, **said: str) -> None:
    element = OxmlElement(name)
    for key, value in said.items():
        element.set(qn(f"w:{key}"), value)
    to.append(element)


def _lines(text: str) -> str:
    """The library makes a line break of each half of the one that browsers send."""
    return text.replace("\r\n", "\n")
