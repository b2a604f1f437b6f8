"""The work on editions of many sheets, as those who keep the plan see it."""

from __future__ import annotations

from django.db.models import QuerySet

from yuinowa.core.rights import Actor, visible_to
from yuinowa.plans.domain.edition_run import FILE_DEEDS, STEP_DEEDS, EditionDeed, EditionRunState
from yuinowa.plans.models import Edition, EditionRun, Plan


def edition_runs_visible_to(actor: Actor) -> QuerySet[EditionRun]:
    """The work with its plan and, once there is one, its edition; the latest first."""
    found = EditionRun.objects.select_related("plan__owner", "edition").defer("edition__snapshot")
    return visible_to(actor, found)


def at_work(plan: Plan, actor: Actor, fiscal_year: int | None = None) -> EditionRun | None:
    """The work that goes on now for ``plan``, on one year or any; None: none that ``actor`` may see. One query."""
    found = edition_runs_visible_to(actor).filter(
        plan=plan, state=EditionRunState.WORKING.value, deed__in=STEP_DEEDS
    )
    return (found if fiscal_year is None else found.filter(fiscal_year=fiscal_year)).first()


def work_on_files(edition: Edition) -> dict[EditionDeed, EditionRun]:
    """The latest work on each file of ``edition``; whoever may read the edition may know of it. One query."""
    found = EditionRun.objects.filter(edition=edition.pk, deed__in=FILE_DEEDS)
    latest: dict[EditionDeed, EditionRun] = {}
    for run in found.order_by("-pk"):
        latest.setdefault(EditionDeed(run.deed), run)
    return latest
