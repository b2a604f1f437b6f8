from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.kernel.errors import InputRefused
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.deeds import Deed, Grain, Leg, LegScope, Side, Voice, checked
from yuinowa.ledger.domain.kinds import Unit

DAY = date(2025, 5, 20)
LEG = Leg("ill.loan", Unit.ITEM, 2, giver=1, receiver=2, day=DAY)
DEED = Deed("ill.request/1", (LEG,))
STATED = replace(DEED, voice=Voice.GIVER, stated_by=1, statement=7)


def test_a_sound_deed_comes_back_as_it_is() -> None:
    assert checked(DEED) == DEED
    assert checked(STATED) == STATED


@pytest.mark.parametrize(
    ("fault", "changed"),
    [
        ("no such kind", {"kind": "sock.loan"}),
        ("not counted in", {"unit": Unit.YEN}),
        ("Somebody", {"giver": None, "receiver": None}),
        ("to itself", {"receiver": 1}),
        ("whole number", {"quantity": -1}),
        ("whole number", {"quantity": 10**15 + 1}),
        ("nothing was done", {"quantity": 0}),
        ("has its day", {"grain": Grain.MONTH}),
        ("both sides", {"giver": None}),
    ],
)
def test_a_recorded_leg_keeps_the_rules(fault: str, changed: dict[str, Any]) -> None:
    with pytest.raises(InputRefused, match=fault):
        checked(replace(DEED, legs=(replace(LEG, **changed),)))


@pytest.mark.parametrize(
    "changed", [{"quantity": 0}, {"grain": Grain.FISCAL_YEAR}, {"giver": None}, {"receiver": None}]
)
def test_a_stated_leg_may_be_coarser(changed: dict[str, Any]) -> None:
    leg = replace(LEG, **changed)

    [kept] = checked(replace(STATED, legs=(leg,))).legs

    assert kept == replace(leg, day=leg.day_from)


@pytest.mark.parametrize(
    ("fault", "changed"),
    [
        ("source of 1", {"source": ""}),
        ("source of 1", {"source": " x"}),
        ("source of 1", {"source": "x" * 121}),
        ("longer than 200", {"reason": "x" * 201}),
        ("1 to 5,000", {"legs": ()}),
        ("no statement", {"statement": 7}),
        ("names its statement", {"voice": Voice.OTHER}),
    ],
)
def test_a_deed_keeps_the_rules(fault: str, changed: dict[str, Any]) -> None:
    with pytest.raises(InputRefused, match=fault):
        checked(replace(DEED, **changed))


@pytest.mark.parametrize("principal", [(True, True), (False, False)])
def test_exactly_one_leg_per_unit_is_principal(principal: tuple[bool, bool]) -> None:
    legs = tuple(replace(LEG, receiver=n + 2, principal=p) for n, p in enumerate(principal))

    with pytest.raises(InputRefused, match="must be principal"):
        checked(replace(DEED, legs=legs))


def test_each_unit_has_a_principal_leg_of_its_own() -> None:
    legs = (
        replace(LEG, kind="ill.copy"),
        replace(LEG, kind="ill.copy", unit=Unit.PAGE, quantity=12),
    )

    assert checked(replace(DEED, legs=legs)).legs == legs


def test_to_the_residents_of_its_own_area_an_institution_may_give() -> None:
    leg = replace(LEG, receiver=1, scope=LegScope.RESIDENTS)

    assert checked(replace(DEED, legs=(leg,))).legs == (leg,)


@pytest.mark.parametrize(
    ("grain", "day_from", "day_to", "month"),
    [
        (Grain.DAY, date(2026, 2, 3), date(2026, 2, 3), 202602),
        (Grain.MONTH, date(2026, 2, 1), date(2026, 2, 28), 202602),
        (Grain.FISCAL_YEAR, date(2025, 4, 1), date(2026, 3, 31), 202500),
    ],
)
def test_a_period_is_as_long_as_its_grain(
    grain: Grain, day_from: date, day_to: date, month: int
) -> None:
    leg = replace(LEG, day=date(2026, 2, 3), grain=grain)

    assert (leg.day_from, leg.day_to, leg.month) == (day_from, day_to, month)
    assert leg.fiscal_year == 2025


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.sampled_from(Grain))
def test_every_period_holds_its_day_and_lies_in_one_fiscal_year(day: date, grain: Grain) -> None:
    leg = replace(LEG, day=day, grain=grain)

    assert leg.day_from <= day <= leg.day_to
    assert FiscalYear.of(leg.day_from) == FiscalYear.of(leg.day_to) == FiscalYear(leg.fiscal_year)
    assert (leg.day_from == leg.day_to) == (grain is Grain.DAY)
    assert replace(leg, day=leg.day_from).day_to == leg.day_to


def test_the_other_sides_own_statement_does_not_speak_for_this_side() -> None:
    assert Side.GIVEN.voices == (Voice.RECORDED, Voice.GIVER, Voice.OTHER)
    assert Side.RECEIVED.voices == (Voice.RECORDED, Voice.RECEIVER, Voice.OTHER)
