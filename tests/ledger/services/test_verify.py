from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection

from tests.ledger.factories import deed, institution, loan
from yuinowa.core.rights import Actor
from yuinowa.ledger import services as ledger
from yuinowa.ledger.models import Entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SYSTEM = Actor.system()


def write(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def entries_unguarded() -> Iterator[None]:
    """The append-only triggers taken off, and put back."""
    if connection.vendor == "postgresql":
        write("SET CONSTRAINTS ALL IMMEDIATE")
        write("ALTER TABLE ledger_entry DISABLE TRIGGER USER")
        yield
        write("SET CONSTRAINTS ALL IMMEDIATE")
        write("ALTER TABLE ledger_entry ENABLE TRIGGER USER")
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_entry'"
        )
        triggers = cursor.fetchall()
    for name, _sql in triggers:
        write(f"DROP TRIGGER {name}")
    yield
    for _name, sql in triggers:
        write(sql)


def some_loans() -> tuple[int, int]:
    giver, receiver, third = institution(), institution(), institution()
    context = ledger.context_of("partnership", "1", "会").pk
    for number, day in enumerate([date(2024, 4, 2), date(2025, 6, 1), date(2025, 7, 30)]):
        whole = deed(loan(giver, receiver, number + 1, day=day), source=f"x/{number}")
        ledger.post(whole, SYSTEM)
    ledger.post(deed(loan(receiver, third, 9), source="x/9", context=context), SYSTEM)
    ledger.reverse("x/2", reason="誤り", actor=SYSTEM)
    return giver, receiver


def test_an_untouched_ledger_is_clean() -> None:
    some_loans()

    report = ledger.verify()

    assert report.is_clean
    assert (report.entries, report.cells) == (5, 3 + 4 + 4 + 1)


def test_an_empty_ledger_is_clean() -> None:
    assert ledger.verify() == ledger.verify().__class__(0, 0, (), 0)


def test_an_entry_changed_by_hand_is_named_with_its_cells() -> None:
    giver, receiver = some_loans()
    with entries_unguarded():
        write("UPDATE ledger_entry SET quantity = 50 WHERE source = 'x/0'")

    cells = "kind=ill.loan fiscal_year=2024 {} scope=0 unit=item voice=1"
    what = "quantity is 1, the entries say 50, quantity_total is 1, the entries say 50"
    assert [str(fault) for fault in ledger.verify().faults] == [
        f"ledger_pair_year {cells.format(f'giver={giver} receiver={receiver}')}: {what}",
        f"ledger_given_month {cells.format(f'month=202404 giver={giver}')}: {what}",
        f"ledger_received_month {cells.format(f'month=202404 receiver={receiver}')}: {what}",
    ]


@pytest.mark.parametrize(
    ("statement", "table", "what"),
    [
        ("UPDATE ledger_pair_year SET first_day = '2025-04-01' WHERE fiscal_year = 2025 AND quantity = 2",
         "ledger_pair_year", "first_day is 2025-04-01, the entries say 2025-06-01"),
        ("UPDATE ledger_pair_year SET last_day = NULL WHERE fiscal_year = 2024",
         "ledger_pair_year", "last_day is None, the entries say 2024-04-02"),
        ("UPDATE ledger_given_month SET entries = 2 WHERE fiscal_year = 2024",
         "ledger_given_month", "entries is 2, the entries say 1"),
        ("DELETE FROM ledger_received_month WHERE fiscal_year = 2024",
         "ledger_received_month", "the cell is missing"),
        ("UPDATE ledger_context_year SET quantity_total = 0",
         "ledger_context_year", "quantity_total is 0, the entries say 9"),
        ("UPDATE ledger_given_month SET fiscal_year = 1999 WHERE fiscal_year = 2024",
         "ledger_given_month", "no entry stands behind the cell"),
        ("INSERT INTO ledger_given_month VALUES ('eloan', 2025, 0, 'item', 1, 1, 7, 7, 202505, 3)",
         "ledger_given_month", "no entry stands behind the cell"),
    ],
)  # fmt: skip
def test_a_cell_changed_by_hand_is_named(statement: str, table: str, what: str) -> None:
    some_loans()
    write(statement)

    report = ledger.verify()

    assert (report.faults[0].table, report.faults[0].what) == (table, what)


def test_a_missing_guard_is_named() -> None:
    some_loans()
    with entries_unguarded():
        report = ledger.verify()

    assert {fault.what for fault in report.faults} == {"the trigger is missing"}
    assert ledger.verify().is_clean


@pytest.mark.django_db(transaction=True)
def test_verifying_outside_a_transaction_reads_one_moment_and_leaves_none_open() -> None:
    giver = institution()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")

    report = ledger.verify()

    assert report.is_clean
    assert not connection.in_atomic_block
    assert not Entry.objects.filter(giver=giver).exists()
