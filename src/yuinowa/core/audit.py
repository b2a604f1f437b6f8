"""The audit trail (R45): one row a deed, hash-chained per institution acted for, append-only.

A row is written in the deed's own transaction; the chain's head is locked last, so call ``record`` at the
end of a service. Chain 0 is the system's. The day's last hashes also go to a file outside the database
(``anchor``), so that a tail cut off the chain is noticed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Max, Model
from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.core.logs import request_id
from yuinowa.core.models import AuditAudience, AuditHead, AuditRow
from yuinowa.core.rights import Actor

SYSTEM_CHAIN = 0


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain no longer holds."""

    chain: int
    number: int
    fault: str


def record(
    action: str,
    obj: Model | None,
    *,
    actor: Actor,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    audience: Iterable[int | None] = (),
) -> AuditRow:
    """Append one row for ``action`` on ``obj`` to the chain of the institution ``actor`` acts for.

    ``before`` and ``after`` hold non-personal fields only. ``audience`` are the other institutions that may
    read the row. Must run inside the transaction of the deed.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("audit.record belongs into the transaction of the deed")
    chain = actor.acts_for or SYSTEM_CHAIN
    AuditHead.objects.bulk_create([AuditHead(chain=chain)], ignore_conflicts=True)
    head = AuditHead.objects.select_for_update().get(chain=chain)
    row = AuditRow(
        chain=chain,
        number=head.number + 1,
        at=clock.now(),
        person=actor.person,
        institution=actor.acts_for,
        via=actor.via.value,
        action=action,
        object_kind=obj._meta.label if obj is not None else "",
        object_id=str(obj.pk) if obj is not None else "",
        before=_plain(before),
        after=_plain(after),
        request_id=request_id.get(),
        prev_hash=head.hash,
    )
    row.hash = digest(row)
    row.save(force_insert=True)
    readers = {reader for reader in audience if reader is not None and reader != chain}
    AuditAudience.objects.bulk_create(
        [AuditAudience(row=row, institution=reader) for reader in sorted(readers)]
    )
    AuditHead.objects.filter(chain=chain).update(number=row.number, hash=row.hash)
    return row


def deeds() -> int:
    """How many deeds all chains hold: while it stands, nothing was done that anybody could see.

    Counted from the heads, not from the newest row: a number that is given out first may be committed last, and
    the newest row would not tell. Each head is written in the deed's own transaction.

    As the first question of a request it tells by itself whether a connection that was kept still works, so
    that none is asked for that alone; if it does not, a new one is opened.
    """
    if connection.in_atomic_block:
        return _deeds()
    connection.health_check_done = True  # type: ignore[attr-defined]  # the stubs leave it out
    try:
        return _deeds()
    except (OperationalError, InterfaceError):
        connection.close()
        return _deeds()


def _deeds() -> int:
    # Without the ORM, which would take longer to write the question than the database to answer it.
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT SUM(number) FROM {AuditHead._meta.db_table}")  # noqa: S608  # a name of ours
        (count,) = cursor.fetchone()
    return int(count or 0)


def _plain(values: dict[str, Any] | None) -> dict[str, Any] | None:
    if values is None:
        return None
    plain: dict[str, Any] = json.loads(json.dumps(values, default=str, ensure_ascii=False))
    return plain


def digest(row: AuditRow) -> str:
    """SHA-256 over the previous hash and the row as canonical JSON."""
    content = {
        "chain": row.chain,
        "number": row.number,
        "at": row.at.isoformat(timespec="microseconds"),
        "person": row.person,
        "institution": row.institution,
        "via": row.via,
        "action": row.action,
        "object": [row.object_kind, row.object_id],
        "before": row.before,
        "after": row.after,
        "request": row.request_id,
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256((row.prev_hash + canonical).encode("utf-8")).hexdigest()


def last_change(kinds: str, *, since: datetime) -> datetime:
    """When something of ``kinds`` (``directory.``) was last changed; ``since``, if not later than that."""
    rows = AuditRow.objects.filter(at__gte=since, object_kind__startswith=kinds)
    latest: datetime | None = rows.aggregate(latest=Max("at"))["latest"]
    return latest or since


def verify(anchors: Path | None = None) -> tuple[int, list[Break]]:
    """How many rows were read, and the first break of each chain that does not hold.

    With ``anchors`` (a file written by ``anchor``) a chain shorter than it was is a break as well.
    """
    count = 0
    breaks: list[Break] = []
    ends: dict[int, tuple[int, str]] = {}
    broken: set[int] = set()
    for row in AuditRow.objects.order_by("chain", "number").iterator(chunk_size=2000):
        count += 1
        number, last = ends.get(row.chain, (0, ""))
        fault = _fault(row, number, last)
        if fault and row.chain not in broken:
            broken.add(row.chain)
            breaks.append(Break(row.chain, row.number, fault))
        ends[row.chain] = (row.number, row.hash)
    for head in AuditHead.objects.order_by("chain"):
        number, last = ends.get(head.chain, (0, ""))
        if head.chain not in broken and (number, last) != (head.number, head.hash):
            broken.add(head.chain)
            breaks.append(Break(head.chain, number + 1, _("rows are missing at the end")))
    breaks += [b for b in _against_anchors(anchors) if b.chain not in broken]
    return count, breaks


def _fault(row: AuditRow, number: int, last: str) -> str:
    if row.number != number + 1:
        return _("row %(row)s is missing") % {"row": number + 1}
    if row.prev_hash != last:
        return _("does not follow the row before it")
    if row.hash != digest(row):
        return _("was changed after it was written")
    return ""


def anchor(path: Path) -> int:
    """Append today's chain ends to the file at ``path`` and return how many chains there are."""
    with transaction.atomic():
        heads = list(AuditHead.objects.order_by("chain").values_list("chain", "number", "hash"))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        for chain, number, last in heads:
            file.write(f"{clock.today().isoformat()} {chain} {number} {last}\n")
    return len(heads)


def _against_anchors(path: Path | None) -> Iterator[Break]:
    if path is None or not path.exists():
        return
    seen: set[int] = set()
    for line in path.read_text(encoding="ascii").splitlines():
        day, chain, number, expected = line.split()
        if int(number) == 0 or int(chain) in seen:
            continue
        found = (
            AuditRow.objects.filter(chain=chain, number=number)
            .values_list("hash", flat=True)
            .first()
        )
        if found != expected:
            seen.add(int(chain))
            differs = _("differs from what was anchored on %(day)s") % {"day": day}
            yield Break(int(chain), int(number), differs)


def anchor_file() -> Path:
    """Where the anchors go: beside the data, to be copied off the machine with the backup."""
    return Path(settings.DATA_DIR) / "audit-anchors.txt"
