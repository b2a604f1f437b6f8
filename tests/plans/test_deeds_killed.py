"""kill -9 while a year is opened and while a rule is adopted: all of it or nothing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plans.factories import an_owner, own_plan
from tests.processes import ROOT, environment, rows_in

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 2
#: Which moments: others each time, the same again with a seed (make soak).
CHANCE = random.Random(os.environ.get("YUINOWA_SEED"))
deeds = pytest.mark.parametrize("deed", ["open", "adopt"])


class Doer:
    """Does deeds in processes of their own, all of them on one plan."""

    def __init__(self, folder: Path, plan: int) -> None:
        self.environment, self.plan = environment(folder), plan

    def lives(self, deed: str) -> None:
        done = self._run(deed, "never")
        assert done.returncode == 0, done.stderr

    def dies(self, deed: str, moment: int | str, *apart: str) -> str:
        """Killed before a statement or the commit; what the process had printed by then."""
        killed = self._run(deed, str(moment), *apart)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        return killed.stdout

    def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        return rows_in(self.environment["YUINOWA_DATABASE_URL"])

    def _run(self, deed: str, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "tests.plans.deed_process", deed, str(self.plan), *words],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip


@pytest.fixture
def doer(tmp_path: Path) -> Doer:
    plan = own_plan(an_owner("試験市", region_office=True))
    return Doer(tmp_path, plan.pk)


@deeds
def test_a_deed_is_done_whole_or_not_at_all(doer: Doer, deed: str) -> None:
    before = doer.rows()
    statements = int(doer.dies(deed, "commit"))
    assert doer.rows() == before

    for moment in CHANCE.sample(range(1, statements + 1), KILLS):
        doer.dies(deed, moment)
        assert doer.rows() == before, moment
    doer.lives(deed)

    whole = doer.rows()
    assert whole != before
    doer.lives(deed)
    assert doer.rows() == whole


@deeds
def test_the_twin_without_the_one_transaction_is_found_out(doer: Doer, deed: str) -> None:
    before = doer.rows()
    statements = int(doer.dies(deed, "commit"))

    doer.dies(deed, statements * 2 // 3, "--apart")

    assert doer.rows() != before
