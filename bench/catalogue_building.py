"""An index of very many works, made by all processors: others make and analyse, this one builds."""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import BoundedSemaphore
from typing import NamedTuple

from bench.catalogue_questions import SEED
from bench.catalogue_works import BLOCK, works_of_block
from yuinowa.catalogue.domain.document import LANGUAGE, TEXTS, TREES, Facet, Number, document_of
from yuinowa.search import analysis
from yuinowa.search.collections import Collection
from yuinowa.search.ports import Analysed
from yuinowa.search.tantivy_engine import TantivyEngine

#: As the platform's own (catalogue.queries.documents), which needs Django.
MOST_COUNTED = 40_000
#: So many blocks are made ahead of the builder: memory is bounded by them.
_AHEAD = 8


class Row(NamedTuple):
    """A work as a peer has it: bigrams parted by blanks, three facets."""

    id: int
    grams: str
    decade: str
    ndc: str
    material: str


@dataclass(frozen=True, slots=True)
class Built:
    engine: TantivyEngine
    seconds: float
    bytes: int
    #: The most memory of this process, and of any that helped.
    memory_mib: int


def collection(threads: int = 1, heap_mib: int = 256) -> Collection:
    """The works as the platform has them, without what loads them."""
    return Collection(
        "works",
        load=lambda _ids: (),
        ids=lambda: (),
        texts=TEXTS,
        facets=tuple(Facet),
        numbers=tuple(Number),
        trees=TREES,
        language=LANGUAGE,
        is_weighed=True,
        most_counted=MOST_COUNTED,
        build_threads=threads,
        build_heap_mib=heap_mib,
    )


def build(count: int, directory: Path, rows: Path, known: Collection) -> Built:
    """``count`` works below ``directory``, and what the peers get of them in ``rows``."""
    engine = TantivyEngine(known, directory)
    begun = time.perf_counter()
    blocks = range(-(-count // BLOCK))
    room = BoundedSemaphore(_AHEAD)
    with (
        multiprocessing.get_context("spawn").Pool(os.cpu_count()) as pool,
        rows.open("w", encoding="utf-8") as file,
    ):

        def analysed() -> Iterator[Analysed]:
            made = pool.imap(partial(_block, last=count), _as_there_is_room(blocks, room))
            for documents, lines in made:
                room.release()
                file.writelines(lines)
                yield from documents

        engine.rebuild(analysed())
    seconds = time.perf_counter() - begun
    size = sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())
    most = max(
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return Built(engine, seconds, size, most // 1024)


def rows_in(path: Path) -> Iterator[Row]:
    """The rows that ``build`` wrote."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            number, *rest = line.rstrip("\n").split("\t")
            yield Row(int(number), *rest)


def _as_there_is_room(blocks: range, room: BoundedSemaphore) -> Iterator[int]:
    for block in blocks:
        room.acquire()
        yield block


def _block(block: int, *, last: int) -> tuple[list[Analysed], list[str]]:
    documents, lines = [], []
    for work in works_of_block(block, SEED, last=last):
        made = analysis.analysed(document_of(work), LANGUAGE)
        documents.append(replace(made, parts=(f"source:{work.id % 40}",)))
        grams = " ".join(
            made.tokens[analysis.text_field(name)]
            for name in (*LANGUAGE.fields["title"][:2], "maker")
        )
        plain = grams.replace("^", "").replace("$", "").replace("_", "")
        decade = str(work.years[0] // 10 * 10) if work.years else ""
        ndc = (work.classes or ("",))[0][:1]
        material = work.materials[0].value if work.materials else ""
        words = " ".join(gram for gram in plain.split() if len(gram) == 2)
        lines.append(f"{work.id}\t{words}\t{decade}\t{ndc}\t{material}\n")
    return documents, lines
