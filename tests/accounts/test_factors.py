"""Second factors on the page: codes of an app, codes on paper, and what is asked of whom (R26)."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail as outbox
from django.db import connection
from django.test import Client

from tests.accounts.factories import (
    PASSWORD,
    a_client,
    a_code_app,
    a_person,
    an_affiliation,
    code_of,
    just_signed_in,
)
from yuinowa.accounts import queries, services
from yuinowa.accounts.domain.factors import FactorKind
from yuinowa.accounts.models import CodeApp, Person, RecoveryCode, SignedInSession, unsealed
from yuinowa.accounts.queries import factors
from yuinowa.accounts.services.factors import prove_code
from yuinowa.core import clock, jobs
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import InputRefused, SignInAgain, TooMany, WrongState

SECURITY = "/accounts/me/security/"
SECOND = "/accounts/second/"
ME = "/accounts/me/"


def _password(client: Client, person: Person) -> Any:
    return client.post("/accounts/sign-in/", {"login": person.login, "password": PASSWORD})


def _fresh(person: Person) -> Actor:
    return Actor(person=person.pk, fresh_at=clock.now())


def _later(monkeypatch: pytest.MonkeyPatch, **how: float) -> None:
    moment = clock.now() + timedelta(**how)
    monkeypatch.setattr(clock, "now", lambda: moment)


def _codes(answer: Any) -> list[str]:
    return re.findall(r'<li class="yw-code">([^<]+)</li>', answer.content.decode())


# ---------------------------------------------------------------- an app that makes codes


@pytest.mark.django_db
def test_an_app_is_taken_into_use_with_its_picture_its_letters_and_one_code() -> None:
    person = a_person()
    client = a_client(person)

    begun = client.post(f"{SECURITY}apps/add/", {"name": "館の電話"})
    page = client.get(begun["Location"]).content.decode()
    secret = re.search(r'class="yw-code">([A-Z2-7 ]+)<', page)
    assert secret is not None
    done = client.post(begun["Location"], {"code": code_of(secret[1].replace(" ", ""))})

    assert "<svg" in page
    assert 'role="img"' in page
    assert done["Location"] == SECURITY
    assert [factor.name for factor in factors.own_factors(_fresh(person))] == ["館の電話"]
    assert client.get(begun["Location"]).status_code == 404  # shown until then, and never again
    assert SignedInSession.objects.get().mfa_at is not None


@pytest.mark.django_db
def test_the_secret_is_not_in_the_table() -> None:
    app, secret = a_code_app(a_person())

    assert secret not in app.secret


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "000000x", "12345", "１２３", "a\x00b", "9" * 300])
def test_an_app_without_its_code_does_not_count(typed: str) -> None:
    person = a_person()
    client = a_client(person)
    begun = client.post(f"{SECURITY}apps/add/", {"name": "電話"})["Location"]

    answer = client.post(begun, {"code": typed})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not factors.has_second_factor(person.pk)


@pytest.mark.django_db
def test_an_app_begun_and_left_is_erased_after_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    services.begin_code_app("電話", actor=_fresh(a_person()))
    _later(monkeypatch, hours=25)

    assert services.erase_unconfirmed_apps() == 1


# ---------------------------------------------------------------- signing in with it


@pytest.mark.django_db
def test_the_password_alone_lets_nobody_in_who_has_an_app() -> None:
    person = a_person()
    _app, secret = a_code_app(person)
    client = Client()

    answer = _password(client, person)
    before = client.cookies["yuinowa"].value

    assert answer["Location"].startswith(SECOND)
    assert client.get(ME)["Location"].startswith("/accounts/sign-in/")
    assert not SignedInSession.objects.exists()

    entered = client.post(SECOND, {"code": code_of(secret), "next": ME})

    assert (entered.status_code, client.get(ME).status_code) == (302, 200)
    assert client.cookies["yuinowa"].value != before
    assert SignedInSession.objects.get().mfa_at is not None


@pytest.mark.django_db
def test_a_code_that_was_used_is_refused() -> None:
    person = a_person()
    _app, secret = a_code_app(person)
    code = code_of(secret)
    first, second = Client(), Client()
    _password(first, person)
    _password(second, person)

    assert first.post(SECOND, {"code": code}).status_code == 302
    assert second.post(SECOND, {"code": code}).status_code == 422


@pytest.mark.django_db
def test_with_the_used_step_forgotten_a_code_works_twice() -> None:
    """The guard-off twin."""
    person = a_person()
    _app, secret = a_code_app(person)
    code = code_of(secret)

    assert prove_code(person, code) is FactorKind.CODE_APP
    assert prove_code(person, code) is None
    CodeApp.objects.update(last_step=0)
    assert prove_code(person, code) is FactorKind.CODE_APP


@pytest.mark.django_db(transaction=True)
def test_of_many_who_send_one_code_at_once_one_gets_in() -> None:
    person = a_person()
    _app, secret = a_code_app(person)
    code = code_of(secret)

    def prove(_number: int) -> bool:
        try:
            return prove_code(person, code) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as threads:
        assert sum(threads.map(prove, range(16))) == 1


@pytest.mark.django_db
def test_the_second_step_waits_five_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    person = a_person()
    _app, secret = a_code_app(person)
    client = Client()
    _password(client, person)
    _later(monkeypatch, minutes=5, seconds=1)

    answer = client.post(SECOND, {"code": code_of(secret)})

    assert answer["Location"] == "/accounts/sign-in/"
    assert not SignedInSession.objects.exists()


@pytest.mark.django_db
def test_nobody_comes_to_the_second_step_without_the_first() -> None:
    for method in (Client().get, Client().post):
        assert method(SECOND)["Location"] == "/accounts/sign-in/"


@pytest.mark.django_db
def test_a_closed_account_does_not_take_the_second_step() -> None:
    person = a_person()
    _app, secret = a_code_app(person)
    client = Client()
    _password(client, person)
    Person.objects.update(is_active=False)

    assert client.post(SECOND, {"code": code_of(secret)}).status_code == 422


@pytest.mark.django_db
def test_wrong_codes_are_guesses_and_the_right_password_forgives_none_of_them() -> None:
    """Else whoever has the password could try codes without end."""
    person = a_person()
    _app, secret = a_code_app(person)
    address = "192.0.2.7"
    heard = 0
    for _ in range(30):
        try:
            services.sign_in(person.login, PASSWORD, address=address)
            services.take_second_step(person.pk, "000000", address=address)
        except InputRefused:
            heard += 1
        except TooMany:
            break

    assert heard == 10
    with pytest.raises(TooMany):
        services.take_second_step(person.pk, code_of(secret), address="198.51.100.1")


@pytest.mark.django_db
def test_after_the_right_code_the_account_starts_anew() -> None:
    person = a_person()
    _app, secret = a_code_app(person)
    for _ in range(9):
        with pytest.raises(InputRefused):
            services.take_second_step(person.pk, "000000", address="192.0.2.7")

    services.take_second_step(person.pk, code_of(secret), address="192.0.2.7")

    with pytest.raises(InputRefused):
        services.take_second_step(person.pk, "000000", address="192.0.2.7")


@pytest.mark.django_db
def test_an_app_sealed_with_another_key_lets_nobody_in(settings: LazySettings) -> None:
    person = a_person()
    _app, secret = a_code_app(person)
    settings.SECRET_KEY = "another " * 10

    assert prove_code(person, code_of(secret)) is None


# ---------------------------------------------------------------- codes on paper


@pytest.mark.django_db
def test_ten_codes_are_shown_once_and_each_works_once() -> None:
    person = a_person()
    a_code_app(person)
    client = a_client_with(person)

    codes = _codes(client.post(f"{SECURITY}recovery-codes/"))

    assert len(set(codes)) == 10
    page = client.get(SECURITY).content.decode()
    assert "残りは10個" in page
    assert not any(code in page for code in codes)
    assert prove_code(person, codes[0].upper()) is FactorKind.RECOVERY
    assert prove_code(person, codes[0]) is None
    assert factors.recovery_codes_left(_fresh(person)) == 9


def a_client_with(person: Person) -> Client:
    """A browser in which somebody signed in who has an app; it is set to a moment later for the next code."""
    client = Client()
    _password(client, person)
    app = CodeApp.objects.get(person=person)
    secret = unsealed(app.secret)
    assert secret is not None
    assert client.post(SECOND, {"code": code_of(secret)}).status_code == 302
    return client


@pytest.mark.django_db
def test_a_new_set_voids_the_old_one() -> None:
    person = a_person()
    a_code_app(person)
    old = services.new_recovery_codes(actor=_fresh(person))

    new = services.new_recovery_codes(actor=_fresh(person))

    assert prove_code(person, old[0]) is None
    assert prove_code(person, new[0]) is FactorKind.RECOVERY
    assert not RecoveryCode.objects.filter(digest__in=new).exists()


@pytest.mark.django_db
def test_the_code_of_one_person_is_nobody_elses() -> None:
    one, other = a_person(), a_person()
    a_code_app(one)
    a_code_app(other)

    (code, *_more) = services.new_recovery_codes(actor=_fresh(one))

    assert prove_code(other, code) is None


@pytest.mark.django_db
def test_codes_for_nothing_are_not_made() -> None:
    with pytest.raises(WrongState):
        services.new_recovery_codes(actor=_fresh(a_person()))


@pytest.mark.django_db(transaction=True)
def test_of_many_who_send_one_paper_code_at_once_one_gets_in() -> None:
    person = a_person()
    a_code_app(person)
    (code, *_more) = services.new_recovery_codes(actor=_fresh(person))

    def prove(_number: int) -> bool:
        try:
            return prove_code(person, code) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as threads:
        assert sum(threads.map(prove, range(16))) == 1


# ---------------------------------------------------------------- naming and removing


@pytest.mark.django_db
def test_an_app_gets_another_name_and_goes() -> None:
    person = a_person()
    app, _secret = a_code_app(person)
    client = a_client_with(person)

    client.post(f"{SECURITY}code-app/{app.pk}/", {"name": "机の電話"})
    asked = client.get(f"{SECURITY}code-app/{app.pk}/remove/").content.decode()
    assert "机の電話" in asked
    client.post(f"{SECURITY}code-app/{app.pk}/remove/")

    assert not factors.has_second_factor(person.pk)
    assert SignedInSession.objects.get().mfa_at is None
    actions = list(AuditRow.objects.order_by("pk").values_list("action", flat=True))
    assert actions[-2:] == ["accounts.name-factor", "accounts.remove-factor"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["{kind}/{pk}/", "{kind}/{pk}/remove/"])
@pytest.mark.parametrize("kind", ["code-app", "passkey", "recovery", "person"])
def test_the_factor_of_somebody_else_is_not_there(path: str, kind: str) -> None:
    foreign, _secret = a_code_app(a_person())
    client = a_client(a_person())

    bodies = []
    for pk in (foreign.pk, 999_999):
        answer = client.post(SECURITY + path.format(kind=kind, pk=pk), {"name": "x"})
        assert answer.status_code == 404
        bodies.append(answer.content)
    assert bodies[0] == bodies[1]
    assert CodeApp.objects.filter(name="電話").exists()


@pytest.mark.django_db
def test_with_the_last_factor_the_paper_codes_go() -> None:
    person = a_person()
    app, _secret = a_code_app(person)
    services.new_recovery_codes(actor=_fresh(person))

    services.remove_factor(FactorKind.CODE_APP, app.pk, actor=_fresh(person))

    assert not RecoveryCode.objects.exists()


@pytest.mark.django_db
def test_where_one_is_required_the_last_one_stays(settings: LazySettings) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    post = an_affiliation(None, None, Role.EDITOR)
    app, _secret = a_code_app(post.person)

    with pytest.raises(WrongState):
        services.remove_factor(FactorKind.CODE_APP, app.pk, actor=_fresh(post.person))


@pytest.mark.django_db
def test_what_one_signs_in_with_changes_only_a_moment_after_signing_in() -> None:
    person = a_person()
    app, _secret = a_code_app(person)
    stale = queries.actor_of(person, None, fresh_at=clock.now() - timedelta(minutes=11))

    for deed in (
        lambda: services.begin_code_app("x", actor=stale),
        lambda: services.new_recovery_codes(actor=stale),
        lambda: services.remove_factor(FactorKind.CODE_APP, app.pk, actor=stale),
        lambda: services.registration_options(actor=stale),
    ):
        with pytest.raises(SignInAgain):
            deed()


@pytest.mark.django_db
def test_there_is_an_end_to_how_many_one_may_have() -> None:
    person = a_person()
    for _ in range(10):
        a_code_app(person)

    with pytest.raises(WrongState):
        services.begin_code_app("x", actor=_fresh(person))


@pytest.mark.django_db(transaction=True)
def test_the_owner_is_told_of_each_change_without_any_code_in_the_mail() -> None:
    person = a_person()
    app, _secret = a_code_app(person)
    (code, *_more) = services.new_recovery_codes(actor=_fresh(person))
    prove_code(person, code)
    services.remove_factor(FactorKind.CODE_APP, app.pk, actor=_fresh(person))
    jobs.run_due()

    assert [message.to for message in outbox.outbox] == [[person.email]] * 3
    assert not [m for m in outbox.outbox if code in m.body or code in m.subject]
    assert "残りは9個" in "".join(str(message.body) for message in outbox.outbox)


# ---------------------------------------------------------------- once more, with the code


@pytest.mark.django_db
def test_signing_in_once_more_asks_for_the_code_too() -> None:
    person = a_person()
    a_code_app(person)
    client = a_client_with(person)
    (code, *_more) = services.new_recovery_codes(actor=_fresh(person))
    SignedInSession.objects.update(fresh_at=clock.now() - timedelta(minutes=11))

    without = client.post("/accounts/again/", {"password": PASSWORD})
    wrong = client.post("/accounts/again/", {"password": PASSWORD, "code": "000000"})
    right = client.post("/accounts/again/", {"password": PASSWORD, "code": code})

    assert [a.status_code for a in (without, wrong, right)] == [422, 422, 302]


# ---------------------------------------------------------------- who must have one


@pytest.mark.django_db
def test_whoever_holds_a_role_sets_one_up_first_and_can_do_nothing_else(
    settings: LazySettings,
) -> None:
    post = an_affiliation(None, None, Role.EDITOR)
    settings.REQUIRE_SECOND_FACTOR = True
    client = a_client(post.person)

    for path in ("/", "/institutions/", "/contacts/new/", ME, "/accounts/acting/"):
        for answer in (client.get(path), client.post(path)):
            assert (answer.status_code, answer["Location"]) == (302, SECURITY), path
    page = client.get(SECURITY)
    assert "ほかの頁は開けません" in page.content.decode()
    assert page.context["page"].actor.roles == frozenset()
    assert client.get("/api/v1/plans").status_code == 200  # as everybody

    begun = client.post(f"{SECURITY}apps/add/", {"name": "電話"})["Location"]
    secret = unsealed(CodeApp.objects.get().secret)
    assert secret is not None
    client.post(begun, {"code": code_of(secret)})

    assert client.get("/").context["page"].actor.roles == frozenset({Role.EDITOR})


@pytest.mark.django_db
def test_who_set_one_up_elsewhere_is_asked_for_it_here(settings: LazySettings) -> None:
    post = an_affiliation(None, None, Role.EDITOR)
    client = a_client(post.person)
    settings.REQUIRE_SECOND_FACTOR = True
    a_code_app(post.person)

    assert client.get("/contacts/new/")["Location"].startswith("/accounts/again/")


@pytest.mark.django_db
def test_who_holds_no_role_needs_none(settings: LazySettings) -> None:
    settings.REQUIRE_SECOND_FACTOR = True

    assert a_client(an_affiliation().person).get(ME).status_code == 200


@pytest.mark.django_db
def test_whoever_owes_one_can_sign_out(settings: LazySettings) -> None:
    settings.REQUIRE_SECOND_FACTOR = True
    client = a_client(an_affiliation(None, None, Role.EDITOR).person)

    client.post("/accounts/sign-out/")

    assert not SignedInSession.objects.exists()


@pytest.mark.django_db
def test_a_deed_of_somebody_just_signed_in_is_fresh() -> None:
    post = an_affiliation(None, None, Role.ADMIN)

    assert services.begin_code_app("電話", actor=just_signed_in(post)).person == post.person
