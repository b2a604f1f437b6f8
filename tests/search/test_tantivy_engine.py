"""Tantivy keeps the contract, and what is its own: traps, threads, a killed writer."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import signal
import threading
import time
import tracemalloc
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
import tantivy

from tests.search.conftest import Shelf, library
from tests.search.contract import EngineContract, MakeEngine, put
from yuinowa.search import analysis
from yuinowa.search.collections import Collection
from yuinowa.search.ports import Analysed, Engine, Query
from yuinowa.search.tantivy_engine import TantivyEngine


@pytest.fixture
def make_engine(tmp_path: Path) -> MakeEngine:
    def make(collection: Collection) -> Engine:
        return TantivyEngine(collection, tmp_path / "shelf")

    return make


class TestTantivy(EngineContract):
    def test_many_threads_read_while_one_writes(self, engine: Engine) -> None:
        faults: list[BaseException] = []
        totals: list[int] = []
        over = threading.Event()

        def read() -> None:
            try:
                while not over.is_set():
                    totals.append(engine.search(Query()).total)
            except BaseException as fault:  # noqa: BLE001 - a panic of the engine is one
                faults.append(fault)

        readers = [threading.Thread(target=read) for _ in range(4)]
        for reader in readers:
            reader.start()
        for number in range(10):
            put(engine, [library(number * 10 + n, "図書館") for n in range(10)])
        over.set()
        for reader in readers:
            reader.join()

        assert faults == []
        assert all(total % 10 == 0 for total in totals)

    def test_a_writer_killed_at_any_point_leaves_whole_batches(self, tmp_path: Path) -> None:
        """What was acknowledged is there, nothing is there in part, and writing goes on (R33)."""
        chance = random.Random(os.environ.get("YUINOWA_SEED", "7"))
        engine = TantivyEngine(Shelf().collection(), tmp_path / "shelf")
        engine.rebuild([])

        for round_number in range(5):
            acknowledged = _write_until_killed(
                tmp_path / "shelf", round_number * 1_000, after=chance.uniform(0.02, 0.4)
            )
            with engine.exclusive():
                total = engine.search(Query()).total
                put(engine, [], gone=range(200_000))
            assert total % BATCH == 0
            assert total >= acknowledged * BATCH

    def test_writers_take_turns(self, tmp_path: Path) -> None:
        collection = Shelf().collection()
        TantivyEngine(collection, tmp_path / "shelf").rebuild([])
        faults: list[BaseException] = []

        def write(first: int) -> None:
            engine = TantivyEngine(collection, tmp_path / "shelf")
            try:
                for number in range(first, first + 5):
                    with engine.exclusive():
                        put(engine, [library(number, "図書館")])
            except Exception as fault:  # noqa: BLE001 - carried over to the test's own thread
                faults.append(fault)

        writers = [threading.Thread(target=write, args=(first,)) for first in (0, 100, 200)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()

        assert faults == []
        assert TantivyEngine(collection, tmp_path / "shelf").search(Query()).total == 15

    def test_a_rebuild_killed_half_way_leaves_the_index_before(self, tmp_path: Path) -> None:
        engine = TantivyEngine(Shelf().collection(), tmp_path / "shelf")
        engine.rebuild([analysis.analysed(library(1, "図書館"))])

        def dying() -> Iterator[Analysed]:
            yield analysis.analysed(library(2, "図書館"))
            raise RuntimeError("the power went")

        with pytest.raises(RuntimeError):
            engine.rebuild(dying())

        assert engine.search(Query()).ids == (1,)
        assert engine.rebuild([]) == 0

    def test_a_number_as_id_would_delete_nothing_and_say_nothing(self, tmp_path: Path) -> None:
        """Why ids are raw text. Should this fail one day, the trap is gone."""
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("id", stored=True, indexed=True)
        index = tantivy.Index(builder.build(), path=str(tmp_path))
        writer = index.writer(heap_size=15_000_000, num_threads=1)
        document = tantivy.Document()
        document.add_unsigned("id", 5)
        writer.add_document(document)
        writer.commit()
        writer.delete_documents_by_term("id", 5)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()

        assert index.searcher().num_docs == 1

    def test_what_is_hidden_is_kept_once_however_many_questions_are_remembered(
        self, tmp_path: Path
    ) -> None:
        engine = TantivyEngine(Shelf().collection(), tmp_path / "shelf")
        engine.rebuild([analysis.analysed(library(1, "図書館"))])
        tracemalloc.start()
        for offset in range(200):
            engine.search(Query(offset=offset, hidden=frozenset(range(2, 10_002))))
        used, _most = tracemalloc.get_traced_memory()
        tracemalloc.stop()

        assert used < 20 * 1024 * 1024

    def test_only_two_generations_stay_on_disk(self, tmp_path: Path) -> None:
        engine = TantivyEngine(Shelf().collection(), tmp_path / "shelf")
        for _again in range(5):
            engine.rebuild([])

        assert len([path for path in (tmp_path / "shelf").iterdir() if path.is_dir()]) == 2

    def test_a_broken_state_file_is_no_index(self, tmp_path: Path) -> None:
        engine = TantivyEngine(Shelf().collection(), tmp_path / "shelf")
        engine.rebuild([])
        (tmp_path / "shelf" / "state.json").write_text('{"generation": ', encoding="utf-8")

        assert not engine.is_current()

    def test_a_broken_index_is_no_index_and_can_be_built_anew(self, tmp_path: Path) -> None:
        collection = Shelf().collection()
        TantivyEngine(collection, tmp_path / "shelf").rebuild([analysis.analysed(library(1, "館"))])
        for path in (tmp_path / "shelf").glob("*/*.term"):
            path.unlink()
        engine = TantivyEngine(collection, tmp_path / "shelf")

        before = engine.is_current()
        engine.rebuild([analysis.analysed(library(1, "館"))])

        assert (before, engine.is_current(), engine.search(Query()).ids) == (False, True, (1,))


BATCH = 50


def _write_until_killed(directory: Path, first: int, *, after: float) -> int:
    """Let a process write batch after batch and kill it; how many batches it had reported."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    # Spawned, not forked: the engine and the test runner have threads.
    process = multiprocessing.get_context("spawn").Process(
        target=_write_for_ever, args=(directory, first, theirs)
    )
    process.start()
    theirs.close()
    assert ours.recv() == "ready"
    time.sleep(after)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    acknowledged = 0
    with contextlib.suppress(EOFError):
        while ours.poll():
            ours.recv()
            acknowledged += 1
    return acknowledged


def _write_for_ever(directory: Path, first: int, report: Connection) -> None:
    engine = TantivyEngine(Shelf().collection(), directory)
    report.send("ready")
    for batch in range(1_000):
        start = first + batch * BATCH
        with engine.exclusive():
            put(engine, [library(start + n, "図書館") for n in range(BATCH)])
        report.send(batch)
