"""Which cells a metric reads, and how each counts: conditions over one roll-up, and over the choices of voices.

Every piece of SQL is one of the fixed fragments below; what is asked comes in as parameters alone. The same
text runs on SQLite and PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.deeds import LegScope, Side, Voice
from yuinowa.ledger.domain.metrics import (
    DAY_COUNTS,
    PARTNER_COUNTS,
    AskedSide,
    Metric,
    ScopeRule,
    Subject,
    VoiceRule,
)
from yuinowa.ledger.domain.planner import Branch, Rollup

#: Named institutions up to which the months are spelled out too, so that the key leads straight to the cells.
_FEW = 20
_RECORDED = int(Voice.RECORDED)
_MONTHLY = frozenset({Rollup.GIVEN_MONTH, Rollup.RECEIVED_MONTH})
#: Read about everybody through indexes that lead from kind, unit, year and voice to either end.
_INDEXED_BY_VOICE = _MONTHLY | {Rollup.PAIR_YEAR}
_LEG_SCOPES = {
    ScopeRule.INSTITUTION: LegScope.INSTITUTION,
    ScopeRule.RESIDENTS: LegScope.RESIDENTS,
}


@dataclass(frozen=True, slots=True)
class Reach:
    """What is read for a question: about whom, and which years."""

    subject: Subject
    #: The named institutions with all that have become them; empty for everybody.
    institutions: frozenset[int]
    only: frozenset[int]
    exclude: frozenset[int]
    #: None: from the beginning.
    first_year: int | None
    last_year: int
    #: Exactly these years; empty where the range says it.
    years: tuple[int, ...] = ()


class Sql:
    """A statement in the making: fragments and their parameters stay side by side."""

    def __init__(self) -> None:
        self.where: list[str] = []
        self.parameters: list[Any] = []

    def add(self, fragment: str, *parameters: Any) -> None:
        self.where.append(fragment)
        self.parameters.extend(parameters)

    def one_of(self, column: str, values: Iterable[Any]) -> None:
        listed = sorted(values)
        self.add(f"{column} IN ({', '.join(['%s'] * len(listed))})", *listed)


def ends(side: AskedSide) -> tuple[str, str]:
    """The column of the subject and that of the partner."""
    return ("receiver", "giver") if side is AskedSide.RECEIVED else ("giver", "receiver")


@dataclass(frozen=True, slots=True)
class Reading:
    """Cells to read: where they are, which ones, and how each counts."""

    source: str
    sql: Sql
    #: A cell's number as it counts.
    counted: str = "t.{number}"
    contested: str = "0"
    voice: str = "t.voice"


def readings(metric: Metric, branch: Branch, reach: Reach) -> list[Reading]:
    """What has to be read of one branch, each voice as it counts."""
    by_choice = metric.voice is VoiceRule.CHOSEN and metric.count not in DAY_COUNTS
    if by_choice and not reach.institutions and branch.rollup in _INDEXED_BY_VOICE:
        return [_all_recorded(metric, branch, reach), _put_right(metric, branch, reach)]
    return [as_chosen(metric, branch, reach)]


def as_chosen(metric: Metric, branch: Branch, reach: Reach) -> Reading:
    """The cells that count, each with the choice that says whose word does."""
    if metric.voice is not VoiceRule.CHOSEN:
        sql = _cells_of(metric, branch, reach)
        _voices(sql, metric.voice, branch)
        return Reading(f"FROM {branch.rollup.value} t", sql)
    sql = _cells_of(metric, branch, reach)
    # The side stands in the join, before all conditions.
    sql.parameters.insert(0, _side(branch).value)
    sql.add("t.voice = COALESCE(c.voice, %s)", _RECORDED)
    return Reading(
        f"FROM {branch.rollup.value} t LEFT JOIN ledger_choice c ON c.side = %s AND {_same(branch)}",
        sql,
        contested="MAX(CASE WHEN c.contested THEN 1 ELSE 0 END)",
    )


def _all_recorded(metric: Metric, branch: Branch, reach: Reach) -> Reading:
    """What everybody recorded, as if nobody had chosen another word.

    About the whole region, looking up the choice of every cell takes longer than all the rest; so the few choices
    that matter are gone through instead, and ``_put_right`` makes this right.
    """
    sql = _cells_of(metric, branch, reach)
    sql.add("t.voice = %s", _RECORDED)
    return Reading(f"FROM {branch.rollup.value} t", sql, voice=str(_RECORDED))


def _put_right(metric: Metric, branch: Branch, reach: Reach) -> Reading:
    """Where another word was chosen: its cells, and what was recorded there taken away again.

    Contested ones are read too, to be known as such, of whatever word.
    """
    sql = _cells_of(metric, branch, reach)
    sql.add("c.side = %s", _side(branch).value)
    sql.one_of("c.kind", metric.kinds)
    _years(sql, reach, "c.fiscal_year")
    sql.add(_same(branch))
    sql.add("(c.contested OR c.voice <> %s)", _RECORDED)
    sql.add("t.voice IN (%s, c.voice)", _RECORDED)
    return Reading(
        # CROSS: SQLite goes from the few choices to their cells, not the other way round.
        f"FROM ledger_choice c CROSS JOIN {branch.rollup.value} t",
        sql,
        counted=(
            f"CASE WHEN c.voice = {_RECORDED} THEN 0 WHEN t.voice = {_RECORDED}"
            " THEN -t.{number} ELSE t.{number} END"
        ),
        contested="MAX(CASE WHEN c.contested AND t.voice = c.voice THEN 1 ELSE 0 END)",
    )


def _side(branch: Branch) -> Side:
    return Side.RECEIVED if branch.side is AskedSide.RECEIVED else Side.GIVEN


def _same(branch: Branch) -> str:
    """The choice and the cell are of one subject, kind and year."""
    subject, _partner = ends(branch.side)
    return f"c.institution = t.{subject} AND c.kind = t.kind AND c.fiscal_year = t.fiscal_year"


def _cells_of(metric: Metric, branch: Branch, reach: Reach) -> Sql:
    """Which cells a branch is about, whosever word they are."""
    subject, partner = ends(branch.side)
    sql = Sql()
    sql.one_of("t.kind", metric.kinds)
    _years(sql, reach, "t.fiscal_year")
    if reach.years and branch.rollup in _MONTHLY and 0 < len(reach.institutions) <= _FEW:
        sql.one_of(
            "t.month",
            [month for year in reach.years for month in (year * 100, *FiscalYear(year).months())],
        )
    if reach.institutions:
        sql.one_of(f"t.{subject}", reach.institutions)
    else:
        # Totals are counted from the giving side, and who is not named belongs to no region.
        sql.add(f"t.{subject} <> 0")
    sql.add("t.unit = %s", metric.unit)
    if len(metric.asked_scopes) == 1:
        sql.add("t.scope = %s", int(_LEG_SCOPES[metric.asked_scopes[0]]))
    if reach.subject.context is not None:
        sql.add("t.context = %s", reach.subject.context)
    if reach.only:
        sql.one_of(f"t.{partner}", reach.only)
    if reach.exclude:
        sql.add(
            f"t.{partner} NOT IN ({', '.join(['%s'] * len(reach.exclude))})", *sorted(reach.exclude)
        )
    if metric.count in PARTNER_COUNTS:
        sql.add(f"t.{partner} <> 0")
    return sql


def _years(sql: Sql, reach: Reach, column: str) -> None:
    if reach.years:
        sql.one_of(column, reach.years)
        return
    sql.add(f"{column} <= %s", reach.last_year)
    if reach.first_year is not None:
        sql.add(f"{column} >= %s", reach.first_year)


def _voices(sql: Sql, rule: VoiceRule, branch: Branch) -> None:
    """Voices are never added together: one for each institution, side, kind and year."""
    if rule is VoiceRule.RECORDED:
        sql.add("t.voice = %s", _RECORDED)
        return
    own = Voice.RECEIVER if _side(branch) is Side.RECEIVED else Voice.GIVER
    subject, _partner = ends(branch.side)
    silent = (
        "NOT EXISTS (SELECT 1 FROM ledger_pair_year o"  # noqa: S608  # fixed fragments
        " WHERE o.kind = t.kind AND o.fiscal_year = t.fiscal_year"
        f" AND o.{subject} = t.{subject} AND o.voice = %s AND o.entries > 0)"
    )
    # What another states counts where the institution itself has stated nothing.
    sql.add(f"(t.voice = %s OR (t.voice = %s AND {silent}))", int(own), int(Voice.OTHER), int(own))
