"""What of a partnership anybody may read who may see it at all. Source: collaboration model §16 (公開の原則).

Title, sides, purpose, form, period, the words for everybody, and whether there is an agreement. How it goes (phase, gaps, turns) is
for the sides.
"""

from __future__ import annotations

from enum import StrEnum

from yuinowa.partnerships.domain.phases import PLANNING, Phase


class Standing(StrEnum):
    """How far a partnership has come, as far as others are told."""

    #: The sides talk; nothing binds them.
    PLANNED = "planned"
    #: An agreement is there.
    AGREED = "agreed"
    OVER = "over"


def standing_of(phase: Phase) -> Standing:
    """What others are told of ``phase``: the phases of planning are one to them."""
    if phase.is_over:
        return Standing.OVER
    return Standing.PLANNED if phase in PLANNING else Standing.AGREED
