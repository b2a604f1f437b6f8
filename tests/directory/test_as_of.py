"""Programmes and services of any day: exact by the rows' own days, seen by right, asked at constant cost."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.directory import factories as make
from yuinowa.core.rights import Actor
from yuinowa.directory.domain.as_of import AsOf
from yuinowa.directory.domain.institutions import OWN, Service, SwitchState
from yuinowa.directory.models import Institution, Participation, ServiceSwitch
from yuinowa.directory.queries import as_of
from yuinowa.directory.queries.institutions import current_switches

pytestmark = pytest.mark.django_db

FIRST = date(2025, 4, 1)
PAGE, SERVICES = "/institutions/programmes/", "/institutions/services/"


def part(
    institution: Institution, from_day: date | None = FIRST, to_day: date | None = None, **more: str
) -> Participation:
    return Participation.objects.create(
        institution=institution,
        from_day=from_day,
        to_day=to_day,
        **({"programme": "rekion", "source": "参加館一覧"} | more),
    )


def told(client: Client, address: str) -> list[dict[str, str]]:
    text = client.get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


days = st.integers(0, 12).map(lambda n: FIRST + timedelta(days=n))
spans: st.SearchStrategy[tuple[date | None, date | None]] = st.tuples(
    st.none() | days, st.none() | days
).filter(lambda span: (span[0] or date.min) <= (span[1] or date.max))
switches = st.tuples(
    st.sampled_from(list(Service)[:2]),
    st.sampled_from(list(SwitchState)),
    days,
    st.none() | days,
    st.sampled_from([OWN, "nacsis"]),
).filter(lambda row: row[3] is None or row[2] <= row[3])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    st.lists(spans, max_size=4, unique_by=lambda s: s[0]),
    st.lists(switches, max_size=6, unique_by=lambda s: (s[0], s[2], s[4])),
    days,
)
def test_the_database_says_of_every_day_what_the_entry_itself_says(
    parts: list[tuple[date | None, date | None]],
    rows: list[tuple[Service, SwitchState, date, date | None, str]],
    day: date,
) -> None:
    Participation.objects.all().delete()
    ServiceSwitch.objects.all().delete()
    one, nobody = make.institution(), Actor.nobody()
    for from_day, to_day in parts:
        part(one, from_day, to_day)
    for service, state, since, until, source in rows:
        ServiceSwitch.objects.create(
            institution=one, service=service, state=state, as_of=since, until=until, source=source
        )

    taken = {row.pk for row in as_of.participations_on(AsOf(day), nobody)}
    open_now = {row.pk for row in as_of.services_on(AsOf(day), nobody)}

    assert taken == {row.pk for row in Participation.objects.all() if row.span.holds(day)}
    assert open_now == {
        row.pk for row in current_switches(one, day) if row.state == SwitchState.OPEN
    }


def test_the_day_lives_in_the_address_and_is_said_where_it_is_not_today() -> None:
    one = make.institution(name="あの日市立図書館", prefecture="13")
    part(one, to_day=date(2025, 9, 30))

    then = Client().get(f"{PAGE}?on=2025-09-30").content.decode()
    now = Client().get(PAGE).content.decode()

    assert "これは今日ではありません" in then
    assert "令和7年9月30日" in then
    assert one.name in then
    assert "これは今日ではありません" not in now
    assert one.name not in now


def test_days_are_read_as_people_write_them_and_what_cannot_be_read_is_told() -> None:
    part(make.institution(name="元号市立図書館"))

    for day in ("令和7年4月1日", "R7.4.1", "2025/4/1", "２０２５－０４－０１"):
        assert "元号市立図書館" in Client().get(PAGE, {"on": day}).content.decode(), day
    for day in ("令和0年1月1日", "2025-02-30", "きのう", "2025-04-01' OR 1=1", "9" * 41):
        page = Client().get(PAGE, {"on": day})
        file = Client().get(f"{PAGE}export.csv", {"on": day})
        assert (page.status_code, file.status_code) == (422, 400), day
        assert "元号市立図書館" not in page.content.decode()


def test_it_is_narrowed_by_programme_and_place_and_counts_beside() -> None:
    tokyo, osaka = make.institution(prefecture="13"), make.institution(prefecture="27")
    part(tokyo)
    part(tokyo, programme="crd")
    part(osaka)

    page = Client().get(f"{PAGE}?code=rekion&prefecture=13&code=nothing&prefecture=99")
    codes, places = page.context["facets"]

    assert [row.institution for row in page.context["rows"]] == [tokyo]
    assert [(c.count, c.chosen) for c in codes.choices] == [(1, True), (1, False)]
    assert [(c.label, c.count, c.chosen) for c in places.choices] == [
        ("東京都", 1, True),
        ("大阪府", 1, False),
    ]
    assert page.context["page_of_rows"].paginator.count == 1


def test_what_an_institution_hides_is_nowhere_but_on_its_own_page() -> None:
    one = make.institution(name="隠す館", member=True)
    part(one, source="カナリア")
    make.switch(one, as_of=FIRST)
    for name in ("programmes", "services"):
        one.part_levels.create(part=name, level="members")
    away = make.institution(name="見えない館", level="private")
    part(away, source="カナリア")
    make.switch(away, as_of=FIRST)

    for address in (PAGE, SERVICES, f"{PAGE}export.csv", f"{SERVICES}export.csv"):
        text = Client().get(address, {"on": "2026-01-01"}).content.decode()
        assert "隠す館" not in text
        assert "見えない館" not in text
        assert "カナリア" not in text
    asked, member = AsOf(date(2026, 1, 1)), Actor(institution=away.pk, member=True)
    assert {row.institution for row in as_of.participations_on(asked, member)} == {one, away}
    assert as_of.programme_counts(asked, Actor.nobody()).codes == {}
    one.part_levels.update(level="private")
    assert {row.institution for row in as_of.services_on(asked, member)} == {away}
    assert {row.institution for row in as_of.services_on(asked, make.editor_of(one))} == {one}


def test_the_file_has_the_rows_of_the_list_and_names_its_day() -> None:
    one = make.institution(prefecture="13")
    part(one, programme="ndl_digital", programme_class="view")
    make.switch(one, as_of=FIRST)

    (row,) = told(Client(), f"{PAGE}export.csv?on=2025-04-02")
    (service,) = told(Client(), f"{SERVICES}export.csv?on=2025-04-02")
    answer = Client().get(f"{PAGE}export.csv?on=2025-04-02")

    assert row["機関"] == one.name
    assert row["参加のしかた"] == "閲覧のみ"
    assert (row["いつから"], row["いつの時点か"]) == ("2025-04-01", "2025-04-02")
    assert service["いつの時点か"] == "2025-04-02"
    assert "programmes-2025-04-02.csv" in answer["Content-Disposition"]


@pytest.mark.parametrize("address", [PAGE, SERVICES])
def test_the_cost_does_not_grow_with_the_rows(address: str) -> None:
    counted = []
    for _turn in range(2):
        for _ in range(3):
            one = make.institution(prefecture="13")
            part(one)
            make.switch(one, as_of=FIRST)
        with CaptureQueriesContext(connection) as queries:
            Client().get(f"{address}?on=2025-05-01")
        counted.append(len(queries))

    assert counted[0] == counted[1]


def test_the_search_leads_to_other_days_with_the_same_places(indexed: Callable[[], int]) -> None:
    indexed()
    links = Client().get("/institutions/?prefecture=13&programme=rekion").context["days"]

    assert [link.url for link in links] == [f"{PAGE}?code=rekion&prefecture=13", f"{SERVICES}?prefecture=13"]  # fmt: skip
