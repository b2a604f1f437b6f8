"""Who reads the pulse: its days and what is to be talked about the sides, each side's answers nobody but itself.

Source: collaboration model §16 (single scores are private).
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from yuinowa.core import clock
from yuinowa.core.rights import ANYONE, Actor, Condition, Row, Scope, Standing
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.domain.pulse import is_closed
from yuinowa.partnerships.permissions.partnerships import WRITERS, as_side


def _closed() -> Condition:
    """Nobody answers the pulse any more, so that no word moves another side's answer (I14)."""

    def over(_actor: Actor) -> Q:
        return Q(pulse__closed_at__isnull=False) | Q(pulse__until__lt=clock.today())

    def holds(_actor: Actor, obj: Any) -> bool:
        pulse = obj.pulse
        return is_closed(pulse.closed_at is not None, pulse.until, clock.today())

    return Condition(over, holds)


PULSE = Scope("partnerships.Pulse", parties=("partnership__parties__institution",))
ANSWER = Scope(
    "partnerships.PulseAnswer",
    owner="party__institution",
    parties=("pulse__partnership__parties__institution",),
)
POINT = Scope("partnerships.PulsePoint", parties=("pulse__partnership__parties__institution",))
_JOINED = as_side(PartyState.JOINED, path="partnership")
_STILL_THERE = as_side(PartyState.JOINED, path="pulse__partnership")

# fmt: off
PULSE_ALLOW = (
    #    action             standing        roles    when
    Row("pulse.view",       Standing.PARTY, ANYONE,  _JOINED),
)
ANSWER_ALLOW = (
    Row("pulseanswer.view", Standing.OWN,   ANYONE),
    # The word alone, which was written to be read by the others.
    Row("pulseanswer.hear", Standing.PARTY, ANYONE,  _STILL_THERE & _closed()),
)
POINT_ALLOW = (
    Row("pulsepoint.view",  Standing.PARTY, ANYONE,  _STILL_THERE),
    Row("pulsepoint.talk",  Standing.PARTY, WRITERS, _STILL_THERE),
)
# fmt: on
