"""SIGTERM drains (R50): what is being answered when it comes is answered."""

from __future__ import annotations

import http.client
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg

from tests.config.installation import Installation
from tests.config.test_production import free_port, wait_for
from tests.made_once import url_of


@contextmanager
def writing_held_up(installation: Installation) -> Iterator[None]:
    """Whoever signs in waits until this is over."""
    if installation.database:
        with psycopg.connect(url_of(installation.database)) as server:
            server.execute("LOCK TABLE accounts_failuretally IN ACCESS EXCLUSIVE MODE")
            yield
    else:
        file = installation.data / "yuinowa.sqlite3"
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield


def test_what_is_being_answered_is_answered(installed: Installation) -> None:
    port = free_port()
    site = installed.start("serve", "--port", str(port), "--workers", "1", "--no-jobs")
    wait_for(port)
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as asking:
        asking.request("GET", "/accounts/sign-in/")
        page = asking.getresponse()
        text, cookie = page.read().decode(), page.headers["Set-Cookie"].partition(";")[0]
        key = text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
        body = f"csrfmiddlewaretoken={key}&login=nobody&password=wrong-and-long-enough"
        kind = "application/x-www-form-urlencoded"
        with writing_held_up(installed):
            asking.request(
                "POST", "/accounts/sign-in/", body, {"Cookie": cookie, "Content-Type": kind}
            )
            time.sleep(1)
            site.send_signal(signal.SIGTERM)
            time.sleep(1)
        answer = asking.getresponse()
        answer.read()
    site.communicate(timeout=60)

    assert answer.status == 422
    assert site.returncode == 0
