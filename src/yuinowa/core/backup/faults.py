"""Why a backup could not be made or put back, in words for the operator's terminal."""

from __future__ import annotations


class BackupFault(Exception):
    """What went wrong and what to do; nothing was changed unless the words say so."""
