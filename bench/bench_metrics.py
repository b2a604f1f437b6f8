"""Every shipped metric asked of a big ledger, as a figure's page asks it: one answer, partners and voices resolved.

    python -m bench.bench_metrics --database-url sqlite:////var/tmp/bench.sqlite3

Reads the region that bench_ledger builds, and builds it when the database is empty. Each metric is asked about
random institutions and about the region, for one year and for five. Aim: p95 under 50 ms each. "above 0" says how
many answers were a number above 0: an answer from no data would prove nothing.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bench.bench_ledger import prepare
from bench.measuring import line, middle_and_far, table, timed

if TYPE_CHECKING:
    from yuinowa.ledger.domain.metrics import Metric, Subject
    from yuinowa.ledger.domain.values import Answer

#: The years of the region that bench_ledger builds.
YEARS = range(2021, 2026)
AIM_MS = 50
SEED = 20261121


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database-url", required=True)
    parser.add_argument("--entries", type=int, default=1_000_000, help="how many, if it is empty")
    parser.add_argument("--times", type=int, default=100, help="questions about institutions")
    parser.add_argument("--region-times", type=int, default=40)
    parser.add_argument("--only", nargs="*", default=(), help="codes of metrics")
    chosen = parser.parse_args()
    prepare(chosen.database_url, chosen.entries)
    measure(chosen.times, chosen.region_times, frozenset(chosen.only))


def measure(times: int, region_times: int, only: frozenset[str]) -> None:
    from django.db import connection

    from yuinowa.directory.models import Institution
    from yuinowa.ledger.domain.metrics import Subject
    from yuinowa.ledger.models import Entry
    from yuinowa.ledger.queries.saved import metric_of
    from yuinowa.ledger.services.metrics import load_shipped_metrics

    institutions = list(Institution.objects.values_list("pk", flat=True))
    chance = random.Random(SEED)

    def one() -> Subject:
        return Subject.of(chance.choice(institutions))

    print(f"## {connection.vendor}, {Entry.objects.count():,} entries")
    table(
        *("metric", "about", "years", "above 0", "least ms", "p50 ms", "p95 ms"),
        *("processor p50", "p95", f"under {AIM_MS} ms"),
    )
    for row in load_shipped_metrics():
        if only and row.code not in only:
            continue
        metric = metric_of(row)
        for years in (1, len(YEARS)):
            for about, subject, count in (
                ("one institution", one, times),
                ("the region", Subject.region, region_times),
            ):
                if can_be_asked(metric, subject()):
                    ask = question(metric, subject, years, chance)
                    line(row.code, about, years, *asked(ask, count))


def can_be_asked(metric: Metric, subject: Subject) -> bool:
    from yuinowa.ledger.domain.planner import SubjectRefused, bind

    try:
        bind(metric, subject)
    except SubjectRefused:
        return False
    return True


def question(
    metric: Metric, subject: Callable[[], Subject], count: int, chance: random.Random
) -> Callable[[], Answer]:
    """A question that is another one each time."""
    from yuinowa.ledger.queries import metrics

    def ask() -> Answer:
        first = chance.choice(YEARS[: len(YEARS) - count + 1])
        return metrics.answer(metric, subject(), range(first, first + count))

    return ask


def asked(ask: Callable[[], Answer], count: int) -> Sequence[str]:
    """The cells of a line: how many answers say something, and what they took."""
    answers: list[Answer] = []
    ask()
    walls, own = zip(*(timed(lambda: answers.append(ask())) for _ in range(count)), strict=True)
    filled = sum(any(value.number for value in answer.values.values()) for answer in answers)
    p50, p95 = middle_and_far(walls)
    figures = (min(walls), p50, p95, *middle_and_far(own))
    verdict = "NO DATA" if not filled else "yes" if p95 < AIM_MS else "NO"
    return (f"{filled} of {count}", *(f"{figure:.1f}" for figure in figures), verdict)


if __name__ == "__main__":
    main()
