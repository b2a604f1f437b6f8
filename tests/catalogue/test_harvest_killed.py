"""kill -9 while records are fetched: the next job goes on with the token, and the file holds each record once (R18)."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import pytest

from tests.catalogue.oai_target import Target, open_target
from tests.catalogue.test_harvests import harvested
from tests.catalogue.test_taking_in import keeper_of
from tests.forks import Forks
from tests.processes import environment
from yuinowa.catalogue.services import harvests
from yuinowa.catalogue.services.runs import storage

pytestmark = pytest.mark.django_db(transaction=True)
RECORDS, KILLS = 60, 5
#: Which moments: others each time, the same again with a seed (make soak).
CHANCE = random.Random(os.environ.get("YUINOWA_SEED"))


def test_a_killed_job_goes_on_with_the_token_and_fetches_nothing_twice(tmp_path: Path, settings: Any) -> None:  # fmt: skip
    target = Target(size=3)
    for number in range(RECORDS):
        target.add(f"oai:{number}", f"試験の本{number}")
    with open_target(target) as address:
        source = harvested(address)
        run = harvests.start(source, is_full=False, actor=keeper_of(source))
        asked = (run.pk, settings.MEDIA_ROOT, address)
        with Forks("tests.catalogue.harvest_process", environment(tmp_path)) as forks:
            for _kill in range(KILLS):
                list(forks.start(*asked, CHANCE.randint(2, 60)))
            whole = forks.lives(*asked, "never").split(" ", 1)[1]

    assert whole == f"('preview', {RECORDS // 3}, {RECORDS}, {RECORDS})\n"
    text = storage.file_of(run).read_text(encoding="utf-8")
    assert [text.count(f"<identifier>oai:{n}</identifier>") for n in range(RECORDS)] == [
        1
    ] * RECORDS
    firsts = [one for one in target.asked if "metadataPrefix" in one]
    assert len(firsts) < KILLS + 1  # a page that was stored is not asked for again
