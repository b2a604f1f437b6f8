"""The ledger at 10 million entries: posting, verifying, and what the roll-ups save.

    python -m bench.bench_ledger --entries 10000000 --database-url sqlite:////var/tmp/bench.sqlite3

Builds the data when the database has none, prints tables in Markdown. Ratios are of one run.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from bench.measuring import line, processor, table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--database-url", required=True)
    parser.add_argument("--build-only", action="store_true")
    chosen = parser.parse_args()
    prepare(chosen.database_url, chosen.entries)
    if not chosen.build_only:
        _measure()


def prepare(database_url: str, entries: int) -> None:
    """Start Django on this database, migrated and, if it was empty, filled."""
    os.environ["YUINOWA_DATABASE_URL"] = database_url
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuinowa.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from bench import ledger_region
    from yuinowa.ledger.models import Entry

    call_command("migrate", verbosity=0)
    ledger_region.register_kinds()
    if not Entry.objects.exists():
        seconds = _seconds(lambda: ledger_region.build(entries))
        print(f"Built {entries:,} entries in {seconds:.0f} s.\n", flush=True)


def _measure() -> None:
    from django.db import connection

    from yuinowa.ledger.models import Entry

    print(f"## {connection.vendor}, {Entry.objects.count():,} entries\n")
    _sizes()
    _verify()
    _questions()
    _singles(2_000)
    for size in (100, 1_000, 5_000):
        _batches(size, 20_000 // size)
    print("\nAfter posting:\n")
    _verify()


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _scalar(sql: str) -> Any:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def _sizes() -> None:
    from yuinowa.ledger.domain.cells import ROLL_UPS

    entries = _scalar("SELECT COUNT(*) FROM ledger_entry")
    table("roll-up", "cells", "entries per cell")
    for roll_up in ROLL_UPS:
        cells = _scalar(f"SELECT COUNT(*) FROM {roll_up.table}")
        line(roll_up.table, f"{cells:,}", f"{entries / cells:.1f}")


def _verify() -> None:
    from yuinowa.ledger import services as ledger

    reports: list[Any] = []
    busy = processor()
    seconds = _seconds(lambda: reports.append(ledger.verify()))
    busy = processor() - busy
    [report] = reports
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    table("verify", "entries", "cells", "faults", "seconds", "processor", "peak MiB")
    line(
        "one pass",
        f"{report.entries:,}",
        f"{report.cells:,}",
        report.fault_count,
        f"{seconds:.1f}",
        f"{busy:.1f}",
        f"{memory:.0f}",
    )
    for fault in report.faults[:5]:
        print(fault)


#: The same question asked of a roll-up and of the entries. Answers must be equal.
_QUESTIONS = (
    (
        "items lent in the region in a year",
        (
            "SELECT SUM(quantity_total) FROM ledger_given_month"
            " WHERE kind = 'ill.loan' AND fiscal_year = 2024 AND unit = 'item' AND voice = 1"
        ),
        (
            "SELECT SUM(quantity) FROM ledger_entry WHERE principal"
            " AND kind = 'ill.loan' AND fiscal_year = 2024 AND unit = 'item' AND voice = 1"
        ),
    ),
    (
        "the same by month, five years",
        (
            "SELECT month, SUM(quantity_total) FROM ledger_given_month"
            " WHERE kind = 'ill.loan' AND unit = 'item' AND voice = 1 GROUP BY month ORDER BY month"
        ),
        (
            "SELECT month, SUM(quantity) FROM ledger_entry WHERE principal"
            " AND kind = 'ill.loan' AND unit = 'item' AND voice = 1 GROUP BY month ORDER BY month"
        ),
    ),
    (
        "the ten that gave most in a year",
        (
            "SELECT giver, SUM(quantity) AS n FROM ledger_given_month"
            " WHERE kind = 'ill.loan' AND fiscal_year = 2024 AND unit = 'item' AND voice = 1"
            " GROUP BY giver ORDER BY n DESC, giver LIMIT 10"
        ),
        (
            "SELECT giver, SUM(quantity) AS n FROM ledger_entry"
            " WHERE kind = 'ill.loan' AND fiscal_year = 2024 AND unit = 'item' AND voice = 1"
            " GROUP BY giver ORDER BY n DESC, giver LIMIT 10"
        ),
    ),
    (
        "lent, copied and asked for, by year and kind",
        (
            "SELECT kind, fiscal_year, SUM(quantity_total) FROM ledger_given_month"
            " WHERE kind IN ('ill.copy', 'ill.loan', 'ill.request') AND unit = 'item' AND voice = 1"
            " GROUP BY kind, fiscal_year ORDER BY kind, fiscal_year"
        ),
        (
            "SELECT kind, fiscal_year, SUM(quantity) FROM ledger_entry WHERE principal"
            " AND kind IN ('ill.copy', 'ill.loan', 'ill.request') AND unit = 'item' AND voice = 1"
            " GROUP BY kind, fiscal_year ORDER BY kind, fiscal_year"
        ),
    ),
    (
        "pairs active in a year",
        (
            "SELECT COUNT(*) FROM (SELECT DISTINCT giver, receiver FROM ledger_pair_year"
            " WHERE kind = 'contact' AND fiscal_year = 2024 AND voice = 1 AND entries > 0) AS p"
        ),
        (
            "SELECT COUNT(*) FROM (SELECT giver, receiver FROM ledger_entry"
            " WHERE kind = 'contact' AND fiscal_year = 2024 AND voice = 1 GROUP BY giver, receiver, unit"
            " HAVING SUM(CASE WHEN reversal THEN -1 ELSE 1 END) > 0) AS p"
        ),
    ),
)


def _questions() -> None:
    from django.db import connection

    def ask(sql: str, times: int) -> tuple[float, list[Any]]:
        answer: list[Any] = []

        def once() -> None:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                answer[:] = [tuple(map(str, row)) for row in cursor.fetchall()]

        once()
        return statistics.median(_seconds(once) for _ in range(times)), answer

    table("region-wide question", "roll-up ms", "entries ms", "ratio", "equal")
    for name, of_cells, of_entries in _QUESTIONS:
        fast, one = ask(of_cells, 21)
        slow, other = ask(of_entries, 3)
        ratio = f"{slow / fast:.0f} ×"
        line(name, f"{fast * 1e3:.2f}", f"{slow * 1e3:.0f}", ratio, "yes" if one == other else "NO")


def _deeds(count: int, label: str) -> list[Any]:
    from yuinowa.directory.models import Institution
    from yuinowa.ledger.domain.deeds import Deed, Leg
    from yuinowa.ledger.domain.kinds import Unit

    institutions = list(Institution.objects.values_list("pk", flat=True))
    rng, run = random.Random(11), time.time_ns()
    made = []
    for number in range(count):
        giver, receiver = rng.sample(institutions, 2)
        day = date(2026, 4, 1) + timedelta(days=rng.randrange(200))
        leg = Leg("ill.loan", Unit.ITEM, rng.randint(1, 5), giver, receiver, day)
        made.append(Deed(f"{label}/{run}/{number}", (leg,)))
    return made


def _singles(count: int) -> None:
    from django.db import transaction

    from yuinowa.core.rights import Actor
    from yuinowa.ledger import services as ledger

    actor, each, deeds = Actor.system(), [], _deeds(count, "single")
    busy = processor()
    for deed in deeds:
        start = time.perf_counter()
        with transaction.atomic():
            ledger.post(deed, actor)
        each.append(time.perf_counter() - start)
    busy = processor() - busy
    table("posting", "per second", "the quickest", "p50 ms", "p95 ms", "processor ms per deed")
    _posted("single deeds, each committed", each, 1, busy)


def _batches(size: int, times: int) -> None:
    from django.db import transaction

    from yuinowa.core.rights import Actor
    from yuinowa.ledger import services as ledger

    actor, each, busy = Actor.system(), [], 0.0
    for _ in range(times):
        deeds = _deeds(size, "batch")
        start, start_busy = time.perf_counter(), processor()
        with transaction.atomic():
            ledger.post_batch(deeds, actor)
        each.append(time.perf_counter() - start)
        busy += processor() - start_busy
    _posted(f"entries in batches of {size:,}", each, size, busy)


def _posted(name: str, each: list[float], size: int, busy: float) -> None:
    """A line of the table: ``each`` transaction of ``size`` deeds took so long, all together ``busy``."""
    each.sort()
    times = len(each)
    deeds = size * times
    p50, p95 = each[times // 2] * 1e3, each[min(times - 1, times * 95 // 100)] * 1e3
    rates = (f"{deeds / sum(each):,.0f}", f"{size / each[0]:,.0f}")
    line(name, *rates, f"{p50:.1f}", f"{p95:.1f}", f"{busy / deeds * 1e3:.2f}")


if __name__ == "__main__":
    main()
