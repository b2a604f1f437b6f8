"""Every page there is, once, as somebody who may open it: axe finds nothing, and nothing is pushed out sideways.

The pages come from the access matrix and its world and are made by the test client; the browser only lays them
out. So no server runs and nobody signs in, and all pages together take little longer than a few journeys.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.contrib.staticfiles import finders
from django.urls import reverse
from playwright.sync_api import Browser, Page, Route

from tests.access import kept, matrix, world
from tests.access.addresses import addresses
from tests.access.samples import sample_of
from tests.browser.eyes import NARROW, WIDE, axe, width_of
from tests.made_once import folder_of
from yuinowa.search import index

pytestmark = pytest.mark.django_db

HOST = "http://pages.test"
#: Who opens a page, if several may: the one who finds most on it.
_ROLES = ("admin", "region_admin", "operator", "auditor", "plan_officer", "coordinator", "editor")
_STANDINGS = ("own", "region", "party", "member", "public", "visitor")
#: So many tests share the pages, so that no worker is left alone with many at the end.
PARTS = 6


@pytest.fixture(autouse=True)
def _own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path
    index.ensure_current()


def _openers() -> dict[str, matrix.Key]:
    """By name of an address, the row of the matrix that opens it with the most on it."""
    openable = [key for key, said in matrix.read().items() if said == "200" and key.method == "GET"]
    found: dict[str, matrix.Key] = {}
    for key in sorted(openable, key=_rank):
        found.setdefault(key.url_name, key)
    return found


def _rank(key: matrix.Key) -> tuple[int, int, matrix.Key]:
    role = _ROLES.index(key.role) if key.role in _ROLES else len(_ROLES)
    return _STANDINGS.index(key.standing), role, key


def _pages(built: world.World, part: int) -> Iterator[tuple[str, str, bytes]]:
    """Name, path and HTML of each page of ``part``; files and answers for programs are left out."""
    openers = _openers()
    for address in [a for a in addresses() if a.name in openers][part::PARTS]:
        key = openers[address.name]
        sample = sample_of(address)
        path = reverse(address.name, kwargs=sample.fill(built, key.object)) + sample.query
        answer = built.client(key.standing, key.role).get(path)
        if answer.streaming:
            answer.getvalue()  # a file is closed when it has been read
        elif answer.headers["Content-Type"].startswith("text/html"):
            yield address.name, path, answer.content


def _serve(route: Route, now: dict[str, bytes]) -> None:
    """The page that was made, and the files it asks for."""
    path = urlsplit(route.request.url).path
    if path.startswith("/static/"):
        found = finders.find(path.removeprefix("/static/"))
        assert isinstance(found, str), path
        route.fulfill(path=found)
    else:
        route.fulfill(body=now["page"], content_type="text/html; charset=utf-8")


def _faults(page: Page, name: str) -> Iterator[str]:
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        if (needed := width_of(page)) > width:
            yield f"{name} at {width} px takes {needed} px"
    for finding in axe(page):
        yield f"{name}: {finding.rule} {finding.target}"


@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing_on_any_page_and_none_is_too_wide(
    chromium: Browser, part: int, request: pytest.FixtureRequest
) -> None:
    built = kept.once(folder_of(request.config) / "world", world.build)
    now: dict[str, bytes] = {}
    context = chromium.new_context(locale="ja", reduced_motion="reduce")
    page = context.new_page()
    page.route("**/*", lambda route: _serve(route, now))
    faults: list[str] = []
    seen = 0
    for name, path, made in _pages(built, part):
        now["page"] = made
        page.goto(HOST + path)
        faults += _faults(page, name)
        seen += 1
    context.close()

    assert not faults, "\n".join(faults)
    assert seen > 80 // PARTS
