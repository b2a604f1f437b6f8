from __future__ import annotations

import pytest

from yuinowa.kernel.errors import TransitionRefused
from yuinowa.plans.domain.sheet import SHEET_WORKFLOW, SheetAction, SheetRole, SheetState


def test_the_straight_way_of_a_sheet() -> None:
    state = SheetState.DRAFT
    for action, role in (
        (SheetAction.SUBMIT, SheetRole.OFFICER),
        (SheetAction.CHECK, SheetRole.CHECKER),
        (SheetAction.PUBLISH, SheetRole.OFFICER),
    ):
        state = SHEET_WORKFLOW.target(state, action, role)

    assert state == SheetState.PUBLISHED


@pytest.mark.parametrize("state", [SheetState.PUBLISHED, SheetState.CORRECTED])
@pytest.mark.parametrize(
    "action", [SheetAction.SUBMIT, SheetAction.CHECK, SheetAction.RETURN, SheetAction.PUBLISH]
)
def test_what_was_published_goes_back_by_no_way(state: SheetState, action: SheetAction) -> None:
    for role in SheetRole:
        with pytest.raises(TransitionRefused):
            SHEET_WORKFLOW.target(state, action, role)


def test_the_officer_never_checks() -> None:
    with pytest.raises(TransitionRefused):
        SHEET_WORKFLOW.target(SheetState.SUBMITTED, SheetAction.CHECK, SheetRole.OFFICER)
