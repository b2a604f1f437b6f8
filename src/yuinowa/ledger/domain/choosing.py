"""Which of several voices counts when nobody has decided."""

from __future__ import annotations

from collections.abc import Sequence

from yuinowa.ledger.domain.deeds import Voice


def default_choice(speaking: Sequence[Voice]) -> tuple[Voice, bool]:
    """The voice that counts, and whether that is contested.

    Recorded before stated, one's own statement before another's; more than one voice is contested.
    """
    return min(speaking), len(set(speaking)) > 1
