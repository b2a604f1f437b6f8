"""Pages of issues and risks: from raised to settled, tables and their files, bad input."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.partnerships.factories import library, side, together
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.partnerships.models import Issue, Partnership, Risk

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership(theirs: Institution) -> Partnership:
    return together(library(), theirs)


def _client(institution: Institution, name: str) -> Client:
    person = a_person(name)
    an_affiliation(person, institution, Role.LEAD)
    return a_client(person)


@pytest.fixture
def us(partnership: Partnership) -> Client:
    return _client(partnership.initiator, "librarian")


@pytest.fixture
def them(theirs: Institution) -> Client:
    return _client(theirs, "keyholder")


def issue_fields(owner: int, /, **changes: object) -> dict[str, object]:
    given: dict[str, object] = {
        "what": "鍵を開ける人がいない",
        "more": "",
        "level": "between",
        "owner": owner,
        "due": "令和9年1月20日",
        "once": new_key(),
    }
    return given | changes


def risk_fields(owner: int, /, **changes: object) -> dict[str, object]:
    given: dict[str, object] = {
        "what": "読み手が続かない",
        "likely": "2",
        "bad": "3",
        "measure": "二人ずつ組む",
        "owner": owner,
        "review_on": "令和20年4月1日",
        "once": new_key(),
    }
    return given | changes


def test_an_issue_is_raised_taken_in_hand_and_settled(
    us: Client, them: Client, partnership: Partnership, theirs: Institution
) -> None:
    issues = f"/partnerships/{partnership.pk}/issues/"
    assert "課題はありません" in us.get(issues).content.decode()
    us.post(f"{issues}new/", issue_fields(side(partnership, theirs).pk))
    issue = Issue.objects.get()
    address = f"{issues}{issue.pk}/"
    assert "鍵を開ける人がいない" in us.get(f"/partnerships/{partnership.pk}/").content.decode()
    assert "take/" not in us.get(address).content.decode()

    assert them.post(f"{address}take/", {"version": 1}).status_code == 302
    assert "人 keyholder" in them.get(address).content.decode()
    # Who of the other side has it in hand is that side's own knowledge.
    assert "keyholder" not in us.get(address).content.decode()
    assert them.post(f"{address}settle/", {"version": 2, "said": ""}).status_code == 422
    assert them.post(f"{address}settle/", {"version": 1, "said": "渡した"}).status_code == 409
    assert them.post(f"{address}settle/", {"version": 2, "said": "渡した"}).status_code == 302

    assert "課題はありません" in us.get(issues).content.decode()
    assert "渡した" in us.get(f"{issues}?of=over").content.decode()
    file = us.get(f"{issues}?of=all&format=csv").content.decode("utf-8-sig")
    assert "鍵を開ける人がいない" in file
    assert them.post(f"{address}settle/", {"version": 3, "said": "渡した"}).status_code == 409


def test_what_two_sides_want_to_talk_about_stands_on_the_page_of_the_meetings(
    us: Client, them: Client, partnership: Partnership, theirs: Institution
) -> None:
    base = f"/partnerships/{partnership.pk}/"
    us.post(f"{base}issues/new/", issue_fields(side(partnership, theirs).pk))
    us.post(f"{base}meetings/")
    talk = f"{base}issues/{Issue.objects.get().pk}/talk/"
    body = Partnership.objects.get(pk=partnership.pk).body_id

    us.post(talk)
    assert "鍵を開ける人がいない" not in us.get(f"/bodies/{body}/").content.decode()
    them.post(talk)
    assert "鍵を開ける人がいない" in us.get(f"/bodies/{body}/").content.decode()
    assert "次の会合で話します" in us.get(talk.removesuffix("talk/")).content.decode()


def test_no_form_is_shown_for_what_cannot_be_done_any_more(
    us: Client, them: Client, partnership: Partnership, theirs: Institution
) -> None:
    base, owner = f"/partnerships/{partnership.pk}/", side(partnership, theirs).pk
    us.post(f"{base}issues/new/", issue_fields(owner))
    issue = f"{base}issues/{Issue.objects.get().pk}/"
    them.post(f"{issue}settle/", {"version": 1, "said": "渡した"})
    us.post(f"{base}risks/new/", risk_fields(owner))
    risk = f"{base}risks/{Risk.objects.get().pk}/"

    assert us.get(f"{issue}edit/").status_code == 409
    assert them.get(f"{issue}settle/").status_code == 409
    assert them.get(f"{issue}reopen/").status_code == 200
    assert them.get(f"{risk}reopen/").status_code == 409
    them.post(f"{risk}close/", {"version": 1, "said": "終わった"})
    page = them.get(f"{base}risks/").content.decode()
    assert "見守っているリスクはありません" in page
    assert "リスクはまだ" not in page


@pytest.mark.parametrize(
    "changes",
    [
        {"what": ""},
        {"what": "あ" * 101},
        {"level": "elsewhere"},
        {"owner": "0"},
        {"owner": "x"},
        {"due": "令和9年2月30日"},
        {"due": ""},
        {"once": ""},
    ],
)
def test_an_issue_that_cannot_be_is_refused(
    us: Client, partnership: Partnership, theirs: Institution, changes: dict[str, object]
) -> None:
    fields = issue_fields(side(partnership, theirs).pk, **changes)

    answer = us.post(f"/partnerships/{partnership.pk}/issues/new/", fields)

    assert answer.status_code == 422
    assert not Issue.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"what": ""},
        {"likely": "4"},
        {"bad": "0"},
        {"measure": ""},
        {"owner": "99999999"},
        {"review_on": "2020-01-01"},
    ],
)
def test_a_risk_that_cannot_be_is_refused(
    us: Client, partnership: Partnership, theirs: Institution, changes: dict[str, object]
) -> None:
    fields = risk_fields(side(partnership, theirs).pk, **changes)

    answer = us.post(f"/partnerships/{partnership.pk}/risks/new/", fields)

    assert answer.status_code == 422
    assert not Risk.objects.exists()


def test_a_risk_is_written_reviewed_and_closed(
    us: Client, them: Client, partnership: Partnership, theirs: Institution
) -> None:
    risks = f"/partnerships/{partnership.pk}/risks/"
    owner = side(partnership, theirs).pk
    assert "リスクはまだ" in us.get(risks).content.decode()
    us.post(f"{risks}new/", risk_fields(owner))
    address = f"{risks}{Risk.objects.get().pk}/"
    assert address not in us.get(risks).content.decode()
    assert us.post(address, risk_fields(owner, version=1)).status_code == 403

    assert address in them.get(risks).content.decode()
    assert them.post(address, risk_fields(owner, version=1, likely="1")).status_code == 302
    assert them.post(address, risk_fields(owner, version=1)).status_code == 409
    assert them.post(f"{address}close/", {"version": 2, "said": "終わった"}).status_code == 302
    assert them.post(f"{address}close/", {"version": 3, "said": "終わった"}).status_code == 409
    assert "終わった" in us.get(f"{risks}?of=all&sort=owner").content.decode()
    assert "終わった" in us.get(f"{risks}?of=over&format=csv").content.decode("utf-8-sig")


@pytest.mark.parametrize("query", ["?of=x&side=x&sort=x", "?side=99999999", "?of=all&page=1"])
def test_an_address_that_asks_for_the_unknown_shows_the_table(
    us: Client, partnership: Partnership, query: str
) -> None:
    for page in ("issues", "risks"):
        assert us.get(f"/partnerships/{partnership.pk}/{page}/{query}").status_code == 200
