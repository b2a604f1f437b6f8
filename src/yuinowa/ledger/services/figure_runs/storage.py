"""Where the documents of statements lie: kept as they came, as long as figures stand on them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.kernel.errors import InputRefused, WrongState
from yuinowa.ledger.domain.figure_runs import RunState
from yuinowa.ledger.exchange.figure_tables import MOST_BYTES
from yuinowa.ledger.models import FigureLine, FigureRun

#: A file that nobody took is dropped after so long; nothing of it was ever counted.
WAITS = timedelta(days=30)
_OPEN = (RunState.COLUMNS.value, RunState.PREVIEW.value)


def attachment_of(run: FigureRun) -> str:
    """What the document of ``run`` is called among the kept files; the name is ours (R15)."""
    return f"statements/{run.pk}"


def document_of(run: FigureRun) -> Path:
    """The file of ``run``.

    Raises:
        WrongState: it was removed.
    """
    path = _path(run)
    if not path.exists():
        raise WrongState(_("The file is no longer kept."), next_step=_("Send it again to go on."))
    return path


def _path(run: FigureRun) -> Path:
    return Path(settings.MEDIA_ROOT) / attachment_of(run)


def keep(run: FigureRun, chunks: Iterable[bytes]) -> None:
    """Write the file of ``run`` and note its digest.

    Raises:
        InputRefused: it is too large.
    """
    path = _path(run)
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES:
                raise InputRefused(
                    _("The file is larger than %(most)s MB.") % {"most": MOST_BYTES >> 20},
                    place=run.file_name,
                    next_step=_("Divide it into several files."),
                )
            digest.update(chunk)
            file.write(chunk)
    run.digest = digest.hexdigest()


def remove(run: FigureRun) -> None:
    _path(run).unlink(missing_ok=True)


@transaction.atomic
def drop_forgotten() -> int:
    """Erase files that nobody took within ``WAITS``, with what was shown of them; how many."""
    old = FigureRun.objects.filter(state__in=_OPEN, created_at__lt=clock.now() - WAITS)
    dropped = FigureRun.objects.filter(state=RunState.DROPPED.value)
    runs = list((old | dropped.filter(created_at__lt=clock.now() - WAITS)).order_by("pk"))
    FigureLine.objects.filter(run__in=runs).delete()
    FigureRun.objects.filter(pk__in=[run.pk for run in runs]).delete()
    for run in runs:
        remove(run)
    return len(runs)
