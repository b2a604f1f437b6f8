"""Issues and risks as a part: a page each, the open issues beside the workspace, those for the next meeting at the body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import pgettext

from yuinowa.core import handlers, jobs, move, retention, rights, sockets, takeout
from yuinowa.core.models import Lane
from yuinowa.core.rights import Actor, can
from yuinowa.core.sockets import Panel
from yuinowa.partnerships import tasks
from yuinowa.partnerships.domain.issues import ISSUE_WORKFLOW, IssueState
from yuinowa.partnerships.domain.risks import RISK_WORKFLOW, RiskState
from yuinowa.partnerships.models import Issue, Partnership, Risk
from yuinowa.partnerships.permissions import issues as permissions
from yuinowa.partnerships.queries import issues as queries
from yuinowa.partnerships.queries.partnerships import partnerships_visible_to
from yuinowa.partnerships.queries.parts import Part, plug
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.services.frame import readers
from yuinowa.partnerships.services.issues import set_issue_turns
from yuinowa.partnerships.services.risks import set_risk_turns
from yuinowa.ui.parts import Link

if TYPE_CHECKING:
    from yuinowa.governance.models import Body

#: Issues named beside the workspace; the list has them all.
MOST_ISSUES = 5

rights.register(permissions.ISSUE, permissions.ISSUE_ALLOW)
rights.register(permissions.RISK, permissions.RISK_ALLOW)
move.register(
    move.Movable(
        model=Issue,
        workflow=ISSUE_WORKFLOW,
        roles=permissions.roles_toward_issue,
        waited=lambda row, _waits: (row.owner.institution_id, row.owner.institution.name),
        state=lambda row: IssueState(row.state),
        label=lambda row: row.what,
        url=lambda row: row.get_absolute_url(),
        audience=lambda row: readers(row.partnership),
    )
)
move.register(
    move.Movable(
        model=Risk,
        workflow=RISK_WORKFLOW,
        roles=permissions.roles_toward_risk,
        waited=lambda row, _waits: (row.owner.institution_id, row.owner.institution.name),
        state=lambda row: RiskState(row.state),
        label=lambda row: row.what,
        url=lambda row: row.get_absolute_url(),
        audience=lambda row: readers(row.partnership),
    )
)
retention.register(
    "partnerships.Issue", personal="id of the person who took it in hand", keeps="always; ids only"
)
retention.register("partnerships.IssueWish")
retention.register("partnerships.Risk")
takeout.with_rows_of("partnerships.Issue", IssueWish="issue")


def _issues(partnership: Partnership, actor: Actor) -> Link | None:
    if not can(actor, "partnership.read", partnership):
        return None
    label = pgettext("of a partnership", "Issues")
    return Link(label, reverse("partnerships:issue-list", args=[partnership.pk]))


def _risks(partnership: Partnership, actor: Actor) -> Link | None:
    if not can(actor, "partnership.read", partnership):
        return None
    label = pgettext("of a partnership", "Risks")
    return Link(label, reverse("partnerships:risk-list", args=[partnership.pk]))


def _open_issues(reading: Reading, actor: Actor) -> Panel | None:
    """The issues that are due first; nothing where none is open."""
    partnership = reading.partnership
    if partnership.is_over or not can(actor, "partnership.read", partnership):
        return None
    found = list(queries.issues_of(partnership, actor).order_by("due", "pk")[: MOST_ISSUES + 1])
    if not found:
        return None
    context = {
        "partnership": partnership,
        "issues": found[:MOST_ISSUES],
        "has_more": len(found) > MOST_ISSUES,
    }
    return Panel(50, "partnerships/parts/issues.html", context)


def for_meeting(body: Body, actor: Actor) -> Panel | None:
    """On the page of a body: the issues that two sides want to talk about at its next meeting."""
    partnership = partnerships_visible_to(actor).filter(body=body).first()
    if partnership is None or not can(actor, "partnership.read", partnership):
        return None
    found = queries.for_next_meeting(partnership, actor)
    return Panel(20, "partnerships/parts/issues_to_talk.html", {"issues": found}) if found else None


plug(Part("issues", 45, aside=_open_issues, page=_issues, turns=set_issue_turns))
plug(Part("risks", 46, page=_risks, turns=set_risk_turns))
sockets.add_panel("governance.Body", for_meeting)
handlers.handler("partnerships.set-turns", tasks.set_turns, lane=Lane.DESK)
jobs.every("partnership-turns", "20 0 * * *", "partnerships.set-turns")
