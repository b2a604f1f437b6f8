"""The steps of every file that comes in, along ``RUN_WORKFLOW``; a ``Course`` says what its kind adds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from yuinowa.core import clock, outbox
from yuinowa.core.move import move
from yuinowa.core.rights import Actor
from yuinowa.directory.domain.runs import RunAction, RunKind, RunState
from yuinowa.directory.models import ImportLine, ImportRun, Institution
from yuinowa.directory.services.runs.storage import UNDO_WITHIN, file_of, keep, kept_file
from yuinowa.kernel.errors import (
    InputRefused,
    NotFound,
    TransitionRefused,
    Unreadable,
    VersionMovedOn,
    WrongState,
    YuinowaError,
)

#: Up to here a file is read, and its lines are written, while the person waits.
AT_ONCE_BYTES, AT_ONCE_LINES = 1 << 20, 1_000
Deed = Callable[[ImportRun], dict[str, int]]
Change = Callable[[ImportRun], None]


@dataclass(frozen=True, slots=True)
class Course:
    """What is special about the files of one kind. Deeds get the locked run and give counts to keep."""

    kind: RunKind
    read_job: str
    write_job: str
    #: Parses the file before the transaction, so that others can write meanwhile; what it gives writes the lines.
    read: Callable[[ImportRun], Deed]
    #: The lines that taking would write, as the person chose.
    to_take: Callable[[ImportRun], QuerySet[ImportLine]]
    write: Deed
    put_back: Change


def receive(
    course: Course,
    chunks: Iterable[bytes],
    *,
    name: str,
    actor: Actor,
    most_bytes: int | None,
    look: Change,
) -> ImportRun:
    """A new run whose file is kept; ``look`` notes what its beginning shows. Inside a transaction.

    Raises:
        Unreadable, InputRefused: ``look`` finds another kind of file, or it is too large.
    """
    office = Institution.objects.filter(region_office=True).first()
    if office is None:
        raise NotFound(_("There is no region office yet."), next_step=_("Set the region up first."))
    run = ImportRun(
        kind=course.kind.value,
        state=RunState.COLUMNS.value,
        file_name=name[-200:],
        for_institution=office,
        person=actor.person,
        created_at=clock.now(),
    )
    run.save()
    try:
        keep(run, chunks, most_bytes=most_bytes)
        look(run)
    except BaseException:
        file_of(run).unlink(missing_ok=True)
        raise
    run.full_clean()
    run.save()
    return run


# ---------------------------------------------------------------- reading


@transaction.atomic
def have_read(
    run: ImportRun, course: Course, *, version: int, actor: Actor, change: Change | None = None
) -> ImportRun:
    """Let a job read the file.

    Raises:
        TransitionRefused, VersionMovedOn: the run has moved on.
    """

    def begin(row: ImportRun) -> None:
        forget(row)
        if change is not None:
            change(row)

    moved: ImportRun = move(
        run, RunAction.READ, actor=actor, expected_version=version, change=begin
    )
    _enqueue(course.read_job, moved)
    return moved


def read_again(run: ImportRun, course: Course, *, version: int, actor: Actor) -> ImportRun:
    """Read the kept file of a run that could not go on, and show it as it is by now.

    Raises:
        WrongState: the file is no longer kept.
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    kept_file(run)
    return read_if_small(have_read(run, course, version=version, actor=actor), course)


def read_if_small(run: ImportRun, course: Course) -> ImportRun:
    """The run, read at once where the person need not wait long; the job then finds nothing to do."""
    if run.counts.get("bytes", 0) <= AT_ONCE_BYTES:
        read(run.pk, course)
        run.refresh_from_db()
    return run


def read(run_id: int, course: Course) -> None:
    """Read the file of a run that waits for it, and show what would become of each line."""
    run = _waiting(run_id, RunState.READING)
    if run is None:
        return
    try:
        show = course.read(run)
    except UnicodeDecodeError:
        _fail(run, Unreadable(_("The file changed while it was read."), next_step=_("Send it again.")))  # fmt: skip
    except YuinowaError as fault:
        _fail(run, fault)
    else:
        _work(run, RunAction.SHOW, show)


# ---------------------------------------------------------------- taking


def have_taken(
    run: ImportRun, course: Course, *, version: int, actor: Actor, only_good: bool, choose: Change
) -> ImportRun:
    """Have the shown lines written, as ``choose`` notes it; ``only_good`` although others have faults.

    Raises:
        InputRefused: lines have faults and ``only_good`` was not chosen, or nothing is left to take (R9).
        TransitionRefused, VersionMovedOn: the run has moved on.
    """

    def check(row: ImportRun) -> None:
        if row.counts["refused"] and not only_good:
            raise InputRefused(
                _("Nothing was taken: %(count)s lines have faults.")
                % {"count": row.counts["refused"]},
                next_step=_("Correct them, or choose to take the good lines only."),
            )
        choose(row)
        if not course.to_take(row).exists():
            raise InputRefused(
                _("No line changes anything: nothing was taken."),
                next_step=_("Drop the file, or send another one."),
            )

    with transaction.atomic():
        moved: ImportRun = move(
            run, RunAction.TAKE, actor=actor, expected_version=version, note=_shown(run), change=check
        )  # fmt: skip
        _enqueue(course.write_job, moved)
    if moved.lines.count() <= AT_ONCE_LINES:
        write(moved.pk, course)
        moved.refresh_from_db()
    return moved


def _shown(run: ImportRun) -> str:
    """What was taken, for the trail: the file and how many lines become what."""
    outcomes = ("new", "changed", "gone", "refused")
    return " ".join([run.file_name, *(f"{name}={run.counts.get(name, 0)}" for name in outcomes)])


def write(run_id: int, course: Course) -> None:
    """Write the lines of a run that waits for it: all of them, or none."""
    run = _waiting(run_id, RunState.TAKING)
    if run is not None:
        _work(run, RunAction.FINISH, course.write)
    taken = _waiting(run_id, RunState.APPLIED)
    if taken is not None:
        file_of(taken).unlink(missing_ok=True)


# ---------------------------------------------------------------- leaving it, and back


def drop(run: ImportRun, *, version: int, actor: Actor) -> ImportRun:
    """Leave it; the file and what was shown are removed.

    Raises:
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    moved: ImportRun = move(
        run, RunAction.DROP, actor=actor, expected_version=version, change=forget
    )
    file_of(moved).unlink(missing_ok=True)
    return moved


def forget(run: ImportRun) -> None:
    """What was shown is gone."""
    run.lines.all().delete()
    run.trouble = ""


def can_be_undone(run: ImportRun) -> bool:
    return (
        run.state == RunState.APPLIED
        and run.applied_at is not None
        and clock.now() - run.applied_at <= UNDO_WITHIN
    )


def undo(run: ImportRun, course: Course, *, version: int, actor: Actor) -> ImportRun:
    """Put back what stood there before the run, all of it or nothing.

    Raises:
        WrongState: the time is over, or somebody changed what the run had changed.
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    if run.state == RunState.APPLIED and not can_be_undone(run):
        raise WrongState(
            _("It was taken more than %(days)s days ago and can no longer be taken back.")
            % {"days": UNDO_WITHIN.days},
            next_step=_("Correct the entries one by one, or send a corrected file."),
        )

    def put_back(row: ImportRun) -> None:
        course.put_back(row)
        row.undone_at = clock.now()

    moved: ImportRun = move(
        run, RunAction.UNDO, actor=actor, expected_version=version, change=put_back
    )
    return moved


# ---------------------------------------------------------------- jobs


def _enqueue(job: str, run: ImportRun) -> None:
    outbox.enqueue(
        job,
        key=f"{run.pk}/{run.version}",
        payload={"run": run.pk, "language": translation.get_language() or "ja"},
        serial=f"import-run/{run.pk}",
    )


def _waiting(run_id: int, state: RunState) -> ImportRun | None:
    """The run, if it is in ``state``; None where it was done before, or dropped."""
    return ImportRun.objects.filter(pk=run_id, state=state.value).first()


def _work(run: ImportRun, done: RunAction, deed: Deed) -> None:
    """``deed`` in one transaction; what it refuses is told by the run."""

    def carry_out(row: ImportRun) -> None:
        row.counts = {**row.counts, **deed(row)}
        row.trouble = ""
        if done is RunAction.FINISH:
            row.applied_at = clock.now()

    try:
        move(run, done, actor=Actor.system(), expected_version=run.version, change=carry_out)
    except YuinowaError as fault:
        _fail(run, fault)


def _fail(run: ImportRun, fault: YuinowaError) -> None:
    """Let the run say ``fault``, unless another process did the work at the same moment."""

    def tell(row: ImportRun) -> None:
        words = (str(fault), _(fault.next_step) if fault.next_step else "")
        row.trouble = " ".join(filter(None, words))[:600]

    try:
        move(run, RunAction.FAIL, actor=Actor.system(), expected_version=run.version, change=tell)
    except (TransitionRefused, VersionMovedOn):
        return
