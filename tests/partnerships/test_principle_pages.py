"""The pages of principles: proposed, adopted, checked side by side; sets of an institution's own."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.partnerships.factories import group, library, together
from tests.partnerships.principles import OGI, adopted, proposed
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.partnerships.models import OwnPrinciples, Partnership, PrincipleCheck

pytestmark = pytest.mark.django_db


@pytest.fixture
def sides() -> list[Institution]:
    return [library(), group()]


@pytest.fixture
def made(sides: list[Institution]) -> Partnership:
    return together(*sides)


def browser(where: Institution, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, where, *roles)
    return a_client(person)


def fields() -> dict[str, str]:
    return {
        "number": "1",
        **dict.fromkeys(OGI.keys, "yes"),
        "openness": "no",
        "openness-line": "まだ外に見せていない",
    }


def test_it_is_proposed_adopted_and_checked_on_the_pages(
    made: Partnership, sides: list[Institution]
) -> None:
    address = f"/partnerships/{made.pk}/principles/"
    ours, theirs = browser(sides[0], Role.LEAD), browser(sides[1], Role.LEAD)
    assert "採用した原則はありません" in ours.get(address).content.decode()
    sent = {"chosen": "ogi", "number": "0", "once": new_key()}

    assert ours.post(f"{address}propose/", sent).status_code == 302
    for client in (ours, theirs):
        assert "この原則に同意する" in client.get(address).content.decode()
        client.post(f"{address}agree/", {"number": "1"})
    assert ours.post(f"{address}check/start/", fields()).status_code == 302

    assert "まだ外に見せていない" in ours.get(address).content.decode()
    assert "まだ外に見せていない" not in theirs.get(address).content.decode()
    assert "まだ外に見せていない" not in theirs.get(f"{address}?format=csv").content.decode()
    theirs.post(f"{address}check/start/", fields() | {"openness": "yes", "openness-line": ""})
    assert "まだ外に見せていない" in theirs.get(address).content.decode()
    assert "まだ外に見せていない" in theirs.get(f"{address}?format=csv").content.decode()
    assert theirs.get(f"{address}check/start/").status_code == 409
    assert theirs.get(f"{address}check/never/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"equality": ""}, "この原則にも答えて"),
        ({"equality": "maybe"}, ""),
        ({"openness-line": ""}, "理由を書きます"),
        ({"openness-line": "あ" * 301}, ""),
        ({"equality-evidence": "あ" * 201}, ""),
        ({"number": "x"}, ""),
    ],
)
def test_a_check_that_is_not_whole_is_told(
    made: Partnership, sides: list[Institution], changes: dict[str, str], said: str
) -> None:
    adopted(made, sides)

    answer = browser(sides[0], Role.LEAD).post(
        f"/partnerships/{made.pk}/principles/check/start/", fields() | changes
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not PrincipleCheck.objects.exists()


def test_a_check_of_other_principles_than_those_read_is_refused(
    made: Partnership, sides: list[Institution]
) -> None:  # R31
    adopted(made, sides)
    proposed(made, sides[1], after=1, code="fukushima")
    proposed(made, sides[1], after=2)

    answer = browser(sides[0], Role.LEAD).post(
        f"/partnerships/{made.pk}/principles/check/start/", fields()
    )

    assert answer.status_code == 409
    assert not PrincipleCheck.objects.exists()


def test_who_proposes_on_top_of_another_is_shown_it_and_may_send_again(
    made: Partnership, sides: list[Institution]
) -> None:  # R31
    proposed(made, sides[0])
    sent = {"chosen": "kawasaki", "number": "0", "once": new_key()}

    answer = browser(sides[1], Role.LEAD).post(f"/partnerships/{made.pk}/principles/propose/", sent)

    assert answer.status_code == 409
    assert 'name="number" value="1"' in answer.content.decode()


@pytest.mark.parametrize(
    "changes", [{"chosen": ""}, {"chosen": "own-1"}, {"number": "x"}, {"once": "x"}]
)
def test_a_proposal_of_nothing_is_told(
    made: Partnership, sides: list[Institution], changes: dict[str, str]
) -> None:
    sent = {"chosen": "ogi", "number": "0", "once": new_key()} | changes

    answer = browser(sides[0], Role.LEAD).post(f"/partnerships/{made.pk}/principles/propose/", sent)

    assert answer.status_code == 422


def test_an_own_set_is_written_changed_and_thrown_away(sides: list[Institution]) -> None:
    ours, colleague = browser(sides[0], Role.EDITOR), browser(sides[0], Role.EDITOR)
    sent = {
        "name": "試験市の原則",
        "lines": "対等\n公開",
        "credit": "試験市条例",
        "once": new_key(),
    }
    ours.post("/partnerships/principles/new/", sent)
    row = OwnPrinciples.objects.get()
    address = f"/partnerships/principles/{row.pk}/"
    assert row.lines == ["対等", "公開"]
    assert ours.post("/partnerships/principles/new/", sent | {"once": new_key()}).status_code == 422

    change = {"name": "試験市の原則", "lines": "対等", "credit": "", "version": "1"}
    assert ours.post(address, change).status_code == 302
    late = colleague.post(address, change | {"lines": "わたしの原則"})
    assert late.status_code == 409
    assert "わたしの原則" in late.content.decode()
    assert browser(sides[1], Role.EDITOR).get(address).status_code == 404

    assert ours.post(f"{address}throw-away/", {"version": "2"}).status_code == 302
    assert not OwnPrinciples.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "あ" * 81},
        {"lines": ""},
        {"lines": "あ" * 201},
        {"lines": "\n".join("あ" for _ in range(21))},
        {"credit": "あ" * 301},
        {"once": "x"},
    ],
)
def test_a_set_that_cannot_be_is_told(sides: list[Institution], changes: dict[str, str]) -> None:
    sent = {"name": "原則", "lines": "対等", "credit": "", "once": new_key()} | changes

    answer = browser(sides[0], Role.EDITOR).post("/partnerships/principles/new/", sent)

    assert answer.status_code == 422
    assert not OwnPrinciples.objects.exists()
