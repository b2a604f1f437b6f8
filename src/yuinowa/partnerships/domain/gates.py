"""What is missing before a partnership may go on: one pure function per phase, told per side.

The same rows feed the page, the turns of the sides and the sentence of a refused step. A later part adds rows of its
own to a phase (``queries.parts``); nothing here knows of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yuinowa.kernel.workflow import Verb
from yuinowa.partnerships.domain.parties import FEWEST, PartyState


@dataclass(frozen=True, slots=True)
class Turn:
    """What a side is waited for to do: the step, the word on its button, who may, and what follows (a msgid)."""

    step: str
    verb: Verb
    #: Names of roles; the turn is the first one's that somebody at the side has.
    roles: tuple[str, ...]
    then_what: str


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing. ``what`` is its words; ``link`` leads to where it is written."""

    what: str
    link: str
    #: Whose it is (the id of the side); None: any side's that has joined.
    party: int | None = None
    #: None: it is written by whoever writes for the side.
    turn: Turn | None = None
    #: Whether the side is waited for now; others may come first.
    waits: bool = True
    #: Whether the partnership stands still until it is there; else the side is waited for, and all may go on.
    holds: bool = True


def of_each(sides: Iterable[int], gaps: Iterable[Missing]) -> dict[int, list[Missing]]:
    """By side: what of ``gaps`` is its own or any side's, in their order; in one pass, for any number of sides."""
    found: dict[int, list[Missing]] = {side: [] for side in sides}
    for gap in gaps:
        for side in found if gap.party is None else (gap.party,):
            if side in found:
                found[side].append(gap)
    return found


@dataclass(frozen=True, slots=True)
class Lacking:
    """A rule that is not met, by its code: the words and the way there are put to it outside."""

    code: str
    party: int | None = None


#: Codes of what the gates of this module find.
ALONE, UNANSWERED = "alone", "unanswered"


@dataclass(frozen=True, slots=True)
class Member:
    """A side as gates see it."""

    party: int
    state: PartyState
    takes_part: bool = True

    @property
    def writes(self) -> bool:
        """Whether its words are wanted."""
        return self.state is PartyState.JOINED and self.takes_part


def lacking_sides(members: Iterable[Member]) -> list[Lacking]:
    """Before planning begins: two sides at least (I1). While somebody is asked, the answer is waited for."""
    known = list(members)
    if len(writing(known)) >= FEWEST:
        return []
    return lacking_answers(known) or [Lacking(ALONE)]


def lacking_answers(members: Iterable[Member]) -> list[Lacking]:
    """Before goals are set: whoever was asked has answered, or the invitation was taken back."""
    return [
        Lacking(UNANSWERED, member.party)
        for member in members
        if member.state is PartyState.INVITED
    ]


def writing(members: Iterable[Member]) -> list[int]:
    """The sides whose words are wanted."""
    return [member.party for member in members if member.writes]
