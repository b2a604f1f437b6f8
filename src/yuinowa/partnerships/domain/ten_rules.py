"""What the platform's own records say to each of the ten rules: counts and days, never a verdict.

Source: collaboration model §9.1; the sentences there are a keynote's, what is looked up is ours. Where nothing was
recorded, that is said; it does not mean that nothing was done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from yuinowa.partnerships.domain.forms_and_zones import Form


class Rule(StrEnum):
    """The ten rules, in their order; the codes are those of the shipped set."""

    GOAL = "goal"
    PARTNER = "partner"
    SUITED = "suited"
    FORM = "form"
    PROCESS = "process"
    FAIRNESS = "fairness"
    RESIDENTS = "residents"
    VOICE = "voice"
    REPRESENT = "represent"
    RESIDENT = "resident"


class Place(StrEnum):
    """Where a record stands."""

    GOALS = "goals"
    WORDS = "words"
    OUTLINE = "outline"
    SIDES = "sides"
    ROLES = "roles"
    EVALUATION = "evaluation"
    MEETINGS = "meetings"
    AGREEMENTS = "agreements"
    CONTACTS = "contacts"
    OTHERS = "others"


class Seen(StrEnum):
    """What was found."""

    GOALS = "goals"
    GOALS_AGREED = "goals_agreed"
    ABLE = "able"
    NEEDS = "needs"
    ALTERNATIVES = "alternatives"
    FORM = "form"
    FORM_REASON = "form_reason"
    PORTFOLIO = "portfolio"
    ALL_JOINED = "all_joined"
    FIRST_MEETING = "first_meeting"
    TIME_TO_PREPARE = "time_to_prepare"
    ASKED = "asked"
    SEEN_BY = "seen_by"
    RESIDENTS = "residents"
    RESIDENTS_COUNT = "residents_count"
    NOT_ONLY_MONEY = "not_only_money"
    MEETINGS = "meetings"
    TASKS = "tasks"
    DECISIONS = "decisions"
    VISITS = "visits"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record: what, how many of how many, on which day, a code whose word is put in, where it stands."""

    seen: Seen
    place: Place
    n: int = 0
    of: int = 0
    day: date | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is recorded of one partnership, as counts and days. ``sides`` are those whose words are wanted."""

    sides: int
    form: Form
    goals: int = 0
    goals_agreed: int = 0
    goals_agreed_on: date | None = None
    able: int = 0
    needs: int = 0
    alternatives: int = 0
    has_form_reason: bool = False
    #: Of the partnerships of the reader's institution: all, and those that are entrusted or subsidised.
    portfolio: int = 0
    portfolio_paid: int = 0
    joined_on: date | None = None
    met_on: date | None = None
    starts_on: date | None = None
    asked: int = 0
    answered: int = 0
    level: str = ""
    #: How residents are heard, by its code; empty while nothing is proposed.
    residents: str = ""
    residents_count: int = 0
    #: Sides that put in money, and those of them that put in something else too or answer for a task.
    paying: int = 0
    paying_and_doing: int = 0
    meetings: int = 0
    tasks: int = 0
    decisions: int = 0
    visits: int = 0
    visited_on: date | None = None


#: Forms that are not to be the basic model (rule 4).
PAID = (Form.ENTRUST, Form.COLLAB_ENTRUST, Form.SUBSIDY)

Found = Iterable[Evidence | None]


def _goal(facts: Facts) -> Found:
    return (
        _if(facts.goals, Seen.GOALS, Place.GOALS),
        _of(facts, facts.goals_agreed, Seen.GOALS_AGREED, Place.GOALS, facts.goals_agreed_on),
    )


def _partner(facts: Facts) -> Found:
    return (_of(facts, facts.able, Seen.ABLE, Place.WORDS),)


def _suited(facts: Facts) -> Found:
    return (
        _of(facts, facts.needs, Seen.NEEDS, Place.WORDS),
        _of(facts, facts.alternatives, Seen.ALTERNATIVES, Place.WORDS),
    )


def _form(facts: Facts) -> Found:
    return (
        Evidence(Seen.FORM, Place.OUTLINE, code=facts.form.value),
        Evidence(Seen.FORM_REASON, Place.OUTLINE) if facts.has_form_reason else None,
        Evidence(Seen.PORTFOLIO, Place.OTHERS, facts.portfolio_paid, facts.portfolio)
        if facts.portfolio
        else None,
    )


def _process(facts: Facts) -> Found:
    before = [day for day in (facts.joined_on, facts.met_on) if day is not None]
    days = (facts.starts_on - min(before)).days if facts.starts_on and before else -1
    return (
        Evidence(Seen.ALL_JOINED, Place.SIDES, day=facts.joined_on) if facts.joined_on else None,
        Evidence(Seen.FIRST_MEETING, Place.MEETINGS, day=facts.met_on) if facts.met_on else None,
        Evidence(Seen.TIME_TO_PREPARE, Place.OUTLINE, days, day=facts.starts_on)
        if days >= 0
        else None,
    )


def _fairness(facts: Facts) -> Found:
    return (
        Evidence(Seen.ASKED, Place.SIDES, facts.answered, facts.asked) if facts.asked else None,
        Evidence(Seen.SEEN_BY, Place.SIDES, code=facts.level) if facts.level else None,
    )


def _residents(facts: Facts) -> Found:
    return (
        Evidence(Seen.RESIDENTS, Place.EVALUATION, code=facts.residents)
        if facts.residents
        else None,
        _if(facts.residents_count, Seen.RESIDENTS_COUNT, Place.EVALUATION),
    )


def _voice(facts: Facts) -> Found:
    return (
        Evidence(Seen.NOT_ONLY_MONEY, Place.WORDS, facts.paying_and_doing, facts.paying)
        if facts.paying
        else None,
        _if(facts.meetings, Seen.MEETINGS, Place.MEETINGS),
    )


def _represent(facts: Facts) -> Found:
    return (
        _of(facts, facts.decisions, Seen.DECISIONS, Place.AGREEMENTS),
        _if(facts.tasks, Seen.TASKS, Place.ROLES),
    )


def _resident(facts: Facts) -> Found:
    return (_if(facts.visits, Seen.VISITS, Place.CONTACTS, facts.visited_on),)


_LOOKS: dict[Rule, Callable[[Facts], Found]] = {
    Rule.GOAL: _goal,
    Rule.PARTNER: _partner,
    Rule.SUITED: _suited,
    Rule.FORM: _form,
    Rule.PROCESS: _process,
    Rule.FAIRNESS: _fairness,
    Rule.RESIDENTS: _residents,
    Rule.VOICE: _voice,
    Rule.REPRESENT: _represent,
    Rule.RESIDENT: _resident,
}


def evidence(facts: Facts) -> dict[Rule, tuple[Evidence, ...]]:
    """By rule, what is recorded; empty where nothing is."""
    return {
        rule: tuple(found for found in _LOOKS[rule](facts) if found is not None) for rule in Rule
    }


def _if(count: int, seen: Seen, place: Place, day: date | None = None) -> Evidence | None:
    return Evidence(seen, place, count, day=day) if count else None


def _of(
    facts: Facts, count: int, seen: Seen, place: Place, day: date | None = None
) -> Evidence | None:
    return Evidence(seen, place, count, facts.sides, day) if count else None
