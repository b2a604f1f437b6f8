"""A server of our own for a bench: started on loopback, asked by address, stopped again."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
STARTS_WITHIN = 180


@contextmanager
def served(folder: Path, port: int, *, database_url: str = "") -> Iterator[None]:
    """The platform with its demo region on ``port``, its data in ``folder``.

    Raises:
        RuntimeError: it did not answer in three minutes; what it printed is in the message.
    """
    environment = os.environ | {
        "YUINOWA_DATA_DIR": str(folder),
        "YUINOWA_MODE": "demo",
        "YUINOWA_PORT": str(port),
        "PYTHONPATH": str(ROOT / "src"),
    }
    if database_url:
        environment["YUINOWA_DATABASE_URL"] = database_url
    log = folder / "served.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "yuinowa.config.cli", "serve", "--with-demo"],
            env=environment,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
        try:
            _wait(process, port, log)
            yield
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    begun = time.monotonic()
    while time.monotonic() - begun < STARTS_WITHIN and process.poll() is None:
        try:
            if Browser(port).get("/") == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise RuntimeError(log.read_text(encoding="utf-8", errors="replace")[-2_000:])


class Browser:
    """Asks addresses on one kept connection, with or without a cookie."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._headers = {"Cookie": cookie} if cookie else {}

    def get(self, path: str) -> int:
        """The status; the body is read to its end."""
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        answer.read()
        return answer.status
