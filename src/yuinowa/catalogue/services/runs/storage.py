"""Where files of records lie until they are taken or dropped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from yuinowa.catalogue.domain.sources import RunState
from yuinowa.catalogue.models import Run
from yuinowa.core import clock
from yuinowa.kernel.errors import InputRefused, WrongState

#: So long a file waits to be taken.
KEEP_FILES = timedelta(days=30)
#: States in which the file is still needed.
_WAITING = (
    RunState.COLUMNS,
    RunState.FETCHING,
    RunState.READING,
    RunState.PREVIEW,
    RunState.TAKING,
    RunState.FAILED,
)


def file_of(run: Run) -> Path:
    """Where the file of ``run`` lies; the name is ours (R15)."""
    return _folder() / f"{run.pk}.records"


def understood_of(run: Run) -> Path:
    """Where lies what was understood of the file of ``run`` (``keeping``), from its reading to its taking."""
    return _folder() / f"{run.pk}.understood"


def mark_of(run: Run) -> str:
    """What tells apart how files are understood: another file, form or choice of columns has another mark."""
    said = json.dumps([run.digest, run.source.form, run.mapping], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def remove(run: Run) -> None:
    """The file of ``run`` is no longer needed, nor what was understood of it."""
    file_of(run).unlink(missing_ok=True)
    understood_of(run).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "catalogue"


def kept_file(run: Run) -> Path:
    """The file of ``run``.

    Raises:
        WrongState: it was removed.
    """
    path = file_of(run)
    if not path.exists():
        raise WrongState(_("The file is no longer kept."), next_step=_("Send it again to go on."))
    return path


def keep(run: Run, chunks: Iterable[bytes], *, most_bytes: int | None) -> None:
    """Write the file of ``run`` and note its digest and size.

    Raises:
        InputRefused: it is empty, or larger than ``most_bytes``.
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
                    next_step=_("Send it in parts, or have the operator take it in."),
                )
            digest.update(chunk)
            file.write(chunk)
    if not size:
        raise InputRefused(_("There is nothing in the file."), place=run.file_name)
    run.digest, run.counts = digest.hexdigest(), {"bytes": size}


def sweep_files() -> int:
    """Remove files that nobody will take any more; how many."""
    waiting = Run.objects.filter(
        state__in=[state.value for state in _WAITING],
        created_at__gte=clock.now() - KEEP_FILES,
    )
    kept = {str(pk) for pk in waiting.values_list("pk", flat=True)}
    # One that is just being sent has no row yet that others see.
    old = clock.now().timestamp() - timedelta(days=1).total_seconds()
    gone = [
        path
        for ending in (".records", ".understood", ".understood.new")
        for path in _folder().glob(f"*{ending}")
        if path.name.removesuffix(ending) not in kept and path.stat().st_mtime < old
    ]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
