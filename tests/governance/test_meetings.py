"""Meetings: called, changed, cancelled, written up, agreed to."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from tests.governance.factories import A_DAY, agreed, body, call, decision, held, meeting, promise
from tests.relations.factories import editor_of, institution
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import AuditRow, Wait
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.governance.models import Body, Meeting
from yuinowa.governance.queries import meetings_followed, meetings_visible_to, status_of
from yuinowa.governance.services import meetings as deeds
from yuinowa.governance.services.bodies import keep_sides
from yuinowa.governance.services.meetings import Minutes
from yuinowa.kernel.errors import (
    InputRefused,
    NotAllowed,
    TransitionRefused,
    VersionMovedOn,
    WrongState,
)
from yuinowa.kernel.workflow import Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def sides() -> list[Institution]:
    return [institution(name) for name in ("試験市立図書館", "てのひら人形劇の会", "試験市")]


@pytest.fixture
def of(sides: list[Institution]) -> Body:
    return body(*sides)


def turns() -> set[tuple[str, int, str]]:
    return set(
        Wait.objects.filter(ended_at=None).values_list("subject_kind", "institution", "verb")
    )


def test_meetings_are_numbered_and_pressing_twice_calls_one(
    of: Body, sides: list[Institution]
) -> None:
    once = new_key()

    first, fresh = deeds.plan_meeting(of.pk, call(), once=once, actor=editor_of(sides[0]))
    again, afresh = deeds.plan_meeting(of.pk, call(), once=once, actor=editor_of(sides[0]))

    assert (first.pk, fresh, afresh) == (again.pk, True, False)
    assert meeting(of, sides[1]).number == 2


def test_whoever_calls_a_meeting_is_waited_for_to_write_it(
    of: Body, sides: list[Institution]
) -> None:
    meeting(of, sides[0])

    assert turns() == {("governance.meeting", sides[0].pk, Verb.FILL_IN)}
    assert Wait.objects.get().due == A_DAY + timedelta(days=7)


def test_those_who_were_there_are_waited_for_to_agree(of: Body, sides: list[Institution]) -> None:
    written = held(of, sides[0], sides[0], sides[1])

    assert turns() == {("governance.meeting", side.pk, Verb.APPROVE) for side in sides[:2]}
    agreed(written, sides[0])
    assert turns() == {("governance.meeting", sides[1].pk, Verb.APPROVE)}
    after = agreed(written, sides[1])
    assert (after.state, turns()) == ("agreed", set())


def test_agreeing_twice_is_agreeing_once(of: Body, sides: list[Institution]) -> None:
    written = held(of, sides[0], sides[0], sides[1])

    after = agreed(written, sides[0], sides[0])

    assert (after.state, after.agreements.count()) == ("held", 1)


def test_a_change_asks_for_agreement_anew(of: Body, sides: list[Institution]) -> None:
    written = agreed(held(of, sides[0], sides[0], sides[1]), sides[0])

    changed = deeds.record_meeting(
        written.pk,
        Minutes(frozenset({sides[0].pk, sides[1].pk}), "書き直した。"),
        expected_version=written.version,
        actor=editor_of(sides[1]),
    )

    with pytest.raises(VersionMovedOn):
        deeds.agree_minutes(written.pk, written.record, actor=editor_of(sides[1]))
    assert agreed(changed, sides[1]).state == "held"
    assert turns() == {("governance.meeting", sides[0].pk, Verb.APPROVE)}


def test_only_who_was_there_agrees(of: Body, sides: list[Institution]) -> None:
    written = held(of, sides[0], sides[0], sides[1])

    with pytest.raises(NotAllowed):
        agreed(written, sides[2])


def test_minutes_are_not_written_over(of: Body, sides: list[Institution]) -> None:  # R31
    written = held(of, sides[0])

    with pytest.raises(VersionMovedOn):
        deeds.record_meeting(
            written.pk,
            Minutes(frozenset({sides[0].pk}), "あとから"),
            expected_version=written.version - 1,
            actor=editor_of(sides[1]),
        )

    written.refresh_from_db()
    assert written.minutes == "会場は集会室。"


def test_agreed_minutes_stay(of: Body, sides: list[Institution]) -> None:
    after = agreed(held(of, sides[0]), sides[0])

    with pytest.raises(WrongState):
        deeds.record_meeting(
            after.pk,
            Minutes(frozenset({sides[0].pk}), "あとから"),
            expected_version=after.version,
            actor=editor_of(sides[0]),
        )
    with pytest.raises(WrongState):
        deeds.agree_minutes(after.pk, after.record, actor=editor_of(sides[0]))


def test_a_meeting_to_come_is_changed_and_one_that_was_held_is_not(
    of: Body, sides: list[Institution]
) -> None:
    planned = meeting(of, sides[0])

    changed = deeds.change_meeting(
        planned.pk,
        call(place="公民館"),
        expected_version=planned.version,
        actor=editor_of(sides[1]),
    )

    assert (changed.place, changed.version) == ("公民館", 2)
    written = held(of, sides[0])
    with pytest.raises(WrongState):
        deeds.change_meeting(
            written.pk, call(), expected_version=written.version, actor=editor_of(sides[0])
        )


def test_a_cancelled_meeting_stays_with_its_reason(of: Body, sides: list[Institution]) -> None:
    planned = meeting(of, sides[0])

    gone = deeds.cancel_meeting(
        planned.pk, "大雪のため", expected_version=planned.version, actor=editor_of(sides[1])
    )

    assert (gone.state, gone.cancel_reason, turns()) == ("cancelled", "大雪のため", set())
    with pytest.raises(TransitionRefused):
        deeds.cancel_meeting(
            gone.pk, "もう一度", expected_version=gone.version, actor=editor_of(sides[0])
        )


@pytest.mark.parametrize(
    ("minutes", "place"),
    [
        (Minutes(frozenset(), "だれもいない"), "present"),
        (Minutes(frozenset({999_999}), "知らない館"), "present"),
    ],
)
def test_attendance_is_of_sides(
    of: Body, sides: list[Institution], minutes: Minutes, place: str
) -> None:
    planned = meeting(of, sides[0])

    with pytest.raises(InputRefused) as refused:
        deeds.record_meeting(
            planned.pk, minutes, expected_version=planned.version, actor=editor_of(sides[0])
        )

    assert refused.value.place == place


def test_what_is_to_come_has_no_minutes(of: Body, sides: list[Institution]) -> None:
    with pytest.raises(InputRefused):
        held(of, sides[0], day=clock.today() + timedelta(days=1))


def test_a_meeting_does_not_end_before_it_begins(of: Body, sides: list[Institution]) -> None:
    for times in ({"ends": time(9, 0)}, {"begins": None}):
        with pytest.raises(InputRefused):
            meeting(of, sides[0], **times)


def test_a_stranger_calls_nothing(of: Body) -> None:
    with pytest.raises(NotAllowed):
        meeting(of, institution("よその館"))


def test_the_next_meeting_is_said_with_the_minutes(of: Body, sides: list[Institution]) -> None:
    planned = meeting(of, sides[0])

    deeds.record_meeting(
        planned.pk,
        Minutes(frozenset({sides[0].pk}), "次を決めた。", date(2027, 1, 31)),
        expected_version=planned.version,
        actor=editor_of(sides[0]),
    )

    of.refresh_from_db()
    assert of.next_meeting_due == date(2027, 1, 31)
    assert status_of(of) == "active"


def test_a_side_that_left_reads_the_meetings_it_could_be_at_and_no_later_ones(
    of: Body, sides: list[Institution]
) -> None:  # I18
    earlier = held(of, sides[0], sides[0], sides[1])
    keep_sides(of.pk, [sides[0].pk, sides[2].pk])
    later = meeting(of, sides[0], day=clock.today() + timedelta(days=30))

    gone, here = editor_of(sides[1]), editor_of(sides[2])
    assert list(meetings_visible_to(gone)) == [earlier]
    assert set(meetings_visible_to(here)) == {earlier, later}
    assert ("governance.meeting", sides[1].pk, Verb.APPROVE) not in turns()
    with pytest.raises(NotAllowed):
        deeds.agree_minutes(earlier.pk, earlier.record, actor=gone)


def test_a_coordinator_follows_that_it_met_and_reads_nothing(
    of: Body, sides: list[Institution]
) -> None:
    held(of, sides[0])
    office = institution("試験県立図書館", region_office=True)
    watcher = editor_of(office, role=Role.COORDINATOR)
    watcher = type(watcher)(
        person=1, institution=office.pk, roles=watcher.roles, member=True, region=True
    )

    assert not meetings_visible_to(watcher).exists()
    assert [row.state for row in meetings_followed(of, watcher)] == ["held"]


def test_the_trail_keeps_no_words(of: Body, sides: list[Institution]) -> None:  # R45
    written = held(of, sides[0], sides[0], sides[1])
    decision(written, sides[0])
    promise(written, sides[0])

    said = "".join(str(row.after) for row in AuditRow.objects.all())
    assert "集会室" not in said
    assert "ちらし" not in said
    assert Meeting.objects.count() == 1
