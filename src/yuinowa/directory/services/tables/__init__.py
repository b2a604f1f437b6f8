"""Tables of institutions: received, columns confirmed, shown, taken, perhaps taken back.

``deeds`` is what pages and commands call. Behind it ``receiving`` proposes the columns, ``reading`` finds what would
become of each line, ``taking`` writes the lines, ``undoing`` puts back what stood there, ``report`` tells it in words.
"""

from yuinowa.directory.services.tables.deeds import (
    COURSE,
    change_columns,
    choose_columns,
    drop_table,
    read_table,
    read_table_again,
    receive_table,
    take_table,
    undo_table,
    write_table,
)
from yuinowa.directory.services.tables.receiving import columns_of, mapping_of, table_of

#: R10. The command line takes larger files.
MOST_BYTES = 10 << 20

__all__ = [
    "COURSE",
    "MOST_BYTES",
    "change_columns",
    "choose_columns",
    "columns_of",
    "drop_table",
    "mapping_of",
    "read_table",
    "read_table_again",
    "receive_table",
    "table_of",
    "take_table",
    "undo_table",
    "write_table",
]
