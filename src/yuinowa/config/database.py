"""The database as this version of the program expects it."""

from __future__ import annotations

from django.core.management import call_command
from django.db import DatabaseError

from yuinowa.config.words import _

#: PostgreSQL's codes for a table and a column that are not there.
_UNDEFINED = frozenset({"42P01", "42703"})


def not_of_this_version() -> str:
    return _(
        "the database is not that of this version."
        " A new one: yuinowa init. After an update: yuinowa upgrade."
    )


def bring_up_to_date() -> None:
    """Migrate, and store what ships as data: the metrics."""
    from yuinowa.ledger.services import load_shipped_metrics

    call_command("migrate", interactive=False, verbosity=0)
    load_shipped_metrics()


def misses_a_table(error: DatabaseError) -> bool:
    """Whether ``error`` says that a table or a column is not there, as before a migration."""
    if getattr(error.__cause__, "sqlstate", None) in _UNDEFINED:
        return True
    return str(error).startswith(("no such table", "no such column"))
