"""Doors to what sides say and share; the rows of the sides' table; what is missing of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from yuinowa.core.rights import Actor, can, visible_to
from yuinowa.partnerships.domain import statements as rules
from yuinowa.partnerships.domain.gates import Lacking, Missing
from yuinowa.partnerships.domain.parties import PartyRole
from yuinowa.partnerships.domain.phases import PLANNING
from yuinowa.partnerships.domain.statements import Ability, Bearer, Resource, Shared
from yuinowa.partnerships.labels import statements as words
from yuinowa.partnerships.models import (
    Benefit,
    CanDo,
    Consent,
    Contribution,
    Goal,
    Need,
    Partnership,
    Party,
    Remark,
    Task,
)
from yuinowa.partnerships.queries.partnerships import members
from yuinowa.partnerships.queries.parts import Cell, Requirement, SideRow
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
    return visible_to(actor, found.prefetch_related("contributors__party__institution"))


# ---------------------------------------------------------------- the sides' table


def rows_of_sides(
    partnership: Partnership, parties: Sequence[Party], actor: Actor
) -> Iterable[SideRow]:
    """What each side needs, can, gains and puts in; for those that have joined."""
    own = next((p.pk for p in parties if p.institution_id == actor.institution), 0)
    if not own:
        return []
    writes = can(actor, "partnership.write", partnership) and partnership.phase in PLANNING
    asked = {party.pk for party in parties if PartyRole(party.role).takes_part}
    told: list[tuple[Any, str, dict[int, list[str]]]] = [
        (words.NEEDS, _say_need(partnership), _needs(partnership, actor)),
        (words.ABLE, _say(partnership, "can"), _abilities(partnership, actor)),
        (words.GAINS, _say(partnership, "benefit"), _benefits(partnership, actor)),
        (words.GIVES, _say(partnership, "contribution"), _contributions(partnership, actor)),
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
                for party in parties
            },
        )
        for label, url, lines in told
    ]


def _say_need(partnership: Partnership) -> str:
    return reverse("partnerships:need-say", args=[partnership.pk])


def _say(partnership: Partnership, kind: str) -> str:
    return reverse("partnerships:words-list", args=[partnership.pk, kind])


def _of(found: QuerySet[Any], partnership: Partnership) -> QuerySet[Any]:
    return found.filter(party__partnership=partnership)


def _needs(partnership: Partnership, actor: Actor) -> dict[int, list[str]]:
    lines = defaultdict(list)
    for need in _of(needs_visible_to(actor), partnership):
        lines[need.party_id] = [
            need.need,
            words.evidence(need.evidence),
            need.why_together,
            *([words.considered(need.alternatives)] if need.alternatives else ()),
            str(words.BEARERS[Bearer(need.bearer)]),
        ]
    return lines


def _abilities(partnership: Partnership, actor: Actor) -> dict[int, list[str]]:
    lines = defaultdict(list)
    for row in _of(abilities_visible_to(actor), partnership):
        lines[row.party_id].append(line_of(row))
    return lines


def _benefits(partnership: Partnership, actor: Actor) -> dict[int, list[str]]:
    lines = defaultdict(list)
    for row in _of(benefits_visible_to(actor), partnership):
        lines[row.party_id].append(line_of(row))
    return lines


def _contributions(partnership: Partnership, actor: Actor) -> dict[int, list[str]]:
    lines = defaultdict(list)
    for row in _of(contributions_visible_to(actor), partnership):
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


# ---------------------------------------------------------------- gates


def gate_of_needs(partnership: Partnership, parties: Sequence[Party]) -> Iterable[Requirement]:
    told = set(_of(Need.objects.all(), partnership).values_list("party", flat=True))
    lacking = rules.lacking_needs(members(parties), told)
    return [Requirement(words.RULE_NEEDS, said_of(partnership, lacking))]


def gate_of_goals(partnership: Partnership, parties: Sequence[Party]) -> Iterable[Requirement]:
    benefits = set(_of(Benefit.objects.all(), partnership).values_list("party", flat=True))
    gives = set(_of(Contribution.objects.all(), partnership).values_list("party", flat=True))
    there = members(parties)
    goals = Goal.objects.filter(partnership=partnership).count()
    exchange = rules.lacking_exchange(there, benefits, gives)
    agreed = rules.lacking_consents(there, agreed_sides(partnership, Shared.GOALS)) if goals else []
    return [
        Requirement(words.RULE_EXCHANGE, said_of(partnership, exchange)),
        Requirement(words.RULE_GOALS, said_of(partnership, rules.lacking_goals(goals))),
        *(
            [Requirement(words.RULE_GOALS_AGREED, said_of(partnership, agreed, Shared.GOALS))]
            * bool(goals)
        ),
    ]


def gate_of_roles(partnership: Partnership, parties: Sequence[Party]) -> Iterable[Requirement]:
    found = Task.objects.filter(partnership=partnership)
    accountable = list(found.values_list("accountable", flat=True))
    there = members(parties)
    tasks = rules.lacking_tasks(there, accountable)
    agreed = (
        rules.lacking_consents(there, agreed_sides(partnership, Shared.ROLES))
        if accountable
        else []
    )
    return [
        Requirement(words.RULE_TASKS, said_of(partnership, tasks)),
        *(
            [Requirement(words.RULE_ROLES_AGREED, said_of(partnership, agreed, Shared.ROLES))]
            * bool(accountable)
        ),
    ]


def agreed_sides(partnership: Partnership, about: Shared) -> set[int]:
    """The sides that agreed to what stands there now, as the platform sees it."""
    found = Consent.objects.filter(party__partnership=partnership, about=about.value)
    return set(found.values_list("party", flat=True))


def consents_of(partnership: Partnership, about: Shared) -> dict[int, Any]:
    """By side: when it agreed to what stands there now. The partnership was found through a door."""
    found = Consent.objects.filter(party__partnership=partnership, about=about.value)
    return dict(found.values_list("party", "at"))


def said_of(
    partnership: Partnership, lacking: Iterable[Lacking], about: Shared | None = None
) -> tuple[Missing, ...]:
    """What is ``lacking`` in words, with where it is written; consents are those ``about`` goals or roles."""
    return tuple(
        Missing(
            str(words.CONSENTS[about] if about else words.MISSING[lack.code]),
            _link(partnership, lack.code, about),
            lack.party,
        )
        for lack in lacking
    )


#: By what is missing: the kind of words in the address of the page where a side writes it.
_WORDS = {rules.ABLE: "can", rules.BENEFIT: "benefit", rules.CONTRIBUTION: "contribution"}


def _link(partnership: Partnership, code: str, about: Shared | None) -> str:
    if about is not None:
        return f"{partnership.get_absolute_url()}#{about.value}"
    if code == rules.NEED:
        return _say_need(partnership)
    if code in _WORDS:
        return _say(partnership, _WORDS[code])
    if code in (rules.GOAL, rules.TASK):
        return reverse("partnerships:shared-new", args=[partnership.pk, code])
    return f"{partnership.get_absolute_url()}#{Shared.ROLES.value}"
