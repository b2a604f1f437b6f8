"""The count of deeds by which kept pages know that something was done (ADR 0015)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models import Max

from yuinowa.core import audit
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor


def _done(institution: int) -> None:
    audit.record("contact.record", None, actor=Actor(person=5, institution=institution))


@pytest.mark.django_db
def test_every_recorded_deed_raises_the_count_by_one() -> None:
    counts = [audit.deeds()]
    for institution in (11, 12, 11, 13):
        _done(institution)
        counts.append(audit.deeds())

    assert counts == [0, 1, 2, 3, 4]


@pytest.mark.django_db
def test_a_deed_taken_back_does_not_count() -> None:
    with transaction.atomic():
        _done(11)
        transaction.set_rollback(True)

    assert audit.deeds() == 0


@pytest.mark.django_db(transaction=True)
def test_the_deed_that_began_first_and_ends_last_is_noticed() -> None:
    """Where transactions run side by side the newest row would not tell: it is there before the older one."""

    def other() -> None:
        with transaction.atomic():
            _done(12)
        connection.close()

    thread = threading.Thread(target=other)
    seen: list[tuple[int, int]] = []

    def look() -> None:
        seen.append((audit.deeds(), AuditRow.objects.aggregate(newest=Max("pk"))["newest"] or 0))
        connection.close()

    with transaction.atomic():
        _done(11)
        thread.start()
        thread.join(2)  # one writer at a time on SQLite: there it waits for this one
        looking = threading.Thread(target=look)
        looking.start()
        looking.join()
    thread.join()
    look()

    (before, newest_before), (after, newest_after) = seen
    assert after == 2
    assert before < after
    if connection.vendor == "postgresql":  # why it is the count and not the newest row
        assert newest_before == newest_after


@pytest.mark.django_db(transaction=True)
def test_a_kept_connection_that_the_database_has_closed_is_opened_anew() -> None:
    lost = connection.connection

    def closing(execute: Callable[..., Any], *statement: Any) -> Any:
        if connection.connection is lost:
            raise OperationalError("server closed the connection unexpectedly")
        return execute(*statement)

    with connection.execute_wrapper(closing):
        count = audit.deeds()

    assert count == 0
    assert connection.connection is not lost


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_is_said_to_be_so() -> None:
    def away(*_given: Any) -> Any:
        raise OperationalError("connection refused")

    with connection.execute_wrapper(away), pytest.raises(OperationalError, match="refused"):
        audit.deeds()
