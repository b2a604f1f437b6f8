"""kill -9 while an edition is prepared and published: it is whole or absent (R33)."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.accounts.factories import an_affiliation
from tests.forks import Forks
from tests.plans.factories import an_owner, own_plan
from tests.processes import environment, rows_in
from yuinowa.core.rights import Role

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 2
#: Which moments: others each time, the same again with a seed (make soak).
CHANCE = random.Random(os.environ.get("YUINOWA_SEED"))
#: Connecting to a database sends a few statements; after so many the deed has begun.
BEGUN = 5


class Publisher:
    """Publishes in processes of their own, all of them on one database."""

    def __init__(self, forks: Forks, words: list[int], database: str) -> None:
        self.forks, self.words, self.database = forks, words, database

    def lives(self, *how: str) -> None:
        self.forks.lives(*self.words, "never", *how)

    def dies(self, moment: int | str, *how: str) -> int:
        """Killed at a moment; how many statements the process had sent by then."""
        return int(self.forks.dies(*self.words, moment, *how))

    def rows(self) -> dict[str, int]:
        """How many rows each table has that has any."""
        return {table: rows for table, rows in rows_in(self.database).items() if rows}


@pytest.fixture
def publisher(tmp_path: Path) -> Iterator[Publisher]:
    plan = own_plan(an_owner("試験市"))
    roles = (Role.PLAN_OFFICER, Role.PLAN_CHECKER)
    words = [plan.pk, *(an_affiliation(None, plan.owner, role).person_id for role in roles)]
    own = environment(tmp_path)
    with Forks("tests.plans.edition_process", own) as forks:
        yield Publisher(forks, words, own["YUINOWA_DATABASE_URL"])


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


def test_the_job_of_a_large_one_does_it_whole_or_not_at_all_and_once_more_when_it_runs_again(
    publisher: Publisher,
) -> None:
    # What is prepared has its two files begun; they are still to be printed when it is published.
    for _step, files in (("prepared", 2), ("published", 0)):
        before = publisher.rows()
        publisher.dies("commit1", "--job")
        assert publisher.rows() == before
        publisher.dies("commit2", "--job")
        begun = publisher.rows()
        assert begun["plans_edition_run"] == before.get("plans_edition_run", 0) + 1
        assert begun.get("plans_edition", 0) == before.get("plans_edition", 0)
        last = publisher.dies("commit1", "--job")
        publisher.dies(CHANCE.randrange(BEGUN, last + 1), "--job")
        assert publisher.rows() == begun

        publisher.lives("--job")

        done = publisher.rows()
        assert done["plans_edition"] == 1
        assert done["plans_edition_run"] == begun["plans_edition_run"]
        assert done["plans_file_run"] == begun.get("plans_file_run", 0) + files
        # Begun, done, and the work's own end; the files begun.
        assert done["core_audit"] == before.get("core_audit", 0) + 3 + files


def test_the_twin_without_the_one_transaction_is_found_out(publisher: Publisher) -> None:
    absent = publisher.rows()
    publisher.dies("figures")
    assert publisher.rows() == absent

    publisher.dies("figures", "--apart")

    assert publisher.rows() == absent | {"plans_edition": 1}
