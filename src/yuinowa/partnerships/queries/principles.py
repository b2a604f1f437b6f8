"""Doors to principles and checks; what is adopted now, whose consent and whose check is waited for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from yuinowa.core import clock
from yuinowa.core.rights import Actor, Role, visible_to
from yuinowa.kernel.workflow import Verb
from yuinowa.partnerships.domain.gates import Missing, Turn, writing
from yuinowa.partnerships.domain.principles import (
    Moment,
    PrincipleSet,
    due_moments,
    lacking_checks,
)
from yuinowa.partnerships.labels import principles as words
from yuinowa.partnerships.models import (
    Adoption,
    AdoptionConsent,
    OwnPrinciples,
    Partnership,
    Party,
    PrincipleCheck,
)
from yuinowa.partnerships.queries.partnerships import members
from yuinowa.partnerships.queries.parts import Requirement
from yuinowa.partnerships.queries.reading import Reading

_LEADERS = (Role.LEAD.value, Role.ADMIN.value)
_AGREE = Turn("agree-principles", Verb.DECIDE, _LEADERS, words.THEN_ADOPTED)
_CHECK = Turn(
    "check-principles",
    Verb.FILL_IN,
    (Role.LEAD.value, Role.EDITOR.value, Role.ADMIN.value),
    words.THEN_COMPARED,
)


def own_sets_visible_to(actor: Actor) -> QuerySet[OwnPrinciples]:
    return visible_to(actor, OwnPrinciples.objects.all())


def adoptions_visible_to(actor: Actor) -> QuerySet[Adoption]:
    found = Adoption.objects.select_related("proposed_for__institution")
    return visible_to(actor, found.prefetch_related("consents"))


def checks_visible_to(actor: Actor) -> QuerySet[PrincipleCheck]:
    """The own side's checks, and those of others where the own one is given."""
    return visible_to(actor, PrincipleCheck.objects.select_related("party__institution"))


@dataclass(frozen=True, slots=True)
class Adopted:
    """What counts now, and which sides have agreed to it, each with its day."""

    adoption: Adoption
    chosen: PrincipleSet
    agreed: dict[int, datetime]

    def lacking(self, sides: Iterable[int]) -> list[int]:
        """Those of ``sides`` that have not agreed."""
        return [side for side in sides if side not in self.agreed]


def current(partnership: Partnership) -> Adopted | None:
    """The newest proposal that was not taken back; None while there is none."""
    newest = (
        Adoption.objects.filter(partnership=partnership, ended_at=None)
        .select_related("proposed_for__institution")
        .order_by("-number")
        .first()
    )
    if newest is None:
        return None
    agreed = AdoptionConsent.objects.filter(adoption=newest).values_list("party", "at")
    return Adopted(newest, newest.chosen, dict(agreed))


def asked(parties: Sequence[Party]) -> list[int]:
    """The sides whose consent and checks are wanted: those that have joined, without those that only look on."""
    return writing(members(parties))


def due_now(partnership: Partnership) -> tuple[Moment, ...]:
    """The checks whose time has come."""
    return due_moments(partnership.phase, partnership.start_on, partnership.end_on, clock.today())


def given(adoption: Adoption) -> set[tuple[int, Moment]]:
    """Which sides have given which checks; that they did is no secret, what they said is."""
    rows = PrincipleCheck.objects.filter(adoption=adoption).values_list("party", "moment")
    return {(party, Moment(moment)) for party, moment in rows}


def of_principles(reading: Reading) -> Iterable[Requirement]:
    """Consents to what was proposed, and checks that are due: they are waited for, and hold nothing up."""
    partnership, now = reading.partnership, reading.once(current)
    if now is None:
        return []
    sides = asked(reading.parties)
    lacking = now.lacking(sides)
    link = reverse("partnerships:adoption-detail", args=[partnership.pk])
    if lacking:
        gaps = [
            Missing(str(words.ITS_CONSENT), link, side, _AGREE, holds=False) for side in lacking
        ]
        return [Requirement(words.PRINCIPLES_AGREED, tuple(gaps))]
    return [
        Requirement(
            words.CHECKS_GIVEN,
            tuple(
                Missing(
                    words.a_check(moment),
                    reverse("partnerships:check-give", args=[partnership.pk, moment.value]),
                    side,
                    _CHECK,
                    holds=False,
                )
                for side, moment in lacking_checks(sides, due_now(partnership), given(now.adoption))
            ),
        )
    ]


def newest_number(partnership: Partnership) -> int:
    """The number of the newest proposal, taken back or not; 0: there was none."""
    found = Adoption.objects.filter(partnership=partnership).order_by("-number")
    return found.values_list("number", flat=True).first() or 0
