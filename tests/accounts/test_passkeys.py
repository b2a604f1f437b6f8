"""Passkeys through the pages, with a device in software that can be set to lie."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.test import Client
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from tests.accounts.device import Device
from tests.accounts.factories import PASSWORD, a_client, a_person
from yuinowa.accounts import services
from yuinowa.accounts.models import Passkey, Person, SignedInSession
from yuinowa.accounts.services.passkeys import prove_passkey
from yuinowa.core import clock
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import InputRefused

pytestmark = pytest.mark.django_db
ADD = "/accounts/me/security/passkeys/add/"
NEW_OPTIONS = "/accounts/me/security/passkeys/options/"
SIGN_IN = "/accounts/sign-in/passkey/"
SECOND = "/accounts/second/passkey/"
AGAIN = "/accounts/again/passkey/"
ME = "/accounts/me/"


def _register(client: Client, device: Device, name: str = "机の電話") -> Any:
    options = client.post(NEW_OPTIONS).json()
    return client.post(ADD, {"name": name, "answer": device.create(options)})


def _with_passkey(person: Person, device: Device) -> None:
    assert _register(a_client(person), device).status_code == 302
    SignedInSession.objects.all().delete()


def _in_with(client: Client, device: Device, where: str = SIGN_IN) -> Any:
    return client.post(where, {"answer": device.get(client.post(f"{where}options/").json())})


def _is_in(client: Client) -> bool:
    return client.get(ME).status_code == 200


# ---------------------------------------------------------------- registering


def test_a_passkey_is_added_and_counts_as_second_factor() -> None:
    person, device = a_person(), Device()
    client = a_client(person)

    options = client.post(NEW_OPTIONS).json()
    answer = client.post(ADD, {"name": "机の電話", "answer": device.create(options)})

    assert answer["Location"] == "/accounts/me/security/"
    passkey = Passkey.objects.get()
    assert (passkey.person, passkey.name, passkey.uses) == (person, "机の電話", 1)
    assert SignedInSession.objects.get().mfa_at is not None
    selection = options["authenticatorSelection"]
    assert (selection["userVerification"], selection["residentKey"]) == ("required", "required")
    assert person.login not in device.handle.decode("latin-1")
    assert "机の電話" in client.get("/accounts/me/security/").content.decode()


@pytest.mark.parametrize(
    "device",
    [
        Device(origin="https://evil.example"),
        Device(origin="http://127.0.0.1:8000"),
        Device(origin="http://localhost:8000.evil.example"),
        Device(verifies_user=False),
    ],
    ids=["another site", "another name", "a longer name", "nobody verified"],
)
def test_an_answer_from_elsewhere_or_of_nobody_verified_is_no_passkey(device: Device) -> None:
    client = a_client(a_person())

    assert _register(client, device).status_code == 422
    assert not Passkey.objects.exists()


def test_one_question_is_answered_once() -> None:
    client = a_client(a_person())
    options = client.post(NEW_OPTIONS).json()
    client.post(ADD, {"name": "a", "answer": Device().create(options)})

    answer = client.post(ADD, {"name": "b", "answer": Device().create(options)})

    assert answer.status_code == 422
    assert Passkey.objects.count() == 1


def test_the_same_device_is_not_added_twice() -> None:
    device = Device()
    client = a_client(a_person())
    _register(client, device)

    excluded = client.post(NEW_OPTIONS).json()["excludeCredentials"]
    again = _register(client, device)

    assert len(excluded) == 1
    assert again.status_code == 422
    assert Passkey.objects.count() == 1


def test_a_name_that_is_missing_is_asked_for() -> None:
    client = a_client(a_person())

    assert _register(client, Device(), name=" ").status_code == 422
    assert not Passkey.objects.exists()


def test_a_challenge_for_signing_in_registers_nothing() -> None:
    person = a_person()
    client = a_client(person)
    options = client.post(f"{AGAIN}options/").json()
    made = Device()
    answer = made.create(
        {"challenge": options["challenge"], "rp": {"id": "localhost"}, "user": {"id": "AAAA"}}
    )

    assert client.post(ADD, {"name": "x", "answer": answer}).status_code == 422


@pytest.mark.parametrize("base_url", ["http://yuinowa.example.org", "https://192.0.2.7"])
def test_where_passkeys_cannot_work_the_pages_say_so(settings: LazySettings, base_url: str) -> None:
    settings.BASE_URL = base_url
    client = a_client(a_person())

    page = client.get(ADD).content.decode()

    assert "https" in page
    assert "passkeys.js" not in page
    assert client.post(NEW_OPTIONS).status_code == 409


# ---------------------------------------------------------------- signing in


def test_a_passkey_alone_lets_its_owner_in() -> None:
    person, device = a_person(), Device()
    _with_passkey(person, device)
    client = Client()

    answer = _in_with(client, device)

    assert answer.status_code == 302
    assert _is_in(client)
    session = SignedInSession.objects.get()
    assert (session.person, session.mfa_at is not None) == (person, True)
    assert Passkey.objects.get().last_used_at is not None


def test_the_page_makes_no_session_until_the_button_is_pressed() -> None:  # R28
    client = Client()

    client.get("/accounts/sign-in/")
    assert not Session.objects.exists()
    client.post(f"{SIGN_IN}options/")

    left = Session.objects.get().expire_date - clock.now()
    assert left.total_seconds() <= 300


def test_after_the_password_a_passkey_is_the_second_factor() -> None:
    person, device = a_person(), Device()
    _with_passkey(person, device)
    client = Client()
    asked = client.post("/accounts/sign-in/", {"login": person.login, "password": PASSWORD})
    assert asked["Location"].startswith("/accounts/second/")

    _in_with(client, device, SECOND)

    assert _is_in(client)


def test_the_passkey_of_somebody_else_is_no_second_factor() -> None:
    person, device, other = a_person(), Device(), Device()
    _with_passkey(person, device)
    _with_passkey(a_person(), other)
    client = Client()
    client.post("/accounts/sign-in/", {"login": person.login, "password": PASSWORD})

    # The one who typed the password has somebody else's device sign both kinds of question.
    _in_with(client, other, SECOND)
    assert not _is_in(client)
    options = client.post(f"{SIGN_IN}options/").json()
    client.post(SECOND, {"answer": other.get(options)})
    assert not _is_in(client)


def test_a_passkey_makes_a_session_fresh_and_somebody_elses_does_not() -> None:
    person, device, other = a_person(), Device(), Device()
    _with_passkey(person, device)
    _with_passkey(a_person(), other)
    client = Client()
    _in_with(client, device)
    SignedInSession.objects.update(fresh_at=None)

    _in_with(client, other, AGAIN)
    assert SignedInSession.objects.get().fresh_at is None
    _in_with(client, device, AGAIN)
    assert SignedInSession.objects.get().fresh_at is not None


@pytest.mark.parametrize("wrong", ["origin", "verifies_user", "copy", "key", "handle", "id"])
def test_an_answer_that_is_not_right_lets_nobody_in(wrong: str) -> None:
    person, device = a_person(), Device()
    _with_passkey(person, device)
    match wrong:
        case "origin":
            device.origin = "https://evil.example"
        case "verifies_user":
            device.verifies_user = False
        case "copy":
            device.uses = 0
            device.counts = False
        case "key":
            device.key = Device().key
        case "handle":
            device.handle = b"somebody else"
        case "id":
            device.credential_id = b"unknown"
    client = Client()

    answer = _in_with(client, device)

    assert answer["Location"].startswith("/accounts/sign-in/")
    assert not _is_in(client)
    assert AuditRow.objects.filter(action="accounts.second-factor-refused").count() == 1


def test_with_the_count_ignored_a_copy_gets_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard-off twin."""
    person, device = a_person(), Device()
    _with_passkey(person, device)
    device.uses, device.counts = 0, False
    monkeypatch.setattr(
        "yuinowa.accounts.services.passkeys.counter_goes_on", lambda _before, _now: True
    )
    client = Client()

    _in_with(client, device)

    assert _is_in(client)


def test_an_answer_sent_twice_lets_in_once() -> None:
    person, device = a_person(), Device()
    _with_passkey(person, device)
    client = Client()
    answer = device.get(client.post(f"{SIGN_IN}options/").json())
    client.post(SIGN_IN, {"answer": answer})
    client.post("/accounts/sign-out/")

    client.post(SIGN_IN, {"answer": answer})

    assert not _is_in(client)


def test_a_closed_account_has_no_way_in_by_passkey() -> None:
    person, device = a_person(), Device()
    _with_passkey(person, device)
    Person.objects.update(is_active=False)
    client = Client()

    _in_with(client, device)

    assert not _is_in(client)


def test_wrong_passwords_of_others_do_not_keep_a_passkey_out() -> None:
    person, device = a_person(), Device()
    _with_passkey(person, device)
    for _ in range(11):
        Client().post(
            "/accounts/sign-in/",
            {"login": person.login, "password": "wrong"},
            REMOTE_ADDR="203.0.113.9",
        )
    client = Client()

    _in_with(client, device)

    assert _is_in(client)


def test_a_hundred_wrong_answers_from_one_address_have_to_wait() -> None:
    client = Client()
    answers = [client.post(SIGN_IN, {"answer": "{}"}).status_code for _ in range(101)]

    assert (answers.count(302), answers[-1]) == (100, 429)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "{}",
        "[]",
        "null",
        "1",
        '"x"',
        "[" * 5000,
        '{"id": 1}',
        '{"id": "a", "rawId": "b"}',
        '{"rawId": "AA", "response": {}}',
        '{"rawId": null, "response": null}',
        '{"rawId": "AA", "response": {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": ""}}',
        '{"rawId": "\\u0000", "response": {"clientDataJSON": "\\ud800"}}',
        "x" * 30_000,
    ],
)
def test_whatever_is_no_answer_is_refused_in_words(answer: str) -> None:
    client = a_client(a_person())
    client.post(NEW_OPTIONS)

    added = client.post(ADD, {"name": "x", "answer": answer})
    entered = Client().post(SIGN_IN, {"answer": answer})

    assert added.status_code == 422
    assert entered.status_code == 302
    assert not Passkey.objects.exists()


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=20)
    | st.sampled_from(["AA", "e30"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "rawId",
                    "type",
                    "response",
                    "clientDataJSON",
                    "authenticatorData",
                    "signature",
                    "userHandle",
                    "attestationObject",
                    "x",
                ]  # read more easily
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)


@given(json_values)
@rules(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_reading_an_answer_never_fails_otherwise(value: Any) -> None:
    _options, state = services.proof_options(None)

    with pytest.raises(InputRefused):
        prove_passkey(json.dumps(value), state)


@given(st.data())
@rules(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_changed_byte_gets_through(data: st.DataObject) -> None:
    """A true answer with one character of one part changed is refused, whatever character it is."""
    person, device = a_person(), Device()
    options, state = services.registration_options(
        actor=Actor(person=person.pk, fresh_at=clock.now())
    )
    services.add_passkey(
        "x",
        device.create(options),
        state,
        session_key="",
        actor=Actor(person=person.pk, fresh_at=clock.now()),
    )
    options, state = services.proof_options(None)
    answer = json.loads(device.get(options))
    part = data.draw(st.sampled_from(["clientDataJSON", "authenticatorData", "signature"]))
    text = answer["response"][part]
    # The last character of base64 has bits that mean nothing. The lengths are not always the same.
    place = data.draw(st.integers(0, 9999)) % (len(text) - 1)
    letters = "ABCDwxyz0189-_"
    other = letters[data.draw(st.integers(0, 13))]
    assume(other != text[place])
    answer["response"][part] = text[:place] + other + text[place + 1 :]

    with pytest.raises(InputRefused):
        prove_passkey(json.dumps(answer), state)
