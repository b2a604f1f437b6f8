"""Taking a file of figures in a process (tests/forks.py) that kills itself on the way: see test_killed_and_raced.

    <run> <n>           dies before its n-th statement
    <run> commit        dies before its first commit
    <run> never
    <run> <n> --apart   the guard taken off: counted apart from the step

Each prints how many statements it sent.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any


def main(words: list[str]) -> None:
    run, moment, *apart = words
    if apart:
        _take_the_guard_off()
    _take(int(run), moment)


def _take(pk: int, moment: str) -> None:
    from django.db import connection

    from yuinowa.core.rights import Actor
    from yuinowa.ledger.models import FigureRun
    from yuinowa.ledger.services import figure_runs

    run = FigureRun.objects.get(pk=pk)
    sent = 0

    def count(execute: Any, *arguments: Any) -> Any:
        nonlocal sent
        sent += 1
        if str(sent) == moment:
            _die()
        return execute(*arguments)

    def die_first() -> None:
        sys.stdout.write(f"{sent}\n")
        sys.stdout.flush()
        _die()

    if moment == "commit":
        connection.commit = die_first  # type: ignore[method-assign]  # the seam
    with connection.execute_wrapper(count):
        figure_runs.take(run, version=run.version, actor=Actor.system())
    sys.stdout.write(f"{sent}\n")


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _take_the_guard_off() -> None:
    """The figures are counted first, the file is called taken afterwards."""
    from django.db import transaction

    from yuinowa.ledger.services.figure_runs import taking

    whole = vars(taking)["move"]

    def apart(run: Any, action: Any, *, change: Any, **more: Any) -> Any:
        with transaction.atomic():
            change(run)

        def note(row: Any) -> None:
            row.statement, row.taken_at = run.statement, run.taken_at

        return whole(run, action, change=note, **more)

    vars(taking)["move"] = apart
