"""``make soak``: what is left to chance in the tests, with other chances again and again, until the time is over.

    python -m tests.soak [--minutes 45] [--seed 1] [part ...]

The parts share the time. Each runs in rounds and says after every round how it went; a round takes a seed of its
own for the examples of the properties, for the life cycles and for the moments of the kills. The first fault ends
all, with the command that repeats its round. A round that has begun is finished: the end may be one round late.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
#: What a part runs, as pytest is told it.
PARTS: dict[str, tuple[str, ...]] = {
    "rules": (
        "-m not database and not browser",
        "--hypothesis-profile=soak",
        "tests/accounts/domain",
        "tests/core",
        "tests/directory/domain",
        "tests/directory/exchange",
        "tests/kernel",
        "tests/ledger/domain",
        "tests/plans/domain",
        "tests/portal/domain",
        "tests/search/test_analysis.py",
    ),
    "lives": (
        "tests/ledger/services/test_ledger_properties.py",
        "tests/ledger/queries/test_answers.py",
        "tests/directory/services/test_register_runs.py",
        "tests/directory/services/test_tables.py",
        "tests/partnerships/lives",
    ),
    "kills": (
        "tests/catalogue/test_indexing_killed.py",
        "tests/catalogue/test_taking_killed.py",
        "tests/config/test_backup.py",
        "tests/directory/services/test_import_killed.py",
        "tests/ledger/services/test_killed_and_raced.py",
        "tests/plans/test_import_killed.py",
        "tests/search/test_tantivy_engine.py",
    ),
    "titles": ("tests/catalogue/test_real_titles.py",),
    "races": (
        "tests/directory/services/test_desks.py",
        "tests/directory/services/test_entry_races.py",
        "tests/directory/services/test_register.py",
    ),
}

Run = Callable[[str, int], str]


def run_round(part: str, seed: int) -> str:
    """Nothing where the round of ``part`` went well; else all that pytest said."""
    command = [sys.executable, "-m", "pytest", "-n", "auto", f"--hypothesis-seed={seed}"]
    done = subprocess.run(
        [*command, *PARTS[part]],
        env=os.environ | {"YUINOWA_SEED": str(seed)},
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.stdout if done.returncode else ""


def soak(
    parts: list[str],
    seconds: float,
    seed: int,
    run: Run = run_round,
    now: Callable[[], float] = time.monotonic,
) -> int:
    """Rounds of each part for its share of ``seconds``, at least one; how many parts ended with a fault (0 or 1)."""
    for number, part in enumerate(parts, start=1):
        begun, rounds = now(), 0
        share = seconds / len(parts)
        while not rounds or now() - begun < share:
            rounds += 1
            fault = run(part, seed)
            print(
                f"{part} ({number} of {len(parts)}): round {rounds}, seed {seed}, "
                f"{now() - begun:.0f} of {share:.0f} s: {'FAULT' if fault else 'no fault'}",
                flush=True,
            )
            if fault:
                print(fault, f"Again: make soak PARTS={part} SEED={seed} MINUTES=0", sep="\n")
                return 1
            seed += 1
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(PARTS))
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    return soak(given.parts or list(PARTS), given.minutes * 60, given.seed)


if __name__ == "__main__":
    sys.exit(main())
