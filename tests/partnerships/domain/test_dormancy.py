"""Dormancy: counted from what happened last, only while a partnership is at work."""

from __future__ import annotations

from datetime import date

import pytest

from yuinowa.partnerships.domain.dormancy import AFTER_DAYS, USUAL_DAYS, is_dormant, quiet_since
from yuinowa.partnerships.domain.phases import Phase

BEGAN, TODAY = date(2026, 4, 1), date(2027, 4, 1)


def test_it_is_quiet_since_whatever_came_last() -> None:
    assert quiet_since(BEGAN, None, None) == BEGAN
    assert quiet_since(BEGAN, date(2026, 5, 1), None) == date(2026, 5, 1)
    assert quiet_since(BEGAN, date(2026, 5, 1), date(2026, 9, 1)) == date(2026, 9, 1)
    # After a pause it counts anew.
    assert quiet_since(date(2027, 1, 1), BEGAN, date(2026, 9, 1)) == date(2027, 1, 1)


def test_on_the_last_day_it_is_not_dormant_yet() -> None:
    assert USUAL_DAYS in AFTER_DAYS
    assert not is_dormant(Phase.ACTIVE, date(2027, 3, 2), 30, TODAY)
    assert is_dormant(Phase.ACTIVE, date(2027, 3, 1), 30, TODAY)


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.ACTIVE])
def test_only_what_is_at_work_is_dormant(phase: Phase) -> None:
    # §15: a flag on active, not a state.
    assert not is_dormant(phase, date(2020, 1, 1), 90, TODAY)
