"""Recorded answers of NDL, unwrapped: SRU with records as escaped text or as elements, OpenSearch."""

from __future__ import annotations

from pathlib import Path

from yuinowa.standards import dcndl, xml
from yuinowa.standards.dcndl import Described
from yuinowa.standards.statements import Statement

FILES = Path(__file__).parents[1] / "files" / "ndl"
_DATA = "{http://www.loc.gov/zing/srw/}recordData"


def sru(name: str) -> Described:
    """The one record of the answer ``sru-….xml``."""
    root = xml.parse((FILES / name).read_bytes())
    data = root.find(f".//{_DATA}")
    rdf = data[0] if len(data) else xml.parse(data.text.strip().encode())
    (record,) = dcndl.read(rdf)
    return record


def opensearch(name: str) -> list[tuple[Statement, ...]]:
    root = xml.parse((FILES / name).read_bytes())
    return [dcndl.read_simple(item) for item in root.iter("item")]


def names() -> list[str]:
    return sorted(path.name for path in FILES.glob("sru-*.xml"))
