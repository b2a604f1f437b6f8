"""The search is narrowed by what holds today: programmes, open services, status, confirmation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.directory.factories import institution
from yuinowa.core import clock
from yuinowa.core.rights import Actor
from yuinowa.directory import queries
from yuinowa.directory.domain.criteria import Confirmed, Criteria, Facet
from yuinowa.directory.domain.disclosure import Part
from yuinowa.directory.domain.institutions import Service, Status, SwitchState
from yuinowa.directory.domain.programmes import Programme
from yuinowa.directory.models import Institution, Participation, PartLevel, ServiceSwitch
from yuinowa.directory.queries.documents import changed_by_time
from yuinowa.directory.tasks import follow_calendar
from yuinowa.search.models import Pending

pytestmark = pytest.mark.django_db
Indexed = Callable[[], int]
DAY = timedelta(days=1)


def found(criteria: Criteria) -> set[str]:
    return {one.name for one in queries.search_institutions(criteria, Actor.nobody()).institutions}


def takes_part(made: Institution, begins: int | None = None, ends: int | None = None) -> None:
    Participation.objects.create(
        institution=made,
        programme=Programme.REKION.value,
        from_day=None if begins is None else clock.today() + begins * DAY,
        to_day=None if ends is None else clock.today() + ends * DAY,
    )


def switch(
    made: Institution, state: SwitchState, days_ago: int = 9, ends: int | None = None
) -> None:
    ServiceSwitch.objects.create(
        institution=made,
        service=Service.LOAN.value,
        state=state.value,
        as_of=clock.today() - days_ago * DAY,
        until=None if ends is None else clock.today() + ends * DAY,
        source="own",
    )


def test_only_programmes_of_today_that_everybody_may_see_narrow_the_list(indexed: Indexed) -> None:
    takes_part(institution("いま参加の館"), begins=-1, ends=0)
    takes_part(institution("これからの館"), begins=1)
    takes_part(institution("終わった館"), ends=-1)
    hidden = institution("見せない館")
    takes_part(hidden)
    PartLevel.objects.create(institution=hidden, part=Part.PROGRAMMES, level="members")
    indexed()

    assert found(Criteria(programmes=(Programme.REKION,))) == {"いま参加の館"}


def test_the_latest_word_on_a_service_counts(indexed: Indexed) -> None:
    open_, shut = institution("受付の館"), institution("休止の館")
    switch(open_, SwitchState.OPEN)
    switch(shut, SwitchState.OPEN)
    switch(shut, SwitchState.CLOSED, days_ago=1)
    indexed()

    assert found(Criteria(services=(Service.LOAN,))) == {"受付の館"}


def test_status_and_confirmation_narrow_and_are_counted(indexed: Indexed, client: Client) -> None:
    institution("新しい館", last_confirmed=clock.today() - 364 * DAY)
    institution("古い館", last_confirmed=clock.today() - 365 * DAY)
    institution("休む館", status=Status.DORMANT)
    indexed()

    assert found(Criteria(confirmed=(Confirmed.YES,))) == {"新しい館"}
    assert found(Criteria(statuses=(Status.DORMANT,))) == {"休む館"}
    every = queries.search_institutions(Criteria(), Actor.nobody())
    assert dict(every.facets[Facet.CONFIRMED]) == {"yes": 1, "no": 2}
    page = client.get("/institutions/?confirmed=no&status=dormant&programme=x&service=y")
    assert page.context["total"] == 1
    assert "1年より前" in page.content.decode()


def test_documents_follow_the_calendar() -> None:
    begins, ended = institution("始まる館"), institution("終わる館")
    takes_part(begins, begins=0)
    takes_part(ended, ends=-1)
    shut = institution("休止の終わる館")
    switch(shut, SwitchState.CLOSED, ends=-1)
    stale = institution("一年の館", last_confirmed=clock.today() - 365 * DAY)
    institution("変わらない館", last_confirmed=clock.today())
    takes_part(institution("ずっとの館"), begins=-400, ends=400)

    wanted = {begins.pk, ended.pk, shut.pk, stale.pk}
    assert changed_by_time(clock.today()) == wanted
    follow_calendar({})
    assert set(Pending.objects.values_list("object_id", flat=True)) == wanted


def test_a_thousand_rows_take_no_more_queries_than_ten(indexed: Indexed, client: Client) -> None:
    address = "/institutions/?programme=rekion&service=loan&status=active&confirmed=no"

    def asked(count: int) -> int:
        made = Institution.objects.bulk_create(
            [Institution(name=f"試験{count}の{number}", prefecture="13") for number in range(count)]
        )
        Participation.objects.bulk_create(
            [Participation(institution=one, programme=Programme.REKION.value) for one in made]
        )
        ServiceSwitch.objects.bulk_create(
            [
                ServiceSwitch(
                    institution=one, service="loan", state="open", as_of=clock.today(), source="own"
                )
                for one in made
            ]
        )
        indexed()
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return len(seen)

    assert asked(10) == asked(1000)
    assert client.get(address).context["total"] == 1010
