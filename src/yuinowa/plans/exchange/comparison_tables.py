"""Comparisons as open data: one value a cell, western years, stable codes, and what every column means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from yuinowa.documents import xlsx
from yuinowa.documents.xlsx import Table, workbook_bytes
from yuinowa.plans.domain.comparison import Difference, Report, Told
from yuinowa.plans.domain.printed import Blank, blank_of, number_of
from yuinowa.plans.domain.structure import Part
from yuinowa.plans.exchange.open_data import OpenTable, Value
from yuinowa.plans.models import Plan
from yuinowa.plans.queries.municipalities import Municipalities, MunicipalRow, Shown
from yuinowa.plans.queries.over_years import OverYears
from yuinowa.plans.queries.sides import PlanSide, PlanSides, SharedRow

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
    "not_counted", "source",
)  # fmt: skip
YEARS = (
    "plan", "project", "indicator", "indicator_name", "fiscal_year", "target", "value", "status", "unit", *_PER_HEAD,
    *_REPORT, "rating", "rating_meaning", "source",
)  # fmt: skip
#: Of plans side by side: one fact a row, so that no scale is laid on another.
PLANS = (
    "plan", "plan_name", "institution", "institution_name", "first_year", "last_year", "fiscal_year", "fact", "code",
    "name", "value", "status", "unit", "target", *_PER_HEAD, *_REPORT, "comparable", "differs", "definition",
    "not_counted", "source",
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
        *report_of(shown.told), row.is_comparable, differs_of(row.differs),
        indicator.definition or None, indicator.excluded or None, row.plan.source or None,
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
            plan.source or None,
        )
        for block in found.blocks
        if (indicator := block.slot.indicator) is not None
        for row in block.rows
    ]  # fmt: skip
    return OpenTable("years", YEARS, rows)


def plans_table(found: PlanSides) -> OpenTable:
    """Every fact of every plan, then what several of them measure."""
    rows = [
        _plan_row(found, side, said) for side in found.sides for said in _facts_of(side, found.year)
    ]
    sides = {side.plan.pk: side for side in found.sides}
    for row in found.rows:
        for plan, said in _shared(found, row):
            fact = {
                "fact": row.item.code,
                "code": said["indicator"],
                "name": said["indicator_name"],
            }
            rows.append(_plan_row(found, sides[plan], said | fact))
    return OpenTable("plans", PLANS, rows)


def _plan_row(found: PlanSides, side: PlanSide, said: Mapping[str, Value]) -> tuple[Value, ...]:
    plan = side.plan
    known = {
        **_of_plan(found, plan),
        "first_year": plan.first_year,
        "last_year": plan.last_year,
        "source": plan.source or None,
        **said,
    }
    return tuple(known.get(column) for column in PLANS)


def _of_plan(found: PlanSides, plan: Plan) -> dict[str, Value]:
    return {
        "plan": plan.pk,
        "plan_name": plan.name,
        "institution": plan.owner_id,
        "institution_name": plan.owner.name,
        "fiscal_year": found.year,
    }


def _facts_of(side: PlanSide, year: int) -> Iterator[dict[str, Value]]:
    for part in (Part.GOAL, Part.MEASURE, Part.PROJECT):
        name = side.built.names.get(part) or None
        yield {"fact": f"{part.value}s", "name": name, "value": side.built.of(part)}
    report = report_of_side(side, year)
    yield {"fact": "published_sheets", "value": side.published, **report}
    if not side.published:
        return
    for step in side.steps:
        said: dict[str, Value] = {"code": step.code, "name": step.text, "value": step.count}
        yield {"fact": "projects_rated", **said, **report}
    course = side.ruled.course if side.ruled else None
    if course is not None:
        yield {"fact": "indicators_on_course", "value": course.on, **report}
        yield {"fact": "indicators_rated", "value": course.rated, **report}
        yield {"fact": "indicators_without_figures", "value": course.unrated, **report}


def report_of_side(side: PlanSide, year: int) -> dict[str, Value]:
    """In what a plan's ratings of ``year`` were published."""
    sheets = Told(Report.SHEET, year) if side.published else None
    return dict(zip(_REPORT, report_of(side.told or sheets), strict=True))


def shared_records(found: PlanSides) -> list[dict[str, Value]]:
    """What several plans measure: each indicator with its figure."""
    return [said for row in found.rows for _plan, said in _shared(found, row)]


def _shared(found: PlanSides, row: SharedRow) -> Iterator[tuple[int, dict[str, Value]]]:
    for cell in (cell for cells in row.cells for cell in cells):
        indicator = cell.slot.indicator
        if indicator is not None:
            yield (
                cell.plan.pk,
                {
                    **_of_plan(found, cell.plan),
                    "item": row.item.code,
                    "indicator": indicator.code,
                    "indicator_name": indicator.name,
                    "value": cell.shown.number,
                    "status": status_of(cell.shown.told),
                    "unit": cell.unit,
                    "target": number_of(cell.target),
                    **dict(zip(_PER_HEAD, per_head(cell.shown, row.base), strict=True)),
                    **dict(zip(_REPORT, report_of(cell.shown.told), strict=True)),
                    "comparable": cell.is_comparable,
                    "differs": differs_of(cell.differs),
                    "definition": indicator.definition or None,
                    "not_counted": indicator.excluded or None,
                },
            )


def differs_of(found: Iterable[Difference]) -> str | None:
    return " ".join(one.what.value for one in found) or None


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


TABLES = {"municipalities": MUNICIPALITIES, "years": YEARS, "plans": PLANS}
