"""Whose turn it is about a meeting: who writes its minutes, who agrees to them, who keeps a promise."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_noop

from yuinowa.accounts.queries import roles_at
from yuinowa.core import clock, waits
from yuinowa.core.rights import Role
from yuinowa.governance.domain.policy import AGREE_DAYS, RECORD_DAYS
from yuinowa.governance.models import Meeting, Promise
from yuinowa.kernel.workflow import Verb

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution

THEN = (
    THEN_RECORD := gettext_noop("Then the sides that were there agree to the minutes."),
    THEN_AGREE := gettext_noop("When all who were there have agreed, the minutes stand."),
    THEN_ANSWER := gettext_noop("The other sides read whether it was kept."),
)
#: Who writes for a side, the one nearest to it first.
_NEAREST = (Role.SECRETARY, Role.LEAD, Role.EDITOR)


def set_turns(meeting: Meeting) -> None:
    """Let those be waited for at ``meeting`` who have something to do, and no others."""
    wanted = _agreeing(meeting) if meeting.is_held else _recording(meeting)
    for wait in waits.open_waits(meeting):
        if wait.institution in wanted and wait.step == meeting.state:
            wanted.pop(wait.institution)
        else:
            waits.close_wait(meeting, wait.step, institution=wait.institution)
    roles = roles_at(wanted)
    for institution, name in wanted.items():
        is_record = meeting.is_planned
        waits.open_wait(
            subject=meeting,
            step=meeting.state,
            label=meeting.body.title,
            institution=institution,
            institution_label=name,
            role=nearest(roles.get(institution, set())).value,
            asked_by=meeting.called_by_id if meeting.called_by_id != institution else None,
            due=meeting.day + timedelta(days=RECORD_DAYS)
            if is_record
            else clock.today() + timedelta(days=AGREE_DAYS),
            verb=Verb.FILL_IN if is_record else Verb.APPROVE,
            then_what=THEN_RECORD if is_record else THEN_AGREE,
            url=meeting.get_absolute_url(),
        )


def _recording(meeting: Meeting) -> dict[int, str]:
    """Whoever called the meeting writes it up, as long as it belongs to the body."""
    belongs = meeting.body.sides.filter(institution=meeting.called_by_id, until=None).exists()
    if not meeting.is_planned or not belongs:
        return {}
    return {meeting.called_by_id: meeting.called_by.name}


def _agreeing(meeting: Meeting) -> dict[int, str]:
    """The sides that were there, belong to the body still, and have not agreed to what is written now."""
    return {side.pk: side.name for side in still_to_agree(meeting)}


def still_to_agree(meeting: Meeting) -> list[Institution]:
    """The institutions whose agreement to the minutes is missing."""
    agreed = meeting.agreements.filter(record=meeting.record).values("institution")
    current = meeting.body.sides.filter(until=None).values("institution")
    found = meeting.attendances.filter(institution__in=current).exclude(institution__in=agreed)
    return [row.institution for row in found.select_related("institution")]


def promise_turn(promise: Promise) -> None:
    """Let the owner of an open promise be waited for until its day; of a settled one, nobody."""
    if not promise.is_open:
        waits.close_wait(promise)
        return
    owner = promise.owner
    waits.open_wait(
        subject=promise,
        step=promise.state,
        label=promise.text,
        institution=owner.pk,
        institution_label=owner.name,
        role=nearest(roles_at({owner.pk}).get(owner.pk, set())).value,
        asked_by=promise.meeting.called_by_id if promise.meeting.called_by_id != owner.pk else None,
        due=promise.due,
        verb=Verb.ANSWER,
        then_what=THEN_ANSWER,
        url=reverse("governance:promise-settle", args=[promise.pk]),
    )


def nearest(roles: set[Role]) -> Role:
    """Whose turn it is of a side in which somebody holds ``roles``."""
    return next((role for role in _NEAREST if role in roles), Role.ADMIN)
