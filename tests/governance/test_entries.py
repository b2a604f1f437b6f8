"""Decisions with their rule and dissent; promises and whether they were kept."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.governance.factories import agreed, body, decision, held, meeting, promise, somebody_at
from tests.relations.factories import editor_of, institution
from yuinowa.core.models import Wait
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.governance.domain.bodies import BodyKind, Rule
from yuinowa.governance.domain.promises import Kept, PromiseState
from yuinowa.governance.models import Body, Decision, Promise
from yuinowa.governance.queries import kept_in
from yuinowa.governance.services import entries as deeds
from yuinowa.governance.services.bodies import Ways, shape_body
from yuinowa.governance.services.meetings import Minutes, record_meeting
from yuinowa.kernel.errors import InputRefused, NotAllowed, VersionMovedOn, WrongState
from yuinowa.kernel.workflow import Verb

pytestmark = pytest.mark.django_db


@pytest.fixture
def sides() -> list[Institution]:
    return [institution(name) for name in ("試験市立図書館", "てのひら人形劇の会", "試験市")]


@pytest.fixture
def of(sides: list[Institution]) -> Body:
    return body(*sides)


def test_a_decision_is_written_with_its_rule_and_dissent(
    of: Body, sides: list[Institution]
) -> None:
    written = held(of, sides[0], sides[0], sides[1])

    made = decision(written, sides[1], rule=Rule.MAJORITY, dissent="市は屋外を望んだ")

    assert (made.rule, made.dissent) == ("majority", "市は屋外を望んだ")


def test_without_the_quorum_nothing_is_decided(of: Body, sides: list[Institution]) -> None:  # I31
    written = held(of, sides[0])

    with pytest.raises(InputRefused):
        decision(written, sides[0])


def test_those_who_were_there_cannot_become_fewer_than_what_was_decided_needs(
    of: Body, sides: list[Institution]
) -> None:  # I31

    written = held(of, sides[0], sides[0], sides[1])
    decision(written, sides[0])
    written.refresh_from_db()

    with pytest.raises(InputRefused):
        record_meeting(
            written.pk,
            Minutes(frozenset({sides[0].pk}), "1者だった"),
            expected_version=written.version,
            actor=editor_of(sides[0]),
        )


def test_what_all_said_yes_to_has_no_dissent(of: Body, sides: list[Institution]) -> None:
    written = held(of, sides[0], sides[0], sides[1])

    with pytest.raises(InputRefused):
        decision(written, sides[0], rule=Rule.UNANIMOUS, dissent="反対")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(meeting=written, text="x", rule="unanimous", dissent="反対")


def test_a_written_decision_asks_for_agreement_anew_and_can_be_taken_out(
    of: Body, sides: list[Institution]
) -> None:
    written = agreed(held(of, sides[0], sides[0], sides[1]), sides[0])
    made = decision(written, sides[1])
    written.refresh_from_db()

    assert agreed(written, sides[1]).state == "held"
    deeds.take_out(made, actor=editor_of(sides[0]))
    assert Decision.objects.count() == 0


def test_nothing_is_added_before_the_meeting_or_after_its_minutes_stand(
    of: Body, sides: list[Institution]
) -> None:
    after = held(of, sides[0], sides[0], sides[1])
    made = decision(after, sides[0])
    after = agreed(after, sides[0], sides[1])

    for closed in (meeting(of, sides[0]), after):
        with pytest.raises(WrongState):
            decision(closed, sides[0])
        with pytest.raises(WrongState):
            promise(closed, sides[0])
    with pytest.raises(WrongState):
        deeds.take_out(made, actor=editor_of(sides[0]))


def test_a_promise_becomes_the_turn_of_its_owner_when_the_minutes_stand(
    of: Body, sides: list[Institution]
) -> None:
    somebody_at(sides[1], Role.LEAD)
    written = held(of, sides[0], sides[0], sides[1])
    made = promise(written, sides[1])
    assert not Wait.objects.filter(subject_kind="governance.promise").exists()

    agreed(written, sides[0], sides[1])

    wait = Wait.objects.get(subject_kind="governance.promise", ended_at=None)
    assert (wait.institution, wait.role, wait.verb, wait.due) == (
        sides[1].pk,
        Role.LEAD,
        Verb.ANSWER,
        made.due,
    )


def test_a_promise_is_kept_or_not_by_the_word_of_its_owner(
    of: Body, sides: list[Institution]
) -> None:
    written = held(of, sides[0], sides[0], sides[1])
    mine, theirs = promise(written, sides[0]), promise(written, sides[1])
    agreed(written, sides[0], sides[1])

    deeds.settle_promise(mine.pk, PromiseState.KEPT, "", actor=editor_of(sides[0]))
    with pytest.raises(NotAllowed):
        deeds.settle_promise(theirs.pk, PromiseState.KEPT, "", actor=editor_of(sides[0]))
    with pytest.raises(InputRefused):
        deeds.settle_promise(theirs.pk, PromiseState.NOT_KEPT, "", actor=editor_of(sides[1]))
    deeds.settle_promise(
        theirs.pk, PromiseState.NOT_KEPT, "紙が足りない", actor=editor_of(sides[1])
    )

    assert kept_in(of) == Kept(1, 2)
    assert not Wait.objects.filter(subject_kind="governance.promise", ended_at=None).exists()
    with pytest.raises(WrongState):
        deeds.settle_promise(theirs.pk, PromiseState.KEPT, "", actor=editor_of(sides[1]))


def test_nobody_answers_before_the_minutes_stand(of: Body, sides: list[Institution]) -> None:
    made = promise(held(of, sides[0]), sides[0])

    with pytest.raises(WrongState):
        deeds.settle_promise(made.pk, PromiseState.KEPT, "", actor=editor_of(sides[0]))


@pytest.mark.parametrize("changes", [{"due": date(2026, 10, 4)}, {"owner": 0}])
def test_who_promises_was_there_and_the_day_is_to_come(
    of: Body, sides: list[Institution], changes: dict[str, object]
) -> None:
    with pytest.raises(InputRefused):
        promise(held(of, sides[0]), sides[0], **changes)


def test_the_database_keeps_a_promise_that_was_not_kept_with_its_reason(
    of: Body, sides: list[Institution]
) -> None:
    made = promise(held(of, sides[0]), sides[0])

    with pytest.raises(IntegrityError), transaction.atomic():
        Promise.objects.filter(pk=made.pk).update(state="not_kept", settled_at="2026-11-22T00:00Z")


def ways(**changes: object) -> Ways:
    given: dict[str, object] = {
        "title": "人形劇の会",
        "kind": BodyKind.LIAISON,
        "quorum": 3,
        "rule": Rule.MAJORITY,
    }
    return Ways(**(given | changes))  # type: ignore[arg-type]  # a table of keywords


def test_the_ways_of_a_body_are_those_of_its_sides(of: Body, sides: list[Institution]) -> None:
    shaped = shape_body(of.pk, ways(), expected_version=1, actor=editor_of(sides[2]))

    assert (shaped.quorum, shaped.rule, shaped.version) == (3, "majority", 2)
    with pytest.raises(VersionMovedOn):
        shape_body(of.pk, ways(), expected_version=1, actor=editor_of(sides[0]))
    with pytest.raises(InputRefused):
        shape_body(of.pk, ways(quorum=4), expected_version=2, actor=editor_of(sides[0]))
    with pytest.raises(NotAllowed):
        shape_body(of.pk, ways(), expected_version=2, actor=editor_of(institution("よその館")))
