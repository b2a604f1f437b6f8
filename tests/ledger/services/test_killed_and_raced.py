"""kill -9 and many at once, on a database of its own with processes of its own (both databases)."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import processes
from tests.forks import Fork, Forks
from tests.ledger.factories import institution

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 6
#: Which moments: others each time, the same again with a seed (make soak).
CHANCE = random.Random(os.environ.get("YUINOWA_SEED"))

Worker = Callable[[str], Fork]


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Worker]:
    """Starts workers on the test's database; SQLite's is copied for them to a file."""
    institutions = [institution() for _ in range(6)]
    with Forks("tests.ledger.worker", processes.environment(tmp_path)) as forks:
        yield lambda what: forks.start(what, *institutions)


def answer(fork: Fork) -> Any:
    said = "".join(fork)
    assert fork.code == 0, said
    return json.loads(said)


def killed_after_a_while(fork: Fork) -> list[str]:
    """What the worker had acknowledged when it was killed at a moment of no meaning."""
    said = iter(fork)
    first = next(said)
    time.sleep(CHANCE.uniform(0.02, 0.3))
    fork.kill()
    return [line.strip() for line in (first, *said) if line.endswith("\n")]


def test_after_kill_9_every_acknowledged_deed_is_there_whole_and_the_cells_fit(
    worker: Worker,
) -> None:
    acknowledged = [source for _ in range(KILLS) for source in killed_after_a_while(worker("post"))]

    found = answer(worker("verify"))

    assert found["faults"] == []
    assert set(acknowledged) <= set(found["sources"])
    # 20 deeds, a reversal, and a correction of two lines: all of a transaction or nothing of it.
    assert found["entries"] == 23 * len(found["sources"])


def test_the_twin_with_cells_written_outside_the_transaction_is_found_out(worker: Worker) -> None:
    for _ in range(20):
        killed_after_a_while(worker("post-cells-apart"))
        found = answer(worker("verify"))
        if found["faults"]:
            break

    assert found["faults"] != []


def test_64_posting_the_same_deed_post_it_once(worker: Worker) -> None:
    assert answer(worker("race-same")) == {"fresh": 1, "known": 63}
    assert answer(worker("verify"))["entries"] == 1


def test_of_64_posting_other_content_under_one_source_one_wins(worker: Worker) -> None:
    assert answer(worker("race-other")) == {"fresh": 1, "refused": 63}
    assert answer(worker("verify"))["faults"] == []


def test_64_posting_into_the_same_cells_add_up_exactly(worker: Worker) -> None:
    assert answer(worker("race-cells")) == {"done": 64}

    found = answer(worker("verify"))

    assert found["faults"] == []
    assert found["entries"] == 64 * 33
    assert found["in_force"] == 64 * 29


def test_64_correcting_one_deed_leave_one_version_in_force(worker: Worker) -> None:
    answer(worker("race-correct"))

    found = answer(worker("verify"))

    assert found["faults"] == []
    assert found["in_force"] == 1


def test_nothing_slips_past_a_closing(worker: Worker) -> None:
    outcomes = answer(worker("race-close"))

    found = answer(worker("verify"))

    assert outcomes["closed"] == 1
    assert found["faults"] == []
    assert (found["late"], found["after_closing"]) == (0, 0)


def test_whoever_comes_first_recorded_and_stated_are_seen_to_be_contested(worker: Worker) -> None:
    assert answer(worker("race-state")) == {"done": 64}

    [(_institution, voice, contested)] = answer(worker("verify"))["choices"]

    assert (voice, contested) == (1, True)
