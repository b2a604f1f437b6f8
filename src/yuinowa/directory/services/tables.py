"""A table of institutions comes in step by step: received, columns confirmed, shown, taken, perhaps taken back.

Reading and writing are jobs, so that a killed process leaves nothing half done. A small table is worked off
at once as well: the job then finds nothing left to do.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from yuinowa.core import clock, outbox
from yuinowa.core.move import move
from yuinowa.core.rights import Actor
from yuinowa.directory import permissions
from yuinowa.directory.domain.columns import Column
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.domain.runs import RunAction, RunKind, RunState
from yuinowa.directory.exchange.tables import Table, open_table
from yuinowa.directory.models import ImportRun, Institution
from yuinowa.directory.services import undoing, writing
from yuinowa.directory.services.previewing import preview
from yuinowa.directory.services.runs import UNDO_WITHIN, file_of
from yuinowa.kernel.errors import InputRefused, NotAllowed, NotFound, WrongState, YuinowaError

logger = logging.getLogger(__name__)

READ_JOB, WRITE_JOB = "directory.read-table", "directory.write-table"
#: R10. The command line takes larger files.
MOST_BYTES = 10 << 20
#: Up to here a table is read, and its lines are written, while the person waits.
AT_ONCE_BYTES, AT_ONCE_LINES = 1 << 20, 1_000


@transaction.atomic
def receive_table(chunks: Iterable[bytes], *, name: str, actor: Actor) -> ImportRun:
    """Keep the file and propose its columns; nothing of it is taken.

    Raises:
        NotAllowed: ``actor`` may not keep the directory.
        Unreadable, InputRefused: the file is no table of institutions.
    """
    run = ImportRun(
        kind=RunKind.INSTITUTIONS.value,
        state=RunState.COLUMNS.value,
        file_name=name[-200:],
        for_institution_id=_office(actor),
        person=actor.person,
        created_at=clock.now(),
    )
    run.save()
    path = file_of(run)
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("wb") as file:
            for chunk in chunks:
                size += len(chunk)
                digest.update(chunk)
                file.write(chunk)
        table = open_table(path, name=name)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    run.digest, run.coding = digest.hexdigest(), table.coding
    run.mapping = _proposed(run, table)
    run.counts = {"bytes": size}
    run.full_clean()
    run.save()
    return run


def _office(actor: Actor) -> int:
    if not permissions.may_keep_directory(actor):
        raise NotAllowed(_("Taking in tables of institutions is for the region office."))
    if actor.institution is not None:
        return actor.institution
    office = Institution.objects.filter(region_office=True).first()
    if office is None:
        raise NotFound(_("There is no region office yet."), next_step=_("Set the region up first."))
    return office.pk


def _proposed(run: ImportRun, table: Table) -> dict[str, Any]:
    """The columns as the same sender confirmed them for such a head before, else as they look."""
    earlier = (
        ImportRun.objects.filter(kind=run.kind, for_institution=run.for_institution_id)
        .exclude(pk=run.pk)
        .exclude(state=RunState.COLUMNS.value)
    )
    for row in earlier.order_by("-pk")[:50]:
        if row.mapping.get("head") == list(table.head):
            return {**row.mapping, "remembered": True}
    return mapping_of(table.head, table.proposal)


def mapping_of(
    head: Iterable[str], columns: Mapping[int, Column], kind: InstitutionKind | None = None
) -> dict[str, Any]:
    """How a run keeps what its columns are: the head, place by place a column of ours, the kind of all rows."""
    return {
        "head": list(head),
        "columns": {str(place): column.value for place, column in sorted(columns.items())},
        "kind": kind.value if kind is not None else "",
    }


def columns_of(run: ImportRun) -> dict[int, Column]:
    return {int(place): Column(name) for place, name in run.mapping.get("columns", {}).items()}


def table_of(run: ImportRun) -> Table:
    """The file of ``run``.

    Raises:
        WrongState: it was removed.
    """
    path = file_of(run)
    if not path.exists():
        raise WrongState(_("The file is no longer kept."), next_step=_("Send it again to go on."))
    return open_table(path, name=run.file_name)


def choose_columns(
    run: ImportRun,
    columns: Mapping[int, Column],
    *,
    kind: InstitutionKind | None,
    version: int,
    actor: Actor,
) -> ImportRun:
    """Confirm the columns and have the file read.

    Raises:
        InputRefused: no column is the name, or one is chosen twice.
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    if len(set(columns.values())) != len(columns):
        raise InputRefused(_("A column of ours is chosen twice."))
    if not {Column.NAME, Column.ID} & set(columns.values()):
        raise InputRefused(_("No column is the name."), next_step=_("Choose which one it is."))
    head = run.mapping.get("head", [])

    def keep(row: ImportRun) -> None:
        row.mapping = mapping_of(head, columns, kind)

    with transaction.atomic():
        moved: ImportRun = move(
            run, RunAction.READ, actor=actor, expected_version=version, change=keep
        )
        _enqueue(READ_JOB, moved)
    if moved.counts.get("bytes", 0) <= AT_ONCE_BYTES:
        read_table(moved.pk)
        moved.refresh_from_db()
    return moved


def _enqueue(job: str, run: ImportRun) -> None:
    outbox.enqueue(
        job,
        key=f"{run.pk}/{run.version}",
        payload={"run": run.pk, "language": translation.get_language() or "ja"},
        serial=f"import-run/{run.pk}",
    )


def read_table(run_id: int) -> None:
    """Read the file of a run that waits for it, and show what would become of each line."""
    _work(run_id, RunState.READING, RunAction.SHOW, lambda run: preview(run, table_of(run), columns_of(run)))  # fmt: skip


def write_table(run_id: int) -> None:
    """Write the lines of a run that waits for it: all of them, or none."""
    _work(run_id, RunState.TAKING, RunAction.FINISH, writing.write)
    run = ImportRun.objects.filter(pk=run_id).first()
    if run is not None and run.state == RunState.APPLIED:
        file_of(run).unlink(missing_ok=True)


def _work(
    run_id: int, state: RunState, done: RunAction, deed: Callable[[ImportRun], dict[str, int]]
) -> None:
    """``deed`` on a run in ``state``, in one transaction; what it refuses is told by the run."""

    def carry_out(row: ImportRun) -> None:
        row.counts = {**row.counts, **deed(row)}
        row.trouble = ""
        if done is RunAction.FINISH:
            row.applied_at = clock.now()

    run = ImportRun.objects.filter(pk=run_id, state=state.value).first()
    if run is None:  # done before, or dropped
        return
    job = Actor.system()
    try:
        move(run, done, actor=job, expected_version=run.version, change=carry_out)
    except YuinowaError as fault:
        if not ImportRun.objects.filter(pk=run_id, state=state.value, version=run.version).exists():
            return  # another process did it at the same moment
        words = " ".join(filter(None, (str(fault), _(fault.next_step) if fault.next_step else "")))

        def tell(row: ImportRun) -> None:
            row.trouble = words[:600]

        move(run, RunAction.FAIL, actor=job, expected_version=run.version, change=tell)


def change_columns(run: ImportRun, *, version: int, actor: Actor) -> ImportRun:
    """Go back to the columns; what was shown is forgotten.

    Raises:
        WrongState: the file is no longer kept.
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    table_of(run)

    def forget(row: ImportRun) -> None:
        row.lines.all().delete()
        row.trouble = ""

    moved: ImportRun = move(
        run, RunAction.CHANGE_COLUMNS, actor=actor, expected_version=version, change=forget
    )
    return moved


def take_table(
    run: ImportRun, *, version: int, actor: Actor, only_good: bool, with_doubtful: bool
) -> ImportRun:
    """Have the shown lines written; ``only_good`` although others have faults.

    Raises:
        InputRefused: lines have faults and ``only_good`` was not chosen, or nothing is left to take (R9).
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    if run.counts.get("refused") and not only_good:
        raise InputRefused(
            _("Nothing was taken: %(count)s lines have faults.") % {"count": run.counts["refused"]},
            next_step=_("Correct them, or choose to take the good lines only."),
        )
    if not writing.lines_to_take(run, with_doubtful=with_doubtful).exists():
        raise InputRefused(
            _("No line changes anything: nothing was taken."),
            next_step=_("Drop the file, or send another one."),
        )

    def note(row: ImportRun) -> None:
        row.counts = {**row.counts, "with_doubtful": int(with_doubtful)}

    with transaction.atomic():
        moved: ImportRun = move(
            run, RunAction.TAKE, actor=actor, expected_version=version, change=note
        )
        _enqueue(WRITE_JOB, moved)
    if moved.lines.count() <= AT_ONCE_LINES:
        write_table(moved.pk)
        moved.refresh_from_db()
    return moved


def drop_table(run: ImportRun, *, version: int, actor: Actor) -> ImportRun:
    """Leave it; the file and what was shown are removed."""

    def forget(row: ImportRun) -> None:
        row.lines.all().delete()

    moved: ImportRun = move(
        run, RunAction.DROP, actor=actor, expected_version=version, change=forget
    )
    file_of(moved).unlink(missing_ok=True)
    return moved


def can_be_undone(run: ImportRun) -> bool:
    return (
        run.state == RunState.APPLIED
        and run.applied_at is not None
        and clock.now() - run.applied_at <= UNDO_WITHIN
    )


def undo_table(run: ImportRun, *, version: int, actor: Actor) -> ImportRun:
    """Put back what stood there before the run, all of it or nothing.

    Raises:
        WrongState: the time is over, or somebody changed what the run had changed.
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    if run.state == RunState.APPLIED and not can_be_undone(run):
        raise WrongState(
            _("It was taken more than %(days)s days ago and can no longer be taken back.")
            % {"days": UNDO_WITHIN.days},
            next_step=_("Correct the institutions one by one."),
        )

    def put_back(row: ImportRun) -> None:
        undoing.put_back(row)
        row.undone_at = clock.now()

    moved: ImportRun = move(
        run, RunAction.UNDO, actor=actor, expected_version=version, change=put_back
    )
    return moved
