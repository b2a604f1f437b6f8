"""A listed institution is claimed, an unlisted one registers: nobody gets in without the entry's own channel."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core import mail as outbox
from django.db import connections
from django.test import Client

from tests.accounts.factories import (
    PASSWORD,
    a_client,
    an_affiliation,
    an_institution,
    just_signed_in,
)
from tests.directory.factories import institution
from yuinowa.accounts import services
from yuinowa.accounts.domain.claims import Channel, ClaimState
from yuinowa.accounts.models import EntryClaim, Invitation, Person
from yuinowa.accounts.services import Claimant
from yuinowa.accounts.services.claims import code_of
from yuinowa.core import clock, jobs, waits
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditRow, Mail, Wait
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import (
    InputRefused,
    NotAllowed,
    NotFound,
    TransitionRefused,
    VersionMovedOn,
    WrongState,
)
from yuinowa.search import index

NOBODY = Actor.nobody()
ASKED = {
    "name": "申請 する",
    "email": "shinsei@example.org",
    "post": "館長",
    "word": "よろしくお願いします",
}
REGISTERED = ASKED | {
    "institution_name": "特定非営利活動法人 えほんの森",
    "kana": "エホンノモリ",
    "kinds": ["npo"],
    "municipality_name": "試験市",
    "telephone": "000-0000-0000",
}


@pytest.fixture(autouse=True)
def _own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path
    index.ensure_current()


def listed(**values: object) -> Institution:
    """A directory entry nobody acts for."""
    return institution(
        **{"telephone": "000-0000-1111", "address": "試験県試験市一丁目1"} | values  # type: ignore[arg-type]  # columns
    )


def the_office() -> Actor:
    office = Institution.objects.filter(region_office=True).first()
    place = office or an_institution(region_office=True)
    return just_signed_in(an_affiliation(None, place, Role.REGION_ADMIN))


def a_claim(
    of: Institution | None = None, *, email: str = "shinsei@example.org", confirmed: bool = True
) -> EntryClaim:
    claimant = Claimant("申請 する", email, "館長")
    claim = services.claim_entry(
        (of or listed()).pk, claimant, network_address="192.0.2.1", actor=NOBODY
    )
    return services.confirm_claim(_token("confirm")) if confirmed else claim


def _token(page: str) -> str:
    """The token of the newest mail's link to this page."""
    body = Mail.objects.filter(body__contains=f"/claims/{page}/").latest("pk").body
    found = re.search(rf"/claims/{page}/([\w-]+)/", body)
    assert found is not None
    return found[1]


def proven(claim: EntryClaim, office: Actor) -> EntryClaim:
    return services.record_check(
        claim.pk, Channel.CALL, "", expected_version=claim.version, actor=office
    )


# ---------------------------------------------------------------- the whole way


@pytest.mark.django_db
def test_a_form_sent_from_a_plain_page_stores_no_reading() -> None:
    reader = Client()
    reader.cookies["yuinowa-language"] = "ja-simple"
    path = f"/accounts/institutions/{listed().pk}/claim/"
    assert "<ruby>" in reader.get(path).content.decode()

    reader.post(path, ASKED | {"once": new_key()})

    stored = list(EntryClaim.objects.values()), list(AuditRow.objects.values())
    assert EntryClaim.objects.count() == 1
    assert "\\ufdd" not in json.dumps(stored, default=str)


@pytest.mark.django_db
def test_from_the_entry_to_its_first_administrator() -> None:
    entry, office = listed(), the_office()
    visitor = Client()
    path = f"/accounts/institutions/{entry.pk}/claim/"
    assert path in visitor.get(entry.get_absolute_url()).content.decode()

    sent = visitor.post(path, ASKED | {"once": new_key()})
    assert list(waits.waits_for(office)) == []  # not confirmed: nobody is asked for anything
    confirmed = visitor.post(f"/accounts/claims/confirm/{_token('confirm')}/")
    (asked,) = waits.waits_for(office)
    claim = EntryClaim.objects.get()
    services.approve_claim(
        proven(claim, office).pk, expected_version=claim.version + 1, actor=office
    )
    jobs.run_due()
    link = re.search(r"http://127\.0\.0\.1:8000(/\S+)", str(outbox.outbox[-1].body))
    assert link is not None
    visitor.post(
        link[1],
        {"login": "hajime", "display_name": "申請 する", "password": PASSWORD, "again": PASSWORD},
    )

    entry.refresh_from_db()
    assert (sent.status_code, confirmed.status_code, asked.url) == (
        302,
        302,
        claim.get_absolute_url(),
    )
    assert entry.member
    admin = Person.objects.get(login="hajime")
    assert a_client(admin).get(f"/accounts/institutions/{entry.pk}/people/").status_code == 200
    assert path not in Client().get(entry.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_an_npo_that_is_not_listed_registers_and_is_seen_once_it_is_verified() -> None:
    office, visitor = the_office(), Client()

    visitor.post("/accounts/register/", REGISTERED | {"once": new_key()})
    candidate = Institution.objects.get(name=REGISTERED["institution_name"])
    hidden = Client().get(candidate.get_absolute_url())
    claim = services.confirm_claim(_token("confirm"))
    claim = services.record_check(
        claim.pk,
        Channel.REGISTER,
        "NPO法人ポータル 000-000",
        expected_version=claim.version,
        actor=office,
    )
    services.approve_claim(claim.pk, expected_version=claim.version, actor=office)
    candidate.refresh_from_db()

    assert hidden.status_code == 404
    assert (candidate.status, candidate.level, candidate.member) == ("active", "public", True)
    assert Client().get(candidate.get_absolute_url()).status_code == 200
    assert Invitation.objects.get().email == "shinsei@example.org"


@pytest.mark.django_db
def test_a_name_like_a_listed_one_is_asked_about_first() -> None:
    like = listed(name="えほんの森")
    jobs.run_due()
    index.touch("institutions", [like.pk])
    jobs.run_due()
    visitor = Client()

    asked = visitor.post("/accounts/register/", REGISTERED | {"once": new_key()})
    page = asked.content.decode()
    then = visitor.post("/accounts/register/", REGISTERED | {"once": new_key(), "another": "on"})

    assert f"/accounts/institutions/{like.pk}/claim/" in page
    assert "この中にありませんか" in page
    assert Institution.objects.count() == 2
    assert then.status_code == 302


# ---------------------------------------------------------------- the letter


@pytest.mark.django_db
def test_the_letters_code_proves_the_claim_and_stands_in_no_table_and_no_mail() -> None:
    office = the_office()
    claim = services.send_letter(a_claim().pk, expected_version=2, actor=office)
    code = services.letter_code(claim, actor=office)
    printed = a_client(Person.objects.get(pk=office.person or 0)).get(
        f"/accounts/claims/{claim.pk}/letter/"
    )

    typed = Client().post(f"/accounts/claims/code/{_token('code')}/", {"code": code.lower()})

    claim.refresh_from_db()
    assert code in printed.content.decode()
    assert typed.status_code == 302
    assert (claim.state, claim.checked_by_channel) == (ClaimState.PROVEN, Channel.LETTER)
    assert claim.checked_at_place == claim.institution.address
    assert code not in "".join(Mail.objects.values_list("body", flat=True))


@pytest.mark.django_db
def test_five_wrong_codes_make_the_letter_worthless_even_with_the_right_one() -> None:
    office = the_office()
    claim = services.send_letter(a_claim().pk, expected_version=2, actor=office)
    token = _token("code")
    for _ in range(5):
        with pytest.raises(InputRefused):
            services.type_code(token, "AAAA-AAAA")

    with pytest.raises(WrongState):
        services.type_code(token, code_of(claim))

    again = services.send_letter(claim.pk, expected_version=claim.version, actor=office)
    assert code_of(again) != code_of(claim)
    assert services.type_code(_token("code"), code_of(again)).state == ClaimState.PROVEN
    with pytest.raises(NotFound):
        services.type_code(token, code_of(again))


@pytest.mark.django_db(transaction=True)
def test_guesses_made_at_once_are_all_counted() -> None:
    claim = services.send_letter(a_claim().pk, expected_version=2, actor=the_office())
    token = _token("code")

    def guess(_n: int) -> str:
        try:
            services.type_code(token, "AAAA-AAAA")
        except InputRefused:
            return "heard"
        except WrongState:
            return "not heard"
        finally:
            connections.close_all()
        return "in"

    with ThreadPoolExecutor(32) as threads:
        answers = list(threads.map(guess, range(32)))

    claim.refresh_from_db()
    assert (answers.count("heard"), answers.count("not heard"), claim.wrong_codes) == (5, 27, 5)


# ---------------------------------------------------------------- two who claim the same


@pytest.mark.django_db
def test_the_second_claimant_is_told_whom_to_ask() -> None:
    entry, office = listed(), the_office()
    first, second = a_claim(entry), a_claim(entry, email="second@example.org")
    unconfirmed = a_claim(entry, email="third@example.org", confirmed=False)

    done = proven(first, office)
    services.approve_claim(done.pk, expected_version=done.version, actor=office)
    jobs.run_due()

    states = {c.pk: c.state for c in EntryClaim.objects.all()}
    assert states == {
        first.pk: ClaimState.APPROVED,
        second.pk: ClaimState.OVERTAKEN,
        unconfirmed.pk: ClaimState.OVERTAKEN,
    }
    told = [m for m in outbox.outbox if m.to == ["second@example.org"]][-1]
    assert "招いてもらってください" in told.body
    assert "申請 する" not in told.body
    assert "shinsei@example.org" not in told.body
    assert not [m for m in outbox.outbox if m.to == ["third@example.org"] and "先に" in m.body]


@pytest.mark.django_db(transaction=True)
def test_of_two_claims_approved_at_once_one_wins() -> None:
    entry, office = listed(), the_office()
    both = [proven(a_claim(entry, email=f"c{n}@example.org"), office) for n in range(2)]

    def approve(claim: EntryClaim) -> bool:
        try:
            services.approve_claim(claim.pk, expected_version=claim.version, actor=office)
        except (TransitionRefused, VersionMovedOn):
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as threads:
        won = list(threads.map(approve, both))

    assert sorted(won) == [False, True]
    assert Invitation.objects.count() == 1


@pytest.mark.django_db
def test_an_institution_that_takes_part_is_not_claimed() -> None:
    member = an_institution()

    answer = Client().post(
        f"/accounts/institutions/{member.pk}/claim/", ASKED | {"once": new_key()}
    )

    assert answer.status_code == 422
    assert "管理者に招いてもらってください" in answer.content.decode()
    assert not Mail.objects.exists()


# ---------------------------------------------------------------- the office


@pytest.mark.django_db
def test_a_claim_is_checked_by_the_entrys_own_number_and_nothing_else() -> None:
    office, claim = the_office(), a_claim()
    with pytest.raises(InputRefused):
        services.record_check(
            claim.pk, Channel.VISIT, "駅前", expected_version=claim.version, actor=office
        )
    with pytest.raises(TransitionRefused):
        services.approve_claim(claim.pk, expected_version=claim.version, actor=office)

    checked = services.record_check(
        claim.pk, Channel.CALL, "000-9999-9999", expected_version=claim.version, actor=office
    )

    assert checked.checked_at_place == "000-0000-1111"
    assert (checked.checked_by, checked.checked_at is not None) == (office.person, True)


@pytest.mark.django_db
def test_an_entry_without_a_channel_is_completed_first() -> None:
    office, claim = the_office(), a_claim(listed(telephone="", address=""))

    with pytest.raises(WrongState):
        proven(claim, office)
    with pytest.raises(WrongState):
        services.send_letter(claim.pk, expected_version=claim.version, actor=office)


@pytest.mark.django_db
def test_a_question_is_answered_and_the_turn_comes_back() -> None:
    office, claim = the_office(), a_claim()
    services.ask_claimant(claim.pk, "何課ですか", expected_version=claim.version, actor=office)
    assert list(waits.waits_for(office)) == []
    assert [w.institution_label for w in waits.waits_on_others(office)] == [claim.institution.name]
    token = _token("answer")

    Client().post(f"/accounts/claims/answer/{token}/", {"answer": "生涯学習課です"})

    claim.refresh_from_db()
    assert (claim.state, claim.answer) == (ClaimState.CONFIRMED, "生涯学習課です")
    assert waits.waits_for(office).count() == 1
    assert Client().get(f"/accounts/claims/answer/{token}/").status_code == 404


@pytest.mark.django_db
def test_a_refusal_goes_with_its_reason() -> None:
    office, claim = the_office(), a_claim()
    client = a_client(Person.objects.get(pk=office.person or 0))
    path = f"/accounts/claims/{claim.pk}/refuse/"

    blank = client.post(path, {"refuse-text": " ", "refuse-version": claim.version})
    client.post(path, {"refuse-text": "電話がつながりません", "refuse-version": claim.version})
    jobs.run_due()

    claim.refresh_from_db()
    assert (blank.status_code, claim.state) == (422, ClaimState.REFUSED)
    assert "電話がつながりません" in outbox.outbox[-1].body


@pytest.mark.django_db
@pytest.mark.parametrize("deed", ["check", "letter", "ask", "approve", "refuse", "code"])
def test_nobody_but_the_region_office_handles_claims(deed: str) -> None:
    claim = a_claim()
    outsider = just_signed_in(an_affiliation(None, None, Role.ADMIN, Role.REGION_ADMIN))
    version = claim.version
    deeds: dict[str, Callable[[], object]] = {
        "check": lambda: services.record_check(
            claim.pk, Channel.CALL, "", expected_version=version, actor=outsider
        ),
        "letter": lambda: services.send_letter(claim.pk, expected_version=version, actor=outsider),
        "ask": lambda: services.ask_claimant(
            claim.pk, "?", expected_version=version, actor=outsider
        ),
        "approve": lambda: services.approve_claim(
            claim.pk, expected_version=version, actor=outsider
        ),
        "refuse": lambda: services.refuse_claim(
            claim.pk, "x", expected_version=version, actor=outsider
        ),
        "code": lambda: services.letter_code(claim, actor=outsider),
    }

    with pytest.raises(NotAllowed):
        deeds[deed]()


@pytest.mark.django_db
def test_reading_a_claim_leaves_a_row_without_a_name() -> None:  # R43
    office, claim = the_office(), a_claim()
    a_client(Person.objects.get(pk=office.person or 0)).get(claim.get_absolute_url())

    row = AuditRow.objects.get(action="accounts.read-claim")
    words = str([(r.before, r.after) for r in AuditRow.objects.all()])

    assert (row.object_id, row.institution) == (str(claim.pk), office.institution)
    assert claim.name not in words
    assert claim.email not in words


# ---------------------------------------------------------------- bad input, floods, the clock


@pytest.mark.django_db
@pytest.mark.parametrize(
    "bad",
    [
        {"name": ""},
        {"name": "　"},
        {"name": "a\x00b"},
        {"name": "あ" * 101},
        {"email": "nowhere"},
        {"email": "a@b.org,c@d.org"},
        {"email": "ａ@example.org"},
        {"post": ""},
        {"post": "館\n長"},
        {"word": "あ" * 501},
        {"once": "x"},
    ],
)
@pytest.mark.parametrize("page", ["claim", "register"])
def test_bad_input_makes_nothing_and_sends_nothing(page: str, bad: dict[str, str]) -> None:
    entry = listed()
    path = "/accounts/register/"
    if page == "claim":
        path = f"/accounts/institutions/{entry.pk}/claim/"

    answer = Client().post(path, REGISTERED | {"once": new_key(), "another": "on"} | bad)

    assert answer.status_code == 422
    assert not EntryClaim.objects.exists()
    assert not Mail.objects.exists()
    assert Institution.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "bad",
    [
        {"institution_name": ""},
        {"institution_name": "あ" * 201},
        {"kinds": []},
        {"kinds": ["temple"]},
        {"municipality_name": ""},
        {"telephone": ""},
        {"url": "javascript:alert(1)"},
        {"kana": "エ\x00"},
    ],
)
def test_a_registration_names_what_is_missing(bad: dict[str, object]) -> None:
    answer = Client().post("/accounts/register/", REGISTERED | {"once": new_key()} | bad)

    assert answer.status_code == 422
    assert not Institution.objects.exists()


@pytest.mark.django_db
def test_pressing_twice_asks_once_and_many_times_is_refused() -> None:
    once = new_key()
    path = f"/accounts/institutions/{listed().pk}/claim/"
    twice = [Client().post(path, ASKED | {"once": once}).status_code for _ in range(2)]
    many = [
        Client().post(path, ASKED | {"once": new_key(), "email": f"{n % 5}@example.org"})
        for n in range(15)
    ]

    assert twice == [302, 302]
    assert {answer.status_code for answer in many} == {302, 429}
    assert EntryClaim.objects.count() <= 11


@pytest.mark.django_db
def test_one_mailbox_gets_no_more_than_three_a_day() -> None:
    path = f"/accounts/institutions/{listed().pk}/claim/"
    answers = [
        Client(REMOTE_ADDR=f"192.0.2.{n}").post(path, ASKED | {"once": new_key()}).status_code
        for n in range(5)
    ]

    assert answers == [302, 302, 302, 429, 429]


@pytest.mark.django_db
def test_a_link_that_is_followed_by_a_program_confirms_nothing() -> None:
    a_claim(confirmed=False)

    assert Client().get(f"/accounts/claims/confirm/{_token('confirm')}/").status_code == 200
    assert EntryClaim.objects.get().state == ClaimState.SENT


@pytest.mark.django_db
def test_what_waits_too_long_lapses_and_what_ended_is_erased(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    a_claim(confirmed=False)
    start = clock.now()
    for days, left in ((8, ["lapsed"]), (97, ["lapsed"]), (99, [])):
        monkeypatch.setattr(clock, "now", lambda days=days: start + timedelta(days=days))
        services.erase_old_claims()
        assert list(EntryClaim.objects.values_list("state", flat=True)) == left


@pytest.mark.django_db
def test_an_unverified_registration_goes_with_its_entry_after_sixty_days(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Client().post("/accounts/register/", REGISTERED | {"once": new_key()})
    services.confirm_claim(_token("confirm"))
    start = clock.now()
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(days=59))
    assert services.erase_old_claims() == 0
    monkeypatch.setattr(clock, "now", lambda: start + timedelta(days=61))

    assert services.erase_old_claims() == 1

    assert not Institution.objects.exists()
    assert not EntryClaim.objects.exists()
    assert not Wait.objects.filter(ended_at=None).exists()
