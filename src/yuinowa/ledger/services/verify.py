"""Verifying: are the roll-ups the exact fold of the entries, and are the entries still guarded?

The entries are read once. The database folds them by everything the four roll-ups share; that fold arrives
kind by kind and year by year, is folded on in Python, and compared cell by cell, so that memory holds one
kind and year at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db import connection, transaction

from yuinowa.ledger.domain.cells import ROLL_UPS, Cells, RollUp, Share, Sums, fold

#: Faults named; beyond, only their number is told.
MOST_NAMED = 1_000
_CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell that is not what its entries say, or a guard that is gone."""

    table: str
    key: dict[str, Any]
    what: str

    def __str__(self) -> str:
        named = " ".join(f"{name}={value}" for name, value in self.key.items())
        return f"{self.table} {named}: {self.what}"


@dataclass(frozen=True, slots=True)
class Report:
    """What verifying found."""

    entries: int
    cells: int
    faults: tuple[Fault, ...]
    #: How many faults there are in all, named or not.
    fault_count: int

    @property
    def is_clean(self) -> bool:
        return self.fault_count == 0


# ``withdrawn`` are the few legs that were reversed: their days no longer count (first and last day are of legs
# in force), and the reversals themselves have none.
_FOLD = """
WITH withdrawn AS MATERIALIZED (
  SELECT source, unit, leg, revision FROM ledger_entry WHERE reversal
)
SELECT e.kind, e.fiscal_year, e.month, COALESCE(e.giver, 0), COALESCE(e.receiver, 0), e.scope, e.unit, e.voice,
       e.context,
       SUM(CASE WHEN e.reversal THEN -1 ELSE 1 END),
       SUM(e.quantity),
       SUM(CASE WHEN e.principal THEN e.quantity ELSE 0 END),
       MIN(CASE WHEN NOT e.reversal AND w.source IS NULL THEN e.day_from END),
       MAX(CASE WHEN NOT e.reversal AND w.source IS NULL THEN e.day_to END),
       COUNT(*)
FROM ledger_entry e
LEFT JOIN withdrawn w
  ON w.source = e.source AND w.unit = e.unit AND w.leg = e.leg AND w.revision = e.revision
GROUP BY e.kind, e.fiscal_year, e.month, e.giver, e.receiver, e.scope, e.unit, e.voice, e.context
ORDER BY e.kind, e.fiscal_year
"""


def verify() -> Report:
    """Fold the entries once and compare all four roll-ups with the fold, naming every cell that differs.

    Reads one moment of the ledger; postings go on beside it.
    """
    found = _Findings()
    with _one_moment():
        for fault in _missing_guards():
            found.add(fault)
        seen: set[tuple[str, int]] = set()
        for (kind, year), shares in _folded(found):
            seen.add((kind, year))
            for roll_up in ROLL_UPS:
                found.compare(roll_up, fold(shares, roll_up), _cells(roll_up, kind, year))
        for roll_up in ROLL_UPS:
            for kind, year in _kinds_and_years(roll_up):
                if (kind, year) not in seen:
                    found.compare(roll_up, {}, _cells(roll_up, kind, year))
    return found.report()


class _Findings:
    """Counts what was read and keeps the first faults."""

    def __init__(self) -> None:
        self.entries = 0
        self.cells = 0
        self.fault_count = 0
        self.faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self.fault_count += 1
        if len(self.faults) < MOST_NAMED:
            self.faults.append(fault)

    def compare(self, roll_up: RollUp, expected: Cells, standing: Cells) -> None:
        self.cells += len(standing)
        if expected == standing:
            return
        for key in sorted(expected.keys() | standing.keys()):
            should, does = expected.get(key), standing.get(key)
            if should != does:
                named = dict(zip(roll_up.key, key, strict=True))
                self.add(Fault(roll_up.table, named, _difference(roll_up, should, does)))

    def report(self) -> Report:
        return Report(self.entries, self.cells, tuple(self.faults), self.fault_count)


def _difference(roll_up: RollUp, should: Sums | None, does: Sums | None) -> str:
    if does is None:
        return "the cell is missing"
    if should is None:
        return "no entry stands behind the cell"
    return ", ".join(
        f"{name} is {getattr(does, name)}, the entries say {getattr(should, name)}"
        for name in roll_up.numbers
        if getattr(does, name) != getattr(should, name)
    )


def _folded(found: _Findings) -> Iterator[tuple[tuple[str, int], list[Share]]]:
    """The fold of the entries, one kind and year after the other."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_FOLD)
        rows = _rows(cursor)
        for kind_and_year, group in groupby(rows, key=lambda row: (row[0], row[1])):
            shares = []
            for row in group:
                found.entries += row[14]
                # PostgreSQL adds big integers up to decimals.
                sums = (int(row[9]), int(row[10]), int(row[11]), _day(row[12]), _day(row[13]))
                shares.append(Share._make((*row[:9], *sums)))  # noqa: SLF001  # documented
            yield kind_and_year, shares


def _cells(roll_up: RollUp, kind: str, fiscal_year: int) -> Cells:
    """The cells of a roll-up as they stand."""
    width = len(roll_up.key)
    columns = ", ".join((*roll_up.key, *roll_up.numbers))
    cells: Cells = {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {columns} FROM {roll_up.table} WHERE kind = %s AND fiscal_year = %s",  # noqa: S608
            [kind, fiscal_year],
        )
        for row in _rows(cursor):
            days = (*map(_day, row[width + 3 :]), None, None)[:2]
            cells[tuple(row[:width])] = Sums(*row[width : width + 3], *days)
    return cells


def _kinds_and_years(roll_up: RollUp) -> list[tuple[str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT DISTINCT kind, fiscal_year FROM {roll_up.table}")  # noqa: S608
        return sorted(cursor.fetchall())


def _rows(cursor: Any) -> Iterator[tuple[Any, ...]]:
    while rows := cursor.fetchmany(_CHUNK):
        yield from rows


def _day(value: date | str | None) -> date | None:
    # SQLite gives a computed day back as text.
    return date.fromisoformat(value) if isinstance(value, str) else value


def _missing_guards() -> Iterator[Fault]:
    """The triggers that keep entries from being changed; a table rebuilt on SQLite loses them in silence."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname FROM pg_trigger"
                " WHERE tgrelid = 'ledger_entry'::regclass AND tgenabled IN ('O', 'A')"
            )
            wanted = {"ledger_entry_append_only"}
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_entry'"
            )
            wanted = {"ledger_entry_no_update", "ledger_entry_no_delete"}
        present = {name for (name,) in cursor.fetchall()}
    for name in sorted(wanted - present):
        yield Fault("ledger_entry", {"trigger": name}, "the trigger is missing")


@contextmanager
def _one_moment() -> Iterator[None]:
    """Read everything as of one moment, holding nobody up.

    Not ``atomic`` on SQLite: that begins as a writer (R29) and would keep postings waiting all along.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
