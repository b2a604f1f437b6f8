"""How long things may be. Source: the columns of the directory, reliability R10."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportPolicy:
    #: R10, rows of one file.
    most_rows: int = 100_000
    #: Characters of one line; the longest real record has 15,000.
    longest_record: int = 262_144
    longest_name: int = 200
    longest_reading: int = 300
    longest_other_name: int = 300
    longest_address: int = 300
    longest_telephone: int = 60
    longest_telephone_note: int = 100
    longest_identifier: int = 60
    longest_url: int = 400
    #: So many faults are named on the page or the command line; the report holds all (R8).
    shown_faults: int = 100


IMPORT = ImportPolicy()

#: A search result is paged through up to this row: further rows cost the index more, and nobody reads them.
MOST_PAGED = 1_000
#: A search result is exported up to this row.
MOST_EXPORTED = 10_000
#: An institution that takes part is asked to look at its entry again after so many days.
CONFIRM_EVERY_DAYS = 365
#: As long as it does not, its administrators are written to once in so many days.
REMIND_EVERY_DAYS = 30
#: By how many days overdue the region office narrows its list.
OVERDUE_STEPS = (30, 90, 180, 365)
