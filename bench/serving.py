"""Servers of our own for a bench: started on loopback, asked by address, stopped again."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
STARTS_WITHIN = 180


@contextmanager
def served(folder: Path, port: int, *, database_url: str = "", kept_mib: int = 64) -> Iterator[int]:
    """The platform with its demo region on ``port``, its data in ``folder``; gives the id of its process group.

    Raises:
        RuntimeError: it did not answer in three minutes; what it printed is in the message.
    """
    environment = {
        "YUINOWA_DATA_DIR": str(folder),
        "YUINOWA_MODE": "demo",
        "YUINOWA_PORT": str(port),
        "YUINOWA_KEPT_PAGES_MIB": str(kept_mib),
        "PYTHONPATH": str(ROOT / "src"),
    }
    if database_url:
        environment["YUINOWA_DATABASE_URL"] = database_url
    command = (sys.executable, "-m", "yuinowa.config.cli", "serve", "--with-demo")
    with _running(command, folder, port, environment) as group:
        yield group


#: One view, one template, no database, and of Django's middleware what no site goes without.
_BARE = {
    "bare.py": """
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.shortcuts import render
from django.urls import path

settings.configure(
    SECRET_KEY="bare",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
    ],
    TEMPLATES=[
        {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [__file__[:-7]]}
    ],
)


def page(request):
    return render(request, "page.html", {"title": "Bare", "rows": range(20)})


urlpatterns = [path("", page)]
application = get_wsgi_application()
""",
    "page.html": """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><h1>{{ title }}</h1><ul>{% for row in rows %}<li>{{ row }}</li>{% endfor %}</ul></body></html>
""",
    # As yuinowa.config.serving has it.
    "serve.py": """
import sys

from granian import Granian
from granian.constants import Interfaces

if __name__ == "__main__":
    Granian(
        target="bare:application",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=1,
        log_access=False,
        log_enabled=False,
        respawn_failed_workers=True,
    ).serve()
""",
}


@contextmanager
def bare(folder: Path, port: int) -> Iterator[int]:
    """A bare Django project on ``port``, written into ``folder``, under the settings our own server has.

    Raises:
        RuntimeError: it did not answer in three minutes; what it printed is in the message.
    """
    for name, text in _BARE.items():
        (folder / name).write_text(text, encoding="utf-8")
    command = (sys.executable, str(folder / "serve.py"), str(port))
    with _running(command, folder, port, {"PYTHONPATH": str(folder)}) as group:
        yield group


@contextmanager
def _running(
    command: tuple[str, ...], folder: Path, port: int, environment: Mapping[str, str]
) -> Iterator[int]:
    log = folder / "served.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            env=os.environ | environment,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
        try:
            _wait(process, port, log)
            yield process.pid
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


def processor_of(group: int) -> float:
    """Seconds computed so far by the processes of ``group``; 0 where the system does not tell (it is Linux that does)."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # After the name in brackets: state, parent, group, …; user and system time are the 14th and 15th field.
            fields = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if int(fields[2]) == group:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


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
