"""The kinds (種類) of what institutions give one another, each with the units it is counted in.

A wing that posts a kind of its own registers it in ``AppConfig.ready``. What a kind is called stands in
``ledger.labels``; here is only what the rules need.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from yuinowa.kernel.errors import InputRefused


class Unit(StrEnum):
    """The smallest unit a quantity is counted in; a quantity is always a whole number of them."""

    ITEM = "item"
    TIME = "time"
    PERSON = "person"
    YEN = "yen"
    MINUTE = "minute"
    PAGE = "page"
    TITLE = "title"

    @property
    def counts_persons(self) -> bool:
        """Whether small numbers could point at somebody: hidden under 10 and never drilled."""
        return self is Unit.PERSON


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of deed.

    In an undirected kind the giver is the side that approached: it may be asked for both sides together
    or in total, never for what was "given".
    """

    code: str
    units: tuple[Unit, ...]
    directed: bool = True


_CODE = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)?")

#: Shipped kinds. Joint activities and e-loans are given by the host and the lender; what residents received
#: is a leg of scope ``RESIDENTS``. ``ill.request`` is given by the side that asks, so that a library's fill rate
#: is what it lent and copied over what was asked of it, all in items.
_SHIPPED = (
    Kind("contact", (Unit.TIME, Unit.PERSON), directed=False),
    Kind("activity.joint", (Unit.TIME, Unit.PERSON)),
    Kind("ill.request", (Unit.ITEM,)),
    Kind("ill.loan", (Unit.ITEM,)),
    Kind("ill.copy", (Unit.ITEM, Unit.PAGE)),
    Kind("group_loan", (Unit.ITEM, Unit.TIME)),
    Kind("support.visit", (Unit.TIME, Unit.MINUTE)),
    Kind("support.answer", (Unit.TIME, Unit.MINUTE)),
    Kind("reference.answer", (Unit.ITEM,)),
    Kind("eloan", (Unit.ITEM,)),
    Kind("pathfinder", (Unit.TITLE,)),
    Kind("catalogue.contributed", (Unit.TITLE,)),
)
_KINDS: dict[str, Kind] = {kind.code: kind for kind in _SHIPPED}


def register(kind: Kind) -> None:
    """Make a wing's kind known; the same kind again changes nothing.

    Raises:
        ValueError: the code is malformed, has no unit, or already means something else.
    """
    if not _CODE.fullmatch(kind.code) or not kind.units:
        raise ValueError(f"not a kind: {kind}")
    if _KINDS.setdefault(kind.code, kind) != kind:
        raise ValueError(f"the kind {kind.code} means two things")


def find(code: str) -> Kind:
    """The kind of this code.

    Raises:
        InputRefused: no such kind is registered.
    """
    kind = _KINDS.get(code)
    if kind is None:
        raise InputRefused("There is no such kind in the ledger.", place=code[:50])
    return kind


def is_known(code: str) -> bool:
    return code in _KINDS


def every_kind() -> tuple[Kind, ...]:
    """All registered kinds, by code."""
    return tuple(_KINDS[code] for code in sorted(_KINDS))


def matching(pattern: str) -> tuple[Kind, ...]:
    """The kinds a pattern names: one code, or all of a family with ``ill.*``; none if nothing matches."""
    if pattern.endswith(".*"):
        return tuple(kind for kind in every_kind() if kind.code.startswith(pattern[:-1]))
    return (_KINDS[pattern],) if pattern in _KINDS else ()
