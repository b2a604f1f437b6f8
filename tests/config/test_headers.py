"""Headers where no view answers (R48). At every address, for everybody: tests/access/test_matrix.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.access import headers
from yuinowa.search import index

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path
    index.ensure_current()


def _faults(answer: Any) -> list[str]:
    return list(headers.faults(answer))


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
