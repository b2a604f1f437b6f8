"""The long-running verbs: web pages with the job loop beside them, or the job loop alone."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import translation

from yuinowa.config import running
from yuinowa.config.database import bring_up_to_date, not_of_this_version
from yuinowa.config.demo import giving
from yuinowa.config.words import _
from yuinowa.core.jobs import Loop, run_due
from yuinowa.portal.queries.operation import migrations_missing
from yuinowa.search import index
from yuinowa.ui import tally

#: Between the death of a job loop and its next start.
AGAIN_AFTER_SECONDS = 5
#: What a stopping job loop gets to finish its jobs, and a stopping web process to finish its page.
STOPS_WITHIN_SECONDS = 40


def serve(options: argparse.Namespace) -> int:
    """Start web processes and a job loop; both end with SIGINT or SIGTERM."""
    with running.together():
        return _serve(options)


def _serve(options: argparse.Namespace) -> int:
    from granian import Granian
    from granian.constants import Interfaces

    from yuinowa.accounts.services import has_demo_persons
    from yuinowa.config import production
    from yuinowa.config.demo.region import load, sign_in_names

    is_giving = False
    if options.with_demo and settings.DEMO:
        bring_up_to_date()
        print(_("The database is up to date."))
        load(tell=print)
        is_giving = options.with_records > 0 and giving.begin(options.with_records)
    if settings.MODE == "production" and (faults := production.faults()):
        print(
            _("yuinowa does not start in production mode:"), *faults, sep="\n  - ", file=sys.stderr
        )
        return 1
    if migrations_missing():
        print(f"yuinowa: {not_of_this_version()}", file=sys.stderr)
        return 1
    call_command("collectstatic", interactive=False, verbosity=0)
    index.ensure_current()
    tally.begin()
    port = options.port or settings.PORT
    address = f"http://{options.address}:{port}/"
    print("\n  " + _("Yuinowa is at %(address)s") % {"address": address} + "\n")
    if settings.DEMO and has_demo_persons():
        for line in sign_in_names():
            print(f"  {line}")
    if is_giving:
        print("\n  " + _("Its libraries are giving their records meanwhile: a minute or two."))
    print("\n  " + _("Stop with Ctrl+C."), flush=True)
    # The web processes are forks of this one. SQLite keeps its locks in the memory of the process: a fork made
    # while a connection is open here would believe for ever that somebody holds them.
    connections.close_all()
    os.register_at_fork(after_in_child=_hear_signals_again)
    os.register_at_fork(after_in_child=_end_with_the_server)
    server = Granian(
        target="yuinowa.config.wsgi:application",
        address=options.address,
        port=port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        workers_kill_timeout=STOPS_WITHIN_SECONDS,
        blocking_threads=1,
        log_access=False,
        log_enabled=False,
        respawn_failed_workers=True,
    )
    with _jobs_beside(is_wanted=not options.no_jobs):
        try:
            server.serve()
        except SystemExit:
            # That a web process died is no fault when all were told to end.
            if not server.interrupt_signal:
                raise
    return 0


def _hear_signals_again() -> None:
    """Let a web process that is still reading the program end at once when it is told to.

    It is a fork of this process and would note the signal as its parent does, in a place where nobody looks, until
    it has read everything and set up hearing of its own. Told once, it would then never end.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _end_with_the_server() -> None:
    """Let a web process end when the server that forked it is gone, though nobody told it to.

    Killed outright, the server tells nobody; and the next one can use the same port beside those that were left,
    which would go on answering with what the program was before.
    """
    threading.Thread(target=_until_gone, args=(os.getppid(),), daemon=True).start()


def _until_gone(server: int) -> None:
    while os.getppid() == server:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(STOPS_WITHIN_SECONDS)
    os._exit(1)


@contextmanager
def _jobs_beside(*, is_wanted: bool) -> Iterator[None]:
    """The job loop as a process of its own, started again when it dies, ended with the body.

    Its standard input is a pipe from here: should this process be killed, the loop sees the end of it.
    """
    if not is_wanted:
        yield
        return
    over = threading.Event()
    children: list[subprocess.Popen[bytes]] = []

    def keep() -> None:
        while not over.is_set():
            child = subprocess.Popen(
                [sys.executable, "-m", "yuinowa.config.cli", "jobs", "--until-input-ends"],
                stdin=subprocess.PIPE,
            )
            children[:] = [child]
            child.wait()
            over.wait(AGAIN_AFTER_SECONDS)

    keeper = threading.Thread(target=keep, name="jobs-keeper", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        for child in children:
            child.terminate()
        keeper.join(STOPS_WITHIN_SECONDS)


def jobs(options: argparse.Namespace) -> int:
    """Run the job loop until SIGINT or SIGTERM, or work through what is due now."""
    if options.once:
        # What jobs write is for others; how this operator reads does not matter to it.
        with translation.override(settings.LANGUAGE_CODE):
            done = run_due()
        print(_("Jobs done: %(count)s.") % {"count": f"{done:,}"})
        return 0
    over = threading.Event()

    def end(_signal: int, _frame: FrameType | None) -> None:
        over.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    if options.until_input_ends:
        threading.Thread(target=_until_input_ends, args=(over,), daemon=True).start()
    with running.together():
        index.ensure_current()
        loop = Loop()
        loop.start()
        over.wait()
        loop.stop()
    return 0


def _until_input_ends(over: threading.Event) -> None:
    # Not by sys.stdin: its lock would be held while the interpreter ends, which dies of that.
    while os.read(0, 1024):
        pass
    over.set()
