"""How postings, closings and editions keep out of each other's way.

SQLite has one writer at a time, and that is the whole lock. PostgreSQL has table locks of three strengths:
postings run beside each other, an edition waits for running ones and holds new ones, a closing or a
statement also keeps its own kind out. Isolation levels are never the guard (R29).
"""

from __future__ import annotations

from django.db import connection


def join_postings() -> None:
    """Post beside others, from here to the end of the transaction; wait while they are held.

    Taken before anything is read, so that a closing seen as absent stays absent.
    """
    _lock("ROW EXCLUSIVE")


def hold_postings() -> None:
    """Wait for running postings and hold new ones until the transaction ends."""
    _lock("SHARE")


def hold_postings_alone() -> None:
    """As ``hold_postings``, and nobody else holds them: for those who will post themselves."""
    _lock("SHARE ROW EXCLUSIVE")


def _lock(mode: str) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("a lock lives in a transaction")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE ledger_entry IN {mode} MODE")
        elif mode != "ROW EXCLUSIVE":
            # Touches no row; takes the write lock whatever the transaction began as.
            cursor.execute("UPDATE ledger_entry SET leg = leg WHERE id IS NULL")
