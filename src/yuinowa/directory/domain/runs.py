"""The words of a file taken in: what kind it is, how far it has come, what becomes of each line."""

from __future__ import annotations

from enum import StrEnum


class RunKind(StrEnum):
    INSTITUTIONS = "institutions"
    ISIL = "isil"


class RunState(StrEnum):
    """A preview is taken or dropped; what was taken can be taken back."""

    PREVIEW = "preview"
    APPLIED = "applied"
    DROPPED = "dropped"
    UNDONE = "undone"


class LineOutcome(StrEnum):
    """``gone``: we have it, the file no longer has."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    GONE = "gone"
    REFUSED = "refused"
