"""yuinowa serve: pages and the job loop, without a lock that outlives its holder."""

from __future__ import annotations

import argparse
import subprocess
import threading
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
    options = argparse.Namespace(
        with_demo=False, no_jobs=False, address="127.0.0.1", port=0, workers=1
    )

    assert serving.serve(options) == 0

    assert Forked.found["files"] == []
    assert not {name for name in Forked.found["threads"] if name.startswith("lane-")}
    assert started[0][-2:] == ["jobs", "--until-input-ends"]


def test_the_job_loop_ends_when_its_input_does(tmp_path: Path) -> None:
    """The server was killed: nobody else would end the loop."""
    place = Installation(tmp_path)
    place.run("migrate")
    loop = subprocess.Popen(
        place.command("jobs", "--until-input-ends"), env=place.env, stdin=subprocess.PIPE
    )
    assert loop.stdin is not None
    loop.stdin.close()
    assert loop.wait(timeout=60) == 0


@pytest.mark.parametrize("words", [("serve",), ("import", "directory"), ("ledger", "verify")])
def test_a_database_without_tables_is_named_with_the_next_step(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    said = Installation(tmp_path).run(*words, status=1)

    assert "yuinowa init" in said
    assert "Traceback" not in said
