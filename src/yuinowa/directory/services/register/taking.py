"""Writing the shown lines of a register file: all of them, or none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.directory.domain.register import EventKind
from yuinowa.directory.domain.runs import LineOutcome
from yuinowa.directory.models import ImportLine, ImportRun, RegisterEntry, RegisterEvent
from yuinowa.directory.services.register.entries import (
    ALIVE,
    UPDATED,
    fill,
    locked,
    plain,
    write_formers,
)
from yuinowa.directory.services.register.linking import link
from yuinowa.directory.services.runs.rows import BATCH, batches
from yuinowa.kernel.errors import WrongState

_TAKEN = (LineOutcome.NEW.value, LineOutcome.CHANGED.value, LineOutcome.GONE.value)


def lines_to_take(run: ImportRun) -> QuerySet[ImportLine]:
    return run.lines.filter(outcome__in=_TAKEN)


def write(run: ImportRun) -> dict[str, int]:
    """Write the lines of ``run``; how many institutions were entered and linked.

    Raises:
        WrongState: the register no longer stands as the preview showed it.
    """
    made = linked = 0
    with_institutions = run.mapping["with_institutions"]
    lines = lines_to_take(run).order_by("pk")
    for batch in batches(lines.iterator(chunk_size=BATCH)):
        entries = _written(run, batch)
        found, new = link(batch, entries, with_institutions=with_institutions)
        linked, made = linked + found, made + new
    return {"linked": linked, "institutions": made}


def _written(run: ImportRun, batch: list[ImportLine]) -> dict[str, RegisterEntry]:
    here = locked(line.label for line in batch)
    new, changed, events = [], [], []
    now = clock.now()
    for line in batch:
        entry = here.get(line.label)
        before, after = line.stood, line.says
        _refuse_what_moved(line, entry, before)
        if entry is None:
            entry = RegisterEntry(isil=line.label)
            fill(entry, after)
            new.append(entry)
        else:
            fill(entry, plain(entry) | after)
            entry.version += 1
            changed.append(entry)
        entry.section = after.get("section", entry.section)
        entry.status = after.get("status", entry.status)
        entry.ended_on = None if entry.status in ALIVE else entry.ended_on or clock.today()
        events.append(_event(run, line, now))
    RegisterEntry.objects.bulk_create(new)
    RegisterEntry.objects.bulk_update(changed, UPDATED)
    write_formers([*new, *changed])
    RegisterEvent.objects.bulk_create(events)
    return here | {entry.isil: entry for entry in new}


def _refuse_what_moved(
    line: ImportLine, entry: RegisterEntry | None, stood: Mapping[str, Any]
) -> None:
    """The entry must stand as the run has seen it; a new one must not be there."""
    now = None if entry is None else plain(entry)
    is_new = line.outcome == LineOutcome.NEW
    same = now is None if is_new else now is not None and all(now[k] == v for k, v in stood.items())
    if not same:
        raise WrongState(
            _("The entry %(isil)s was changed by somebody else since the file was read.")
            % {"isil": line.label},
            next_step=_("Drop this file, send it again, and look at the new preview."),
        )


def _event(run: ImportRun, line: ImportLine, now: datetime) -> RegisterEvent:
    before, after = line.stood, line.says
    kinds = {LineOutcome.NEW: EventKind.REGISTERED, LineOutcome.CHANGED: EventKind.CHANGED}
    kind = kinds.get(LineOutcome(line.outcome), EventKind.GONE)
    changes = (
        {} if kind is EventKind.REGISTERED else {k: [before.get(k, ""), after[k]] for k in before}
    )
    return RegisterEvent(isil=line.label, kind=kind.value, at=now, changes=changes, run=run)
