"""The pulse in a partnership at work: asked, answered by each side for itself, closed, talked about."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.partnerships.factories import group, lead_of, library, school, side
from tests.partnerships.joint import at_work
from yuinowa.core import clock
from yuinowa.core.models import AuditRow, Wait
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotAllowed, WrongState
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.domain.pulse import ITEMS
from yuinowa.partnerships.models import Partnership, Pulse, PulseAnswer, PulsePoint
from yuinowa.partnerships.queries import pulse as queries
from yuinowa.partnerships.services.pulse import answer, settle_pulse, write_agreed
from yuinowa.partnerships.services.turns import set_turns

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_the_pulse")]


@pytest.fixture
def sides() -> list[Institution]:
    return [library(), school(), group()]


@pytest.fixture
def asked(sides: list[Institution]) -> Partnership:
    """Three sides whose half-year was over ten days ago."""
    return begun_before(at_work(*sides), days=190)


def begun_before(partnership: Partnership, *, days: int) -> Partnership:
    partnership.start_on = clock.today() - timedelta(days=days)
    partnership.save(update_fields=["start_on"])
    set_turns(partnership)
    return partnership


def say(score: int | None, **changes: int | None) -> dict[str, int | None]:
    return dict.fromkeys(ITEMS, score) | changes


def waited() -> set[int]:
    found = Wait.objects.filter(step="answer-pulse", ended_at=None)
    return set(found.values_list("institution", flat=True))


def test_every_side_is_asked_and_waited_for_until_it_has_answered(
    asked: Partnership, sides: list[Institution]
) -> None:
    assert waited() == {one.pk for one in sides}

    answer(asked.pk, say(4), actor=lead_of(sides[0]))

    assert waited() == {one.pk for one in sides[1:]}
    now = queries.asking(asked)
    assert now.answered == {side(asked, sides[0]).pk}
    with pytest.raises(AlreadyDone):
        answer(asked.pk, say(5), actor=lead_of(sides[0]))


def test_what_is_low_is_to_be_talked_about_until_somebody_writes_what_was_agreed(
    asked: Partnership, sides: list[Institution]
) -> None:
    for one, scores in zip(sides, (say(4), say(5, Q16=2), say(4)), strict=True):
        answer(asked.pk, scores, "ひとこと", actor=lead_of(one))
    point = PulsePoint.objects.get()
    turns = Wait.objects.filter(subject_kind="partnerships.pulsepoint", ended_at=None)

    assert (point.item, point.is_open) == ("Q16", True)
    # The one that began is waited for, whoever answered low.
    assert [turn.institution for turn in turns] == [sides[0].pk]
    with pytest.raises(InputRefused):
        write_agreed(point.pk, "", actor=lead_of(sides[1]))
    write_agreed(point.pk, "来年度から月1回にする", actor=lead_of(sides[1]))

    assert not turns.all().exists()
    assert queries.open_points(asked, lead_of(sides[0])) == []
    with pytest.raises(AlreadyDone):
        write_agreed(point.pk, "別のこと", actor=lead_of(sides[0]))


def test_no_side_reads_what_another_answered(asked: Partnership, sides: list[Institution]) -> None:
    # §16; I14: nothing at all before the pulse is closed.
    answer(asked.pk, say(1), "言いにくい", actor=lead_of(sides[0]))
    theirs = lead_of(sides[1])
    assert not queries.words_heard_by(theirs).exists()
    assert queries.results(asked, theirs) == []

    for one in sides[1:]:
        answer(asked.pk, say(4), actor=lead_of(one))

    assert set(queries.answers_visible_to(theirs).values_list("party", flat=True)) == {
        side(asked, sides[1]).pk
    }
    assert [one.word for one in queries.words_heard_by(theirs)] == ["言いにくい"]
    (result,) = queries.results(asked, theirs)
    assert {one.mean for one in result.figures} == {3.0}
    trail = AuditRow.objects.filter(action="pulseanswer.give")
    assert [(row.before, row.after) for row in trail] == [(None, None)] * 3


def test_of_two_sides_no_figure_is_told(sides: list[Institution]) -> None:
    two = begun_before(at_work(*sides[:2]), days=190)
    answer(two.pk, say(1), actor=lead_of(sides[0]))
    answer(two.pk, say(5), actor=lead_of(sides[1]))

    (result,) = queries.results(two, lead_of(sides[0]))

    assert {one.mean for one in result.figures} == {None}
    assert PulsePoint.objects.count() == len(ITEMS)


def test_when_its_days_are_over_it_is_closed_and_nobody_is_waited_for(
    asked: Partnership, sides: list[Institution]
) -> None:
    answer(asked.pk, say(1), actor=lead_of(sides[0]))
    Pulse.objects.update(until=clock.today() - timedelta(days=1))

    assert queries.asking(asked).window is None
    with pytest.raises(WrongState):
        answer(asked.pk, say(4), actor=lead_of(sides[1]))
    set_turns(asked)
    settle_pulse(asked)

    assert waited() == set()
    assert Pulse.objects.get().closed_at is not None
    # Of one answer nothing is brought up: it would be that side's.
    assert not PulsePoint.objects.exists()


def test_what_is_still_open_is_not_brought_up_twice(
    asked: Partnership, sides: list[Institution]
) -> None:
    for one in sides:
        answer(asked.pk, say(4, Q10=1), actor=lead_of(one))
    before = clock.today() - timedelta(days=200)
    Pulse.objects.update(opened_on=before, until=before + timedelta(days=30))
    for one in sides:
        answer(asked.pk, say(4, Q10=1, Q13=2), actor=lead_of(one))

    assert sorted(PulsePoint.objects.values_list("item", flat=True)) == ["Q10", "Q13"]


@pytest.mark.parametrize("phase", [Phase.CLOSING, Phase.EVALUATION_DESIGN])
def test_nothing_is_asked_before_the_work_and_while_it_is_closed(
    asked: Partnership, phase: Phase
) -> None:
    asked.state = phase.value
    asked.save(update_fields=["state"])

    assert queries.asking(asked).window is None


def test_in_a_pause_the_sides_are_asked_too(asked: Partnership) -> None:
    asked.state = Phase.SUSPENDED.value
    asked.save(update_fields=["state"])

    assert queries.asking(asked).window is not None


def test_before_half_a_year_nobody_is_asked(sides: list[Institution]) -> None:
    young = begun_before(at_work(*sides[:2]), days=100)

    assert queries.asking(young).window is None
    assert waited() == set()
    with pytest.raises(WrongState):
        answer(young.pk, say(3), actor=lead_of(sides[0]))


def test_who_writes_for_no_side_answers_nothing(
    asked: Partnership, sides: list[Institution]
) -> None:
    for actor in (lead_of(sides[0], role=Role.SIGNATORY), Actor(person=9)):
        with pytest.raises(NotAllowed):
            answer(asked.pk, say(3), actor=actor)
    assert not PulseAnswer.objects.exists()


def test_an_item_without_an_answer_is_named(asked: Partnership, sides: list[Institution]) -> None:
    with pytest.raises(InputRefused) as refused:
        answer(asked.pk, {"Q12": 3}, actor=lead_of(sides[0]))

    assert refused.value.place == "Q13"


def test_turns_take_as_many_questions_for_many_points(
    asked: Partnership, sides: list[Institution]
) -> None:
    def asked_for() -> int:
        set_turns(asked)
        with CaptureQueriesContext(connection) as seen:
            settle_pulse(asked)
        return len(seen)

    for one in sides:
        answer(asked.pk, say(4, Q10=1), actor=lead_of(one))
    few = asked_for()
    pulse = Pulse.objects.get()
    PulsePoint.objects.bulk_create(
        PulsePoint(pulse=pulse, item=item) for item in ITEMS if item != "Q10"
    )

    assert asked_for() == few
