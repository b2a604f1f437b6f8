"""Towns for tests of comparisons: each with its own plan, whose first indicator is one item of statistics."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from tests.plans.factories import an_owner, own_plan
from yuinowa.core.rights import Actor
from yuinowa.directory.models import Institution
from yuinowa.ledger.models import Indicator
from yuinowa.ledger.services.populations import PopulationEntry, record_population
from yuinowa.plans.models import Plan, SheetFigure

#: In the plan of 試験市: 312 in 2024, 318 in 2025, in 点.
CODE, ITEM = "local_materials", "added"


def a_town(name: str, *, actual: str = "", population: int | None = None) -> Plan:
    """A town's own plan, published for 2025; ``actual`` instead of what its sheet says of 2025."""
    plan = own_plan(an_owner(name, name_kana=name))
    indicator_of(plan).update(statistic=ITEM)
    if actual:
        figures_of(plan, 2025).update(actual_text=actual)
    if population:
        with_population(plan.owner, population)
    return plan


def indicator_of(plan: Plan) -> QuerySet[Indicator]:
    return Indicator.objects.filter(institution=plan.owner_id, code=CODE)


def figures_of(plan: Plan, year: int) -> QuerySet[SheetFigure]:
    return SheetFigure.objects.filter(
        sheet__project__plan=plan, slot__indicator__code=CODE, fiscal_year=year
    )


def with_population(owner: Institution, number: int, day: date = date(2025, 10, 1)) -> None:
    record_population(
        owner.pk, day, PopulationEntry(number, "住民基本台帳人口"), actor=Actor.system()
    )
