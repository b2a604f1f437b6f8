"""The steps of every file of records, along ``RUN_WORKFLOW``. They lock runs, compare versions and start jobs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from yuinowa.catalogue.domain.reading.columns import Field
from yuinowa.catalogue.domain.runs import RunAction
from yuinowa.catalogue.domain.sources import Form, RunState
from yuinowa.catalogue.exchange.opening import look
from yuinowa.catalogue.models import Run, Source
from yuinowa.catalogue.services.runs.storage import file_of, keep, kept_file, remove
from yuinowa.core import audit, clock, outbox
from yuinowa.core.move import move
from yuinowa.core.rights import Actor, require
from yuinowa.kernel.errors import InputRefused, TransitionRefused, VersionMovedOn, YuinowaError

#: R10: what a browser sends; the command line has no limit, a folder that of a harvest.
MOST_BYTES = 50 << 20
READ_JOB, TAKE_JOB, UNDO_JOB = "catalogue.read", "catalogue.take", "catalogue.undo"
Change = Callable[[Run], None]


@transaction.atomic
def receive(
    source: Source,
    chunks: Iterable[bytes],
    *,
    name: str,
    is_full: bool,
    actor: Actor,
    most_bytes: int | None = MOST_BYTES,
    laid_as: str = "",
) -> Run:
    """A new run whose file is kept. A job reads it; of a table somebody says first which column is what.

    ``laid_as``: where the file lies in the watched folder, if it came from there; nobody stands before it then.

    Raises:
        NotAllowed: ``actor`` does not keep the source.
        Unreadable, InputRefused: it is empty, too large, or not in the form of the source.
    """
    require(actor, "source.send", source)
    run = Run(
        source=source,
        state=RunState.COLUMNS.value,
        file_name=name[-200:],
        is_full=is_full,
        person=actor.person,
        by_itself=bool(laid_as),
        laid_as=laid_as,
        created_at=clock.now(),
    )
    run.save()
    try:
        keep(run, chunks, most_bytes=most_bytes)
        run.coding, run.mapping = look(
            file_of(run),
            Form(source.form),
            name=run.file_name,
            remembered={**source.mapping, "told": source.told},
        )
    except BaseException:
        file_of(run).unlink(missing_ok=True)
        raise
    run.full_clean()
    run.save()
    if source.form == Form.TABLE and not run.mapping.get("remembered"):
        audit.record("run.receive", run, actor=actor, after={"file": run.file_name})
        return run
    return have_read(run, version=run.version, actor=actor)


@transaction.atomic
def have_read(
    run: Run, *, version: int, actor: Actor, mapping: Mapping[str, object] | None = None
) -> Run:
    """Let a job read the file, with the columns as ``mapping`` says; the source remembers them.

    Raises:
        WrongState: the file is no longer kept.
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    kept_file(run)

    def begin(row: Run) -> None:
        forget(row)
        if mapping is not None:
            row.mapping = {**row.mapping, **mapping}
            Source.objects.filter(pk=row.source_id).update(mapping=row.mapping)

    moved: Run = move(run, RunAction.READ, actor=actor, expected_version=version, change=begin)
    enqueue(READ_JOB, moved)
    return moved


def choose_columns(run: Run, chosen: Mapping[int, Field], *, version: int, actor: Actor) -> Run:
    """Read the table with these columns; the source remembers them for the next one with this head.

    Raises:
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    said = {str(place): field.value for place, field in sorted(chosen.items())}
    return have_read(run, version=version, actor=actor, mapping={"columns": said})


def change_columns(run: Run, *, version: int, actor: Actor) -> Run:
    """Say anew which column is what.

    Raises:
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    moved: Run = move(
        run, RunAction.CHANGE_COLUMNS, actor=actor, expected_version=version, change=forget
    )
    return moved


@transaction.atomic
def have_taken(run: Run, *, version: int, actor: Actor, gone_too: bool = False) -> Run:
    """Let a job write what was shown, a batch at a time.

    Raises:
        InputRefused: nothing is left to take (R9), or a full file lacks records and ``gone_too`` was not said.
        WrongState: the file is no longer kept.
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    kept_file(run)

    def check(row: Run) -> None:
        counts = row.counts
        if not any(counts.get(name) for name in ("new", "changed", "deleted", "gone")):
            raise InputRefused(
                _("No record changes anything: nothing was taken."),
                next_step=_("Drop the file, or send another one."),
            )
        if counts.get("gone") and not gone_too:
            raise InputRefused(
                _("%(count)s records are not in this file and would be deleted.")
                % {"count": counts["gone"]},
                next_step=_("Say that they are gone, or drop the file."),
            )
        row.began_at = clock.now()

    moved: Run = move(
        run, RunAction.TAKE, actor=actor, expected_version=version, note=_shown(run), change=check
    )
    enqueue(TAKE_JOB, moved)
    return moved


def _shown(run: Run) -> str:
    """What was taken, for the trail: the file and how many records become what."""
    outcomes = ("new", "changed", "deleted", "gone", "refused")
    return " ".join([run.file_name, *(f"{name}={run.counts.get(name, 0)}" for name in outcomes)])


def drop(run: Run, *, version: int, actor: Actor) -> Run:
    """Leave it; the file and what was shown are removed.

    Raises:
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    moved: Run = move(run, RunAction.DROP, actor=actor, expected_version=version, change=forget)
    remove(moved)
    return moved


@transaction.atomic
def have_undone(run: Run, *, version: int, actor: Actor) -> Run:
    """Let a job put back what stood there before the run.

    Raises:
        WrongState: a later file of the source was taken since: that one first.
        TransitionRefused, VersionMovedOn: the run has moved on.
    """

    def check(row: Run) -> None:
        later = Run.objects.filter(
            source=row.source_id,
            state__in=[RunState.APPLIED.value, RunState.TAKING.value],
            applied_at__gt=row.applied_at,
        )
        if later.exists():
            raise TransitionRefused(
                _("A later file was taken since."), next_step=_("Take that one back first.")
            )
        row.began_at = clock.now()

    moved: Run = move(run, RunAction.UNDO, actor=actor, expected_version=version, change=check)
    enqueue(UNDO_JOB, moved)
    return moved


def forget(run: Run) -> None:
    """What was shown is gone."""
    run.findings.all().delete()
    run.trouble = ""
    run.samples = []


# ---------------------------------------------------------------- jobs


def enqueue(job: str, run: Run, *, part: int = 0) -> None:
    """Have ``job`` work on ``run``; ``part`` tells one stretch of a long job from the next."""
    outbox.enqueue(
        job,
        key=f"{run.pk}/{run.version}/{part}",
        payload={"run": run.pk, "language": translation.get_language() or "ja"},
        serial=f"catalogue/{run.source_id}",
    )


def waiting(run_id: int, state: RunState) -> Run | None:
    """The run, if it is in ``state``; None where it was done before, or dropped."""
    return Run.objects.select_related("source").filter(pk=run_id, state=state.value).first()


def finish(run: Run, done: RunAction, change: Change) -> None:
    """The job's work is done: the run says so, unless another process was quicker."""
    try:
        move(run, done, actor=Actor.system(), expected_version=run.version, change=change)
    except (TransitionRefused, VersionMovedOn):
        return


def fail(run: Run, fault: YuinowaError) -> None:
    """Let the run say ``fault``."""

    def tell(row: Run) -> None:
        words = (str(fault), _(fault.next_step) if fault.next_step else "")
        row.trouble = " ".join(filter(None, words))[:600]

    finish(run, RunAction.FAIL, tell)
