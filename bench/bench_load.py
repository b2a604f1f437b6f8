"""Pages under load: requests a second beside a bare Django page under the same server, in one run.

    python -m bench.bench_load [--rounds 5] [--threads 8] [--each 100] [--made-anew] [--database-url postgresql://…]

Starts the platform with its demo region and a bare Django project (one view, one template, no database) on
loopback, both with the same number of processes and threads, and asks their pages in turn over kept connections.
Aim: a page of ours at least 30 % of the bare one's requests a second. Pages come from what is kept for visitors,
as in service; ``--made-anew`` has each made. The threads that ask compute on the same
machine, as much for a bare request as for one of ours; the processor time of the servers leaves them out.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from bench.measuring import line, table
from bench.serving import Browser, bare, processor_of, served

PORT, BARE_PORT = 18656, 18657
BARE = "a bare Django page"
PAGES = {
    "welcome": "/",
    "an institution": "/institutions/2/",
    "the directory": "/institutions/",
    "the directory, searched": "/institutions/?q=%E5%9B%B3%E6%9B%B8%E9%A4%A8",
    "a plan": "/plans/1/",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--each", type=int, default=100, help="requests of each thread, a round")
    parser.add_argument("--made-anew", action="store_true", help="keep no pages for visitors")
    parser.add_argument("--database-url", default="")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as ours, tempfile.TemporaryDirectory() as beside:
        url = chosen.database_url or f"sqlite:///{ours}/yuinowa.sqlite3"
        kept = 0 if chosen.made_anew else 64
        with (
            served(Path(ours), PORT, database_url=url, kept_mib=kept) as group,
            bare(Path(beside), BARE_PORT) as bare_group,
        ):
            asked = {BARE: (BARE_PORT, "/", bare_group)}
            asked |= {label: (PORT, path, group) for label, path in PAGES.items()}
            print(
                f"{url.partition(':')[0]}; {chosen.threads} threads, {chosen.each} requests each, "
                f"{chosen.rounds} rounds, {'every page made anew' if chosen.made_anew else 'kept pages'}"
            )
            measure(asked, chosen.rounds, chosen.threads, chosen.each)


def measure(asked: dict[str, tuple[int, str, int]], rounds: int, threads: int, each: int) -> None:
    for port, path, _group in asked.values():
        together(port, path, threads, 10)  # the first pages fill caches
    rates: dict[str, list[float]] = {label: [] for label in asked}
    busy: dict[str, list[float]] = {label: [] for label in asked}
    for _round in range(rounds):
        for label, (port, path, group) in asked.items():
            computed, begun = processor_of(group), time.perf_counter()
            together(port, path, threads, each)
            rates[label].append(threads * each / (time.perf_counter() - begun))
            busy[label].append((processor_of(group) - computed) * 1_000 / (threads * each))
    table("page", "requests/s", "least", "most", "of the bare", "processor ms", "of the bare")
    for label in asked:
        # A round's own bare page is its peer: both met the same machine.
        ratios = [own / peer for own, peer in zip(rates[label], rates[BARE], strict=True)]
        computed = statistics.median(busy[label])
        of_bare = statistics.median(busy[BARE]) / computed if computed else 0
        line(
            label,
            *(f"{pick(rates[label]):.0f}" for pick in (statistics.median, min, max)),
            f"{statistics.median(ratios):.0%}",
            f"{computed:.2f}",
            f"{of_bare:.0%}",
        )


def together(port: int, path: str, threads: int, each: int) -> None:
    """``threads`` ask ``path`` at the same time, ``each`` so often.

    Raises:
        RuntimeError: one of them got another answer than the page.
    """
    faults: list[str] = []

    def ask() -> None:
        browser = Browser(port)
        try:
            for _n in range(each):
                if (status := browser.get(path)) != 200:
                    faults.append(f"{path} answered {status}")
                    return
        except OSError as error:
            faults.append(f"{path}: {error}")

    _run(ask, threads)
    if faults:
        raise RuntimeError(faults[0])


def _run(deed: Callable[[], None], threads: int) -> None:
    running = [threading.Thread(target=deed) for _n in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()


if __name__ == "__main__":
    main()
