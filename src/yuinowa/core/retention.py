"""How long each table keeps what (R41): every model has an entry, or the build fails.

An entry says what personal data the table holds, how long rows live, and which function erases them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from yuinowa.core import audit, clock, idempotency, jobs, mail
from yuinowa.core.handlers import Payload, handler
from yuinowa.core.models import Lane, RetentionRun

logger = logging.getLogger(__name__)

#: How long the reports of the nightly job stay.
KEEP_REPORTS = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Entry:
    """``model`` as ``app.Model``; ``keeps`` in words for the privacy page; ``erase`` returns a count."""

    model: str
    personal: str
    keeps: str
    erase: Callable[[], int] | None = None


_ENTRIES: dict[str, Entry] = {}


def register(
    model: str,
    *,
    personal: str = "none",
    keeps: str = "always",
    erase: Callable[[], int] | None = None,
) -> None:
    """Enter a table into the register. ``keeps`` is ``always`` only for what is not about a person."""
    if model in _ENTRIES:
        raise RuntimeError(f"{model} has two retention entries")
    _ENTRIES[model] = Entry(model, personal, keeps, erase)


def entries() -> tuple[Entry, ...]:
    return tuple(sorted(_ENTRIES.values(), key=lambda entry: entry.model))


def erase_what_is_over() -> dict[str, int]:
    """Run every eraser; how many rows each erased. The report is kept and shown to those who watch."""
    at = clock.now()
    erased = {entry.model: entry.erase() for entry in entries() if entry.erase is not None}
    for model, count in erased.items():
        if count:
            logger.info("retention erased %d of %s", count, model)
    RetentionRun.objects.bulk_create(
        [RetentionRun(at=at, model=model, count=count) for model, count in erased.items()]
    )
    return erased


def _erase_old_reports() -> int:
    """Erase the reports of runs older than ``KEEP_REPORTS``; how many rows."""
    old = RetentionRun.objects.filter(at__lt=clock.now() - KEEP_REPORTS)
    deleted, _rows = old.delete()
    return deleted


def _run(_payload: Payload) -> None:
    erase_what_is_over()


def register_own() -> None:
    """Core's own tables, and those of Django that we use."""
    register("core.Job", keeps="14 days after it is done", erase=jobs.sweep)
    register("core.Schedule")
    register("core.Wait", personal="id of the person waited for", keeps="always; ids only")
    register("core.AuditHead")
    register("core.AuditRow", personal="id of the person who acted", keeps="always; ids only")
    register("core.AuditAudience")
    register("core.OnceKey", personal="id of the person", keeps="7 days", erase=idempotency.sweep)
    register(
        "core.Mail",
        personal="address and words of a mail until it is sent",
        keeps="30 days; unsent ones 14 days",
        erase=mail.sweep,
    )
    register("core.RetentionRun", keeps="3 years", erase=_erase_old_reports)
    register("auth.Permission")
    register("auth.Group")
    register("contenttypes.ContentType")
    register("sessions.Session", personal="signed-in person", keeps="12 hours", erase=_end_sessions)
    handler(mail.HANDLER, mail.deliver, lane=Lane.MAIL)
    handler("core.retention", _run, lane=Lane.BULK)
    handler("core.anchor", _anchor, lane=Lane.BULK)
    jobs.every("retention", "10 3 * * *", "core.retention")
    jobs.every("audit-anchor", "5 0 * * *", "core.anchor")


def _anchor(_payload: Payload) -> None:
    audit.anchor(audit.anchor_file())


def _end_sessions() -> int:
    from django.contrib.sessions.models import Session  # noqa: PLC0415  # models are ready only now

    deleted, _ = Session.objects.filter(expire_date__lt=clock.now()).delete()
    return deleted
