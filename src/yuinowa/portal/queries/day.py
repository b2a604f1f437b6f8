"""What waits for whom today, ready for the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext

from yuinowa.accounts.queries import role_name
from yuinowa.core import clock, waits
from yuinowa.core.models import Wait
from yuinowa.core.rights import Actor
from yuinowa.portal import labels
from yuinowa.portal.domain.turns import Group, group_of, grouped


@dataclass(frozen=True, slots=True)
class Turn:
    """One wait as the page shows it."""

    label: str
    url: str
    who: str
    since: date
    due: date | None
    #: Days until it is due; below zero, it is late.
    days_left: int | None
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
    """What waits for ``actor`` and what ``actor`` waits for, in two queries."""
    today = clock.today()
    ours = [_turn(wait, actor, today) for wait in waits.waits_for(actor)]
    theirs = [_turn(wait, actor, today) for wait in waits.waits_on_others(actor)]
    return Day(
        ours=[(labels.GROUPS[group], turns) for group, turns in grouped(ours, today)],
        our_count=len(ours),
        late_count=sum(group_of(turn.due, today) is Group.LATE for turn in ours),
        theirs=theirs,
        longest_wait=max(((today - turn.since).days for turn in theirs), default=0),
    )


def _turn(wait: Wait, actor: Actor, today: date) -> Turn:
    is_colleague = wait.institution == actor.institution
    return Turn(
        label=wait.subject_label,
        url=wait.url,
        who=(role_name(wait.role) if is_colleague else "") or wait.institution_label,
        since=wait.since.astimezone(clock.TOKYO).date(),
        due=wait.due,
        days_left=(wait.due - today).days if wait.due else None,
        # Marked for translation in the wing that opened the wait.
        then_what=gettext(wait.then_what) if wait.then_what else "",
    )
