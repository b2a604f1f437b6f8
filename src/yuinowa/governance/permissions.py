"""Who may see a body and its meetings, and write them.

What is said at meetings is for the sides. Coordinators of the region see that and when a body meets (process data), and
never what is said. A side that has left reads the meetings up to its last day. Source: collaboration model §16.
"""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q

from yuinowa.core.rights import ANYONE, Actor, Condition, Role, Row, Scope, Standing, can
from yuinowa.governance.domain.meetings import MeetingRole
from yuinowa.governance.models import BodySide, Meeting

BODY = Scope("governance.Body", parties=("sides__institution",))
MEETING = Scope("governance.Meeting", parties=("body__sides__institution",))
PROMISE = Scope("governance.Promise", owner="owner", parties=("meeting__body__sides__institution",))

#: Whoever writes for a side, and the secretary of a body.
WRITERS = frozenset({Role.EDITOR, Role.ADMIN, Role.LEAD, Role.SECRETARY})
COORDINATORS = frozenset({Role.COORDINATOR})


def _sides_of(*path: str) -> frozenset[str]:
    """The institutions of the body at the end of ``path``, as scopes write it."""
    return frozenset({"__".join(filter(None, (*path, "sides__institution")))})


def _current(body: str) -> Condition:
    """The actor's institution belongs to the body (at the end of ``body``) today."""

    def q(actor: Actor) -> Q:
        mine = BodySide.objects.filter(institution=actor.institution or 0, until=None)
        return Q(**{f"{body or 'pk'}__in": mine.values("body")})

    def holds(actor: Actor, obj: Any) -> bool:
        for name in filter(None, body.split("__")):
            obj = getattr(obj, name)
        return any(
            side.institution_id == actor.institution and side.until is None
            for side in obj.sides.all()
        )

    return Condition(q, holds, _sides_of(body))


def _while_there(meeting: str) -> Condition:
    """The meeting (at the end of ``meeting``) was no later than the last day of the actor's institution in the body."""

    def q(actor: Actor) -> Q:
        mine = BodySide.objects.filter(institution=actor.institution or 0)
        there = Meeting.objects.filter(
            Q(body__sides__in=mine.filter(until=None))
            | Q(body__sides__in=mine, body__sides__until__gte=F("day"))
        )
        return Q(**{f"{meeting or 'pk'}__in": there.values("pk")})

    def holds(actor: Actor, obj: Any) -> bool:
        of = getattr(obj, meeting) if meeting else obj
        return any(
            side.institution_id == actor.institution
            and (side.until is None or side.until >= of.day)
            for side in of.body.sides.all()
        )

    return Condition(q, holds, _sides_of(meeting, "body"))


belongs, of_body, of_meeting = _current(""), _current("body"), _current("meeting__body")

# fmt: off
BODY_ALLOW = (
    #    action            standing         roles         when
    Row("body.view",      Standing.PARTY,  ANYONE),
    Row("body.view",      Standing.REGION, COORDINATORS),
    Row("body.edit",      Standing.PARTY,  WRITERS,      belongs),
)
MEETING_ALLOW = (
    Row("meeting.view",   Standing.PARTY,  ANYONE,       _while_there("")),
    # That it met, and when.
    Row("meeting.follow", Standing.PARTY,  ANYONE,       _while_there("")),
    Row("meeting.follow", Standing.REGION, COORDINATORS),
    Row("meeting.write",  Standing.PARTY,  WRITERS,      of_body),
)
PROMISE_ALLOW = (
    Row("promise.view",   Standing.PARTY,  ANYONE,       _while_there("meeting")),
    Row("promise.settle", Standing.OWN,    WRITERS,      of_meeting),
)
# fmt: on


def roles_toward(actor: Actor, meeting: Meeting) -> frozenset[MeetingRole]:
    """The roles of the meeting's table that ``actor`` has."""
    return frozenset({MeetingRole.SIDE} if can(actor, "meeting.write", meeting) else ())
