"""kill -9 in the middle of ``yuinowa import plan``: all of the plan or nothing of it (R33)."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forks import Forks
from tests.plans.factories import FILES, an_owner
from tests.processes import environment, rows_in

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 3
#: Which moments: others each time, the same again with a seed (make soak).
CHANCE = random.Random(os.environ.get("YUINOWA_SEED"))
FILE = str(FILES["twin"])


class Importer:
    """Imports in processes of their own, all of them on one database."""

    def __init__(self, forks: Forks, database: str) -> None:
        self.forks, self.database = forks, database

    def lives(self) -> None:
        self.forks.lives(FILE, "never")

    def dies(self, moment: int | str, *apart: str) -> str:
        """Killed before a statement or the commit; what the process had printed by then."""
        return self.forks.dies(FILE, moment, *apart)

    def rows(self) -> dict[str, int]:
        """How many rows each table has that has any."""
        return {table: rows for table, rows in rows_in(self.database).items() if rows}


@pytest.fixture
def importer(tmp_path: Path) -> Iterator[Importer]:
    an_owner(region_office=True)
    own = environment(tmp_path)
    with Forks("tests.plans.import_process", own) as forks:
        yield Importer(forks, own["YUINOWA_DATABASE_URL"])


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
