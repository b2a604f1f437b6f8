"""Who is waited for to answer an idea: whoever leads where it lies, else its administrator, else the region office."""

from __future__ import annotations

from datetime import timedelta

from yuinowa.accounts.queries import roles_at
from yuinowa.core import clock, waits
from yuinowa.core.rights import Role
from yuinowa.kernel.workflow import Verb
from yuinowa.partnerships.domain.ideas import ANSWER_DAYS, IdeaState
from yuinowa.partnerships.labels.ideas import LABEL, THEN
from yuinowa.partnerships.models import Idea

ANSWERING = "answer"


def set_turn(idea: Idea) -> None:
    """Let whom it lies with be waited for, and nobody else; what waited before and still does keeps its day."""
    if idea.status is not IdeaState.WAITING:
        waits.close_wait(idea)
        return
    place, role = idea.institution_id or waits.REGION_OFFICE, _answering(idea)
    for wait in waits.open_waits(idea):
        if (wait.institution, wait.role) == (place, role.value):
            return
        waits.close_wait(idea)
    waits.open_wait(
        subject=idea,
        step=ANSWERING,
        label=LABEL,
        institution=place,
        institution_label=idea.institution.name if idea.institution else "",
        role=role.value,
        due=clock.today() + timedelta(days=ANSWER_DAYS),
        verb=Verb.ANSWER,
        then_what=THEN,
        url=idea.get_absolute_url(),
    )


def _answering(idea: Idea) -> Role:
    if idea.institution_id is None:
        return Role.REGION_ADMIN
    held = roles_at([idea.institution_id]).get(idea.institution_id, set())
    return Role.LEAD if Role.LEAD in held else Role.ADMIN
