"""kill -9 in the middle of an import: all of a list or nothing of it (R33)."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests import processes


@pytest.fixture
def environment(transactional_db: None, tmp_path: Path) -> dict[str, str]:
    return processes.environment(tmp_path)


def take_in(environment: dict[str, str], die_after: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.directory.services.import_process", str(die_after)],
        env=environment, cwd=processes.ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


# Steps of the first list: two batches and the audit row; of the second: four and one.
@pytest.mark.parametrize(("step", "whole"), [(1, []), (3, []), (8, [818])])
def test_a_list_is_taken_whole_or_not_at_all(
    environment: dict[str, str], step: int, whole: list[int]
) -> None:
    killed = take_in(environment, step)
    assert killed.returncode == -signal.SIGKILL, killed.stderr

    again = take_in(environment, 0)

    assert again.returncode == 0, again.stderr
    crd, nacsis = (list(map(int, line.split())) for line in again.stdout.splitlines())
    assert crd == ([0, 818, 818] if whole else [818, 818, 0])
    assert nacsis == [1557, 1782, 0]
