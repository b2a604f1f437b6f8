"""Two sides at the same moment: nobody's words are lost, and minutes stand once."""

from __future__ import annotations

from functools import partial

import pytest

from tests.governance.factories import agreed, body, held, meeting
from tests.races import at_once, refusals
from tests.relations.factories import editor_of, institution
from yuinowa.core.models import AuditRow, Wait
from yuinowa.directory.models import Institution
from yuinowa.governance.models import Body, Meeting
from yuinowa.governance.services.meetings import Minutes, agree_minutes, record_meeting
from yuinowa.kernel.errors import VersionMovedOn

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sides() -> list[Institution]:
    return [institution(name) for name in ("試験市立図書館", "てのひら人形劇の会")]


@pytest.fixture
def of(sides: list[Institution]) -> Body:
    return body(*sides)


def writing(made: Meeting, side: Institution) -> Meeting:
    minutes = Minutes(frozenset({side.pk}), f"{side.name}が書いた。")
    return record_meeting(made.pk, minutes, expected_version=made.version, actor=editor_of(side))


def test_of_two_who_write_the_minutes_one_is_kept_and_the_other_told(
    of: Body, sides: list[Institution]
) -> None:
    made = meeting(of, sides[0])

    outcomes = at_once([partial(writing, made, side) for side in sides])

    assert refusals(outcomes) == [VersionMovedOn]
    made.refresh_from_db()
    (there,) = made.attendances.select_related("institution")
    assert made.minutes == f"{there.institution.name}が書いた。"


def test_two_who_agree_at_once_let_the_minutes_stand_once(
    of: Body, sides: list[Institution]
) -> None:
    made = held(of, sides[0], *sides)

    outcomes = at_once(
        [partial(agree_minutes, made.pk, made.record, actor=editor_of(side)) for side in sides]
    )

    assert refusals(outcomes) == []
    made.refresh_from_db()
    assert made.state == "agreed"
    assert AuditRow.objects.filter(action="meeting.agree").count() == 1
    assert not Wait.objects.filter(ended_at=None).exists()


def test_nobody_agrees_to_minutes_that_are_rewritten_at_the_same_moment(
    of: Body, sides: list[Institution]
) -> None:
    made = agreed(held(of, sides[0], *sides), sides[0])

    outcomes = at_once(
        [
            partial(agree_minutes, made.pk, made.record, actor=editor_of(sides[1])),
            partial(writing, made, sides[0]),
        ]
    )

    made.refresh_from_db()
    stands = made.state == "agreed"
    assert len(refusals(outcomes)) == 1
    assert (made.minutes == "会場は集会室。") == stands
