"""yuinowa serve: pages and the job loop, without a lock that outlives its holder."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import threading
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.db import connection

from tests.config.installation import Installation
from yuinowa.config import serving


class Forked:
    """Stands where the web server forks its processes, and looks at what they would inherit."""

    found: ClassVar[dict[str, Any]] = {}
    interrupt_signal = False

    def __init__(self, **_options: object) -> None: ...

    def serve(self) -> None:
        database = str(connection.settings_dict["NAME"])
        Forked.found = {
            "files": [path for path in _open_files() if path.startswith(database)],
            "threads": {thread.name for thread in threading.enumerate()},
        }


def _open_files() -> list[str]:
    found = []
    for entry in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # the listing's own
            found.append(str(entry.readlink()))
    return found


@pytest.mark.django_db(transaction=True)
def test_the_web_processes_are_forked_without_an_open_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """SQLite's locks live in the memory of a process: a fork that inherits one never writes again."""
    started: list[list[str]] = []

    class Child:
        def __init__(self, command: list[str], **_options: object) -> None:
            started.append(command)
            self._over = threading.Event()

        def wait(self) -> None:
            self._over.wait(10)

        def terminate(self) -> None:
            self._over.set()

    monkeypatch.setattr("granian.Granian", Forked)
    monkeypatch.setattr(subprocess, "Popen", Child)
    monkeypatch.setattr(serving, "call_command", lambda *_words, **_options: None)
    monkeypatch.setattr(os, "register_at_fork", lambda **_hooks: None)
    options = argparse.Namespace(
        with_demo=False, no_jobs=False, address="127.0.0.1", port=0, workers=1
    )

    assert serving.serve(options) == 0

    assert Forked.found["files"] == []
    assert not {name for name in Forked.found["threads"] if name.startswith("lane-")}
    assert started[0][-2:] == ["jobs", "--until-input-ends"]


def test_the_job_loop_ends_when_its_input_does(migrated: Installation) -> None:
    """The server was killed: nobody else would end the loop."""
    command = migrated.command("jobs", "--until-input-ends")
    loop = subprocess.Popen(command, env=migrated.env, stdin=subprocess.PIPE)
    assert loop.stdin is not None
    loop.stdin.close()
    assert loop.wait(timeout=60) == 0


def test_it_ends_although_some_web_processes_are_still_reading_the_program(
    migrated: Installation, unused_tcp_port: int
) -> None:
    """Ctrl+C and ``kill`` of the group reach everybody once, also those that do not listen yet."""
    address = f"http://127.0.0.1:{unused_tcp_port}/"
    server = subprocess.Popen(
        migrated.command("serve", "--workers", "4", "--port", str(unused_tcp_port)),
        env=migrated.env,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for_a_page(address)
        os.killpg(server.pid, signal.SIGTERM)
        assert server.wait(timeout=serving.STOPS_WITHIN_SECONDS / 2) == 0
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


def test_no_web_process_outlives_a_server_that_was_killed(
    migrated: Installation, unused_tcp_port: int
) -> None:
    """It would go on answering at the port of the next server, with the program of the last."""
    address = f"http://127.0.0.1:{unused_tcp_port}/"
    server = subprocess.Popen(
        migrated.command("serve", "--workers", "2", "--port", str(unused_tcp_port)),
        env=migrated.env,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for_a_page(address)
        os.kill(server.pid, signal.SIGKILL)
        server.wait()
        _wait_for_silence(unused_tcp_port)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)


def test_a_fork_of_the_server_does_not_swallow_the_signal_to_end() -> None:
    """The twin of the test above: what a web process inherits, and what it makes of it."""
    before = signal.signal(signal.SIGTERM, lambda *_: None), signal.getsignal(signal.SIGINT)
    try:
        serving._hear_signals_again()
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])


@pytest.fixture
def unused_tcp_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for_a_page(address: str) -> None:
    for _ in range(600):
        with suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.05)
    raise AssertionError("it does not answer")


def _wait_for_silence(port: int) -> None:
    for _ in range(600):
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.05)
    raise AssertionError("somebody still answers")


@pytest.mark.parametrize("words", [("serve",), ("import", "directory"), ("ledger", "verify")])
def test_a_database_without_tables_is_named_with_the_next_step(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    said = Installation(tmp_path).run(*words, status=1)

    assert "yuinowa init" in said
    assert "Traceback" not in said
