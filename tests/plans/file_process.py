"""A plan's file printed by its job in a process (tests/forks.py) that kills itself: see test_plan_prints_killed.

    <run> <folder> <n>        dies before its n-th statement
    <run> <folder> written    dies when half of the file is written
    <run> <folder> kept       dies when the file has its name, before the run is ended
    <run> <folder> never

Prints how many statements it sent.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any


def main(words: list[str]) -> None:
    run, folder, moment = words
    from django.conf import settings

    settings.PLAN_FILES_DIR = Path(folder)
    _watch(moment)
    _press_gives(moment)
    from yuinowa.plans.services.file_runs import carry_out

    carry_out(int(run))


def _watch(moment: str) -> None:
    from django.db import connection

    sent = 0

    def count(execute: Any, sql: Any, *arguments: Any) -> Any:
        nonlocal sent
        sent += 1
        if str(sent) == moment:
            _die(sent)
        return execute(sql, *arguments)

    connection.execute_wrappers.append(count)


def _press_gives(moment: str) -> None:
    """A word instead of a paper, and the moments between writing it and naming it."""
    from yuinowa.plans.domain.run import FileForm
    from yuinowa.plans.exchange import kept_files, papers

    def printed(_printed: object, _with: object) -> bytes:
        return b"%PDF"

    vars(papers)["_OF_PLAN"] = {FileForm.PDF: printed}

    class Kept(type(Path())):  # type: ignore[misc]  # the class of paths of this system
        def replace(self, target: Any) -> Any:
            if moment == "written":
                self.write_bytes(b"%P")
                _die(0)
            named = super().replace(target)
            if moment == "kept":
                _die(0)
            return named

    vars(kept_files)["Path"] = Kept


def _die(sent: int) -> None:
    sys.stdout.write(f"{sent}\n")
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)
