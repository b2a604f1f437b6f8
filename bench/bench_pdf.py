"""How long printing the report on a plan takes, in the processor time of the press and on the clock.

    python -m bench.bench_pdf [--times 5]

Loads the reference plan (or, where that file was removed, its twin) into a test database and prints its report as
often as told, each time anew; then a report with the annexes of twelve such plans in one (over 500 projects).
Aim: 0.5 s of processor time for the plan, under 5 s for the large one.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import time
from pathlib import Path
from typing import Any

from bench.measuring import line, table

ROOT = Path(__file__).parents[1]
FILES = (
    ROOT / "src/yuinowa/config/demo/plans/minato-plan.json",
    ROOT / "tests/files/plan-twin.json",
)
#: Twelve times 43 projects.
_PLANS_IN_ONE = 12


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    os.environ.setdefault("YUINOWA_MODE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuinowa.config.settings")

    import django

    django.setup()
    from django.test.utils import (
        setup_databases,
        setup_test_environment,
        teardown_databases,
        teardown_test_environment,
    )

    setup_test_environment()
    old = setup_databases(verbosity=0, interactive=False)
    try:
        measure(times)
    finally:
        teardown_databases(old, verbosity=0)
        teardown_test_environment()


def measure(times: int) -> None:
    from yuinowa.core.rights import Actor
    from yuinowa.directory.models import Institution
    from yuinowa.plans.exchange.report_pdf import report_data
    from yuinowa.plans.queries import printed_plan
    from yuinowa.plans.services import import_plan

    data = next(path for path in FILES if path.exists()).read_bytes()
    owner = Institution.objects.create(name="みほん町", member=True)
    plan = import_plan(data, owner_institution=owner.pk, actor=Actor.system(), editable=False).plan
    told: Any = report_data(printed_plan(plan, Actor.system()))
    print(f"load average {os.getloadavg()[0]:.1f}; {times} prints each")
    table("report", "KiB", "processor s, middle", "least", "clock s, middle")
    _print("the reference plan", told, times)
    for annex in ("index", "sheets", "narrative"):
        told[annex]["pages"] *= _PLANS_IN_ONE
    _print("twelve plans' annexes in one", told, times)


def _print(name: str, told: Any, times: int) -> None:
    from yuinowa.documents.pdf import print_pdf
    from yuinowa.plans.exchange.report_pdf import TEMPLATE

    own, walls, size = [], [], 0
    for _n in range(times):
        before, started = _of_children(), time.perf_counter()
        size = len(print_pdf(TEMPLATE, told))
        walls.append(time.perf_counter() - started)
        own.append(_of_children() - before)
    figures = (statistics.median(own), min(own), statistics.median(walls))
    line(name, f"{size / 1024:.0f}", *(f"{figure:.2f}" for figure in figures))


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
