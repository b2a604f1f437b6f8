"""A file that was sent: it is kept, its head is found, its columns are proposed and said."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction

from yuinowa.core import audit, clock
from yuinowa.core.move import move
from yuinowa.core.rights import Actor, require
from yuinowa.kernel.errors import InputRefused
from yuinowa.ledger.domain.figure_columns import FileMapping, lacks_of, proposed
from yuinowa.ledger.domain.figure_runs import Aim, RunAction
from yuinowa.ledger.exchange.figure_tables import FigureTable, open_table
from yuinowa.ledger.labels.figure_files import LACKS
from yuinowa.ledger.models import FigureForm, FigureRun, Indicator
from yuinowa.ledger.queries import figure_files as queries
from yuinowa.ledger.services.figure_runs import showing, storage


@transaction.atomic
def receive_file(
    chunks: Iterable[bytes],
    *,
    name: str,
    institution: int,
    aim: Aim,
    sender: str,
    title: str,
    received_on: date,
    actor: Actor,
) -> FigureRun:
    """Keep the document and propose its columns, as the sender's last file of this shape was read; nothing is counted.

    Raises:
        NotAllowed: ``actor`` speaks neither for ``institution`` nor for the region.
        Unreadable, InputRefused: the file is no table, or too large.
    """
    run = FigureRun(
        institution_id=institution,
        aim=aim.value,
        file_name=name[-200:],
        sender=sender,
        title=title,
        received_on=received_on,
        person=actor.person,
        created_at=clock.now(),
    )
    require(actor, "figurerun.send", run)
    if aim is Aim.INDICATORS:
        require(actor, "indicator.record", Indicator(institution_id=institution))
    run.save()
    try:
        storage.keep(run, chunks)
        table = open_table(storage.document_of(run), name=run.file_name)
        run.coding, run.sheet, run.head_line = table.coding, table.sheet, table.head_line
        run.head = list(table.head)
        run.mapping = _proposal(run).as_json()
        run.full_clean()
        run.save()
    except BaseException:
        storage.remove(run)
        raise
    audit.record("figurerun.send", run, actor=actor, after={"file": run.file_name, "title": title})
    return run


def head_key(head: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(head).encode()).hexdigest()


def remembered(run: FigureRun) -> FigureForm | None:
    """How such a file was read before: this sender's form first, then anybody's with the same head."""
    forms = list(queries.forms_for(run.institution_id, head_key(run.head), run.aim)[:50])
    own = [form for form in forms if form.sender == run.sender]
    return next(iter([*own, *forms]), None)


def _proposal(run: FigureRun) -> FileMapping:
    form = remembered(run)
    if form is not None:
        # The year of the last file is hardly the year of this one.
        return replace(FileMapping.from_json(form.mapping), fiscal_year=None)
    return proposed(run.head, Aim(run.aim))


def table_of(run: FigureRun) -> FigureTable:
    """The document of ``run`` as a table.

    Raises:
        WrongState: it was removed.
    """
    return open_table(storage.document_of(run), name=run.file_name)


def choose_columns(
    run: FigureRun, mapping: FileMapping, *, version: int, actor: Actor
) -> FigureRun:
    """Read the file by ``mapping`` and show what would become of each figure; the sender's form keeps it.

    Raises:
        InputRefused: something is not said without which nothing can be read, or the file has too many figures.
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    lacks = lacks_of(mapping, Aim(run.aim))
    if lacks:
        raise InputRefused(" ".join(str(LACKS[lack]) for lack in lacks), place="columns")
    known = run.read_by
    whole = replace(
        mapping,
        institutions=known.institutions,
        indicators=known.indicators,
        kinds=known.kinds,
    )
    return _read_by(run, whole, RunAction.SHOW, version=version, actor=actor)


def say_words(
    run: FigureRun,
    *,
    institutions: dict[str, int],
    indicators: dict[str, int],
    kinds: dict[str, str],
    version: int,
    actor: Actor,
) -> FigureRun:
    """Say what words of the file mean, and read it again; the sender's form keeps the words.

    Raises:
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    known = run.read_by
    more = replace(
        known,
        institutions={**known.institutions, **institutions},
        indicators={**known.indicators, **indicators},
        kinds={**known.kinds, **kinds},
    )
    return _read_by(run, more, RunAction.MEAN, version=version, actor=actor)


@transaction.atomic
def _read_by(
    run: FigureRun, mapping: FileMapping, action: RunAction, *, version: int, actor: Actor
) -> FigureRun:
    def show(row: FigureRun) -> None:
        row.mapping = mapping.as_json()
        row.counts = showing.show(row, actor)

    moved: FigureRun = move(run, action, actor=actor, expected_version=version, change=show)
    FigureForm.objects.update_or_create(
        institution_id=moved.institution_id,
        aim=moved.aim,
        head_key=head_key(moved.head),
        sender=moved.sender,
        defaults={"mapping": moved.mapping, "used_at": clock.now()},
    )
    return moved


def change_columns(run: FigureRun, *, version: int, actor: Actor) -> FigureRun:
    """Go back to the columns; what was shown is forgotten.

    Raises:
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    moved: FigureRun = move(
        run, RunAction.CHANGE_COLUMNS, actor=actor, expected_version=version, change=_forget
    )
    return moved


def drop(run: FigureRun, *, version: int, actor: Actor) -> FigureRun:
    """Leave it; the file and what was shown are removed.

    Raises:
        TransitionRefused, VersionMovedOn: the run has moved on.
    """
    moved: FigureRun = move(
        run, RunAction.DROP, actor=actor, expected_version=version, change=_forget
    )
    storage.remove(moved)
    return moved


def _forget(run: FigureRun) -> None:
    run.lines.all().delete()
    run.counts = {}
