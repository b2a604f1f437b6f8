"""How well claims in texts are found and judged, on statements made up from officers' sentences.

    python -m bench.bench_claims [--times 30] [--seed 1]

Eleven sets of sentences, each with made-up figures of known truth; the first was at hand while the code was
written, the others were written later, one after another (tests/plans/claims says how each scored at first). Aims: found 0.85, verdict right 0.95 of those found, no true statement contradicted.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter

from bench.measuring import line, table
from tests.plans.claims.blind import FIFTH, SILENT_FIFTH
from tests.plans.claims.eighth import EIGHTH, SILENT_EIGHTH
from tests.plans.claims.eleventh import ELEVENTH
from tests.plans.claims.ninth import NINTH, SILENT_NINTH
from tests.plans.claims.officers import FIRST, HELD_OUT, SECOND, SILENT, THIRD
from tests.plans.claims.scoring import Score, cases, score, silent_share
from tests.plans.claims.tenth import SILENT_TENTH, TENTH
from tests.plans.claims.turns import SEVENTH, SILENT_SEVENTH
from tests.plans.claims.twelfth import TWELFTH
from tests.plans.claims.voices import SILENT_VOICES, VOICES

SETS = {
    "first": FIRST,
    "second": SECOND,
    "third": THIRD,
    "held out": HELD_OUT,
    "fifth": FIFTH,
    "voices": VOICES,
    "seventh": SEVENTH,
    "eighth": EIGHTH,
    "ninth": NINTH,
    "tenth": TENTH,
    "eleventh": ELEVENTH,
    "twelfth": TWELFTH,
}
QUIET = (
    *SILENT,
    *SILENT_FIFTH,
    *SILENT_VOICES,
    *SILENT_SEVENTH,
    *SILENT_EIGHTH,
    *SILENT_NINTH,
    *SILENT_TENTH,
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=30, help="made-up figures for every sentence")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    table("set", "sentences", "cases", "found", "right of found", "true contradicted", "ms a case")
    for name, lines in SETS.items():
        made = list(cases(lines, times=arguments.times, seed=arguments.seed))
        started = time.process_time()
        result = score(iter(made))
        spent = (time.process_time() - started) * 1000 / len(made)
        line(
            name,
            len(lines),
            result.cases,
            f"{result.found_share:.3f}",
            f"{result.right_share:.3f}",
            len(result.wronged),
            f"{spent:.2f}",
        )
        _name_the_worst(result)
    share, wrong = silent_share(QUIET)
    print(f"\nleft alone of {len(QUIET)} sentences without a claim: {share:.3f}")
    for text in wrong:
        print(f"  {text}")


def _name_the_worst(result: Score) -> None:
    for case in result.wronged[:3]:
        print(f"  contradicted, though true: {case.text}")
    missed = Counter(case.number for case in result.missed)
    for number, times in missed.most_common(3):
        text = next(case.text for case in result.missed if case.number == number)
        print(f"  not found, {times} times: {text}")
    wrong = Counter(case.number for case, _findings in result.wrong)
    for number, times in wrong.most_common(3):
        text = next(case.text for case, _f in result.wrong if case.number == number)
        print(f"  not right, {times} times: {text}")


if __name__ == "__main__":
    main()
