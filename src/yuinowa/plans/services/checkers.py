"""Where nobody can check what was submitted, or publish what was prepared: whoever can name a checker is waited for."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Model
from django.urls import reverse

from yuinowa.core import people, waits
from yuinowa.core.rights import Role
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.kernel.workflow import Verb
from yuinowa.plans.domain.edition import EditionState
from yuinowa.plans.domain.round import RoundState
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.models import Edition, Plan, PlanYear, Sheet
from yuinowa.plans.queries.checkers import without_checker, without_publisher

#: The step of the wait that asks for a checker.
WITHOUT_CHECKER = "without-checker"


def ask_for_checker(year: PlanYear) -> None:
    """Let the owner's administrators be waited for while a submitted sheet of ``year`` has nobody to check it.

    Without administrators it is the region office that names somebody.
    """
    submitted = Sheet.objects.filter(
        project__plan=year.plan, fiscal_year=year.fiscal_year, state=SheetState.SUBMITTED
    )
    _ask(
        year,
        year.plan,
        year.fiscal_year,
        is_in_vain=year.is_open and bool(without_checker(year.plan, submitted).sheets),
        then_what="Then the sheets that were submitted can be checked.",
    )


def ask_for_publisher(edition: Edition) -> None:
    """The same while a prepared ``edition`` has nobody to publish it."""
    _ask(
        edition,
        edition.plan,
        edition.fiscal_year,
        is_in_vain=without_publisher(edition),
        then_what="Then the edition that was prepared can be published.",
    )


def _ask(subject: Model, plan: Plan, fiscal_year: int, *, is_in_vain: bool, then_what: str) -> None:
    if not is_in_vain:
        waits.close_wait(subject, WITHOUT_CHECKER)
        return
    is_kept = bool(people.holders_of(plan.owner_id, {Role.ADMIN}))
    institution = plan.owner_id if is_kept else waits.REGION_OFFICE
    asked = waits.open_waits(subject).filter(step=WITHOUT_CHECKER)
    if asked.filter(institution=institution).exists():
        return
    waits.close_wait(subject, WITHOUT_CHECKER)
    waits.open_wait(
        subject=subject,
        step=WITHOUT_CHECKER,
        label=f"{plan.name} {FiscalYear(fiscal_year).label}",
        institution=institution,
        institution_label=plan.owner.name if is_kept else "",
        role=(Role.ADMIN if is_kept else Role.REGION_ADMIN).value,
        asked_by=plan.owner_id,
        verb=Verb.NAME_CHECKER,
        then_what=then_what,
        url=reverse("accounts:people", args=[plan.owner_id]),
    )


@transaction.atomic
def ask_for_checkers(institution: int | None = None) -> None:
    """The same for every open round and every prepared edition, or those of one owner."""
    years = PlanYear.objects.filter(state=RoundState.OPEN).select_related("plan__owner")
    prepared = Edition.objects.filter(state=EditionState.PREPARED).select_related("plan__owner")
    if institution is not None:
        years = years.filter(plan__owner=institution)
        prepared = prepared.filter(plan__owner=institution)
    for year in years:
        ask_for_checker(year)
    for edition in prepared.defer("snapshot"):
        ask_for_publisher(edition)
