"""What sides do together: the life of an activity, who hosts it, what is told of it. Source: collaboration model §14.2, §9.2."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yuinowa.kernel.workflow import NOBODY, Transition, Workflow

#: The kind under which an activity stands in the ledger, and what its contexts are called there.
LEDGER_KIND = "activity.joint"
CONTEXT_KIND = "partnership"
#: The origin of its deeds: ``partnerships.activity/12``.
ORIGIN = "partnerships.activity"
#: More people, and more yen of one side, than this in one activity are taken for a slip of the finger.
MAX_PEOPLE, MAX_COST = 999_999, 10**10
#: Characters: where it is; what one side does; what it learnt, in a line.
MAX_PLACE, MAX_ONLINE, MAX_PART, MAX_LEARNT = 120, 300, 200, 200
#: An activity is planned at most so many days ahead, and written down so many days back; it lasts no longer than a year.
DAYS_AHEAD, DAYS_BACK, LONGEST = 3 * 366, 6 * 366, 366


class ActivityKind(StrEnum):
    """What is done."""

    EVENT = "event"
    STORY_TIME = "story_time"
    COURSE = "course"
    EXHIBITION = "exhibition"
    VISIT = "visit"
    WORKSHOP = "workshop"
    MAKING = "making"
    PUBLICITY = "publicity"
    OTHER = "other"


class Participation(StrEnum):
    """In what residents take part: both count. Source: collaboration model §9.2."""

    SERVICE = "service"
    DECISION = "decision"


class ActivityState(StrEnum):
    PLANNED = "planned"
    #: Told beyond the sides, by those who host it.
    ANNOUNCED = "announced"
    #: Put off; the new day is not known yet.
    POSTPONED = "postponed"
    HELD = "held"
    #: Given up, or taken back after it was written down as held by mistake.
    CANCELLED = "cancelled"


class ActivityStep(StrEnum):
    ANNOUNCE = "announce"
    POSTPONE = "postpone"
    SET_DAY = "set_day"
    CANCEL = "cancel"
    HOLD = "hold"
    CORRECT = "correct"
    TAKE_BACK = "take_back"


class ActivityRole(StrEnum):
    #: Writes for a side that hosts it, or that proposed it.
    HOST = "host"


S, A, H = ActivityState, ActivityStep, frozenset({ActivityRole.HOST})

# fmt: off
ACTIVITY_WORKFLOW = Workflow(S.PLANNED, (
    #          in           on           gives        by
    Transition(S.PLANNED,   A.ANNOUNCE,  S.ANNOUNCED, H),
    Transition(S.PLANNED,   A.HOLD,      S.HELD,      H),
    Transition(S.PLANNED,   A.POSTPONE,  S.POSTPONED, H),
    Transition(S.PLANNED,   A.CANCEL,    S.CANCELLED, H),
    Transition(S.ANNOUNCED, A.HOLD,      S.HELD,      H),
    Transition(S.ANNOUNCED, A.POSTPONE,  S.POSTPONED, H),
    Transition(S.ANNOUNCED, A.CANCEL,    S.CANCELLED, H),
    Transition(S.POSTPONED, A.SET_DAY,   S.PLANNED,   H),
    Transition(S.POSTPONED, A.CANCEL,    S.CANCELLED, H),
    # What was held stays: it is put right, or taken back with a reason, and the ledger keeps both.
    Transition(S.HELD,      A.CORRECT,   S.HELD,      H),
    Transition(S.HELD,      A.TAKE_BACK, S.CANCELLED, H),
), waits={
    # Sides are waited for (services.turns): to say whether they host it, and what came of it once its day is over.
    S.PLANNED: NOBODY,
    S.ANNOUNCED: NOBODY,
    S.POSTPONED: NOBODY,
    S.HELD: NOBODY,
}, final=frozenset({S.CANCELLED}))
# fmt: on

#: Its day is to come, or has come and nothing was written yet.
AHEAD = (S.PLANNED, S.ANNOUNCED)


class HostState(StrEnum):
    """How a side stands toward hosting; a side named by another speaks for itself (I13)."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"


class DayFault(StrEnum):
    """Why an activity cannot be on a day."""

    ENDS_BEFORE = "ends_before"
    TOO_LONG = "too_long"
    TOO_FAR = "too_far"
    NOT_YET = "not_yet"
    NOT_IN_FORCE = "not_in_force"


@dataclass(frozen=True, slots=True)
class Days:
    """From the first day to the last; one day where ``last`` is None."""

    first: date
    last: date | None = None

    @property
    def end(self) -> date:
        return self.last or self.first


@dataclass(frozen=True, slots=True)
class People:
    """Who took part, as far as it was counted: None is not counted, 0 is nobody (I30)."""

    all: int | None = None
    children: int | None = None
    adults: int | None = None
    #: Residents who helped to carry it.
    helpers: int | None = None

    @property
    def parts(self) -> tuple[int | None, ...]:
        return (self.children, self.adults, self.helpers)

    @property
    def adds_up(self) -> bool:
        """Whether those told apart fit into all of them."""
        told = [part for part in self.parts if part is not None]
        return not told or (self.all is not None and sum(told) <= self.all)


def plan_fault(days: Days, today: date) -> DayFault | None:
    """What is wrong with the days of a plan."""
    if days.end < days.first:
        return DayFault.ENDS_BEFORE
    if (days.end - days.first).days > LONGEST:
        return DayFault.TOO_LONG
    if not -DAYS_BACK <= (days.first - today).days <= DAYS_AHEAD:
        return DayFault.TOO_FAR
    return None


#: A stretch of days in which an agreement was in force; without an end it still is.
Span = tuple[date, date | None]


def held_fault(days: Days, today: date, in_force: Iterable[Span]) -> DayFault | None:
    """What is wrong with having held it on ``days``: the work begins with an agreement, and not before (I7, I10)."""
    fault = plan_fault(days, today)
    if fault is not None:
        return fault
    if days.end > today:
        return DayFault.NOT_YET
    spans = list(in_force)
    if not all(_is_covered(day, spans) for day in (days.first, days.end)):
        return DayFault.NOT_IN_FORCE
    return None


def _is_covered(day: date, spans: Iterable[Span]) -> bool:
    return any(first <= day and (last is None or day <= last) for first, last in spans)


def pairs_of_hosts(hosts: Sequence[int]) -> list[tuple[int, int]]:
    """Who gave to whom, one pair for each host: so each has held it once, and each has done it with another.

    A host alone has given it to the residents of its area, and so to itself.
    """
    return [(host, hosts[(place + 1) % len(hosts)]) for place, host in enumerate(hosts)]


def ledger_source(activity: int) -> str:
    """The name of an activity's deed in the ledger."""
    return f"{ORIGIN}/{activity}"
