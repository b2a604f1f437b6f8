"""What the sides do once they are at work: hold it, announce the next time, meet, watch what may go wrong."""

from __future__ import annotations

from datetime import date, time

from yuinowa.config.demo.at_work.sides import (
    FIRST,
    LEADS,
    Sides,
    day_at,
    once_key,
    saturday_from,
)
from yuinowa.config.demo.at_work.words import (
    BOOKS,
    CAME_OF_IT,
    DECISIONS,
    ISSUE,
    MEETING,
    PROMISES,
    RISK,
    Coming,
)
from yuinowa.governance.domain.bodies import Rule
from yuinowa.governance.domain.promises import PromiseState
from yuinowa.governance.services.entries import (
    Decided,
    Promised,
    add_decision,
    add_promise,
    settle_promise,
)
from yuinowa.governance.services.meetings import (
    Call,
    Minutes,
    agree_minutes,
    plan_meeting,
    record_meeting,
)
from yuinowa.partnerships.domain.activities import ActivityKind, Days, Participation
from yuinowa.partnerships.domain.rhythm import Terms
from yuinowa.partnerships.models import Activity, Contribution
from yuinowa.partnerships.services import activities, rhythm
from yuinowa.partnerships.services.activity_plans import ActivityPlan, When
from yuinowa.partnerships.services.balance import CameOfIt, say_afterwards
from yuinowa.partnerships.services.holding import Held, Told, hold, tell
from yuinowa.partnerships.services.issues import IssueWords, raise_issue
from yuinowa.partnerships.services.meetings import open_body
from yuinowa.partnerships.services.risks import RiskWords, write_risk
from yuinowa.relations.domain.kinds import Frequency

#: Days from today.
_MET, _HELD, _COMES = -7, -20, 14
_MONTHS_TO_A_PULSE = 6


def _activity(sides: Sides, coming: Coming, day: date) -> Activity:
    """An activity of all ``coming`` names, each having said what it does."""
    hosts = frozenset(sides.parties[key] for key in coming.parts)
    proposer, *others = coming.parts
    plan = ActivityPlan(
        title=coming.title,
        kind=ActivityKind.STORY_TIME,
        participation=Participation.SERVICE,
        when=When(Days(day), time(10, 30), time(11, 45), coming.place),
        hosts=hosts,
        part=coming.parts[proposer],
        is_open=True,
    )
    made, _fresh = activities.propose(
        sides.pk, plan, once=once_key(coming.title), actor=sides.leads[proposer]
    )
    for key in others:
        actor = sides.leads[key]
        activities.answer(made.pk, hosts=True, part=coming.parts[key], actor=actor)
    return activities.announce(made.pk, expected_version=made.version, actor=sides.leads[proposer])


def hold_first(sides: Sides) -> None:
    """The first time: written down by the library, with how many came; each host says its own part."""
    held = BOOKS.held
    made = _activity(sides, BOOKS.first, saturday_from(_HELD))
    came = Held(made.days, Participation.SERVICE, held.people)
    hold(
        made.pk,
        came,
        once=once_key("held"),
        expected_version=made.version,
        own=Told(*held.told[FIRST]),
        actor=sides.first,
    )
    for row in made.hosts.exclude(party=sides.parties[FIRST]).order_by("party"):
        key = next(key for key, party in sides.parties.items() if party == row.party_id)
        told = Told(*held.told[key])
        tell(made.pk, told, expected_version=row.version, actor=sides.leads[key])


def say_what_came(sides: Sides) -> None:
    """What came of what no record counts, as two of the sides say it."""
    for (key, resource), (text, amount, unit) in CAME_OF_IT.items():
        row = Contribution.objects.get(party=sides.parties[key], resource=resource.value)
        came = CameOfIt(text, saturday_from(_HELD), amount, unit)
        say_afterwards(Contribution, row.pk, came, expected_number=0, actor=sides.leads[key])


def announce_next(sides: Sides) -> None:
    _activity(sides, BOOKS.second, saturday_from(_COMES))


def meet(sides: Sides) -> None:
    """One meeting with its decision and promises, one of them kept; and the next one, called."""
    first = sides.first
    body = open_body(sides.pk, actor=first).body_id or 0
    call = Call(day_at(_MET), MEETING.agenda, time(16, 0), time(17, 0), MEETING.place)
    meeting, _fresh = plan_meeting(body, call, once=once_key("meeting"), actor=first)
    there = frozenset(sides.institutions[key] for key in LEADS)
    came = Minutes(there, MEETING.minutes, next_due=day_at(_COMES * 2))
    meeting = record_meeting(meeting.pk, came, expected_version=meeting.version, actor=first)
    for number, (text, dissent) in enumerate(DECISIONS):
        decided = Decided(text, Rule.CONSENT, dissent)
        add_decision(meeting.pk, decided, once=once_key(f"decision {number}"), actor=first)
    promised = {}
    for promise in PROMISES:
        owner = sides.institutions[promise.owner]
        words = Promised(owner, promise.text, day_at(promise.due))
        row, _fresh = add_promise(
            meeting.pk, words, once=once_key(f"promise {promise.owner}"), actor=first
        )
        promised[row.pk] = promise
    meeting.refresh_from_db()
    for actor in sides.leads.values():
        agree_minutes(meeting.pk, meeting.record, actor=actor)
    for pk, promise in promised.items():
        if promise.kept:
            actor = sides.leads[promise.owner]
            settle_promise(pk, PromiseState.KEPT, promise.kept, actor=actor)
    follow = Call(day_at(_COMES + 7), MEETING.next_agenda, time(16, 0), time(17, 0), MEETING.place)
    plan_meeting(body, follow, once=once_key("next-meeting"), actor=sides.leads["school1"])


def keep_in_touch(sides: Sides) -> None:
    """Once a month, as every side has agreed; they have met a week ago, so nothing is late."""
    terms = Terms(Frequency.MONTHLY, _MONTHS_TO_A_PULSE)
    proposed, _fresh = rhythm.propose(
        sides.pk, terms, expected_number=0, once=once_key("rhythm"), actor=sides.first
    )
    for key, actor in sides.leads.items():
        if key != FIRST:
            rhythm.agree(sides.pk, proposed.number, actor=actor)


def watch(sides: Sides) -> None:
    """What stands in the way, and what might go wrong."""
    issue = IssueWords(
        ISSUE.what, ISSUE.more, ISSUE.level, sides.parties[ISSUE.owner], day_at(ISSUE.due)
    )
    raise_issue(sides.pk, issue, once=once_key("issue"), actor=sides.leads[ISSUE.told_by])
    risk = RiskWords(
        RISK.what, RISK.likely, RISK.bad, RISK.measure, sides.parties[RISK.owner], day_at(RISK.due)
    )
    write_risk(sides.pk, risk, once=once_key("risk"), actor=sides.leads[RISK.owner])
