"""The metrics asked for in the matrix; the indicator comes with the plan."""

from __future__ import annotations

from tests.access.parts import Sample, pk
from tests.access.parts.directory.institutions import INSTITUTIONS
from tests.access.world import World
from yuinowa.ledger.services import load_shipped_metrics

AFTER = ("ledger.figures",)


def fill(_world: World) -> None:
    load_shipped_metrics()


SAMPLES = {
    "ledger:metric-detail": Sample(fill=lambda _world, _kind: {"code": "contacts"}),
    "ledger:metric-version": Sample(fill=lambda _world, _kind: {"code": "contacts", "version": 1}),
    "ledger:metric-figure": Sample(
        INSTITUTIONS,
        lambda world, kind: {
            "code": "contacts",
            "version": 1,
            "subject": str(world.pk(kind)),
            "year": 2026,
        },
    ),
    "ledger:indicator-detail": Sample(("indicator",), pk),
    "ledger:indicator-figure": Sample(
        ("indicator",), lambda world, kind: pk(world, kind) | {"year": 2025}
    ),
}
ROLES = {"indicator": ("any", "coordinator")}
