"""kill -9 while an edition is prepared and published: it is whole or absent (R33)."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.accounts.factories import a_person
from tests.plans.factories import an_owner, own_plan
from tests.processes import ROOT, environment, rows_in

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 2
#: Which moments: others each time, the same again with a seed (make soak).
CHANCE = random.Random(os.environ.get("YUINOWA_SEED"))
#: Connecting to a database sends a few statements; after so many the deed has begun.
BEGUN = 5


class Publisher:
    """Publishes in processes of their own, all of them on one database."""

    def __init__(self, folder: Path) -> None:
        plan = own_plan(an_owner("試験市"))
        self.words = [str(pk) for pk in (plan.pk, a_person().pk, a_person().pk)]
        self.environment = environment(folder)

    def lives(self) -> None:
        done = self._run("never")
        assert done.returncode == 0, done.stderr

    def dies(self, moment: int | str, *apart: str) -> int:
        """Killed at a moment; how many statements the process had sent by then."""
        killed = self._run(str(moment), *apart)
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        return int(killed.stdout)

    def rows(self) -> dict[str, int]:
        """How many rows each table has that has any."""
        counted = rows_in(self.environment["YUINOWA_DATABASE_URL"])
        return {table: rows for table, rows in counted.items() if rows}

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "tests.plans.edition_process", *self.words, *words],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    return Publisher(tmp_path)


def test_an_edition_is_prepared_and_published_whole_or_not_at_all(publisher: Publisher) -> None:
    absent = publisher.rows()
    to_prepare = publisher.dies("commit1")
    assert publisher.rows() == absent
    for moment in CHANCE.sample(range(BEGUN, to_prepare + 1), KILLS):
        publisher.dies(moment)
        assert publisher.rows() == absent, moment

    to_publish = publisher.dies("commit2")
    prepared = publisher.rows()
    assert prepared["plans_edition"] == 1
    assert prepared["plans_edition_figure"] > 1
    for moment in CHANCE.sample(range(BEGUN, to_publish - to_prepare + 1), KILLS):
        publisher.dies(moment)
        assert publisher.rows() == prepared, moment

    publisher.lives()
    published = publisher.rows()
    assert published["core_audit"] == prepared["core_audit"] + 1
    assert published["plans_edition"] == 1


def test_the_twin_without_the_one_transaction_is_found_out(publisher: Publisher) -> None:
    absent = publisher.rows()
    publisher.dies("figures")
    assert publisher.rows() == absent

    publisher.dies("figures", "--apart")

    assert publisher.rows() == absent | {"plans_edition": 1}
