"""A plan laid beside one that everybody sees."""

from __future__ import annotations

from dataclasses import replace

from tests.access.parts import Sample

_SIDES = Sample(
    ("plan_beside", "plan_members", "plan_private"),
    query="?",
    asked=lambda world, kind: {"plan": [world.pk(kind), world.pk("plan_public")]},
)
SAMPLES = {
    "plans:comparison-municipalities": Sample(query="?of=added"),
    "plans:comparison-municipalities-data": Sample(
        fill=lambda _world, _kind: {"form": "csv"}, query="?of=added"
    ),
    "plans:comparison-plans": _SIDES,
    "plans:comparison-plans-data": replace(_SIDES, fill=lambda _world, _kind: {"form": "csv"}),
    "plans:comparison-dictionary": Sample(fill=lambda _world, _kind: {"form": "csv"}),
    "api:comparison-plans": _SIDES,
    "api:comparison-municipalities": Sample(query="?of=added"),
}
ROLES = {"plan_beside": ("any",)}
