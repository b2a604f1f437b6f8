"""A production start refuses what would harm people (R49): each fault in a real start, as a process."""

from __future__ import annotations

import http.client
import secrets
import socket
import time
from contextlib import closing
from email.message import Message

import pytest

from tests.config.installation import Installation, end

GOOD = {
    "YUINOWA_MODE": "production",
    "YUINOWA_SECRET_KEY": secrets.token_urlsafe(64),
    "YUINOWA_ALLOWED_HOSTS": "yuinowa.example.org",
    "YUINOWA_BASE_URL": "https://yuinowa.example.org",
    "YUINOWA_BEHIND_PROXY": "1",
}


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"DJANGO_SETTINGS_MODULE": "tests.config.debugging"}, "DEBUG is on"),
        ({"YUINOWA_SECRET_KEY": "insecure-" + "key" * 30}, "secret key is weak"),
        ({"YUINOWA_SECRET_KEY": "short-but-random-8sdf"}, "secret key is weak"),
        ({"YUINOWA_ALLOWED_HOSTS": ""}, "No host is named"),
        ({"YUINOWA_ALLOWED_HOSTS": "*"}, "Any host would be answered for"),
        ({"YUINOWA_BASE_URL": "http://yuinowa.example.org"}, "not https"),
        ({"YUINOWA_BEHIND_PROXY": "0"}, "Nothing says that a request came by https"),
    ],
    ids=["debug", "default key", "short key", "no host", "any host", "http", "no proxy"],
)
def test_a_harmful_setting_keeps_it_from_starting(
    change: dict[str, str], words: str, installed: Installation
) -> None:
    installed.more = GOOD | change

    said = installed.run("serve", "--port", str(free_port()), status=1)

    assert "does not start in production mode" in said
    assert words in said
    assert said.count("\n  - ") == 1


@pytest.mark.parametrize(
    ("seed", "words"),
    [("demo-institution", "Demo institutions"), ("demo-person", "known password")],
)
def test_made_up_data_keeps_it_from_starting(
    seed: str, words: str, installed: Installation
) -> None:
    installed.run(seed, module="tests.config.seed")
    installed.more = dict(GOOD)

    said = installed.run("serve", "--port", str(free_port()), status=1)

    assert words in said
    assert said.count("\n  - ") == 1


def test_a_database_of_another_version_keeps_it_from_starting(empty: Installation) -> None:
    empty.more = dict(GOOD)

    assert "run yuinowa upgrade" in empty.run("serve", "--port", str(free_port()), status=1)


def answered(port: int, path: str, **headers: str) -> tuple[int, Message]:
    """Status and headers of what a browser, or a proxy before us, is answered."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as asking:
        asking.request("GET", path, headers=headers)
        answer = asking.getresponse()
        answer.read()
        return answer.status, answer.headers


def wait_for(port: int) -> None:
    for _ in range(600):
        try:
            answered(port, "/healthz")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("it did not start")


def test_without_faults_it_starts_answers_and_ends_when_told(installed: Installation) -> None:
    installed.more = dict(GOOD)
    port = free_port()
    site = installed.start("serve", "--port", str(port), "--workers", "1")
    try:
        wait_for(port)
        host, https = {"Host": "yuinowa.example.org"}, {"X-Forwarded-Proto": "https"}
        ready, _ = answered(port, "/readyz")
        page, headers = answered(port, "/", **host, **https)
        plain, _ = answered(port, "/", **host)
        foreign, _ = answered(port, "/", Host="evil.example.org", **https)
    finally:
        end(site)

    assert (ready, page, plain, foreign) == (200, 200, 301, 400)
    assert headers["Strict-Transport-Security"] is not None
    assert site.returncode == 0
