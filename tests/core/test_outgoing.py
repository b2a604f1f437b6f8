"""The installation asks the hosts it names, and no others."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.conf import LazySettings

import yuinowa
from yuinowa.core import outgoing

ROOT = Path(yuinowa.__file__).parent
#: What opens connections. Django's mail and database are told where to go by settings, which the list shows.
OPENERS = {
    "aiohttp",
    "asyncio",
    "ftplib",
    "http.client",
    "httpx",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "ssl",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "xmlrpc",
}


#: The one client (R17), which asks only whom an operator approved.
ONE_CLIENT = {
    "core/fetching/client.py": {"http.client", "socket", "ssl"},
    "core/fetching/line.py": {"socket"},
    "core/fetching/places.py": {"socket"},
}


def opened_by(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return {
        name for name in found if name in OPENERS or name.partition(".")[0] in OPENERS - {"http"}
    }


def test_no_code_opens_a_connection_that_is_not_in_the_list() -> None:
    found = {str(path.relative_to(ROOT)): opened_by(path) for path in ROOT.rglob("*.py")}

    assert {path: names for path, names in found.items() if names} == ONE_CLIENT


def test_database_and_mail_server_are_named_when_they_are_used(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAIL_IN_FOLDER = False
    settings.EMAIL_HOST, settings.EMAIL_PORT = "mail.example.org", 587
    server = {"ENGINE": "django.db.backends.postgresql", "HOST": "db.example.org", "PORT": ""}
    monkeypatch.setitem(settings.DATABASES, "default", server)

    hosts = {d.name: d.hosts for d in outgoing.destinations()}

    assert hosts["mail"] == ("mail.example.org:587",)
    assert hosts["database"] == ("db.example.org:5432",)


def test_by_default_nobody_is_asked(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAIL_IN_FOLDER = True
    file = {"ENGINE": "django.db.backends.sqlite3", "NAME": "x"}
    monkeypatch.setitem(settings.DATABASES, "default", file)

    assert {d.hosts for d in outgoing.destinations()} == {()}
