"""Comparisons as open data: one value a cell, western years, stable codes, and what every column means."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from yuinowa.documents import xlsx
from yuinowa.documents.xlsx import Table, workbook_bytes
from yuinowa.plans.domain.comparison import Told
from yuinowa.plans.domain.printed import Blank, blank_of, number_of
from yuinowa.plans.exchange.open_data import OpenTable, Value
from yuinowa.plans.queries.municipalities import Municipalities, MunicipalRow, Shown
from yuinowa.plans.queries.over_years import OverYears

#: How a cell of a comparison stands: a figure, one of the blanks, or nothing published at all.
MISSING, NO_INDICATOR = "not_published", "no_indicator"
_BLANKS = {
    Blank.NOT_YET: "to_come",
    Blank.NOT_APPLICABLE: "not_applicable",
    Blank.NOT_KNOWABLE: "not_knowable",
}
_REPORT = ("report", "report_year", "edition")
_PER_HEAD = (
    "per_residents",
    "value_per_residents",
    "population",
    "population_as_of",
    "population_source",
)
MUNICIPALITIES = (
    "item", "institution", "institution_name", "municipality", "plan", "plan_name", "indicator", "indicator_name",
    "fiscal_year", "value", "status", "unit", *_PER_HEAD, *_REPORT, "comparable", "differs", "definition",
    "not_counted",
)  # fmt: skip
YEARS = (
    "plan", "project", "indicator", "indicator_name", "fiscal_year", "target", "value", "status", "unit", *_PER_HEAD,
    *_REPORT, "rating", "rating_meaning",
)  # fmt: skip
DICTIONARY = ("table", "column", "meaning", "meaning_en")


def municipalities_table(found: Municipalities) -> OpenTable:
    """Every municipality and year, missing ones too."""
    return OpenTable("municipalities", MUNICIPALITIES, list(_municipalities(found)))


def _municipalities(found: Municipalities) -> Iterator[tuple[Value, ...]]:
    for row in found.rows:
        for year in found.years:
            yield _municipal(found, row, year)
    for owner in found.without:
        known: dict[str, Value] = {
            "item": found.item.code,
            "institution": owner.pk,
            "institution_name": owner.name,
            "municipality": owner.municipality or None,
            "fiscal_year": found.year,
            "status": NO_INDICATOR,
        }
        yield tuple(known.get(column) for column in MUNICIPALITIES)


def _municipal(found: Municipalities, row: MunicipalRow, year: int) -> tuple[Value, ...]:
    shown, indicator, owner = row.years[year], row.indicator, row.owner
    return (
        found.item.code, owner.pk, owner.name, owner.municipality or None, row.plan.pk, row.plan.name, indicator.code,
        indicator.name, year, shown.number, status_of(shown.told), row.unit, *per_head(shown, found.base),
        *report_of(shown.told), row.is_comparable, " ".join(one.what.value for one in row.differs) or None,
        indicator.definition or None, indicator.excluded or None,
    )  # fmt: skip


def per_head(shown: Shown, base: int) -> tuple[Value, ...]:
    """The columns of a figure per head; the population stands only beside a figure made with it."""
    if shown.per is None or shown.population is None:
        return (None,) * len(_PER_HEAD)
    known = shown.population
    return base, shown.per, known.number, known.as_of.isoformat(), known.source


def report_of(told: Told | None) -> tuple[Value, ...]:
    if told is None:
        return (None,) * len(_REPORT)
    return told.report.value, told.report_year, told.number or None


def status_of(told: Told | None) -> str:
    """known, provisional, or which of the blanks it is."""
    if told is None:
        return MISSING
    blank = blank_of(told.actual)
    if blank is not None:
        return _BLANKS[blank]
    return "provisional" if told.is_preliminary and number_of(told.actual) is not None else "known"


def years_table(found: OverYears) -> OpenTable:
    """Every indicator and year of a plan, with the rating of its project."""
    plan = found.plan
    rows = [
        (
            plan.pk, block.slot.project.key, indicator.code, indicator.name, row.figure.year,
            number_of(row.figure.target_text), row.shown.number, status_of(row.told), indicator.unit,
            *per_head(row.shown, block.base), *report_of(row.told), row.rating or None, row.meaning or None,
        )
        for block in found.blocks
        if (indicator := block.slot.indicator) is not None
        for row in block.rows
    ]  # fmt: skip
    return OpenTable("years", YEARS, rows)


@cache
def _described() -> tuple[tuple[str, ...], ...]:
    """``data/comparison-columns.tsv`` without its head: table (*: any), column, meaning in both languages."""
    text = (files("yuinowa.plans") / "data" / "comparison-columns.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines()[1:])


def dictionary() -> OpenTable:
    """What every column of every comparison means."""
    meanings = {(table, column): said for table, column, *said in _described()}
    rows = [
        (table, column, *(meanings.get((table, column)) or meanings["*", column]))
        for table, columns in TABLES.items()
        for column in columns
    ]
    return OpenTable("dictionary", DICTIONARY, rows)


def as_workbook(table: OpenTable, *, title: str) -> bytes:
    """The table in data form, with what its columns mean on a sheet of their own."""
    meant = [row for row in dictionary().rows if row[0] == table.name]
    return workbook_bytes(
        [
            Table(
                table.name, table.columns, [[_cell(value) for value in row] for row in table.rows]
            ),
            Table("dictionary", DICTIONARY, [[_cell(value) for value in row] for row in meant]),
        ],
        title=title,
    )


def _cell(value: Value) -> xlsx.Value:
    """As a workbook takes it: yes and no are words there."""
    return str(value).lower() if isinstance(value, bool) else value


TABLES = {"municipalities": MUNICIPALITIES, "years": YEARS}
