"""What files taken in have in common: where they lie, how long they and their traces are kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from yuinowa.core import clock
from yuinowa.directory.domain.runs import RunState
from yuinowa.directory.models import ImportLine, ImportRun

#: As long as somebody may want to know where a value came from, or take a run back.
KEEP_RUNS = timedelta(days=365)
#: So long a run can be taken back, and a file waits to be taken.
UNDO_WITHIN = timedelta(days=30)
#: States in which the file is still needed.
_WAITING = (RunState.COLUMNS, RunState.READING, RunState.PREVIEW, RunState.TAKING, RunState.FAILED)


def file_of(run: ImportRun) -> Path:
    """Where the file of ``run`` lies until it is taken or dropped; the name is ours (R15)."""
    return _folder() / f"{run.pk}.table"


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"


@transaction.atomic
def erase_old_runs() -> int:
    """Erase runs older than ``KEEP_RUNS`` with their lines, and files that wait no longer; how many runs."""
    old = ImportRun.objects.filter(created_at__lt=clock.now() - KEEP_RUNS)
    ImportLine.objects.filter(run__in=old).delete()
    deleted, _rows = old.delete()
    _sweep_files()
    return deleted


def _sweep_files() -> None:
    waiting = ImportRun.objects.filter(
        state__in=[state.value for state in _WAITING],
        created_at__gte=clock.now() - UNDO_WITHIN,
    )
    kept = {str(pk) for pk in waiting.values_list("pk", flat=True)}
    for path in _folder().glob("*.table"):
        if path.stem not in kept:
            path.unlink(missing_ok=True)
