"""The files of `ingest`, written by a process of its own: what generates a million records is not what takes them in.

    python -m bench.ingest_files <folder> <records> <libraries> <seed> <late>

One file a library (``0.mrc``, …) and two of ``late`` records that are in none of them: ``late-0.mrc``, ``late-1.mrc``.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from yuinowa.catalogue.domain.generating.catalogues import generate
from yuinowa.catalogue.domain.writing.marc import marc_of
from yuinowa.standards.marc.writing import write_record

A_DAY = date(2026, 11, 1)


def main(folder: Path, records: int, libraries: int, seed: int, late: int) -> None:
    step = max(2, records // (2 * late + 1))
    found: dict[str, bytearray] = {}
    for number, truth in enumerate(generate(records, seed=seed)):
        name = str(int.from_bytes(truth.source.encode(), "big") % libraries)
        if number % step == 1 and number // step < 2 * late:
            name = f"late-{number // step % 2}"
        record = write_record(marc_of(truth.record, entered=A_DAY))
        found.setdefault(name, bytearray()).extend(record)
    for name, data in found.items():
        (folder / f"{name}.mrc").write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
