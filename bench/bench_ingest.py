"""How fast records come in, from the bytes of files to the search: read, understood, matched, stored, indexed.

    python -m bench ingest
    python -m bench ingest --records 1000000 --libraries 200

Generated records of many libraries (as `matching` has them) are written as MARC 21, one file a library, and taken in
through the same steps as a library's own file, into a test database on the database at hand (SQLite: a file of its
own). Two processes work as two job loops do: one reads and shows the files, the other takes what was shown; at the end
the index is made. Then one library sends its file again, unchanged, which is what most nights bring.
One arrival: records one by one, each a batch of its own, when 10,000 records are there and at the end.
Aim: 3,500 records a second end to end for 1,000,000 records on two cores, less than 1.5 GB in each process; one
arrival costs at most twice as much at the end.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from bench import ingest_peers
from bench.measuring import line, middle_and_far, processor, table, timed

if TYPE_CHECKING:
    from yuinowa.catalogue.models import Run, Source

#: When the first arrivals are measured, in records.
EARLY = 10_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--libraries", type=int, default=20)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--late", type=int, default=100, help="records that come one by one")
    told = parser.parse_args()
    os.environ.setdefault("YUINOWA_MODE", "test")
    os.environ["YUINOWA_LOG_LEVEL"] = "ERROR"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuinowa.config.settings")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sizes = map(str, (told.records, told.libraries, told.seed, told.late))
        subprocess.run([sys.executable, "-m", "bench.ingest_files", name, *sizes], check=True)
        with _database(folder):
            Ingest(told.records, folder).measure()


@contextmanager
def _database(folder: Path) -> Iterator[None]:
    """An empty database that another process may open too, an index and a folder of files."""
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import (
        setup_databases,
        setup_test_environment,
        teardown_databases,
        teardown_test_environment,
    )

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(folder / "bench.sqlite3")
    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        settings.SEARCH_DIR = folder / "index"
        settings.MEDIA_ROOT = folder / "media"
        yield
    finally:
        teardown_databases(databases, verbosity=0)
        teardown_test_environment()


class Ingest:
    """The files of ``folder`` taken in, part by part."""

    def __init__(self, records: int, folder: Path) -> None:
        self.folder = folder
        self.files = sorted(folder.glob("[0-9]*.mrc"))
        self.sources: dict[Path, Source] = {each: _source(each.stem) for each in self.files}
        self.late = _source("late")
        self.records = records
        self.arrivals: list[tuple[int, list[float]]] = []

    def measure(self) -> None:
        from yuinowa.catalogue.models import Manifestation, SourceRecord, Work
        from yuinowa.catalogue.queries.documents import WORKS
        from yuinowa.search import index

        begun, aside = perf_counter(), (0.0, 0.0)
        reader = _reader(self.folder / "media")
        assert reader.stdin is not None
        assert reader.stdout is not None
        busy = processor()
        for each in self.files:
            reader.stdin.write(f"{_received(self.sources[each], each).pk}\n")
            reader.stdin.flush()
        reader.stdin.close()
        received, busy = processor() - busy, processor()
        for _file in self.files:
            _take(int(reader.stdout.readline()))
            if not self.arrivals and SourceRecord.objects.count() >= EARLY:
                aside = timed(partial(self._arrive, 0))
        taken = perf_counter() - begun - aside[0] / 1_000
        stored = processor() - busy - aside[1] / 1_000
        read, memory = reader.stdout.readline().split()
        count = SourceRecord.objects.count()
        table("part", "records", "seconds", "records/s", "processor s")
        line("read and shown, by the other process", count, "", "", f"{float(read) + received:.1f}")
        line("matched and stored", count, f"{taken:.1f}", f"{count / taken:,.0f}", f"{stored:.1f}")
        works = Work.objects.filter(is_shown=True).count()
        indexed = _part("indexed", works, partial(index.reindex, WORKS))
        whole = taken + indexed
        line("**end to end**", count, f"{whole:.1f}", f"**{count / whole:,.0f}**", "")
        first = self.files[0]
        again = SourceRecord.objects.filter(source=self.sources[first]).count()
        _part("the first library's file again, unchanged", again, lambda: _read(self.sources[first], first))  # fmt: skip
        ingest_peers.beside(self.files, count, self.folder)
        self._arrive(1)
        self._tell_arrivals()
        editions = Manifestation.objects.count()
        print(f"\n{SourceRecord.objects.count():,} records, {editions:,} editions, {works:,} works.")  # fmt: skip
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"Peak memory: taking and indexing {own} MiB, reading {memory} MiB{_of_server()}.")

    def _arrive(self, which: int) -> None:
        """The late records, each as a batch of its own."""
        from yuinowa.catalogue.models import SourceRecord
        from yuinowa.catalogue.services.runs import taking

        file = self.folder / f"late-{which}.mrc"
        if not file.exists():
            return
        count, run, times = SourceRecord.objects.count(), _read(self.late, file), list[float]()
        was = {"BATCH": taking.BATCH, "write_batch": taking.write_batch}

        def write(*asked: Any) -> bool:
            begun = processor()
            written = was["write_batch"](*asked)  # type: ignore[operator]  # the function of the two
            times.append((processor() - begun) * 1_000)
            return bool(written)

        vars(taking).update(BATCH=1, write_batch=write)
        try:
            _take(run)
        finally:
            vars(taking).update(was)
        self.arrivals.append((count, times))

    def _tell_arrivals(self) -> None:
        table("one record comes", "processor p50 ms", "p95 ms")
        for count, times in self.arrivals:
            middle, far = middle_and_far(times)
            line(f"to {count:,} records", f"{middle:.1f}", f"{far:.1f}")


def _part(name: str, records: int, deed: Callable[[], object]) -> float:
    wall, busy = (each / 1_000 for each in timed(deed))
    line(name, records, f"{wall:.1f}", f"{records / wall:,.0f}", f"{busy:.1f}")
    return wall


def _reader(media: Path) -> subprocess.Popen[str]:
    from django.db import connection

    given = connection.settings_dict
    address = f"sqlite:///{given['NAME']}"
    if connection.vendor == "postgresql":
        secret = f":{given['PASSWORD']}" if given["PASSWORD"] else ""
        place = f"{given['HOST']}:{given['PORT']}" if given["PORT"] else given["HOST"]
        address = f"postgresql://{given['USER']}{secret}@{place}/{given['NAME']}"
    return subprocess.Popen(
        [sys.executable, "-m", "bench.ingest_reading", str(media)],
        env=os.environ | {"YUINOWA_DATABASE_URL": address},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _of_server() -> str:
    """The memory of PostgreSQL's process for this connection, its part of the shared buffers included."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return ""
    told = Path(f"/proc/{connection.connection.info.backend_pid}/status")
    words = told.read_text().split() if told.exists() else []
    return f", PostgreSQL {int(words[words.index('VmHWM:') + 1]) // 1024} MiB" if words else ""


def _source(code: str) -> Source:
    from tests.catalogue.factories import source
    from tests.directory.factories import institution

    return source(institution(f"試験図書館{code}"))


def _received(source: Source, file: Path) -> Run:
    from yuinowa.catalogue.services.runs import steps
    from yuinowa.core.rights import Actor

    with file.open("rb") as opened:
        chunks = iter(lambda: opened.read(1 << 20), b"")
        told: dict[str, Any] = {"name": file.name, "is_full": False, "most_bytes": None}
        return steps.receive(source, chunks, actor=Actor.system(), **told)


def _read(source: Source, file: Path) -> int:
    from yuinowa.catalogue.services.runs import reading

    run = _received(source, file)
    reading.read(run.pk)
    return int(run.pk)


def _take(run: int) -> None:
    from yuinowa.catalogue.models import Run
    from yuinowa.catalogue.services.runs import at_once
    from yuinowa.core.rights import Actor

    at_once.take_now(Run.objects.get(pk=run), gone_too=False, actor=Actor.system())


if __name__ == "__main__":
    main()
