"""The audit trail names what was changed by hand, and what was cut off (R45)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from yuinowa.core import audit
from yuinowa.core.models import AuditAudience, AuditHead, AuditRow
from yuinowa.core.rights import Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
LIBRARIAN = Actor(person=5, institution=11)


@contextmanager
def _by_hand() -> Iterator[None]:
    """As somebody with the database in his hands: the triggers are off."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE core_audit DISABLE TRIGGER core_audit_append_only")
            yield
            cursor.execute("ALTER TABLE core_audit ENABLE TRIGGER core_audit_append_only")
        else:
            cursor.execute(
                "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'core_audit'"
            )
            triggers = [row[0] for row in cursor.fetchall()]
            cursor.execute("DROP TRIGGER core_audit_no_update")
            cursor.execute("DROP TRIGGER core_audit_no_delete")
            yield
            for trigger in triggers:
                cursor.execute(trigger)


def _three_deeds() -> None:
    for n in (1, 2, 3):
        audit.record("contact.record", None, actor=LIBRARIAN, after={"n": n}, audience=[12])


def test_rows_of_one_institution_follow_each_other() -> None:
    _three_deeds()
    audit.record("system.start", None, actor=Actor.system())

    assert list(AuditRow.objects.order_by("id").values_list("chain", "number")) == [
        (11, 1), (11, 2), (11, 3), (0, 1),
    ]  # fmt: skip
    assert audit.verify() == (4, [])
    assert AuditAudience.objects.filter(institution=12).count() == 3


def test_a_row_changed_by_hand_is_named() -> None:
    _three_deeds()
    with _by_hand():
        AuditRow.objects.filter(number=2).update(action="contact.view")

    assert audit.verify() == (3, [audit.Break(11, 2, "was changed after it was written")])


def test_a_row_taken_out_by_hand_is_named() -> None:
    _three_deeds()
    with _by_hand(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            cursor.execute("UPDATE core_audit SET number = 99 WHERE number = 2")
        else:
            cursor.execute("UPDATE core_audit SET number = 99 WHERE number = 2")

    _, breaks = audit.verify()
    assert breaks[0] == audit.Break(11, 3, "row 2 is missing")


def test_a_cut_tail_is_noticed_by_the_anchor(tmp_path: Path) -> None:
    anchors = tmp_path / "anchors.txt"
    _three_deeds()
    assert audit.anchor(anchors) == 1
    with _by_hand():
        last = AuditRow.objects.get(number=3)
        AuditHead.objects.filter(chain=11).update(number=2, hash=last.prev_hash)
        AuditRow.objects.filter(number=3).update(chain=999)

    _, breaks = audit.verify(anchors)
    assert audit.Break(11, 3, f"differs from what was anchored on {_day(anchors)}") in breaks


def _day(anchors: Path) -> str:
    return anchors.read_text().split()[0]


@pytest.mark.parametrize("deed", ["UPDATE core_audit SET action = 'x'", "DELETE FROM core_audit"])
def test_the_database_itself_refuses_to_rewrite(deed: str) -> None:
    audit.record("contact.record", None, actor=LIBRARIAN)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed)


def test_the_trail_holds_no_names() -> None:
    row = audit.record(
        "contact.record", None, actor=Actor(person=5, institution=11, label="試験 花子")
    )

    assert "試験" not in str(AuditRow.objects.filter(pk=row.pk).values().get())
