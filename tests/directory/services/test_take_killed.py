"""kill -9 in the middle of taking a file: all of it or nothing, and it can be taken again (R33)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.directory import factories as make
from tests.directory.register_file import make as make_file
from tests.processes import ROOT, environment
from yuinowa.core.rights import Actor
from yuinowa.directory.domain.runs import RunKind, RunState
from yuinowa.directory.services import tables
from yuinowa.directory.services.register import files
from yuinowa.directory.services.runs import steps

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 12


def _waiting_table(first: int) -> int:
    """A run of new institutions that waits to be written."""
    office = Actor.system()
    lines = [f"第{number}試験館,東京都港区{number}\n" for number in range(first, first + ROWS)]
    run = tables.receive_table(["名称,住所\n".encode(), *(line.encode() for line in lines)], name="list.csv", actor=office)  # fmt: skip
    run = tables.choose_columns(run, tables.columns_of(run), kind=None, version=run.version, actor=office)  # fmt: skip
    run = tables.take_table(run, version=run.version, actor=office, only_good=False, with_doubtful=True)  # fmt: skip
    assert run.state == RunState.TAKING, run.trouble
    return run.pk


def _waiting_register(first: int) -> int:
    """A run of new entries, each with a new institution, that waits to be written."""
    office = Actor.system()
    content = make_file(ROWS, first=first).bytes()
    run = files.receive([content], name="isil.csv", section=None, actor=office)
    run = files.read_if_small(run)
    run = files.take(run, version=run.version, actor=office, only_good=False, with_institutions=True)  # fmt: skip
    assert run.state == RunState.TAKING, run.trouble
    return run.pk


@pytest.mark.parametrize(
    ("kind", "waiting", "entries"),
    [(RunKind.INSTITUTIONS, _waiting_table, 0), (RunKind.ISIL, _waiting_register, ROWS)],
)
def test_a_file_is_taken_whole_or_not_at_all_and_the_twin_leaves_a_part(
    kind: RunKind,
    waiting: object,
    entries: int,
    tmp_path: Path,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    make.institution("試験県事務局", member=True, region_office=True)
    monkeypatch.setattr(steps, "AT_ONCE_LINES", 0)
    runs = [waiting(1), waiting(501)]  # type: ignore[operator]  # one of the two above

    done = subprocess.run(
        [sys.executable, "-m", "tests.directory.services.take_process", kind, *map(str, runs)],
        env=environment(tmp_path), cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    before, *killed, taken, again, half = json.loads(done.stdout)
    assert (before["institutions"], before["entries"], before["found"]) == (1, 0, 1)
    assert [one["mark"] for one in killed] == [before["mark"]] * 2
    assert {name: taken[name] for name in ("institutions", "entries", "found", "states")} == {
        "institutions": 1 + ROWS, "entries": entries, "found": 1 + ROWS, "states": ["applied", "taking"],
    }  # fmt: skip
    assert again["mark"] == taken["mark"]
    assert 1 + ROWS < half["institutions"] < 1 + 2 * ROWS
