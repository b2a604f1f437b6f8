from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.directory.factories import institution, switch
from yuinowa.core import clock
from yuinowa.core.rights import Role
from yuinowa.directory import queries
from yuinowa.directory.domain.disclosure import MEMBERS, Part
from yuinowa.directory.domain.institutions import OWN, Service, SwitchState
from yuinowa.directory.domain.sections import Section, fingerprint
from yuinowa.directory.models import (
    ClosingRule,
    Institution,
    Participation,
    PartLevel,
    ServiceSwitch,
)
from yuinowa.directory.queries.entry import snapshot

pytestmark = pytest.mark.django_db


@pytest.fixture
def library() -> Institution:
    return institution("試験市立図書館", member=True)


@pytest.fixture
def editor(library: Institution) -> Client:
    person = a_person()
    an_affiliation(person, library, Role.EDITOR)
    return a_client(person)


def send(client: Client, made: Institution, section: Section, **row: str) -> int:
    seen = fingerprint(snapshot(made, section))
    sent = {"seen": seen, "rows": "1"} | {f"{name}-0": value for name, value in row.items()}
    answer = client.post(f"/institutions/{made.pk}/edit/{section.value}/", sent)
    return answer.status_code


GOOD_RULES = [
    {"kind": "weekly", "weekday": "0", "on_holiday": "next"},
    {"kind": "nth_weekday", "weekday": "2", "nth": "3"},
    {"kind": "day_of_month", "day": "31"},
    {"kind": "month_end"},
    {"kind": "holidays", "on_holiday": "next"},
    {"kind": "yearly", "year_first": "12月29日", "year_last": "１/３"},
    {"kind": "period", "from_day": "令和8年6月1日", "to_day": "2026-06-10", "note": "特別整理"},
    {"kind": "opening", "from_day": "2026-11-23", "to_day": "2026-11-23"},
]
BAD_RULES = [
    {"kind": "weekly"},
    {"kind": "weekly", "weekday": "7"},
    {"kind": "nth_weekday", "weekday": "2"},
    {"kind": "nth_weekday", "weekday": "2", "nth": "6"},
    {"kind": "day_of_month"},
    {"kind": "day_of_month", "day": "32"},
    {"kind": "yearly", "year_first": "2/30", "year_last": "3/1"},
    {"kind": "yearly", "year_first": "12/29"},
    {"kind": "period", "from_day": "2026-06-10"},
    {"kind": "period", "from_day": "2026-06-10", "to_day": "2026-06-01"},
    {"kind": "never"},
    {"weekday": "1"},
]


@pytest.mark.parametrize("row", GOOD_RULES, ids=lambda row: row["kind"])
def test_a_rule_is_written_as_on_the_notice_and_shown_again_as_it_was(
    row: dict[str, str], library: Institution, editor: Client
) -> None:
    assert send(editor, library, Section.CLOSED_DAYS, **row) == 302

    page = editor.get(f"/institutions/{library.pk}/edit/closed_days/")
    form = page.context["form"]
    again = {f.html_name: v for f in form if (v := f.value()) is not None and v is not False}
    assert editor.post(page.wsgi_request.path, again).status_code == 302
    assert ClosingRule.objects.count() == 1
    library.refresh_from_db()
    assert library.version == 2


@pytest.mark.parametrize("row", BAD_RULES)
def test_a_rule_that_says_too_little_or_too_much_is_refused(
    row: dict[str, str], library: Institution, editor: Client
) -> None:
    assert send(editor, library, Section.CLOSED_DAYS, **row) == 422
    assert not ClosingRule.objects.exists()


def test_the_page_says_whether_today_is_a_closed_day(
    library: Institution, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ClosingRule.objects.create(institution=library, kind="weekly", weekday=0)

    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 16))
    assert "きょうは休館日です" in client.get(library.get_absolute_url()).content.decode()
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 17))
    assert "きょうは休館日ではありません" in client.get(library.get_absolute_url()).content.decode()


def test_calendars_can_take_the_closed_days(
    library: Institution, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ClosingRule.objects.create(institution=library, kind="weekly", weekday=0)
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 16))

    answer = client.get(f"/institutions/{library.pk}/closed-days.ics")

    lines = answer.content.decode().split("\r\n")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20261116" in lines
    assert lines.count("BEGIN:VEVENT") == 53
    assert all(len(line.encode()) <= 75 for line in lines)


def test_closed_days_that_are_not_shown_are_in_no_file(
    library: Institution, client: Client
) -> None:
    ClosingRule.objects.create(institution=library, kind="weekly", weekday=0)
    PartLevel.objects.create(institution=library, part=Part.CLOSED_DAYS, level=MEMBERS)

    answer = client.get(f"/institutions/{library.pk}/closed-days.ics")

    assert "VEVENT" not in answer.content.decode()
    assert "休館日" not in client.get(library.get_absolute_url()).content.decode()


def test_the_own_word_on_a_service_stands_before_a_later_one_of_a_list(
    library: Institution, editor: Client
) -> None:
    switch(library, Service.LOAN, SwitchState.OPEN, as_of=date(2026, 1, 1))
    row = {"service": "loan", "state": "closed", "as_of": "2025-04-01", "until": "2026-12-31"}

    assert send(editor, library, Section.SERVICES, **row, note="移転のため") == 302

    def state(day: date) -> list[str]:
        here = Institution.objects.get(pk=library.pk)
        return [row.state for row in queries.current_switches(here, day)]

    assert state(date(2026, 6, 1)) == [SwitchState.CLOSED]
    assert state(date(2027, 1, 1)) == [SwitchState.OPEN]
    assert ServiceSwitch.objects.filter(source=OWN).count() == 1
    assert "移転のため" in editor.get(library.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("row", "status"),
    [
        (
            {"programme": "ndl_digital", "programme_class": "view_and_copy", "from_day": "H26.4.1"},
            302,
        ),
        ({"programme": "rekion"}, 302),
        ({"programme": "rekion", "programme_class": "view"}, 422),
        ({"programme": "moon"}, 422),
        ({"programme_class": "view"}, 422),
        ({"programme": "crd", "from_day": "2026-04-01", "to_day": "2026-03-31"}, 422),
    ],
)
def test_programmes_have_the_classes_they_have(
    row: dict[str, str], status: int, library: Institution, editor: Client
) -> None:
    assert send(editor, library, Section.PROGRAMMES, **row) == status
    assert Participation.objects.count() == (status == 302)
