"""Who reads and writes what sides say: the side alone writes (I13), those that have joined read; goals and roles are all sides'."""

from __future__ import annotations

from yuinowa.core.rights import ANYONE, Row, Scope, Standing
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.permissions.partnerships import WRITERS, as_side

_OF_SIDE = as_side(PartyState.JOINED, path="party__partnership")
_OF_ALL = as_side(PartyState.JOINED, path="partnership")


def _said(model: str) -> tuple[Scope, tuple[Row, ...]]:
    """What a side says: read by all that have joined, written by its own people; it stays the side's when it has left."""
    name = model.lower()
    scope = Scope(
        f"partnerships.{model}",
        owner="party__institution",
        parties=("party__partnership__parties__institution",),
    )
    return scope, (
        Row(f"{name}.view", Standing.OWN, ANYONE),
        Row(f"{name}.view", Standing.PARTY, ANYONE, _OF_SIDE),
        Row(f"{name}.edit", Standing.OWN, WRITERS, _OF_SIDE),
    )


def _shared(model: str) -> tuple[Scope, tuple[Row, ...]]:
    """What all sides share: read by all that have joined, written by any of them."""
    name = model.lower()
    return Scope(f"partnerships.{model}", parties=("partnership__parties__institution",)), (
        Row(f"{name}.view", Standing.PARTY, ANYONE, _OF_ALL),
        Row(f"{name}.edit", Standing.PARTY, WRITERS, _OF_ALL),
    )


#: Whoever may change what was said beforehand may say what came of it: the row of that is asked (``benefit.edit``).
_AFTERWARDS = (
    Scope(
        "partnerships.Afterwards",
        owner="party__institution",
        parties=("party__partnership__parties__institution",),
    ),
    (
        Row("afterwards.view", Standing.OWN, ANYONE),
        Row("afterwards.view", Standing.PARTY, ANYONE, _OF_SIDE),
    ),
)

TABLES = (
    *(_said(model) for model in ("Need", "CanDo", "Benefit", "Contribution", "Remark")),
    *(_shared(model) for model in ("Goal", "Task")),
    _AFTERWARDS,
)
