"""A new password and another address by links from mails (R26): whom they reach, and whom they never reach."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import a_client, a_code_app, a_person
from yuinowa.accounts import services
from yuinowa.accounts.models import Person, SignedInSession
from yuinowa.core import clock, jobs
from yuinowa.core.models import AuditRow, Job

ASK = "/accounts/password/"
NEW = "umi-wa-hiroi-na-ookii-na"


def _asked(email: str) -> Any:
    answer = Client().post(ASK, {"email": email})
    jobs.run_due()
    return answer


def _link() -> str:
    found = re.search(r"http://[^/]+(/accounts/\S+)", str(outbox.outbox[-1].body))
    assert found is not None
    return found[1]


def _set(link: str, new: str = NEW, again: str = NEW) -> Any:
    return Client().post(link, {"new": new, "again": again})


@pytest.mark.django_db(transaction=True)
def test_a_forgotten_password_is_set_anew_by_the_link_and_every_session_ends() -> None:
    person = a_person("hana")
    a_client(person)

    asked = _asked("hana@example.org")
    link = _link()
    assert Client().get(link).status_code == 200  # a mail program that looks uses nothing up
    answer = _set(link)

    person.refresh_from_db()
    assert asked["Location"] == "/accounts/password/sent/"
    assert answer["Location"] == "/accounts/sign-in/"
    assert person.check_password(NEW)
    assert not SignedInSession.objects.exists()
    assert [message.to for message in outbox.outbox] == [["hana@example.org"]]
    assert (_set(link).status_code, Client().get(link).status_code) == (404, 404)
    jobs.run_due()
    assert "変わりました" in outbox.outbox[-1].subject
    assert AuditRow.objects.filter(action="accounts.reset-password").count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "lookalike",
    [
        "nobody@example.org",
        "ｈana@example.org",
        "hana＠example.org",
        "hana@ｅxample.org",
        "hanа@example.org",  # a Cyrillic letter
        "hana+1@example.org",
        "h.ana@example.org",
        "hana@example.org.evil.example",
        "hana@exampıe.org",  # a dotless letter
        "hana@example.org, evil@evil.example",
        "hana@example.org evil@evil.example",
        "ha\u200bna@example.org",
        "hana@example.org\u3000",
        "hana@ⓔxample.org",
        "@example.org",
        "hana",
        "x" * 250,
    ],
)
def test_an_address_that_only_looks_like_one_on_record_gets_the_same_answer_and_no_mail(
    lookalike: str,
) -> None:
    a_person("hana")

    answer = _asked(lookalike)

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/password/sent/")
    assert [m.to for m in outbox.outbox] in ([], [["hana@example.org"]])
    assert bool(outbox.outbox) is (lookalike.strip() == "hana@example.org")


@pytest.mark.django_db(transaction=True)
def test_capital_letters_are_the_same_mailbox() -> None:
    a_person("hana")

    _asked(" Hana@Example.ORG ")

    assert outbox.outbox[0].to == ["hana@example.org"]


@pytest.mark.django_db(transaction=True)
def test_the_i_without_a_dot_is_not_the_i_with_one() -> None:
    """Folding a Turkish letter must not lead one mailbox's link to another's owner."""
    a_person("mike")

    for typed in ("mıke@example.org", "mİke@example.org", "MIKE@EXAMPLE.ORG".replace("I", "İ")):
        _asked(typed)

    assert outbox.outbox == []


@pytest.mark.django_db
def test_a_known_and_an_unknown_address_cost_the_same_questions() -> None:
    a_person("hana")
    costs = []
    for email in ("warm@example.org", "hana@example.org", "nobody@example.org"):
        with CaptureQueriesContext(connection) as queries:
            Client().post(ASK, {"email": email})
        costs.append([re.sub(r"'[^']*'|[0-9]+", "?", q["sql"])[:60] for q in queries])

    assert costs[1] == costs[2]


@pytest.mark.django_db(transaction=True)
def test_no_job_holds_the_address_that_was_typed() -> None:
    a_person("hana")
    _asked("hana@example.org")

    assert "example" not in str(list(Job.objects.values_list("payload", "key")))


@pytest.mark.django_db(transaction=True)
def test_asking_again_and_again_has_to_wait_known_or_not() -> None:
    a_person("hana")
    statuses = {
        email: [_asked(email).status_code for _ in range(5)]
        for email in ("hana@example.org", "nobody@example.org")
    }

    assert statuses["hana@example.org"] == statuses["nobody@example.org"] == [302] * 3 + [429] * 2
    assert len(outbox.outbox) == 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("new", "again"),
    [
        ("", ""),
        ("short", "short"),
        ("1q2w3e4r5t6y", "1q2w3e4r5t6y"),
        (NEW, NEW[:-1]),
        ("hana@example.org", "hana@example.org"),
        ("a\x00" * 10, "a\x00" * 10),
        ("x" * 500, "x" * 500),
    ],
)
def test_a_password_that_cannot_be_used_does_not_use_up_the_link(new: str, again: str) -> None:
    a_person("hana")
    _asked("hana@example.org")
    link = _link()

    assert _set(link, new, again).status_code == 422
    assert _set(link).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_the_link_works_for_an_hour_and_only_the_last_one(monkeypatch: pytest.MonkeyPatch) -> None:
    a_person("hana")
    _asked("hana@example.org")
    first = _link()
    _asked("hana@example.org")
    second = _link()

    assert _set(first).status_code == 404
    later = clock.now() + timedelta(minutes=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert _set(second).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "..", "a" * 5000])
def test_a_made_up_link_is_not_found(token: str) -> None:
    bodies = {Client().get(f"/accounts/password/new/{token}/").status_code for _ in range(2)}

    assert bodies <= {404, 400}


@pytest.mark.django_db(transaction=True)
def test_the_second_factor_is_still_asked_for() -> None:
    person = a_person("hana")
    a_code_app(person)
    _asked("hana@example.org")
    _set(_link())
    client = Client()

    answer = client.post("/accounts/sign-in/", {"login": "hana", "password": NEW})

    assert answer["Location"].startswith("/accounts/second/")


@pytest.mark.django_db(transaction=True)
def test_a_closed_account_gets_no_link() -> None:
    a_person("hana")
    Person.objects.update(is_active=False)

    _asked("hana@example.org")

    assert outbox.outbox == []


@pytest.mark.django_db(transaction=True)
def test_the_link_leads_to_the_address_of_the_settings_whatever_host_was_asked() -> None:  # R24
    a_person("hana")
    Client().post(
        ASK,
        {"email": "hana@example.org"},
        headers={"Host": "localhost", "X-Forwarded-Host": "evil.example"},
    )
    jobs.run_due()

    assert "evil" not in str(outbox.outbox[0].body)
    assert "http://127.0.0.1" in str(outbox.outbox[0].body)


# ---------------------------------------------------------------- another address


@pytest.mark.django_db(transaction=True)
def test_another_address_counts_once_its_link_was_opened_and_the_old_one_is_told() -> None:
    person = a_person("hana")
    client = a_client(person)

    client.post("/accounts/me/email/", {"email": "Neu@Example.org"})
    jobs.run_due()
    person.refresh_from_db()
    assert person.email == "hana@example.org"
    link = _link()
    assert Client().get(link).status_code == 200
    Client().post(link)
    jobs.run_due()

    person.refresh_from_db()
    assert person.email == "neu@example.org"
    assert [m.to for m in outbox.outbox] == [["neu@example.org"], ["hana@example.org"]]
    assert "neu@" not in str(outbox.outbox[1].body)
    assert Client().post(link).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_an_address_somebody_has_is_answered_alike_and_gets_no_link() -> None:
    a_person("taro")
    client = a_client(a_person("hana"))

    known = client.post("/accounts/me/email/", {"email": "taro@example.org"})
    jobs.run_due()
    free = client.post("/accounts/me/email/", {"email": "free@example.org"})
    jobs.run_due()

    assert known["Location"] == free["Location"]
    assert [m.to for m in outbox.outbox] == [["free@example.org"]]


@pytest.mark.django_db(transaction=True)
def test_an_address_taken_in_the_meantime_stays_with_its_owner() -> None:
    person = a_person("hana")
    client = a_client(person)
    client.post("/accounts/me/email/", {"email": "neu@example.org"})
    jobs.run_due()
    Person.objects.filter(pk=a_person("taro").pk).update(email="neu@example.org")

    assert Client().post(_link()).status_code == 409
    person.refresh_from_db()
    assert person.email == "hana@example.org"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["", "x", "ｈ@example.org", "a@b", "a b@example.org", "ü@example.org"]
)
def test_what_is_no_plain_address_is_refused(typed: str) -> None:
    client = a_client(a_person())

    assert client.post("/accounts/me/email/", {"email": typed}).status_code == 422


@pytest.mark.django_db
def test_changing_the_address_asks_for_a_fresh_sign_in() -> None:
    client = a_client(a_person())
    SignedInSession.objects.update(fresh_at=None)

    assert client.get("/accounts/me/email/")["Location"].startswith("/accounts/again/")
    assert client.post("/accounts/me/email/", {"email": "a@example.org"}).status_code == 403


@pytest.mark.django_db
def test_changes_nobody_confirmed_are_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    client = a_client(a_person())
    client.post("/accounts/me/email/", {"email": "a@example.org"})
    later = clock.now() + timedelta(days=3)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert services.erase_old_email_changes() == 1
