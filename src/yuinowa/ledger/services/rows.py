"""The SQL of a posting: entries in, cells up. The same statements run on both databases."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Max, Min

from yuinowa.ledger.domain.cells import PAIR_YEAR, ROLL_UPS, UNNAMED, Key, RollUp, fold
from yuinowa.ledger.domain.lines import Line, in_key_order
from yuinowa.ledger.models import Entry, PairYear
from yuinowa.ledger.queries.entries import in_force

#: Rows in one statement: 200 × 24 values stay under what either database takes.
_ROWS = 200
_COLUMNS = (
    *("kind", "unit", "quantity", "giver", "receiver", "scope", "principal", "grain"),
    *("day_from", "day_to", "fiscal_year", "month", "voice", "stated_by", "context", "statement"),
    *("source", "leg", "revision", "reversal", "late", "reason", "posted_by", "posted_at"),
)


def insert(lines: Sequence[Line], *, posted_by: int | None, posted_at: datetime) -> bool:
    """Write the lines; False when one of them stood there already (then the caller rolls back)."""
    head = f"INSERT INTO ledger_entry ({', '.join(_COLUMNS)}) VALUES "  # noqa: S608  # our own names
    # No target: ``deed_posts_once`` and ``one_principal_leg`` both mean that another was quicker.
    tail = " ON CONFLICT DO NOTHING"
    moment = connection.ops.adapt_datetimefield_value(posted_at)
    rows = (_values(line, posted_by, moment) for line in in_key_order(lines))
    return _execute(head, rows, tail) == len(lines)


def _values(line: Line, posted_by: int | None, moment: Any) -> tuple[Any, ...]:
    leg, deed = line.leg, line.deed
    return (
        *(leg.kind, leg.unit.value, line.quantity, leg.giver, leg.receiver),
        *(int(leg.scope), leg.principal, int(leg.grain)),
        *(_day(leg.day_from), _day(leg.day_to), leg.fiscal_year, leg.month),
        *(int(deed.voice), deed.stated_by, deed.context, deed.statement),
        *(deed.source, line.number, line.revision, line.reversal),
        *(line.late, line.reason, posted_by, moment),
    )


# The three looks before a posting are plain SQL: compiling them anew each time takes longer than running them.


def known_sources(sources: Iterable[str], revision: int) -> list[str]:
    """Those of the sources under which something was posted at this revision."""
    found = []
    remaining = iter(sources)
    with connection.cursor() as cursor:
        while part := list(islice(remaining, _ROWS)):
            cursor.execute(
                "SELECT DISTINCT source FROM ledger_entry"  # noqa: S608  # places, no values
                f" WHERE source IN ({_places(part)}) AND revision = %s AND NOT reversal",
                [*part, revision],
            )
            found += [source for (source,) in cursor.fetchall()]
    return found


def closed_years(years: Collection[int]) -> set[tuple[int, int]]:
    """(institution, fiscal year) of the closings of these years."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT institution, fiscal_year FROM ledger_closing"  # noqa: S608
            f" WHERE fiscal_year IN ({_places(years)})",
            list(years),
        )
        return set(cursor.fetchall())


def has_choices(institutions: Collection[int], years: Collection[int]) -> bool:
    """Whether any of these institutions has a choice standing in any of these years."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM ledger_choice WHERE institution IN ({_places(institutions)})"  # noqa: S608
            f" AND fiscal_year IN ({_places(years)}) LIMIT 1",
            [*institutions, *years],
        )
        return cursor.fetchone() is not None


def _places(values: Collection[object]) -> str:
    return ", ".join(["%s"] * len(values))


def add_to_cells(lines: Sequence[Line]) -> None:
    """Add the lines to every roll-up, each cell once and in the order of its key (no deadlock)."""
    shares = [line.share() for line in lines]
    for roll_up in ROLL_UPS:
        cells = fold(shares, roll_up)
        rows = ((*key, *_numbers(roll_up, cells[key])) for key in sorted(cells))
        _execute(*_upsert(roll_up, rows))
    taken_back = [line.share() for line in lines if line.reversal]
    for key in sorted(fold(taken_back, PAIR_YEAR)):
        _find_days_again(key)


def _upsert(
    roll_up: RollUp, rows: Iterator[tuple[Any, ...]]
) -> tuple[str, Iterator[tuple[Any, ...]], str]:
    columns = (*roll_up.key, *roll_up.numbers)
    sets = [f"{name} = t.{name} + excluded.{name}" for name in roll_up.numbers[:3]]
    if roll_up.keeps_days:
        sets += [_further("first_day", "<"), _further("last_day", ">")]
    head = f"INSERT INTO {roll_up.table} AS t ({', '.join(columns)}) VALUES "  # noqa: S608  # our own names
    tail = f" ON CONFLICT ({', '.join(roll_up.key)}) DO UPDATE SET {', '.join(sets)}"
    return head, rows, tail


def _further(name: str, sign: str) -> str:
    # The two databases have no common name for the smaller of two values.
    beyond = f"t.{name} IS NULL OR excluded.{name} {sign} t.{name}"
    return f"{name} = CASE WHEN {beyond} THEN excluded.{name} ELSE t.{name} END"


def _numbers(roll_up: RollUp, sums: Any) -> tuple[Any, ...]:
    if not roll_up.keeps_days:
        return tuple(sums[:3])
    return (*sums[:3], _day(sums.first_day), _day(sums.last_day))


def _find_days_again(key: Key) -> None:
    """First and last day of one pair cell from its legs in force, after one was taken back."""
    named = dict(zip(PAIR_YEAR.key, key, strict=True))
    sides = {side: named[side] for side in ("giver", "receiver")}
    missing = {f"{side}__isnull": True for side, who in sides.items() if who == UNNAMED}
    given = {side: who for side, who in sides.items() if who != UNNAMED}
    alike = {name: named[name] for name in ("kind", "fiscal_year", "scope", "unit", "voice")}
    legs = in_force(Entry.objects.filter(**given, **missing, **alike))
    days = legs.aggregate(first_day=Min("day_from"), last_day=Max("day_to"))
    PairYear.objects.filter(**named).update(**days)


def _day(day: Any) -> Any:
    return connection.ops.adapt_datefield_value(day)


def _execute(head: str, rows: Iterable[tuple[Any, ...]], tail: str) -> int:
    """Run one INSERT over many rows, a few hundred at a time; how many rows it touched."""
    remaining, touched = iter(rows), 0
    with connection.cursor() as cursor:
        while part := list(islice(remaining, _ROWS)):
            places = f"({_places(part[0])})"
            sql = head + ", ".join([places] * len(part)) + tail
            cursor.execute(sql, [value for row in part for value in row])
            touched += cursor.rowcount
    return touched
