"""Guessing (R26): how many of ten thousand tries are heard, who is told, and that nobody is locked out."""

from __future__ import annotations

from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.conf import LazySettings
from django.core import mail as outbox
from django.db import connection
from django.test import Client

from tests.accounts.factories import PASSWORD, a_person
from yuinowa.accounts import services
from yuinowa.accounts.domain.guessing import seconds_to_wait, within_window
from yuinowa.accounts.domain.policy import PER_ACCOUNT, PER_ADDRESS, GuessLimit
from yuinowa.accounts.models import FailureTally
from yuinowa.accounts.services import guesses
from yuinowa.core import clock, jobs
from yuinowa.core.models import Job
from yuinowa.kernel.errors import InputRefused, TooMany

#: What is asked of the database is the same each time; the second one need not be asked as often.
TRIES = 10_000 if connection.vendor == "sqlite" else 1_000
NOW = datetime.fromisoformat("2026-11-21T03:00:00+00:00")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names whose password was looked at; looking takes no time here."""
    looked_at: list[str] = []

    def look(*, login: str, password: str) -> None:
        looked_at.append(login)

    # By its place: the package has a function of the module's name.
    monkeypatch.setattr(import_module("yuinowa.accounts.services.sign_in"), "authenticate", look)
    return looked_at


def _try(login: str, address: str) -> None:
    try:
        services.sign_in(login, "wrong", address=address)
    except (InputRefused, TooMany):
        return
    raise AssertionError("somebody came in")


def _heard_by_rule(limit: GuessLimit, tries: int, every: timedelta) -> int:
    """How many of ``tries``, one each ``every``, the limit lets through."""
    moments: list[datetime] = []
    count = 0
    for number in range(tries):
        now = NOW + number * every
        if not seconds_to_wait(moments, now, limit):
            moments = [*within_window(moments, now, limit), now]
            count += 1
    return count


@pytest.mark.django_db
def test_of_ten_thousand_tries_at_one_account_ten_are_heard_in_a_breath(
    heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    a_person("hana")
    monkeypatch.setattr(clock, "now", lambda: NOW)

    for number in range(TRIES):
        _try("hana", f"198.51.{number % 250}.{number // 250}")

    assert len(heard) == 10


@pytest.mark.django_db
def test_of_ten_thousand_tries_over_a_thousand_accounts_a_hundred_are_heard_from_one_place(
    heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)

    for number in range(TRIES):
        _try(f"name{number % 1000}", "198.51.100.7")

    assert len(heard) == 100


@pytest.mark.django_db
def test_over_a_thousand_accounts_from_a_thousand_places_ten_of_each_are_heard(
    heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What counting cannot stop: said so in docs/operate/second-factor.md; second factors and mails answer it.

    Nine tries at each account, from its own place, are counted already: ten thousand with the tenth, which is
    heard. The eleventh is not.
    """
    monkeypatch.setattr(clock, "now", lambda: NOW)
    accounts = {f"name{n}": f"203.0.{n // 250}.{n % 250}" for n in range(TRIES // 10)}
    nine = [int(NOW.timestamp() * 1_000)] * 9
    FailureTally.objects.bulk_create(
        FailureTally(key=key, moments=nine, last_at=NOW)
        for login, address in accounts.items()
        for key in guesses.Guess(login, address)._limits
    )

    for login, address in accounts.items():
        _try(login, address)
        _try(login, address)

    assert heard == list(accounts)


def test_a_patient_guesser_at_one_account_gets_twelve_hundred_tries_a_day() -> None:
    a_day_of_seconds = _heard_by_rule(PER_ACCOUNT, 86_400, timedelta(seconds=1))

    assert a_day_of_seconds < 1_200
    assert _heard_by_rule(PER_ADDRESS, 86_400, timedelta(seconds=1)) < 10_000


@pytest.mark.django_db(transaction=True)
def test_nobody_is_locked_out_for_good_and_the_owner_is_told_once_an_hour(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person = a_person("hana")
    moment = NOW
    monkeypatch.setattr(clock, "now", lambda: moment)
    for _ in range(50):
        _try_for_real("hana")
    jobs.run_due()
    assert [message.to for message in outbox.outbox] == [[person.email]]
    assert "/accounts/me/security/" in str(outbox.outbox[0].body)
    for _minute in range(59):
        moment += timedelta(minutes=1)
        _try_for_real("hana")
        _try_for_real("hana")
    jobs.run_due()
    assert len(outbox.outbox) == 1

    moment += timedelta(minutes=2)
    for _ in range(30):
        _try_for_real("hana")
    jobs.run_due()
    assert len(outbox.outbox) == 2

    moment += timedelta(minutes=16)
    assert services.sign_in("hana", PASSWORD, address="192.0.2.9") == person


def _try_for_real(login: str) -> None:
    try:
        guesses.Guess(login, "198.51.100.7").count()
    except TooMany:
        return


@pytest.mark.django_db(transaction=True)
def test_for_a_name_nobody_has_the_work_is_the_same_and_no_mail_goes_out() -> None:
    for _ in range(12):
        _try_for_real("nobody")
    assert Job.objects.filter(handler=guesses.TELL_OWNER).count() == 1
    assert "nobody" not in str(list(Job.objects.values_list("payload", "key")))

    jobs.run_due()

    assert outbox.outbox == []


@pytest.mark.django_db
def test_without_taking_the_row_first_the_count_would_not_hold(
    heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard-off twin: with no limit on the account every try is heard."""
    monkeypatch.setattr(
        guesses, "PER_ACCOUNT", GuessLimit(10**9, timedelta(minutes=15), timedelta(0))
    )
    monkeypatch.setattr(clock, "now", lambda: NOW)

    for number in range(50):
        _try("hana", f"198.51.100.{number}")

    assert len(heard) == 50


@pytest.mark.django_db
@pytest.mark.parametrize(
    "forged", ["203.0.113.5", "203.0.113.5, 198.51.100.9", "unknown", "2001:db8::1", "'; drop"]
)
def test_a_forged_forwarded_address_is_no_other_place(
    forged: str, settings: LazySettings
) -> None:  # R24
    for number in range(3):
        Client().post(
            "/accounts/sign-in/",
            {"login": f"name{number}", "password": "wrong"},
            headers={"X-Forwarded-For": f"{number}.{forged}", "Forwarded": f"for={forged}"},
        )
    counted = sorted(len(tally.moments) for tally in FailureTally.objects.all())

    assert counted == [1, 1, 1, 3]


@pytest.mark.django_db
def test_behind_a_proxy_only_what_the_proxy_appended_counts(settings: LazySettings) -> None:  # R24
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for number in range(3):
        Client().post(
            "/accounts/sign-in/",
            {"login": f"name{number}", "password": "wrong"},
            headers={"X-Forwarded-For": f"203.0.113.{number}, 198.51.100.9"},
        )
    counted = sorted(len(tally.moments) for tally in FailureTally.objects.all())

    assert counted == [1, 1, 1, 3]
