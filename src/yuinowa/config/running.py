"""Who uses the data folder: pages and job loop together, a restore or an upgrade alone.

A lock on a file, freed by the system when its process dies.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from yuinowa.config.words import _
from yuinowa.core.backup.faults import BackupFault


@contextmanager
def together() -> Iterator[None]:
    """For ``serve`` and ``jobs``.

    Raises:
        BackupFault: a restore or an upgrade is going on.
    """
    words = _("A restore or an upgrade is going on here: wait until it is done.")
    with _locked(fcntl.LOCK_SH, words):
        yield


@contextmanager
def alone() -> Iterator[None]:
    """For what may not meet a running site.

    Raises:
        BackupFault: it runs.
    """
    words = _("Yuinowa is running here: stop it first (Ctrl+C, or systemctl stop 'yuinowa-*').")
    with _locked(fcntl.LOCK_EX, words):
        yield


@contextmanager
def _locked(kind: int, words: str) -> Iterator[None]:
    with (Path(settings.DATA_DIR) / "running.lock").open("w") as lock:
        try:
            fcntl.flock(lock, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupFault(words) from error
        yield
