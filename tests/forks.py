"""Processes that a test may kill: forks of one that has read the program, for reading it takes seconds.

    python -m tests.forks <module>      for each line of input, a list of words, a fork calls the module's ``main``

The process that is forked opens no database: SQLite keeps its locks in the memory of a process.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator
from types import TracebackType
from typing import IO, Any, Self

from tests.processes import ROOT

#: Stands after the last word of a fork, before how it ended.
END = "\0"
#: One that hangs is ended, and its test fails.
MOST_SECONDS = 180


class Fork:
    """One that runs, or ran. Its words are read by going through it; then ``code`` says how it ended."""

    def __init__(self, words: IO[str]) -> None:
        self._words = words
        self.process = int(words.readline())
        self.code: int | None = None

    def __iter__(self) -> Iterator[str]:
        """Its lines; the last may be cut short."""
        while self.code is None:
            line = self._words.readline()
            assert line, "the process to be forked has ended"
            said, end, code = line.partition(END)
            if end:
                self.code = int(code)
            if said or not end:
                yield said

    def kill(self) -> None:
        os.kill(self.process, signal.SIGKILL)


class Forks:
    """Forks of one process, one after the other; each calls ``main`` of ``module`` with the words given."""

    def __init__(self, module: str, environment: dict[str, str]) -> None:
        self._parent = subprocess.Popen(
            [sys.executable, "-m", "tests.forks", module],
            env=environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, *words: object) -> Fork:
        assert self._parent.stdin is not None
        assert self._parent.stdout is not None
        self._parent.stdin.write(json.dumps([str(word) for word in words]) + "\n")
        self._parent.stdin.flush()
        return Fork(self._parent.stdout)

    def lives(self, *words: object) -> str:
        """What one said that did all it should."""
        return self._ended(0, words)

    def dies(self, *words: object) -> str:
        """What one had said when it was killed."""
        return self._ended(-signal.SIGKILL, words)

    def _ended(self, code: int, words: tuple[object, ...]) -> str:
        fork = self.start(*words)
        said = "".join(fork)
        assert fork.code == code, said
        return said

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _fault: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._parent.communicate()


def main(module: str) -> None:
    import django

    django.setup()
    deed = importlib.import_module(module).main
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _do(deed, json.loads(line))
        _process, status = os.waitpid(child, 0)
        _say(f"{END}{os.waitstatus_to_exitcode(status)}\n")
    os._exit(0)


def _do(deed: Any, words: list[str]) -> None:
    """What the fork does; it never comes back."""
    code = 1
    signal.alarm(MOST_SECONDS)
    try:
        _say(f"{os.getpid()}\n")
        deed(words)
        code = 0
    except BaseException:  # noqa: BLE001  # told, and then it ends
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def _say(words: str) -> None:
    sys.stdout.write(words)
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
