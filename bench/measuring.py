"""What the benches share: two clocks, two figures of many, and a table in Markdown."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence


def timed(deed: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds on the clock, and of this process: the second one holds on a busy machine too."""
    clock, own = time.perf_counter(), time.process_time()
    deed()
    return (time.perf_counter() - clock) * 1_000, (time.process_time() - own) * 1_000


def middle_and_far(times: Sequence[float]) -> tuple[float, float]:
    """p50 and p95."""
    return statistics.median(times), sorted(times)[int(len(times) * 0.95)]


def table(*heads: str) -> None:
    print(f"\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}")


def line(*cells: object) -> None:
    print(f"| {' | '.join(str(cell) for cell in cells)} |", flush=True)
