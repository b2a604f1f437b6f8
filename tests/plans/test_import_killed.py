"""kill -9 in the middle of ``yuinowa import plan``: all of the plan or nothing of it (R33)."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plans.factories import FILES, an_owner
from tests.processes import ROOT, environment, rows_in

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 3
#: Which moments: others each time, the same again with a seed (make soak).
CHANCE = random.Random(os.environ.get("YUINOWA_SEED"))
FILE = str(FILES["twin"])


class Importer:
    """Imports in processes of their own, all of them on one database."""

    def __init__(self, folder: Path) -> None:
        self.environment = environment(folder)

    def lives(self) -> None:
        done = self._run(FILE, "never")
        assert done.returncode == 0, done.stderr

    def dies(self, moment: int | str, *apart: str) -> str:
        """Killed before a statement or the commit; what the process had printed by then."""
        killed = self._run(FILE, str(moment), *apart)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        return killed.stdout

    def rows(self) -> dict[str, int]:
        """How many rows each table has that has any."""
        counted = rows_in(self.environment["YUINOWA_DATABASE_URL"])
        return {table: rows for table, rows in counted.items() if rows}

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "tests.plans.import_process", *words],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip


@pytest.fixture
def importer(tmp_path: Path) -> Importer:
    an_owner(region_office=True)
    return Importer(tmp_path)


def test_a_plan_is_taken_whole_or_not_at_all(importer: Importer) -> None:
    before = importer.rows()
    statements = int(importer.dies("commit"))
    assert importer.rows() == before

    for moment in CHANCE.sample(range(1, statements + 1), KILLS):
        importer.dies(moment)
        assert importer.rows() == before, moment
    importer.lives()

    whole = importer.rows()
    assert whole["plans_plan"] == 1
    importer.lives()
    assert importer.rows() == whole


def test_the_twin_without_the_one_transaction_is_found_out(importer: Importer) -> None:
    before = importer.rows()
    statements = int(importer.dies("commit"))

    importer.dies(statements // 2, "--apart")

    assert importer.rows() != before
    importer.lives()
    # The half that was left is taken for the plan: nothing heals it.
    assert "plans_sheet" not in importer.rows()
