"""Work on plans of many sheets: steps of editions, as those who keep the plan see them, and files, as whoever reads them."""

from __future__ import annotations

from django.db.models import QuerySet

from yuinowa.core.rights import Actor, visible_to
from yuinowa.plans.domain.run import FileForm, RunState
from yuinowa.plans.models import Edition, EditionRun, FileRun, Plan


def edition_runs_visible_to(actor: Actor) -> QuerySet[EditionRun]:
    """The work with its plan and, once there is one, its edition; the latest first."""
    found = EditionRun.objects.select_related("plan__owner", "edition").defer("edition__snapshot")
    return visible_to(actor, found)


def at_work(plan: Plan, actor: Actor, fiscal_year: int | None = None) -> EditionRun | None:
    """The work that goes on now for ``plan``, on one year or any; None: none that ``actor`` may see. One query."""
    found = edition_runs_visible_to(actor).filter(plan=plan, state=RunState.WORKING.value)
    return (found if fiscal_year is None else found.filter(fiscal_year=fiscal_year)).first()


def work_on_files(
    plan: Plan, edition: Edition | None = None, *, stamp: str = ""
) -> dict[FileForm, FileRun]:
    """The latest work on each file of ``edition``, or of ``plan`` as ``stamp`` says it is read. One query.

    Whoever may read the one may know of it.
    """
    found = FileRun.objects.filter(plan=plan.pk, edition=edition)
    if edition is None:
        found = found.filter(stamp=stamp)
    latest: dict[FileForm, FileRun] = {}
    for run in found.order_by("-pk"):
        run.plan, run.edition = plan, edition
        latest.setdefault(FileForm(run.form), run)
    return latest
