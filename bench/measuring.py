"""What the benches share: two clocks, a count of queries, two figures of many, and a table in Markdown."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any


def timed(deed: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds on the clock, and of the processor: the second one holds on a busy machine too."""
    clock, busy = time.perf_counter(), processor()
    deed()
    return (time.perf_counter() - clock) * 1_000, (processor() - busy) * 1_000


def processor() -> float:
    """Seconds computed so far by this process and, where the system tells, by PostgreSQL for its connection.

    Not by PostgreSQL's workers: they come and go.
    """
    return time.process_time() + _of_database()


def _of_database() -> float:
    from django.db import connection

    if connection.vendor != "postgresql" or connection.settings_dict["HOST"] not in _HERE:
        return 0
    connection.ensure_connection()
    told = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return int(told.read_text().split()[0]) / 1e9 if told.exists() else 0


_HERE = ("", "localhost", "127.0.0.1", "::1")


def middle_and_far(times: Sequence[float]) -> tuple[float, float]:
    """p50 and p95."""
    return statistics.median(times), sorted(times)[int(len(times) * 0.95)]


class Count:
    """Counts the statements that pass through it."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Callable[..., Any], *statement: Any) -> Any:
        self.number += 1
        return execute(*statement)


def table(*heads: str) -> None:
    print(f"\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}")


def line(*cells: object) -> None:
    print(f"| {' | '.join(str(cell) for cell in cells)} |", flush=True)
