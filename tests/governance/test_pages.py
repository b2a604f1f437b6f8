"""Pages of bodies and meetings: a whole meeting by two sides, bad input, words that are not lost, calendars."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.governance.factories import agreed, body, decision, held, meeting, promise
from tests.relations.factories import editor_of, institution
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.governance.models import Body, Decision, Meeting, Promise
from yuinowa.governance.services.meetings import cancel_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path


def browser(where: Institution, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, where, *roles)
    return a_client(person)


@pytest.fixture
def sides() -> list[Institution]:
    return [institution(name) for name in ("試験市立図書館", "てのひら人形劇の会")]


@pytest.fixture
def of(sides: list[Institution]) -> Body:
    return body(*sides)


CALL = {
    "day": "令和8年10月5日",
    "begins": "１０：００",
    "ends": "11時30分",
    "place": "集会室",
    "online": "",
    "agenda": "会場\n\n当日の役割\n",
}


def test_two_sides_hold_a_meeting_from_the_call_to_the_kept_promise(
    of: Body, sides: list[Institution]
) -> None:
    library, group = browser(sides[0], Role.EDITOR), browser(sides[1], Role.EDITOR)

    library.post(f"/bodies/{of.pk}/meetings/new/", CALL | {"once": new_key()})
    made = Meeting.objects.get()
    assert (made.begins, made.ends, made.agenda) == (time(10), time(11, 30), ["会場", "当日の役割"])
    address = f"/meetings/{made.pk}/"
    library.post(
        f"{address}record/",
        {"present": [side.pk for side in sides], "minutes": "話し合った。", "version": 1},
    )
    library.post(
        f"{address}decisions/new/",
        {"text": "集会室で行う", "rule": "majority", "dissent": "", "once": new_key()},
    )
    group.post(
        f"{address}promises/new/",
        {"owner": sides[1].pk, "text": "ちらしを作る", "due": "令和8年12月1日", "once": new_key()},
    )
    made.refresh_from_db()
    for side in (library, group):
        assert "議事録に同意する" in side.get(address).content.decode()
        side.post(f"{address}agree/", {"record": made.record})
    made.refresh_from_db()
    assert made.state == "agreed"
    kept = Promise.objects.get()
    assert "果たせたかを答える" in group.get(address).content.decode()
    assert "果たせたかを答える" not in library.get(address).content.decode()
    group.post(f"/promises/{kept.pk}/settle/", {"state": "kept", "outcome": ""})

    page = library.get(f"/bodies/{of.pk}/").content.decode()
    assert "期日の来た1件のうち1件" in page
    assert Decision.objects.get().text == "集会室で行う"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"day": ""}, ""),
        ({"day": "令和88年1月1日"}, ""),
        ({"day": "1950-01-01"}, "日付が離れすぎています"),
        ({"begins": "25:00"}, "10:30 のように"),
        ({"begins": "昼"}, "10:30 のように"),
        ({"ends": "09:00"}, "終わりは始まりより後に"),
        ({"begins": "", "ends": "09:00"}, "終わりは始まりより後に"),
        ({"agenda": "あ" * 121}, "1行目が120字を超えています"),
        ({"agenda": "\n".join("あ" * 21)}, "20行まで"),
        ({"place": "あ" * 121}, ""),
        ({"place": "a\x00b"}, ""),
        ({"once": "x"}, ""),
    ],
)
def test_a_call_that_cannot_be_is_told_and_nothing_is_kept(
    of: Body, sides: list[Institution], changes: dict[str, str], said: str
) -> None:
    fields = CALL | {"once": new_key()} | changes

    answer = browser(sides[0], Role.EDITOR).post(f"/bodies/{of.pk}/meetings/new/", fields)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("record", {"present": "999999", "minutes": "書いた", "version": 1}),
        ("record", {"minutes": "書いた", "version": 1}),
        ("record", {"present": "x", "minutes": "", "version": "x"}),
        ("cancel", {"reason": " ", "version": 1}),
        ("decisions/new", {"text": "", "rule": "by_dice", "once": "0" * 32}),
        (
            "decisions/new",
            {"text": "反対あり", "rule": "unanimous", "dissent": "反対", "once": "0" * 32},
        ),
        ("promises/new", {"owner": "0", "text": "約束", "due": "2026-12-01", "once": "0" * 32}),
        ("promises/new", {"owner": "mine", "text": "約束", "due": "2026-10-01", "once": "0" * 32}),
    ],
)
def test_bad_input_is_told_where_it_is(
    of: Body, sides: list[Institution], page: str, fields: dict[str, object]
) -> None:
    made = meeting(of, sides[0]) if page == "cancel" else held(of, sides[0], *sides)
    fields = {name: sides[0].pk if value == "mine" else value for name, value in fields.items()}

    answer = browser(sides[0], Role.EDITOR).post(f"/meetings/{made.pk}/{page}/", fields)

    assert answer.status_code == 422
    assert "yw-errors" in answer.content.decode() or "error" in answer.content.decode()


def test_who_writes_over_a_colleague_keeps_what_was_typed(
    of: Body, sides: list[Institution]
) -> None:  # R31
    made = held(of, sides[0], *sides)
    stale = {"present": [sides[0].pk], "minutes": "わたしの書いたもの", "version": 1}

    answer = browser(sides[1], Role.EDITOR).post(f"/meetings/{made.pk}/record/", stale)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "わたしの書いたもの" in text
    assert f'value="{made.version}"' in text


def test_minutes_that_were_changed_are_not_agreed_to_unread(
    of: Body, sides: list[Institution]
) -> None:
    made = held(of, sides[0], *sides)
    decision(made, sides[0])
    group = browser(sides[1], Role.EDITOR)

    assert group.post(f"/meetings/{made.pk}/agree/", {"record": 1}).status_code == 409
    assert group.post(f"/meetings/{made.pk}/agree/", {"record": "一"}).status_code == 400


def test_what_is_agreed_is_closed_on_every_page(of: Body, sides: list[Institution]) -> None:
    made = held(of, sides[0], *sides)
    word = promise(made, sides[0])
    agreed(made, *sides)
    library = browser(sides[0], Role.EDITOR)

    for page in ("decisions/new", "promises/new"):
        assert library.get(f"/meetings/{made.pk}/{page}/").status_code == 409
    assert library.post(f"/promises/{word.pk}/take-out/").status_code == 409
    assert "議事録を直す" not in library.get(f"/meetings/{made.pk}/").content.decode()


def test_the_calendar_has_what_is_to_come_and_says_what_is_cancelled(
    of: Body, sides: list[Institution]
) -> None:
    kept, gone = meeting(of, sides[0]), meeting(of, sides[0], begins=None, ends=None, place="a,b")
    cancel_meeting(gone.pk, "大雪", expected_version=1, actor=editor_of(sides[0]))

    answer = browser(sides[1]).get(f"/bodies/{of.pk}/meetings.ics")

    text = answer.content.decode()
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert text.count("BEGIN:VEVENT") == 2
    assert f"UID:meeting-{kept.pk}@yuinowa\r\n" in text
    assert "DTSTART:20261005T010000Z\r\nDTEND:20261005T023000Z\r\n" in text
    assert "LOCATION:a\\,b\r\n" in text
    assert "SEQUENCE:1\r\nSTATUS:CANCELLED\r\n" in text


def test_a_coordinator_sees_that_they_met_and_no_word_of_it(
    of: Body, sides: list[Institution]
) -> None:
    promise(held(of, sides[0], *sides, agenda=("ひみつの議題",)), sides[0], text="ひみつの約束")
    office = institution("試験県立図書館", region_office=True)

    answer = browser(office, Role.COORDINATOR).get(f"/bodies/{of.pk}/")

    text = answer.content.decode()
    assert "第1回" in text
    assert "ひみつ" not in text
    assert "/meetings/" not in text.replace(f"/bodies/{of.pk}/meetings", "")


def test_the_page_of_a_body_asks_no_more_for_many_meetings(
    of: Body, sides: list[Institution]
) -> None:
    library = browser(sides[0], Role.EDITOR)
    promise(held(of, sides[0], *sides), sides[0])
    library.get(f"/bodies/{of.pk}/")
    few = _queries(library, of)
    for _number in range(9):
        promise(held(of, sides[0], *sides), sides[0])

    assert _queries(library, of) == few


def _queries(client: Client, of: Body) -> int:
    with CaptureQueriesContext(connection) as caught:
        client.get(f"/bodies/{of.pk}/")
    return len(caught)
