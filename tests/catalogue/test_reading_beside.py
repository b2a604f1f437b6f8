"""A large file is read by two processes: the records are the same, whoever of them dies."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.processes import ROOT
from yuinowa.catalogue.domain.records import Record, Written
from yuinowa.catalogue.domain.sources import Form
from yuinowa.catalogue.domain.writing.marc import marc_of
from yuinowa.catalogue.services.runs import beside
from yuinowa.catalogue.services.runs.understanding import all_of
from yuinowa.kernel.errors import Unreadable
from yuinowa.kernel.fiscal import parse_date
from yuinowa.standards.marc.writing import write_record

RECORDS = 4_300


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("beside") / "1.records"
    day = parse_date("2026-11-01").value
    assert day is not None
    records = (Record(str(number), Written(f"試験の本{number}")) for number in range(RECORDS))
    path.write_bytes(b"".join(write_record(marc_of(one, entered=day)) for one in records))
    return path


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that read; two, whatever the file and the machine are."""
    found: list[subprocess.Popen[bytes]] = []
    start: Callable[..., Any] = subprocess.Popen

    def noted(*asked: Any, **told: Any) -> Any:
        found.append(start(*asked, **told))
        return found[-1]

    monkeypatch.setattr(subprocess, "Popen", noted)
    monkeypatch.setattr(beside, "WORTH_BYTES", 1)
    monkeypatch.setattr(beside, "_cores", lambda: 2)
    return found


def test_two_processes_read_what_one_does(file: Path, started: list[Any]) -> None:
    found = [one for _parcel, batch in beside.parcels(file, Form.MARC, {}) for one in batch]

    assert found == list(all_of(file, Form.MARC, {}))
    assert len(started) == 2


@pytest.mark.parametrize("dying", [0, 1])
def test_when_one_dies_the_rest_is_read_here(file: Path, started: list[Any], dying: int) -> None:
    parcels = beside.parcels(file, Form.MARC, {})
    found = list(next(parcels)[1])
    started[dying].kill()
    found += [one for _parcel, batch in parcels for one in batch]

    assert [one.number for one in found] == list(range(1, RECORDS + 1))
    assert all(one.poll() is not None for one in started)


def test_whoever_stops_early_leaves_nobody_behind(file: Path, started: list[Any]) -> None:
    parcels = beside.parcels(file, Form.MARC, {})
    next(parcels)
    parcels.close()  # type: ignore[attr-defined]  # a generator

    assert [one.poll() is not None for one in started] == [True, True]


def test_a_file_in_another_form_says_so_here(tmp_path: Path, started: list[Any]) -> None:
    path = tmp_path / "1.records"
    path.write_bytes(b"<feed>")

    with pytest.raises(Unreadable):
        list(beside.parcels(path, Form.OAI_DC, {}))
    assert len(started) == 2


def test_a_small_file_is_read_by_one(
    file: Path, started: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "WORTH_BYTES", file.stat().st_size + 1)
    next(beside.parcels(file, Form.MARC, {}))
    monkeypatch.setattr(beside, "WORTH_BYTES", 1)
    monkeypatch.setattr(beside, "_cores", lambda: 1)
    next(beside.parcels(file, Form.MARC, {}))

    assert started == []


def test_when_the_one_that_counts_is_killed_the_others_end(file: Path) -> None:
    words = f"""
import sys
from pathlib import Path
from yuinowa.catalogue.domain.sources import Form
from yuinowa.catalogue.services.runs import beside
beside.WORTH_BYTES, beside._cores = 1, lambda: 2
start = beside.subprocess.Popen
def noted(*asked, **told):
    one = start(*asked, **told)
    print(one.pid, flush=True)
    return one
beside.subprocess.Popen = noted
next(beside.parcels(Path({str(file)!r}), Form.MARC, {{}}))
print("read", flush=True)
sys.stdin.read()
"""
    own = os.environ | {
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "yuinowa.config.settings",
    }
    with subprocess.Popen(
        [sys.executable, "-c", words],
        env=own,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as counting:
        assert counting.stdout is not None
        told = [counting.stdout.readline().strip() for _line in range(3)]
        counting.kill()
    readers = [int(each) for each in told[:2]]
    ends = time.monotonic() + 60
    while any(map(_is_there, readers)) and time.monotonic() < ends:
        time.sleep(0.05)

    assert told[2] == "read"
    assert not any(map(_is_there, readers))


def _is_there(process: int) -> bool:
    """Whether it still runs; one that has ended and that nobody asks about does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
