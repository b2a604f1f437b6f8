"""The files of many sheets: printed plans and editions, whole plans, a year's forms. Begun, made by a job outside of any
transaction, told where they could not be.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, jobs, move, outbox
from yuinowa.core.rights import Actor, require
from yuinowa.kernel.errors import InputRefused, Unavailable, WrongState, YuinowaError
from yuinowa.plans.domain.edition import STANDING
from yuinowa.plans.domain.run import KEEP_RUNS, PRINTED, FileForm, RunState
from yuinowa.plans.exchange import kept_files
from yuinowa.plans.exchange.carried import FormsPaper, WholePaper
from yuinowa.plans.exchange.papers import EditionPaper, Paper, PlanPaper
from yuinowa.plans.models import Edition, FileRun, Plan
from yuinowa.plans.queries.printed import printed_again
from yuinowa.plans.queries.returned import drafts_again
from yuinowa.plans.services import runs

logger = logging.getLogger(__name__)

A_DAY = timedelta(days=1)
#: So long a plan's file is given as it was printed, while the plan stays as it is.
KEEP_PLAN_FILES = timedelta(days=7)
CARRY_OUT = "plans.carry-out-file"


def begin_files(paper: Paper, *, actor: Actor) -> None:
    """Have a job print every file of ``paper``, an edition or a plan, that is not there."""
    for form in PRINTED:
        begin_file(paper, form, actor=actor)


@transaction.atomic
def begin_file(paper: Paper, form: FileForm, *, actor: Actor) -> None:
    """Have a job print one file of ``paper``; nothing where it is there, or one is at work on it.

    Whoever may read the plan or edition may have its file: no further right is asked. For a whole plan and for forms the
    page asked it; what the job makes is what this reader was shown.
    """
    if kept_files.kept_path(paper, form).exists():
        return
    run = FileRun(
        plan=paper.plan,
        edition=paper.edition,
        form=form.value,
        stamp=paper.stamp,
        sheets=list(paper.sheets),
        fiscal_year=paper.fiscal_year,
        department=paper.department,
        person=actor.person,
        created_at=clock.now(),
    )
    try:
        with transaction.atomic():
            run.full_clean(validate_constraints=False)  # a second one at work: told by the database
            run.save()
    except IntegrityError:
        return
    move.begin(run)
    outbox.enqueue(
        CARRY_OUT,
        key=str(run.pk),
        payload={"run": run.pk, "language": translation.get_language() or "ja"},
        serial=f"file/{run.stamp}/{form}",
    )
    audit.record("filerun.begin", run, actor=actor, after={"form": run.form})


def may_print_again(paper: Paper, *, actor: Actor) -> bool:
    """Whether ``actor`` keeps or checks the plan, and so may ask for a file once more that failed."""
    try:
        _require_keeper(paper, actor)
    except YuinowaError:
        return False
    return True


def _require_keeper(paper: Paper, actor: Actor) -> None:
    if paper.edition is None:
        require(actor, "plan.print_again", paper.plan)
    else:
        require(actor, "edition.act", paper.edition)


def print_again(paper: Paper, form: FileForm, *, actor: Actor) -> None:
    """As ``begin_file``, after it could not be printed, by those who keep or check the plan.

    Raises:
        NotAllowed: ``actor`` neither keeps nor checks this plan.
        WrongState: it did not fail: it is there, or is being printed.
    """
    _require_keeper(paper, actor)
    found = kept_files.files_of(paper, [form])[0]
    if not found.is_failed:
        raise WrongState(
            _("This file is there, or is being made."), next_step=_("Open the page again.")
        )
    begin_file(paper, form, actor=actor)


def carry_out(run_id: int) -> None:
    """Print what the run says, whole or not at all; what is refused, the run tells. Nothing, where it was done before.

    It is printed before the transaction that ends the run: nobody waits for the press with the database held. A fault
    that nobody foresaw is the job's: it tries again, the page says so, and after the last try ``give_up`` ends the run.
    """
    run = (
        FileRun.objects.select_related("plan__owner")
        .filter(pk=run_id, state=RunState.WORKING.value)
        .first()
    )
    if run is None:
        return
    try:
        _print(run)
        runs.finish(run, lambda _row: None)
    except YuinowaError as fault:
        runs.fail(run, fault)


def _print(run: FileRun) -> None:
    """Once more where it became another meanwhile; a killed job runs again and finds it printed, or not.

    Raises:
        InputRefused: characters that no font has.
        Unavailable: it could not be printed in time, or there was no room to keep it.
    """
    form = FileForm(run.form)
    FileRun.objects.filter(pk=run.pk).update(started_at=clock.now())
    while True:
        paper = _paper_of(run)
        if kept_files.kept_path(paper, form).exists():
            return
        try:
            kept_files.print_and_keep(paper, form)
        except InputRefused as refused:
            # The place stands beside the fault on a form; here the run tells both in one.
            raise InputRefused(
                f"{refused.message} {refused.place}".strip(), next_step=refused.next_step
            ) from refused
        except OSError as error:
            logger.exception("file of run %s not kept", run.pk)
            raise Unavailable(
                _("The file could not be kept."),
                next_step=_("Tell the people who run this site: there may be no room."),
            ) from error


def _paper_of(run: FileRun) -> Paper:
    """What is to be printed, read anew."""
    if run.edition_id is not None:
        return EditionPaper(Edition.objects.select_related("plan__owner").get(pk=run.edition_id))
    plan = Plan.objects.select_related("owner").get(pk=run.plan_id)
    if run.fiscal_year is not None:
        found = drafts_again(plan, run.sheets)
        return FormsPaper(plan, run.fiscal_year, found, run.department)
    if FileForm(run.form) in PRINTED:
        return PlanPaper(printed_again(plan, run.sheets))
    return WholePaper(plan)


def give_up(run_id: int) -> None:
    """Let the run say that it was tried in vain."""
    runs.give_up(FileRun, run_id)


def tried_again(run: FileRun) -> jobs.Trying | None:
    """How often the work met an unknown fault and when it is tried again; None: it met none, or is over."""
    return runs.tried_again(run, CARRY_OUT)


def erase_old_files() -> int:
    """Erase how the work on files ended, after its time, and files that are over; how many rows.

    Of editions those that are withdrawn, and what was printed before they were published; of plans what is a week old.
    """
    now = clock.now()
    standing = Edition.objects.filter(state__in=[state.value for state in STANDING])
    kept_files.erase_all_but(standing.defer("snapshot"), before=now - A_DAY)
    kept_files.erase_of_plans(before=now - KEEP_PLAN_FILES)
    deleted, _rows = FileRun.objects.filter(finished_at__lt=now - KEEP_RUNS).delete()
    return deleted
