"""Sessions (R27, R28): the key changes where rights do, old rights are gone at once, guests leave no trace."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.test import Client

from tests.accounts.factories import (
    PASSWORD,
    a_client,
    a_code_app,
    a_person,
    an_affiliation,
    an_institution,
    code_of,
)
from yuinowa.accounts import services
from yuinowa.accounts.models import AffiliationRole, SignedInSession
from yuinowa.core import clock
from yuinowa.core.rights import Actor, Role

ME = "/accounts/me/"


def _key(client: Client) -> str:
    return client.cookies["yuinowa"].value


def _in_the_table(key: str) -> bool:
    return Session.objects.filter(session_key=key).exists()


@pytest.mark.django_db
def test_a_key_planted_before_signing_in_opens_nothing_afterwards() -> None:
    """Fixation: the attacker's own waiting session is pushed into the victim's browser."""
    victim, attacker = a_person(), a_person()
    a_code_app(attacker)
    planted = Client()
    planted.post("/accounts/sign-in/", {"login": attacker.login, "password": PASSWORD})
    key = _key(planted)

    browser = Client()
    browser.cookies["yuinowa"] = key
    browser.post("/accounts/sign-in/", {"login": victim.login, "password": PASSWORD})

    assert _key(browser) != key
    assert not _in_the_table(key)
    assert browser.get(ME).status_code == 200
    assert planted.get(ME).status_code == 302
    assert planted.get("/accounts/second/")["Location"] == "/accounts/sign-in/"


@pytest.mark.django_db
def test_the_key_is_new_wherever_the_session_may_do_more() -> None:
    person = a_person()
    post = an_affiliation(person, an_institution(), Role.EDITOR)
    an_affiliation(person, an_institution(), Role.ADMIN)
    client = a_client(person)
    keys = [_key(client)]

    client.post("/accounts/acting/", {"affiliation": post.pk})
    keys.append(_key(client))
    client.post("/accounts/again/", {"password": PASSWORD})
    keys.append(_key(client))
    begun = client.post("/accounts/me/security/apps/add/", {"name": "電話"})["Location"]
    secret = client.get(begun).context["secret"].replace(" ", "")
    client.post(begun, {"code": code_of(secret)})
    keys.append(_key(client))
    new = "umi-wa-hiroi-na-ookii-na"
    client.post("/accounts/me/password/", {"current": PASSWORD, "new": new, "again": new})
    keys.append(_key(client))

    assert len(set(keys)) == 5
    assert [_in_the_table(key) for key in keys] == [False] * 4 + [True]
    assert client.get(ME).status_code == 200


@pytest.mark.django_db
def test_a_right_that_ended_is_gone_at_the_next_request() -> None:
    post = an_affiliation(None, None, Role.ADMIN)
    client = a_client(post.person)
    assert client.get("/accounts/tokens/").status_code == 200

    AffiliationRole.objects.filter(affiliation=post).delete()
    assert client.get("/accounts/tokens/").status_code == 403
    services.end_affiliation(post.pk, actor=Actor.system())
    typed = {"name": "x", "scopes": ["plans:read"], "days": "90", "once": "0" * 32}
    for answer in (
        client.get("/accounts/tokens/"),
        client.post("/accounts/tokens/programs/new/", typed),
    ):
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/sign-in/")


@pytest.mark.django_db
def test_between_password_and_second_factor_nobody_is_signed_in(settings: LazySettings) -> None:
    person = a_person()
    a_code_app(person)
    client = Client()
    client.post("/accounts/sign-in/", {"login": person.login, "password": PASSWORD})

    assert client.get("/").context["page"].actor == Actor.nobody()
    left = Session.objects.get().expire_date - clock.now()
    assert left <= timedelta(minutes=5)


@pytest.mark.django_db
def test_a_forged_proto_header_makes_no_secure_request() -> None:  # R24
    answer = Client().get("/accounts/sign-in/", headers={"X-Forwarded-Proto": "https"})

    assert not answer.wsgi_request.is_secure()


def _settings(**environment: str) -> dict[str, object]:
    """What the settings become in a process of its own with this environment."""
    names = [
        "SESSION_COOKIE_NAME",
        "SESSION_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "SESSION_COOKIE_SAMESITE",
        "CSRF_COOKIE_NAME",
        "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS",
        "SESSION_COOKIE_AGE",
        "SESSION_IDLE_SECONDS",
        "REQUIRE_SECOND_FACTOR",
        "SECURE_SSL_REDIRECT",
    ]
    code = (
        "import json; from yuinowa.config import settings;"
        f"print(json.dumps({{n: getattr(settings, n) for n in {names}}}))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | environment | {"PYTHONPATH": "src"},
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, object] = json.loads(printed.stdout)
    return found


def test_cookies_are_tight_under_https() -> None:
    found = _settings(YUINOWA_BASE_URL="https://yuinowa.example.org", YUINOWA_MODE="production")

    assert found == {
        "SESSION_COOKIE_NAME": "__Host-yuinowa",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_NAME": "__Host-yuinowa-csrf",
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SESSION_COOKIE_AGE": 12 * 3600,
        "SESSION_IDLE_SECONDS": 30 * 60,
        "REQUIRE_SECOND_FACTOR": True,
        "SECURE_SSL_REDIRECT": True,
    }


def test_a_second_factor_is_required_in_production_and_may_be_switched() -> None:
    assert _settings(YUINOWA_MODE="demo")["REQUIRE_SECOND_FACTOR"] is False
    asked = {"YUINOWA_MODE": "demo", "YUINOWA_REQUIRE_SECOND_FACTOR": "1"}
    assert _settings(**asked)["REQUIRE_SECOND_FACTOR"] is True


@pytest.mark.django_db
def test_the_cookie_says_httponly_and_lax() -> None:
    cookie = a_client(a_person()).cookies["yuinowa"]

    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["domain"] == ""


@pytest.mark.django_db
def test_a_guest_at_one_request_a_second_leaves_no_row_and_gets_no_cookie() -> None:  # R28
    paths = (
        "/",
        "/institutions/",
        "/plans/",
        "/help/",
        "/privacy/",
        "/api/v1/plans",
        "/robots.txt",
    )
    for number in range(210):
        answer = Client().get(paths[number % len(paths)], {"n": number})
        assert not answer.cookies, paths[number % len(paths)]

    assert not Session.objects.exists()
    assert not SignedInSession.objects.exists()
