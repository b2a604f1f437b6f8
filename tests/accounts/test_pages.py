from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import PASSWORD, a_client, a_person, an_affiliation, an_institution
from yuinowa.accounts import services
from yuinowa.accounts.domain.policy import DEMO_PASSWORD
from yuinowa.accounts.models import Person, SignedInSession
from yuinowa.core import clock
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/sign-in/"
ME = "/accounts/me/"


def _is_signed_in(client: Client) -> bool:
    return client.get(ME).status_code == 200


def _later(monkeypatch: pytest.MonkeyPatch, **how: float) -> None:
    moment = clock.now() + timedelta(**how)
    monkeypatch.setattr(clock, "now", lambda: moment)


# ---------------------------------------------------------------- signing in


def test_signing_in_leads_to_the_page_that_was_asked_for() -> None:
    affiliation = an_affiliation(None, None, Role.EDITOR)
    client = Client()

    asked = client.get(ME)
    answer = client.post(
        asked["Location"],
        {"login": affiliation.person.login, "password": PASSWORD, "next": ME},
    )

    assert asked["Location"] == f"{SIGN_IN}?next={ME}"
    assert (answer.status_code, answer["Location"]) == (302, ME)
    assert _is_signed_in(client)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "portal",
        "",
    ],
)
def test_signing_in_never_leads_to_another_site(elsewhere: str) -> None:
    affiliation = an_affiliation()

    answer = Client().post(
        SIGN_IN, {"login": affiliation.person.login, "password": PASSWORD, "next": elsewhere}
    )

    assert (answer.status_code, answer["Location"]) == (302, "/")


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"login": "", "password": ""},
        {"login": "koho"},
        {"login": "koho", "password": ""},
        {"login": "koho", "password": "wrong"},
        {"login": "koho", "password": PASSWORD + " "},
        {"login": "koho", "password": "　"},
        {"login": "koho", "password": "x" * 201},
        {"login": "koho", "password": "a\x00b"},
        {"login": "x" * 300, "password": PASSWORD},
        {"login": "ko\x00ho", "password": PASSWORD},
        {"login": "' OR 1=1 --", "password": PASSWORD},
        {"login": "<script>", "password": PASSWORD},
        {"login": "\u200b", "password": PASSWORD},
        {"login": "koho\n", "password": "wrong"},
    ],
)
def test_whatever_is_typed_wrongly_is_the_page_again_with_a_fault(typed: dict[str, str]) -> None:
    a_person("koho")
    client = Client()

    answer = client.post(SIGN_IN, typed)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in text
    assert PASSWORD not in text
    assert "<script>" not in text
    assert "yuinowa" not in client.cookies
    assert not SignedInSession.objects.exists()


def test_full_width_and_capital_letters_of_a_name_are_read() -> None:
    person = a_person("koho")

    answer = Client().post(SIGN_IN, {"login": " ＫＯＨＯ", "password": PASSWORD})

    assert answer.status_code == 302
    assert SignedInSession.objects.get().person == person


def test_a_known_and_an_unknown_name_get_the_same_page() -> None:
    a_person("koho")

    def page(login: str) -> str:
        answer = Client().post(SIGN_IN, {"login": login, "password": "wrong"})
        return re.sub(r'value="\w{64}"', "", answer.content.decode()).replace(login, "")

    assert page("koho") == page("hoko")


def test_too_many_guesses_are_told_how_long_to_wait() -> None:
    a_person("koho")
    client = Client()
    for _ in range(10):
        client.post(SIGN_IN, {"login": "koho", "password": "wrong"})

    answer = client.post(SIGN_IN, {"login": "koho", "password": PASSWORD})

    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 30
    assert 'value="koho"' in answer.content.decode()


def test_the_session_key_is_new_after_signing_in() -> None:
    person = a_person()
    client = a_client(person)
    before = client.cookies["yuinowa"].value

    client.post(SIGN_IN, {"login": person.login, "password": PASSWORD})

    assert client.cookies["yuinowa"].value != before
    assert SignedInSession.objects.count() == 1
    stale = Client()
    stale.cookies["yuinowa"] = before
    assert not _is_signed_in(stale)


def test_the_table_does_not_hold_the_session_key() -> None:
    client = a_client(a_person())

    assert SignedInSession.objects.get().key != client.cookies["yuinowa"].value


def test_whoever_is_signed_in_is_not_asked_again() -> None:
    client = a_client(an_affiliation().person)

    assert client.get(f"{SIGN_IN}?next={ME}")["Location"] == ME


def test_signing_in_and_out_is_audited_for_the_institution() -> None:
    affiliation = an_affiliation()
    client = a_client(affiliation.person)

    answer = client.post("/accounts/sign-out/")

    assert answer["Location"] == "/"
    assert not _is_signed_in(client)
    assert not Session.objects.exists()
    rows = AuditRow.objects.order_by("pk").values_list("action", "institution", "person")
    assert list(rows) == [
        ("accounts.sign-in", affiliation.institution_id, affiliation.person_id),
        ("accounts.sign-out", affiliation.institution_id, affiliation.person_id),
    ]


def test_signing_out_twice_is_signing_out() -> None:
    assert Client().post("/accounts/sign-out/").status_code == 302
    assert Client().get("/accounts/sign-out/").status_code == 405


def test_signing_in_needs_the_key_of_the_form() -> None:
    client = Client(enforce_csrf_checks=True)

    answer = client.post(SIGN_IN, {"login": "koho", "password": "x"})

    assert answer.status_code == 403


def test_a_person_reads_the_pages_in_the_own_language() -> None:
    client = a_client(a_person(language="en"))

    assert client.cookies["yuinowa-language"].value == "en"


def test_the_proxy_is_believed_only_when_there_is_one(settings: LazySettings) -> None:
    def guesses_heard() -> int:
        answers = [
            Client(
                REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": f"203.0.113.9, 192.0.2.{n}"}
            ).post(SIGN_IN, {"login": f"name{n}", "password": "wrong"})
            for n in range(101)
        ]
        return sum(answer.status_code == 422 for answer in answers)

    assert guesses_heard() == 100

    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert guesses_heard() == 101


def test_demo_names_stand_beside_the_form(settings: LazySettings) -> None:
    affiliation = an_affiliation(a_person("demo-editor", demo=True), None, Role.EDITOR)
    a_person("not-of-the-demo")

    text = Client().get(SIGN_IN).content.decode()
    settings.DEMO = False
    without = Client().get(SIGN_IN).content.decode()

    assert "demo-editor" in text
    assert affiliation.institution.name in text
    assert DEMO_PASSWORD in text
    assert "not-of-the-demo" not in text
    assert "demo-editor" not in without
    assert DEMO_PASSWORD not in without


def test_a_name_may_be_filled_in_by_the_address() -> None:
    assert 'value="koho"' in Client().get(f"{SIGN_IN}?login=koho").content.decode()


# ---------------------------------------------------------------- how long a session lasts


def test_half_an_hour_without_a_page_ends_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    client = a_client(a_person())

    _later(monkeypatch, minutes=29, seconds=59)
    assert _is_signed_in(client)
    _later(monkeypatch, minutes=29, seconds=59)
    assert _is_signed_in(client)
    _later(monkeypatch, minutes=30)
    assert not _is_signed_in(client)

    assert not SignedInSession.objects.exists()


def test_twelve_hours_end_the_session_however_busy(monkeypatch: pytest.MonkeyPatch) -> None:
    client = a_client(a_person())

    for _ in range(35):
        _later(monkeypatch, minutes=20)
        assert _is_signed_in(client)
    _later(monkeypatch, minutes=20)

    assert not _is_signed_in(client)


def test_reading_within_a_minute_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    client = a_client(an_affiliation().person)
    client.get("/")

    with CaptureQueriesContext(connection) as asked:
        client.get("/")

    assert [q["sql"] for q in asked if not q["sql"].startswith("SELECT")] == []


def test_over_sessions_are_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    a_client(a_person())
    assert services.erase_old_sessions() == 0
    _later(monkeypatch, minutes=30)

    assert services.erase_old_sessions() == 1


def test_a_closed_account_is_out_at_the_next_request() -> None:
    person = a_person()
    client = a_client(person)

    Person.objects.filter(pk=person.pk).update(is_active=False)

    assert not _is_signed_in(client)


@pytest.mark.parametrize("key", ["", "x", "' OR 1=1", "ü" * 40])
def test_a_made_up_session_key_is_a_visitor(key: str) -> None:
    client = Client()
    client.cookies["yuinowa"] = key

    assert client.get(ME).status_code == 302


# ---------------------------------------------------------------- for whom one acts


def test_one_affiliation_needs_no_choice() -> None:
    affiliation = an_affiliation(None, None, Role.EDITOR, unit="連携担当")

    text = a_client(affiliation.person).get("/").content.decode()

    assert f"{affiliation.institution.name} 連携担当" in text


def test_with_several_affiliations_one_is_chosen_for_the_session() -> None:
    person = a_person()
    an_affiliation(person, an_institution("甲図書館"), Role.EDITOR)
    second = an_affiliation(person, an_institution("乙図書館"), Role.ADMIN)
    client = Client()

    answer = client.post(SIGN_IN, {"login": person.login, "password": PASSWORD, "next": ME})
    key = client.cookies["yuinowa"].value
    chosen = client.post(answer["Location"], {"affiliation": second.pk, "next": ME})

    assert answer["Location"] == "/accounts/acting/?next=%2Faccounts%2Fme%2F"
    assert chosen["Location"] == ME
    assert client.cookies["yuinowa"].value != key
    assert SignedInSession.objects.get().affiliation == second
    assert "乙図書館" in client.get("/").content.decode()


@pytest.mark.parametrize("which", ["foreign", "missing", "ended", "text", "nothing"])
def test_only_an_own_affiliation_of_today_can_be_chosen(which: str) -> None:
    person = a_person()
    an_affiliation(person)
    ended = an_affiliation(person, to_day=clock.today())
    foreign = an_affiliation()
    given = {
        "foreign": foreign.pk,
        "missing": 999_999_999_999,
        "ended": ended.pk,
        "text": "１二",
        "nothing": "",
    }
    client = a_client(person)
    before = SignedInSession.objects.get().affiliation_id

    answer = client.post("/accounts/acting/", {"affiliation": given[which]})

    assert answer.status_code == 422
    assert SignedInSession.objects.get().affiliation_id == before


def test_an_ended_affiliation_gives_no_right_at_the_next_request() -> None:
    affiliation = an_affiliation(None, None, Role.EDITOR)
    client = a_client(affiliation.person)
    assert affiliation.institution.name in client.get("/").content.decode()

    services.end_affiliation(affiliation.pk, actor=Actor.system())

    answer = client.get("/")
    assert answer.status_code == 200
    assert affiliation.institution.name not in answer.content.decode()
    actor = answer.context["page"].actor
    assert actor == Actor.nobody()  # the session ended with what it acted for


def test_a_role_taken_away_is_gone_at_the_next_request() -> None:
    affiliation = an_affiliation(None, None, Role.EDITOR)
    client = a_client(affiliation.person)

    affiliation.roles.all().delete()

    assert client.get("/").context["page"].actor.roles == frozenset()


def test_without_any_affiliation_the_page_says_what_to_do() -> None:
    client = a_client(a_person())

    text = client.get("/accounts/acting/").content.decode()

    assert "yw-empty" in text


# ---------------------------------------------------------------- the own account


def test_the_own_page_shows_the_own_account_alone() -> None:
    affiliation = an_affiliation(a_person("koho"), an_institution("甲図書館"), Role.PLAN_OFFICER)
    other = an_affiliation(a_person("somebody"), an_institution("乙図書館"), Role.ADMIN)
    a_client(other.person)

    text = a_client(affiliation.person).get(ME).content.decode()

    assert "koho@example.org" in text
    assert "甲図書館" in text
    assert "somebody" not in text
    assert "乙図書館" not in text


def test_the_language_is_changed_at_the_version_that_was_read() -> None:
    person = a_person()
    client = a_client(person)

    changed = client.post("/accounts/me/language/", {"language": "en", "version": 1})
    late = client.post("/accounts/me/language/", {"language": "ja", "version": 1})

    person.refresh_from_db()
    assert (changed.status_code, late.status_code) == (302, 409)
    assert (person.language, person.version) == ("en", 2)
    assert client.cookies["yuinowa-language"].value == "en"


@pytest.mark.parametrize(
    "typed",
    [{}, {"language": "fr", "version": 1}, {"language": "en"}, {"language": "en", "version": "x"}],
)
def test_a_language_that_cannot_be_is_refused(typed: dict[str, object]) -> None:
    client = a_client(a_person())

    assert client.post("/accounts/me/language/", typed).status_code == 422


def test_a_new_password_ends_all_other_sessions() -> None:
    person = a_person()
    here, there = a_client(person), a_client(person)
    new = "umi-wa-hiroi-na-ookii-na"

    answer = here.post("/accounts/me/password/", {"current": PASSWORD, "new": new, "again": new})

    assert answer["Location"] == ME
    assert _is_signed_in(here)
    assert not _is_signed_in(there)
    person.refresh_from_db()
    assert person.check_password(new)


@pytest.mark.parametrize(
    ("current", "new", "again"),
    [
        ("wrong", "umi-wa-hiroi-na", "umi-wa-hiroi-na"),
        (PASSWORD, "umi-wa-hiroi-na", "umi-wa-hiroi"),
        (PASSWORD, "short", "short"),
        (PASSWORD, "1q2w3e4r5t6y", "1q2w3e4r5t6y"),
        (PASSWORD, "", ""),
        ("", "umi-wa-hiroi-na", "umi-wa-hiroi-na"),
        (PASSWORD, "a\x00bcdefghijklmn", "a\x00bcdefghijklmn"),
    ],
)
def test_a_password_change_that_does_not_hold_changes_nothing(
    current: str, new: str, again: str
) -> None:
    person = a_person()
    client = a_client(person)

    answer = client.post("/accounts/me/password/", {"current": current, "new": new, "again": again})

    person.refresh_from_db()
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert person.check_password(PASSWORD)


def test_an_open_session_is_no_way_to_guess_the_password() -> None:
    client = a_client(a_person())
    typed = {"current": "wrong", "new": "umi-wa-hiroi-na", "again": "umi-wa-hiroi-na"}
    for _ in range(10):
        client.post("/accounts/me/password/", typed)

    answer = client.post("/accounts/me/password/", typed | {"current": PASSWORD})

    assert answer.status_code == 422


def test_another_session_of_mine_can_be_ended() -> None:
    person = a_person()
    here, there = a_client(person), a_client(person, user_agent="Firefox/128.0 (Windows NT 10.0)")
    other = SignedInSession.objects.get(browser="Firefox, Windows")

    answer = here.post(f"/accounts/me/sessions/{other.pk}/end/")

    assert answer["Location"] == ME
    assert _is_signed_in(here)
    assert not _is_signed_in(there)


def test_the_session_of_somebody_else_is_not_there() -> None:
    stranger = a_client(a_person())
    foreign = SignedInSession.objects.get()
    client = a_client(a_person())

    answers = [client.post(f"/accounts/me/sessions/{pk}/end/") for pk in (foreign.pk, 999_999)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert _is_signed_in(stranger)


def test_all_other_sessions_end_at_once() -> None:
    person = a_person()
    here, *others = [a_client(person) for _ in range(3)]

    here.post("/accounts/me/sessions/end-others/")

    assert _is_signed_in(here)
    assert [_is_signed_in(other) for other in others] == [False, False]


@pytest.mark.parametrize(
    "path",
    [
        "again/",
        "acting/",
        "me/",
        "me/password/",
        "me/language/",
        "me/sessions/1/end/",
        "me/sessions/end-others/",
    ],
)
def test_a_visitor_is_led_to_the_sign_in_page(path: str) -> None:
    address = f"/accounts/{path}"
    client = Client()

    for answer in (client.get(address), client.post(address)):
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, SIGN_IN)
