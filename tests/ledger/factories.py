"""Dull makers of ledger things."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from yuinowa.core import clock
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.ledger.domain.deeds import Deed, Leg
from yuinowa.ledger.domain.kinds import Unit

_numbers = count(1)
DAY = date(2025, 5, 20)


def institution() -> int:
    """The id of a new institution."""
    return Institution.objects.create(name=f"試験機関{next(_numbers)}").pk


def editor_of(institution_id: int, **more: Any) -> Actor:
    return Actor(
        person=100 + institution_id,
        institution=institution_id,
        roles=frozenset({Role.EDITOR}),
        member=True,
        **more,
    )


def admin_of(institution_id: int, **more: Any) -> Actor:
    """Signed in this moment."""
    values: dict[str, Any] = {"fresh_at": clock.now()} | more
    return Actor(
        person=200 + institution_id,
        institution=institution_id,
        roles=frozenset({Role.ADMIN}),
        member=True,
        **values,
    )


def region_office(institution_id: int) -> Actor:
    return Actor(
        person=1,
        institution=institution_id,
        roles=frozenset({Role.COORDINATOR}),
        region=True,
        member=True,
    )


def loan(giver: int | None, receiver: int | None, quantity: int = 1, **more: Any) -> Leg:
    values: dict[str, Any] = {"kind": "ill.loan", "unit": Unit.ITEM, "day": DAY} | more
    return Leg(giver=giver, receiver=receiver, quantity=quantity, **values)


def deed(*legs: Leg, source: str = "", **more: Any) -> Deed:
    return Deed(source=source or f"test.deed/{next(_numbers)}", legs=legs, **more)
