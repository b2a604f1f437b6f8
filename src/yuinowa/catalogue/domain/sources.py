"""How a library gives its records, and what may be read from their form."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """The form of the records, as the standards name it."""

    MARC = "marc"
    MARCXML = "marcxml"
    DCNDL = "dcndl"
    OAI_DC = "oai_dc"
    TABLE = "table"


class Way(StrEnum):
    """How the records come: a file that somebody sends, a folder that is watched, or a harvest."""

    UPLOAD = "upload"
    FOLDER = "folder"
    OAI = "oai"


class Rhythm(StrEnum):
    """When a source is asked by itself; a file that is sent has none."""

    NONE = ""
    DAILY = "daily"
    WEEKLY = "weekly"


class Missing(StrEnum):
    """What it means when a record that was there is not in a full file (metadata-exchange.md §8)."""

    #: A file holds what is new and changed; what is gone is marked in it.
    KEPT = "kept"
    #: A file holds everything: what is not in it is gone.
    GONE = "gone"


class RunState(StrEnum):
    """A preview is taken or dropped; what was taken can be taken back."""

    #: The columns of a table wait to be confirmed.
    COLUMNS = "columns"
    #: A job asks the library's server for its records, page by page.
    FETCHING = "fetching"
    #: A job reads the file; nothing is changed.
    READING = "reading"
    PREVIEW = "preview"
    #: A job writes, a batch of records at a time, and goes on where it was stopped.
    TAKING = "taking"
    APPLIED = "applied"
    #: A job puts back what stood before, a batch at a time.
    UNDOING = "undoing"
    UNDONE = "undone"
    DROPPED = "dropped"
    #: The server was asked, and has nothing new.
    UNCHANGED = "unchanged"
    #: It could not be read; the run says why.
    FAILED = "failed"


class Outcome(StrEnum):
    """What becomes of one record of a file."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DELETED = "deleted"
    REFUSED = "refused"
