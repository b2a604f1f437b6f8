"""What a guest without cookies costs: a page a second for minutes, beside people at work.

    python -m bench.bench_guest [--minutes 20] [--database-url postgresql://…]

Starts the platform with its demo region on loopback, measures a person's pages alone, then the same with the
guest beside. Aim (docs/architecture/reliability.md R28): no session row more, no connection more, the others'
p95 at most 20 % higher.
"""

from __future__ import annotations

import argparse
import itertools
import os
import tempfile
import threading
import time
from pathlib import Path

from bench.measuring import line, middle_and_far, table
from bench.serving import Browser, served

PORT = 18654
#: What the people at work ask for, one after the other; what the guest walks through.
WORK = (
    "/",
    "/institutions/?q=%E5%9B%B3%E6%9B%B8%E9%A4%A8",
    "/plans/1/",
    "/ledger/",
    "/institutions/",
)
#: A person's page every so many seconds, so that the machine is busy but not full.
PACE = 0.2
ALONE_SECONDS = 120


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--database-url", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = options.database_url or f"sqlite:///{folder}/yuinowa.sqlite3"
        with served(folder, PORT, database_url=url):
            measure(options.minutes, folder, url)


def measure(minutes: float, folder: Path, url: str) -> None:
    ask = Database(folder, url)
    worked(20)  # the first pages fill caches
    alone = worked(min(ALONE_SECONDS, minutes * 60))
    before = ask.counts()
    over = threading.Event()
    visits: list[int] = []
    guest = threading.Thread(target=walk, args=(over, visits))
    guest.start()
    beside = worked(minutes * 60)
    over.set()
    guest.join()
    after = ask.counts()
    print(
        f"{ask.vendor}; the guest asked {len(visits)} pages in {minutes:g} minutes, statuses {sorted(set(visits))}"
    )
    table("a person's pages", "pages", "p50 ms", "p95 ms")
    for label, times in (("alone", alone), ("beside the guest", beside)):
        line(label, len(times), *(f"{figure:.1f}" for figure in middle_and_far(times)))
    print(
        f"\np95 beside / alone: {middle_and_far(beside)[1] / middle_and_far(alone)[1]:.2f} (aim: 1.20 at most)"
    )
    table("rows and connections", "before the guest", "after")
    for what, count in after.items():
        line(what, before[what], count)


def worked(seconds: float) -> list[float]:
    """Milliseconds of each page of one who works at a steady pace for so long."""
    browser = Browser(PORT)
    times = []
    end = time.monotonic() + seconds
    for path in itertools.cycle(WORK):
        begun = time.perf_counter()
        status = browser.get(path)
        times.append((time.perf_counter() - begun) * 1_000)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        if time.monotonic() > end:
            return times
        time.sleep(PACE)
    raise AssertionError("the walk has no end of its own")


def walk(over: threading.Event, visits: list[int]) -> None:
    """A page a second, each on a connection of its own and without cookies, as a crawler does."""
    numbers = itertools.count(1)
    while not over.wait(1):
        visits.append(Browser(PORT).get(f"/institutions/{next(numbers)}/"))


class Database:
    """Looks at the served database from outside."""

    def __init__(self, folder: Path, url: str) -> None:
        os.environ |= {
            "YUINOWA_DATA_DIR": str(folder),
            "YUINOWA_DATABASE_URL": url,
            "YUINOWA_MODE": "demo",
            "DJANGO_SETTINGS_MODULE": "yuinowa.config.settings",
        }
        import django

        django.setup()
        from django.db import connection

        self._connection = connection
        self.vendor = connection.vendor

    def counts(self) -> dict[str, int]:
        """Session rows and, on PostgreSQL, connections of the served processes."""
        found = {
            name: self._one(f"SELECT count(*) FROM {name}")
            for name in ("django_session", "accounts_signedinsession")
        }
        if self.vendor == "postgresql":
            ours = "datname = current_database() AND pid <> pg_backend_pid()"
            found["connections"] = self._one(f"SELECT count(*) FROM pg_stat_activity WHERE {ours}")
            found["connections in a transaction"] = self._one(
                f"SELECT count(*) FROM pg_stat_activity WHERE {ours} AND state = 'idle in transaction'"
            )
        self._connection.close()
        return found

    def _one(self, statement: str) -> int:
        with self._connection.cursor() as cursor:
            cursor.execute(statement)
            return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main()
