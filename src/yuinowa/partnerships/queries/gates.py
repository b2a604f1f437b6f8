"""What the gates ask of the sides themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.urls import reverse

from yuinowa.partnerships.domain.gates import (
    UNANSWERED,
    Lacking,
    Missing,
    lacking_answers,
    lacking_sides,
)
from yuinowa.partnerships.labels import partnerships as words
from yuinowa.partnerships.models import Partnership, Party
from yuinowa.partnerships.queries.partnerships import members
from yuinowa.partnerships.queries.parts import Requirement


def of_sides(partnership: Partnership, parties: Sequence[Party]) -> Iterable[Requirement]:
    """Two sides at least (I1)."""
    return [Requirement(words.TWO_SIDES, _said(partnership, lacking_sides(members(parties))))]


def of_answers(partnership: Partnership, parties: Sequence[Party]) -> Iterable[Requirement]:
    """Nobody who was asked is left unanswered."""
    return [Requirement(words.ALL_ANSWERED, _said(partnership, lacking_answers(members(parties))))]


def _said(partnership: Partnership, lacking: Iterable[Lacking]) -> tuple[Missing, ...]:
    ask = reverse("partnerships:party-ask", args=[partnership.pk])
    answer = reverse("partnerships:partnership-answer", args=[partnership.pk])
    return tuple(
        Missing(str(words.AN_ANSWER), answer, lack.party)
        if lack.code == UNANSWERED
        else Missing(str(words.ANOTHER_SIDE), ask, lack.party)
        for lack in lacking
    )
