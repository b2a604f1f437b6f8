"""A table that came in, in words for the command line and as a list of all faults (R8)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from yuinowa.directory.domain.policy import IMPORT
from yuinowa.directory.domain.runs import RunState
from yuinowa.directory.exchange.own import column_word
from yuinowa.directory.models import ImportLine, ImportRun
from yuinowa.directory.queries.runs import lines_with_faults
from yuinowa.directory.services.findings import FINDINGS, told
from yuinowa.directory.services.tables.taking import place_of
from yuinowa.documents.csv import csv_bytes


def lines_of(run: ImportRun) -> Iterator[str]:
    """What became of it so far, faults of refused lines first shown ones."""
    if run.trouble:
        yield run.trouble
        return
    if run.state == RunState.APPLIED:
        yield _("Taken: %(made)s new, %(altered)s changed.") % {
            "made": f"{run.counts.get('made', 0):,}",
            "altered": f"{run.counts.get('altered', 0):,}",
        }
        return
    yield _(
        "%(file)s read as %(coding)s: new %(new)s, changed %(changed)s, the same %(same)s, "
        "refused %(refused)s; %(warned)s with warnings."
    ) % {
        "file": run.file_name,
        "coding": run.coding,
        **{
            name: f"{run.counts.get(name, 0):,}"
            for name in ("new", "changed", "same", "refused", "warned")
        },
    }
    for number, (line, finding) in enumerate(_findings(run)):
        if number >= IMPORT.shown_faults:
            return
        where = (place_of(line), column_word(finding["field"]))
        yield told(where, finding["value"], str(FINDINGS[finding["code"]]))


def faults_as_csv(run: ImportRun) -> bytes:
    """Every fault and warning."""
    columns = (_("Sheet"), _("Line"), _("Name"), _("Column"), _("What is written"), _("What to do"))
    return csv_bytes(
        columns,
        (
            (line.sheet, line.number, line.label, column_word(found["field"]), found["value"], str(FINDINGS[found["code"]]))
            for line, found in _findings(run)
        ),
    )  # fmt: skip


def _findings(run: ImportRun) -> Iterator[tuple[ImportLine, dict[str, str]]]:
    for line in lines_with_faults(run).iterator():
        for finding in [*line.faults, *line.warnings]:
            yield line, finding
