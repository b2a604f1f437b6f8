"""The long run ends, whatever its rounds take, and a fault can be repeated."""

from __future__ import annotations

import pytest

from tests.soak import PARTS, ROOT, soak


class Rounds:
    """Rounds of a minute each; one seed may fail."""

    def __init__(self, failing: int = -1) -> None:
        self.failing = failing
        self.ran: list[tuple[str, int]] = []

    def run(self, part: str, seed: int) -> str:
        self.ran.append((part, seed))
        return "what pytest said" if seed == self.failing else ""

    def now(self) -> float:
        return 60.0 * len(self.ran)


def test_every_part_has_its_share_of_the_time_and_no_seed_comes_twice() -> None:
    rounds = Rounds()

    assert soak(["rules", "kills"], 240, 7, rounds.run, rounds.now) == 0

    assert rounds.ran == [("rules", 7), ("rules", 8), ("kills", 9), ("kills", 10)]


def test_without_time_every_part_has_one_round() -> None:
    rounds = Rounds()

    soak(list(PARTS), 0, 1, rounds.run, rounds.now)

    assert [part for part, _seed in rounds.ran] == list(PARTS)


def test_the_first_fault_ends_it_and_names_the_command_that_repeats_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rounds = Rounds(failing=8)

    assert soak(["rules", "kills"], 240, 7, rounds.run, rounds.now) == 1

    assert rounds.ran == [("rules", 7), ("rules", 8)]
    assert "make soak PARTS=rules SEED=8 MINUTES=0" in capsys.readouterr().out


def test_every_file_of_a_part_is_there() -> None:
    named = [word for words in PARTS.values() for word in words if not word.startswith("-")]

    assert [name for name in named if not (ROOT / name).exists()] == []
