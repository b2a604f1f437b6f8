"""Commands as processes of their own that need not read the libraries first, which is most of what a command does.

    python -m tests.config.begun      each line of input says how one begins; a fork of this process does

The process that is forked has read libraries, and of ours the rules, which know no Django: no setting, no environment,
no database. A fork takes up the environment it is given and begins as ``python -m`` does. What the interpreter itself
reads from the environment (``PYTHON…``) is too late for it: see ``can_be_begun``.
"""

from __future__ import annotations

import gc
import importlib
import json
import locale
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from tests.processes import ROOT

COMMAND = "yuinowa.config.cli"
#: What commands read of others' code, as far as it can be read before any setting.
LIBRARIES = (
    "argon2",
    "django.core.management",
    "django.db.backends.postgresql.base",
    "django.db.backends.sqlite3.base",
    "django.forms",
    "docx",
    "fido2.server",
    "holidays",
    "jsonschema",
    "pydantic",
    "openpyxl",
    "prometheus_client",
    "pyotp",
    "segno",
    "tantivy",
    "typst",
    "xlsxwriter",
)
#: One that hangs is ended, and its test fails.
MOST_SECONDS = 180


def can_be_begun(more: Iterable[str]) -> bool:
    """Whether a fork given these variables is as a process begun with them."""
    return not any(name.startswith("PYTHON") for name in more)


class Begun:
    """The process whose forks the commands are; one for all that a worker runs, each after the other."""

    def __init__(self) -> None:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("YUINOWA_", "DJANGO_"))}
        self._folder = TemporaryDirectory(prefix="yuinowa-begun-")
        self._parent = subprocess.Popen(
            [sys.executable, "-m", "tests.config.begun"],
            env=clean | {"PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(
        self, environment: Mapping[str, str], *words: str, module: str = COMMAND
    ) -> subprocess.CompletedProcess[str]:
        """What a process of ``module``, or of a file, called with ``words`` said, and how it ended."""
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        said = [Path(self._folder.name, name) for name in ("out", "err")]
        for file in said:
            file.write_bytes(b"")
        asked = {"environment": dict(environment), "words": words, "module": module}
        self._parent.stdin.write(json.dumps(asked | {"said": [str(file) for file in said]}) + "\n")
        self._parent.stdin.flush()
        code = int(self._parent.stdout.readline())
        out, err = (file.read_text(encoding="utf-8", errors="replace") for file in said)
        return subprocess.CompletedProcess([module, *words], code, out, err)

    def end(self) -> None:
        self._parent.communicate()
        self._folder.cleanup()


@cache
def begun() -> Begun:
    return Begun()


def main(questions: IO[str]) -> dict[str, Any] | None:
    """Fork for each question. In a fork: what was asked; in the process itself: nothing, when all is done."""
    for name in (*LIBRARIES, *_rules()):
        importlib.import_module(name)
    gc.freeze()
    for question in questions:
        child = os.fork()
        if child == 0:
            asked: dict[str, Any] = json.loads(question)
            return asked
        _process, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()
    return None


def _rules() -> Iterator[str]:
    """Modules of ours that import no Django (pyproject.toml holds that)."""
    for path in sorted((ROOT / "src").rglob("*.py")):
        parts = path.relative_to(ROOT / "src").with_suffix("").parts
        if "domain" in parts or parts[1:2] == ("kernel",):
            yield ".".join(parts).removesuffix(".__init__")


def begin(environment: dict[str, str], words: list[str], module: str, said: list[str]) -> None:
    """Become the process that was asked for; it ends as any other does."""
    signal.alarm(MOST_SECONDS)
    os.environ.clear()
    os.environ.update(environment)
    with suppress(
        locale.Error
    ):  # an interpreter too goes on where the machine lacks the one it is told
        locale.setlocale(locale.LC_CTYPE, "")
    for number, path in enumerate((os.devnull, *said)):
        opened = os.open(path, os.O_WRONLY if number else os.O_RDONLY)
        os.dup2(opened, number)
        os.close(opened)
    sys.argv[1:] = words
    if module.endswith(".py"):
        runpy.run_path(module, run_name="__main__")
    else:
        runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    if found := main(sys.stdin):
        begin(**found)
