"""Matching on generated records: precision and recall by zone and material, rate and memory.

python -m bench matching
python -m bench matching --records 100000 --seed 5
python -m bench matching --train                 learn the points, print them beside those in force
python -m bench matching --train --write         and put them into catalogue/data/weights-1.json
python -m bench matching --document              put the tables into docs/architecture/matching.md
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from random import Random

from bench.matching_training import learn
from yuinowa.catalogue.domain.generating.catalogues import Truth, generate
from yuinowa.catalogue.domain.matching.arriving import MemoryPool
from yuinowa.catalogue.domain.matching.clusters import settle
from yuinowa.catalogue.domain.matching.edges import Field, edges_of
from yuinowa.catalogue.domain.matching.scoring import Zone, judge
from yuinowa.catalogue.domain.matching.traits import Traits, traits_of
from yuinowa.catalogue.domain.matching.weights import Weights, load
from yuinowa.catalogue.domain.matching.works import unit_of, works
from yuinowa.catalogue.domain.records import Scheme

ROOT = Path(__file__).parent.parent
WEIGHTS = ROOT / "src/yuinowa/catalogue/data/weights-1.json"
DOCUMENT = ROOT / "docs/architecture/matching.md"
BEGIN, END = "<!-- made by python -m bench matching --document -->", "<!-- end -->"


@dataclass(frozen=True, slots=True)
class Slip:
    """What of a record is kept for measuring: the truth and the kind of material."""

    manifestation: str
    work: str
    material: str
    has_isbn: bool


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--records", type=int, default=100_000)
    options.add_argument("--seed", type=int, default=11)
    for flag in ("--train", "--write", "--document"):
        options.add_argument(flag, action="store_true")
    asked = options.parse_args()
    weights = load()
    if asked.train:
        # Other records than those the report is made on.
        learnt = learn(generate(asked.records, seed=asked.seed + 1_000), weights)
        for code, points in sorted(learnt.items()):
            print(f"{code:<22}{weights.points[code]:>5}{points:>6}")
        if asked.write:
            stored = json.loads(WEIGHTS.read_text("utf-8")) | {"points": learnt}
            WEIGHTS.write_text(json.dumps(stored, ensure_ascii=False, indent=2) + "\n", "utf-8")
        weights = Weights(weights.version, weights.join, weights.ask, learnt)
    report = measure(asked.records, asked.seed, weights)
    print(report)
    if asked.document:
        text = DOCUMENT.read_text("utf-8")
        made = f"{BEGIN}\n\n{report}\n{END}"
        DOCUMENT.write_text(
            re.sub(f"{BEGIN}.*?{END}", lambda _: made, text, flags=re.DOTALL), "utf-8"
        )


def measure(records: int, seed: int, weights: Weights) -> str:
    """The whole report in Markdown."""
    making, took_traits = 0.0, 0.0
    slips: list[Slip] = []
    nodes: dict[Traits, list[int]] = {}
    clock = time.process_time()
    for row in generate(records, seed=seed):
        making += time.process_time() - clock
        clock = time.process_time()
        traits = traits_of(row.record)
        took_traits += time.process_time() - clock
        nodes.setdefault(traits, []).append(len(slips))
        slips.append(_slip(row))
        clock = time.process_time()
    clock = time.process_time()
    field = Field.of((traits, "") for traits in nodes)
    found = settle(field, edges_of(field, weights, 0, 1))
    took_clusters = time.process_time() - clock
    clock = time.process_time()
    many = works(unit_of(cluster) for cluster in found.clusters)
    took_works = time.process_time() - clock
    of_first = {cluster[0]: cluster for cluster in found.clusters}
    work_sets = [[node for unit in one for node in of_first[unit.first]] for one in many]
    count = len(slips)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    lines = [
        (
            f"{count:,} generated records of 200 libraries (seed {seed}), {len(nodes):,} descriptions, "
            f"{len({slip.manifestation for slip in slips}):,} manifestations, weights {weights.version}."
        ),
        "",
        "| level, material | precision | recall | true pairs |",
        "|---|---|---|---|",
        *_agreement("manifestation", found.clusters, nodes, slips),
        *_agreement("work", work_sets, nodes, slips)[:1],
        "",
        "| zone | pairs looked at | of them one manifestation |",
        "|---|---|---|",
        *_zones(field, nodes, slips, weights),
        "",
        "| step | records/s of one core |",
        "|---|---|",
        f"| traits | {count / took_traits:,.0f} |",
        f"| blocks, pairs, clusters | {count / took_clusters:,.0f} |",
        f"| works | {count / took_works:,.0f} |",
        f"| all of matching | {count / (took_traits + took_clusters + took_works):,.0f} |",
        "",
        *_arrivals(nodes, count, weights),
        "",
        f"Peak memory {peak:,} MB with the generated records; generating took {making:,.0f} s.",
        "",
    ]
    return "\n".join(lines)


#: Records that come one by one at the end.
ARRIVING = 400


def _arrivals(nodes: dict[Traits, list[int]], count: int, weights: Weights) -> list[str]:
    """A table: what one record costs that comes into a small and into a large catalogue."""
    of_place = {at: traits for traits, places in nodes.items() for at in places}
    order = list(range(count))
    Random(9).shuffle(order)
    rows = ["| one arrival, ms of the processor | half | 95 % |", "|---|---|---|"]
    for size in sorted({count // 10, count - ARRIVING}):
        pool = MemoryPool(weights)
        # As dense in both: every tenth work, not every tenth record.
        kept = order if size > count // 10 else list(range(count // 10 + ARRIVING))
        if size == count // 10:
            Random(9).shuffle(kept)
        pool.load({f"{at:09}": of_place[at] for at in kept[ARRIVING:]})
        times = []
        for at in kept[:ARRIVING]:
            clock = time.process_time()
            pool.put(f"{at:09}", of_place[at])
            times.append((time.process_time() - clock) * 1_000)
        times.sort()
        rows.append(
            f"| into {len(kept) - ARRIVING:,} records | {times[ARRIVING // 2]:.2f} | {times[ARRIVING * 95 // 100]:.1f} |"
        )
    return rows


def _slip(row: Truth) -> Slip:
    has_isbn = any(one.scheme is Scheme.ISBN for one in row.record.identifiers)
    return Slip(row.manifestation, row.work, str(row.record.material), has_isbn)


def _pairs(counts: Iterable[int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts)


def _agreement(
    level: str,
    sets: Iterable[Sequence[tuple[Traits, str]]],
    nodes: dict[Traits, list[int]],
    slips: Sequence[Slip],
) -> list[str]:
    """Rows of a table, all records first: pairs said against pairs true, each kind of record by itself."""
    kinds: dict[str, Callable[[Slip], bool]] = {
        "all": lambda _slip: True,
        "without ISBN": lambda slip: not slip.has_isbn,
    } | {
        material: (lambda slip, material=material: slip.material == material)
        for material in sorted({slip.material for slip in slips})
    }
    clusters = [[slips[at] for traits, _named in one for at in nodes[traits]] for one in sets]
    rows = []
    for kind, belongs in kinds.items():
        said = right = 0
        for members in clusters:
            mine = [getattr(slip, level) for slip in members if belongs(slip)]
            said += _pairs([len(mine)])
            right += _pairs(Counter(mine).values())
        true = _pairs(Counter(getattr(slip, level) for slip in slips if belongs(slip)).values())
        rows.append(
            f"| {level}, {kind} | {right / max(1, said):.4f} | {right / max(1, true):.4f} | {true:,} |"
        )
    return rows


def _zones(
    field: Field, nodes: dict[Traits, list[int]], slips: Sequence[Slip], weights: Weights
) -> list[str]:
    """A sample of the pairs that share a block, by zone; each pair of descriptions counts once."""
    random = Random(3)
    blocks = list(field.blocks.values())
    random.shuffle(blocks)
    looked: Counter[Zone] = Counter()
    true: Counter[Zone] = Counter()
    for members in blocks[:30_000]:
        pairs = list(combinations(members, 2))
        for one, other in random.sample(pairs, min(len(pairs), 10)):
            verdict = judge(field.traits[one], field.traits[other], weights)
            truths = [
                {slips[at].manifestation for at in nodes[field.nodes[place][0]]}
                for place in (one, other)
            ]
            looked[verdict.zone] += 1
            true[verdict.zone] += not truths[0].isdisjoint(truths[1])
    return [
        f"| {zone} | {looked[zone]:,} | {true[zone] / max(1, looked[zone]):.1%} |" for zone in Zone
    ]


if __name__ == "__main__":
    main()
