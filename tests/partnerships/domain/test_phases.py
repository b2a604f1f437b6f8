"""The life of a partnership and of its sides, as tables; the gates, as functions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.kernel.errors import TransitionRefused
from yuinowa.partnerships.domain.forms_and_zones import FITS, TOGETHER, Form, Zone, fits
from yuinowa.partnerships.domain.gates import (
    ALONE,
    UNANSWERED,
    Lacking,
    Member,
    lacking_answers,
    lacking_sides,
    writing,
)
from yuinowa.partnerships.domain.parties import PARTY_WORKFLOW, Answer, PartyState, Who
from yuinowa.partnerships.domain.phases import (
    ENDING,
    ORDER,
    PARTNERSHIP_WORKFLOW,
    Mover,
    Phase,
    Step,
    follows,
    up_to,
)

P, S = Phase, PartyState
MEMBERS = st.lists(
    st.builds(Member, st.integers(1, 9), st.sampled_from(PartyState), st.booleans()),
    max_size=9,
    unique_by=lambda member: member.party,
)


def test_the_phases_follow_each_other_and_none_is_left_out() -> None:
    assert [follows(phase) for phase in ORDER] == [None, *ORDER[2:], None]
    assert PARTNERSHIP_WORKFLOW.target(P.IDEA, Step.ASK, Mover.LEAD) is P.EXPLORING


@given(st.sampled_from(sorted(PARTNERSHIP_WORKFLOW.final)), st.sampled_from(Step))
def test_nothing_leads_out_of_what_is_over(phase: Phase, step: Step) -> None:
    with pytest.raises(TransitionRefused):
        PARTNERSHIP_WORKFLOW.target(phase, step, Mover.LEAD)


def test_every_phase_of_planning_can_be_ended_in_one_way() -> None:
    assert set(ENDING) == set(ORDER)
    assert {P.IDEA, P.EXPLORING, P.NEEDS} == {p for p, s in ENDING.items() if s is Step.GIVE_UP}


def test_what_was_asked_before_is_asked_later_too() -> None:
    assert up_to(P.GOALS) == (P.IDEA, P.EXPLORING, P.NEEDS, P.GOALS)
    assert up_to(P.WITHDRAWN) == ()


@pytest.mark.parametrize("answer", [Answer.ACCEPT, Answer.DECLINE, Answer.LEAVE])
def test_no_side_answers_for_another(answer: Answer) -> None:  # I13
    for state in PartyState:
        with pytest.raises(TransitionRefused):
            PARTY_WORKFLOW.target(state, answer, Who.OTHER)


@given(MEMBERS)
def test_a_partnership_is_planned_by_two_sides_at_least(members: list[Member]) -> None:  # I1
    assert (lacking_sides(members) == []) == (len(writing(members)) >= 2)


def test_while_somebody_is_asked_the_answer_is_waited_for_and_no_further_side() -> None:
    one, asked = Member(1, S.JOINED), Member(2, S.INVITED)

    assert lacking_sides([one]) == [Lacking(ALONE)]
    assert lacking_sides([one, asked]) == [Lacking(UNANSWERED, 2)]
    assert lacking_answers([one, asked]) == [Lacking(UNANSWERED, 2)]


def test_whoever_looks_on_is_asked_nothing() -> None:
    assert writing([Member(1, S.JOINED), Member(2, S.JOINED, takes_part=False)]) == [1]


def test_every_form_belongs_to_a_zone_of_working_together() -> None:
    assert set(FITS) == set(Form)
    assert len(Form) == 15
    assert all(zones and set(zones) <= set(TOGETHER) for zones in FITS.values())


@pytest.mark.parametrize(
    ("form", "zone", "is_usual"),
    [
        (Form.SUBSIDY, Zone.CIVIC_LED, True),
        (Form.NOMINAL_SUPPORT, Zone.CIVIC_LED, True),
        (Form.CO_HOST, Zone.BOTH, True),
        (Form.COLLAB_ENTRUST, Zone.PUBLIC_LED, True),
        (Form.CO_HOST, Zone.PUBLIC_LED, False),
        (Form.SUBSIDY, Zone.BOTH, False),
        *((Form.PROJECT_COOPERATION, zone, True) for zone in TOGETHER),
        *((Form.PROJECT_COOPERATION, zone, False) for zone in (Zone.CIVIC, Zone.PUBLIC)),
    ],
)
def test_forms_stand_in_the_zones_the_source_draws(
    form: Form, zone: Zone, *, is_usual: bool
) -> None:
    assert fits(form, zone) is is_usual
