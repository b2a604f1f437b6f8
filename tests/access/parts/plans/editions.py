"""Editions of the plan of ``own``, published and prepared, one of its plan for members, and work that failed."""

from __future__ import annotations

from typing import Any

from tests.access.parts import Sample, pk
from tests.access.parts.plans.plans import PLANS
from tests.access.world import A_DAY, World
from tests.plans.editions import an_edition
from yuinowa.core import clock
from yuinowa.plans.domain.run import EditionDeed, RunState
from yuinowa.plans.models import Edition, EditionRun, Plan
from yuinowa.plans.queries.frozen import thawed

AFTER = ("plans.sheets",)
_EDITIONS = ("edition_published", "edition_prepared", "edition_members")


def fill(world: World) -> None:
    plan, shared = (Plan.objects.get(pk=world.pk(f"plan_{name}")) for name in ("public", "members"))
    world.keep("edition_published", lambda word: an_edition(plan, 2025, word))
    world.keep("edition_prepared", lambda word: an_edition(plan, 2025, word, state="prepared"))
    world.keep("edition_members", lambda word: an_edition(shared, shared.as_of_year, word))
    world.keep("edition_run", lambda word: _edition_run(plan, word))


def _edition_run(plan: Plan, word: str) -> EditionRun:
    """Work on an edition that failed, with the canary in why."""
    return EditionRun.objects.create(
        plan=plan,
        fiscal_year=2025,
        deed=EditionDeed.PREPARE.value,
        as_of=A_DAY,
        state=RunState.FAILED.value,
        trouble=word,
        created_at=clock.now(),
        finished_at=clock.now(),
    )


def _of_edition(world: World, kind: str) -> dict[str, Any]:
    edition = Edition.objects.get(pk=world.pk(kind))
    return {"pk": edition.plan_id, "year": edition.fiscal_year, "number": edition.number}


def _first_key(world: World, kind: str) -> str:
    """A project whose sheet the edition holds."""
    edition = Edition.objects.get(pk=world.pk(kind))
    return next(project.key for project, _sheet in thawed(edition.snapshot).sheets())


_EDITION = Sample(_EDITIONS, _of_edition)
SAMPLES = {
    "plans:edition-feed": Sample(),
    "plans:edition-list": Sample(PLANS, pk),
    "plans:edition-run": Sample(
        ("edition_run",),
        lambda world, kind: {"pk": world.pk("plan_public"), "year": 2025, "run_pk": world.pk(kind)},
    ),
    "plans:edition-prepare": Sample(PLANS, lambda world, kind: pk(world, kind) | {"year": 2025}),
    **{f"plans:edition-{page}": _EDITION for page in ("detail", "pdf", "workbook", "document")},
    "plans:edition-annex": Sample(
        _EDITIONS, lambda world, kind: _of_edition(world, kind) | {"annex": "index"}
    ),
    "plans:edition-project": Sample(
        _EDITIONS, lambda world, kind: _of_edition(world, kind) | {"key": _first_key(world, kind)}
    ),
    "plans:edition-figure": Sample(
        _EDITIONS, lambda world, kind: _of_edition(world, kind) | {"figure": 1}
    ),
    "plans:edition-data": Sample(
        _EDITIONS,
        lambda world, kind: _of_edition(world, kind) | {"table": "provenance", "form": "csv"},
    ),
    "plans:edition-file-again": Sample(
        _EDITIONS, lambda world, kind: _of_edition(world, kind) | {"form": "pdf"}
    ),
    "plans:edition-act": Sample(
        _EDITIONS, lambda world, kind: _of_edition(world, kind) | {"action": "publish"}
    ),
}
ROLES = dict.fromkeys((*_EDITIONS, "edition_run"), ("any", "plan_checker", "plan_officer"))
