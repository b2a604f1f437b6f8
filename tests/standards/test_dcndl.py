"""DC-NDL and simple Dublin Core: read as a graph, written, read again."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.standards import ndl_answers
from yuinowa.standards import dcndl, oai_dc, xml
from yuinowa.standards.dcndl import Described
from yuinowa.standards.statements import Resource, Statement, Value, read_statements

BEGIN = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:d="http://ndl.go.jp/dcndl/terms/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
)


def rdf(body: str) -> tuple[Described, ...]:
    return dcndl.read(xml.parse(f"{BEGIN}{body}</rdf:RDF>".encode()))


@pytest.mark.parametrize("name", ndl_answers.names())
def test_real_records_survive_being_written(name: str) -> None:
    record = ndl_answers.sru(name)

    assert dcndl.read(xml.parse(xml.write(dcndl.write(record)))) == (record,)
    assert record.admin is not None
    assert record.material.about == f"{record.admin.about}#material"


def test_two_nodes_with_one_address_are_one_thing() -> None:
    (record,) = rdf(
        '<d:BibResource rdf:about="x#m"><t:title>結</t:title></d:BibResource>'
        '<d:BibResource rdf:about="x#m"><d:record rdf:resource="i"/></d:BibResource>'
    )

    assert record.material == Resource(
        "dcndl:BibResource",
        "x#m",
        (
            Statement("dcterms:title", Value("結")),
            Statement("dcndl:record", Value(about="i")),
        ),
    )


def test_records_of_one_document_keep_their_own_items() -> None:
    records = rdf(
        '<d:BibAdminResource rdf:about="b"><d:record rdf:resource="b#m"/></d:BibAdminResource>'
        '<d:BibResource rdf:about="a#m"><d:record rdf:resource="i"/></d:BibResource>'
        '<d:BibResource rdf:about="b#m"><d:record rdf:resource="j"/></d:BibResource>'
        '<d:Item rdf:about="j"><d:callNumber>2</d:callNumber></d:Item>'
        '<d:Item rdf:about="i"><d:callNumber>1</d:callNumber></d:Item>'
    )

    found = [
        (r.material.about, r.admin and r.admin.about, [i.about for i in r.items]) for r in records
    ]
    assert found == [("a#m", None, ["i"]), ("b#m", "b", ["j"])]


def test_other_ways_of_writing_the_same_graph_are_read() -> None:
    (record,) = rdf(
        '<rdf:Description rdf:about="x"><rdf:type rdf:resource="http://ndl.go.jp/dcndl/terms/BibResource"/>'
        '<dc:title rdf:parseType="Resource"><rdf:value>結</rdf:value></dc:title>'
        '<t:tableOfContents rdf:parseType="Collection"><rdf:Description><t:title>1</t:title></rdf:Description>'
        "<rdf:Description><t:title>2</t:title></rdf:Description></t:tableOfContents>"
        '<d:record><d:Item rdf:about="i"><d:callNumber>9</d:callNumber></d:Item></d:record>'
        "</rdf:Description>"
    )

    assert record.material.kind == "dcndl:BibResource"
    assert record.material.first("dc:title").words == "結"
    assert [v.words for v in record.material.all("dcterms:tableOfContents")] == ["1", "2"]
    assert [item.first("dcndl:callNumber").text for item in record.items] == ["9"]


def test_blanks_of_an_indented_document_go_and_others_stay() -> None:
    (record,) = rdf(
        '<d:BibResource rdf:about="x"><t:title>\n   結　の\n  輪  記\n</t:title></d:BibResource>'
    )

    assert record.material.first("dcterms:title").text == "結　の 輪  記"


def test_what_describes_nothing_is_named() -> None:
    with pytest.raises(dcndl.NoRecord):
        rdf("")
    with pytest.raises(dcndl.NoRecord):
        dcndl.read(xml.parse(b"<a/>"))
    with pytest.raises(dcndl.NoRecord):
        dcndl.read_simple(xml.parse(b"<a><title>x</title></a>"))
    with pytest.raises(oai_dc.NoRecord):
        oai_dc.read(xml.parse(b"<a><title>x</title></a>"))


def test_the_type_of_a_flat_value_is_found_by_the_prefix_the_document_chose() -> None:
    root = xml.parse(
        b'<a xmlns:z="http://ndl.go.jp/dcndl/terms/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        b'<dc:identifier xsi:type="z:ISBN">1</dc:identifier><dc:identifier xsi:type="y:ISBN">2</dc:identifier></a>'
    )

    assert [one.value.datatype for one in read_statements(root)] == ["dcndl:ISBN", "y:ISBN"]


def value(**parts: Any) -> Value:
    """Only what is named: for a class hypothesis would make up the rest, without end."""
    return Value(**parts)


def statement(name: str, of: Value) -> Statement:
    return Statement(name, of)


TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Co"], exclude_characters="\ufffe\uffff\u2028\u2029"),
    min_size=1,
    max_size=20,
).map(lambda text: text.strip(" ")).filter(bool)  # fmt: skip
NAMES = st.sampled_from(
    ["dc:title", "dcterms:creator", "dcndl:volume", "dcterms:subject", "{urn:x}y"]
)
TYPES = st.sampled_from(["", "dcndl:ISBN", "dcterms:W3CDTF", "urn:other"])
ADDRESS = st.from_regex(r"https://example\.org/[a-z0-9#]{1,8}", fullmatch=True)
LITERAL = st.builds(
    value, text=TEXT, datatype=TYPES, language=st.sampled_from(["", "ja-Kana", "ja-Latn"])
)
REFERENCE = st.builds(value, about=ADDRESS, label=st.just("") | TEXT)
INNER = st.lists(
    st.builds(
        statement, st.sampled_from(["rdf:value", "foaf:name", "dcndl:transcription"]), LITERAL
    ),
    min_size=1,
    max_size=3,
).map(tuple)
NODE = st.builds(
    value,
    about=st.just("") | ADDRESS,
    kind=st.sampled_from(["rdf:Description", "foaf:Agent"]),
    said=INNER,
)
SAID = st.lists(st.builds(statement, NAMES, LITERAL | REFERENCE | NODE), max_size=6).map(tuple)


@st.composite
def described(draw: st.DrawFn) -> Described:
    items = tuple(
        Resource(dcndl.ITEM, f"https://example.org/i{number}", draw(SAID))
        for number in range(draw(st.integers(0, 3)))
    )
    admin = draw(st.none() | st.builds(Resource, st.just(dcndl.ADMIN), ADDRESS, SAID))
    return Described(Resource(dcndl.BIB, draw(ADDRESS), draw(SAID)), admin, items)


@given(described())
def test_what_is_written_in_rdf_is_read(record: Described) -> None:
    assert dcndl.read(xml.parse(xml.write(dcndl.write(record)))) == (record,)


@given(st.lists(described(), max_size=4), st.booleans())
def test_a_file_of_many_is_read_one_by_one(records: list[Described], one_document: bool) -> None:  # noqa: FBT001  hypothesis gives it
    records = [_at(place, record) for place, record in enumerate(records)]
    if one_document:
        data = xml.write(dcndl.write(*records))
    else:
        root = xml.element("list")
        for record in records:
            root.append(dcndl.write(record))
        data = xml.write(root)

    assert list(dcndl.each(io.BytesIO(data))) == records


def _at(place: int, record: Described) -> Described:
    """The record with addresses of its own, as records of one file have."""
    admin = record.admin and replace(record.admin, about=f"https://example.org/{place}")
    material = replace(record.material, about=f"https://example.org/{place}#m")
    return Described(material, admin, record.items)


FLAT_TYPES = st.sampled_from(["", "dcndl:NDC10", "dcterms:W3CDTF"])
FLAT = st.lists(
    st.builds(
        statement,
        st.sampled_from(["dc:title", "dc:subject", "dc:identifier"]),
        st.builds(value, text=TEXT, datatype=FLAT_TYPES, language=st.sampled_from(["", "ja"])),
    ),
    min_size=1,
    max_size=6,
).map(tuple)


@given(FLAT)
def test_what_is_written_flat_is_read(said: tuple[Statement, ...]) -> None:
    assert dcndl.read_simple(xml.parse(xml.write(dcndl.write_simple(said)))) == said


@given(FLAT)
def test_what_is_written_in_simple_dublin_core_is_read(said: tuple[Statement, ...]) -> None:
    plain = tuple(Statement(s.name, Value(s.value.text, language=s.value.language)) for s in said)

    assert oai_dc.read(xml.parse(xml.write(oai_dc.write(plain)))) == plain
