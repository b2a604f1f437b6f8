"""The files of large editions: begun, printed by a job outside of any transaction, told where they could not be."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, move, outbox
from yuinowa.core.rights import Actor, require
from yuinowa.kernel.errors import InputRefused, Unavailable, WrongState
from yuinowa.plans.domain.edition import STANDING
from yuinowa.plans.domain.edition_run import FILE_DEEDS, EditionDeed
from yuinowa.plans.exchange import edition_kept
from yuinowa.plans.models import Edition, EditionRun
from yuinowa.plans.queries.edition_pages import view_of

logger = logging.getLogger(__name__)

A_DAY = timedelta(days=1)
CARRY_OUT = "plans.carry-out-edition"


def begin_files(edition: Edition, *, actor: Actor) -> None:
    """Have a job print every file of ``edition`` that is not there."""
    for deed in FILE_DEEDS:
        begin_file(edition, deed, actor=actor)


@transaction.atomic
def begin_file(edition: Edition, deed: EditionDeed, *, actor: Actor) -> None:
    """Have a job print one file of ``edition``; nothing where it is there, or one is at work on it.

    Whoever may read the edition may have its file: no further right is asked.
    """
    if edition_kept.kept_path(edition, deed).exists():
        return
    run = EditionRun(
        plan_id=edition.plan_id,
        fiscal_year=edition.fiscal_year,
        deed=deed.value,
        edition=edition,
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
        serial=f"edition-file/{edition.pk}/{deed}",
    )
    audit.record("editionrun.begin", run, actor=actor, after={"deed": run.deed})


def print_again(edition: Edition, deed: EditionDeed, *, actor: Actor) -> None:
    """As ``begin_file``, after it could not be printed, by those who keep or check the plan.

    Raises:
        NotAllowed: ``actor`` neither keeps nor checks this plan.
        WrongState: it did not fail: it is there, or is being printed.
    """
    require(actor, "edition.act", edition)
    found = next(file for file in edition_kept.files_of(edition) if file.deed is deed)
    if not found.is_failed:
        raise WrongState(
            _("This file is there, or is being made."), next_step=_("Open the edition again.")
        )
    begin_file(edition, deed, actor=actor)


def carry_out_print(run: EditionRun) -> Edition:
    """Print what ``run`` says, and once more where the edition was published meanwhile; a killed job runs again.

    Raises:
        InputRefused: characters that no font has.
        Unavailable: it could not be printed in time, or there was no room to keep it.
    """
    deed = EditionDeed(run.deed)
    if run.edition_id is None:
        raise ValueError("edition_run_knows_what_to_do: printing has its edition")
    EditionRun.objects.filter(pk=run.pk).update(started_at=clock.now())
    while True:
        edition = Edition.objects.select_related("plan__owner").get(pk=run.edition_id)
        if edition_kept.kept_path(edition, deed).exists():
            return edition
        try:
            edition_kept.print_and_keep(view_of(edition), deed)
        except InputRefused as refused:
            # The place stands beside the fault on a form; here the run tells both in one.
            raise InputRefused(
                f"{refused.message} {refused.place}".strip(), next_step=refused.next_step
            ) from refused
        except OSError as error:
            logger.exception("file of edition %s not kept", edition.pk)
            raise Unavailable(
                _("The file could not be kept."),
                next_step=_("Tell the people who run this site: there may be no room."),
            ) from error


def erase_stray_files() -> int:
    """Erase files of withdrawn editions, and what was printed before an edition was published; how many."""
    standing = Edition.objects.filter(state__in=[state.value for state in STANDING])
    return edition_kept.erase_all_but(standing.defer("snapshot"), before=clock.now() - A_DAY)
