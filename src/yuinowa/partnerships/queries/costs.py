"""Statements of costs, and what each side bears: reckoned while it is a draft, read once it is issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from yuinowa.core.rights import Actor, visible_to
from yuinowa.partnerships.domain.parties import PartyRole
from yuinowa.partnerships.domain.shares import (
    Basis,
    Found,
    Part,
    Share,
    changed,
    faults,
    shared,
)
from yuinowa.partnerships.models import CostShare, CostStatement, Partnership, Party
from yuinowa.partnerships.queries.partnerships import joined


def costs_visible_to(actor: Actor) -> QuerySet[CostStatement]:
    """Statements the actor may see."""
    return visible_to(actor, CostStatement.objects.select_related("partnership", "replaces"))


def with_shares(found: QuerySet[CostStatement]) -> QuerySet[CostStatement]:
    """The same with their sides' lines and names at hand: two questions more, for any number of sides."""
    lines = CostShare.objects.select_related("party__institution").order_by("party")
    # Joined, for SQLite refuses to be asked for more than a thousand institutions by their numbers.
    sides = Party.objects.select_related("institution")
    return found.prefetch_related(
        Prefetch("shares", queryset=lines), Prefetch("partnership__parties", queryset=sides)
    )


def bases_of(lines: Sequence[CostShare]) -> list[Basis]:
    """What each line's share is reckoned from; a side is its party's id."""
    return [
        Basis(line.party_id, line.fixed_yen, line.residents, line.uses, line.shares_rest)
        for line in lines
    ]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A statement with what each side bears, or with what stands in the way."""

    lines: list[tuple[CostShare, Share | None]]
    faults: list[Found]

    @property
    def sums(self) -> dict[Part, int]:
        """By part, the sum over all sides; empty while shares cannot be reckoned."""
        told = [share for _, share in self.lines if share is not None]
        return {part: sum(share.parts.get(part, 0) for share in told) for part in Part if told}

    @property
    def total(self) -> int:
        return sum(self.sums.values())


def reckoned(statement: CostStatement) -> Reckoned:
    """``statement`` line by line; no question beyond its lines."""
    lines = list(statement.shares.all())
    if not statement.is_draft:
        return Reckoned([(line, _as_issued(line)) for line in lines], [])
    bases = bases_of(lines)
    wrong = hindrances(statement, bases)
    if wrong:
        return Reckoned([(line, None) for line in lines], wrong)
    shares = shared(statement.total_yen, statement.formula, bases)
    return Reckoned(list(zip(lines, shares, strict=True)), [])


def hindrances(statement: CostStatement, bases: Sequence[Basis]) -> list[Found]:
    """What stands in the way of issuing ``statement``: sides that changed, figures that are missing."""
    sides = [party.pk for party in sharing(statement.partnership)]
    return changed(bases, sides) + faults(statement.total_yen, statement.formula, bases)


def sharing(partnership: Partnership) -> list[Party]:
    """The sides that take part, and so share its costs, in the order they came."""
    found = [party for party in joined(partnership) if PartyRole(party.role).takes_part]
    return sorted(found, key=lambda party: party.pk)


def _as_issued(line: CostShare) -> Share:
    return Share(
        line.party_id,
        {
            Part.FIXED: line.fixed_yen,
            Part.EQUAL: line.equal_yen or 0,
            Part.PER_HEAD: line.head_yen or 0,
            Part.PER_USE: line.use_yen or 0,
        },
    )


def payers(statement: CostStatement) -> list[int]:
    """The institutions that may read what was done: those with a line; whoever was only asked reads no money."""
    return list(statement.shares.values_list("party__institution", flat=True))
