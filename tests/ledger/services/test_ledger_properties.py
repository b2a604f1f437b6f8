"""After any series of posting, correcting, reversing, stating and closing the roll-ups are the fold of the entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledger.factories import institution
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import YuinowaError
from yuinowa.ledger import services as ledger
from yuinowa.ledger.domain.deeds import Deed, Grain, Leg, LegScope
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.models import (
    Choice,
    ContextYear,
    Entry,
    GivenMonth,
    PairYear,
    ReceivedMonth,
    Statement,
)
from yuinowa.ledger.queries.entries import in_force
from yuinowa.ledger.services import Figure
from yuinowa.ledger.services.statements import source_of

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()

people = st.integers(0, 3)
some_days = st.sampled_from(
    [date(2024, 4, 1), date(2025, 3, 31), date(2025, 4, 1), date(2025, 4, 2)]
)
quantities = st.integers(1, 5)


@st.composite
def legs(draw: st.DrawFn) -> tuple[Leg, ...]:
    day, found = draw(some_days), []
    for unit in draw(st.sampled_from([(Unit.ITEM,), (Unit.ITEM, Unit.PAGE)])):
        for number in range(draw(st.integers(1, 3))):
            giver, receiver = draw(people), draw(people)
            scope = LegScope.RESIDENTS if giver == receiver else draw(st.sampled_from(LegScope))
            found.append(
                Leg("ill.copy", unit, draw(quantities), giver, receiver, day, scope, number == 0)
            )
    return tuple(found)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    giver, receiver = draw(st.sampled_from([(0, None), (None, 1), (0, 1), (2, 3)]))
    quantity, grain = draw(st.integers(0, 5)), draw(st.sampled_from(Grain))
    return Figure("ill.copy", Unit.ITEM, quantity, giver, receiver, draw(some_days), grain)


sources = st.sampled_from(["p/1", "p/2", "p/3"])
steps = st.one_of(
    st.tuples(st.just("post"), sources, legs(), st.booleans()),
    st.tuples(st.just("batch"), st.lists(legs(), max_size=3)),
    st.tuples(st.just("correct"), sources, legs(), st.booleans()),
    st.tuples(st.just("reverse"), sources),
    st.tuples(st.just("state"), people, st.lists(figures(), min_size=1, max_size=2)),
    st.tuples(st.just("unsay")),
    st.tuples(st.just("close"), people, st.sampled_from([2024, 2025])),
)


@dataclass
class Region:
    """Four institutions, a partnership, and the steps in their names."""

    institutions: Sequence[int]
    context: int
    steps: int = 0

    def deed(self, source: str, parts: Sequence[Leg], *, in_context: bool) -> Deed:
        return Deed(
            source,
            tuple(self.named(leg) for leg in parts),
            context=self.context if in_context else None,
            reason="遅れ",
        )

    def named(self, part: Any) -> Any:
        def name(number: int | None) -> int | None:
            return None if number is None else self.institutions[number]

        values = {field: getattr(part, field) for field in part.__slots__}
        values |= {"giver": name(part.giver), "receiver": name(part.receiver)}
        return type(part)(**values)

    def take(self, step: tuple[Any, ...]) -> None:
        self.steps += 1
        match step:
            case ("post", source, parts, in_context):
                ledger.post(self.deed(source, parts, in_context=in_context), SYSTEM)
            case ("batch", batch):
                many = [
                    self.deed(f"b/{self.steps}/{number}", parts, in_context=number == 1)
                    for number, parts in enumerate(batch)
                ]
                ledger.post_batch(many, SYSTEM)
            case ("correct", source, parts, in_context):
                deed = self.deed(source, parts, in_context=in_context)
                ledger.correct(deed, reason="訂正", actor=SYSTEM)
            case ("reverse", source):
                ledger.reverse(source, reason="取消", actor=SYSTEM)
            case ("state", who, said):
                ledger.state(
                    [self.named(figure) for figure in said],
                    stated_by=self.institutions[who],
                    title="年報",
                    received_on=date(2026, 5, 1),
                    digest=f"{self.steps:064}",
                    reason="遅れ",
                    actor=SYSTEM,
                )
            case ("unsay",):
                newest = Statement.objects.order_by("pk").last()
                if newest is not None:
                    ledger.reverse(source_of(newest.pk, 0), reason="取消", actor=SYSTEM)
            case ("close", who, year):
                ledger.close_year(self.institutions[who], year, actor=SYSTEM)


def cells_of(model: Any, *numbers: str) -> dict[Any, Any]:
    return {
        cell.pk: tuple(getattr(cell, name) for name in numbers)
        for cell in model.objects.all()
        if cell.entries
    }


def folded_anew() -> tuple[dict[Any, Any], ...]:
    """All four tables from the legs in force, written as plainly as can be."""
    tables: tuple[dict[Any, Any], ...] = tuple(defaultdict(list) for _ in range(4))
    pair, given_month, received, context = tables
    for e in in_force(Entry.objects.all()):
        giver, receiver = e.giver_id or 0, e.receiver_id or 0
        tail = (e.scope, e.unit, e.voice)
        pair[e.kind, e.fiscal_year, giver, receiver, *tail].append(e)
        if e.voice != 3:
            given_month[e.kind, e.fiscal_year, e.month, giver, *tail].append(e)
        if e.voice != 2:
            received[e.kind, e.fiscal_year, e.month, receiver, *tail].append(e)
        if e.context_id:
            context[e.context_id, e.fiscal_year, e.kind, giver, receiver, *tail].append(e)
    return tables


def sums(entries: Sequence[Entry]) -> tuple[int, int, int]:
    total = sum(entry.quantity for entry in entries if entry.principal)
    return len(entries), sum(entry.quantity for entry in entries), total


NUMBERS = ("entries", "quantity", "quantity_total")


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(steps, max_size=10))
def test_whatever_is_done_the_roll_ups_are_the_fold_of_what_is_in_force(
    taken: list[tuple[Any, ...]],
) -> None:
    with transaction.atomic():
        context = ledger.context_of("partnership", "1", "会").pk
        region = Region([institution() for _ in range(4)], context)

        for step in taken:
            with suppress(YuinowaError), transaction.atomic():
                region.take(step)

        pair, given_month, received, in_context = folded_anew()
        assert cells_of(PairYear, *NUMBERS, "first_day", "last_day") == {
            key: (*sums(legs), min(e.day_from for e in legs), max(e.day_to for e in legs))
            for key, legs in pair.items()
        }
        assert cells_of(GivenMonth, *NUMBERS) == {k: sums(v) for k, v in given_month.items()}
        assert cells_of(ReceivedMonth, *NUMBERS) == {k: sums(v) for k, v in received.items()}
        assert cells_of(ContextYear, *NUMBERS) == {k: sums(v) for k, v in in_context.items()}
        assert ledger.verify().faults == ()
        choices_follow_the_rule(given_month, received)
        transaction.set_rollback(True)


def choices_follow_the_rule(given_month: dict[Any, Any], received: dict[Any, Any]) -> None:
    """A row exactly where something stated is in force; recorded first, contested when several speak."""
    voices = defaultdict(set)
    for side, cells in (("given", given_month), ("received", received)):
        for kind, year, _month, who, _scope, _unit, voice in cells:
            if who:
                voices[who, side, kind, year].add(voice)
    expected = {
        (*place, min(heard), len(heard) > 1) for place, heard in voices.items() if heard != {1}
    }
    columns = ("institution_id", "side", "kind", "fiscal_year", "voice", "contested")
    assert set(Choice.objects.values_list(*columns)) == expected
