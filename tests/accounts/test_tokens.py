"""Keys of programs (R27): made, shown once, used in REST, and refused in words."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.test import Client

from tests.access.addresses import addresses
from tests.accounts.factories import a_client, an_affiliation, an_institution, just_signed_in
from yuinowa.accounts import queries as people
from yuinowa.accounts import services
from yuinowa.accounts.models import Affiliation, ApiToken, ServiceAccount
from yuinowa.core import clock, rights, sockets
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Level, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import NotAllowed, NotFound, SignInAgain, WrongState

pytestmark = pytest.mark.django_db
TOKENS = "/accounts/tokens/"
SEEN_BY_MEMBERS = "試験参加館だけの館"


def _admin() -> Affiliation:
    return an_affiliation(None, an_institution(), Role.ADMIN)


def _key(post: Affiliation, *scopes: str, days: int = 90) -> tuple[ApiToken, str]:
    actor = just_signed_in(post)
    account = services.make_service_account(
        post.institution_id, "館のページ", scopes or ("institutions:read",), actor=actor
    )
    return services.make_token(account.pk, days, actor=actor)


def _read(path: str, key: str, **more: Any) -> Any:
    return Client().get(path, headers={"Authorization": f"Bearer {key}"}, **more)


def _members_only() -> str:
    made = Institution.objects.create(name=SEEN_BY_MEMBERS, level=Level.MEMBERS.value)
    return f"/api/v1/institutions/{made.pk}"


def test_a_key_is_made_on_the_page_and_shown_once() -> None:
    post = _admin()
    client = a_client(post.person)
    typed = {"name": "館のページ", "scopes": ["institutions:read"], "days": "90", "once": new_key()}

    made = client.post(f"{TOKENS}programs/new/", typed)
    again = client.post(f"{TOKENS}programs/new/", typed)
    page = client.get(TOKENS).content.decode()

    key = re.search(r"yuinowa_[\w-]{43}", made.content.decode())
    assert key is not None
    assert "no-store" in made["Cache-Control"]
    assert again["Location"] == TOKENS
    assert ApiToken.objects.count() == 1
    assert key[0] not in page
    assert key[0][-4:] in page
    assert key[0] not in str(ApiToken.objects.values_list())
    actions = list(AuditRow.objects.order_by("pk").values_list("action", flat=True))
    assert actions[-2:] == ["accounts.make-service-account", "accounts.make-token"]


def test_a_key_of_a_member_reads_what_members_may_see_and_makes_no_session() -> None:
    _token, key = _key(_admin())
    path = _members_only()

    assert Client().get(path).status_code == 404
    answer = _read(path, key)

    assert (answer.status_code, answer.json()["name"]) == (200, SEEN_BY_MEMBERS)
    assert not answer.cookies
    assert not Session.objects.exists()
    assert ApiToken.objects.get().last_used_at is not None


def test_a_key_of_an_institution_that_left_reads_what_everybody_sees() -> None:
    post = _admin()
    _token, key = _key(post)
    path = _members_only()

    Institution.objects.filter(pk=post.institution_id).update(member=False)

    assert _read(path, key).status_code == 404


def test_a_key_opens_its_scopes_alone() -> None:
    _token, key = _key(_admin(), "plans:read")

    assert _read("/api/v1/plans", key).status_code == 200
    refused = _read(_members_only(), key)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/not-allowed")
    assert "鍵" in refused.json()["detail"]


def test_a_key_opens_no_page() -> None:
    _token, key = _key(_admin())

    answer = _read("/accounts/me/", key)

    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, "/accounts/sign-in/")


@pytest.mark.parametrize("how", ["unknown", "revoked", "over", "empty", "basic", "cookie too"])
def test_a_key_that_does_not_work_is_refused_in_words(
    how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = _admin()
    token, key = _key(post)
    header, client = f"Bearer {key}", Client()
    match how:
        case "unknown":
            header = "Bearer yuinowa_" + "x" * 43
        case "revoked":
            services.revoke_token(token.pk, actor=just_signed_in(post))
        case "over":
            later = clock.now() + timedelta(days=91)
            monkeypatch.setattr(clock, "now", lambda: later)
        case "empty":
            header = "Bearer"
        case "basic":
            header = "Basic aGFuYTpwYXNzd29yZA=="
        case "cookie too":
            client, header = a_client(post.person), "Bearer wrong"

    answer = client.get("/api/v1/institutions", headers={"Authorization": header})

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert "新しい鍵" in answer.json()["detail"]
    assert "Content-Security-Policy" in answer


def test_wrong_keys_count_against_the_address_and_right_ones_do_not() -> None:
    _token, key = _key(_admin(), "plans:read")
    statuses = [
        _read("/api/v1/plans", "wrong", REMOTE_ADDR="203.0.113.7").status_code for _ in range(102)
    ]
    for _ in range(102):
        assert _read("/api/v1/plans", key).status_code == 200

    assert (statuses.count(401), statuses.count(429)) == (100, 2)


def test_only_an_administrator_makes_keys_and_only_for_the_own_institution() -> None:
    editor = an_affiliation(None, None, Role.EDITOR)
    admin, elsewhere = _admin(), an_institution()

    with pytest.raises(NotAllowed):
        services.make_service_account(
            editor.institution_id, "x", ["plans:read"], actor=just_signed_in(editor)
        )
    with pytest.raises(NotAllowed):
        services.make_service_account(
            elsewhere.pk, "x", ["plans:read"], actor=just_signed_in(admin)
        )
    assert a_client(editor.person).get(TOKENS).status_code == 403


def test_making_a_key_asks_for_a_fresh_sign_in() -> None:
    post = _admin()
    token, _text = _key(post)
    stale = people.actor_of(post.person, post)

    with pytest.raises(SignInAgain):
        services.make_service_account(post.institution_id, "y", ["plans:read"], actor=stale)
    with pytest.raises(SignInAgain):
        services.make_token(token.account_id, 90, actor=stale)
    services.revoke_token(token.pk, actor=stale)  # stopping what leaks must not wait


def test_the_keys_of_another_institution_are_not_there() -> None:
    token, _text = _key(_admin())
    other = _admin()
    client = a_client(other.person)

    with pytest.raises(NotFound):
        services.make_token(token.account_id, 90, actor=just_signed_in(other))
    bodies = {
        client.post(f"{TOKENS}{pk}/revoke/").content: client.get(
            f"{TOKENS}programs/{pk}/"
        ).status_code
        for pk in (token.pk, 999_999)
    }
    assert len(bodies) == 1
    assert token.account.name not in client.get(TOKENS).content.decode()


def test_a_key_works_a_year_at_the_longest_and_a_program_has_five() -> None:
    post = _admin()
    token, _text = _key(post, days=100_000)
    assert token.expires_at - token.created_at == timedelta(days=365)
    for _ in range(4):
        services.make_token(token.account_id, 90, actor=just_signed_in(post))

    with pytest.raises(WrongState):
        services.make_token(token.account_id, 90, actor=just_signed_in(post))


@pytest.mark.parametrize(
    "bad",
    [
        {"name": ""},
        {"name": "x" * 100},
        {"name": "a\x00b"},
        {"scopes": []},
        {"scopes": ["people:write"]},
        {"days": "0"},
        {"days": "99999"},
        {"days": "９０日"},
        {"once": "x"},
    ],
)
def test_a_program_that_cannot_be_is_refused(bad: dict[str, object]) -> None:
    client = a_client(_admin().person)
    good = {"name": "館のページ", "scopes": ["plans:read"], "days": "90", "once": new_key()}

    answer = client.post(f"{TOKENS}programs/new/", good | bad)

    assert answer.status_code == 422
    assert not ServiceAccount.objects.exists()


def test_two_programs_of_one_name_are_told_apart_by_asking_for_another() -> None:
    post = _admin()
    _key(post)
    client = a_client(post.person)
    typed = {"name": "館のページ", "scopes": ["plans:read"], "days": "90", "once": new_key()}

    answer = client.post(f"{TOKENS}programs/new/", typed)

    assert answer.status_code == 422
    assert "もうあります" in answer.content.decode()
    with pytest.raises(ValidationError):
        services.make_service_account(
            post.institution_id, "別", ["no:such"], actor=just_signed_in(post)
        )


def test_with_the_scope_ignored_a_key_reads_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard-off twin."""
    _token, key = _key(_admin(), "plans:read")
    monkeypatch.setattr(sockets, "api_scope_of", lambda _path: None)

    assert _read(_members_only(), key).status_code == 200


def test_every_address_of_rest_has_a_scope() -> None:
    from django.urls import URLResolver, get_resolver

    paths = {
        f"/api/v1/{pattern.pattern}"
        for entry in get_resolver().url_patterns
        if isinstance(entry, URLResolver) and str(entry.pattern) == "api/v1/"
        for pattern in entry.url_patterns
    }

    without = {
        p for p in paths if sockets.api_scope_of(p.replace("<", "/<").replace("//", "/")) is None
    }
    assert without <= {"/api/v1/openapi.json", "/api/v1/"}
    assert [a for a in addresses() if a.name.startswith("api:")]


def test_a_program_acts_without_person_and_role() -> None:
    post = _admin()
    _token, key = _key(post)

    actor = services.actor_of_token(key, "/api/v1/institutions", address="192.0.2.1")

    assert actor == Actor(institution=post.institution_id, via=rights.Via.TOKEN, member=True)
    assert not actor.is_signed_in
    assert not rights.is_fresh(actor)


def test_keys_a_year_after_their_end_are_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    _key(_admin())
    later = clock.now() + timedelta(days=90 + 366)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert services.erase_old_tokens() == 2
