"""Taking a file of the register back: what stood there before stands there again, or nothing changes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.directory.domain.register import NAMES, EventKind
from yuinowa.directory.domain.runs import LineOutcome
from yuinowa.directory.models import (
    ImportLine,
    ImportRun,
    RegisterApplication,
    RegisterEntry,
    RegisterEvent,
)
from yuinowa.directory.services.register.entries import (
    ALIVE,
    STATE,
    UPDATED,
    fill,
    locked,
    plain,
    write_formers,
)
from yuinowa.directory.services.register.linking import erase_entered
from yuinowa.directory.services.runs.rows import BATCH, batches
from yuinowa.kernel.errors import WrongState


def put_back(run: ImportRun) -> None:
    """Undo the lines of ``run``.

    Raises:
        WrongState: an entry was changed since; it is named, and nothing was put back.
    """
    lines = run.lines.exclude(object_id=None).order_by("-pk")
    for batch in batches(lines.iterator(chunk_size=BATCH)):
        here = locked(line.label for line in batch)
        changed, erased, events = [], [], []
        named = _named_by_applications(here.values())
        for line in batch:
            entry = here.get(line.label)
            _refuse_what_was_changed_since(line, entry, named)
            assert entry is not None  # noqa: S101  # refused above
            if line.outcome == LineOutcome.NEW:
                erased.append(entry)
            else:
                before = line.stood
                fill(entry, plain(entry) | before)
                entry.section = before.get("section", entry.section)
                entry.status = before.get("status", entry.status)
                entry.ended_on = None if entry.status in ALIVE else entry.ended_on
                entry.version += 1
                if line.says.get("made_institution") == entry.institution_id:
                    entry.institution_id = None
                changed.append(entry)
            events.append(
                RegisterEvent(isil=line.label, kind=EventKind.UNDONE.value, at=clock.now(), run=run)
            )
        RegisterEntry.objects.bulk_update(changed, UPDATED)
        write_formers(changed)
        RegisterEntry.objects.filter(pk__in=[entry.pk for entry in erased]).delete()
        RegisterEvent.objects.bulk_create(events)
        erase_entered(batch)


def _named_by_applications(entries: Iterable[RegisterEntry]) -> set[int | None]:
    """The entries that some application is about, or names as a successor."""
    ids = [entry.pk for entry in entries]
    rows = RegisterApplication.objects.filter(Q(entry__in=ids) | Q(successor__in=ids))
    return {pk for pair in rows.values_list("entry", "successor") for pk in pair}


def _refuse_what_was_changed_since(
    line: ImportLine, entry: RegisterEntry | None, named: set[int | None]
) -> None:
    wrote = {k: v for k, v in line.says.items() if k in NAMES or k in STATE}
    now = None if entry is None else plain(entry)
    touched = entry is not None and entry.pk in named and line.outcome == LineOutcome.NEW
    if now is None or touched or any(now[name] != value for name, value in wrote.items()):
        raise WrongState(
            _(
                "The entry %(isil)s was changed after this file was taken, so the file cannot be taken back."
            )
            % {"isil": line.label},
            next_step=_("Correct the entries one by one, or send a corrected file."),
        )
