"""kill -9 between the answer to a request for support and its deed in the ledger: both or neither."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.forks import Forks
from tests.processes import environment, rows_in
from tests.relations.asking import asked, center, school

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 2
#: Which moments: others each time, the same again with a seed (make soak).
CHANCE = random.Random(os.environ.get("YUINOWA_SEED"))


def test_an_answer_and_its_deed_are_there_together_or_not_at_all(tmp_path: Path) -> None:
    request = asked(school(), center()).pk
    own = environment(tmp_path)
    database = own["YUINOWA_DATABASE_URL"]
    before = rows_in(database)

    with Forks("tests.relations.support_process", own) as forks:
        statements = int(forks.dies(request, "commit"))
        assert rows_in(database) == before
        for moment in ("post", *CHANCE.sample(range(1, statements + 1), KILLS)):
            forks.dies(request, moment)
            assert rows_in(database) == before, moment
        forks.lives(request, "never")
        whole = rows_in(database)
        forks.lives(request, "never")

    assert whole["ledger_entry"] == before["ledger_entry"] + 2
    assert rows_in(database) == whole


def test_the_twin_without_the_one_transaction_is_found_out(tmp_path: Path) -> None:
    request = asked(school(), center()).pk
    own = environment(tmp_path)
    database = own["YUINOWA_DATABASE_URL"]
    before = rows_in(database)

    with Forks("tests.relations.support_process", own) as forks:
        forks.dies(request, "post", "--apart")

    after = rows_in(database)
    assert after["core_audit"] == before["core_audit"] + 1
    assert after["ledger_entry"] == before["ledger_entry"]
