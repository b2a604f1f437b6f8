"""What the region office does with a table, step by step; the steps themselves are in ``services.runs``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core.move import move
from yuinowa.core.rights import Actor
from yuinowa.directory import permissions
from yuinowa.directory.domain.columns import Column
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.domain.runs import RunAction, RunKind
from yuinowa.directory.models import ImportRun
from yuinowa.directory.services.runs import steps
from yuinowa.directory.services.runs.storage import kept_file
from yuinowa.directory.services.tables import reading, receiving, taking, undoing
from yuinowa.kernel.errors import NotAllowed

COURSE = steps.Course(
    kind=RunKind.INSTITUTIONS,
    read_job="directory.read-table",
    write_job="directory.write-table",
    read=reading.parsed,
    to_take=taking.lines_to_take,
    write=taking.write,
    put_back=undoing.put_back,
)


@transaction.atomic
def receive_table(chunks: Iterable[bytes], *, name: str, actor: Actor) -> ImportRun:
    """Keep the file and propose its columns; nothing of it is taken.

    Raises:
        NotAllowed: ``actor`` may not keep the directory.
        Unreadable, InputRefused: the file is no table of institutions.
    """
    if not permissions.may_keep_directory(actor):
        raise NotAllowed(_("Taking in tables of institutions is for the region office."))
    return steps.receive(
        COURSE, chunks, name=name, actor=actor, most_bytes=None, look=receiving.look
    )


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
    receiving.check_columns(columns)

    def keep(row: ImportRun) -> None:
        row.mapping = receiving.mapping_of(row.mapping.get("head", []), columns, kind)

    moved = steps.have_read(run, COURSE, version=version, actor=actor, change=keep)
    return steps.read_if_small(moved, COURSE)


def change_columns(run: ImportRun, *, version: int, actor: Actor) -> ImportRun:
    """Go back to the columns; what was shown is forgotten.

    Raises:
        WrongState: the file is no longer kept.
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    kept_file(run)
    moved: ImportRun = move(
        run, RunAction.CHANGE_COLUMNS, actor=actor, expected_version=version, change=steps.forget
    )
    return moved


def read_table_again(run: ImportRun, *, version: int, actor: Actor) -> ImportRun:
    return steps.read_again(run, COURSE, version=version, actor=actor)


def read_table(run_id: int) -> None:
    steps.read(run_id, COURSE)


def take_table(
    run: ImportRun, *, version: int, actor: Actor, only_good: bool, with_doubtful: bool
) -> ImportRun:
    """Have the shown lines written, the doubtful ones by choice: see ``steps.have_taken``."""

    def choose(row: ImportRun) -> None:
        row.counts = {**row.counts, "with_doubtful": int(with_doubtful)}

    return steps.have_taken(
        run, COURSE, version=version, actor=actor, only_good=only_good, choose=choose
    )


def write_table(run_id: int) -> None:
    steps.write(run_id, COURSE)


def drop_table(run: ImportRun, *, version: int, actor: Actor) -> ImportRun:
    return steps.drop(run, version=version, actor=actor)


def undo_table(run: ImportRun, *, version: int, actor: Actor) -> ImportRun:
    return steps.undo(run, COURSE, version=version, actor=actor)
