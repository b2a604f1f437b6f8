"""DC-NDL: the National Diet Library's Dublin Core, versions 2 and 3 in RDF, and the flat form.

An RDF document is read as a graph: the node dcndl:BibResource stands in it twice with one address, once with
the description and once with the items, and is one thing. Version 3 says more with the same means, so one
reader serves both. The flat form (DC-NDL(Simple)) is also what the items of NDL's OpenSearch are.

Source: 国立国会図書館ダブリンコアメタデータ記述（DC-NDL）(metadata-exchange.md §3); NDLサーチ外部提供インタフェース仕様書.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from yuinowa.standards import xml
from yuinowa.standards.statements import (
    PREFIXES,
    Resource,
    Statement,
    full,
    read_resource,
    read_statements,
    write_flat,
    write_resource,
)
from yuinowa.standards.xml import Element, Readable

#: What stands for one record in a file of many.
RDF: Final = full("rdf:RDF")
SIMPLE: Final = full("dcndl_simple:dc")

BIB: Final = "dcndl:BibResource"
ADMIN: Final = "dcndl:BibAdminResource"
ITEM: Final = "dcndl:Item"


@dataclass(frozen=True, slots=True)
class Described:
    """One record: the thing, the record about the record, and what libraries hold of it."""

    material: Resource
    admin: Resource | None = None
    items: tuple[Resource, ...] = ()


#: What an item of RSS says with its own elements, and nowhere else.
_OF_RSS: Final = frozenset({"category", "guid"})


class NoRecord(ValueError):
    """The element holds no description in DC-NDL."""


def read(rdf: Element) -> tuple[Described, ...]:
    """The records in the element rdf:RDF; mostly one.

    Raises:
        NoRecord: it describes nothing.
    """
    if rdf.tag != RDF:
        raise NoRecord(rdf.tag)
    nodes = _merged(read_resource(node) for node in rdf)
    nodes = _merged([*nodes.values(), *_inner_items(nodes.values())])
    materials = [node for node in nodes.values() if node.kind == BIB]
    if not materials:
        raise NoRecord
    is_alone = len(materials) == 1
    return tuple(
        Described(
            material,
            _admin_of(material, nodes, is_alone=is_alone),
            _items_of(material, nodes, is_alone=is_alone),
        )
        for material in materials
    )


def each(source: Readable) -> Iterator[Described]:
    """The records of a file of any length, whether each has an rdf:RDF of its own or all share one.

    The nodes of a record stand together: what describes another thing begins the next record.

    Raises:
        XmlRefused: from here on it is no XML that we take.
    """
    nodes: list[Resource] = []
    for element in xml.each(source, [full(kind) for kind in (ADMIN, BIB, ITEM)]):
        node = read_resource(element)
        if _begins_anew(nodes, node):
            yield from _record(nodes)
            nodes = []
        nodes.append(node)
    yield from _record(nodes)


def _begins_anew(nodes: Sequence[Resource], node: Resource) -> bool:
    if node.kind == ADMIN:
        return any(other.kind == BIB for other in nodes)
    if node.kind == BIB:
        return any(other.kind == BIB and other.about != node.about for other in nodes)
    return False


def _record(nodes: Iterable[Resource]) -> Iterator[Described]:
    found = _merged(nodes)
    found = _merged([*found.values(), *_inner_items(found.values())])
    for material in (node for node in found.values() if node.kind == BIB):
        yield Described(
            material,
            _admin_of(material, found, is_alone=True),
            _items_of(material, found, is_alone=True),
        )


def _merged(nodes: Iterable[Resource]) -> dict[tuple[str, str], Resource]:
    """Nodes of one kind and address are one; a node without an address is a thing of its own."""
    found: dict[tuple[str, str], Resource] = {}
    for place, node in enumerate(nodes):
        key = (node.kind, node.about or f" {place}")
        before = found.get(key)
        if before is None:
            found[key] = node
        elif before != node:
            found[key] = Resource(node.kind, node.about, before.said + node.said)
    return found


def _inner_items(nodes: Iterable[Resource]) -> Iterator[Resource]:
    """Items that stand inside the statement that names them."""
    for node in nodes:
        for value in node.all("dcndl:record"):
            if value.kind == ITEM and value.said:
                yield Resource(ITEM, value.about, value.said)


def _admin_of(
    material: Resource, nodes: dict[tuple[str, str], Resource], *, is_alone: bool
) -> Resource | None:
    admins = [node for node in nodes.values() if node.kind == ADMIN]
    for admin in admins:
        if any(value.about == material.about for value in admin.all("dcndl:record")):
            return admin
    return admins[0] if is_alone and admins else None


def _items_of(
    material: Resource, nodes: dict[tuple[str, str], Resource], *, is_alone: bool
) -> tuple[Resource, ...]:
    named = {value.about for value in material.all("dcndl:record")}
    items = (node for node in nodes.values() if node.kind == ITEM)
    return tuple(item for item in items if is_alone or item.about in named)


def write(*records: Described) -> Element:
    """``records`` as one element rdf:RDF, which ``read`` gives back."""
    root = xml.element(RDF, PREFIXES)
    for record in records:
        if record.admin is not None:
            write_resource(root, record.admin)
        write_resource(root, record.material)
        for item in record.items:
            write_resource(root, item)
    return root


def read_simple(element: Element) -> tuple[Statement, ...]:
    """What dcndl_simple:dc says, or an item of NDL's OpenSearch (RSS 2.0), in its order.

    Raises:
        NoRecord: it says nothing in Dublin Core.
    """
    said = tuple(one for one in read_statements(element) if ":" in one.name or one.name in _OF_RSS)
    if not any(one.name.startswith(("dc:", "dcterms:")) for one in said):
        raise NoRecord(element.tag)
    return said


def write_simple(said: tuple[Statement, ...]) -> Element:
    root = xml.element(SIMPLE, PREFIXES)
    write_flat(root, said)
    return root
