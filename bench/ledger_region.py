"""A made-up region's ledger of any size: 300 institutions, 5 years, 15 kinds, as unequal as real ones.

Every institution deals with about 30 others, most with a few; a tenth of what is done belongs to a partnership,
one in 200 deeds was reversed, one figure in 500 is stated, so that for many a year somebody had to choose whose
word counts. Entries are loaded in bulk, the roll-ups made from
them by SQL.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice
from typing import Any

from django.db import connection, transaction

from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain import kinds
from yuinowa.ledger.domain.cells import CONTEXT_YEAR, GIVEN_MONTH, PAIR_YEAR, RECEIVED_MONTH, RollUp
from yuinowa.ledger.domain.deeds import Voice
from yuinowa.ledger.domain.kinds import Kind, Unit

INSTITUTIONS = 300
PARTNERS = 30
KINDS_OF_A_PAIR = 5
CONTEXTS = 400
FIRST_DAY = date(2021, 4, 1)
DAYS = 5 * 365 + 1
CHUNK = 50_000
COLUMNS = (
    *("kind", "unit", "quantity", "giver", "receiver", "scope", "principal", "grain"),
    *("day_from", "day_to", "fiscal_year", "month", "voice", "stated_by", "context", "statement"),
    *("source", "leg", "revision", "reversal", "late", "reason", "posted_by", "posted_at"),
)
#: With the shipped ones 15.
MORE_KINDS = (
    Kind("gift", (Unit.ITEM,)),
    Kind("exhibit.loan", (Unit.ITEM,)),
    Kind("training", (Unit.TIME, Unit.PERSON)),
    Kind("delivery", (Unit.TIME,)),
    Kind("room", (Unit.TIME, Unit.MINUTE)),
)

Row = tuple[Any, ...]


def register_kinds() -> list[Kind]:
    for kind in MORE_KINDS:
        kinds.register(kind)
    return list(kinds.every_kind())


def build(entries: int) -> None:
    """Fill the empty database of the connection."""
    institutions = _institutions()
    statement = _statement(institutions[0])
    _contexts()
    rows = _rows(entries, institutions, statement)
    if connection.vendor == "postgresql":
        _copy(rows)
    else:
        _execute_many(rows)
    for roll_up in (PAIR_YEAR, GIVEN_MONTH, RECEIVED_MONTH, CONTEXT_YEAR):
        _fold(roll_up)
    choose()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def _institutions() -> list[int]:
    from yuinowa.directory.models import Institution

    made = [Institution(name=f"試験図書館{n:03}", member=True) for n in range(INSTITUTIONS)]
    return [row.pk for row in Institution.objects.bulk_create(made)]


def _contexts() -> None:
    from yuinowa.ledger.models import Context

    Context.objects.bulk_create(
        [Context(pk=n + 1, kind="partnership", key=str(n), label="会") for n in range(CONTEXTS)]
    )


def _statement(stated_by: int) -> int:
    from yuinowa.ledger.models import Statement

    return Statement.objects.create(
        stated_by_id=stated_by, title="年報", received_on=date(2026, 5, 1), digest="0" * 64
    ).pk


def _lanes(institutions: list[int], rng: random.Random) -> tuple[list[Row], list[float]]:
    """(giver, receiver, kind, unit, context) with weights: few lanes carry most, as on any road."""
    lanes, weights = [], []
    all_kinds = register_kinds()
    for rank, giver in enumerate(institutions):
        for near, receiver in enumerate(rng.sample(institutions, PARTNERS + 1)):
            if receiver == giver:
                continue
            for often, kind in enumerate(rng.sample(all_kinds, KINDS_OF_A_PAIR)):
                context = rng.randrange(CONTEXTS) + 1 if rng.random() < 0.1 else None
                lanes.append((giver, receiver, kind.code, rng.choice(kind.units).value, context))
                weights.append(1 / ((rank + 10) * (near + 3) * (often + 1)))
    return lanes, list(accumulate(weights))


def _rows(entries: int, institutions: list[int], statement: int) -> Iterator[Row]:
    rng = random.Random(7)
    lanes, weights = _lanes(institutions, rng)
    days = [FIRST_DAY + timedelta(days=n) for n in range(DAYS)]
    when = [
        (day.isoformat(), FiscalYear.of(day).start_year, day.year * 100 + day.month) for day in days
    ]
    posted_at = datetime(2026, 4, 1, tzinfo=UTC).isoformat(" ")
    number = 0
    while number < entries:
        for giver, receiver, kind, unit, context in rng.choices(
            lanes, cum_weights=weights, k=CHUNK
        ):
            number += 1
            day, year, month = when[int(rng.random() * DAYS)]
            quantity = int(rng.random() * 9) + 1
            source = f"bench/{number:09}"
            if number % 500:
                yield (
                    *(kind, unit, quantity, giver, receiver, 0, True, 1, day, day, year, month),
                    *(1, giver, context, None, source, 0, 1, False, False, "", 1, posted_at),
                )
            else:
                yield (
                    *(kind, unit, quantity, giver, None, 0, True, 3),
                    *(f"{year}-04-01", f"{year + 1}-03-31", year, year * 100),
                    *(2, giver, None, statement, source, 0, 1, False, False, "", 1, posted_at),
                )
            if number % 200 == 1:
                number += 1
                yield (
                    *(kind, unit, -quantity, giver, receiver, 0, True, 1, day, day, year, month),
                    *(1, giver, context, None, source, 0, 1, True, False, "誤り", 1, posted_at),
                )


def _copy(rows: Iterator[Row]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # Foreign keys are checked row by row otherwise; all rows here come from tables just made.
        cursor.execute("SET LOCAL session_replication_role = replica")
        with cursor.copy(f"COPY ledger_entry ({', '.join(COLUMNS)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _execute_many(rows: Iterator[Row]) -> None:
    places = ", ".join(["?"] * len(COLUMNS))
    sql = f"INSERT INTO ledger_entry ({', '.join(COLUMNS)}) VALUES ({places})"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("PRAGMA synchronous = OFF")
        indexes = _drop_indexes(cursor)
        with transaction.atomic():
            while part := list(islice(rows, CHUNK)):
                connection.connection.executemany(sql, part)
        for index in indexes:
            cursor.execute(index)
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA synchronous = FULL")


def _drop_indexes(cursor: Any) -> list[str]:
    """Indexes are faster made at once than row by row."""
    cursor.execute(
        "SELECT name, sql FROM sqlite_master"
        " WHERE type = 'index' AND tbl_name = 'ledger_entry' AND sql IS NOT NULL"
    )
    found = cursor.fetchall()
    for name, _sql in found:
        cursor.execute(f"DROP INDEX {name}")
    return [sql for _name, sql in found]


def _fold(roll_up: RollUp) -> None:
    names = {"giver": "COALESCE(giver, 0)", "receiver": "COALESCE(receiver, 0)"}
    columns = [names.get(name, name) for name in roll_up.key]
    sums = [
        "SUM(CASE WHEN reversal THEN -1 ELSE 1 END)",
        "SUM(quantity)",
        "SUM(CASE WHEN principal THEN quantity ELSE 0 END)",
    ]
    entries = "ledger_entry"
    if roll_up.keeps_days:
        sums += [f"{f}(CASE WHEN NOT reversal AND gone IS NULL THEN {day} END)" for f, day in _DAYS]
        entries += " LEFT JOIN (SELECT source AS gone FROM ledger_entry WHERE reversal) AS w ON gone = source"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {roll_up.table} ({', '.join((*roll_up.key, *roll_up.numbers))})"
            f" SELECT {', '.join((*columns, *sums))} FROM {entries} WHERE {_WHERE[roll_up.table]}"
            f" GROUP BY {', '.join(columns)}"
        )


def choose() -> None:
    """The choices that posting would have made, nine in ten of them decided since: of ten, one for the stated word."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_choice (institution, side, kind, fiscal_year, voice, contested, reason)"
            " SELECT giver, 'given', kind, fiscal_year, MIN(voice), MIN(voice) < MAX(voice), ''"
            " FROM ledger_given_month WHERE giver <> 0 AND entries > 0"
            " GROUP BY giver, kind, fiscal_year HAVING MAX(voice) > 1"
        )
        for voice, last_digits in ((Voice.GIVER, "= 1"), (Voice.RECORDED, "> 1")):
            cursor.execute(
                "UPDATE ledger_choice SET voice = %s, contested = %s, decided_by = 1, reason = '確認'"
                f" WHERE contested AND id %% 10 {last_digits}",
                [int(voice), False],
            )


_DAYS = (("MIN", "day_from"), ("MAX", "day_to"))
_WHERE = {
    PAIR_YEAR.table: "1 = 1",
    GIVEN_MONTH.table: "voice IN (1, 2, 4)",
    RECEIVED_MONTH.table: "voice IN (1, 3, 4)",
    CONTEXT_YEAR.table: "context IS NOT NULL",
}
