"""Small ledgers drawn by hypothesis, and the slow and obvious way to answer a metric: entry by entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from tests.ledger.factories import admin_of
from yuinowa.core.rights import Actor
from yuinowa.directory.models import Institution, InstitutionKindRow
from yuinowa.ledger import services as ledger
from yuinowa.ledger.domain.answering import PartnerFacts, counts
from yuinowa.ledger.domain.deeds import Deed, Grain, Leg, LegScope, Side, Voice
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.domain.metrics import (
    AskedSide,
    ContextRule,
    Count,
    Group,
    Metric,
    Period,
    ScopeRule,
    Subject,
    VoiceRule,
)
from yuinowa.ledger.domain.planner import asks_months
from yuinowa.ledger.domain.values import NoData, Slot
from yuinowa.ledger.models import Choice, Entry
from yuinowa.ledger.services import choices

YEARS = (2023, 2024, 2025)
COUNTED = (
    ("contact", Unit.TIME),
    ("contact", Unit.PERSON),
    ("ill.loan", Unit.ITEM),
    ("ill.copy", Unit.ITEM),
    ("activity.joint", Unit.TIME),
)
SYSTEM = Actor.system()
MANY = 5


@dataclass(frozen=True)
class World:
    """Institutions by number, two contexts, and what the directory says about them."""

    institutions: tuple[int, ...]
    contexts: tuple[int, ...]
    facts: dict[int, PartnerFacts]


def world() -> World:
    places = ("131032", "13", "011002", "", "131032")
    kinds = ("public_library", "school", "school", "museum", "public_library")
    ids = []
    for number, (place, kind) in enumerate(zip(places, kinds, strict=True)):
        row = Institution.objects.create(
            name=f"試験機関{number}",
            prefecture=place[:2],
            municipality=place if len(place) > 2 else "",
        )
        InstitutionKindRow.objects.create(institution=row, kind=kind)
        ids.append(row.pk)
    contexts = tuple(ledger.context_of("partnership", key, key).pk for key in ("a", "b"))
    facts = {
        pk: PartnerFacts((kind,), place) for pk, kind, place in zip(ids, kinds, places, strict=True)
    }
    return World(tuple(ids), contexts, facts)


@st.composite
def pairs(draw: st.DrawFn, scope: LegScope) -> tuple[int, int]:
    giver, receiver = draw(st.integers(0, MANY - 1)), draw(st.integers(0, MANY - 1))
    if giver == receiver and scope is LegScope.INSTITUTION:
        receiver = (giver + 1) % MANY
    return giver, receiver


DAYS = st.dates(date(2023, 4, 1), date(2026, 3, 31))
SCOPES = st.sampled_from([LegScope.INSTITUTION, LegScope.INSTITUTION, LegScope.RESIDENTS])


@st.composite
def recorded(draw: st.DrawFn) -> dict[str, Any]:
    """A deed of one to three legs, and whether it is corrected or taken back afterwards."""
    kind, unit = draw(st.sampled_from(COUNTED))
    day = draw(DAYS)
    legs = []
    for number in range(draw(st.integers(1, 3))):
        scope = draw(SCOPES)
        giver, receiver = draw(pairs(scope))
        legs.append((giver, receiver, draw(st.integers(1, 4)), scope, number == 0))
    return {
        "kind": kind,
        "unit": unit,
        "day": day,
        "legs": legs,
        "context": draw(st.sampled_from([None, None, 0, 1])),
        "then": draw(st.sampled_from(["", "", "reverse", "correct"])),
    }


@st.composite
def stated(draw: st.DrawFn) -> dict[str, Any]:
    """A statement of one to three figures, one end of which may be unnamed."""
    figures = []
    for _ in range(draw(st.integers(1, 3))):
        kind, unit = draw(st.sampled_from(COUNTED))
        giver, receiver = draw(pairs(LegScope.INSTITUTION))
        unnamed = draw(st.sampled_from(["", "giver", "receiver"]))
        figures.append(
            (
                kind, unit, draw(st.integers(0, 9)),
                None if unnamed == "giver" else giver,
                None if unnamed == "receiver" else receiver,
                draw(DAYS), draw(st.sampled_from(Grain)),
            )
        )  # fmt: skip
    return {"by": draw(st.integers(0, MANY - 1)), "figures": figures}


#: Which of the choices, and which of the voices that speak there.
DECISIONS = st.tuples(st.integers(0, 9), st.integers(0, 2))
LEDGERS = st.tuples(
    st.lists(recorded(), max_size=8),
    st.lists(stated(), max_size=2),
    st.lists(DECISIONS, max_size=3),
)
Drawn = tuple[list[dict[str, Any]], list[dict[str, Any]], list[tuple[int, int]]]


def keep(drawn: Drawn, here: World) -> None:
    """Post what was drawn, and decide."""
    ids = here.institutions
    for number, one in enumerate(drawn[0]):
        deed = Deed(
            source=f"test/{number}",
            legs=tuple(
                Leg(one["kind"], one["unit"], quantity, ids[giver], ids[receiver], one["day"], scope, principal)
                for giver, receiver, quantity, scope, principal in one["legs"]
            ),
            context=None if one["context"] is None else here.contexts[one["context"]],
        )  # fmt: skip
        ledger.post(deed, SYSTEM)
        if one["then"] == "reverse":
            ledger.reverse(deed.source, reason="mistaken", actor=SYSTEM)
        elif one["then"] == "correct":
            smaller = Deed(deed.source, deed.legs[:1], deed.context)
            ledger.correct(smaller, reason="mistaken", actor=SYSTEM)
    for number, one in enumerate(drawn[1]):
        figures = [
            ledger.Figure(
                kind, unit, quantity,
                None if giver is None else ids[giver],
                None if receiver is None else ids[receiver],
                day, grain,
            )
            for kind, unit, quantity, giver, receiver, day, grain in one["figures"]
        ]  # fmt: skip
        ledger.state(
            figures,
            stated_by=ids[one["by"]],
            title="年報",
            received_on=date(2026, 5, 1),
            digest=str(number),
            actor=SYSTEM,
        )
    _decide(drawn[2])


def _decide(drawn: list[tuple[int, int]]) -> None:
    waiting = list(Choice.objects.order_by("pk"))
    for place, voice in drawn if waiting else ():
        row = waiting[place % len(waiting)]
        speaking = choices.voices_speaking(
            (row.institution_id, Side(row.side), row.kind, row.fiscal_year)
        )
        chosen = speaking[voice % len(speaking)]
        ledger.decide(row.pk, chosen, reason="照らし合わせた", actor=admin_of(row.institution_id))


@dataclass(frozen=True)
class Leaf:
    """An entry as one side of the subject sees it."""

    entry: Entry
    subject: int
    partner: int
    contested: bool
    total: bool

    @property
    def quantity(self) -> int:
        return self.entry.quantity if self.entry.principal or not self.total else 0

    @property
    def count(self) -> int:
        return -1 if self.entry.reversal else 1


class Slow:
    """Answers by reading every entry again for every question."""

    def __init__(self, here: World) -> None:
        self.here = here
        self.entries = list(Entry.objects.order_by("pk"))
        self.choices = {
            (row.institution_id, row.side, row.kind, row.fiscal_year): row
            for row in Choice.objects.all()
        }
        taken_back = {(e.source, e.unit, e.leg, e.revision) for e in self.entries if e.reversal}
        self.in_force = [
            e
            for e in self.entries
            if not e.reversal and (e.source, e.unit, e.leg, e.revision) not in taken_back
        ]

    def leaves(self, metric: Metric, subject: Subject) -> list[Leaf]:
        sides = (
            ["given", "received"]
            if metric.side is AskedSide.BOTH
            else ["received" if metric.side is AskedSide.RECEIVED else "given"]
        )
        return [
            leaf
            for side in sides
            for entry in self.entries
            if (leaf := self.leaf(metric, subject, side, entry)) is not None
        ]

    def leaf(self, metric: Metric, subject: Subject, side: str, entry: Entry) -> Leaf | None:
        ends = (entry.giver_id, entry.receiver_id)
        mine, other = ends if side == "given" else ends[::-1]
        alone = subject.institutions if len(subject.institutions) == 1 else ()
        in_context = metric.context is ContextRule.SOME or Group.CONTEXT in metric.group
        left_out = (
            mine is None,
            bool(subject.institutions) and mine not in subject.institutions,
            entry.kind not in metric.kinds,
            entry.unit != metric.unit,
            ScopeRule.INSTITUTION not in metric.asked_scopes and entry.scope == 0,
            ScopeRule.RESIDENTS not in metric.asked_scopes and entry.scope == 1,
            in_context and entry.context_id is None,
            metric.context is ContextRule.NONE and entry.context_id is not None,
            metric.context is ContextRule.THIS and entry.context_id != subject.context,
            bool(metric.partner.only) and other not in metric.partner.only,
            (other or 0) in metric.partner.exclude,
            metric.partner.looks_up and not counts(metric.partner, self.here.facts.get(other or 0)),
            other in alone and looks_at_the_partner(metric),
            other is None and metric.count in {Count.PARTNERS, Count.NEW_PARTNERS},
        )
        if mine is None or any(left_out):
            return None
        voice, contested = self.voice(metric, mine, side, entry)
        if entry.voice != voice:
            return None
        return Leaf(entry, mine, other or 0, contested, metric.side is AskedSide.TOTAL)

    def voice(self, metric: Metric, mine: int, side: str, entry: Entry) -> tuple[int, bool]:
        own = Voice.GIVER if side == "given" else Voice.RECEIVER
        end = "giver_id" if side == "given" else "receiver_id"
        speaking = {
            e.voice
            for e in self.in_force
            if getattr(e, end) == mine
            and (e.kind, e.fiscal_year) == (entry.kind, entry.fiscal_year)
            and e.voice in (Voice.RECORDED, own, Voice.OTHER)
        }
        if metric.voice is VoiceRule.RECORDED:
            return Voice.RECORDED, False
        if metric.voice is VoiceRule.STATED:
            return (own if own in speaking else Voice.OTHER), False
        decided = self.choices.get((mine, side, entry.kind, entry.fiscal_year))
        if decided is not None and decided.is_decided:
            return decided.voice, decided.contested
        return min(speaking, default=Voice.RECORDED), len(speaking) > 1

    def takes_part(self, metric: Metric, subject: Subject) -> set[int]:
        return {
            e.fiscal_year
            for e in self.in_force
            if e.kind in metric.kinds
            and (subject.context is None or e.context_id == subject.context)
            and (
                not subject.institutions
                or not {e.giver_id, e.receiver_id}.isdisjoint(subject.institutions)
            )
        }

    def slots(
        self, metric: Metric, subject: Subject, years: tuple[int, ...]
    ) -> dict[Slot, list[Leaf]]:
        found: dict[Slot, list[Leaf]] = {}
        for leaf in self.leaves(metric, subject):
            for year in years:
                if leaf.entry.fiscal_year != year and not (
                    metric.period is Period.TO_DATE and leaf.entry.fiscal_year < year
                ):
                    continue
                found.setdefault(self.slot(metric, leaf, year), []).append(leaf)
        return found

    def slot(self, metric: Metric, leaf: Leaf, year: int | None) -> Slot:
        facts = self.here.facts.get(leaf.partner, PartnerFacts())
        group = metric.group
        return Slot(
            year=year,
            month=leaf.entry.month if asks_months(metric) else None,
            kind=leaf.entry.kind if Group.KIND in group else None,
            partner=leaf.partner if Group.PARTNER in group else None,
            partner_kind=facts.kind if Group.PARTNER_KIND in group else None,
            partner_area=facts.area if Group.PARTNER_AREA in group else None,
            context=leaf.entry.context_id if Group.CONTEXT in group else None,
        )

    def number(self, metric: Metric, subject: Subject, slot: Slot, leaves: list[Leaf]) -> Any:
        """The number in ``slot``, or why there is none."""
        if sum(leaf.count for leaf in leaves) == 0:
            return self.nothing(metric, subject, slot)
        standing = [leaf.entry for leaf in leaves if leaf.entry in self.in_force]
        answers: dict[Count, Callable[[], Any]] = {
            Count.QUANTITY: lambda: sum(leaf.quantity for leaf in leaves),
            Count.ENTRIES: lambda: sum(leaf.count for leaf in leaves),
            Count.FIRST_DAY: lambda: min(entry.day_from for entry in standing),
            Count.LAST_DAY: lambda: max(entry.day_to for entry in standing),
            Count.PARTNERS: lambda: len(self.partners(leaves)),
            Count.NEW_PARTNERS: lambda: len(
                self.partners(leaves) - self.partners(self.earlier(metric, subject, slot))
            ),
        }
        return answers[metric.count]()

    def nothing(self, metric: Metric, subject: Subject, slot: Slot) -> Any:
        if metric.count in {Count.FIRST_DAY, Count.LAST_DAY}:
            return NoData.NO_DAY
        asked = slot.year or 0
        to_date = metric.period is Period.TO_DATE
        years = self.takes_part(metric, subject)
        part = any(year == asked or (to_date and year < asked) for year in years)
        return 0 if part else NoData.TAKES_NO_PART

    def earlier(self, metric: Metric, subject: Subject, slot: Slot) -> list[Leaf]:
        return [
            leaf
            for leaf in self.leaves(metric, subject)
            if leaf.entry.fiscal_year < (slot.year or 0)
            and self.slot(metric, leaf, slot.year) == slot
        ]

    def partners(self, leaves: list[Leaf]) -> set[int]:
        net: dict[tuple[int, int], int] = {}
        for leaf in leaves:
            key = leaf.partner, leaf.entry.fiscal_year
            net[key] = net.get(key, 0) + leaf.entry.quantity
        return {partner for (partner, _), quantity in net.items() if quantity > 0 and partner}


def looks_at_the_partner(metric: Metric) -> bool:
    return (
        metric.count in {Count.PARTNERS, Count.NEW_PARTNERS}
        or metric.partner.looks_up
        or bool({Group.PARTNER, Group.PARTNER_KIND, Group.PARTNER_AREA} & set(metric.group))
    )
