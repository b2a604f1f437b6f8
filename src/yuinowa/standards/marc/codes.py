"""What a reader decided about a record, and why a record was refused: codes, each with a sentence at the edge."""

from __future__ import annotations

from enum import StrEnum


class Coding(StrEnum):
    """In what the bytes of a record are written. MARC 21 allows the first two; the others lie about it."""

    UTF_8 = "utf-8"
    MARC_8 = "marc-8"
    CP932 = "cp932"
    EUC_JP = "euc-jp"
    ISO_2022_JP = "iso-2022-jp"
    LATIN_1 = "iso-8859-1"


class Doubt(StrEnum):
    """The record was read, and this was not as it should be."""

    #: The length in the leader is not the record's length.
    LENGTH = "marc-length"
    #: The leader says another place for the first field than where it is.
    BASE = "marc-base"
    #: The directory's lengths or places are wrong; fields were taken in order by their ends.
    DIRECTORY = "marc-directory"
    #: There is a field that the directory does not name; it was left out.
    UNLISTED = "marc-unlisted"
    #: The last field, or the record, has no end mark.
    NO_END = "marc-no-end"
    #: There was something else before the record.
    JUNK = "marc-junk"
    #: A field has fewer or more than two indicators, or a subfield code that is none.
    INDICATORS = "marc-indicators"
    #: The bytes are in another coding than the leader says; what was decided stands in ``coding``.
    CODING = "marc-coding"
    #: MARC-8 has a character without a counterpart; 〓 stands in its place.
    CHARACTER = "marc-character"
    #: The leader (MARCXML) is missing or not of 24 characters; it was filled with blanks.
    LEADER = "marc-leader"
    #: A field holds a tab or a line break.
    LINE_BREAK = "marc-line-break"


class Reason(StrEnum):
    """The record was not read. Its bytes are kept, so it can be read again when its sender has told more."""

    EMPTY = "marc-empty"
    #: What stands there does not begin like a MARC 21 record.
    NOT_A_RECORD = "marc-not-a-record"
    #: JAPAN/MARC as it was until 2011: to be had again as MARC 21 from the National Diet Library.
    OLD_JAPAN_MARC = "marc-old-japan-marc"
    #: The file or the next record begins before this one is at its end.
    TRUNCATED = "marc-truncated"
    TOO_LONG = "marc-too-long"
    TOO_MANY_FIELDS = "marc-too-many-fields"
    #: Fields cannot be told apart.
    DIRECTORY = "marc-directory-unreadable"
    #: In no coding the text makes sense, or in more than one: its owner may say which.
    CODING = "marc-coding-in-doubt"
    #: UTF-8 with broken characters in it.
    DAMAGED = "marc-text-damaged"
    #: U+FFFD: some program before us has lost characters already (R9).
    LOST = "marc-text-lost"
    #: UTF-8 that was taken for Latin-1 and turned to UTF-8 once more.
    TWICE = "marc-coded-twice"
    #: NUL or another control character in a field (R1).
    CONTROL = "marc-control-character"
    #: Text or an element stands where none may be, or is missing.
    STRUCTURE = "marc-structure"
