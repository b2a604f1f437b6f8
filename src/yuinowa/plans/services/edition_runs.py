"""Editions of many sheets are prepared and published by a job: begun, carried out whole or not at all, told.

A small one is there when the request comes back, without a job: nobody waits longer for the sake of the large ones.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, jobs, move, outbox, people
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import WrongState, YuinowaError
from yuinowa.plans.domain.edition import MANY_SHEETS, EditionAction
from yuinowa.plans.domain.run import KEEP_RUNS, EditionDeed, RunState
from yuinowa.plans.exchange.papers import EditionPaper
from yuinowa.plans.models import Edition, EditionRun
from yuinowa.plans.queries.edition_drafts import published_sheets
from yuinowa.plans.services import editions, runs
from yuinowa.plans.services.editions import EditionEntry
from yuinowa.plans.services.file_runs import begin_files

CARRY_OUT = "plans.carry-out-edition"
#: Whoever may take one of the steps.
_KEEPERS = (Role.PLAN_OFFICER, Role.PLAN_CHECKER)


@transaction.atomic
def prepare_or_begin(
    plan_id: int, fiscal_year: int, entry: EditionEntry, *, actor: Actor
) -> Edition | EditionRun:
    """The edition, prepared; of a plan with many sheets the work on it, which a job carries out.

    Raises:
        NotAllowed, WrongState, InputRefused: as ``prepare_edition``, as far as it is known before the work.
    """
    if published_sheets(plan_id, fiscal_year) < MANY_SHEETS:
        return editions.prepare_edition(plan_id, fiscal_year, entry, actor=actor)
    plan = editions.plan_to_prepare(plan_id, fiscal_year, entry, actor=actor)
    run = EditionRun(
        plan=plan,
        fiscal_year=fiscal_year,
        deed=EditionDeed.PREPARE.value,
        as_of=entry.as_of,
        reason=entry.reason.strip(),
        without_lacking=entry.without_lacking,
    )
    return _begun(run, actor)


def publish_or_begin(
    edition: Edition, *, actor: Actor, expected_version: int
) -> Edition | EditionRun:
    """The edition, published; of one with many sheets the work on it, which a job carries out.

    Raises:
        NotAllowed, TransitionRefused, VersionMovedOn: as ``publish_edition``, which refuses before its work begins.
    """
    may = EditionAction.PUBLISH in move.buttons(edition, actor)
    is_large = published_sheets(edition.plan_id, edition.fiscal_year) >= MANY_SHEETS
    if not (is_large and may and edition.version == expected_version):
        return editions.publish_edition(edition.pk, actor=actor, expected_version=expected_version)
    run = EditionRun(
        plan_id=edition.plan_id,
        fiscal_year=edition.fiscal_year,
        deed=EditionDeed.PUBLISH.value,
        edition=edition,
        seen_version=expected_version,
    )
    return _begun(run, actor)


def _begun(run: EditionRun, actor: Actor) -> EditionRun:
    run.person, run.created_at = actor.person, clock.now()
    try:
        with transaction.atomic():
            run.full_clean(
                validate_constraints=False
            )  # that one is at work is told by the database
            run.save()
            move.begin(run)
            outbox.enqueue(
                CARRY_OUT,
                key=str(run.pk),
                payload={"run": run.pk, "language": translation.get_language() or "ja"},
                serial=f"edition/{run.plan_id}/{run.fiscal_year}",
            )
            audit.record("editionrun.begin", run, actor=actor, after={"deed": run.deed})
    except IntegrityError as error:
        raise WrongState(
            _("An edition on this year is being worked on."),
            next_step=_("Wait until it is there, then look again."),
        ) from error
    return run


def carry_out(run_id: int) -> None:
    """Prepare or publish what the run says, all of it or nothing; what is refused, the run tells.

    Nothing, where it was done before: the edition and the end of its run are one transaction, and there its files
    are begun. A fault that nobody foresaw is the job's: it tries again, the page says so, and after the last try
    ``give_up`` ends the run.
    """
    run = (
        EditionRun.objects.select_related("plan__owner")
        .filter(pk=run_id, state=RunState.WORKING.value)
        .first()
    )
    if run is None:
        return

    def do(row: EditionRun) -> None:
        row.edition = _done(row)
        begin_files(EditionPaper(row.edition), actor=_who_asked(row))

    try:
        runs.finish(run, do)
    except YuinowaError as fault:
        runs.fail(run, fault)


def _done(run: EditionRun) -> Edition:
    actor = _who_asked(run)
    if run.edition_id is not None and run.seen_version is not None:
        return editions.publish_edition(
            run.edition_id, actor=actor, expected_version=run.seen_version
        )
    if run.as_of is None:
        raise ValueError("edition_run_knows_what_to_do: preparing has its day")
    entry = EditionEntry(run.as_of, run.reason, run.without_lacking)
    return editions.prepare_edition(run.plan_id, run.fiscal_year, entry, actor=actor)


def _who_asked(run: EditionRun) -> Actor:
    """Who asked for it, with the roles held today: whoever lost one meanwhile may it no more."""
    owner = run.plan.owner_id
    held = {
        role
        for role in _KEEPERS
        if run.person in {holder.person for holder in people.holders_of(owner, {role})}
    }
    return Actor(person=run.person, institution=owner, roles=frozenset(held))


def give_up(run_id: int) -> None:
    """Let the run say that it was tried in vain."""
    runs.give_up(EditionRun, run_id)


def tried_again(run: EditionRun) -> jobs.Trying | None:
    """How often the work met an unknown fault and when it is tried again; None: it met none, or is over."""
    return runs.tried_again(run, CARRY_OUT)


def erase_old_edition_runs() -> int:
    """Erase how the work on editions ended, after its time; how many rows."""
    over = clock.now() - KEEP_RUNS
    deleted, _rows = EditionRun.objects.filter(finished_at__lt=over).delete()
    return deleted
