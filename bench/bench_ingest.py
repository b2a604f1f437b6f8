"""How fast records come in, from the bytes of a file to the search: read, understood, matched, stored, indexed.

    python -m bench ingest
    python -m bench ingest --records 20000 --libraries 20

Generated records of many libraries (as `matching` has them) are written as MARC 21, one file a library, and taken in
through the same steps as a library's own file, into a test database on the database at hand. The parts are told
apart; then one library sends its file again, unchanged, which is what most nights bring.
Aim: 3,500 records a second end to end for 1,000,000 records on two cores, less than 1.5 GB in each process.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measuring import line, table, timed

if TYPE_CHECKING:
    from yuinowa.catalogue.models import Source

A_DAY = date(2026, 11, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=20_000)
    parser.add_argument("--libraries", type=int, default=20)
    parser.add_argument("--seed", type=int, default=11)
    told = parser.parse_args()
    os.environ.setdefault("YUINOWA_MODE", "test")
    os.environ["YUINOWA_LOG_LEVEL"] = "ERROR"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuinowa.config.settings")

    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import (
        setup_databases,
        setup_test_environment,
        teardown_databases,
        teardown_test_environment,
    )

    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        with tempfile.TemporaryDirectory() as folder:
            settings.SEARCH_DIR = Path(folder) / "index"
            settings.MEDIA_ROOT = Path(folder) / "media"
            _measure(told, Path(folder))
    finally:
        teardown_databases(databases, verbosity=0)
        teardown_test_environment()


def _measure(told: argparse.Namespace, folder: Path) -> None:
    from yuinowa.catalogue.models import Manifestation, SourceRecord, Work
    from yuinowa.catalogue.queries.documents import WORKS
    from yuinowa.search import index

    files = _files(told, folder)
    sources = {code: _source(code) for code in files}
    runs: list[int] = []
    table("part", "records", "seconds", "records/s", "processor s")
    read = _part("read and shown", told.records, lambda: runs.extend(_read(sources[c], f) for c, f in files.items()))  # fmt: skip
    taken = _part("matched and stored", told.records, lambda: _take(runs))
    indexed = _part("indexed", Work.objects.filter(is_shown=True).count(), partial(index.reindex, WORKS))  # fmt: skip
    line("end to end", told.records, f"{(whole := read + taken + indexed):.1f}", f"{told.records / whole:,.0f}", "")  # fmt: skip
    code, file = next(iter(files.items()))
    count = SourceRecord.objects.filter(source=sources[code]).count()
    _part("the first library's file again, unchanged", count, lambda: _read(sources[code], file))
    print()
    works, editions = Work.objects.filter(is_shown=True).count(), Manifestation.objects.count()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{SourceRecord.objects.count():,} records, {editions:,} editions, {works:,} works; peak {memory} MiB")  # fmt: skip


def _part(name: str, records: int, deed: Callable[[], object]) -> float:
    wall, processor = (each / 1_000 for each in timed(deed))
    line(name, records, f"{wall:.1f}", f"{records / wall:,.0f}", f"{processor:.1f}")
    return wall


def _files(told: argparse.Namespace, folder: Path) -> dict[str, Path]:
    """The records of each library as MARC 21."""
    from yuinowa.catalogue.domain.generating.catalogues import generate
    from yuinowa.catalogue.domain.writing.marc import marc_of
    from yuinowa.standards.marc.writing import write_record

    found: dict[str, bytearray] = {}
    for truth in generate(told.records, seed=told.seed):
        library = str(int.from_bytes(truth.source.encode(), "big") % told.libraries)
        record = write_record(marc_of(truth.record, entered=A_DAY))
        found.setdefault(library, bytearray()).extend(record)
    for library, data in found.items():
        (folder / f"{library}.mrc").write_bytes(data)
    return {library: folder / f"{library}.mrc" for library in found}


def _source(code: str) -> Source:
    from tests.catalogue.factories import source
    from tests.directory.factories import institution

    return source(institution(f"試験図書館{code}"))


def _read(source: Source, file: Path) -> int:
    from yuinowa.catalogue.services.runs import reading, steps
    from yuinowa.core.rights import Actor

    run = steps.receive(
        source,
        [file.read_bytes()],
        name=file.name,
        is_full=False,
        actor=Actor.system(),
        most_bytes=None,
    )
    reading.read(run.pk)
    return int(run.pk)


def _take(runs: list[int]) -> None:
    from yuinowa.catalogue.models import Run
    from yuinowa.catalogue.services.runs import at_once
    from yuinowa.core.rights import Actor

    for run in Run.objects.filter(pk__in=runs).order_by("pk"):
        at_once.take_now(run, gone_too=False, actor=Actor.system())


if __name__ == "__main__":
    main()
