"""What the gates ask of the sides themselves."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from yuinowa.partnerships.domain.gates import (
    UNANSWERED,
    Lacking,
    Missing,
    lacking_answers,
    lacking_sides,
)
from yuinowa.partnerships.labels import partnerships as words
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.queries.partnerships import members
from yuinowa.partnerships.queries.parts import Requirement
from yuinowa.partnerships.queries.reading import Reading


def of_sides(reading: Reading) -> Iterable[Requirement]:
    """Two sides at least (I1)."""
    lacking = lacking_sides(members(reading.parties))
    return [Requirement(words.TWO_SIDES, _said(reading.partnership, lacking))]


def of_answers(reading: Reading) -> Iterable[Requirement]:
    """Nobody who was asked is left unanswered."""
    lacking = lacking_answers(members(reading.parties))
    return [Requirement(words.ALL_ANSWERED, _said(reading.partnership, lacking))]


def _said(partnership: Partnership, lacking: Iterable[Lacking]) -> tuple[Missing, ...]:
    ask = reverse("partnerships:party-ask", args=[partnership.pk])
    answer = reverse("partnerships:partnership-answer", args=[partnership.pk])
    return tuple(
        Missing(str(words.AN_ANSWER), answer, lack.party)
        if lack.code == UNANSWERED
        else Missing(str(words.ANOTHER_SIDE), ask, lack.party)
        for lack in lacking
    )
