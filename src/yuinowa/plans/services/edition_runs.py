"""Editions of many sheets are prepared, published and printed by a job: begun, carried out whole or not at all, told.

A small one is there when the request comes back, without a job: nobody waits longer for the sake of the large ones.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, jobs, move, outbox, people
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import NotAllowed, Unavailable, WrongState, YuinowaError
from yuinowa.plans.domain.edition import MANY_SHEETS, EditionAction
from yuinowa.plans.domain.edition_run import (
    KEEP_EDITION_RUNS,
    EditionDeed,
    EditionRunAction,
    EditionRunState,
)
from yuinowa.plans.models import Edition, EditionRun
from yuinowa.plans.queries.edition_drafts import published_sheets
from yuinowa.plans.services import editions
from yuinowa.plans.services.edition_prints import (
    CARRY_OUT,
    begin_files,
    carry_out_print,
    erase_stray_files,
)
from yuinowa.plans.services.editions import EditionEntry

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
    """Prepare, publish or print what the run says, all of it or nothing; what is refused, the run tells.

    Nothing, where it was done before: the edition and the end of its run are one transaction, and there its files
    are begun. A file is printed before the transaction: nobody waits for the press with the database held. A fault
    that nobody foresaw is the job's: it tries again, the page says so, and after the last try ``give_up`` ends the run.
    """
    run = (
        EditionRun.objects.select_related("plan__owner")
        .filter(pk=run_id, state=EditionRunState.WORKING.value)
        .first()
    )
    if run is None:
        return

    def do(row: EditionRun) -> None:
        if not row.is_file:
            row.edition = _done(row)
            begin_files(row.edition, actor=_who_asked(row))
        row.finished_at = clock.now()

    try:
        if run.is_file:
            carry_out_print(run)
        move.move(
            run,
            EditionRunAction.FINISH,
            actor=Actor.system(),
            expected_version=run.version,
            change=do,
        )
    except YuinowaError as fault:
        _fail(run, fault)


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


def _fail(run: EditionRun, fault: YuinowaError) -> None:
    """Let the run say ``fault``, unless another process did the work at the same moment."""

    def tell(row: EditionRun) -> None:
        gone = isinstance(fault, NotAllowed)
        row.trouble = _("Whoever asked for it may not do this any more.") if gone else fault.message
        row.next_step = _(fault.next_step) if fault.next_step else ""
        row.finished_at = clock.now()

    try:
        move.move(
            run,
            EditionRunAction.FAIL,
            actor=Actor.system(),
            expected_version=run.version,
            change=tell,
        )
    except YuinowaError:
        if EditionRun.objects.filter(pk=run.pk, version=run.version).exists():
            raise


def give_up(run_id: int) -> None:
    """Let the run say that it was tried in vain and can be asked for once more; nothing where it is over."""
    run = EditionRun.objects.filter(pk=run_id, state=EditionRunState.WORKING.value).first()
    if run is not None:
        fault = Unavailable(
            _("The platform met a fault it does not know, and tried several times."),
            next_step=_("Tell the people who run this site, then ask for it once more."),
        )
        _fail(run, fault)


def tried_again(run: EditionRun) -> jobs.Trying | None:
    """How often the work met an unknown fault and when it is tried again; None: it met none, or is over."""
    return jobs.trying_again(CARRY_OUT, str(run.pk)) if run.is_working else None


def erase_old_edition_runs() -> int:
    """Erase how the work on editions ended, after its time, and files that nobody can ask for; how many rows."""
    erase_stray_files()
    over = clock.now() - KEEP_EDITION_RUNS
    deleted, _rows = EditionRun.objects.filter(finished_at__lt=over).delete()
    return deleted
