"""The tables of a whole plan: what it holds, as rows of plain values. One description for JSON, XLSX and schema.

A cell is a text, a number, yes or no, a day, a moment, or nothing. Rows name each other by what people call
them (a project's key, a year, an indicator's code), never by an id of this place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from yuinowa.core.rights import Level
from yuinowa.ledger.domain import indicators as ledger
from yuinowa.ledger.domain.attainment import Method
from yuinowa.ledger.domain.statistics import Statistic
from yuinowa.plans.domain.kinds import Annex, BlockKind, CellRole
from yuinowa.plans.domain.rating import Joining, Question
from yuinowa.plans.domain.round import RoundState
from yuinowa.plans.domain.sheet import SheetState

FORMAT, VERSION = "yuinowa-plan", 1


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    YES_NO = "yes_no"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Column:
    """``longest``: of a text; ``low`` and ``high``: of a whole number. ``blank``: an empty text is one."""

    name: str
    kind: Kind = Kind.TEXT
    longest: int = 400
    low: int = 0
    high: int = 32767
    words: tuple[str, ...] = ()
    blank: bool = False
    #: Whether nothing may stand there, which is not the empty text.
    nothing: bool = False
    one_line: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``key``: what names a row; ``refs``: columns that name a row of another table."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    refs: tuple[tuple[tuple[str, ...], str], ...] = ()
    #: Files that were saved before there was this table are read as if it were empty.
    is_newer: bool = False

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def _text(name: str, longest: int = 400, *, blank: bool = False, nothing: bool = False) -> Column:
    return Column(name, longest=longest, blank=blank, nothing=nothing)


def _word(name: str, words: Iterable[str], *, blank: bool = False, nothing: bool = False) -> Column:
    return Column(name, words=tuple(map(str, words)), blank=blank, nothing=nothing)


def _whole(name: str, low: int = 0, high: int = 32767, *, nothing: bool = False) -> Column:
    return Column(name, Kind.WHOLE, low=low, high=high, nothing=nothing)


def _year(name: str, *, nothing: bool = False) -> Column:
    return _whole(name, 1900, 2099, nothing=nothing)


def _number(name: str) -> Column:
    return Column(name, Kind.NUMBER, nothing=True)


def _yes_no(name: str) -> Column:
    return Column(name, Kind.YES_NO)


def _day(name: str) -> Column:
    return Column(name, Kind.DAY)


def _moment(name: str, *, nothing: bool = False) -> Column:
    return Column(name, Kind.MOMENT, nothing=nothing)


_LONG = 20_000
_CODE = _text("code", 8)
_PROJECT = _text("project", 10)
_INDICATOR = _text("indicator", 60)
_POSITION = _whole("position", 1)
#: What names one edition of a sheet.
_SHEET = (_PROJECT, _year("year"), _whole("edition", 1))
_SHEET_KEY = ("project", "year", "edition")
_OF_SHEET = ((_SHEET_KEY, "sheets"),)
_BLANKS = [blank.value for blank in ledger.Blank]
_FIGURE = (
    _number("number"),
    _word("blank", _BLANKS, blank=True),
    _text("as_printed", 40, blank=True),
)

# fmt: off
TABLES: tuple[Table, ...] = (
    Table("plan", (
        _text("name", 200), _text("name_variant", 200, blank=True), _text("body", 200), _text("period_text", 200),
        _year("first_year"), _year("last_year"), _year("target_year"), _text("title"), _text("as_of_text", 100),
        _year("as_of_year"), _day("as_of_date"), _yes_no("editable"), _word("level", Level),
    ), ("name",)),
    Table("title_lines", (_POSITION, _text("text")), ("position",)),
    Table("halves", (_whole("half", 1, 4), _text("label"), _year("year"), _yes_no("shown")), ("year",)),
    Table("blocks", (
        _POSITION, _word("type", BlockKind), _text("number", 40, blank=True), _text("text", _LONG, blank=True),
        _text("computed", 60, blank=True), _text("caption", blank=True), _text("row_label", blank=True),
        _text("value_label", blank=True), _text("total_label", blank=True),
    ), ("position",)),
    Table("block_columns", (_whole("block", 1), _POSITION, _text("text")), ("block", "position"),
          ((("block",), "blocks"),)),
    Table("block_values", (_whole("block", 1), _POSITION, _text("text", blank=True)), ("block", "position"),
          ((("block",), "blocks"),)),
    Table("annexes", (
        _whole("annex", 1, 3), _text("id", 40), _text("label", 40), _word("kind", Annex), _text("title", blank=True),
        _text("legend_heading", blank=True),
    ), ("annex",)),
    Table("annex_words", (_whole("annex", 1, 3), _text("part", 40), _text("key", 60, blank=True), _POSITION, _text("text")),
          ("annex", "part", "key", "position"), ((("annex",), "annexes"),)),
    Table("scale", (_POSITION, _CODE, _text("text"), _yes_no("of_projects"), _number("score")), ("code",)),
    Table("rating_rules", (
        _whole("rule", 1), _word("question", Question), _word("method", Method), _word("joining", Joining),
        _text("otherwise", 8, blank=True), _text("no_data", 8, blank=True), _yes_no("rates_words"), _number("band"),
        _text("origin", 300, blank=True), _day("adopted_on"), _text("reason", 1000),
    ), ("rule",)),
    Table("thresholds", (_whole("rule", 1), _POSITION, _CODE, _number("at_least"), _yes_no("above")),
          ("rule", "position"), ((("rule",), "rating_rules"),)),
    Table("goals", (_whole("goal", 1, 99), _text("label", 100), _text("name")), ("goal",)),
    Table("measures", (_whole("goal", 1, 99), _whole("measure", 1, 99), _text("label", 100), _text("name")),
          ("goal", "measure"), ((("goal",), "goals"),)),
    Table("projects", (
        _PROJECT, _whole("goal", 1, 99), _whole("measure", 1, 99), _POSITION, _text("number", 20), _text("name"),
        _yes_no("priority"), _yes_no("new"), _text("flag_text", 40, blank=True), _whole("plan_page", 1),
        _text("department", 200), _text("annex", 40), _text("sheet_ref", 40), _yes_no("has_indicators"),
        _whole("table", 1), _text("description", _LONG, blank=True),
        _text("same_plan", 200, blank=True), _text("same_as_of", 10, blank=True), _text("same_project", 10, blank=True),
    ), ("project",), ((("goal", "measure"), "measures"),)),
    Table("actions", (_PROJECT, _whole("action", 1), _text("department", 200), _text("description", _LONG)),
          ("project", "action"), ((("project",), "projects"),)),
    Table("metrics", (_text("metric", 60), _text("definition", _LONG)), ("metric",)),
    Table("indicators", (
        _INDICATOR, _text("name", 200), _text("name_en", 200, blank=True), _text("short_name", 60, blank=True),
        _text("definition", 1000, blank=True), _text("excluded", 500, blank=True), _word("kind", ledger.IndicatorKind),
        _word("nature", ledger.Nature), _word("direction", ledger.Direction), _word("accumulation", ledger.Accumulation),
        _word("frequency", ledger.Frequency), _text("counted_on", 60, blank=True), _text("unit", 20, blank=True),
        _whole("decimals", 0, 6), _yes_no("over_hundred"), _text("numerator", 200, blank=True), _text("denominator", 200, blank=True),
        _year("baseline_year", nothing=True), _number("baseline"), _text("quality_notes", 1000, blank=True),
        _word("statistic", Statistic, blank=True, nothing=True), _whole("per_residents", 0, 10_000, nothing=True),
        _word("source", ledger.Source), _text("metric", 60, blank=True), _word("asked_of", ("institutions", "region")),
        _year("first_year", nothing=True),
    ), ("indicator",)),
    Table("indicator_institutions", (_INDICATOR, _POSITION, _text("isil", 40, blank=True), _text("name", 200)),
          ("indicator", "position"), ((("indicator",), "indicators"),)),
    Table("slots", (
        _PROJECT, _POSITION, _text("title", 100), _text("label"), _text("plan_row_label", 100), _whole("weight"),
        _text("department", 200, blank=True), _text("indicator", 60, blank=True),
    ), ("project", "position"), ((("project",), "projects"), (("indicator",), "indicators"))),
    Table("target_versions", (
        _INDICATOR, _whole("version", 1), _day("adopted_on"), _text("reason", 300), _text("origin", 200, blank=True),
        _text("decided_by", 200, blank=True),
    ), ("indicator", "version"), ((("indicator",), "indicators"),)),
    Table("targets", (_INDICATOR, _whole("version", 1), _year("year"), *_FIGURE), ("indicator", "version", "year"),
          ((("indicator", "version"), "target_versions"),)),
    Table("figures", (
        _INDICATOR, _year("year"), _whole("revision", 1), *_FIGURE, _word("certainty", ledger.Certainty),
        _word("source", ("hand", "import")), _text("source_note", 300, blank=True), _text("reason", 300, blank=True),
        _yes_no("preliminary"), _text("no_data", 40, blank=True), _yes_no("contested"), _moment("recorded_at"),
        _moment("confirmed_at", nothing=True),
    ), ("indicator", "year", "revision"), ((("indicator",), "indicators"),)),
    Table("rounds", (
        _year("year"), _word("state", RoundState), _day("fill_by"), _day("check_by"), _day("publish_by"),
        _moment("opened_at"), _moment("closed_at", nothing=True),
    ), ("year",)),
    Table("sheets", (
        *_SHEET, _word("state", SheetState), _text("name"), _text("department", 200),
        _text("priority_text", 40, blank=True), _text("new_text", 40, blank=True), _text("description", _LONG),
        _text("rating", 8, blank=True), _text("rating_reason", 1000, blank=True),
        _text("difference_reason", 1000, blank=True), _whole("table", 1), _moment("published_at", nothing=True),
        _text("correction_reason", 1000, blank=True),
    ), _SHEET_KEY, ((("project",), "projects"),)),
    Table("merged", (*_SHEET, _POSITION, _text("column")), (*_SHEET_KEY, "position"), _OF_SHEET),
    Table("sheet_figures", (
        *_SHEET, _whole("slot", 1), _year("figure_year"), _text("target", 40, blank=True),
        _text("actual", 40, blank=True, nothing=True), _whole("revision", 1, nothing=True),
        _number("forecast"), _text("forecast_reason", 300, blank=True),
    ), (*_SHEET_KEY, "slot", "figure_year"), _OF_SHEET),
    Table("cells", (
        *_SHEET, _POSITION, _word("role", CellRole), _text("heading", 200), _text("beside", 100, blank=True),
        _text("text", _LONG, blank=True, nothing=True), _yes_no("certain"),
    ), (*_SHEET_KEY, "position"), _OF_SHEET),
    Table("lines", (
        *_SHEET, _whole("line", 1), _text("department", 200), _text("description", _LONG),
        _text("difference_reason", _LONG, blank=True), _text("evaluation", _LONG, blank=True, nothing=True),
        _text("next_steps", _LONG, blank=True, nothing=True),
    ), (*_SHEET_KEY, "line"), _OF_SHEET),
    Table("results", (
        *_SHEET, _whole("line", 1), _year("result_year"), _text("text", _LONG, blank=True, nothing=True),
    ), (*_SHEET_KEY, "line", "result_year"), (((*_SHEET_KEY, "line"), "lines"),)),
    Table("ratings", (
        *_SHEET, _POSITION, _whole("rule", 1, nothing=True), _text("derived", 8, blank=True),
        _text("decided", 8, blank=True), _text("reason", 1000, blank=True), _text("decided_by", 200, blank=True),
        _moment("decided_at"),
    ), (*_SHEET_KEY, "position"), _OF_SHEET),
    Table("reviews", (
        _PROJECT, _year("year"), _text("body", 200), _day("reviewed_on"), _text("rating", 8, blank=True),
        _text("text", 2000),
    ), ("project", "year", "body", "reviewed_on"), ((("project",), "projects"),)),
    # A partnership is known by its title and the day it was begun; one that is not seen there is left out and named.
    Table("partnerships", (
        _PROJECT, _text("title", 200), _day("begun_on"), _text("sides", 1000, blank=True), _text("about", 300),
    ), ("project", "title", "begun_on"), ((("project",), "projects"),), is_newer=True),
)
# fmt: on
BY_NAME = {table.name: table for table in TABLES}
#: Read by people, and left in the file: persons are nobody elsewhere, and their names can be erased here only.
NAMES_OF_PERSONS = frozenset({("target_versions", "decided_by"), ("ratings", "decided_by")})
