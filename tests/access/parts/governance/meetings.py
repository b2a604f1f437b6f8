"""A body of ``own`` and ``partner``: a meeting to come, one whose minutes are open, one whose minutes stand."""

from __future__ import annotations

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.world import World
from tests.governance import factories as meetings
from yuinowa.core.rights import Actor
from yuinowa.governance.models import Body, Meeting
from yuinowa.governance.services.bodies import open_body

AFTER = ("plans",)


def fill(world: World) -> None:
    own, partner = world.institutions["own"], world.institutions["partner"]
    pair = (own, partner)

    def make_body(word: str) -> Model:
        return open_body(word, [side.pk for side in pair], actor=Actor.system())

    world.keep("body", make_body)
    body = Body.objects.get(pk=world.pk("body"))
    world.keep("meeting", lambda word: meetings.meeting(body, own, agenda=(word,)))
    world.keep("meeting_held", lambda word: meetings.held(body, own, *pair, place=word))
    written = Meeting.objects.get(pk=world.pk("meeting_held"))
    world.objects["decision"] = meetings.decision(written, own)
    world.keep("promise_written", lambda word: meetings.promise(written, own, text=word))
    stands = meetings.held(body, own, *pair)
    world.keep("promise", lambda word: meetings.promise(stands, own, text=word))
    meetings.agreed(stands, *pair)


_BODY, _MEETING, _WRITTEN = (Sample((kind,), pk) for kind in ("body", "meeting", "meeting_held"))
SAMPLES = {
    "governance:body-detail": _BODY,
    "governance:body-edit": _BODY,
    "governance:body-calendar": _BODY,
    "governance:meeting-new": _BODY,
    "governance:meeting-detail": Sample(("meeting", "meeting_held"), pk),
    "governance:meeting-edit": _MEETING,
    "governance:meeting-cancel": _MEETING,
    "governance:meeting-record": _WRITTEN,
    "governance:meeting-agree": _WRITTEN,
    "governance:decision-new": _WRITTEN,
    "governance:promise-new": _WRITTEN,
    "governance:decision-take-out": Sample(("decision",), pk),
    "governance:promise-take-out": Sample(("promise_written",), pk),
    "governance:promise-settle": Sample(("promise",), pk),
}
ROLES = dict.fromkeys(
    ("body", "meeting", "meeting_held", "decision", "promise", "promise_written"),
    ("any", "coordinator", "editor"),
)
