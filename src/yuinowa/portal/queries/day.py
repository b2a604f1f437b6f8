"""What waits for whom today, ready for the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext

from yuinowa.accounts.queries import role_name
from yuinowa.accounts.queries.holdings import posts_taking_turns
from yuinowa.core import clock, waits
from yuinowa.core.models import Wait
from yuinowa.core.rights import Actor
from yuinowa.kernel.workflow import Verb
from yuinowa.portal import labels
from yuinowa.portal.domain.turns import Group, group_of, grouped


@dataclass(frozen=True, slots=True)
class Turn:
    """One wait as the page shows it."""

    label: str
    url: str
    who: str
    #: The post that takes turns of this role; empty where it is everybody's who has the role.
    post: str
    since: date
    due: date | None
    #: Days until it is due; below zero, it is late.
    days_left: int | None
    #: What is to be done, as the button says it.
    verb: Promise
    #: The sentence on what follows, in the reader's language.
    then_what: str

    @property
    def days_late(self) -> int:
        return -(self.days_left or 0)


@dataclass(frozen=True, slots=True)
class Day:
    """The turns of one actor, both sides."""

    ours: list[tuple[Promise, list[Turn]]]
    our_count: int
    late_count: int
    theirs: list[Turn]
    #: Days of the longest wait for the other side.
    longest_wait: int


def day_of(actor: Actor) -> Day:
    """What waits for ``actor`` and what ``actor`` waits for, in three queries."""
    today = clock.today()
    posts = posts_taking_turns(actor.institution) if actor.institution is not None else {}
    ours = [_turn(wait, actor, posts, today) for wait in waits.waits_for(actor)]
    theirs = [_turn(wait, actor, posts, today) for wait in waits.waits_on_others(actor)]
    return Day(
        ours=[(labels.GROUPS[group], turns) for group, turns in grouped(ours, today)],
        our_count=len(ours),
        late_count=sum(group_of(turn.due, today) is Group.LATE for turn in ours),
        theirs=theirs,
        longest_wait=max(((today - turn.since).days for turn in theirs), default=0),
    )


def _turn(wait: Wait, actor: Actor, posts: Mapping[str, tuple[str, ...]], today: date) -> Turn:
    is_here = wait.institution == actor.institution or (
        actor.region and wait.institution == waits.REGION_OFFICE
    )
    post = "・".join(posts.get(wait.role, ())) if is_here and wait.person is None else ""
    return Turn(
        label=waits.label_of(wait),
        url=wait.url,
        who=post or (role_name(wait.role) if is_here else "") or wait.institution_label,
        post=post,
        since=wait.since.astimezone(clock.TOKYO).date(),
        due=wait.due,
        days_left=(wait.due - today).days if wait.due else None,
        verb=labels.VERBS[Verb(wait.verb)],
        # Marked for translation in the wing that opened the wait.
        then_what=gettext(wait.then_what) if wait.then_what else "",
    )
