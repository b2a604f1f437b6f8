"""Matters of a support: both sides say them, whoever sees the relation reads them, what ends is kept; the map by municipality."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.relations.asking import answered, asked, center, phoned, school
from tests.relations.factories import editor_of
from tests.relations.ties import SINCE, of_kind, relation
from yuinowa.core import clock
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import InputRefused, NotAllowed, VersionMovedOn
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.relations.domain.kinds import RelationKind
from yuinowa.relations.domain.support import SupportTopic
from yuinowa.relations.models import CoveredTopic, Relation
from yuinowa.relations.queries.support import counts, requests_visible_to
from yuinowa.relations.queries.support_map import PlaceRow, by_place, helped_institutions
from yuinowa.relations.services.relations import end_relation
from yuinowa.relations.services.support import withdraw_request
from yuinowa.relations.services.topics import cover_topics

pytestmark = pytest.mark.django_db
T = SupportTopic
LATER = date(2025, 6, 1)
YEAR = FiscalYear(2026)


def _support() -> Relation:
    return relation(center(), school(), RelationKind.SUPPORT)


def _cover(of: Relation, **days: date) -> Relation:
    topics = {SupportTopic(code): day for code, day in days.items()}
    return cover_topics(of.pk, topics, expected_version=of.version, actor=editor_of(of.recorded_by))


def _rows(of: Relation) -> list[tuple[str, date, date | None]]:
    return list(of.topics.order_by("pk").values_list("topic", "since", "ended_on"))


def test_matters_are_added_moved_and_ended() -> None:
    support = _cover(_support(), materials=SINCE, training=SINCE)

    moved = _cover(support, materials=LATER, running=LATER)

    assert _rows(moved) == [
        ("materials", LATER, None),
        ("training", SINCE, clock.today()),
        ("running", LATER, None),
    ]


def test_a_matter_that_ended_can_begin_again() -> None:
    support = _cover(_cover(_support(), training=SINCE))

    again = _cover(support, training=LATER)

    assert _rows(again) == [("training", SINCE, clock.today()), ("training", LATER, None)]
    with pytest.raises(IntegrityError), transaction.atomic():
        CoveredTopic.objects.create(relation=again, topic="training", since=LATER)


def test_both_sides_say_them_and_nobody_of_another_kind_or_when_it_is_over() -> None:
    support = _support()
    cooperation = relation(of_kind("図書館"), of_kind("資料館", "museum"))

    said = cover_topics(
        support.pk, {T.TRAINING: SINCE}, expected_version=1, actor=editor_of(support.other)
    )
    with pytest.raises(NotAllowed):
        _cover(cooperation, training=SINCE)
    with pytest.raises(NotAllowed):
        cover_topics(support.pk, {}, expected_version=2, actor=editor_of(cooperation.recorded_by))
    over = end_relation(
        said.pk, on_day=LATER, reason="終わった", expected_version=2,
        actor=editor_of(support.recorded_by),
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        _cover(over, materials=SINCE)


def test_a_day_outside_the_support_is_refused_at_its_matter() -> None:
    for day in (date(2024, 4, 9), date(2027, 1, 1)):
        with pytest.raises(InputRefused) as refused:
            _cover(_support_once(), preservation=day)
        assert refused.value.place == "preservation"


def _support_once() -> Relation:
    return Relation.objects.first() or _support()


def test_of_two_who_say_matters_the_second_is_told() -> None:
    support = _support()
    _cover(support, training=SINCE)

    with pytest.raises(VersionMovedOn):
        cover_topics(support.pk, {}, expected_version=1, actor=editor_of(support.other))


def _of(rows: list[PlaceRow], name: str) -> list[tuple[int, int]]:
    row = next(row for row in rows if row.place.name == name)
    return [(cell.helped, cell.requests) for cell in row.cells]


def test_the_map_counts_institutions_by_relation_and_requests_of_the_year() -> None:
    helper, one, two = center(), school(), school("試験市立第二小学校")
    town = of_kind("試験町立図書館", municipality_name="試験町")
    for pupil in (one, two):
        _cover(relation(helper, pupil, RelationKind.SUPPORT), materials=SINCE)
    relation(helper, town, RelationKind.SUPPORT)
    answered(asked(one, helper, topic=T.TRAINING))
    asked(one, helper, topic=T.TRAINING, asked_on=date(2026, 3, 31))
    gone = phoned(two, helper)
    withdraw_request(gone.pk, reason="二度書いた", expected_version=1, actor=editor_of(helper))

    rows = by_place(helped_institutions(editor_of(helper), YEAR))

    city, nothing = _of(rows, "試験市"), [(0, 0)] * 6
    assert city == [(2, 0), (0, 0), (0, 0), (0, 0), (0, 1), (0, 0)]
    assert _of(rows, "試験町") == nothing
    assert [(row.place.name, row.institutions, row.untold) for row in rows] == [
        ("試験町", 1, 1),
        ("試験市", 2, 0),
    ]


def test_the_map_shows_what_held_in_the_year_asked_for() -> None:
    support = _cover(_support(), training=SINCE)
    _cover(support, materials=clock.today())
    reader = editor_of(support.one)

    now = _of(by_place(helped_institutions(reader, YEAR)), "試験市")
    before = _of(by_place(helped_institutions(reader, FiscalYear(2025))), "試験市")

    assert [cell[0] for cell in now] == [1, 0, 0, 0, 1, 0]
    assert [cell[0] for cell in before] == [0, 0, 0, 0, 1, 0]


def test_requests_count_for_their_sides_and_for_coordinators_alone() -> None:  # §16
    helper, pupil = center(), school()
    asked(pupil, helper)
    coordinator = replace(editor_of(of_kind("事務局"), role=Role.COORDINATOR), region=True)

    seen = [
        _of(by_place(helped_institutions(actor, YEAR)), "試験市")[0][1]
        for actor in (editor_of(pupil), coordinator, editor_of(of_kind("他の館")), Actor.nobody())
    ]

    assert seen == [1, 1, 0, 0]


def test_one_municipality_is_found_by_its_code_or_by_its_name() -> None:
    school()
    school("区立小学校", municipality="131032", municipality_name="港区")
    reader = Actor.nobody()

    found = {
        key: [row.name for row in helped_institutions(reader, YEAR, place=key)]
        for key in ("131032", "試験市", "港区", "999999", "")
    }

    assert found == {
        "131032": ["区立小学校"], "試験市": ["試験市立第一小学校"], "港区": [], "999999": [], "": [],
    }  # fmt: skip


def test_counts_are_by_matter_and_year_of_asking() -> None:
    helper, pupil = center(), school()
    answered(asked(pupil, helper, topic=T.TRAINING))
    asked(pupil, helper, topic=T.TRAINING, asked_on=date(2025, 5, 1))
    years = [YEAR, FiscalYear(2025)]

    found = counts(requests_visible_to(editor_of(helper)), years)

    assert {topic: [(cell.asked, cell.done) for cell in row] for topic, row in found.items()} == {
        key: [(0, 0), (0, 0)] for key in T
    } | {T.TRAINING: [(1, 1), (1, 0)]}


def test_the_map_asks_the_database_the_same_for_any_number_of_rows() -> None:
    helper = center()
    asked_of: list[int] = []
    for size in (2, 12):
        for number in range(size):
            pupil = school(f"第{size}-{number}小学校", municipality_name=f"試験{size}{number}町")
            _cover(relation(helper, pupil, RelationKind.SUPPORT), materials=SINCE)
            asked(pupil, helper)
        with CaptureQueriesContext(connection) as queries:
            by_place(helped_institutions(editor_of(helper), YEAR))
        asked_of.append(len(queries))

    assert asked_of == [4, 4]
