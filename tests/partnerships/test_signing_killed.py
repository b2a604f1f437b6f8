"""kill -9 between the last signature and the beginning of the work: signed and active, or neither."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.forks import Forks
from tests.partnerships.factories import library, school
from tests.partnerships.papers import ready, signed
from tests.processes import environment, rows_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("only_agreements")]
KILLS = 2
#: How it stands while the last signature is missing.
STOOD = "('partly_signed', 'awaiting_signature', 1)\n"
#: Which moments: others each time, the same again with a seed (make soak).
CHANCE = random.Random(os.environ.get("YUINOWA_SEED"))


def test_the_last_signature_and_the_work_begin_together_or_not_at_all(tmp_path: Path) -> None:
    ours, theirs = library(), school()
    version = signed(ready(ours, theirs), ours)
    own = environment(tmp_path)
    database = own["YUINOWA_DATABASE_URL"]
    before = rows_in(database)

    with Forks("tests.partnerships.signing_process", own) as forks:
        statements = int(forks.dies(version.pk, theirs.pk, "commit"))
        assert rows_in(database) == before
        assert forks.lives(version.pk, theirs.pk, "look").split(" ", 1)[1] == STOOD
        for moment in ("activate", *CHANCE.sample(range(1, statements + 1), KILLS)):
            forks.dies(version.pk, theirs.pk, moment)
            assert rows_in(database) == before, moment
            assert forks.lives(version.pk, theirs.pk, "look").split(" ", 1)[1] == STOOD
        whole = forks.lives(version.pk, theirs.pk, "never").split(" ", 1)[1]

    assert whole == "('in_force', 'active', 2)\n"


def test_the_twin_that_keeps_the_signature_before_is_found_out(tmp_path: Path) -> None:
    ours, theirs = library(), school()
    version = signed(ready(ours, theirs), ours)
    own = environment(tmp_path)

    with Forks("tests.partnerships.signing_process", own) as forks:
        forks.dies(version.pk, theirs.pk, "activate", "--apart")
        torn = forks.lives(version.pk, theirs.pk, "look").split(" ", 1)[1]

    assert torn == "('in_force', 'awaiting_signature', 2)\n"
