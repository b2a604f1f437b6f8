"""Search of the catalogue over many works: times with all facets, searches a second, beside a writer, and peers.

    python -m bench catalogue_search --works 1000000
    python -m bench catalogue_search --works 100000 --postgres postgresql://yuinowa@127.0.0.1/bench

Every search asks for the exact total, 20 ids and all eight facets, under the sight of a visitor; no two are
alike, so nothing is remembered. The peers get the same titles, readings and makers as bigrams, and three facets of
one value each: they join nothing. ``--few`` is the size beside which growth is read.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from bench.catalogue_peers import Peer, Row, postgres, sqlite
from bench.catalogue_questions import SEED, Questions
from bench.catalogue_works import works
from bench.measuring import line, middle_and_far, table
from yuinowa.catalogue.domain.document import (
    LANGUAGE,
    NDC,
    TEXTS,
    TREES,
    Facet,
    Number,
    document_of,
)
from yuinowa.core.rights import Actor
from yuinowa.kernel.textkeys import search_key
from yuinowa.search import analysis, meaning
from yuinowa.search.collections import Collection
from yuinowa.search.ports import Query, sight_of
from yuinowa.search.tantivy_engine import TantivyEngine

FACETS = (*Facet, NDC)
BATCH = 500


def collection(threads: int, heap_mib: int) -> Collection:
    return Collection(
        "bench",
        load=lambda _ids: (),
        ids=lambda: (),
        texts=TEXTS,
        facets=tuple(Facet),
        numbers=tuple(Number),
        trees=TREES,
        language=LANGUAGE,
        is_weighed=True,
        build_threads=threads,
        build_heap_mib=heap_mib,
    )


def query(text: str, how: dict[str, object], *, facets: bool = True) -> Query:
    meant = meaning.meant(text, TEXTS, LANGUAGE)
    return Query(
        terms=meant.terms,
        preferred=meant.preferred,
        facets=FACETS if facets else (),
        sight=sight_of(Actor.nobody()),
        **how,  # type: ignore[arg-type]
    )


# ---------------------------------------------------------------- one engine


def built(count: int, directory: Path, known: Collection) -> TantivyEngine:
    engine = TantivyEngine(known, directory)
    begun = time.perf_counter()
    engine.rebuild(analysis.analysed(document_of(work), LANGUAGE) for work in works(count, SEED))
    seconds = time.perf_counter() - begun
    size = sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count:,} works: made, analysed and built at {count / seconds:,.0f}/s, "
        f"{size / count:,.0f} bytes each; most memory so far {most:,.0f} MB",
        flush=True,
    )
    return engine


def by_kind(engine: TantivyEngine, count: int, queries: int) -> dict[str, tuple[float, ...]]:
    """Per kind of search: hits (p50), its ms (p50, p95), and those of the processor alone (p50, p95)."""
    asked = Questions(count, SEED)
    found: dict[str, tuple[float, ...]] = {}
    for name, make in asked.kinds.items():
        times: list[float] = []
        busy: list[float] = []
        totals = []
        for text, how in [make() for _ in range(queries)]:
            begun, computed = time.perf_counter(), time.process_time()
            totals.append(engine.search(query(text, how)).total)
            busy.append((time.process_time() - computed) * 1_000)
            times.append((time.perf_counter() - begun) * 1_000)
        found[name] = (middle_and_far(totals)[0], *middle_and_far(times), *middle_and_far(busy))
    return found


# ---------------------------------------------------------------- many at once


def client(
    size: tuple[int, int],
    directory: Path,
    count: int,
    seconds: float,
    seed: int,
    report: Connection,
) -> None:
    """Searches of all kinds but browsing, one in nine with all facets; the ms of each."""
    engine, asked = TantivyEngine(collection(*size), directory), Questions(count, seed)
    ready = [asked.any() for _ in range(20_000)]
    engine.search(query(*ready[0]))
    report.send("ready")
    report.recv()
    times: list[float] = []
    over = time.perf_counter() + seconds
    while time.perf_counter() < over:
        text, how = ready[len(times) % len(ready)]
        begun = time.perf_counter()
        engine.search(query(text, how, facets=len(times) % 9 == 0))
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


def together(deeds: list[tuple[Callable[..., None], tuple[object, ...]]]) -> list[object]:
    """Lets the deeds begin at one moment, each in its own process; what each reported."""
    spawn = multiprocessing.get_context("spawn")
    lines = []
    for deed, arguments in deeds:
        ours, theirs = spawn.Pipe()
        process = spawn.Process(target=deed, args=(*arguments, theirs))
        process.start()
        lines.append((ours, process))
    for ours, _process in lines:
        ours.recv()
    for ours, _process in lines:
        ours.send("go")
    told = [ours.recv() for ours, _process in lines]
    for _ours, process in lines:
        process.join()
    return told


def throughput(size: tuple[int, int], directory: Path, count: int, seconds: float) -> None:
    clients = [(client, (size, directory, count, seconds, n)) for n in (1, 2)]
    table("beside each other", "searches/s", "p50 ms", "p95 ms", "written/s")
    for name, deeds in (
        ("1 client", clients[:1]),
        ("2 clients", clients),
        ("2 clients and a writer", [*clients, (writer, (size, directory, seconds))]),
    ):
        told = together(deeds)  # type: ignore[arg-type]
        times = [ms for part in told if isinstance(part, list) for ms in part]
        written = next((part for part in told if isinstance(part, int)), 0)
        p50, p95 = middle_and_far(times)
        line(
            name,
            f"{len(times) / seconds:,.0f}",
            f"{p50:.2f}",
            f"{p95:.2f}",
            f"{written / seconds:,.0f}" if written else "",
        )


# ---------------------------------------------------------------- peers


def rows(count: int) -> Iterator[Row]:
    """The same works for a peer: bigrams of titles, readings and makers, and three facets of one value."""
    for work in works(count, SEED):
        made = analysis.analysed(document_of(work), LANGUAGE)
        grams = [made.tokens[analysis.text_field(name)] for name in LANGUAGE.fields["title"][:2]]
        grams.append(made.tokens[analysis.text_field("maker")])
        text = " ".join(grams).replace("^", "").replace("$", "").replace("_", "")
        yield Row(
            work.id,
            " ".join(gram for gram in text.split() if len(gram) == 2),
            str(work.years[0] // 10 * 10) if work.years else "",
            (work.classes or ("",))[0][:1],
            work.materials[0].value if work.materials else "",
        )


def peers(made: list[Callable[[int], Peer]], count: int, queries: int) -> None:
    asked = Questions(count, SEED)
    kinds = {name: asked.kinds[name] for name in ("2 kanji", "4 kanji", "kana, 5", "whole title")}
    table("peer", "search", "hits p50", "p50 ms", "p95 ms", "with three facets p50", "p95")
    for make in made:
        begun = time.perf_counter()
        peer = make(count)
        peer.fill(rows(count))
        rate = count / (time.perf_counter() - begun)
        for name, kind in kinds.items():
            phrases = [analysis.bigrams(search_key(kind()[0])) for _ in range(queries)]
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
                f"{peer.name} ({rate:,.0f}/s)",
                name,
                f"{middle_and_far(totals)[0]:,.0f}",
                *(f"{ms:.1f}" for ms in (*middle_and_far(times), *middle_and_far(with_facets))),
            )
        peer.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--works", type=int, default=100_000)
    parser.add_argument("--few", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--seconds", type=float, default=8.0)
    parser.add_argument("--peers", type=int, default=100_000, help="works each peer gets; 0: none")
    parser.add_argument("--postgres", default="", help="a database this bench may fill")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--heap-mib", type=int, default=256)
    parser.add_argument("--directory", default=None, help="where the index may be built")
    chosen = parser.parse_args()
    size = (chosen.threads, chosen.heap_mib)
    with tempfile.TemporaryDirectory(dir=chosen.directory) as path:
        few = by_kind(
            built(chosen.few, Path(path) / "few", collection(*size)), chosen.few, chosen.queries
        )
        directory = Path(path) / "many"
        many = by_kind(
            built(chosen.works, directory, collection(*size)), chosen.works, chosen.queries
        )
        table(
            *("search, all facets", "hits p50", "p50 ms", "p95 ms", "processor p50", "p95"),
            *(f"processor p50 of {chosen.few:,}", "times"),
        )
        for name, (hits, *told) in many.items():
            before = few[name][3]
            cells = (f"{ms:.2f}" for ms in (*told, before))
            line(name, f"{hits:,.0f}", *cells, f"{told[2] / before:.1f}")
        throughput(size, directory, chosen.works, chosen.seconds)
        if chosen.peers:
            made: list[Callable[[int], Peer]] = [lambda _n: sqlite(Path(path) / "peer.sqlite3")]
            if chosen.postgres:
                made.append(lambda _n: postgres(chosen.postgres))
            peers(made, chosen.peers, min(chosen.queries, 100))


if __name__ == "__main__":
    main()
