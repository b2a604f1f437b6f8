"""What came of an activity: one deed in the ledger, put right and taken back there too; each side its own line."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.partnerships.factories import group, lead_of, library, school, side
from tests.partnerships.joint import at_work, held, plan, planned, what_came, written_down
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import (
    InputRefused,
    NotAllowed,
    TransitionRefused,
    VersionMovedOn,
    WrongState,
)
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.metrics import Subject
from yuinowa.ledger.models import Entry
from yuinowa.ledger.queries.entries import in_force
from yuinowa.ledger.queries.metrics import value_of
from yuinowa.ledger.queries.saved import metric_of, newest_metrics
from yuinowa.ledger.services import load_shipped_metrics, verify
from yuinowa.partnerships.domain.activities import ActivityState, Days, People
from yuinowa.partnerships.models import Activity, ActivityHost, Partnership
from yuinowa.partnerships.services.activities import propose
from yuinowa.partnerships.services.holding import Told, correct, hold, take_back, tell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_agreements")]


@pytest.fixture
def partnership(ours: Institution, theirs: Institution) -> Partnership:
    return at_work(ours, theirs)


def legs() -> list[tuple[str, int, bool]]:
    """What counts: unit, quantity, principal."""
    return list(
        in_force(Entry.objects.all())
        .order_by("-unit", "leg")
        .values_list("unit", "quantity", "principal")
    )


def test_what_three_hosts_hold_counts_once_for_all_and_once_for_each() -> None:
    hosts = library(), school(), group()
    held(at_work(*hosts), *hosts)
    load_shipped_metrics()
    year = FiscalYear.of(clock.today()).start_year

    def counted(code: str, subject: Subject) -> object:
        (metric,) = [metric_of(row) for row in newest_metrics() if row.code == code]
        return value_of(metric, subject, year).number

    assert legs() == [
        ("time", 1, True),
        ("time", 1, False),
        ("time", 1, False),
        ("person", 40, True),
        ("person", 40, False),
        ("person", 40, False),
    ]
    assert [
        (
            counted("joint_activities", Subject.of(host.pk)),
            counted("participants", Subject.of(host.pk)),
            counted("partners_active", Subject.of(host.pk)),
        )
        for host in hosts
    ] == [(1, 40, 2)] * 3
    assert verify().is_clean


@pytest.mark.parametrize("people", [People(), People(0)])
def test_nobody_counted_and_nobody_came_are_told_apart_and_neither_is_posted(
    ours: Institution, partnership: Partnership, people: People
) -> None:  # I30
    activity = written_down(planned(partnership, ours), ours, what_came(people=people))

    assert activity.participants is people.all
    assert legs() == [("time", 1, True)]


def test_before_an_agreement_is_in_force_nothing_is_held(
    ours: Institution, partnership: Partnership
) -> None:  # I7, I10
    activity = planned(partnership, ours)
    before = clock.today() - timedelta(days=400)

    with pytest.raises(InputRefused, match="協定"):
        written_down(activity, ours, what_came(before))

    assert not Entry.objects.exists()
    assert Activity.objects.get().state == ActivityState.PLANNED


def test_nobody_writes_down_what_another_side_has_not_agreed_to_host(
    ours: Institution, theirs: Institution, partnership: Partnership
) -> None:  # I13
    activity, _fresh = propose(
        partnership.pk, plan(partnership, ours, theirs), once=new_key(), actor=lead_of(ours)
    )

    with pytest.raises(WrongState, match=theirs.name):
        written_down(activity, ours)

    assert not Entry.objects.exists()


def test_pressing_held_twice_posts_once(ours: Institution, partnership: Partnership) -> None:
    activity, once = planned(partnership, ours), new_key()
    pressed = [
        hold(activity.pk, what_came(), once=once, expected_version=1, actor=lead_of(ours))
        for _time in range(2)
    ]

    assert [fresh for _activity, fresh in pressed] == [True, False]
    assert len(legs()) == 2
    with pytest.raises(VersionMovedOn):
        written_down(activity, ours)
    with pytest.raises(TransitionRefused):
        written_down(Activity.objects.get(), ours)


def test_what_is_put_right_leaves_both_versions_here_and_in_the_ledger(
    ours: Institution, theirs: Institution, partnership: Partnership
) -> None:  # I29
    activity = held(partnership, ours, theirs)
    right = what_came(clock.today() - timedelta(days=1), People(38))
    correct(activity.pk, right, reason="数え直した", expected_version=2, actor=lead_of(theirs))

    assert [(row.number, row.participants, row.reason) for row in activity.records.all()] == [
        (1, 40, ""),
        (2, 38, "数え直した"),
    ]
    assert [quantity for unit, quantity, _principal in legs() if unit == "person"] == [38, 38]
    assert Entry.objects.filter(reversal=True).count() == 4
    with pytest.raises(VersionMovedOn):
        correct(activity.pk, right, reason="もう一度", expected_version=2, actor=lead_of(ours))
    assert verify().is_clean


def test_what_did_not_take_place_counts_no_more_and_stays_readable(
    ours: Institution, partnership: Partnership
) -> None:
    activity = held(partnership, ours)

    back = take_back(activity.pk, "別の会と取り違えた", expected_version=2, actor=lead_of(ours))

    assert (back.state, back.reason) == (ActivityState.CANCELLED, "別の会と取り違えた")
    assert legs() == []
    assert [row.is_withdrawal for row in activity.records.all()] == [False, True]
    assert verify().is_clean


def test_each_side_says_what_its_own_part_was(
    ours: Institution, theirs: Institution, partnership: Partnership
) -> None:  # I13
    activity = planned(partnership, ours, theirs)
    with pytest.raises(WrongState):
        tell(activity.pk, Told(1), expected_version=1, actor=lead_of(ours))
    written_down(activity, ours, own=Told(2, 4_800, "夕方は親子が来やすい"))
    their_row = ActivityHost.objects.get(party=side(partnership, theirs))
    assert (their_row.staff, their_row.cost_yen) == (None, None)

    version = their_row.version
    tell(activity.pk, Told(4, 0), expected_version=version, actor=lead_of(theirs))
    with pytest.raises(VersionMovedOn):
        tell(activity.pk, Told(5), expected_version=version, actor=lead_of(theirs))
    with pytest.raises(NotAllowed):
        tell(activity.pk, Told(9), expected_version=1, actor=lead_of(group()))

    rows = ActivityHost.objects.order_by("party").values_list("staff", "cost_yen", "learnt")
    assert list(rows) == [(2, 4_800, "夕方は親子が来やすい"), (4, 0, "")]


def test_those_told_apart_are_no_more_than_all(ours: Institution, partnership: Partnership) -> None:
    activity = planned(partnership, ours)

    for people in (People(10, 6, 5), People(None, 3)):
        with pytest.raises(InputRefused):
            written_down(activity, ours, what_came(people=people))


def test_several_days_count_in_the_year_of_the_first(
    ours: Institution, partnership: Partnership
) -> None:
    first = FiscalYear.of(clock.today()).start - timedelta(days=1)
    activity = planned(partnership, ours)
    came = what_came(first)
    written_down(
        activity, ours, type(came)(Days(first, clock.today()), came.participation, came.people)
    )

    assert set(Entry.objects.values_list("fiscal_year", flat=True)) == {
        FiscalYear.of(first).start_year
    }
