"""Search of the catalogue over a million works: each kind of search, searches a second, a writer beside, pages, peers.

    python -m bench catalogue_search --works 1000000 --threads 2 --postgres postgresql://yuinowa@127.0.0.1/bench
    python -m bench catalogue_search --works 200000 --few 20000 --peer-queries 0 --pages 0

Every search asks for the exact total, 20 ids and all eight facets, under the sight of a visitor; no two are alike, so
nothing is remembered. ``--few`` is the size beside which growth is read, by the processor's time. The peers get the
same titles, readings and makers as bigrams, and three facets of one value each: they join nothing.
Aims: p95 under 10 ms, 1,500 searches a second by two clients, p95 at most doubled beside a writer, pages p95 under 80 ms.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bench.catalogue_building import Built, build, collection, rows_in
from bench.catalogue_pages import pages
from bench.catalogue_peers import Peer, postgres, sqlite
from bench.catalogue_questions import SEED, Questions
from bench.catalogue_works import works
from bench.measuring import line, middle_and_far, table
from yuinowa.catalogue.domain.document import LANGUAGE, NDC, TEXTS, Facet, document_of
from yuinowa.core.rights import Actor
from yuinowa.kernel.textkeys import search_key
from yuinowa.search import analysis, meaning
from yuinowa.search.ports import Query, sight_of
from yuinowa.search.tantivy_engine import TantivyEngine

FACETS = (*Facet, NDC)
BATCH = 500
#: Works whose source is taken out of sight: one of forty in ``catalogue_building``.
PART = "source:7"
PEER_KINDS = ("2 kanji", "4 kanji", "kana, 5", "whole title")
#: What is told at the end: measure, aim, figure.
Told = list[tuple[str, str, str]]


def query(text: str, how: dict[str, Any], *, facets: bool = True, **more: Any) -> Query:
    meant = meaning.meant(text, TEXTS, LANGUAGE)
    return Query(
        terms=meant.terms,
        preferred=meant.preferred,
        facets=FACETS if facets else (),
        sight=sight_of(Actor.nobody()),
        **how,
        **more,
    )


# ---------------------------------------------------------------- one engine


Times = tuple[list[float], list[float], list[float]]


def by_kind(engine: TantivyEngine, count: int, queries: int) -> dict[str, Times]:
    """Per kind of search: hits, ms on the clock, ms of the processor."""
    asked = Questions(count, SEED)
    found: dict[str, Times] = {}
    for name, make in asked.kinds.items():
        times: Times = ([], [], [])
        for wanted in [query(*make()) for _ in range(queries)]:
            begun, computed = time.perf_counter(), time.process_time()
            hits = engine.search(wanted).total
            busy = (time.process_time() - computed) * 1_000
            for kept, value in zip(
                times, (hits, (time.perf_counter() - begun) * 1_000, busy), strict=True
            ):
                kept.append(value)
        found[name] = times
    return found


def alone(few: Built, many: Built, chosen: argparse.Namespace, told: Told) -> None:
    before = by_kind(few.engine, chosen.few, chosen.queries)
    after = by_kind(many.engine, chosen.works, chosen.queries)
    table(
        *("search, all facets", "hits p50", "p50 ms", "p95 ms", "processor p50", "p95"),
        *(f"processor p50 of {chosen.few:,}", "times"),
    )
    for name, (hits, clock, busy) in after.items():
        then = middle_and_far(before[name][2])[0]
        cells = [*middle_and_far(clock), *middle_and_far(busy), then]
        times = f"{middle_and_far(busy)[0] / then:.1f}"
        line(name, f"{middle_and_far(hits)[0]:,.0f}", *(f"{ms:.2f}" for ms in cells), times)
    every = [[ms for times in found.values() for ms in times[2]] for found in (before, after)]
    clocks = [ms for times in after.values() for ms in times[1]]
    told.append(("a search, p95 ms", "10", f"{middle_and_far(clocks)[1]:.1f}"))
    told.append(("the same, processor", "10", f"{middle_and_far(every[1])[1]:.1f}"))
    growth = sum(every[1]) / sum(every[0])
    told.append((f"cost of one search against {chosen.few:,} works", "2 times", f"{growth:.1f}"))
    worst = max(hits[0] for hits in (middle_and_far(times[2])[1:] for times in after.values()))
    told.append(("the costliest kind, processor p95 ms", "10", f"{worst:.1f}"))


def hiding(engine: TantivyEngine, count: int, queries: int) -> None:
    """What it costs that a large source was just taken out of sight."""
    table("hidden", "processor p50 ms", "p95 ms")
    ids = frozenset(number for number in range(1, count + 1) if f"source:{number % 40}" == PART)
    for name, how in (
        ("nothing", {}),
        (f"a source of {len(ids):,} works, by its name", {"hidden_parts": frozenset({PART})}),
        ("the same works, one by one", {"hidden": ids}),
    ):
        asked, times = Questions(count, SEED + 3), []
        for _ in range(queries if "one by one" not in name else min(queries, 40)):
            wanted = query(*asked.any(), **how)
            computed = time.process_time()
            engine.search(wanted)
            times.append((time.process_time() - computed) * 1_000)
        line(name, *(f"{ms:.2f}" for ms in middle_and_far(times)))


# ---------------------------------------------------------------- many at once


def client(
    size: tuple[int, int],
    directory: Path,
    count: int,
    seconds: float,
    seed: int,
    report: Connection,
) -> None:
    """Searches of all kinds with words, one in nine with all facets; the ms of each."""
    engine, asked = TantivyEngine(collection(*size), directory), Questions(count, seed)
    ready = [query(*asked.any(), facets=n % 9 == 0) for n in range(12_000)]
    engine.search(ready[0])
    report.send("ready")
    report.recv()
    times: list[float] = []
    over = time.perf_counter() + seconds
    while time.perf_counter() < over:
        begun = time.perf_counter()
        engine.search(ready[len(times) % len(ready)])
        times.append((time.perf_counter() - begun) * 1_000)
    report.send(times)


def writer(size: tuple[int, int], directory: Path, seconds: float, report: Connection) -> None:
    """Puts works in place again in batches; how many."""
    engine, fresh = TantivyEngine(collection(*size), directory), works(10**9, SEED + 1)
    report.send("ready")
    report.recv()
    written, over = 0, time.perf_counter() + seconds
    while time.perf_counter() < over:
        batch = [document_of(next(fresh)) for _ in range(BATCH)]
        engine.replace((analysis.analysed(document, LANGUAGE) for document in batch), [])
        written += BATCH
    report.send(written)


def together(deeds: list[Callable[..., None]]) -> list[Any]:
    """Lets the deeds begin at one moment, each in its own process; what each reported."""
    spawn = multiprocessing.get_context("spawn")
    lines = []
    for deed in deeds:
        ours, theirs = spawn.Pipe()
        process = spawn.Process(target=deed, args=(theirs,))
        process.start()
        theirs.close()  # so that one that dies is noticed
        lines.append((ours, process))
    for ours, _process in lines:
        ours.recv()
    for ours, _process in lines:
        ours.send("go")
    told = [ours.recv() for ours, _process in lines]
    for _ours, process in lines:
        process.join()
    return told


def throughput(directory: Path, chosen: argparse.Namespace, told: Told) -> None:
    size, seconds = (chosen.threads, chosen.heap_mib), chosen.seconds
    clients = [partial(client, size, directory, chosen.works, seconds, n) for n in (1, 2)]
    table("beside each other", "searches/s", "p50 ms", "p95 ms", "written/s")
    far = {}
    for name, deeds in (
        ("1 client", clients[:1]),
        ("2 clients", clients),
        ("2 clients and a writer", [*clients, partial(writer, size, directory, seconds)]),
    ):
        reports = together([*deeds])
        times = [ms for part in reports if isinstance(part, list) for ms in part]
        written = next((part for part in reports if isinstance(part, int)), 0)
        p50, far[name] = middle_and_far(times)
        line(
            name,
            f"{len(times) / seconds:,.0f}",
            f"{p50:.2f}",
            f"{far[name]:.2f}",
            f"{written / seconds:,.0f}" if written else "",
        )
        if name == "2 clients":
            told.append(("2 clients, searches/s", "1,500", f"{len(times) / seconds:,.0f}"))
    times_far = far["2 clients and a writer"] / far["2 clients"]
    told.append(("p95 beside a writer", "2 times", f"{times_far:.1f}"))


# ---------------------------------------------------------------- pages


def whole_pages(few: Path, many: Path, chosen: argparse.Namespace, told: Told) -> None:
    spawn = multiprocessing.get_context("spawn")
    figures = []
    for directory, count in ((few, chosen.few), (many, chosen.works)):
        asked = Questions(count, SEED + 2)
        questions = {
            name: [_address(*make()) for _ in range(chosen.pages)]
            for name, make in asked.kinds.items()
        }
        with spawn.Pool(1) as one:  # Django's settings are for one folder
            figures.append(one.apply(pages, (directory, questions)))
    table("page", "p50 ms", "p95 ms", "processor p50", "p95", f"p50 of {chosen.few:,}", "times")
    for name, row in figures[1].items():
        before = figures[0][name][2]
        cells = [f"{ms:.1f}" for ms in (*row, before)]
        line(name, *cells, f"{row[2] / before:.1f}")
    told.append(("a page, p95 ms, costliest kind", "80", f"{max(r[1] for r in figures[1].values()):.0f}"))  # fmt: skip
    growth = sum(r[2] for r in figures[1].values()) / sum(r[2] for r in figures[0].values())
    told.append((f"cost of one page against {chosen.few:,} works", "2 times", f"{growth:.1f}"))


def _address(text: str, how: dict[str, Any]) -> list[tuple[str, str]]:
    """A question as it stands in the address of its page."""
    found = [("q", text)] if text else []
    found += [(str(name), v) for name, values in how.get("filters", {}).items() for v in values]
    for first, last in how.get("ranges", {}).values():
        found += [("from", str(first)), ("to", str(last))]
    if "newest" in how.get("sort", ""):
        found.append(("sort", "new"))
    return found


# ---------------------------------------------------------------- peers


def fill(make: Callable[[], Peer], rows: Path, report: Connection) -> None:
    report.send("ready")
    report.recv()
    begun = time.perf_counter()
    peer = make()
    peer.fill(rows_in(rows))
    report.send(time.perf_counter() - begun)


def peers(made: list[Callable[[bool], Peer]], rows: Path, chosen: argparse.Namespace) -> None:
    """The peers are filled side by side and asked one after the other."""
    seconds = together([partial(fill, partial(make, True), rows) for make in made])
    asked = Questions(chosen.works, SEED)
    table("peer", "search", "hits p50", "p50 ms", "p95 ms", "with three facets p50", "p95")
    for make, took in zip(made, seconds, strict=True):
        peer = make(False)
        for name in PEER_KINDS:
            phrases = [
                analysis.bigrams(search_key(asked.kinds[name]()[0]))
                for _ in range(chosen.peer_queries)
            ]
            times: list[float] = []
            with_facets: list[float] = []
            totals = []
            for phrase in filter(None, phrases):
                for found, facets in ((times, False), (with_facets, True)):
                    begun = time.perf_counter()
                    total = peer.search(phrase, facets=facets)
                    found.append((time.perf_counter() - begun) * 1_000)
                totals.append(total)
            line(
                f"{peer.name} ({chosen.works / took:,.0f}/s)",
                name,
                f"{middle_and_far(totals)[0]:,.0f}",
                *(f"{ms:.1f}" for ms in (*middle_and_far(times), *middle_and_far(with_facets))),
            )
        peer.close()


def built(name: str, count: int, folder: Path, chosen: argparse.Namespace) -> Built:
    known = collection(chosen.threads, chosen.heap_mib)
    made = build(count, folder / name / "works", folder / f"{name}.tsv", known)
    print(
        f"{count:,} works: made, analysed and built at {count / made.seconds:,.0f}/s, "
        f"{made.bytes / count:,.0f} bytes each; most memory of a process {made.memory_mib:,} MiB",
        flush=True,
    )
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--works", type=int, default=100_000)
    parser.add_argument("--few", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--pages", type=int, default=20, help="of each kind; 0: none")
    parser.add_argument("--peer-queries", type=int, default=10, help="of each kind; 0: no peers")
    parser.add_argument("--postgres", default="", help="a database this bench may fill")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--heap-mib", type=int, default=256)
    parser.add_argument("--directory", default=None, help="where the index may be built")
    chosen = parser.parse_args()
    told: Told = []
    with tempfile.TemporaryDirectory(dir=chosen.directory) as path:
        folder = Path(path)
        few, many = (built(n, c, folder, chosen) for n, c in (("few", chosen.few), ("many", chosen.works)))  # fmt: skip
        told.append(("most memory of a process, MiB", "1,536", f"{many.memory_mib:,}"))
        alone(few, many, chosen, told)
        hiding(many.engine, chosen.works, chosen.queries)
        if chosen.pages:
            whole_pages(folder / "few", folder / "many", chosen, told)
        throughput(folder / "many" / "works", chosen, told)
        if chosen.peer_queries:
            made: list[Callable[[bool], Peer]] = [partial(sqlite, folder / "peer.sqlite3")]
            if chosen.postgres:
                made.append(partial(postgres, chosen.postgres))
            peers(made, folder / "many.tsv", chosen)
    table(f"{chosen.works:,} works", "aim", "measured")
    for row in told:
        line(*row)


if __name__ == "__main__":
    main()
