"""Raising an issue, taking it in hand, settling or dropping it; wanting to talk about it; whose turn it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.accounts.queries import roles_at
from yuinowa.core import audit, clock, idempotency, waits
from yuinowa.core.move import move
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, WrongState
from yuinowa.kernel.workflow import Verb
from yuinowa.partnerships.domain.issues import (
    IssueLevel,
    IssueState,
    IssueStep,
    looked_after_by,
)
from yuinowa.partnerships.domain.policy import MAX_ROWS
from yuinowa.partnerships.labels import issues as words
from yuinowa.partnerships.models import Issue, IssueWish, Partnership, Party
from yuinowa.partnerships.permissions.issues import require_raiser
from yuinowa.partnerships.services.frame import joined_sides, readers, refuse_over
from yuinowa.partnerships.services.statements import own_side
from yuinowa.partnerships.services.turns import nearest_writer

_OPEN = [state.value for state in IssueState if not state.is_over]


@dataclass(frozen=True, slots=True)
class IssueWords:
    """What stands in the way; ``owner`` is the side that looks after it by ``due``."""

    what: str
    more: str
    level: IssueLevel
    owner: int
    due: date


def raise_issue(
    partnership_id: int, told: IssueWords, *, once: str, actor: Actor, side: int | None = None
) -> tuple[Issue, bool]:
    """The issue, and whether it was raised just now (R31). ``side`` is told by the platform itself.

    Raises:
        NotAllowed: the actor writes for no side that has joined.
        WrongState: the partnership is over.
        InputRefused: the side named is not there, or as many issues are open as one reads.
    """
    return idempotency.once(once, actor, lambda: _raise(partnership_id, told, actor, side))


def _raise(partnership_id: int, told: IssueWords, actor: Actor, side: int | None) -> Issue:
    party = own_side(partnership_id, actor, side)
    partnership = party.partnership
    if partnership.issues.filter(state__in=_OPEN).count() >= MAX_ROWS:
        raise InputRefused(_("So many issues are open. Settle some before you raise another."))
    issue = Issue(partnership=partnership, raised_by=party, raised_at=clock.now())
    _write(issue, told)
    issue.save()
    _record("issue.raise", issue, actor)
    set_issue_turns(partnership)
    return issue


@transaction.atomic
def rewrite(issue_id: int, told: IssueWords, *, expected_version: int, actor: Actor) -> Issue:
    """The issue in other words, or with another owner or day, as long as nobody has taken it in hand.

    Raises:
        NotAllowed: the actor does not write for the side that raised it.
        WrongState: it was taken in hand or is over, or the partnership is over.
        VersionMovedOn: somebody changed it since ``expected_version``.
        InputRefused: as ``raise_issue``.
    """
    issue = _locked(issue_id, actor, expected_version)
    require_raiser(actor, issue)
    refuse_in_hand(issue)
    _write(issue, told)
    issue.version += 1
    issue.save()
    _record("issue.rewrite", issue, actor)
    set_issue_turns(issue.partnership)
    return issue


def refuse_in_hand(issue: Issue) -> None:
    """Nothing, as long as nobody has taken ``issue`` in hand.

    Raises:
        WrongState: somebody has, or it is over; its words stay as they were read.
    """
    if issue.status is not IssueState.OPEN:
        raise WrongState(
            _("Somebody has this in hand, or it is over."),
            next_step=_("Say what changed in a remark, or raise another issue."),
        )


@transaction.atomic
def take_step(
    issue_id: int, step: IssueStep, *, said: str = "", expected_version: int, actor: Actor
) -> Issue:
    """The issue after ``step``; ``said`` is what was done, or why.

    Raises:
        NotAllowed: the step is another side's (I13).
        TransitionRefused: the issue is where this step does not start.
        WrongState: the partnership is over.
        VersionMovedOn: somebody changed it since ``expected_version``.
        InputRefused: nothing says what was done, or why.
    """
    _locked(issue_id, actor)
    if step.needs_words and not said:
        raise InputRefused(_("Write what was done, or why."), place="said")

    def change(row: Issue) -> None:
        row.said = said
        row.ended_at = clock.now() if row.status.is_over else None
        if step is IssueStep.TAKE:
            row.person = actor.person
        if step is IssueStep.REOPEN:
            row.person = None
            row.wishes.all().delete()

    issue: Issue = move(
        Issue.objects.get(pk=issue_id),
        step,
        actor=actor,
        expected_version=expected_version,
        change=change,
    )
    set_issue_turns(issue.partnership)
    return issue


@transaction.atomic
def want_to_talk(issue_id: int, *, actor: Actor, side: int | None = None) -> Issue:
    """The issue, which the actor's side wants talked about at the next meeting; once is enough.

    Raises:
        NotAllowed: the actor writes for no side that has joined.
        WrongState: the issue or the partnership is over.
    """
    issue = Issue.objects.select_related("partnership").get(pk=issue_id)
    party = own_side(issue.partnership_id, actor, side)
    issue = _locked(issue_id, actor)
    if issue.status.is_over:
        raise WrongState(
            _("This issue is over."), next_step=_("Open it again if it has come back.")
        )
    _made, fresh = IssueWish.objects.get_or_create(
        issue=issue, party=party, defaults={"at": clock.now()}
    )
    if fresh:
        _record("issue.talk", issue, actor)
    return issue


def set_issue_turns(partnership: Partnership) -> None:
    """Let the side that looks after an open issue be waited for until its day, and nobody else.

    The number of questions does not grow with the issues.
    """
    issues = list(partnership.issues.select_related("raised_by__institution"))
    if not issues:
        return  # most partnerships, each night
    there = {} if partnership.is_over else {p.pk: p for p in joined_sides(partnership)}
    wanted: dict[int, tuple[Issue, Party]] = {}
    for issue in issues:
        waited = looked_after_by(issue.owner_id, issue.raised_by_id, there)
        if waited is not None and not issue.status.is_over:
            wanted[issue.pk] = (issue, there[waited])
    roles = roles_at({party.institution_id for _issue, party in wanted.values()})
    kept = _end_others(issues, wanted)
    for issue, party in wanted.values():
        if issue.pk in kept:
            continue
        asked_by = issue.raised_by.institution_id
        waits.open_wait(
            subject=issue,
            step=issue.state,
            label=issue.what,
            institution=party.institution_id,
            institution_label=party.institution.name,
            role=nearest_writer(roles.get(party.institution_id, set())).value,
            person=issue.person if party.pk == issue.owner_id else None,
            asked_by=asked_by if asked_by != party.institution_id else None,
            due=issue.due,
            verb=Verb.ANSWER,
            then_what=words.THEN_ISSUE,
            url=issue.get_absolute_url(),
        )


def _end_others(issues: Collection[Issue], wanted: dict[int, tuple[Issue, Party]]) -> set[int]:
    """End the turns that are none any more; the issues whose turn goes on."""
    kept = set()
    by_id = {issue.pk: issue for issue in issues}
    for wait in waits.open_waits_of(issues):
        found = wanted.get(wait.subject_id)
        if found is not None and (wait.step, wait.institution, wait.due, wait.subject_label) == (
            found[0].state,
            found[1].institution_id,
            found[0].due,
            found[0].what,
        ):
            kept.add(wait.subject_id)
        else:
            waits.close_wait(by_id[wait.subject_id], wait.step)
    return kept


def _write(issue: Issue, told: IssueWords) -> None:
    there = {party.pk for party in joined_sides(issue.partnership)}
    if told.owner not in there:
        raise InputRefused(_("This side is not there any more."), place="owner")
    issue.what, issue.more, issue.level = told.what, told.more, told.level.value
    issue.owner_id, issue.due = told.owner, told.due


def _locked(issue_id: int, actor: Actor, expected_version: int | None = None) -> Issue:
    """The issue, its partnership locked before it, so that two sides come one after the other."""
    partnership = lock(
        Partnership, Issue.objects.values_list("partnership", flat=True).get(pk=issue_id)
    )
    issue = lock(Issue, issue_id, expected_version)
    require(actor, "issue.edit", issue)
    refuse_over(partnership)
    return issue


def _record(action: str, issue: Issue, actor: Actor) -> None:
    audit.record(
        action,
        issue,
        actor=actor,
        after={"state": issue.state, "owner": issue.owner_id, "version": issue.version},
        audience=readers(issue.partnership),
    )
