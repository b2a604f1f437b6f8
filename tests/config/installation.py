"""An installation of its own, driven as an operator does: by the command, in processes of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
from django.db import connection

from tests import processes
from tests.config.begun import COMMAND, begun, can_be_begun
from tests.made_once import ON_SERVER, alone_in, on_server, url_of

ROOT = Path(__file__).parents[2]
_numbers = count(1)


@dataclass
class Installation:
    """A data folder and a database: of the kind the tests run on."""

    data: Path
    database: str = ""
    more: dict[str, str] = field(default_factory=dict)
    #: Tests read what the command says in English; without one it speaks as it does where nothing is set.
    language: str | None = "en"

    @property
    def env(self) -> dict[str, str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("YUINOWA_", "DJANGO_"))}
        own = {"YUINOWA_DATA_DIR": str(self.data), "YUINOWA_MODE": "demo"}
        if self.language:
            own["YUINOWA_LANGUAGE"] = self.language
        if self.database:
            own["YUINOWA_DATABASE_URL"] = url_of(self.database)
        path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
        return clean | {"PYTHONPATH": path} | own | self.more

    def command(self, *words: str, module: str = COMMAND) -> list[str]:
        return [sys.executable, "-m", module, *words]

    def start(self, *words: str, module: str = COMMAND) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(*words, module=module),
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=ROOT,
        )

    def run(self, *words: str, module: str = COMMAND, status: int = 0) -> str:
        if can_be_begun(self.more):
            done = begun().run(self.env, *words, module=module)
            said, code = done.stdout + done.stderr, done.returncode
        else:
            process = self.start(*words, module=module)
            said, _ = process.communicate(timeout=180)
            code = process.returncode
        assert code == status, said
        return said

    def counted(self) -> dict[str, int]:
        """Rows of each table, read by nobody's code."""
        file = f"sqlite:///{self.data / 'yuinowa.sqlite3'}"
        return processes.rows_in(url_of(self.database) if self.database else file)


def end(process: subprocess.Popen[str], how: signal.Signals = signal.SIGTERM) -> str:
    """Send ``how`` and wait; what the process said."""
    process.send_signal(how)
    said, _ = process.communicate(timeout=60)
    return said


def fresh(folder: Path, tables: str = "") -> Installation:
    """An installation with nothing in it; or with ``tables``, a database that nobody uses (tests.made_once)."""
    folder.mkdir(parents=True, exist_ok=True)
    if connection.vendor == "sqlite":
        if tables:
            shutil.copyfile(tables, folder / "yuinowa.sqlite3")
        return Installation(folder)
    name = f"yuinowa_own_{os.getpid()}_{next(_numbers)}"
    on_server("CREATE DATABASE {} TEMPLATE {}", name, tables or "template1")
    return Installation(folder, name)


def copy_of(other: Installation, folder: Path) -> Installation:
    """The same as ``other``, apart from it."""
    shutil.copytree(other.data, folder)
    if not other.database:
        return Installation(folder, more=dict(other.more))
    name = f"yuinowa_own_{os.getpid()}_{next(_numbers)}"
    on_server("CREATE DATABASE {} TEMPLATE {}", name, other.database)
    return Installation(folder, name, dict(other.more))


def made_once(folder: Path, make: Callable[[Path], Installation]) -> Installation:
    """What ``make`` made in ``folder`` for all workers of the run: to be copied, and never to be used itself."""
    with alone_in(folder):
        named = folder / ON_SERVER
        if named.exists():
            return Installation(folder / "data", named.read_text())
        made = make(folder / "data")
        named.write_text(made.database)
        return made


def remove(installation: Installation) -> None:
    if installation.database:
        with suppress(psycopg.Error):
            on_server("DROP DATABASE IF EXISTS {} WITH (FORCE)", installation.database)
