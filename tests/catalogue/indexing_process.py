"""Taking a file and indexing it in a process (tests/forks.py) that is killed on the way: see test_indexing_killed.

    <run> <folder of files> <folder of indexes> <n>        dies before its n-th statement, if it comes so far
    <run> <folder of files> <folder of indexes> <n>ms      is killed after so long, wherever it is
    <run> <folder of files> <folder of indexes> never

After every batch the index catches up; at last the check of the clock is made. It prints how many statements it
sent, the state of the run, how many records are written, whether the tables are whole and what the index says else.
"""

from __future__ import annotations

import os
import signal
import time


def main(words: list[str]) -> None:
    run, media, indexes, moment = words
    _work(int(run), media, indexes, moment)


def _work(run: int, media: str, indexes: str, moment: str) -> None:
    from django.conf import settings

    from tests.catalogue.whole import what_hangs_in_the_air, what_the_index_says_else
    from tests.partnerships.dying import Dying
    from yuinowa.catalogue.models import Run, SourceRecord
    from yuinowa.catalogue.queries.documents import WORKS
    from yuinowa.catalogue.services.runs import taking
    from yuinowa.search import index

    settings.MEDIA_ROOT, settings.SEARCH_DIR = media, indexes
    write = taking.write_batch

    def write_and_index(*asked: object) -> bool:
        written = write(*asked)  # type: ignore[arg-type]  # what it is called with
        index.catch_up(WORKS)
        return written

    vars(taking).update(BATCH=6, write_batch=write_and_index)
    if moment.endswith("ms"):
        _killed_after(int(moment.removesuffix("ms")) / 1_000)
    dying = Dying(moment)
    with dying.watched():
        taking.take(run)
        index.ensure_current()
    stands = (
        Run.objects.get(pk=run).state,
        SourceRecord.objects.count(),
        what_hangs_in_the_air(),
        what_the_index_says_else(),
    )
    dying.tell(stands)


def _killed_after(seconds: float) -> None:
    """From outside, so that no lock of this process and no call of the engine keeps it from dying."""
    mine = os.getpid()
    if os.fork() == 0:
        os.close(1)  # whoever reads what this process says waits for nobody else
        time.sleep(seconds)
        if os.getppid() == mine:
            os.kill(mine, signal.SIGKILL)
        os._exit(0)
