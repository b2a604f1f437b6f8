"""A table that was sent: its file is kept, its columns are proposed and confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from yuinowa.directory.domain.columns import Column
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.domain.runs import RunState
from yuinowa.directory.exchange.tables import Table, open_table
from yuinowa.directory.models import ImportRun
from yuinowa.directory.services.runs.storage import file_of, kept_file
from yuinowa.kernel.errors import InputRefused


def look(run: ImportRun) -> None:
    """Note the coding and the columns that the file of ``run`` shows.

    Raises:
        Unreadable, InputRefused: the file is no table of institutions.
    """
    table = open_table(file_of(run), name=run.file_name)
    run.coding, run.mapping = table.file.coding, _proposed(run, table)


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


def check_columns(columns: Mapping[int, Column]) -> None:
    """Refuse what cannot be read.

    Raises:
        InputRefused: no column is the name, or one is chosen twice.
    """
    if len(set(columns.values())) != len(columns):
        raise InputRefused(_("A column of ours is chosen twice."))
    if not {Column.NAME, Column.ID} & set(columns.values()):
        raise InputRefused(_("No column is the name."), next_step=_("Choose which one it is."))


def table_of(run: ImportRun) -> Table:
    """The file of ``run``.

    Raises:
        WrongState: it was removed.
    """
    return open_table(kept_file(run), name=run.file_name)
