"""Where nobody can check what was submitted: whoever can name a checker is waited for."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from yuinowa.core import people, waits
from yuinowa.core.rights import Role
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.kernel.workflow import Verb
from yuinowa.plans.domain.round import RoundState
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.models import PlanYear, Sheet
from yuinowa.plans.queries.checkers import without_checker

#: The step of the wait that asks for a checker.
WITHOUT_CHECKER = "without-checker"


def ask_for_checker(year: PlanYear) -> None:
    """Let the owner's administrators be waited for while a submitted sheet of ``year`` has nobody to check it.

    Without administrators it is the region office that names somebody.
    """
    plan = year.plan
    submitted = Sheet.objects.filter(
        project__plan=plan, fiscal_year=year.fiscal_year, state=SheetState.SUBMITTED
    )
    if not (year.is_open and without_checker(plan, submitted).sheets):
        waits.close_wait(year, WITHOUT_CHECKER)
        return
    is_kept = bool(people.holders_of(plan.owner_id, {Role.ADMIN}))
    institution = plan.owner_id if is_kept else waits.REGION_OFFICE
    asked = waits.open_waits(year).filter(step=WITHOUT_CHECKER)
    if asked.filter(institution=institution).exists():
        return
    waits.close_wait(year, WITHOUT_CHECKER)
    waits.open_wait(
        subject=year,
        step=WITHOUT_CHECKER,
        label=f"{plan.name} {FiscalYear(year.fiscal_year).label}",
        institution=institution,
        institution_label=plan.owner.name if is_kept else "",
        role=(Role.ADMIN if is_kept else Role.REGION_ADMIN).value,
        asked_by=plan.owner_id,
        verb=Verb.NAME_CHECKER,
        then_what="Then the sheets that were submitted can be checked.",
        url=reverse("accounts:people", args=[plan.owner_id]),
    )


@transaction.atomic
def ask_for_checkers(institution: int | None = None) -> None:
    """The same for every open round, or those of one owner."""
    years = PlanYear.objects.filter(state=RoundState.OPEN).select_related("plan__owner")
    for year in years if institution is None else years.filter(plan__owner=institution):
        ask_for_checker(year)
