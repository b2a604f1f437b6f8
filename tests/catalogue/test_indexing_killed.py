"""kill -9 anywhere while a file is taken and indexed: when the next job has ended, tables and search agree, by themselves."""

from __future__ import annotations

import os
import random
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.catalogue.factories import source
from tests.catalogue.test_taking_in import keeper_of, oai, sent
from tests.directory.factories import institution
from tests.forks import Forks
from tests.processes import environment
from yuinowa.catalogue.domain.sources import Form
from yuinowa.catalogue.models import Run
from yuinowa.catalogue.services.runs import steps

pytestmark = pytest.mark.django_db(transaction=True)
SEED = os.environ.get("YUINOWA_SEED")
CHANCE = random.Random(SEED)
#: make soak tells a seed and takes its time.
ROUNDS = 30 if SEED else 5
#: Enough that there is something left to do in every round.
RECORDS = 24 * ROUNDS


@pytest.fixture
def waiting() -> Run:
    """A run that was shown and shall be taken; some of its records are alike."""
    books = source(institution("試験市立図書館"), form=Form.OAI_DC.value)
    run = sent(books, [oai(str(n), f"試験の本{n % 25}") for n in range(RECORDS)])
    return steps.have_taken(run, version=run.version, actor=keeper_of(books))


def a_moment() -> str:
    """Before one of its statements, or in the middle of anything."""
    return str(CHANCE.randint(1, 260)) if CHANCE.random() < 0.6 else f"{CHANCE.randint(1, 400)}ms"


def test_killed_anywhere_tables_and_search_agree_in_the_end(
    tmp_path: Path, waiting: Run, settings: Any
) -> None:
    asked = (waiting.pk, settings.MEDIA_ROOT, tmp_path / "indexes")

    with Forks("tests.catalogue.indexing_process", environment(tmp_path)) as forks:
        ends = []
        for _round in range(ROUNDS):
            fork = forks.start(*asked, a_moment())
            list(fork)
            ends.append(fork.code)
        whole = forks.lives(*asked, "never").split(" ", 1)[1]

    assert ends.count(-signal.SIGKILL) > ROUNDS // 2
    assert whole == f"('applied', {RECORDS}, [], [])\n"
