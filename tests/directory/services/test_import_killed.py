"""kill -9 in the middle of an import: all of a list or nothing of it (R33)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import processes
from tests.forks import Forks


@pytest.fixture
def takers(transactional_db: None, tmp_path: Path) -> Iterator[Forks]:
    with Forks("tests.directory.services.import_process", processes.environment(tmp_path)) as forks:
        yield forks


# Steps of the first list: two batches and the audit row; of the second: four and one.
@pytest.mark.parametrize(("step", "whole"), [(1, []), (3, []), (8, [818])])
def test_a_list_is_taken_whole_or_not_at_all(takers: Forks, step: int, whole: list[int]) -> None:
    takers.dies(step)

    again = takers.lives(0)

    crd, nacsis = (list(map(int, line.split())) for line in again.splitlines())
    assert crd == ([0, 818, 818] if whole else [818, 818, 0])
    assert nacsis == [1557, 1782, 0]
