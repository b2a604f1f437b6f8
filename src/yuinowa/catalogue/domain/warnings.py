"""Codes of what was doubtful in a record that was taken, and why one cannot be taken at all.

A codec has codes of its own (``standards.marc.codes``); they pass through ``Record.warnings`` unchanged.
Here stand those that only show when a record is understood. The pages have a sentence for each.
"""

from __future__ import annotations

from enum import StrEnum


class Warned(StrEnum):
    """The record is taken, and its owner should look at this."""

    #: The record has no number of its own: it cannot be changed or withdrawn later.
    NO_IDENTITY = "no-identity"
    #: An ISBN or ISSN whose check digit is wrong: kept as found, joins nothing (R7).
    NUMBER_WRONG = "number-wrong"
    #: An ISBN whose 978 was cut off: completed.
    ISBN_CUT = "isbn-cut"
    #: No year of publication is told, or one that cannot be.
    YEAR_UNKNOWN = "year-unknown"
    #: A class number that is not of the scheme it claims.
    CLASS_WRONG = "class-wrong"
    #: A reading that answers no field, or a field whose reading is missing though it announces one.
    READING_LOOSE = "reading-loose"
    #: The kind of thing is not told.
    MATERIAL_UNKNOWN = "material-unknown"


class Unusable(StrEnum):
    """The record was read, and cannot stand in a catalogue."""

    #: Nothing to call it by.
    NO_TITLE = "no-title"
    #: An authority, a classification or another record that describes no thing.
    NOT_BIBLIOGRAPHIC = "not-bibliographic"


class RecordUnusable(ValueError):
    """Raised by ``catalogue.domain.reading``; ``code`` says why, ``identity`` which, as far as it is known."""

    def __init__(self, code: Unusable, identity: str = "") -> None:
        super().__init__(code.value)
        self.code = code
        self.identity = identity
