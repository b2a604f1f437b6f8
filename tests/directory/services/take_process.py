"""A process that takes waiting files and is killed on the way: see test_take_killed.

    python -m tests.directory.services.take_process <kind> <run> <other run>

Each attempt is a fork, so that Django is set up once: ``run`` is killed before its commit, before two of its
statements, lives, and is worked on once more; ``other run`` is taken with the guard off (each batch committed by
itself) and killed after its first batch. Prints after each what the database and the search then hold, as JSON.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

import django

#: So that a small file has several batches.
BATCH = 5


def main(kind: str, run: int, other: int) -> None:
    django.setup()
    from yuinowa.directory.queries import INSTITUTIONS
    from yuinowa.directory.services.runs import rows
    from yuinowa.search import index

    rows.BATCH = BATCH
    _fork(lambda: index.reindex(INSTITUTIONS))
    seen = [_fork(_seen)]
    statements = _killed(lambda tell: _take(kind, run, "commit", tell))
    moments = ("commit", *(str(statements * part // 3) for part in (1, 2)))
    for moment in moments[1:]:
        _killed(partial(_take, kind, run, moment))
        seen.append(_fork(_seen))
    _fork(lambda: _take_and_index(kind, run))
    seen.append(_fork(_seen))
    _fork(lambda: _take(kind, run, "never", lambda _sent: None))
    seen.append(_fork(_seen))
    _killed(lambda tell: _take_batch_by_batch(kind, other, tell))
    seen.append(_fork(_seen))
    sys.stdout.write(json.dumps(seen))


# ---------------------------------------------------------------- attempts


def _fork(deed: Callable[[], Any]) -> Any:
    """What ``deed`` gives in a process of its own."""
    code, told = _in_a_child(lambda tell: tell(deed()))
    assert code == 0, code
    return told


def _killed(deed: Callable[[Callable[[Any], None]], None]) -> Any:
    """What ``deed`` told before it died."""
    code, told = _in_a_child(deed)
    assert code == -signal.SIGKILL, code
    return told


def _in_a_child(deed: Callable[[Callable[[Any], None]], None]) -> tuple[int, Any]:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        code = 1
        try:
            deed(lambda value: _tell(writer, value))
            code = 0
        finally:
            os._exit(code)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), json.loads(text or "null")


def _tell(writer: int, value: Any) -> None:
    os.write(writer, json.dumps(value).encode())


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


# ---------------------------------------------------------------- taking


def _take(kind: str, run: int, moment: str, tell: Callable[[int], None]) -> None:
    """Do the job of ``run``; die before the statement ``moment``, or before the commit."""
    from django.db import connection

    sent = 0

    def count(execute: Any, *arguments: Any) -> Any:
        nonlocal sent
        sent += 1
        if str(sent) == moment:
            _die()
        return execute(*arguments)

    def die_first() -> None:
        tell(sent)
        _die()

    if moment == "commit":
        connection.commit = die_first  # type: ignore[method-assign]  # the seam
    with connection.execute_wrapper(count):
        _write(kind, run)


def _write(kind: str, run: int) -> None:
    from yuinowa.directory import tasks

    job = {"institutions": tasks.write_table, "isil": tasks.write_register}[kind]
    job({"run": run, "language": "ja"})


def _take_batch_by_batch(kind: str, run: int, tell: Callable[[int], None]) -> None:
    """The twin: what a batch wrote is committed before the next one."""
    from django.db import connection

    from yuinowa.directory.services.register import taking as register
    from yuinowa.directory.services.tables import taking as tables

    module: Any = {"institutions": tables, "isil": register}[kind]
    name = {"institutions": "_write_batch", "isil": "link"}[kind]
    step = getattr(module, name)

    def commit_and_die(*args: Any, **kwargs: Any) -> None:
        step(*args, **kwargs)
        connection.connection.commit()
        tell(1)
        _die()

    setattr(module, name, commit_and_die)
    _write(kind, run)


def _take_and_index(kind: str, run: int) -> None:
    """What the loop does when the dead process's claim is over."""
    from yuinowa.core import jobs
    from yuinowa.core.models import Lane

    _write(kind, run)
    jobs.run_due([Lane.INDEX])


# ---------------------------------------------------------------- what is there


def _seen() -> dict[str, Any]:
    """A mark of everything in the database, and how many rows some tables and the search have."""
    from django.apps import apps

    from yuinowa.core.rights import Actor
    from yuinowa.directory.domain.criteria import Criteria
    from yuinowa.directory.models import ImportRun, Institution, RegisterEntry
    from yuinowa.directory.queries import how_many

    mark = hashlib.sha256()
    for model in apps.get_models(include_auto_created=True):
        rows = model._base_manager.order_by("pk").values_list()
        mark.update(repr((model._meta.label, list(rows))).encode())
    return {
        "mark": mark.hexdigest(),
        "institutions": Institution.objects.count(),
        "entries": RegisterEntry.objects.count(),
        "found": how_many(Criteria(""), Actor.system()),
        "states": list(ImportRun.objects.order_by("pk").values_list("state", flat=True)),
    }


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
