"""Where files that come in lie, and how long they and their traces are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.directory.domain.runs import RunState
from yuinowa.directory.models import ImportLine, ImportRun
from yuinowa.kernel.errors import InputRefused, WrongState

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


def kept_file(run: ImportRun) -> Path:
    """The file of ``run``.

    Raises:
        WrongState: it was removed.
    """
    path = file_of(run)
    if not path.exists():
        raise WrongState(_("The file is no longer kept."), next_step=_("Send it again to go on."))
    return path


def keep(run: ImportRun, chunks: Iterable[bytes], *, most_bytes: int | None) -> None:
    """Write the file of ``run`` and note its digest and size.

    Raises:
        InputRefused: it is larger than ``most_bytes``.
    """
    path = file_of(run)
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if most_bytes is not None and size > most_bytes:
                raise InputRefused(
                    _("The file is larger than %(most)s MB.") % {"most": most_bytes >> 20},
                    place=run.file_name,
                    next_step=_("Have the operator take it in."),
                )
            digest.update(chunk)
            file.write(chunk)
    run.digest, run.counts = digest.hexdigest(), {"bytes": size}


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
