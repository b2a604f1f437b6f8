"""Headers on every answer (R48), whoever asks and whatever comes of it; no cookie for a guest (R28)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.access import world
from tests.access.addresses import addresses
from tests.access.samples import sample_of
from yuinowa.search import index

pytestmark = pytest.mark.django_db
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
#: Public pages with a form to send: they carry the key of the form and nothing else.
WITH_A_FORM = {"yuinowa-csrf"}


@pytest.fixture(autouse=True)
def _own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path
    index.ensure_current()


def _faults(answer: Any) -> list[str]:
    policy = dict(
        part.strip().split(" ", 1)
        for part in answer.get("Content-Security-Policy", "").split(";")
        if part.strip()
    )
    found = [] if policy == POLICY else [f"policy {policy}"]
    wanted = {
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }
    found += [
        f"{name} {answer.get(name)}" for name, value in wanted.items() if answer.get(name) != value
    ]
    if "camera=()" not in answer.get("Permissions-Policy", ""):
        found.append("Permissions-Policy")
    found += [name for name in ("Server", "X-Powered-By") if name in answer]
    return found


def _answers(browser: Callable[[], Client], built: world.World) -> dict[str, Any]:
    """Each address with each kind of object, opened and sent to, each in a browser of its own."""
    found = {}
    for address in addresses():
        sample = sample_of(address)
        for kind in sample.objects:
            path = reverse(address.name, kwargs=sample.fill(built, kind)) + sample.query
            for method in ("get", "post"):
                client = browser()
                with transaction.atomic():
                    answer = getattr(client, method)(path)
                    if answer.streaming:
                        b"".join(answer)
                    transaction.set_rollback(True)
                found[f"{method} {address.name} {kind}"] = answer
    return found


def test_every_address_answers_a_guest_with_the_headers_and_without_a_session(
    built: world.World,
) -> None:
    answers = _answers(Client, built)

    assert {name: found for name, answer in answers.items() if (found := _faults(answer))} == {}
    cookies = {
        name: sorted(answer.cookies)
        for name, answer in answers.items()
        if name.startswith("get ") and set(answer.cookies) - WITH_A_FORM
    }
    assert cookies == {}
    assert not Session.objects.exists()


def test_every_address_answers_an_administrator_with_the_headers_and_keeps_it_private(
    built: world.World,
) -> None:
    answers = _answers(partial(built.client, "own", "admin"), built)

    assert {name: found for name, answer in answers.items() if (found := _faults(answer))} == {}
    shared = [
        name
        for name, answer in answers.items()
        if not {"private", "no-store"}
        & set(answer.get("Cache-Control", "").replace(",", " ").split())
    ]
    assert shared == []


@pytest.mark.parametrize(
    ("path", "more", "status"),
    [
        ("/no/such/page/", {}, 404),
        ("/institutions", {}, 301),
        ("/%00", {}, 400),
        ("/?q=%ff", {}, 400),
        ("/", {"headers": {"Host": "evil.example"}}, 400),
        ("/static/no-such.css", {}, 404),
        ("/api/v1/no-such", {}, 404),
        ("/api/v1/plans", {"headers": {"Authorization": "Bearer wrong"}}, 401),
        ("/api/v1/institutions?page=x", {}, 400),
        ("/accounts/me/", {}, 302),
    ],
)
def test_what_goes_wrong_or_elsewhere_carries_them_too(
    path: str, more: dict[str, Any], status: int
) -> None:
    answer = Client().get(path, **more)

    assert (answer.status_code, _faults(answer)) == (status, [])


def test_a_file_of_the_site_carries_them(settings: LazySettings, tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "passkeys.js").write_text('"use strict";', encoding="ascii")
    settings.STATIC_ROOT = tmp_path / "static"

    answer = Client().get("/static/passkeys.js")
    b"".join(answer)

    assert (answer.status_code, _faults(answer)) == (200, [])


def test_our_own_fault_and_a_form_without_its_key_carry_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_actor: object) -> None:
        raise ZeroDivisionError

    refused = Client(enforce_csrf_checks=True).post("/accounts/sign-in/", {"login": "x"})
    monkeypatch.setattr("yuinowa.core.sockets.menu", broken)
    failed = Client(raise_request_exception=False).get("/help/")

    assert (refused.status_code, _faults(refused)) == (403, [])
    assert (failed.status_code, _faults(failed)) == (500, [])


def test_under_https_what_comes_by_http_is_led_there_and_told_to_stay(
    settings: LazySettings,
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000

    led = Client().get("/help/")
    there = Client().get("/help/", secure=True)

    assert (led.status_code, _faults(led)) == (301, [])
    assert "max-age=31536000" in there["Strict-Transport-Security"]
    assert _faults(there) == []
