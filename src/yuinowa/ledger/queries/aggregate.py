"""The one aggregate that answers a metric: SQL over the roll-ups its plan names.

Every piece of SQL is one of the fixed fragments below; what is asked comes in as parameters alone. The same
text runs on SQLite and PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from yuinowa.ledger.domain.answering import Found
from yuinowa.ledger.domain.deeds import Voice
from yuinowa.ledger.domain.drill import KEY_NUMBERS, Cell, CellKey
from yuinowa.ledger.domain.metrics import (
    DAY_COUNTS,
    PARTNER_COUNTS,
    PARTNER_GROUPS,
    AskedSide,
    Count,
    Group,
    Metric,
    Period,
)
from yuinowa.ledger.domain.planner import Branch, Plan, Rollup, asks_months
from yuinowa.ledger.queries.readings import Reach, Reading, Sql, as_chosen, ends, readings

#: Looked up row by row; asking the enumeration costs eight times as much.
_VOICES = {voice.value: voice for voice in Voice}


def needs_partner(metric: Metric) -> bool:
    """Whether the rows must say who the partner was."""
    return (
        metric.count in PARTNER_COUNTS
        or metric.partner.looks_up
        or not PARTNER_GROUPS.isdisjoint(metric.group)
    )


def _dimensions(metric: Metric, branch: Branch, voice: str) -> list[tuple[str, str]]:
    """Column name and what it is read from; a constant where the metric does not look."""
    _subject, partner = ends(branch.side)
    return [
        ("y", "t.fiscal_year"),
        ("m", "t.month" if asks_months(metric) else "0"),
        ("k", "t.kind" if Group.KIND in metric.group else "''"),
        ("p", f"t.{partner}" if needs_partner(metric) else "0"),
        ("x", "t.context" if Group.CONTEXT in metric.group else "0"),
        ("v", voice),
    ]


def _select(metric: Metric, branch: Branch, reading: Reading, *, by_kind: bool) -> str:
    """One reading. ``by_kind``: kind by kind, as the indexes lead, where what is around it adds the kinds up."""
    dimensions = _dimensions(metric, branch, reading.voice)
    quantity = "quantity_total" if branch.side is AskedSide.TOTAL else "quantity"
    days = metric.count in DAY_COUNTS
    columns = [
        *(f"{read} AS {name}" for name, read in dimensions),
        *(
            f"{branch.sign} * {_sum(reading.counted.format(number=number))} AS {name}"
            for name, number in (("q", quantity), ("n", "entries"))
        ),
        f"{'MIN(t.first_day)' if days else 'NULL'} AS f",
        f"{'MAX(t.last_day)' if days else 'NULL'} AS l",
        f"{reading.contested} AS c",
    ]
    grouped = [read for _name, read in dimensions if read.startswith("t.")]
    if by_kind and "t.kind" not in grouped:
        grouped.insert(0, "t.kind")
    where = " AND ".join(reading.sql.where)
    return f"SELECT {', '.join(columns)} {reading.source} WHERE {where} GROUP BY {', '.join(grouped)}"  # fixed fragments


def _sum(number: str) -> str:
    """PostgreSQL adds ``bigint`` up to ``numeric``, which is slow to add up once more and to read."""
    return f"CAST(SUM({number}) AS bigint)"


def rows(metric: Metric, plan: Plan, reach: Reach) -> list[Found]:
    """What the aggregate found; one query, whatever is asked."""
    read = [
        (branch, reading) for branch in plan.branches for reading in readings(metric, branch, reach)
    ]
    # SQLite groups by sorting, which a group in the order of an index saves: half the time where the region is
    # asked. PostgreSQL groups by hashing, and the fewer groups the better.
    by_kind = len(read) > 1 and connection.vendor == "sqlite"
    texts = [_select(metric, branch, reading, by_kind=by_kind) for branch, reading in read]
    parameters = [value for _branch, reading in read for value in reading.sql.parameters]
    text = texts[0]
    if len(texts) > 1:
        text = (
            f"SELECT y, m, k, p, x, v, {_sum('q')}, {_sum('n')}, MIN(f), MAX(l), MAX(c) FROM ("  # noqa: S608  # fixed fragments
            + " UNION ALL ".join(texts)
            + ") u GROUP BY y, m, k, p, x, v"
        )
    with connection.cursor() as cursor:
        cursor.execute(text, parameters)
        return [_found(row) for row in cursor.fetchall()]


def _found(row: Sequence[Any]) -> Found:
    year, month, kind, partner, context, voice, quantity, entries, first, last, contested = row
    return Found(
        year=year,
        month=month,
        kind=kind,
        partner=partner,
        context=context,
        quantity=quantity,
        entries=entries,
        first_day=_day(first),
        last_day=_day(last),
        contested=bool(contested),
        voice=_VOICES[voice],
    )


def _day(value: date | str | None) -> date | None:
    """SQLite gives the days of a raw query as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def years_taken_part(kinds: Sequence[str], reach: Reach) -> frozenset[int]:
    """The years in which the subject has anything in force in these kinds, on either side (rule 7)."""
    table = Rollup.CONTEXT_YEAR if reach.subject.context is not None else Rollup.PAIR_YEAR
    columns = ("giver", "receiver") if reach.institutions else ("giver",)
    texts: list[str] = []
    parameters: list[Any] = []
    for end in columns:
        sql = Sql()
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
        reading = as_chosen(metric, branch, reach)
        numbers = KEY_NUMBERS[branch.rollup]
        columns = ", ".join(f"t.{name}" for name in ("kind", "unit", *numbers))
        order = ", ".join(
            f"t.{name}" for name in ("fiscal_year", "kind", *numbers[3:], "voice", "scope")
        )
        text = (
            f"SELECT {columns}, t.entries, t.quantity, t.quantity_total {reading.source}"  # fixed fragments
            f" WHERE {' AND '.join(reading.sql.where)} ORDER BY {order}"
        )
        with connection.cursor() as cursor:
            cursor.execute(text, reading.sql.parameters)
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
