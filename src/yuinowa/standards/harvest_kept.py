"""A harvest's state as plain values, so that it can be stored with its page and read again after a death."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from yuinowa.standards.harvest import End, Order, State
from yuinowa.standards.oaipmh import Granularity

_MOMENTS = ("since", "until", "answered_at")


def plain(state: State) -> dict[str, Any]:
    """``state`` in words, numbers and lists (JSON); moments as ISO 8601, tokens seen in order."""
    said = asdict(replace(state, order=Order("")))
    order = asdict(state.order)
    for values in (said, order):
        values |= {name: _written(values[name]) for name in _MOMENTS if name in values}
    return {
        **said,
        "order": {**order, "granularity": state.order.granularity.value},
        "seen": sorted(state.seen),
        "end": state.end.value if state.end else None,
    }


def unplain(said: dict[str, Any]) -> State:
    """The state that ``plain`` wrote.

    Raises:
        KeyError, ValueError, TypeError: nothing that ``plain`` wrote.
    """
    values = {**said, **{name: _read(said[name]) for name in _MOMENTS}}
    order = {**said["order"], **{name: _read(said["order"][name]) for name in ("since", "until")}}
    values["order"] = Order(**{**order, "granularity": Granularity(order["granularity"])})
    values["seen"] = frozenset(said["seen"])
    values["end"] = End(said["end"]) if said["end"] else None
    return State(**values)


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _read(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
