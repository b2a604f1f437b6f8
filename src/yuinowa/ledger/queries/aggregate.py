"""The one aggregate that answers a metric: SQL over the roll-ups its plan names.

Every piece of SQL is one of the fixed fragments below; what is asked comes in as parameters alone. The same
text runs on SQLite and PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connection

from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.answering import Found
from yuinowa.ledger.domain.deeds import LegScope, Side, Voice
from yuinowa.ledger.domain.drill import KEY_NUMBERS, Cell, CellKey
from yuinowa.ledger.domain.metrics import (
    PARTNER_COUNTS,
    PARTNER_GROUPS,
    AskedSide,
    Count,
    Group,
    Metric,
    Period,
    ScopeRule,
    Subject,
    VoiceRule,
)
from yuinowa.ledger.domain.planner import Branch, Plan, Rollup, asks_months

#: Named institutions up to which the months are spelled out too, so that the key leads straight to the cells.
_FEW = 20
_MONTHLY = frozenset({Rollup.GIVEN_MONTH, Rollup.RECEIVED_MONTH})
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


class _Sql:
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


def _ends(side: AskedSide) -> tuple[str, str]:
    """The column of the subject and that of the partner."""
    return ("receiver", "giver") if side is AskedSide.RECEIVED else ("giver", "receiver")


def needs_partner(metric: Metric) -> bool:
    """Whether the rows must say who the partner was."""
    return (
        metric.count in PARTNER_COUNTS
        or metric.partner.looks_up
        or not PARTNER_GROUPS.isdisjoint(metric.group)
    )


def _from_where(metric: Metric, branch: Branch, reach: Reach) -> tuple[str, _Sql]:
    """Which cells a branch reads, each with the choice that says whose word counts."""
    subject, partner = _ends(branch.side)
    side = Side.RECEIVED if branch.side is AskedSide.RECEIVED else Side.GIVEN
    sql = _Sql()
    source = f"FROM {branch.rollup.value} t"
    if metric.voice is VoiceRule.CHOSEN:
        source += (
            f" LEFT JOIN ledger_choice c ON c.institution = t.{subject} AND c.side = %s"
            " AND c.kind = t.kind AND c.fiscal_year = t.fiscal_year"
        )
        sql.parameters.append(side.value)
    sql.one_of("t.kind", metric.kinds)
    _years(sql, branch, reach)
    if reach.institutions:
        sql.one_of(f"t.{subject}", reach.institutions)
    else:
        # Totals are counted from the giving side, and who is not named belongs to no region.
        sql.add(f"t.{subject} <> 0")
    sql.add("t.unit = %s", metric.unit)
    if len(metric.asked_scopes) == 1:
        sql.add("t.scope = %s", int(_LEG_SCOPES[metric.asked_scopes[0]]))
    _voices(sql, metric.voice, branch, side)
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
    return source, sql


def _years(sql: _Sql, branch: Branch, reach: Reach) -> None:
    if not reach.years:
        sql.add("t.fiscal_year <= %s", reach.last_year)
        if reach.first_year is not None:
            sql.add("t.fiscal_year >= %s", reach.first_year)
        return
    sql.one_of("t.fiscal_year", reach.years)
    if branch.rollup in _MONTHLY and 0 < len(reach.institutions) <= _FEW:
        sql.one_of(
            "t.month",
            [month for year in reach.years for month in (year * 100, *FiscalYear(year).months())],
        )


def _voices(sql: _Sql, rule: VoiceRule, branch: Branch, side: Side) -> None:
    """Voices are never added together: one for each institution, side, kind and year."""
    if rule is VoiceRule.CHOSEN:
        sql.add("t.voice = COALESCE(c.voice, %s)", int(Voice.RECORDED))
        return
    if rule is VoiceRule.RECORDED:
        sql.add("t.voice = %s", int(Voice.RECORDED))
        return
    own = Voice.RECEIVER if side is Side.RECEIVED else Voice.GIVER
    subject, _partner = _ends(branch.side)
    silent = (
        "NOT EXISTS (SELECT 1 FROM ledger_pair_year o"  # noqa: S608  # fixed fragments
        " WHERE o.kind = t.kind AND o.fiscal_year = t.fiscal_year"
        f" AND o.{subject} = t.{subject} AND o.voice = %s AND o.entries > 0)"
    )
    # What another states counts where the institution itself has stated nothing.
    sql.add(f"(t.voice = %s OR (t.voice = %s AND {silent}))", int(own), int(Voice.OTHER), int(own))


def _dimensions(metric: Metric, branch: Branch) -> list[tuple[str, str]]:
    """Column name and what it is read from; a constant where the metric does not look."""
    _subject, partner = _ends(branch.side)
    return [
        ("y", "t.fiscal_year"),
        ("m", "t.month" if asks_months(metric) else "0"),
        ("k", "t.kind" if Group.KIND in metric.group else "''"),
        ("p", f"t.{partner}" if needs_partner(metric) else "0"),
        ("x", "t.context" if Group.CONTEXT in metric.group else "0"),
    ]


def _select(metric: Metric, branch: Branch, reach: Reach) -> tuple[str, list[Any]]:
    source, sql = _from_where(metric, branch, reach)
    dimensions = _dimensions(metric, branch)
    quantity = "t.quantity_total" if branch.side is AskedSide.TOTAL else "t.quantity"
    days = metric.count in {Count.FIRST_DAY, Count.LAST_DAY}
    contested = (
        "MAX(CASE WHEN c.contested THEN 1 ELSE 0 END)" if metric.voice is VoiceRule.CHOSEN else "0"
    )
    columns = [
        *(f"{read} AS {name}" for name, read in dimensions),
        f"{branch.sign} * SUM({quantity}) AS q",
        f"{branch.sign} * SUM(t.entries) AS n",
        f"{'MIN(t.first_day)' if days else 'NULL'} AS f",
        f"{'MAX(t.last_day)' if days else 'NULL'} AS l",
        f"{contested} AS c",
        "MIN(t.voice) AS v",
        "MAX(t.voice) AS w",
    ]
    grouped = ", ".join(read for _name, read in dimensions if read.startswith("t."))
    text = f"SELECT {', '.join(columns)} {source} WHERE {' AND '.join(sql.where)} GROUP BY {grouped}"  # fixed fragments
    return text, sql.parameters


def rows(metric: Metric, plan: Plan, reach: Reach) -> list[Found]:
    """What the aggregate found; one query, whatever is asked."""
    branches = [_select(metric, branch, reach) for branch in plan.branches]
    texts = [text for text, _parameters in branches]
    parameters = [value for _text, values in branches for value in values]
    text = texts[0]
    if len(texts) > 1:
        text = (
            "SELECT y, m, k, p, x, SUM(q), SUM(n), MIN(f), MAX(l), MAX(c), MIN(v), MAX(w) FROM ("  # noqa: S608  # fixed fragments
            + " UNION ALL ".join(texts)
            + ") u GROUP BY y, m, k, p, x"
        )
    with connection.cursor() as cursor:
        cursor.execute(text, parameters)
        return [_found(row) for row in cursor.fetchall()]


def _found(row: Sequence[Any]) -> Found:
    year, month, kind, partner, context, quantity, entries, first, last, contested, low, high = row
    return Found(
        year=year,
        month=month,
        kind=kind,
        partner=partner,
        context=context,
        quantity=int(quantity),
        entries=int(entries),
        first_day=_day(first),
        last_day=_day(last),
        contested=bool(contested),
        voices=_both(low, high),
    )


@cache
def _both(low: int, high: int) -> frozenset[Voice]:
    return frozenset({Voice(low), Voice(high)})


def _day(value: date | str | None) -> date | None:
    """SQLite gives the days of a raw query as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def years_taken_part(kinds: Sequence[str], reach: Reach) -> frozenset[int]:
    """The years in which the subject has anything in force in these kinds, on either side (rule 7)."""
    table = Rollup.CONTEXT_YEAR if reach.subject.context is not None else Rollup.PAIR_YEAR
    ends = ("giver", "receiver") if reach.institutions else ("giver",)
    texts: list[str] = []
    parameters: list[Any] = []
    for end in ends:
        sql = _Sql()
        sql.one_of("kind", kinds)
        sql.add("fiscal_year <= %s", reach.last_year)
        if reach.first_year is not None:
            sql.add("fiscal_year >= %s", reach.first_year)
        if reach.institutions:
            sql.one_of(end, reach.institutions)
        if reach.subject.context is not None:
            sql.add("context = %s", reach.subject.context)
        sql.add("entries > 0")
        texts.append(
            f"SELECT fiscal_year FROM {table.value} WHERE {' AND '.join(sql.where)}"  # noqa: S608  # fixed fragments
        )
        parameters += sql.parameters
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(texts), parameters)
        return frozenset(year for (year,) in cursor.fetchall())


def cells(metric: Metric, plan: Plan, reach: Reach) -> list[Cell]:
    """The cells the aggregate adds up, each with its address, in the order of their keys (rule 12)."""
    found: list[Cell] = []
    for branch in plan.branches:
        source, sql = _from_where(metric, branch, reach)
        numbers = KEY_NUMBERS[branch.rollup]
        columns = ", ".join(f"t.{name}" for name in ("kind", "unit", *numbers))
        order = ", ".join(
            f"t.{name}" for name in ("fiscal_year", "kind", *numbers[3:], "voice", "scope")
        )
        text = (
            f"SELECT {columns}, t.entries, t.quantity, t.quantity_total {source}"  # fixed fragments
            f" WHERE {' AND '.join(sql.where)} ORDER BY {order}"
        )
        with connection.cursor() as cursor:
            cursor.execute(text, sql.parameters)
            for kind, unit, *rest in cursor.fetchall():
                *key, entries, quantity, quantity_total = rest
                place = CellKey(
                    rollup=branch.rollup,
                    kind=kind,
                    unit=unit,
                    **dict(zip(numbers, key, strict=True)),
                )
                found.append(
                    Cell(place, branch.side, entries, quantity, quantity_total, branch.sign)
                )
    return found


def reads_every_year(metric: Metric) -> bool:
    """Whether earlier years belong to the answer of a later one."""
    return metric.period is Period.TO_DATE or metric.count is Count.NEW_PARTNERS
