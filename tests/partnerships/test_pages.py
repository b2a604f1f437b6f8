"""Pages of partnerships: beginning, the workspace, answering, going on; who reads what; bad input."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.partnerships.factories import begun, group, lead_of, side, together
from tests.relations.ties import of_kind
from yuinowa.core import rights
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.services.sides import leave
from yuinowa.search import index

pytestmark = pytest.mark.django_db


def browser(where: Institution, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, where, *roles)
    return a_client(person)


def fields(**changes: object) -> dict[str, object]:
    return {
        "title": "まちの人形劇 おはなし会",
        "purpose": "図書館に来たことのない親子に、物語に出会ってほしい。",
        "names": "",
        "form": "project_cooperation",
        "zone": "z3",
        "zone_reason": "",
        "start_on": "令和8年12月1日",
        "end_on": "令和9年3月31日",
        "once": new_key(),
    } | changes


def test_it_is_begun_with_those_who_are_named(ours: Institution, theirs: Institution) -> None:
    index.ensure_current()

    answer = browser(ours, Role.LEAD).post(
        "/partnerships/new/", fields(names="第一小学校"), follow=True
    )

    made = Partnership.objects.get()
    assert answer.redirect_chain == [(made.get_absolute_url(), 302)]
    assert side(made, theirs).state == "invited"
    assert "招待が届いています" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "あ" * 101),
        ("title", "a\x00b"),
        ("title", "二行の\n名前"),
        ("purpose", " "),
        ("purpose", "あ" * 601),
        ("form", "marriage"),
        ("form", ""),
        ("zone", "z9"),
        ("zone", "z1"),
        ("start_on", "令和8年2月30日"),
        ("end_on", "2026-11-01"),
        ("names", "どこにもない館"),
        ("names", "試験"),
        ("names", "あ" * 101),
        ("names", "\n".join(str(n) for n in range(101))),
        ("names", "試験市立中央図書館"),
        ("once", ""),
    ],
)
def test_what_cannot_be_is_named_and_nothing_is_begun(
    ours: Institution, theirs: Institution, field: str, value: str
) -> None:
    group()
    index.ensure_current()

    answer = browser(ours, Role.LEAD).post("/partnerships/new/", fields(**{field: value}))

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Partnership.objects.exists()


def test_the_workspace_says_whose_turn_it_is_and_what_is_missing(
    ours: Institution, theirs: Institution
) -> None:
    made = begun(ours, theirs)

    mine = browser(ours, Role.LEAD).get(made.get_absolute_url()).content.decode()
    other = browser(theirs, Role.LEAD).get(made.get_absolute_url()).content.decode()

    assert "試験市立第一小学校：招待への答え" in mine
    assert f"/partnerships/{made.pk}/sides/answer/" in other
    assert f"/partnerships/{made.pk}/sides/answer/" not in mine


def test_an_invitation_is_accepted_or_declined_with_a_reason(
    ours: Institution, theirs: Institution
) -> None:
    one, other = begun(ours, theirs), begun(ours, theirs)
    page = browser(theirs, Role.LEAD)

    assert (
        page.post(f"/partnerships/{one.pk}/sides/answer/", {"answer": "accept"}).status_code == 302
    )
    address = f"/partnerships/{other.pk}/sides/answer/"
    assert page.post(address, {"answer": "decline", "reason": ""}).status_code == 422
    assert page.post(address, {"answer": "decline", "reason": "人が足りない"}).status_code == 302

    assert (side(one, theirs).state, side(other, theirs).state) == ("joined", "declined")
    assert page.get(address).status_code == 409


def test_the_step_says_what_is_missing_and_what_comes(
    ours: Institution, theirs: Institution
) -> None:
    made = begun(ours, theirs)
    page, address = browser(ours, Role.LEAD), f"/partnerships/{made.pk}/go-on/"
    version = Partnership.objects.get().version

    assert "招待への答え" in page.get(address).content.decode()
    refused = page.post(address, {"version": version})

    assert refused.status_code == 409
    assert "まだ足りません：試験市立第一小学校：招待への答え" in refused.content.decode()


def test_going_on_takes_all_sides_along(ours: Institution, theirs: Institution) -> None:
    made = together(ours, theirs)
    page, address = browser(theirs, Role.LEAD), f"/partnerships/{made.pk}/go-on/"

    old = page.post(address, {"version": made.version + 1})
    answer = page.post(address, {"version": made.version})

    assert (old.status_code, answer.status_code) == (409, 302)
    assert Partnership.objects.get().phase is Phase.NEEDS


def test_of_many_sides_a_few_stand_beside_our_own(ours: Institution) -> None:
    made = together(ours, *(of_kind(f"試験{n}館") for n in range(9)))
    page = browser(ours, Role.LEAD)
    heads = re.compile(r'<th scope="col" role="columnheader">([^<]+)')

    first = page.get(made.get_absolute_url()).content.decode()
    last = page.get(f"{made.get_absolute_url()}?page=3").content.decode()

    assert heads.findall(first) == [ours.name, *(f"試験{n}館" for n in range(4))]
    assert heads.findall(last) == [ours.name, "試験8館"]
    assert page.get(f"{made.get_absolute_url()}?page=4").status_code == 404


def test_what_is_over_says_why_and_offers_nothing(ours: Institution, theirs: Institution) -> None:
    made = together(ours, theirs)
    leave(made.pk, reason="予算がつかない", actor=lead_of(theirs))

    page = browser(ours, Role.LEAD).get(made.get_absolute_url()).content.decode()

    assert "見送り：予算がつかない" in page
    assert "go-on" not in page
    assert "/describe/" not in page


def test_without_its_row_nobody_follows_how_it_goes(
    ours: Institution, theirs: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard-off twin of ``partnership.follow``: how it goes is shown by that row and no other."""
    made = begun(ours, theirs)
    page = browser(ours, Role.LEAD)
    assert "だれの番か" in page.get(made.get_absolute_url()).content.decode()
    rows = rights._ROWS["partnerships.partnership"]
    less = tuple(row for row in rows if row.action != "partnership.follow")

    monkeypatch.setitem(rights._ROWS, "partnerships.partnership", less)

    assert "だれの番か" not in page.get(made.get_absolute_url()).content.decode()


def test_the_list_says_whose_turn_it_is_and_can_be_narrowed(
    ours: Institution, theirs: Institution
) -> None:
    begun(ours, theirs, title="届いた取組")
    begun(theirs, title="自分の構想")
    page = browser(theirs, Role.LEAD)

    everything = page.get("/partnerships/").content.decode()
    asked = page.get("/partnerships/?of=asked").content.decode()

    assert everything.count('data-side="ours"') == 2
    assert "届いた取組" in asked
    assert "自分の構想" not in asked
    assert page.get("/partnerships/?of=all").status_code == 400


def test_a_page_with_many_sides_asks_no_more_questions(
    ours: Institution, theirs: Institution
) -> None:
    few = together(ours, theirs)
    many = begun(ours, *(of_kind(f"試験{n}館") for n in range(40)))
    page = browser(ours, Role.LEAD)
    page.get(few.get_absolute_url())

    counts = []
    for made in (few, many):
        with CaptureQueriesContext(connection) as asked:
            assert page.get(made.get_absolute_url()).status_code == 200
        counts.append(len(asked))

    assert counts[1] <= counts[0] + 1
