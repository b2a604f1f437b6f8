"""Doors to what sides say and share; the rows of the sides' table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from yuinowa.core.rights import Actor, can, visible_to
from yuinowa.partnerships.domain.parties import PartyRole
from yuinowa.partnerships.domain.phases import PLANNING
from yuinowa.partnerships.domain.statements import Ability, Bearer, Resource
from yuinowa.partnerships.labels import statements as words
from yuinowa.partnerships.models import (
    Benefit,
    CanDo,
    Contribution,
    Goal,
    Need,
    Partnership,
    Party,
    Remark,
    Task,
    TaskContributor,
)
from yuinowa.partnerships.queries.parts import Cell, SideRow
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.ui import words as written


def needs_visible_to(actor: Actor) -> QuerySet[Need]:
    return visible_to(actor, Need.objects.select_related("party"))


def abilities_visible_to(actor: Actor) -> QuerySet[CanDo]:
    return visible_to(actor, CanDo.objects.select_related("party"))


def benefits_visible_to(actor: Actor) -> QuerySet[Benefit]:
    return visible_to(actor, Benefit.objects.select_related("party"))


def contributions_visible_to(actor: Actor) -> QuerySet[Contribution]:
    return visible_to(actor, Contribution.objects.select_related("party"))


def remarks_visible_to(actor: Actor) -> QuerySet[Remark]:
    found = Remark.objects.select_related("party__institution", "about__institution")
    return visible_to(actor, found)


def goals_visible_to(actor: Actor) -> QuerySet[Goal]:
    found = Goal.objects.select_related("owner__institution", "indicator")
    return visible_to(actor, found)


def tasks_visible_to(actor: Actor) -> QuerySet[Task]:
    found = Task.objects.select_related("accountable__institution")
    return visible_to(actor, found.prefetch_related(helpers()))


def helpers() -> Prefetch[str]:
    """Of tasks: who helps, with their names; one question, of consortia of any size."""
    found = TaskContributor.objects.select_related("party__institution")
    return Prefetch("contributors", queryset=found)


# ---------------------------------------------------------------- the words of all sides


@dataclass(frozen=True, slots=True)
class Words:
    """What the sides of one partnership say, row by row, as far as somebody may read it."""

    needs: Sequence[Need]
    abilities: Sequence[CanDo]
    benefits: Sequence[Benefit]
    contributions: Sequence[Contribution]


def words_of(partnership: Partnership, actor: Actor) -> Words:
    """Four questions, for any number of sides."""
    here = actor.under(partnership)

    def of(found: QuerySet[Any]) -> list[Any]:
        rows = found.filter(party__partnership=partnership)
        return list(rows.select_related(None).order_by("party_id", "pk"))  # whose it is, is known

    return Words(
        of(needs_visible_to(here)),
        of(abilities_visible_to(here)),
        of(benefits_visible_to(here)),
        of(contributions_visible_to(here)),
    )


def goals_of(partnership: Partnership, actor: Actor) -> list[Goal]:
    """The goals, as far as the actor may read them."""
    return list(goals_visible_to(actor.under(partnership)).filter(partnership=partnership))


def rows_of_sides(reading: Reading, shown: Sequence[Party], actor: Actor) -> Iterable[SideRow]:
    """What each side of ``shown`` needs, can, gains and puts in; for those that have joined."""
    own = next((p.pk for p in shown if p.institution_id == actor.institution), 0)
    if not own:
        return []
    partnership, said = reading.partnership, reading.once(words_of, actor)
    writes = can(actor, "partnership.write", partnership) and partnership.phase in PLANNING
    asked = {party.pk for party in shown if PartyRole(party.role).takes_part}
    told: list[tuple[Any, str, dict[int, list[str]]]] = [
        (words.NEEDS, say_need(partnership), _needs(said.needs)),
        (words.ABLE, say(partnership, "can"), _lines(said.abilities)),
        (words.GAINS, say(partnership, "benefit"), _lines(said.benefits)),
        (words.GIVES, say(partnership, "contribution"), _lines(said.contributions)),
    ]
    return [
        SideRow(
            label,
            {
                party.pk: Cell(
                    tuple(lines[party.pk]),
                    url=url if party.pk == own and writes else "",
                    is_asked=party.pk in asked,
                )
                for party in shown
            },
        )
        for label, url, lines in told
    ]


def say_need(partnership: Partnership) -> str:
    """Where a side writes its need."""
    return reverse("partnerships:need-say", args=[partnership.pk])


def say(partnership: Partnership, kind: str) -> str:
    """Where a side writes what it can, gains or gives."""
    return reverse("partnerships:words-list", args=[partnership.pk, kind])


def _needs(rows: Iterable[Need]) -> dict[int, list[str]]:
    lines: dict[int, list[str]] = defaultdict(list)
    for need in rows:
        lines[need.party_id] = [
            need.need,
            words.evidence(need.evidence),
            need.why_together,
            *([words.considered(need.alternatives)] if need.alternatives else ()),
            str(words.BEARERS[Bearer(need.bearer)]),
        ]
    return lines


def _lines(rows: Iterable[CanDo | Benefit | Contribution]) -> dict[int, list[str]]:
    lines: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        lines[row.party_id].append(line_of(row))
    return lines


def line_of(row: CanDo | Benefit | Contribution) -> str:
    """One row of a side as a line: 人：司書1人 6回."""
    if isinstance(row, CanDo):
        return f"{words.ABILITIES[Ability(row.kind)]}：{row.text}"
    if isinstance(row, Benefit):
        return row.text
    amount = "" if row.amount is None else f" {written.number(row.amount)}{row.unit}"
    year = "" if row.fiscal_year is None else f"（{written.fiscal_year(row.fiscal_year)}）"
    return f"{words.RESOURCES[Resource(row.resource)]}：{row.text}{amount}{year}"
