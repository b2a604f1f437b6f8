"""``yuinowa import plan`` in a process (tests/forks.py) that kills itself on the way: see test_import_killed.

    <file> <n>           dies before its n-th statement
    <file> commit        dies before its first commit
    <file> never
    <file> <n> --apart   the guard taken off: no step shares a transaction

An import prints how many statements it sent.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

from yuinowa.config import cli, commands  # noqa: F401  # read before the forks


def main(words: list[str]) -> None:
    file, moment, *apart = words
    if apart:
        _take_the_guard_off()
    assert _import(file, moment) == 0


def _import(file: str, moment: str) -> int:
    from django.db import connection

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
        code = cli.main(["import", "plan", file])
    sys.stdout.write(f"{sent}\n")
    return code


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _take_the_guard_off() -> None:
    from yuinowa.plans.services import importing

    vars(importing)["transaction"] = SimpleNamespace(atomic=nullcontext)
