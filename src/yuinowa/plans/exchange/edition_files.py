"""The files of an edition: the plan's own report, workbook and tables, made from what was frozen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from yuinowa.documents.pdf import Json, kept_pdf
from yuinowa.documents.xlsx import Cell, Look, Page
from yuinowa.kernel.fiscal import FiscalYear, era_date, today
from yuinowa.plans.domain.printed import number_of
from yuinowa.plans.domain.snapshot import sheets_of
from yuinowa.plans.exchange import open_data, report_pdf, workbooks
from yuinowa.plans.exchange.open_data import OpenTable, Value
from yuinowa.plans.labels.editions import place_words
from yuinowa.plans.models import EditionChange
from yuinowa.plans.queries import Grid, GridCell
from yuinowa.plans.queries.edition_pages import EditionView

_WIDTHS = (14, 30, 30, 30, 30)
_PROVENANCE = (
    "plan", "edition_year", "edition", "project", "indicator", "name", "fiscal_year", "kind", "text", "value",
    "unit", "origin", "metric", "counted_up_to", "entries", "contested", "definition", "document", "reason",
    "recorded_at", "confirmed_at",
)  # fmt: skip
_CORRECTIONS = (
    "plan", "edition_year", "edition", "project", "part", "name", "fiscal_year", "old", "new", "reason",
)  # fmt: skip
#: What opens a row of these tables: which edition, which project.
_OF_SHEET = ("plan", "edition_year", "edition", "project")
_PARTNERS = (*_OF_SHEET, "institution", "name")
_PARTNERSHIPS = (*_OF_SHEET, "partnership", "title", "sides", "about")
_EVIDENCE = (*_OF_SHEET, "kind", "name", "deeds")
_REVIEWS = (*_OF_SHEET, "body", "reviewed_on", "rating", "text")


def edition_report(
    view: EditionView, *, print_with: Callable[[str, Json], bytes] = kept_pdf
) -> bytes:
    """The report as PDF, with the edition's number on its head and the list of corrections in its body.

    Raises:
        InputRefused: characters that no font has.
        Unavailable: it could not be printed in time.
    """
    with override("ja"):
        return report_pdf.plan_report(
            view.printed,
            head=list(_head(view)),
            corrections=_corrections_grid(view),
            print_with=print_with,
        )


def _head(view: EditionView) -> Iterator[str]:
    edition = view.edition
    year = FiscalYear(edition.fiscal_year).label
    yield _("%(year)s, edition %(number)s") % {"year": year, "number": edition.number}
    if edition.published_at is not None:
        yield _("published %(day)s") % {"day": era_date(today(edition.published_at))}
    else:
        yield _("not yet published")
    if view.without:
        numbers = "、".join(project.number for project in view.without)
        yield _("without the sheets of %(numbers)s") % {"numbers": numbers}


def _corrections_grid(view: EditionView) -> Grid | None:
    """The list of corrections as a table; None for a first edition."""
    if not view.changes:
        return None
    heads = (
        _("Project"),
        _("Place"),
        pgettext("in an edition", "Before"),
        pgettext("in an edition", "Now"),
        _("Reason"),
    )
    return Grid(
        caption=_("What differs from edition %(number)s") % {"number": view.edition.number - 1},
        heads=tuple(GridCell(name, is_head=True) for name in heads),
        subheads=(),
        rows=tuple(tuple(map(GridCell, _correction(row))) for row in view.changes),
    )


def _correction(row: EditionChange) -> tuple[str, str, str, str, str]:
    place = place_words(row.part, row.name, row.fiscal_year)
    return row.project_number, place, row.old, row.new, row.reason


def edition_workbook(view: EditionView) -> bytes:
    """The workbook of the plan with the edition on a page of its own, and its own tables more."""
    with override("ja"):
        cover = Page(_("Edition"), _WIDTHS, list(_cover(view)))
    tables = [edition_table(view, name) for name in _TABLES]
    return workbooks.plan_workbook(view.printed, first=cover, more=tables)


def _cover(view: EditionView) -> Iterator[Cell]:
    yield Cell(0, 0, view.plan.title, Look.TITLE)
    row = 1
    for text in (view.edition.as_of_text, *_head(view), view.edition.reason):
        if text:
            yield Cell(row, 0, text, Look.NOTE)
            row += 1
    yield Cell(row, 0, f"SHA-256 {view.edition.digest}", Look.NOTE)
    grid = _corrections_grid(view)
    if grid is not None:
        yield Cell(row + 2, 0, grid.caption, Look.TITLE)
        yield from workbooks.grid_cells(grid, row + 3)


def edition_table(view: EditionView, name: str) -> OpenTable:
    """One table of the edition: those of every plan, and its own (``_TABLES``).

    Raises:
        KeyError: there is no table of this name.
    """
    if name in _TABLES:
        columns, rows = _TABLES[name]
        return OpenTable(name, columns, list(rows(view)))
    return open_data.table_of(view.printed, name)


def _provenance(view: EditionView) -> Iterator[tuple[Value, ...]]:
    edition = view.edition
    codes = {
        slot.slot.indicator_id: slot.slot.indicator.code
        for _project, sheet in view.printed.sheets()
        for slot in sheet.slots
        if slot.slot.indicator is not None
    }
    for row in view.figures:
        yield (
            edition.plan_id, edition.fiscal_year, edition.number, row.project, codes.get(row.indicator_id), row.name,
            row.fiscal_year, row.kind, row.text, number_of(row.text), row.unit, row.origin,
            row.metric or None, row.basis, row.entries, row.contested, row.sentence, row.document, row.reason,
            _moment(row.recorded_at), _moment(row.confirmed_at),
        )  # fmt: skip


def _moment(value: datetime | None) -> str | None:
    return value.isoformat(timespec="seconds") if value else None


def _corrections(view: EditionView) -> Iterator[tuple[Value, ...]]:
    edition = view.edition
    for row in view.changes:
        yield (
            edition.plan_id, edition.fiscal_year, edition.number, row.project or None, row.part, row.name,
            row.fiscal_year, row.old, row.new, row.reason,
        )  # fmt: skip


def _beside_sheets(
    view: EditionView, of: str, columns: tuple[str, ...]
) -> Iterator[tuple[Value, ...]]:
    """What each sheet keeps under ``of`` beside its cells: ``columns`` of it. Editions of earlier formats lack some."""
    edition = view.edition
    for project, sheet in sheets_of(view.snapshot):
        for row in sheet.get(of, ()):
            said = (row[column] or None for column in columns)
            yield (edition.plan_id, edition.fiscal_year, edition.number, project, *said)


def _partners(view: EditionView) -> Iterator[tuple[Value, ...]]:
    return _beside_sheets(view, "partners", ("id", "name"))


def _partnerships(view: EditionView) -> Iterator[tuple[Value, ...]]:
    return _beside_sheets(view, "partnerships", ("id", "title", "sides", "about"))


def _evidence(view: EditionView) -> Iterator[tuple[Value, ...]]:
    return _beside_sheets(view, "evidence", ("kind", "name", "deeds"))


def _reviews(view: EditionView) -> Iterator[tuple[Value, ...]]:
    return _beside_sheets(view, "reviews", ("body", "reviewed_on", "rating", "text"))


@cache
def _described() -> tuple[tuple[str, ...], ...]:
    """``data/open-data-columns.tsv`` without its head: table (*: any), column, meaning in both languages."""
    text = (files("yuinowa.plans") / "data" / "open-data-columns.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines()[1:])


def _dictionary(view: EditionView) -> Iterator[tuple[Value, ...]]:
    """What every column of every table means, in the order of the tables."""
    meanings = {(table, column): said for table, column, *said in _described()}
    tables = [(table.name, table.columns) for table in open_data.tables_of(view.printed)]
    tables += [(name, columns) for name, (columns, _rows) in _TABLES.items()]
    for table, columns in tables:
        for column in columns:
            said = meanings.get((table, column)) or meanings["*", column]
            yield (table, column, *said)


_DICTIONARY = ("table", "column", "meaning", "meaning_en")
_TABLES: Mapping[
    str, tuple[tuple[str, ...], Callable[[EditionView], Iterator[tuple[Value, ...]]]]
] = {
    "provenance": (_PROVENANCE, _provenance),
    "partners": (_PARTNERS, _partners),
    "partnerships": (_PARTNERSHIPS, _partnerships),
    "evidence": (_EVIDENCE, _evidence),
    "outside_reviews": (_REVIEWS, _reviews),
    "corrections": (_CORRECTIONS, _corrections),
    "dictionary": (_DICTIONARY, _dictionary),
}
