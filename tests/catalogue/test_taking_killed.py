"""kill -9 while records are taken: every batch is there whole or not at all, and the next job ends as if nothing had been."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import pytest

from tests.catalogue.factories import source
from tests.catalogue.test_taking_in import keeper_of, oai, sent
from tests.directory.factories import institution
from tests.forks import Forks
from tests.processes import environment, rows_in
from yuinowa.catalogue.domain.sources import Form
from yuinowa.catalogue.models import Run
from yuinowa.catalogue.services.runs import steps

pytestmark = pytest.mark.django_db(transaction=True)
RECORDS, KILLS = 60, 5
#: Which moments: others each time, the same again with a seed (make soak).
CHANCE = random.Random(os.environ.get("YUINOWA_SEED"))


@pytest.fixture
def waiting() -> Run:
    """A run that was shown and shall be taken."""
    books = source(institution("試験市立図書館"), form=Form.OAI_DC.value)
    titles = [f"試験の本{n % 25}" for n in range(RECORDS)]  # some are alike
    run = sent(books, [oai(str(n), title) for n, title in enumerate(titles)])
    return steps.have_taken(run, version=run.version, actor=keeper_of(books))


def test_a_killed_job_loses_nothing_and_writes_nothing_twice(
    tmp_path: Path, waiting: Run, settings: Any
) -> None:
    own = environment(tmp_path)
    database = own["YUINOWA_DATABASE_URL"]
    asked = (waiting.pk, settings.MEDIA_ROOT)

    with Forks("tests.catalogue.taking_process", own) as forks:
        for _kill in range(KILLS):
            fork = forks.start(*asked, CHANCE.randint(1, 120))
            list(fork)
            written = rows_in(database)["catalogue_sourcerecord"]
            assert written % 20 == 0, "half a batch was kept"
        whole = forks.lives(*asked, "never").split(" ", 1)[1]

    assert whole == f"('applied', {RECORDS}, {RECORDS}, [])\n"
