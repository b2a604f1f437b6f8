"""The one door through which XML comes in (R11): whatever sends it, and however large it is.

We decode ourselves, strictly, and hand the parser UTF-8: so the bytes are read in the coding they declare or
not at all, a DTD is seen before any of its entities is, and no coding the parser happens to know slips in.
Source: Extensible Markup Language (XML) 1.0, §2.8, §4.3.3, appendix F.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Protocol, TypeAlias

from lxml import etree

from yuinowa.standards import xml_coding
from yuinowa.standards.xml_faults import Fault, XmlRefused

__all__ = [
    "PAGE",
    "RECORD",
    "Bounds",
    "Element",
    "Fault",
    "Readable",
    "XmlRefused",
    "child",
    "each",
    "element",
    "parse",
    "write",
]

#: An element of lxml; its package has no types.
Element: TypeAlias = Any


class Readable(Protocol):
    """What bytes are read from: an open file, the body of an answer."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much is taken. ``most_bytes``: of the document; in the streaming form, of what stands between
    the end of one record and of the next. ``most_marks``: signs ``<`` and ``=`` in as much, which no element
    and no attribute can do without.
    """

    most_bytes: int = 16 << 20
    most_marks: int = 1_500_000
    most_depth: int = 100


#: A page of an answer (R17), and a record of a file of any length.
PAGE: Final = Bounds()
RECORD: Final = Bounds(most_bytes=4 << 20, most_marks=400_000)

_PIECE: Final = 1 << 16
_OPTIONS: Final = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
    "remove_pis": True,
    "remove_comments": True,
    "encoding": "utf-8",
}


def parse(data: bytes, bounds: Bounds = PAGE) -> Element:
    """The root of the document in ``data``.

    Raises:
        XmlRefused: it is not XML as R11 takes it, or not within ``bounds``.
    """
    if len(data) > bounds.most_bytes:
        raise XmlRefused(Fault.TOO_LARGE)
    parser = etree.XMLParser(**_OPTIONS)
    for piece in _Source(iter((data,)), bounds):
        _feed(parser, piece)
    root = _close(parser)
    _check_tree(root, bounds)
    return root


def each(source: Readable, name: str | Sequence[str], bounds: Bounds = RECORD) -> Iterator[Element]:
    """Every outermost element ``name`` ({namespace}local; ``{*}local`` for any) of a document of any length.

    Several names may be given: what stands inside one of them is not given for itself.

    An element is empty again once the next is asked for. What stands before a fault has been given by then.

    Raises:
        XmlRefused: from here on it is not XML as R11 takes it, or a record is not within ``bounds``.
    """
    feed = _Source(iter(lambda: source.read(_PIECE), b""), bounds)
    parser = etree.XMLPullParser(events=("start", "end"), tag=name, **_OPTIONS)
    open_ones, refusal = 0, None
    for piece in feed:
        try:
            _feed(parser, piece)
        except XmlRefused as fault:
            refusal = fault
        for event, element in parser.read_events():
            open_ones += 1 if event == "start" else -1
            if event == "end" and not open_ones:
                _check_tree(element, bounds)
                yield element
                _free(element)
                feed.begin_anew()
        if refusal:
            raise refusal
    _check_tree(_close(parser), bounds)


def write(root: Element) -> bytes:
    """The document as UTF-8 with its declaration."""
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))


def element(name: str, prefixes: Mapping[str, str] | None = None) -> Element:
    """A new root ``{namespace}local`` whose document knows ``prefixes``."""
    return etree.Element(name, nsmap=prefixes)


def child(
    parent: Element, name: str, text: str = "", attributes: Mapping[str, str] | None = None
) -> Element:
    """A new last child of ``parent``.

    Raises:
        ValueError: ``text`` holds a character that XML cannot.
    """
    made = etree.SubElement(parent, name, attributes)
    made.text = text or None
    return made


def _free(element: Element) -> None:
    """Forget a record, and all that is closed before it, so that memory holds one record."""
    element.clear()
    while element is not None:
        while element.getprevious() is not None:
            del element.getparent()[0]
        element = element.getparent()


def _check_tree(element: Element, bounds: Bounds) -> None:
    """What only the tree tells: its depth, and that no DTD came in by a way we do not know."""
    if element.getroottree().docinfo.internalDTD is not None:
        raise XmlRefused(Fault.DTD)
    if _deeper_than(bounds.most_depth)(element):
        raise XmlRefused(Fault.TOO_DEEP, element.sourceline)


@lru_cache
def _deeper_than(depth: int) -> Any:
    return etree.XPath("boolean(self::*" + "/*" * depth + ")")


class _Source:
    """The document in UTF-8 without its declaration, in pieces; refuses what may not reach the parser."""

    def __init__(self, pieces: Iterator[bytes], bounds: Bounds) -> None:
        self._pieces, self._bounds = pieces, bounds
        self._bytes = self._marks = 0

    def begin_anew(self) -> None:
        """A record is done: the next has the whole of the bounds."""
        self._bytes = self._marks = 0

    def __iter__(self) -> Iterator[bytes]:
        begin, is_in_root = "", False
        for text in self._decoded():
            if not text:
                continue
            if is_in_root:
                yield self._counted(text)
                continue
            begin += text
            is_in_root = _reaches_the_root(begin)
            if is_in_root:
                yield self._counted(begin)
            elif len(begin) > _PIECE:
                raise XmlRefused(Fault.NOT_XML)
        if not begin.strip():
            raise XmlRefused(Fault.EMPTY)
        if not is_in_root:
            raise XmlRefused(Fault.CUT_OFF)

    def _decoded(self) -> Iterator[str]:
        try:
            yield from xml_coding.decoded(self._pieces)
        except xml_coding.CodingRefused:
            raise XmlRefused(Fault.CODING_REFUSED, 1) from None
        except xml_coding.CodingConflict:
            raise XmlRefused(Fault.CODING_CONFLICT, 1) from None
        except xml_coding.VersionRefused:
            raise XmlRefused(Fault.VERSION, 1) from None
        except xml_coding.DeclarationUnreadable:
            raise XmlRefused(Fault.MALFORMED, 1) from None
        except xml_coding.Undecodable as fault:
            raise XmlRefused(Fault.NOT_IN_ITS_CODING, fault.line) from None

    def _counted(self, text: str) -> bytes:
        self._marks += text.count("<") + text.count("=")
        data = text.encode()
        self._bytes += len(data)
        if self._marks > self._bounds.most_marks or self._bytes > self._bounds.most_bytes:
            raise XmlRefused(Fault.TOO_LARGE)
        return data


#: What may stand before the root: blanks, comments, instructions.
_PROLOG = re.compile(r"(?:[ \t\r\n]+|<!--.*?-->|<\?.*?\?>)*+", re.DOTALL)


def _reaches_the_root(begin: str) -> bool:
    """Whether the root has begun; nothing is known yet where a comment or an instruction is not closed.

    Raises:
        XmlRefused: a DTD stands there, or something that is no XML.
    """
    place = _PROLOG.match(begin)
    rest = begin[place.end() if place else 0 :]
    line = begin.count("\n", 0, len(begin) - len(rest)) + 1
    if rest.startswith("<!DOCTYPE"):
        raise XmlRefused(Fault.DTD, line)
    if "<!DOCTYPE".startswith(rest[:9]) or rest.startswith(("<?", "<!--")) or rest == "<!-":
        return False
    if not rest.startswith("<"):
        raise XmlRefused(Fault.NOT_XML, line)
    return True


_BY_CODE: Final = {
    etree.ErrorTypes.ERR_DOCUMENT_EMPTY: Fault.NOT_XML,
    etree.ErrorTypes.ERR_UNDECLARED_ENTITY: Fault.ENTITY,
    etree.ErrorTypes.WAR_UNDECLARED_ENTITY: Fault.ENTITY,
    etree.ErrorTypes.ERR_INVALID_CHAR: Fault.CHARACTER,
    etree.ErrorTypes.ERR_INVALID_CHARREF: Fault.CHARACTER,
    etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE: Fault.PREFIX,
    etree.ErrorTypes.ERR_TAG_NAME_MISMATCH: Fault.UNBALANCED,
    etree.ErrorTypes.ERR_TAG_NOT_FINISHED: Fault.CUT_OFF,
    etree.ErrorTypes.ERR_CDATA_NOT_FINISHED: Fault.CUT_OFF,
    etree.ErrorTypes.ERR_COMMENT_NOT_FINISHED: Fault.CUT_OFF,
    etree.ErrorTypes.ERR_DOCUMENT_END: Fault.MORE_BEHIND,
    etree.ErrorTypes.ERR_RESOURCE_LIMIT: Fault.TOO_LARGE,
    etree.ErrorTypes.ERR_NAME_TOO_LONG: Fault.TOO_LARGE,
}


def _feed(parser: Any, piece: bytes) -> None:
    """Give ``piece`` to the parser and hear its complaints now: fed again after an error it begins anew."""
    try:
        parser.feed(piece)
    except etree.XMLSyntaxError as fault:
        raise _refusal(parser, fault) from None
    if any(complaint.level >= etree.ErrorLevels.ERROR for complaint in parser.feed_error_log):
        raise _refusal(parser, None)


def _close(parser: Any) -> Element:
    try:
        return parser.close()
    except etree.XMLSyntaxError as fault:
        raise _refusal(parser, fault) from None


def _refusal(parser: Any, fault: Any) -> XmlRefused:
    """Ours for the parser's: the line and kind of its first complaint, none of its words."""
    for complaint in parser.feed_error_log:
        if complaint.level >= etree.ErrorLevels.ERROR:
            return XmlRefused(_BY_CODE.get(complaint.type, Fault.MALFORMED), complaint.line or None)
    return XmlRefused(_BY_CODE.get(fault.code, Fault.MALFORMED), fault.lineno or None)
