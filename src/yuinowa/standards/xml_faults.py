"""What is wrong with a document of XML: a kind and a line, in none of the parser's words."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from yuinowa.kernel.errors import Unreadable


class Fault(StrEnum):
    """What is wrong with a document; the edge has a sentence for each."""

    EMPTY = "empty"
    NOT_XML = "not-xml"
    CODING_REFUSED = "coding-refused"
    CODING_CONFLICT = "coding-conflict"
    NOT_IN_ITS_CODING = "not-in-its-coding"
    VERSION = "version"
    DTD = "dtd"
    ENTITY = "entity"
    CHARACTER = "character"
    PREFIX = "prefix"
    UNBALANCED = "unbalanced"
    CUT_OFF = "cut-off"
    MORE_BEHIND = "more-behind"
    MALFORMED = "malformed"
    TOO_LARGE = "too-large"
    TOO_DEEP = "too-deep"


_SAID: Final = {
    Fault.EMPTY: "there is nothing in it",
    Fault.NOT_XML: "this is not XML",
    Fault.CODING_REFUSED: "this character coding is not accepted",
    Fault.CODING_CONFLICT: "the declaration names another coding than the bytes have",
    Fault.NOT_IN_ITS_CODING: "the bytes are not text in the declared coding",
    Fault.VERSION: "only XML 1.0 is accepted",
    Fault.DTD: "a document type definition is not accepted",
    Fault.ENTITY: "an entity is used that XML itself does not have",
    Fault.CHARACTER: "a character that XML does not allow",
    Fault.PREFIX: "a prefix without a namespace",
    Fault.UNBALANCED: "an element is closed that is not open",
    Fault.CUT_OFF: "the document ends before its elements are closed",
    Fault.MORE_BEHIND: "something follows the end of the document",
    Fault.MALFORMED: "the document is not well formed",
    Fault.TOO_LARGE: "the document or a record in it is too large",
    Fault.TOO_DEEP: "elements are nested too deeply",
}


class XmlRefused(Unreadable):
    """The document is not taken; ``line`` is where it went wrong, None where no line can be named."""

    code = "xml-refused"

    def __init__(self, fault: Fault, line: int | None = None) -> None:
        super().__init__(_SAID[fault], place=f"line {line}" if line else "")
        self.fault = fault
        self.line = line
