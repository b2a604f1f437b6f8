"""A large file read by several processes: each understands its share of the records, this one looks up and counts.

    python -m yuinowa.catalogue.services.runs.beside        one of them; started by ``parcels``, and by nobody else

They open no database and write nothing but parcels to who started them; when that one dies, their next word ends
them. When one of them dies, the rest of the file is read here.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from itertools import count, islice
from pathlib import Path
from typing import IO, Any

from yuinowa.catalogue.domain.sources import Form
from yuinowa.catalogue.services.runs.keeping import (
    END,
    Broken,
    Parcel,
    parcel_of,
    parcels_of,
    records_in,
)
from yuinowa.catalogue.services.runs.understanding import Understood, batches_of

logger = logging.getLogger(__name__)

#: A smaller file is read by one process before others have begun: some 20,000 records.
WORTH_BYTES = 8 << 20
MOST = 2


def parcels(
    path: Path, form: Form, mapping: Mapping[str, Any]
) -> Iterator[tuple[Parcel, list[Understood]]]:
    """The records of the file by the thousand, in its order, as they are kept and as they are.

    Raises:
        Unreadable: the file as a whole is not in this form.
    """
    processes = min(MOST, _cores())
    come = 0
    if processes > 1 and path.stat().st_size >= WORTH_BYTES:
        try:
            for parcel in _by(processes, path, form, mapping):
                yield parcel, records_in(parcel)
                come += 1
        except Broken as fault:
            logger.warning(
                "a process that read %s ended (%s): the rest is read here", path.name, fault
            )
        else:
            return
    for batch in islice(batches_of(path, form, mapping), come, None):
        yield parcel_of(batch), batch


def _cores() -> int:
    mine = getattr(os, "sched_getaffinity", None)  # only Linux tells which cores are this process's
    return len(mine(0)) if mine is not None else os.cpu_count() or 1


def _by(processes: int, path: Path, form: Form, mapping: Mapping[str, Any]) -> Iterator[Parcel]:
    """Raises Broken: one of them ended too early, for instance because the file cannot be read."""
    command = [sys.executable, "-m", "yuinowa.catalogue.services.runs.beside"]
    settings = os.environ.get("DJANGO_SETTINGS_MODULE", "yuinowa.config.settings")
    running: list[subprocess.Popen[bytes]] = []
    try:
        for part in range(processes):
            told = json.dumps([str(path), form.value, dict(mapping), part, processes])
            one = subprocess.Popen(  # noqa: S603  # this program itself
                [*command, told],
                env=os.environ | {"DJANGO_SETTINGS_MODULE": settings},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            running.append(one)
        streams = [parcels_of(_words_of(one)) for one in running]
        for number in count():
            parcel = next(streams[number % processes], END)
            if parcel == END:
                return
            yield parcel
    finally:
        for one in running:
            one.kill()
            _words_of(one).close()
            one.wait()


def _words_of(one: subprocess.Popen[bytes]) -> IO[bytes]:
    assert one.stdout is not None  # noqa: S101  # it was asked for
    return one.stdout


def _read(told: str) -> None:
    path, form, mapping, part, parts = json.loads(told)
    os.nice(5)  # pages go first
    out = sys.stdout.buffer
    for batch in batches_of(Path(path), Form(form), mapping, part=part, parts=parts):
        out.write(parcel_of(batch).as_bytes())
        out.flush()
    out.write(END.as_bytes())
    out.flush()


if __name__ == "__main__":
    try:
        _read(sys.argv[1])
    except BrokenPipeError:  # who started it is gone
        os._exit(0)
