"""A real Chromium against the running site. ``make test-browser`` runs these; without a browser CI fails."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.made_once import alone_in, folder_of
from yuinowa.config.demo.region import load
from yuinowa.ledger.services import load_shipped_metrics

# Playwright keeps an event loop in the test's thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

_NAMES = ("chromium", "chromium-browser", "google-chrome")

Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, or Playwright's own."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        except Error as fault:
            words = f"no Chromium can be started: {fault.message.splitlines()[0]}"
            if os.environ.get("CI"):
                pytest.fail(words)
            pytest.skip(words)
        yield browser
        browser.close()


class _Kept:
    """The demo region as loading left it: loading takes seconds, putting it back a moment."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index, self.tables = folder / "index", folder / "tables.sqlite3"

    def keep(self, index: Path) -> None:
        shutil.copytree(index, self.index)
        with closing(sqlite3.connect(self.tables)) as kept:
            connection.connection.backup(kept)

    def put_back(self, index: Path) -> None:
        connection.ensure_connection()
        with closing(sqlite3.connect(self.tables)) as kept:
            kept.backup(connection.connection)
        shutil.copytree(self.index, index)


@pytest.fixture
def region(
    transactional_db: None, settings: LazySettings, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """The demo region as `make run` shows it, with an index of its own; one worker loads it for all."""
    settings.SEARCH_DIR = tmp_path / "index"
    if connection.vendor != "sqlite":
        _load()
        return
    kept = _Kept(folder_of(request.config) / "region")
    with alone_in(kept.folder):
        if not kept.tables.exists():
            _load()
            kept.keep(settings.SEARCH_DIR)
            return
    kept.put_back(settings.SEARCH_DIR)


def _load() -> None:
    load_shipped_metrics()
    assert load()


@pytest.fixture
def visit(chromium: Browser, live_server: LiveServer) -> Iterator[Visit]:
    """Opens an address of the running site in a browser of its own; what the browser complains of fails the test.

    So a page that breaks its own content security policy is found out.
    """
    complaints: list[str] = []
    contexts = []

    def note(message: ConsoleMessage) -> None:
        # An error page is loaded with its status, and that is what the test asked for.
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            complaints.append(message.text)

    def open_page(address: str, *, language: str = "ja", **options: Any) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            locale=language,
            viewport={"width": 1280, "height": 900},
            # A color on its way to another is no color to be measured.
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda fault: complaints.append(str(fault)))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((live_server.url, "data:"))
                else complaints.append(f"asks another host: {request.url}")
            ),
        )
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
