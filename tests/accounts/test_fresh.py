"""Signing in once more before what hurts (R27)."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import include, path

from tests.accounts.factories import (
    PASSWORD,
    a_client,
    a_person,
    an_affiliation,
    just_signed_in,
)
from yuinowa.accounts import queries, services
from yuinowa.accounts.models import SignedInSession
from yuinowa.core import clock, rights
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import FRESH_FOR, Actor, Role, Via
from yuinowa.kernel.errors import SignInAgain

AGAIN = "/accounts/again/"
NOW = datetime.fromisoformat("2026-11-21T03:00:00+00:00")


def hurts(request: HttpRequest) -> HttpResponse:
    rights.require_fresh(request.actor)  # type: ignore[attr-defined]  # set by ActorMiddleware
    return HttpResponse("done")


urlpatterns = [path("hurts/", hurts, name="hurts"), path("", include("yuinowa.config.urls"))]


def _age(client: Client, **how: float) -> None:
    """Let the sign-in of ``client`` have been so long ago."""
    session = queries.session_of(client.cookies["yuinowa"].value)
    assert session is not None
    before = clock.now() - timedelta(**how)
    SignedInSession.objects.filter(pk=session.pk).update(fresh_at=before)


@pytest.mark.parametrize(
    ("actor", "fresh"),
    [
        (Actor.nobody(), False),
        (Actor(person=1), False),
        (Actor(person=1, fresh_at=NOW), True),
        (Actor(person=1, fresh_at=NOW - FRESH_FOR), True),
        (Actor(person=1, fresh_at=NOW - FRESH_FOR - timedelta(seconds=1)), False),
        (Actor(institution=1, via=Via.TOKEN, fresh_at=NOW), False),
        (Actor(institution=1, via=Via.PEER, fresh_at=NOW), False),
        (Actor.system(), True),
        (Actor(via=Via.CLOCK), True),
    ],
)
def test_who_is_fresh(
    actor: Actor,
    fresh: bool,  # noqa: FBT001  # a column of the table above
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)

    assert rights.is_fresh(actor) is fresh
    if fresh:
        rights.require_fresh(actor)
    else:
        with pytest.raises(SignInAgain):
            rights.require_fresh(actor)


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_a_page_that_hurts_is_opened_after_signing_in_once_more() -> None:
    client = a_client(a_person())
    assert client.get("/hurts/").content == b"done"
    _age(client, minutes=11)
    key = client.cookies["yuinowa"].value

    asked = client.get("/hurts/?year=2026")
    answer = client.post(asked["Location"], {"password": PASSWORD, "next": "/hurts/?year=2026"})

    assert asked["Location"] == f"{AGAIN}?next={quote('/hurts/?year=2026', safe='')}"
    assert (answer.status_code, answer["Location"]) == (302, "/hurts/?year=2026")
    assert client.get("/hurts/").content == b"done"
    assert client.cookies["yuinowa"].value != key
    assert AuditRow.objects.order_by("pk").last().action == "accounts.sign-in-again"  # type: ignore[union-attr]  # there is one


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_a_form_that_hurts_is_answered_with_what_to_do_and_the_way_back() -> None:
    client = a_client(a_person())
    _age(client, minutes=11)

    answer = client.post("/hurts/", headers={"Referer": "http://testserver/contacts/?page=2"})
    html = answer.content.decode()

    assert answer.status_code == 403
    assert "サインインし直してください" in html
    assert f'href="{AGAIN}?next={quote("/contacts/?page=2", safe="")}"' in html


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_a_visitor_signs_in_first() -> None:
    client = Client()

    asked = client.get("/hurts/")
    answer = client.get(asked["Location"])

    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/sign-in/")


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "wrong", "x" * 5000, "a\x00b", PASSWORD.upper()])
def test_what_is_not_the_password_makes_nothing_fresh(typed: str) -> None:
    client = a_client(a_person())
    _age(client, minutes=11)

    answer = client.post(AGAIN, {"password": typed})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert SignedInSession.objects.filter(fresh_at__gt=clock.now() - FRESH_FOR).count() == 0


@pytest.mark.django_db
def test_a_session_left_open_is_no_way_to_guess_the_password_at_the_second_sign_in() -> None:
    client = a_client(a_person())
    for _ in range(10):
        client.post(AGAIN, {"password": "wrong"})

    answer = client.post(AGAIN, {"password": PASSWORD})

    assert answer.status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil"])
def test_signing_in_once_more_never_leads_to_another_site(elsewhere: str) -> None:
    client = a_client(a_person())

    page = client.get(AGAIN, {"next": elsewhere}).content.decode()
    answer = client.post(AGAIN, {"password": PASSWORD, "next": elsewhere})

    assert "evil" not in page
    assert answer["Location"] == "/"


@pytest.mark.django_db
def test_giving_and_ending_roles_asks_for_a_fresh_sign_in() -> None:
    post = an_affiliation(None, None, Role.ADMIN)
    stale = queries.actor_of(post.person, post, fresh_at=clock.now() - timedelta(minutes=11))
    newcomer = a_person()

    with pytest.raises(SignInAgain):
        services.grant_affiliation(newcomer.pk, post.institution_id, {Role.EDITOR}, actor=stale)
    given = services.grant_affiliation(
        newcomer.pk, post.institution_id, {Role.EDITOR}, actor=just_signed_in(post)
    )
    with pytest.raises(SignInAgain):
        services.end_affiliation(given.pk, actor=stale)
    an_affiliation(None, post.institution, Role.ADMIN)
    services.end_affiliation(post.pk, actor=stale)  # the own one


@pytest.mark.django_db
def test_with_the_check_off_a_stale_session_gives_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard-off twin."""
    post = an_affiliation(None, None, Role.ADMIN)
    stale = queries.actor_of(post.person, post)
    monkeypatch.setattr(rights, "require_fresh", lambda _actor: None)

    services.grant_affiliation(a_person().pk, post.institution_id, {Role.EDITOR}, actor=stale)
