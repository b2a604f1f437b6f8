"""Files of figures kept elsewhere: received, columns said, shown, taken as a statement, perhaps taken back.

``receiving`` keeps the document and the sender's form, ``drafts`` reads its cells, ``exchanges`` and ``indicators`` find
what they mean and what they meet, ``showing`` writes the preview, ``taking`` counts it, ``deciding`` settles what is
contested, ``undoing`` takes it back.
"""

from yuinowa.ledger.services.figure_runs.deciding import decide
from yuinowa.ledger.services.figure_runs.receiving import (
    change_columns,
    choose_columns,
    drop,
    receive_file,
    remembered,
    say_words,
    table_of,
)
from yuinowa.ledger.services.figure_runs.storage import document_of, drop_forgotten
from yuinowa.ledger.services.figure_runs.taking import comes_late, take
from yuinowa.ledger.services.figure_runs.undoing import undo

__all__ = [
    "change_columns",
    "choose_columns",
    "comes_late",
    "decide",
    "document_of",
    "drop",
    "drop_forgotten",
    "receive_file",
    "remembered",
    "say_words",
    "table_of",
    "take",
    "undo",
]
