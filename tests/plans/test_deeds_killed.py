"""kill -9 while a year is opened and while a rule is adopted: all of it or nothing."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forks import Forks
from tests.plans.factories import an_owner, own_plan
from tests.processes import environment, rows_in

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 2
#: Which moments: others each time, the same again with a seed (make soak).
CHANCE = random.Random(os.environ.get("YUINOWA_SEED"))
deeds = pytest.mark.parametrize("deed", ["open", "adopt"])


class Doer:
    """Does deeds in processes of their own, all of them on one plan."""

    def __init__(self, forks: Forks, plan: int, database: str) -> None:
        self.forks, self.plan, self.database = forks, plan, database

    def lives(self, deed: str) -> None:
        self.forks.lives(deed, self.plan, "never")

    def dies(self, deed: str, moment: int | str, *apart: str) -> str:
        """Killed before a statement or the commit; what the process had printed by then."""
        return self.forks.dies(deed, self.plan, moment, *apart)

    def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        return rows_in(self.database)


@pytest.fixture
def doer(tmp_path: Path) -> Iterator[Doer]:
    plan = own_plan(an_owner("試験市", region_office=True))
    own = environment(tmp_path)
    with Forks("tests.plans.deed_process", own) as forks:
        yield Doer(forks, plan.pk, own["YUINOWA_DATABASE_URL"])


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
