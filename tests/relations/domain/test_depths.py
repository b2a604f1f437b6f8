"""What the records speak for: §18.1 of the collaboration model, and the tables of other scales."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.relations.domain.depths import (
    BY_KEY,
    SCALE_STEPS,
    Depth,
    Evidence,
    Ground,
    Scale,
    gap,
    months_before,
    suggest,
)

ENOUGH = Evidence(
    contacts_long=9, contacts_short=4, purposes=2, activities=2, agreements=1, evaluations=1
)
STEPS = [None, *Depth]
evidences = st.builds(
    Evidence,
    contacts_long=st.integers(0, 9),
    contacts_short=st.integers(0, 9),
    purposes=st.integers(0, 2),
    activities=st.integers(0, 3),
    agreements=st.integers(0, 2),
    evaluations=st.integers(0, 2),
)


@pytest.mark.parametrize(
    ("evidence", "depth"),
    [
        (Evidence(), None),
        (Evidence(contacts_long=1), Depth.CONTACT),
        (Evidence(contacts_long=9, contacts_short=9), Depth.CONTACT),
        (Evidence(contacts_long=9, contacts_short=9, purposes=1), Depth.CONTACT),
        (Evidence(contacts_long=4, contacts_short=3, purposes=2), Depth.CONTACT),
        (Evidence(contacts_long=4, contacts_short=4, purposes=2), Depth.COOPERATION),
        (Evidence(contacts_long=1, purposes=2, activities=1), Depth.COOPERATION),
        (Evidence(9, 4, 2, activities=2, agreements=1), Depth.COOPERATION),
        (Evidence(9, 4, 2, activities=1, agreements=1, evaluations=1), Depth.COOPERATION),
        (ENOUGH, Depth.COLLABORATION),
    ],
)
def test_each_condition_of_the_rule_counts(evidence: Evidence, depth: Depth | None) -> None:
    assert suggest(evidence, None).depth == depth


def test_less_evidence_than_the_depth_suggests_one_step_down_and_no_more() -> None:
    assert suggest(Evidence(), Depth.COLLABORATION).depth is Depth.COOPERATION
    assert suggest(Evidence(), Depth.CONTACT).depth is None


@given(evidences, st.sampled_from(STEPS))
def test_a_suggestion_goes_up_as_far_as_it_may_and_down_by_one(
    evidence: Evidence, current: Depth | None
) -> None:
    place = STEPS.index(suggest(evidence, current).depth)

    assert place >= STEPS.index(current) - 1
    if place < STEPS.index(current):
        assert STEPS.index(suggest(evidence, None).depth) < STEPS.index(current)
    else:
        assert suggest(evidence, current).depth == suggest(evidence, None).depth


@given(evidences, evidences)
def test_more_evidence_never_speaks_for_less(one: Evidence, other: Evidence) -> None:
    names = Evidence.__dataclass_fields__
    more = Evidence(**{name: max(getattr(one, name), getattr(other, name)) for name in names})

    assert STEPS.index(suggest(more, None).depth) >= STEPS.index(suggest(one, None).depth)


def test_every_ground_is_told_once_whatever_the_outcome() -> None:
    assert [checked.ground for checked in suggest(Evidence(), None).grounds] == list(Ground)


def test_the_gap_counts_steps_and_is_none_where_nothing_was_said() -> None:
    assert gap(None, Depth.COLLABORATION) == 3
    assert gap(Depth.COOPERATION, Depth.CONTACT) == -1
    assert gap(Depth.CONTACT, None) is None


def test_the_steps_of_every_scale_never_go_back() -> None:
    for scale in Scale:
        places = [STEPS.index(step.depth) for step in SCALE_STEPS if step.scale is scale]
        assert all(before <= after for before, after in pairwise(places))
        assert (places[0], places[-1]) == (1, 3)
    assert len(BY_KEY) == len(SCALE_STEPS)


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)), st.integers(0, 60))
def test_months_before_lands_in_the_right_month(day: date, months: int) -> None:
    before = months_before(day, months)

    assert (day.year - before.year) * 12 + day.month - before.month == months
    assert before.day == min(day.day, 28)
