"""What the agency does with a file of the register; the steps themselves are in ``services.runs``."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core.rights import Actor
from yuinowa.directory.domain.register import Section
from yuinowa.directory.domain.runs import RunKind
from yuinowa.directory.exchange.register import open_register
from yuinowa.directory.models import ImportRun
from yuinowa.directory.permissions.register import may_keep_register
from yuinowa.directory.services.register import reading, taking, undoing
from yuinowa.directory.services.runs import file_of, steps
from yuinowa.kernel.errors import InputRefused, NotAllowed

#: R10. The command line takes larger files.
MOST_BYTES = 50 << 20

COURSE = steps.Course(
    kind=RunKind.ISIL,
    read_job="directory.read-register",
    write_job="directory.write-register",
    read=reading.parsed,
    to_take=taking.lines_to_take,
    write=taking.write,
    put_back=undoing.put_back,
)


@transaction.atomic
def receive(
    chunks: Iterable[bytes],
    *,
    name: str,
    section: Section | None,
    actor: Actor,
    most_bytes: int | None = MOST_BYTES,
) -> ImportRun:
    """Keep the file and have it read: the columns are known by their place. Nothing of it is taken.

    Raises:
        NotAllowed: ``actor`` does not keep the register.
        Unreadable, InputRefused: the file is none of the register, or too large.
    """
    if not may_keep_register(actor):
        raise NotAllowed(_("The register is kept by the region office."))

    def look(run: ImportRun) -> None:
        opened = open_register(file_of(run), name=run.file_name)
        part = _part(section or opened.section, run.file_name)
        run.coding = opened.coding
        run.mapping = {"head": list(opened.head), "section": part.value}

    run = steps.receive(COURSE, chunks, name=name, actor=actor, most_bytes=most_bytes, look=look)
    return steps.have_read(run, COURSE, version=run.version, actor=actor)


def read_if_small(run: ImportRun) -> ImportRun:
    """The run, read while the person waits; of a large file, as it is."""
    return steps.read_if_small(run, COURSE)


def read_again(run: ImportRun, *, version: int, actor: Actor) -> ImportRun:
    return steps.read_again(run, COURSE, version=version, actor=actor)


def _part(section: Section | None, name: str) -> Section:
    if section is None:
        raise InputRefused(
            _("The header does not say which part of the register this is."),
            place=name,
            next_step=_("Choose the part and send the file again."),
        )
    return section


def read(run_id: int) -> None:
    steps.read(run_id, COURSE)


def take(
    run: ImportRun, *, version: int, actor: Actor, only_good: bool, with_institutions: bool
) -> ImportRun:
    """Have the shown lines written, new institutions entered by choice: see ``steps.have_taken``."""

    def choose(row: ImportRun) -> None:
        row.mapping = {**row.mapping, "with_institutions": with_institutions}

    return steps.have_taken(
        run, COURSE, version=version, actor=actor, only_good=only_good, choose=choose
    )


def write(run_id: int) -> None:
    steps.write(run_id, COURSE)


def drop(run: ImportRun, *, version: int, actor: Actor) -> ImportRun:
    return steps.drop(run, version=version, actor=actor)


def undo(run: ImportRun, *, version: int, actor: Actor) -> ImportRun:
    return steps.undo(run, COURSE, version=version, actor=actor)
