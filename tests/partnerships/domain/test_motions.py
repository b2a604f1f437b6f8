"""What is proposed once the work has begun, as rules: where it has a place, and when it is carried."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yuinowa.partnerships.domain.motions import (
    PHASES,
    STEPS,
    MotionKind,
    is_carried,
    may_be_proposed,
)
from yuinowa.partnerships.domain.phases import BEGUN, PARTNERSHIP_WORKFLOW, Mover, Phase

SIDES = st.sets(st.integers(min_value=1, max_value=5))


@given(st.sampled_from(sorted(STEPS)), st.sampled_from(Phase))
def test_what_may_be_proposed_is_a_step_the_partnership_has(kind: MotionKind, phase: Phase) -> None:
    able = Mover.ALL_SIDES in PARTNERSHIP_WORKFLOW.roles_for(phase, STEPS[kind])

    assert (phase in PHASES[kind]) == able


@given(st.sampled_from(Phase), st.sets(st.sampled_from(MotionKind)))
def test_what_moves_the_partnership_is_proposed_once_at_a_time(
    phase: Phase, is_open: set[MotionKind]
) -> None:
    able = set(may_be_proposed(phase, is_open))

    assert not able & is_open - {MotionKind.CHANGE}
    assert not able or phase in BEGUN


@given(SIDES, SIDES)
def test_one_side_that_does_not_consent_is_enough(consents: set[int], asked: set[int]) -> None:
    assert is_carried(consents, asked) == (bool(asked) and not asked - consents)
