"""The own plan of ``own``, public; a private reference plan of its, one for members; another public one."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Model

from tests.access.parts import Sample, pk
from tests.access.world import A_DAY, World
from tests.plans.factories import a_plan, own_plan
from yuinowa.core.rights import Level
from yuinowa.ledger.domain.statistics import Statistic
from yuinowa.ledger.models import Indicator, IndicatorValue
from yuinowa.plans.models import Goal, IndicatorSlot

AFTER = ("ledger.figures", "ledger.metrics")
PLANS = ("plan_public", "plan_members", "plan_private")


def fill(world: World) -> None:
    own = world.institutions["own"]
    plan = own_plan(own)
    world.keep("plan_public", partial(named, plan))
    private = a_plan("minato", owner=own)
    # Both say that they are one item: a comparison of the public one may not show the other.
    Indicator.objects.filter(institution=own).update(statistic=Statistic.ADDED.value)
    world.keep("plan_private", partial(named, private, level=Level.PRIVATE.value))
    beside = own_plan(world.institutions["office"])
    Indicator.objects.filter(institution=beside.owner).update(statistic=Statistic.ADDED.value)
    world.keep("plan_beside", partial(named, beside))
    shared = a_plan("twin", owner=own)
    world.keep("plan_members", partial(named, shared, level=Level.MEMBERS.value))
    kept = IndicatorValue.objects.filter(
        indicator__plan_slots__project__plan=plan, fiscal_year=2025
    )
    world.keep("figure", lambda _word: kept.earliest("pk"))
    world.keep("indicator", lambda word: named(kept.earliest("pk").indicator, word))


def named(obj: Model, word: str, **changes: object) -> Model:
    """``obj`` with the canary for its name, as if somebody had entered it so."""
    type(obj)._base_manager.filter(pk=obj.pk).update(name=word, **changes)
    obj.refresh_from_db()
    return obj


def _goal(world: World, kind: str) -> dict[str, Any]:
    plan = world.pk(kind)
    goal = Goal.objects.filter(plan=plan).earliest("pk")
    return {"pk": plan, "kind": "goal", "part": goal.pk}


def _slot(world: World, kind: str) -> dict[str, Any]:
    plan = world.pk(kind)
    slot = IndicatorSlot.objects.filter(project__plan=plan, indicator__isnull=False).earliest("pk")
    return {"pk": plan, "part": slot.pk}


_PLAN = Sample(PLANS, pk)
_API = Sample(PLANS, lambda world, kind: {"plan_id": world.pk(kind)})
SAMPLES = {
    **{
        f"plans:plan-{page}": _PLAN
        for page in (
            "detail",
            "report",
            "report-pdf",
            "index",
            "sheets",
            "reference",
            "indicators",
            "workbook",
            "rule",
            "rule-edit",
            "change",
            "history",
            "structure",
            "years",
            "feed",
        )
    },
    **{f"plans:part-{deed}": Sample(PLANS, _goal) for deed in ("edit", "move", "remove")},
    "plans:part-new": Sample(
        PLANS, lambda world, kind: pk(world, kind) | {"kind": "goal", "parent": world.pk(kind)}
    ),
    "plans:slot-targets": Sample(PLANS, _slot),
    # Whoever keeps plans begins one, of his own institution; the object only names who that is.
    "plans:plan-begin": Sample(("plan_public",)),
    "plans:plan-take-in": Sample(("plan_public",)),
    "plans:plan-whole": Sample(PLANS, lambda world, kind: pk(world, kind) | {"form": "json"}),
    "plans:plan-file-again": Sample(PLANS, lambda world, kind: pk(world, kind) | {"form": "pdf"}),
    "plans:plan-data": Sample(
        PLANS, lambda world, kind: pk(world, kind) | {"table": "projects", "form": "csv"}
    ),
    "plans:plan-years-data": Sample(PLANS, lambda world, kind: pk(world, kind) | {"form": "csv"}),
    "plans:plan-open-year": Sample(PLANS, lambda world, kind: pk(world, kind) | {"year": 2027}),
    **{
        f"plans:plan-{page}": Sample(
            ("plan_public",), lambda world, kind: pk(world, kind) | {"year": A_DAY.year}
        )
        for page in ("round", "round-csv", "close-year", "forms")
    },
    "plans:plan-forms-file": Sample(
        ("plan_public",),
        lambda world, kind: pk(world, kind) | {"year": A_DAY.year, "form": "xlsx"},
    ),
    **{
        f"plans:{page}": Sample(PLANS, lambda world, kind: pk(world, kind) | {"key": "1-1-1"})
        for page in ("project-detail", "project-partners", "partner-decide")
    },
    **{
        f"plans:project-evidence{file}": Sample(
            PLANS, lambda world, kind: pk(world, kind) | {"key": "1-1-1", "year": 2025}
        )
        for file in ("", "-csv")
    },
    "api:plan": _API,
    "api:plan-indicators": _API,
    "api:plan-years": _API,
}
ROLES = dict.fromkeys(PLANS, ("any", "plan_officer"))
