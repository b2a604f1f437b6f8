"""Doors to issues and risks, and their tables."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, Prefetch, QuerySet

from yuinowa.core import people
from yuinowa.core.rights import Actor, visible_to
from yuinowa.partnerships.domain.issues import IssueState, is_for_meeting, looked_after_by
from yuinowa.partnerships.domain.risks import RiskState
from yuinowa.partnerships.models import Issue, IssueWish, Partnership, Risk
from yuinowa.partnerships.queries.partnerships import joined

_OPEN = [state.value for state in IssueState if not state.is_over]
#: By word of the address: the order of a table.
ISSUE_ORDERS = {
    "due": ("due", "pk"),
    "raised": ("-raised_at", "-pk"),
    "owner": ("owner__institution__name", "due", "pk"),
}
RISK_ORDERS = {
    "weight": ((F("likely") * F("bad")).desc(), "review_on", "pk"),
    "review": ("review_on", "pk"),
    "owner": ("owner__institution__name", "review_on", "pk"),
}


def issues_visible_to(actor: Actor) -> QuerySet[Issue]:
    """Issues the actor may read, with their sides and who wants to talk about them."""
    found = Issue.objects.select_related(
        "partnership", "raised_by__institution", "owner__institution"
    ).prefetch_related(
        Prefetch("wishes", queryset=IssueWish.objects.select_related("party__institution"))
    )
    return visible_to(actor, found)


def risks_visible_to(actor: Actor) -> QuerySet[Risk]:
    """Risks the actor may read, with the side that looks after each."""
    return visible_to(actor, Risk.objects.select_related("partnership", "owner__institution"))


def issues_of(
    partnership: Partnership, actor: Actor, *, of: str = "", side: int | None = None
) -> QuerySet[Issue]:
    """Those of a partnership that are open, or over, or all; looked after by ``side``, if one is named."""
    found = issues_visible_to(actor.under(partnership)).filter(partnership=partnership)
    if side is not None:
        found = found.filter(owner=side)
    if of == "all":
        return found
    return found.exclude(state__in=_OPEN) if of == "over" else found.filter(state__in=_OPEN)


def risks_of(
    partnership: Partnership, actor: Actor, *, of: str = "", side: int | None = None
) -> QuerySet[Risk]:
    """The same of risks: watched, closed, or all."""
    found = risks_visible_to(actor.under(partnership)).filter(partnership=partnership)
    if side is not None:
        found = found.filter(owner=side)
    if of == "all":
        return found
    state = RiskState.CLOSED if of == "over" else RiskState.WATCHED
    return found.filter(state=state.value)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an issue stands: which side is waited for, whether it is for the next meeting, who wants that."""

    waited: int | None
    for_meeting: bool
    wishes: list[str]
    #: The name of who took it in hand; for people of the same institution alone.
    person: str


def standing_of(issue: Issue, partnership: Partnership, actor: Actor) -> Standing:
    """``issue`` as ``actor`` reads it."""
    there = [party.pk for party in joined(partnership)]
    wishes = list(issue.wishes.all())
    waited = None
    if not issue.status.is_over:
        waited = looked_after_by(issue.owner_id, issue.raised_by_id, there)
    return Standing(
        waited,
        waited is not None and is_for_meeting([w.party_id for w in wishes], waited, there),
        [wish.party.institution.name for wish in wishes],
        _person(issue, actor),
    )


def _person(issue: Issue, actor: Actor) -> str:
    if issue.person is None or issue.owner.institution_id != actor.institution:
        return ""
    return people.names_of([issue.person]).get(issue.person, "")


def for_next_meeting(partnership: Partnership, actor: Actor) -> list[Issue]:
    """The open issues that two sides want to talk about."""
    there: Collection[int] = [party.pk for party in joined(partnership)]
    found = []
    for issue in issues_of(partnership, actor).order_by("due", "pk"):
        owner = looked_after_by(issue.owner_id, issue.raised_by_id, there)
        wishes = [wish.party_id for wish in issue.wishes.all()]
        if owner is not None and is_for_meeting(wishes, owner, there):
            found.append(issue)
    return found
