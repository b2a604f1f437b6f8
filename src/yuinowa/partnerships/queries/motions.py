"""Doors to motions and to what sides say at the end; what they ask of the gates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from yuinowa.core.rights import Actor, Role, can, visible_to
from yuinowa.kernel.workflow import Verb
from yuinowa.partnerships.domain.gates import Missing, Turn
from yuinowa.partnerships.domain.motions import MotionKind, MotionState
from yuinowa.partnerships.domain.parties import PartyRole
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.labels import motions as words
from yuinowa.partnerships.models import (
    ClosingWords,
    Goal,
    GoalResult,
    Motion,
    MotionConsent,
    Partnership,
    Party,
)
from yuinowa.partnerships.queries.parts import Cell, Requirement, SideRow
from yuinowa.partnerships.queries.reading import Reading

_ANSWER = Turn("motion", Verb.ANSWER, (Role.LEAD.value, Role.ADMIN.value), words.THEN_MOTION)
_RESULTS = Prefetch("results", queryset=GoalResult.objects.order_by("goal"))


def motions_visible_to(actor: Actor) -> QuerySet[Motion]:
    """Motions the actor may read, with the side that proposed each and those that consented."""
    consents = MotionConsent.objects.select_related("party__institution")
    found = Motion.objects.select_related(
        "partnership", "party__institution", "refuser__institution"
    )
    return visible_to(actor, found.prefetch_related(Prefetch("consents", queryset=consents)))


def closing_words_visible_to(actor: Actor) -> QuerySet[ClosingWords]:
    """What sides said at the end, as far as the actor may read it."""
    return visible_to(actor, ClosingWords.objects.prefetch_related(_RESULTS))


def open_kinds(partnership: Partnership) -> list[MotionKind]:
    """The kinds of what is proposed now."""
    found = Motion.objects.filter(partnership=partnership, state=MotionState.OPEN.value)
    return [MotionKind(kind) for kind in found.values_list("kind", flat=True)]


def asked(parties: Iterable[Party]) -> list[Party]:
    """The sides whose consent is needed."""
    return [p for p in parties if p.has_joined and PartyRole(p.role).takes_part]


def gate_of_motions(reading: Reading) -> Iterable[Requirement]:
    """What is proposed is answered by every side for itself."""
    found = Motion.objects.filter(partnership=reading.partnership, state=MotionState.OPEN.value)
    motions = list(found.prefetch_related("consents").order_by("pk"))
    gaps = []
    for motion in motions:
        given = {consent.party_id for consent in motion.consents.all()}
        what = words.answer_to(MotionKind(motion.kind))
        gaps += [
            Missing(what, motion.get_absolute_url(), party.pk, _ANSWER)
            for party in asked(reading.parties)
            if party.pk not in given
        ]
    return [Requirement(words.ANSWERED, tuple(gaps))] if gaps else []


def gate_of_closing(reading: Reading) -> Iterable[Requirement]:
    """Every side has said what came of each goal, or that it says nothing (I17)."""
    partnership = reading.partnership
    found = ClosingWords.objects.filter(party__partnership=partnership)
    said = set(found.values_list("party", flat=True))
    link = reverse("partnerships:closing-write", args=[partnership.pk])
    gaps = [
        Missing(str(words.ITS_RESULTS), link, party.pk)
        for party in asked(reading.parties)
        if party.pk not in said
    ]
    return [Requirement(words.RESULTS_SAID, tuple(gaps))]


def rows_of_closing(reading: Reading, shown: Sequence[Party], actor: Actor) -> Iterable[SideRow]:
    """What each side says came of each goal, and what is left to be done; a fixed number of questions."""
    partnership = reading.partnership
    if partnership.phase not in (Phase.CLOSING, Phase.CLOSED):
        return []
    if not can(actor, "partnership.read", partnership):
        return []
    door = closing_words_visible_to(actor.under(partnership))
    said = {row.party_id: row for row in door.filter(party__partnership=partnership)}
    results = {
        (pk, result.goal_id): result.text
        for pk, row in said.items()
        for result in row.results.all()
    }
    wanted = {party.pk for party in asked(shown)}
    writes = partnership.phase is Phase.CLOSING and can(actor, "partnership.write", partnership)
    link = reverse("partnerships:closing-write", args=[partnership.pk])
    own = (
        next((p.pk for p in shown if p.institution_id == actor.institution and p.pk in wanted), 0)
        if writes
        else 0
    )

    def cell(party: Party, text: str) -> Cell:
        row = said.get(party.pk)
        if row is not None and row.waives:
            text = str(words.WAIVED)
        elif row is not None and not text:
            text = str(words.NOTHING_LEFT)
        lines = (text,) if text else ()
        return Cell(lines, url=link if party.pk == own else "", is_asked=party.pk in wanted)

    goals = Goal.objects.filter(partnership=partnership).order_by("by_when", "pk")
    rows = [
        SideRow(
            words.result_of(goal.what),
            {party.pk: cell(party, results.get((party.pk, goal.pk), "")) for party in shown},
        )
        for goal in goals
    ]
    remains = {pk: row.remains for pk, row in said.items()}
    left = {party.pk: cell(party, remains.get(party.pk, "")) for party in shown}
    return [*rows, SideRow(words.LEFT_TO_DO, left)]
