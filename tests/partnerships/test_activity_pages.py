"""Pages of activities: from the proposal to the figure in the ledger; bad input; files, calendar, who sees what."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.ledger.factories import admin_of
from tests.partnerships.factories import begun, lead_of, library, side
from tests.partnerships.joint import at_work, held, planned, what_came, written_down
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Level, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.models import Closing, Entry
from yuinowa.partnerships.domain.activities import ActivityState, People
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.models import Activity, ActivityHost, Partnership
from yuinowa.partnerships.services.holding import Told
from yuinowa.partnerships.services.sides import show_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_activities")]


@pytest.fixture
def partnership(ours: Institution, theirs: Institution) -> Partnership:
    return at_work(ours, theirs)


def somebody(institution: Institution, role: Role = Role.LEAD) -> Client:
    person = a_person()
    an_affiliation(person, institution, role)
    return a_client(person)


def fields(partnership: Partnership, *hosts: Institution, **changes: object) -> dict[str, object]:
    given: dict[str, object] = {
        "title": "まちの人形劇 おはなし会 第1回",
        "kind": "story_time",
        "participation": "service",
        "day": clock.today().isoformat(),
        "last_day": "",
        "begins": "10時30分",
        "ends": "11:30",
        "place": "おはなし室",
        "online": "",
        "hosts": [str(side(partnership, host).pk) for host in hosts],
        "part": "会場と本",
        "once": new_key(),
    }
    return given | changes


def test_one_side_proposes_the_other_hosts_and_what_came_of_it_counts(
    ours: Institution, theirs: Institution, partnership: Partnership
) -> None:
    one, other = somebody(ours, Role.EDITOR), somebody(theirs)
    base = f"/partnerships/{partnership.pk}/activities/"
    assert "まだ活動がありません" in one.get(base).content.decode()

    sent = fields(partnership, ours, theirs)
    answer = one.post(f"{base}new/", sent)
    activity = Activity.objects.get()
    page = answer.headers["Location"]
    assert one.post(f"{base}new/", sent).headers["Location"] == page
    assert "返事待ち" in one.get(page).content.decode()
    workspace = other.get(f"/partnerships/{partnership.pk}/").content.decode()
    assert "主催するか答える" in workspace

    assert f"{page}host/" in other.get(page).content.decode()
    assert other.post(f"{page}host/", {"answer": "yes", "part": "演じ手"}).status_code == 302
    assert one.post(f"{page}announce/", {"version": 1}).status_code == 302

    came = {
        "day": "令和8年",
        "participation": "service",
        "participants": "４０",
        "children": "25",
        "staff": "2",
        "cost_yen": "4,800",
        "learnt": "夕方は親子が来やすい",
        "version": 2,
        "once": new_key(),
    }
    assert one.post(f"{page}hold/", came).status_code == 422
    came["day"] = clock.today().isoformat()
    assert one.post(f"{page}hold/", came).status_code == 302
    assert one.post(f"{page}hold/", came).status_code == 302
    assert other.post(f"{page}hold/", came | {"once": new_key()}).status_code == 409
    assert Entry.objects.filter(source=activity.source).count() == 4

    shown = other.get(page).content.decode()
    assert "40人" in shown
    assert "4,800" in shown
    assert "夕方は親子が来やすい" in shown
    row = ActivityHost.objects.get(party=side(partnership, theirs))
    told = {"staff": "4", "cost_yen": "0", "learnt": "", "version": row.version}
    assert other.post(f"{page}tell/", told).status_code == 302
    deed = one.get(f"/ledger/deeds/{activity.source}/").content.decode()
    assert page in deed
    assert partnership.title in deed


def test_nobody_is_led_to_plan_a_day_before_the_sides_have_come_together(
    ours: Institution, theirs: Institution
) -> None:
    partnership = begun(ours, theirs)
    page = f"/partnerships/{partnership.pk}/"
    link = f"{page}activities/new/"
    assert link not in somebody(ours).get(page).content.decode()

    Partnership.objects.filter(pk=partnership.pk).update(state=Phase.NEEDS.value)

    assert link in somebody(ours).get(page).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": ""}, "書いてください"),
        ({"title": "あ" * 101}, "100"),
        ({"day": ""}, "書いてください"),
        ({"day": "令和8年13月1日"}, "日"),
        ({"day": "1800-01-01"}, "離れすぎ"),
        ({"last_day": "2020-01-01"}, "前です"),
        ({"begins": "25:00"}, "時刻"),
        ({"begins": "11:30", "ends": "10:30"}, "後に"),
        ({"begins": "", "ends": "10:30"}, "後に"),
        ({"kind": "party"}, "party"),
        ({"hosts": []}, "1つ以上"),
        ({"hosts": ["999999999"]}, "999999999"),
        ({"hosts": ["x"]}, "x"),
        ({"part": "あ" * 201}, "200"),
        ({"place": "a\x00b"}, "使"),
        ({"once": "x"}, "開"),
    ],
)
def test_a_plan_that_cannot_be_is_refused_where_the_fault_is(
    ours: Institution, partnership: Partnership, changes: dict[str, object], words: str
) -> None:
    address = f"/partnerships/{partnership.pk}/activities/new/"

    answer = somebody(ours).post(address, fields(partnership, ours, **changes))

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"participants": "-1"}, "0から"),
        ({"participants": "たくさん"}, "整数"),
        ({"participants": "10000000"}, "999999"),
        ({"participants": "3", "children": "4"}, "内訳"),
        ({"children": "4"}, "内訳"),
        ({"cost_yen": "1.5"}, "整数"),
        ({"day": "2099-01-01"}, "離れすぎ"),
        ({"day": "2015-01-01"}, "離れすぎ"),
        ({"learnt": "一\n二"}, "1行"),
    ],
)
def test_what_cannot_have_come_of_it_is_refused_where_the_fault_is(
    ours: Institution, partnership: Partnership, changes: dict[str, object], words: str
) -> None:
    activity = planned(partnership, ours)
    came = {"day": clock.today().isoformat(), "participation": "service", "version": 1}

    answer = somebody(ours).post(
        f"{activity.get_absolute_url()}hold/", came | {"once": new_key()} | changes
    )

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Entry.objects.exists()


def test_in_a_closed_year_it_is_asked_why_only_now(
    ours: Institution, partnership: Partnership
) -> None:
    activity = planned(partnership, ours)
    year = FiscalYear.of(clock.today()).start_year
    Closing.objects.create(
        institution_id=ours.pk,
        fiscal_year=year,
        closed_at=clock.now(),
        closed_by=admin_of(ours.pk).person,
    )
    client, address = somebody(ours), f"{activity.get_absolute_url()}hold/"
    came = {
        "day": clock.today().isoformat(),
        "participation": "service",
        "version": 1,
        "once": new_key(),
    }

    assert "いま記録するわけ" in client.get(address).content.decode()
    assert client.post(address, came).status_code == 422
    assert client.post(address, came | {"late_reason": "記録が遅れた"}).status_code == 302
    assert Entry.objects.filter(late=True).count() == 1


def test_put_off_given_up_and_taken_back_ask_for_a_reason(
    ours: Institution, partnership: Partnership
) -> None:  # I26
    client = somebody(ours)
    ahead, done = planned(partnership, ours), held(partnership, ours)

    for activity, deeds in ((ahead, ("postpone", "cancel")), (done, ("take-back",))):
        for deed in deeds:
            address = f"{activity.get_absolute_url()}{deed}/"
            assert client.post(address, {"version": activity.version}).status_code == 422
    assert (
        client.post(
            f"{ahead.get_absolute_url()}postpone/", {"version": 1, "reason": "大雨の警報"}
        ).status_code
        == 302
    )
    stale = {"version": 1, "reason": "もう一度"}
    answer = client.post(f"{ahead.get_absolute_url()}cancel/", stale)
    assert answer.status_code == 409
    assert "もう一度" in answer.content.decode()
    new_day = {"day": clock.today().isoformat(), "version": 2}
    assert client.post(f"{ahead.get_absolute_url()}set-day/", new_day).status_code == 302
    assert Activity.objects.get(pk=ahead.pk).state == ActivityState.PLANNED
    assert (
        client.post(
            f"{done.get_absolute_url()}cancel/", {"version": 2, "reason": "中止"}
        ).status_code
        == 409
    )


def test_the_list_narrows_and_goes_into_files(ours: Institution, partnership: Partnership) -> None:
    client, base = somebody(ours), f"/partnerships/{partnership.pk}/activities/"
    held(partnership, ours, title="行った会")
    planned(partnership, ours, title="これからの会")

    narrowed = client.get(f"{base}?state=held").content.decode()
    assert "行った会" in narrowed
    assert "これからの会" not in narrowed
    assert "外してください" in client.get(f"{base}?year=1999").content.decode()
    for bad in ("?state=lost", "?year=x"):
        assert client.get(f"{base}{bad}").status_code == 400
    file = client.get(f"{base}?format=csv").content.decode("utf-8-sig")
    assert len(file.splitlines()) == 3
    assert client.get(f"{base}?format=xlsx").content[:2] == b"PK"
    calendar = client.get(f"/partnerships/{partnership.pk}/activities.ics").content.decode()
    assert "これからの会" in calendar
    assert "行った会" not in calendar


def test_beyond_the_sides_small_numbers_and_each_side_s_words_are_not_told(
    ours: Institution, theirs: Institution, partnership: Partnership
) -> None:  # R42
    for one in (ours, theirs):
        show_to(partnership.pk, Level.MEMBERS, actor=lead_of(one))
    few = planned(partnership, ours, title="小さな会", is_open=True)
    written_down(few, ours, what_came(people=People(7, 5)), Told(2, 4_801, "内輪の反省"))
    stranger = library()

    page = somebody(stranger).get(few.get_absolute_url()).content.decode()

    assert "10人未満" in page
    assert "7人" not in page
    assert "4,801" not in page
    assert "内輪の反省" not in page
    file = somebody(stranger).get(f"/partnerships/{partnership.pk}/activities/?format=csv")
    assert "10人未満" in file.content.decode("utf-8-sig")
    assert "4801" not in file.content.decode("utf-8-sig")


def test_an_activity_of_another_partnership_is_not_found_here(
    ours: Institution, theirs: Institution, partnership: Partnership
) -> None:
    activity = planned(partnership, ours)
    other = at_work(ours, theirs)

    answer = somebody(ours).get(f"/partnerships/{other.pk}/activities/{activity.pk}/")

    assert answer.status_code == 404


def test_a_long_list_asks_no_more_questions(
    ours: Institution, theirs: Institution, partnership: Partnership
) -> None:
    client, base = somebody(ours), f"/partnerships/{partnership.pk}/activities/"
    planned(partnership, ours, theirs)
    client.get(base)
    with CaptureQueriesContext(connection) as few:
        client.get(base)
    for _ in range(9):
        planned(partnership, ours, theirs)
    with CaptureQueriesContext(connection) as many:
        client.get(base)

    assert len(many) == len(few)
