"""A process (tests/forks.py) that kills itself at a given moment of a deed, and counts what it sent to the database."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


class Dying:
    """Dies before statement number ``moment``, before the first commit (``commit``), or where ``instead`` is called."""

    def __init__(self, moment: str, *, is_apart: bool = False) -> None:
        self.moment = moment
        #: What was written until ``instead`` is kept all the same: the guard taken off.
        self.is_apart = is_apart
        #: Statements so far.
        self.sent = 0

    def instead(self, *_asked: object) -> None:
        """Stands in for the step at which the process dies."""
        if self.is_apart:
            connection.cursor().execute("COMMIT")
        _die()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """What is done in here is counted, and may be its last."""
        if self.moment == "commit":
            connection.commit = self._before_commit  # type: ignore[method-assign]  # the seam
        with connection.execute_wrapper(self._count):
            yield

    def tell(self, stands: object) -> None:
        """Print how many statements were sent, and what stands now."""
        sys.stdout.write(f"{self.sent} {stands}\n")

    def _count(self, execute: Any, *arguments: Any) -> Any:
        self.sent += 1
        if str(self.sent) == self.moment:
            _die()
        return execute(*arguments)

    def _before_commit(self) -> None:
        sys.stdout.write(f"{self.sent}\n")
        sys.stdout.flush()
        _die()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
