"""Directory search over many institutions, made by varying real names: build rate and times per kind of query.

    python -m bench.bench_search --institutions 100000

Each query asks for the exact total, 20 ids and two facets, under the sight of a visitor. The last row is a
plain scan for the same substrings, so that machines can be compared by the ratio.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from yuinowa.core.rights import Actor, Level
from yuinowa.kernel.textkeys import romaji_key, search_key, sort_key
from yuinowa.search import analysis
from yuinowa.search.collections import Collection
from yuinowa.search.ports import Document, Query, sight_of
from yuinowa.search.tantivy_engine import TantivyEngine

NAMES = Path(__file__).parents[1] / "tests" / "files" / "crd-library-names.tsv"
TEXTS = {"name": 4.0, "address": 1.0}
KINDS = ("public", "university", "school", "special", "museum", "body")


def institutions(count: int, chance: random.Random) -> Iterator[Document]:
    """Real names with one part exchanged and a made-up place in front."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    kanji = sorted({c for row in rows for c in row["name_and_short"] if "\u4e00" <= c <= "\u9fff"})
    kana = sorted({c for row in rows for c in row["name_kana"] if "ア" <= c <= "ン"})
    for number in range(count):
        one, other = chance.choice(rows), chance.choice(rows)
        place, place_kana = ("".join(chance.choices(signs, k=3)) for signs in (kanji, kana))
        name, other_name = (row["name_and_short"].split(" / ")[0] for row in (one, other))
        reading = place_kana + one["name_kana"]
        yield Document(
            id=number,
            texts={
                "name": [f"{place}{name}", f"{place}{other_name[-4:]}"],
                "address": [f"{chance.choice(KINDS)} {place}市{number % 997}番地"],
            },
            readings=[reading],
            codes=[f"JP-1{number:06d}"],
            facets={"kind": [chance.choice(KINDS)], "area": [f"{chance.randint(1, 47):02d}"]},
            sorts={"kana": sort_key(reading)},
            level=Level.PUBLIC if chance.random() < 0.95 else Level.MEMBERS,
        )


def part(key: str, length: int, chance: random.Random) -> str:
    start = chance.randrange(max(1, len(key) - length))
    return key[start : start + length]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--institutions", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--seed", type=int, default=20261121)
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)

    documents = list(institutions(chosen.institutions, chance))
    names = [search_key(d.texts["name"][0]) for d in documents]
    readings = [search_key(d.readings[0]) for d in documents]
    collection = Collection(
        "bench",
        load=lambda _ids: (),
        ids=lambda: (),
        texts=TEXTS,
        facets=("kind", "area"),
        sorts=("kana",),
    )
    with tempfile.TemporaryDirectory() as directory:
        engine = TantivyEngine(collection, Path(directory))
        begun = time.perf_counter()
        engine.rebuild(map(analysis.analysed, documents))
        seconds = time.perf_counter() - begun
        size = sum(p.stat().st_size for p in Path(directory).rglob("*") if p.is_file())
        print(
            f"{len(documents):,} institutions: built at {len(documents) / seconds:,.0f}/s,", end=" "
        )
        print(f"{size / len(documents):,.0f} bytes each")
        begun = time.perf_counter()
        engine.replace(map(analysis.analysed, documents[:1_000]), [])
        print(f"1,000 replaced in {(time.perf_counter() - begun) * 1_000:,.0f} ms\n")
        measure(engine, names, readings, chosen.queries, chance)
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"\nmost memory of the process: {rss / 1024:,.0f} MB")


def measure(
    engine: TantivyEngine,
    names: list[str],
    readings: list[str],
    queries: int,
    chance: random.Random,
) -> None:
    fields = analysis.weights(TEXTS)
    kinds: dict[str, Callable[[], str]] = {
        "1 kanji": lambda: part(chance.choice(names), 1, chance),
        "2 kanji": lambda: part(chance.choice(names), 2, chance),
        "4 kanji": lambda: part(chance.choice(names), 4, chance),
        "whole name": lambda: chance.choice(names),
        "kana, 5": lambda: part(chance.choice(readings), 5, chance),
        "romaji": lambda: romaji_key(
            part(chance.choice(readings), 6, chance).lstrip("ャュョッンー")
        ),
        "two words": lambda: f"{part(chance.choice(names), 2, chance)} {chance.randrange(997)}",
        "ISIL": lambda: f"JP-1{chance.randrange(len(names)):06d}",
        "図書館 (most of them)": lambda: "図書館",
        "nothing (browse)": lambda: "",
    }
    sight = sight_of(Actor.nobody())
    print(f"{'query':24} {'hits p50':>9} {'p50 ms':>8} {'p95 ms':>8}")
    for kind, make in kinds.items():
        times, totals = [], []
        for text in [make() for _ in range(queries)]:
            begun = time.perf_counter()
            hits = engine.search(
                Query(
                    terms=analysis.terms(text, fields),
                    preferred=analysis.preferred(text, fields),
                    facets=("kind", "area"),
                    sight=sight,
                )
            )
            times.append((time.perf_counter() - begun) * 1_000)
            totals.append(hits.total)
        row(kind, totals, times)
    times, totals = [], []
    for text in [part(chance.choice(names), 2, chance) for _ in range(min(queries, 50))]:
        begun = time.perf_counter()
        totals.append(sum(text in name for name in names))
        times.append((time.perf_counter() - begun) * 1_000)
    row("scan, 2 kanji", totals, times)


def row(kind: str, totals: list[int], times: list[float]) -> None:
    p95 = statistics.quantiles(times, n=20)[-1]
    wide = sum(ord(c) > 0x2E80 for c in kind)  # a wide character takes two columns
    name = f"{kind:{24 - wide}}"
    print(f"{name} {statistics.median(totals):9,.0f} {statistics.median(times):8.2f} {p95:8.2f}")


if __name__ == "__main__":
    main()
