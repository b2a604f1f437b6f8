"""What files taken in have in common: how long their traces are kept."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from yuinowa.core import clock
from yuinowa.directory.models import ImportLine, ImportRun

#: As long as somebody may want to know where a value came from, or take a run back.
KEEP_RUNS = timedelta(days=365)


@transaction.atomic
def erase_old_runs() -> int:
    """Erase runs older than ``KEEP_RUNS`` with their lines; how many runs."""
    old = ImportRun.objects.filter(created_at__lt=clock.now() - KEEP_RUNS)
    ImportLine.objects.filter(run__in=old).delete()
    deleted, _rows = old.delete()
    return deleted
