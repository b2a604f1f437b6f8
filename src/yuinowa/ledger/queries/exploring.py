"""The explorer (台帳): what passed between institutions in a year, from the yearly roll-up alone.

Each table costs the same few queries, however many rows it has and however many entries stand behind it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from yuinowa.core.rights import Actor
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain import kinds, privacy
from yuinowa.ledger.domain.cells import UNNAMED
from yuinowa.ledger.domain.deeds import Side, Voice
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.labels import kind_order, unit_order
from yuinowa.ledger.models import Choice, PairYear
from yuinowa.ledger.queries import institutions


@dataclass(slots=True)
class Amount:
    """What went one way: how much, in how many entries, on whose word."""

    quantity: int = 0
    entries: int = 0
    voice: Voice = Voice.RECORDED
    #: The open question which of two figures counts; None if there is none.
    choice: int | None = None

    def add(self, quantity: int, entries: int) -> None:
        self.quantity += quantity
        self.entries += entries


@dataclass(slots=True)
class Exchange:
    """One row: what an institution and a partner gave each other, of one kind in one unit."""

    partner: int
    partner_name: str
    kind: str
    unit: Unit
    given: Amount = field(default_factory=Amount)
    received: Amount = field(default_factory=Amount)

    @property
    def is_directed(self) -> bool:
        """Undirected kinds have no giving and no receiving side, only what was between the two."""
        return kinds.find(self.kind).directed

    @property
    def between(self) -> Amount:
        """Both ways together."""
        return Amount(
            self.given.quantity + self.received.quantity,
            self.given.entries + self.received.entries,
            choice=self.given.choice or self.received.choice,
        )

    def on(self, side: Side | None) -> Amount:
        """What stands on one side, or between the two."""
        if side is None:
            return self.between
        return self.given if side is Side.GIVEN else self.received

    @property
    def may_be_drilled(self) -> bool:
        return privacy.may_be_drilled(self.unit)


def may_explore(actor: Actor, institution: int) -> bool:
    """Whether ``actor`` reads this institution's own table: its people do, and the region office."""
    return actor.is_system or actor.region or actor.institution == institution


def exchanges(
    institution: int,
    year: FiscalYear,
    *,
    kind: str = "",
    partner: int | None = None,
    direction: Side | None = None,
) -> list[Exchange]:
    """What passed between ``institution`` and each partner, by partner and kind; three queries.

    ``direction`` leaves one way only, and with it the kinds that have one. Whose word counts is what the
    choice of the institution's side says, as in every metric.
    """
    chosen = {
        (Side(row.side), row.kind): row
        for row in Choice.objects.filter(institution=institution, fiscal_year=year.start_year)
    }
    found: dict[tuple[int, str, str], Exchange] = {}
    for cell in _cells_of(institution, year, kind, partner):
        for side, mine, other in (
            (Side.GIVEN, cell.giver, cell.receiver),
            (Side.RECEIVED, cell.receiver, cell.giver),
        ):
            choice = chosen.get((side, cell.kind))
            voice = Voice.RECORDED if choice is None else Voice(choice.voice)
            if mine != institution or cell.voice != voice:
                continue
            if direction not in {None, side} or (partner is not None and other != partner):
                continue
            row = found.setdefault(
                (other, cell.kind, cell.unit), Exchange(other, "", cell.kind, Unit(cell.unit))
            )
            amount = row.given if side is Side.GIVEN else row.received
            amount.voice = voice
            amount.choice = choice.pk if choice is not None and choice.contested else None
            amount.add(cell.quantity, cell.entries)
    rows = [
        row
        for row in found.values()
        if row.between.entries and (direction is None or row.is_directed)
    ]
    names = institutions.names_of({row.partner for row in rows} - {UNNAMED})
    for row in rows:
        row.partner_name = names.get(row.partner, "")
    return sorted(rows, key=_order)


def _order(row: Exchange) -> tuple[bool, str, int, tuple[int, str], int]:
    what = kind_order(row.kind), unit_order(row.unit)
    return row.partner == UNNAMED, row.partner_name, row.partner, *what


def _cells_of(
    institution: int, year: FiscalYear, kind: str, partner: int | None
) -> QuerySet[PairYear]:
    ours = Q(giver=institution) | Q(receiver=institution)
    if partner is not None:
        ours &= Q(giver=partner) | Q(receiver=partner)
    # The key begins with the kind: naming them all lets the database go straight to the institution.
    listed = [kind] if kind else [known.code for known in kinds.every_kind()]
    return PairYear.objects.filter(ours, kind__in=listed, fiscal_year=year.start_year)


def sums(rows: Iterable[Exchange]) -> list[Exchange]:
    """The rows of all partners together, by kind and unit: kinds are never added to one another."""
    found: dict[tuple[str, Unit], Exchange] = {}
    for row in rows:
        whole = found.setdefault((row.kind, row.unit), Exchange(UNNAMED, "", row.kind, row.unit))
        for amount, added in ((whole.given, row.given), (whole.received, row.received)):
            amount.add(added.quantity, added.entries)
            amount.choice = amount.choice or added.choice
    return sorted(found.values(), key=_order)


@dataclass(frozen=True, slots=True)
class RegionSum:
    """What all institutions together did in a year, of one kind in one unit."""

    kind: str
    unit: Unit
    #: None: hidden, because it would point at single persons.
    quantity: int | None


def region_sums(year: FiscalYear, *, kind: str = "", hide_persons: bool = True) -> list[RegionSum]:
    """The region's sums, counted from the giving side, each deed once.

    What is hidden is decided on the whole year before ``kind`` narrows it, so that no two addresses together
    say more than one (R42).
    """
    chosen = Choice.objects.filter(
        institution=OuterRef("giver"),
        side=Side.GIVEN.value,
        kind=OuterRef("kind"),
        fiscal_year=OuterRef("fiscal_year"),
    ).values("voice")[:1]
    cells = (
        PairYear.objects.filter(
            kind__in=[known.code for known in kinds.every_kind()], fiscal_year=year.start_year
        )
        .exclude(giver=UNNAMED)
        .alias(counts=Coalesce(Subquery(chosen), int(Voice.RECORDED)))
        .filter(voice=F("counts"))
        .values_list("kind", "unit")
        .annotate(whole=Sum("quantity_total"), legs=Sum("entries"))
        .order_by()
    )
    numbers = {(code, Unit(unit)): int(whole) for code, unit, whole, legs in cells if legs}
    persons = {key: number for key, number in numbers.items() if key[1].counts_persons}
    hidden: Collection[tuple[str, Unit]] = privacy.hidden_cells(persons) if hide_persons else ()
    rows = [
        RegionSum(code, unit, None if (code, unit) in hidden else number)
        for (code, unit), number in numbers.items()
        if kind in {"", code}
    ]
    return sorted(rows, key=lambda row: (kind_order(row.kind), unit_order(row.unit)))


def institutions_with_exchanges(year: FiscalYear) -> list[tuple[int, str]]:
    """Who gave or received anything in the year, by name; three queries."""
    cells = PairYear.objects.filter(
        kind__in=[known.code for known in kinds.every_kind()],
        fiscal_year=year.start_year,
        entries__gt=0,
    )
    numbers = {
        number
        for end in ("giver", "receiver")
        for number in cells.values_list(end, flat=True).distinct()
    }
    names = institutions.names_of(numbers - {UNNAMED})
    return sorted(names.items(), key=lambda found: (found[1], found[0]))
