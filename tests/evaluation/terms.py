"""Dull makers of what is agreed on before the start."""

from __future__ import annotations

from typing import Any

from yuinowa.evaluation.domain.bank import FIRST_CHOICE
from yuinowa.evaluation.domain.terms import Moment, Residents, Terms, Voice


def terms(**changes: Any) -> Terms:
    given: dict[str, Any] = {
        "items": FIRST_CHOICE,
        "own": ("人形劇を見た子が本を借りた",),
        "voices": (Voice.EACH, Voice.MUTUAL),
        "moments": (Moment.START, Moment.END),
        "residents": Residents.SURVEY,
        "residents_count": 30,
        "residents_words": "会の終わりに紙で聞く",
    }
    return Terms(**(given | changes))
