"""How many pages visitors got, kept ones and made ones: counted by each web process, read by any of them.

Each process has a small file of its own, mapped into its memory, so that counting is adding to a number and
``/metrics``, which any process answers, tells of all.
"""

from __future__ import annotations

import mmap
import os
import shutil
import struct
import threading
from pathlib import Path

from django.conf import settings

#: Places in the file.
KEPT, MADE = 0, 1
_NUMBERS = struct.Struct("<2Q")


class _Sheet:
    """The file of one process."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            file.truncate(_NUMBERS.size)
            self._numbers = mmap.mmap(file.fileno(), _NUMBERS.size)

    def add(self, place: int) -> None:
        numbers = list(_NUMBERS.unpack_from(self._numbers))
        numbers[place] += 1
        _NUMBERS.pack_into(self._numbers, 0, *numbers)


_sheets: dict[int, _Sheet] = {}
_lock = threading.Lock()


def folder() -> Path:
    return Path(settings.DATA_DIR) / "kept-pages"


def count(place: int) -> None:
    """One page more. By the process: one that was forked meanwhile begins a file of its own."""
    process = os.getpid()
    with _lock:
        if process not in _sheets:
            _sheets.clear()
            _sheets[process] = _Sheet(folder() / str(process))
        _sheets[process].add(place)


def counted() -> tuple[int, int]:
    """Kept ones and made ones, of all web processes of this start."""
    kept = made = 0
    for path in folder().glob("[0-9]*"):
        told = path.read_bytes()
        if len(told) == _NUMBERS.size:
            more_kept, more_made = _NUMBERS.unpack(told)
            kept, made = kept + more_kept, made + more_made
    return kept, made


def begin() -> None:
    """Forget the counts of the start before; for whoever starts the web processes."""
    shutil.rmtree(folder(), ignore_errors=True)
