"""MARCXML: records one by one out of a document of any length, and into one.

Source: MARC 21 XML Schema, http://www.loc.gov/MARC21/slim
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yuinowa.standards import xml
from yuinowa.standards.marc.codes import Doubt, Reason
from yuinowa.standards.marc.coding import judged
from yuinowa.standards.marc.mending import MAX_FIELDS
from yuinowa.standards.marc.records import LEADER_LENGTH, MarcRecord, Refused, is_control, unique
from yuinowa.standards.marc.writing import checked

NAMESPACE = "http://www.loc.gov/MARC21/slim"
#: Some systems leave the namespace out.
_NAMESPACES = {NAMESPACE, ""}

_LEADER, _CONTROL, _DATA, _SUBFIELD = "leader", "controlfield", "datafield", "subfield"


def read(source: xml.Readable) -> Iterator[MarcRecord | Refused]:
    """Every record of the document, numbered from 1. A document without one gives one ``Refused`` (R9).

    Raises:
        XmlRefused: from here on the document cannot be read; the records before have been given.
    """
    number = 0
    for number, element in enumerate(xml.each(source, "{*}record", xml.PAGE), start=1):
        yield record_in(element, number)
    if not number:
        yield Refused(Reason.EMPTY, 1, 0, "", b"", 0)


def record_in(element: xml.Element, number: int = 1) -> MarcRecord | Refused:
    """The record in a ``record`` element, as it stands in a collection, an OAI or an SRU answer."""
    raw = xml.write(element)
    line = element.sourceline or 0
    namespace = element.tag.rpartition("}")[0].removeprefix("{")
    leaders, tags, contents = _parts(element, f"{{{namespace}}}" if namespace else "")
    reason, has_breaks = judged(contents)
    reason = _out_of_form(namespace, leaders, tags) or reason
    if reason is not None:
        control_number = contents[tags.index("001")].strip() if "001" in tags else ""
        return Refused(reason, number, line, control_number, raw, len(raw))
    leader = leaders[0] if leaders else ""
    doubts = [Doubt.LEADER] if len(leader) != LEADER_LENGTH else []
    if has_breaks:
        doubts.append(Doubt.LINE_BREAK)
    leader = leader[:LEADER_LENGTH].ljust(LEADER_LENGTH)
    return MarcRecord(
        leader, tags, contents, number=number, offset=line, raw=raw, doubts=unique(doubts)
    )


_OUT_OF_PLACE = ""


def _parts(record: xml.Element, prefix: str) -> tuple[list[str], list[str], list[str]]:
    """Leaders, tags and contents; an empty tag for what may not stand there."""
    leader, control, data = prefix + _LEADER, prefix + _CONTROL, prefix + _DATA
    subfield = prefix + _SUBFIELD
    leaders: list[str] = []
    tags: list[str] = []
    contents: list[str] = []
    for part in record:
        name = part.tag
        if name == data:
            tag = part.get("tag", "")
            content = [part.get("ind1", " ") + part.get("ind2", " ")]
            for sub in part:
                code = sub.get("code", "")
                if sub.tag != subfield or len(code) != 1:
                    tag = _OUT_OF_PLACE
                content += ("\x1f", code, sub.text or "")
            if len(content[0]) != 2 or is_control(tag):
                tag = _OUT_OF_PLACE
            tags.append(tag)
            contents.append("".join(content))
        elif name == control:
            tag = part.get("tag", "")
            tags.append(tag if is_control(tag) else _OUT_OF_PLACE)
            contents.append(part.text or "")
        elif name == leader:
            leaders.append(part.text or "")
        else:
            tags.append(_OUT_OF_PLACE)
            contents.append("")
    return leaders, tags, contents


def _out_of_form(namespace: str, leaders: list[str], tags: list[str]) -> Reason | None:
    if namespace not in _NAMESPACES or len(leaders) > 1 or not tags:
        return Reason.STRUCTURE
    if len(tags) > MAX_FIELDS:
        return Reason.TOO_MANY_FIELDS
    together = "".join(tags)
    if set(map(len, tags)) != {3} or not together.isalnum() or not together.isascii():
        return Reason.STRUCTURE
    return None


# ---------------------------------------------------------------- writing


def write(records: Iterable[MarcRecord]) -> Iterator[str]:
    """A document in pieces: its beginning, each record, its end.

    Raises:
        CannotWrite: a record holds what MARC 21 has no place for.
    """
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{NAMESPACE}">\n'
    for record in records:
        yield as_element(record)
    yield "</collection>\n"


def as_element(record: MarcRecord, namespace: str = "") -> str:
    """A ``record`` element; ``namespace`` where it stands in no collection.

    Raises:
        CannotWrite: see ``writing.checked``.
    """
    checked(record)
    opening = f'<record xmlns="{_escaped(namespace)}">' if namespace else "<record>"
    lines = [opening, f"<leader>{_escaped(record.leader)}</leader>"]
    for tag, content in zip(record.tags, record.contents, strict=True):
        if is_control(tag):
            lines.append(f'<controlfield tag="{tag}">{_escaped(content)}</controlfield>')
            continue
        indicators, *subfields = content.split("\x1f")
        inner = "".join(
            f'<subfield code="{_escaped(part[0])}">{_escaped(part[1:])}</subfield>'
            for part in subfields
        )
        first, second = map(_escaped, indicators)
        lines.append(f'<datafield tag="{tag}" ind1="{first}" ind2="{second}">{inner}</datafield>')
    return "\n".join([*lines, "</record>\n"])


def _escaped(text: str) -> str:
    return (
        text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&quot;")
        .replace("\r", "&#13;")
    )
