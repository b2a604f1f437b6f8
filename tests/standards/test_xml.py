"""R11: whatever XML comes in, it comes through one door, and the door holds."""

from __future__ import annotations

import ast
import io
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import yuinowa
from yuinowa.standards import xml
from yuinowa.standards.xml import Bounds, Fault, XmlRefused

ROOT = Path(yuinowa.__file__).parent


def declared(coding: str, body: str, codec: str | None = None) -> bytes:
    return f'<?xml version="1.0" encoding="{coding}"?>\n{body}'.encode(codec or coding)


def refused(data: bytes, bounds: Bounds = xml.PAGE) -> tuple[Fault, int | None]:
    with pytest.raises(XmlRefused) as caught:
        xml.parse(data, bounds)
    return caught.value.fault, caught.value.line


@pytest.mark.parametrize(
    ("coding", "codec", "text"),
    [
        ("UTF-8", "utf-8", "図書館𠮷é"),
        ("utf-16", "utf-16", "図書館𠮷é"),
        ("UTF-16", "utf-16-be", "図書館"),
        ("Shift_JIS", "cp932", "図書館～①髙㈱ｱ"),
        ("Windows-31J", "cp932", "図書館～①髙㈱"),
        ("EUC-JP", "euc_jp", "図書館丂"),
        ("us-ascii", "ascii", "library"),
        ("ISO-8859-1", "latin-1", "bibliothèque"),
    ],
)
def test_a_document_is_read_in_the_coding_it_declares(coding: str, codec: str, text: str) -> None:
    data = declared(coding, f"<a>{text}</a>", codec)

    assert xml.parse(data).text == text
    assert [e.text for e in xml.each(io.BytesIO(data), "a")] == [text]


def test_the_row_of_nec_is_read_in_euc_jp() -> None:
    begin, end = b'<?xml version="1.0" encoding="EUC-JP"?><a>', b"</a>"

    assert xml.parse(begin + b"\xad\xa1\xad\xb5\xad\xea" + end).text == "①Ⅰ㈱"
    assert refused(begin + b"\n\xad\xff" + end) == (Fault.NOT_IN_ITS_CODING, 2)


def test_a_byte_order_mark_alone_says_utf_8_or_utf_16() -> None:
    assert xml.parse("\ufeff<a>結</a>".encode()).text == "結"
    assert xml.parse("<a>結</a>".encode("utf-16")).text == "結"


@pytest.mark.parametrize(
    ("data", "fault", "line"),
    [
        (declared("utf-7", "<a/>"), Fault.CODING_REFUSED, 1),
        (b"+/v8-<a/>", Fault.CODING_REFUSED, 1),
        (declared("iso-2022-jp", "<a/>"), Fault.CODING_REFUSED, 1),
        (declared("gb18030", "<a/>"), Fault.CODING_REFUSED, 1),
        ("<a/>".encode("utf-32"), Fault.CODING_REFUSED, 1),
        (declared("ebcdic-cp-us", "<a/>", "cp037"), Fault.CODING_REFUSED, 1),
        (b"\xef\xbb\xbf" + declared("Shift_JIS", "<a/>"), Fault.CODING_CONFLICT, 1),
        (declared("utf-8", "<a/>", "utf-16"), Fault.CODING_CONFLICT, 1),
        (declared("utf-16", "<a/>", "utf-8"), Fault.CODING_CONFLICT, 1),
        (declared("utf-8", "<a>\n図書</a>", "cp932"), Fault.NOT_IN_ITS_CODING, 3),
        (declared("us-ascii", "<a>図書</a>", "utf-8"), Fault.NOT_IN_ITS_CODING, 2),
        (b"<a>\n\n\xff</a>", Fault.NOT_IN_ITS_CODING, 3),
        (b"<a>\xed\xa0\x80</a>", Fault.NOT_IN_ITS_CODING, 1),
        (b'<?xml version="1.1"?><a/>', Fault.VERSION, 1),
        (b'<?xml encoding="utf-8"?><a/>', Fault.MALFORMED, 1),
        (b'\n<?xml version="1.0"?><a/>', Fault.MALFORMED, 2),
        (b"", Fault.EMPTY, None),
        (b" \n ", Fault.EMPTY, None),
        (b"\xef\xbb\xbf", Fault.EMPTY, None),
        (b"not found", Fault.NOT_XML, 1),
        (b"\x89PNG\r\n", Fault.NOT_IN_ITS_CODING, 1),
        (b"PK\x03\x04abc", Fault.NOT_XML, 1),
        (b"<!-- <a/>", Fault.CUT_OFF, None),
        (b"<a>\n<b>", Fault.CUT_OFF, 2),
        (b"<a>\n<b></a>", Fault.UNBALANCED, 2),
        (b"<a/>\n<b/>", Fault.MORE_BEHIND, 2),
        (b"<a>\n&nbsp;</a>", Fault.ENTITY, 2),
        (b'<a b="&nbsp;"/>', Fault.ENTITY, 1),
        (b"<a>\n\x0b</a>", Fault.CHARACTER, 2),
        (b"<a>&#0;</a>", Fault.CHARACTER, 1),
        (b"<a>&#xD800;</a>", Fault.CHARACTER, 1),
        ("<a>\uffff</a>".encode(), Fault.CHARACTER, 1),
        (b"<p:a/>", Fault.PREFIX, 1),
        (b'<a b="1" b="2"/>', Fault.MALFORMED, 1),
    ],
)  # fmt: skip
def test_a_fault_is_told_by_its_kind_and_line(data: bytes, fault: Fault, line: int | None) -> None:
    assert refused(data) == (fault, line)
    with pytest.raises(XmlRefused) as caught:
        list(xml.each(io.BytesIO(data), "{*}a"))
    assert (caught.value.fault, caught.value.line) == (fault, line)


BOMB = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><a b="&y;">&y;</a>'


@pytest.mark.parametrize(
    "data",
    [
        BOMB.encode(),
        b'<!DOCTYPE a SYSTEM "http://203.0.113.1/a.dtd"><a/>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        b"<!-- <a> -->\n<?x <a> ?><!DOCTYPE a><a/>",
        ("<!--" + "a" * 60_000 + "--><!DOCTYPE a><a/>").encode(),
        declared("utf-16", BOMB),
        declared("utf-16", BOMB, "utf-16-be"),
        declared("Shift_JIS", "<!-- 表 -->" + BOMB, "cp932"),
        b"\xef\xbb\xbf" + BOMB.encode(),
        b"\n\n  " + BOMB.encode(),
    ],
)
def test_no_dtd_comes_in_nor_hidden(data: bytes) -> None:
    assert refused(data)[0] is Fault.DTD
    with pytest.raises(XmlRefused) as caught:
        list(xml.each(io.BytesIO(data), "a"))
    assert caught.value.fault is Fault.DTD


def test_comments_instructions_and_external_parts_do_not_reach_us(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    include = f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{secret}" parse="text"/>'

    root = xml.parse(f"<a><?x y?><!-- z -->b{include}</a>".encode())

    assert "".join(root.itertext()) == "b"
    assert len(root) == 1


def test_size_marks_and_depth_are_bounded() -> None:
    bounds = Bounds(most_bytes=2000, most_marks=100, most_depth=10)

    assert refused(b"<a>" + b"x" * 2000 + b"</a>", bounds) == (Fault.TOO_LARGE, None)
    assert refused(b"<a>" + b"<b/>" * 100 + b"</a>", bounds) == (Fault.TOO_LARGE, None)
    assert refused(b"<a " + b" ".join(b"b%d=''" % i for i in range(100)) + b"/>", bounds) == (
        Fault.TOO_LARGE,
        None,
    )
    assert refused(b"<a>" * 11 + b"</a>" * 11, bounds)[0] is Fault.TOO_DEEP
    assert xml.parse(b"<a>" * 10 + b"</a>" * 10, bounds).tag == "a"
    assert refused(b"<a>" * 100_000 + b"</a>" * 100_000)[0] in {Fault.TOO_DEEP, Fault.TOO_LARGE}


def test_one_text_of_more_than_ten_megabytes_is_refused() -> None:
    assert refused(b"<a>" + b"x" * 11_000_000 + b"</a>")[0] is Fault.TOO_LARGE


# ---------------------------------------------------------------- the streaming form


class Feed(io.RawIOBase):
    """A file that is made while it is read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._kept = pieces, b""

    def read(self, size: int = -1) -> bytes:
        while len(self._kept) < size and (piece := next(self._pieces, b"")):
            self._kept += piece
        given, self._kept = self._kept[:size], self._kept[size:]
        return given


def many(count: int) -> Iterator[bytes]:
    yield b'<list xmlns="urn:x">'
    for number in range(count):
        yield b"<part><record><n>%d</n></record></part>\n" % number
    yield b"</list>"


def test_a_long_file_is_read_record_by_record_in_little_memory() -> None:
    tracemalloc.start()

    total = 0
    for record in xml.each(Feed(many(30_000)), "{urn:x}record"):
        total += int(record[0].text)

    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert total == sum(range(30_000))
    assert peak < 4 << 20


def test_an_outermost_element_is_given_whole() -> None:
    data = b"<a><r>1</r><b><r>2<r>3</r></r></b></a>"

    assert ["".join(e.itertext()) for e in xml.each(io.BytesIO(data), "r")] == ["1", "23"]


def test_what_stands_before_a_fault_is_given() -> None:
    given = []

    with pytest.raises(XmlRefused):
        for record in xml.each(io.BytesIO(b"<a><r>1</r><r>2</r>&x;" + b"<r>3</r>" * 30_000), "r"):
            given.append(record.text)  # noqa: PERF401

    assert given == ["1", "2"]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"<a><r>" + b"x" * 3000 + b"</r></a>", Fault.TOO_LARGE),
        (b"<a>" + b"x" * 3000 + b"<r/></a>", Fault.TOO_LARGE),
        (b"<a><r>" + b"<b/>" * 200 + b"</r></a>", Fault.TOO_LARGE),
        (b"<a><r>" + b"<b>" * 20 + b"</b>" * 20 + b"</r></a>", Fault.TOO_DEEP),
        (b"<a><r/>" + b"<b>" * 20 + b"</b>" * 20 + b"</a>", Fault.TOO_DEEP),
    ],
)
def test_a_record_and_what_stands_between_records_is_bounded(data: bytes, fault: Fault) -> None:
    bounds = Bounds(most_bytes=2000, most_marks=100, most_depth=10)

    with pytest.raises(XmlRefused) as caught:
        list(xml.each(io.BytesIO(data), "r", bounds))

    assert caught.value.fault is fault


TEXTS = st.text(
    st.characters(codec="euc_jp", exclude_categories=["Cc", "Cs"], exclude_characters="<&>¥‾"),
    max_size=50,
)


@given(
    st.lists(TEXTS, max_size=5), st.sampled_from(["utf-8", "utf-16", "euc-jp"]), st.integers(1, 40)
)
def test_pieces_of_any_size_give_the_same(texts: list[str], coding: str, size: int) -> None:
    data = declared(coding, "<a>" + "".join(f"<r>{text}</r>" for text in texts) + "</a>")
    pieces = (data[i : i + size] for i in range(0, len(data), size))

    class Drip(io.RawIOBase):
        def read(self, _size: int = -1) -> bytes:
            return next(pieces, b"")

    assert [e.text or "" for e in xml.each(Drip(), "r")] == texts


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for whole in (data, b"<a>" + data + b"</a>"):
        try:
            xml.parse(whole)
        except XmlRefused as refusal:
            assert refusal.fault in Fault  # noqa: PT017


@given(TEXTS, TEXTS)
def test_what_is_written_is_read(text: str, value: str) -> None:
    root = xml.element("{urn:x}a", {"x": "urn:x"})
    xml.child(root, "{urn:x}b", text, {"c": value})

    again = xml.parse(xml.write(root))

    assert (again[0].text or "", again[0].get("c"), again.prefix) == (text, value, "x")


def test_no_other_module_parses_xml() -> None:
    names = {
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [getattr(node, "module", None) or "", *(a.name for a in node.names)]
        if name.split(".")[0] in {"lxml", "defusedxml"} or name.startswith("xml.")
    }

    assert names == {"standards/xml.py"}
