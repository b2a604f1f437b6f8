"""What everybody reads of what is held together: on the page of a partnership, of an institution, and in one list."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.partnerships.factories import group, lead_of, school
from tests.partnerships.joint import at_work, held, planned, written_down
from yuinowa.core import clock
from yuinowa.core.rights import Actor, Level, Role
from yuinowa.directory.models import Institution
from yuinowa.partnerships.domain.activities import Days
from yuinowa.partnerships.domain.policy import LATELY_DAYS
from yuinowa.partnerships.models import Activity, Partnership
from yuinowa.partnerships.panels.activities import block
from yuinowa.partnerships.queries.coming import Coming, coming, held_lately
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.services.activities import announce, cancel, postpone
from yuinowa.partnerships.services.activity_plans import When
from yuinowa.partnerships.services.holding import take_back
from yuinowa.partnerships.services.sides import show_to
from yuinowa.search import index

pytestmark = pytest.mark.django_db

LIST = "/partnerships/activities/"


@pytest.fixture(autouse=True)
def _own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path
    index.ensure_current()


@pytest.fixture
def theirs() -> Institution:
    return group()


@pytest.fixture
def partnership(ours: Institution, theirs: Institution) -> Partnership:
    return everybody_sees(ours, theirs)


def everybody_sees(*sides: Institution) -> Partnership:
    made = at_work(*sides)
    for side in sides:
        show_to(made.pk, Level.PUBLIC, actor=lead_of(side))
    return Partnership.objects.get(pk=made.pk)


def at(days: int) -> When:
    return When(Days(clock.today() + timedelta(days=days)), place="おはなし室")


def announced(
    partnership: Partnership, host: Institution, days: int, **changes: object
) -> Activity:
    given = {"title": f"{days}日後の会", "is_open": True, "when": at(days)} | changes
    made = planned(partnership, host, **given)
    return announce(made.pk, expected_version=made.version, actor=lead_of(host))


def seen(actor: Actor | None = None, **wanted: object) -> list[Activity]:
    since = wanted.pop("since", clock.today())
    assert isinstance(since, date)
    return list(coming(actor or Actor.nobody(), Coming(since, **wanted)))  # type: ignore[arg-type]  # a table of keywords


def test_a_visitor_reads_what_is_announced_the_nearest_day_first(
    partnership: Partnership, ours: Institution
) -> None:
    later, sooner = announced(partnership, ours, 9), announced(partnership, ours, 3)

    page = Client().get(LIST).content.decode()

    assert page.index(sooner.title) < page.index(later.title)
    assert "おはなし室" in page
    assert f"{partnership.get_absolute_url()}#activity-{sooner.pk}" in page


def test_only_what_its_hosts_show_and_everybody_may_see_stands_there(
    partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    planned(partnership, ours, title="まだ知らせない会", is_open=True, when=at(4))
    announced(partnership, ours, 5, title="当事者だけの会", is_open=False)
    closed = at_work(ours, school())
    announced(closed, ours, 6, title="見えない取組の会")

    page = Client().get(LIST).content.decode()
    own = Client().get(f"/institutions/{ours.pk}/").content.decode()

    assert seen() == []
    for hidden in ("まだ知らせない会", "当事者だけの会", "見えない取組の会"):
        assert hidden not in page
        assert hidden not in own
    assert "お知らせしている催しがありません" in page


def test_whoever_noted_the_day_reads_that_it_was_put_off_or_given_up(
    partnership: Partnership, ours: Institution
) -> None:
    off, gone = announced(partnership, ours, 3), announced(partnership, ours, 4)
    postpone(off.pk, "雪のため", expected_version=off.version, actor=lead_of(ours))
    cancel(gone.pk, "人が足りない", expected_version=gone.version, actor=lead_of(ours))

    page = Client().get(LIST).content.decode()
    calendar = Client().get("/partnerships/activities.ics").content.decode()

    assert seen() == [off, gone]
    assert "延期" in page
    assert "人が足りない" not in page
    assert calendar.count("STATUS:CANCELLED") == 2


def test_what_lasts_stays_until_its_last_day(partnership: Partnership, ours: Institution) -> None:
    first = clock.today() - timedelta(days=2)
    days = Days(first, clock.today() + timedelta(days=2))
    lasting = announced(partnership, ours, 0, title="本の展示", when=When(days))

    assert seen() == [lasting]
    assert seen(since=days.end + timedelta(days=1)) == []


def test_it_is_narrowed_by_host_municipality_and_day(
    partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    Institution.objects.filter(pk=ours.pk).update(municipality_name="試験市")
    Institution.objects.filter(pk=theirs.pk).update(municipality_name="北試験市")
    mine, other = announced(partnership, ours, 3), announced(partnership, theirs, 8)

    assert seen(institution=ours.pk) == [mine]
    assert seen(place="北試験市") == [other]
    assert seen(since=mine.day + timedelta(days=1)) == [other]
    page = Client().get(f"{LIST}?place=北試験市&from={mine.day.isoformat()}").content.decode()
    assert other.title in page
    assert mine.title not in page


@pytest.mark.parametrize(
    "query", ["from=soon", "from=1800-01-01", "institution=x", "from=2027-02-30"]
)
def test_an_address_that_cannot_be_is_named(query: str) -> None:
    assert Client().get(f"{LIST}?{query}").status_code == 400


def test_an_institution_that_cannot_be_seen_is_not_found(ours: Institution) -> None:
    assert Client().get(f"{LIST}?institution={ours.pk + 1000}").status_code == 404


def test_its_file_and_calendar_say_the_same_and_lead_where_everybody_may_read(
    partnership: Partnership, ours: Institution
) -> None:
    made = announced(partnership, ours, 3)

    table = Client().get(f"{LIST}?format=csv").content.decode("utf-8-sig")
    calendar = Client().get("/partnerships/activities.ics").content.decode()

    assert made.title in table
    assert f"{partnership.get_absolute_url()}#activity-{made.pk}" in table
    assert made.day.strftime("%Y%m%d") in calendar
    assert f"/activities/{made.pk}/" not in calendar


def test_the_partnership_and_its_hosts_show_what_comes_and_what_was_held(
    partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    done = held(partnership, ours, title="もう行った会", is_open=True)
    made = announced(partnership, ours, 3)

    told = Client().get(partnership.get_absolute_url()).content.decode()
    own = Client().get(f"/institutions/{ours.pk}/").content.decode()
    others = Client().get(f"/institutions/{theirs.pk}/").content.decode()

    assert f'id="activity-{made.pk}"' in told
    for page in (told, own):
        assert made.title in page
        assert done.title in page
    assert made.title not in others


def test_who_follows_without_being_a_side_reads_what_everybody_may(
    partnership: Partnership, ours: Institution
) -> None:
    made = announced(partnership, ours, 3)
    hidden = announced(partnership, ours, 4, title="当事者だけの会", is_open=False)
    office = Actor(person=9, roles=frozenset({Role.COORDINATOR}), region=True)

    found = block(Reading.of(partnership), office)

    assert found is not None
    assert [line.activity for line in found.context["coming"]] == [made]
    assert hidden.title not in str(found.context)


def test_what_was_taken_back_or_is_long_past_is_told_no_more(
    partnership: Partnership, ours: Institution
) -> None:
    old = clock.today() - timedelta(days=LATELY_DAYS + 1)
    held(partnership, ours, title="昔の会", is_open=True, when=When(Days(old)))
    wrong = announced(partnership, ours, 0)
    wrong = written_down(wrong, ours)
    take_back(wrong.pk, "別の日だった", expected_version=wrong.version, actor=lead_of(ours))

    assert seen() == []
    assert list(held_lately(Actor.nobody(), Coming(clock.today()))) == []


def test_the_pages_ask_no_more_for_many_than_for_one(
    partnership: Partnership, ours: Institution
) -> None:
    paths = (LIST, partnership.get_absolute_url(), f"/institutions/{ours.pk}/")
    announced(partnership, ours, 3)
    held(partnership, ours, is_open=True)
    few = [asked(path) for path in paths]
    for days in range(4, 14):
        announced(partnership, ours, days)
    assert [asked(path) for path in paths] == few


def asked(path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(path).status_code == 200
    return len(queries)
