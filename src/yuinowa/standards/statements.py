"""What Dublin Core in XML says, as values: statements with their readings, types and inner nodes.

DC-NDL(RDF), DC-NDL(Simple), oai_dc and RSS items with these vocabularies all come down to this. Names are
written with the usual prefix (``dcterms:title``), whatever prefix a document chose; a vocabulary not listed
here keeps its whole address in braces.

Source: RDF/XML Syntax Specification, §2 and §7.2; DC-NDL, namespaces (metadata-exchange.md §3.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from yuinowa.standards import xml
from yuinowa.standards.xml import Element

PREFIXES: Final = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "dcndl": "http://ndl.go.jp/dcndl/terms/",
    "dcmitype": "http://purl.org/dc/dcmitype/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "dcndl_simple": "http://ndl.go.jp/dcndl/dcndl_simple/",
    "oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/",
}
_SPACES: Final = {space: prefix for prefix, space in PREFIXES.items()}
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


@cache
def full(name: str) -> str:
    """``dcterms:title`` as the parser names it: ``{http://purl.org/dc/terms/}title``."""
    if name.startswith("{") or ":" not in name:
        return name
    prefix, _colon, local = name.partition(":")
    return f"{{{PREFIXES[prefix]}}}{local}"


@lru_cache(maxsize=4096)
def short(tag: str) -> str:
    """The other way round; what has no usual prefix stays as it is."""
    space, _brace, local = tag[1:].partition("}") if tag.startswith("{") else ("", "", tag)
    return f"{_SPACES[space]}:{local}" if space in _SPACES else tag


@lru_cache(maxsize=4096)
def _short_address(address: str) -> str:
    """A type given as an address (…/terms/ISBN), with the prefix of its vocabulary."""
    for space, prefix in _SPACES.items():
        local = address.removeprefix(space)
        if local != address and re.fullmatch(r"[\w.-]+", local):
            return f"{prefix}:{local}"
    return address


def _full_address(name: str) -> str:
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else name


class Value(NamedTuple):  # millions are made in a harvest, and a tuple is made quickest
    """One value. ``text``: of a literal. ``about``: the address of the thing it is or speaks of.

    ``kind`` and ``said``: an inner node (foaf:Agent, rdf:Description) and what it says.
    """

    text: str = ""
    about: str = ""
    datatype: str = ""
    language: str = ""
    label: str = ""
    kind: str = ""
    said: tuple[Statement, ...] = ()

    def all(self, name: str) -> tuple[Value, ...]:
        return tuple(one.value for one in self.said if one.name == name)

    def first(self, name: str) -> Value:
        """An empty value where nothing is said."""
        return next((one.value for one in self.said if one.name == name), _NOTHING)

    @property
    def words(self) -> str:
        """What people read: the literal, or what the inner node is called."""
        names = ("rdf:value", "foaf:name", "dcterms:title", "rdfs:label")
        return self.text or next(filter(None, (self.first(n).text for n in names)), self.label)

    def __bool__(self) -> bool:
        return bool(self.text or self.about or self.label or self.said)


class Statement(NamedTuple):
    """That ``name`` (dcterms:title) is so."""

    name: str
    value: Value


_NOTHING: Final = Value()


@dataclass(frozen=True, slots=True)
class Resource:
    """A thing with an address, a kind, and all that is said of it."""

    kind: str
    about: str
    said: tuple[Statement, ...] = ()

    def all(self, name: str) -> tuple[Value, ...]:
        return tuple(one.value for one in self.said if one.name == name)

    def first(self, name: str) -> Value:
        return next((one.value for one in self.said if one.name == name), _NOTHING)


_ABOUT: Final = full("rdf:about")
_RESOURCE: Final = full("rdf:resource")
_DATATYPE: Final = full("rdf:datatype")
_PARSE_TYPE: Final = full("rdf:parseType")
_LABEL: Final = full("rdfs:label")
_TYPE: Final = full("xsi:type")


# ---------------------------------------------------------------- reading


def read_resource(element: Element) -> Resource:
    """The node ``element``; an rdf:Description with an rdf:type is of that kind."""
    said = tuple(read_statements(element))
    kind = short(element.tag)
    if kind == "rdf:Description":
        kinds = [one.value.about for one in said if one.name == "rdf:type"]
        if kinds:
            kind = _short_address(kinds[0])
            said = tuple(one for one in said if one.name != "rdf:type")
    return Resource(kind, element.get(_ABOUT, ""), said)


def read_statements(element: Element) -> Iterator[Statement]:
    """What the children of ``element`` say, in their order."""
    for one in element:
        name = short(one.tag)
        if not len(one):
            # Most carry no attribute either.
            text = _trimmed(one.text or "")
            yield Statement(name, _literal(one, text) if one.keys() else Value(text))
        elif one.get(_PARSE_TYPE) == "Resource":
            yield Statement(name, Value(said=tuple(read_statements(one))))
        else:
            for node in one:
                yield Statement(name, _node(node))


def _node(element: Element) -> Value:
    found = read_resource(element)
    text = "" if found.said else _trimmed(element.text or "")
    return Value(text=text, about=found.about, kind=found.kind, said=found.said)


def _literal(element: Element, text: str) -> Value:
    return Value(
        text=text,
        about=element.get(_RESOURCE, ""),
        datatype=_datatype(element),
        language=element.get(_LANGUAGE, ""),
        label=element.get(_LABEL, ""),
    )


def _datatype(element: Element) -> str:
    """rdf:datatype is an address; xsi:type a name with a prefix the document declares."""
    if address := element.get(_DATATYPE, ""):
        return _short_address(address)
    prefix, colon, local = element.get(_TYPE, "").strip().rpartition(":")
    if not local:
        return ""
    space = element.nsmap.get(prefix or None, "")
    return short(f"{{{space}}}{local}") if space else f"{prefix}{colon}{local}"


_INDENT: Final = re.compile(r"[ \t\r\n]*[\r\n][ \t\r\n]*")


def _trimmed(text: str) -> str:
    """The text as written, without the blanks of an indented document; a full-width blank is no such."""
    text = text.strip(" \t\r\n")
    return _INDENT.sub(" ", text) if "\n" in text or "\r" in text else text


# ---------------------------------------------------------------- writing


def write_resource(parent: Element, resource: Resource) -> None:
    attributes = {full("rdf:about"): resource.about} if resource.about else {}
    node = xml.child(parent, full(resource.kind), attributes=attributes)
    for one in resource.said:
        _write_statement(node, one, type_name="rdf:datatype")


def write_flat(parent: Element, said: tuple[Statement, ...]) -> None:
    """Literals alone, typed by xsi:type, as DC-NDL(Simple) has them."""
    for one in said:
        _write_statement(parent, one, type_name="xsi:type")


def _write_statement(parent: Element, one: Statement, *, type_name: str) -> None:
    value = one.value
    if value.kind:
        outer = xml.child(parent, full(one.name))
        about = {full("rdf:about"): value.about} if value.about else {}
        node = xml.child(outer, full(value.kind), value.text, about)
        for inner in value.said:
            _write_statement(node, inner, type_name=type_name)
    elif value.said:
        outer = xml.child(parent, full(one.name), attributes={full("rdf:parseType"): "Resource"})
        for inner in value.said:
            _write_statement(outer, inner, type_name=type_name)
    else:
        xml.child(parent, full(one.name), value.text, _attributes(value, type_name))


def _attributes(value: Value, type_name: str) -> dict[str, str]:
    datatype = _full_address(value.datatype) if type_name == "rdf:datatype" else value.datatype
    found = {
        full("rdf:resource"): value.about,
        full(type_name): datatype,
        _LANGUAGE: value.language,
        full("rdfs:label"): value.label,
    }
    return {name: text for name, text in found.items() if text}
