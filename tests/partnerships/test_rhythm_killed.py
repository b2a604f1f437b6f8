"""kill -9 between the last consent to a rhythm and the moment it holds: all have agreed and it holds, or neither."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.forks import Forks
from tests.partnerships.conftest import only_these
from tests.partnerships.factories import lead_of, library, school
from tests.partnerships.joint import at_work
from tests.processes import environment, rows_in
from yuinowa.core.idempotency import new_key
from yuinowa.partnerships.domain.rhythm import Terms
from yuinowa.partnerships.queries import parts
from yuinowa.partnerships.services.rhythm import agree, propose
from yuinowa.relations.domain.kinds import Frequency

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 2
#: What holds, what is proposed, and how many have agreed to that, before the last consent and after it.
STOOD, WHOLE = "(1, 2, 1)\n", "(2, None, 2)\n"
#: Which moments: others each time, the same again with a seed (make soak).
CHANCE = random.Random(os.environ.get("YUINOWA_SEED"))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """A partnership with a rhythm that holds and another that is proposed; and the side whose consent is missing."""
    monkeypatch.setattr(parts, "_PARTS", only_these("rhythm"))
    ours, theirs = library(), school()
    made = at_work(ours, theirs).pk
    for number, terms in enumerate((Terms(Frequency.MONTHLY, 6), Terms(Frequency.WEEKLY, 3))):
        propose(made, terms, expected_number=number, once=new_key(), actor=lead_of(ours))
        if number == 0:
            agree(made, 1, actor=lead_of(theirs))
    return made, theirs.pk


def test_the_last_consent_and_what_holds_come_together_or_not_at_all(
    tmp_path: Path, asked: tuple[int, int]
) -> None:
    own = environment(tmp_path)
    database = own["YUINOWA_DATABASE_URL"]
    before = rows_in(database)

    with Forks("tests.partnerships.rhythm_process", own) as forks:
        statements = int(forks.dies(*asked, "commit"))
        assert rows_in(database) == before
        for moment in ("holds", *CHANCE.sample(range(1, statements + 1), KILLS)):
            forks.dies(*asked, moment)
            assert rows_in(database) == before, moment
            assert forks.lives(*asked, "look").split(" ", 1)[1] == STOOD
        whole = forks.lives(*asked, "never").split(" ", 1)[1]

    assert whole == WHOLE


def test_the_twin_that_keeps_the_consent_before_is_found_out_and_put_right_by_the_next_look(
    tmp_path: Path, asked: tuple[int, int]
) -> None:
    own = environment(tmp_path)

    with Forks("tests.partnerships.rhythm_process", own) as forks:
        forks.dies(*asked, "holds", "--apart")
        torn = forks.lives(*asked, "look").split(" ", 1)[1]
        settled = forks.lives(*asked, "settle").split(" ", 1)[1]

    assert torn == "(1, 2, 2)\n"
    assert settled == WHOLE
