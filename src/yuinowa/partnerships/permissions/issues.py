"""Who reads issues and risks, and who moves them: the sides that have joined alone. Source: collaboration model §16."""

from __future__ import annotations

from yuinowa.core.rights import ANYONE, Actor, Row, Scope, Standing, can
from yuinowa.kernel.errors import NotAllowed
from yuinowa.partnerships.domain.issues import ISSUE_WORKFLOW, IssueRole, IssueStep
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.domain.risks import RiskRole
from yuinowa.partnerships.models import Issue, Party, Risk
from yuinowa.partnerships.permissions.partnerships import WRITERS, as_side

ISSUE = Scope("partnerships.Issue", parties=("partnership__parties__institution",))
RISK = Scope("partnerships.Risk", parties=("partnership__parties__institution",))
_JOINED = as_side(PartyState.JOINED, path="partnership")

# fmt: off
ISSUE_ALLOW = (
    #    action        standing         roles    when
    Row("issue.view", Standing.PARTY,  ANYONE,  _JOINED),
    # Which side may take which step, the table of states says.
    Row("issue.edit", Standing.PARTY,  WRITERS, _JOINED),
)
RISK_ALLOW = (
    Row("risk.view",  Standing.PARTY,  ANYONE,  _JOINED),
    Row("risk.edit",  Standing.PARTY,  WRITERS, _JOINED),
)
# fmt: on


def roles_toward_issue(actor: Actor, issue: Issue) -> frozenset[IssueRole]:
    """What ``actor`` is to ``issue``. For a side that is there no more, any other may act."""
    if actor.is_system:
        return frozenset(IssueRole)
    if not can(actor, "issue.edit", issue):
        return frozenset()
    found = set()
    if _speaks_for(actor, issue.owner):
        found.add(IssueRole.OWNER)
    if _speaks_for(actor, issue.raised_by):
        found.add(IssueRole.RAISER)
    return frozenset(found)


def roles_toward_risk(actor: Actor, risk: Risk) -> frozenset[RiskRole]:
    """Whether ``actor`` looks after ``risk``; when its side is there no more, any other may."""
    if actor.is_system:
        return frozenset(RiskRole)
    able = can(actor, "risk.edit", risk) and _speaks_for(actor, risk.owner)
    return frozenset(RiskRole) if able else frozenset()


def _speaks_for(actor: Actor, party: Party) -> bool:
    return party.institution_id == actor.institution or not party.has_joined


def require_step(actor: Actor, issue: Issue, step: IssueStep) -> None:
    """Nothing, if ``actor`` may take ``step`` in any state of ``issue``.

    Raises:
        NotAllowed: the step is another side's (I13).
    """
    able = {r for row in ISSUE_WORKFLOW.transitions if row.action is step for r in row.roles}
    if able.isdisjoint(roles_toward_issue(actor, issue)):
        raise NotAllowed(f"{step} is for {', '.join(sorted(able))}")


def require_raiser(actor: Actor, issue: Issue) -> None:
    """Nothing, if ``actor`` writes for the side that raised ``issue``.

    Raises:
        NotAllowed: another side words it (I13).
    """
    if IssueRole.RAISER not in roles_toward_issue(actor, issue):
        raise NotAllowed("an issue is worded by the side that raised it")


def require_owner(actor: Actor, risk: Risk) -> None:
    """Nothing, if ``actor`` writes for the side that looks after ``risk``.

    Raises:
        NotAllowed: another side looks after it (I13).
    """
    if not roles_toward_risk(actor, risk):
        raise NotAllowed("a risk is kept by the side that looks after it")
