"""How long the public pages of plans take, as requests through Django's test client on the database at hand.

    python -m bench.bench_plans [--times 60]

Loads the reference plan (or, where that file was removed, its twin) into a test database, asks each page again
and again, and prints a table. Aim: p95 under 150 ms for every public page.
"""

from __future__ import annotations

import argparse
import os
import time
from functools import partial
from pathlib import Path

from bench.measuring import Count, line, middle_and_far, table, timed

ROOT = Path(__file__).parents[1]
FILES = (
    ROOT / "src/yuinowa/config/demo/plans/minato-plan.json",
    ROOT / "tests/files/plan-twin.json",
)
PAGES = (
    ("plan-detail", ()),
    ("plan-report", ()),
    ("plan-index", ()),
    ("plan-sheets", ()),
    ("plan-reference", ()),
    ("plan-indicators", ()),
    ("project-detail", ("1-1-4",)),
    ("project-detail", ("3-2-1",)),
    ("plan-workbook", ()),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=60)
    times = parser.parse_args().times
    os.environ.setdefault("YUINOWA_MODE", "test")
    os.environ["YUINOWA_KEPT_PAGES_MIB"] = "0"  # what is measured is the making of a page
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
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from yuinowa.core.rights import Actor
    from yuinowa.directory.models import Institution
    from yuinowa.plans.services import import_plan

    data = next(path for path in FILES if path.exists()).read_bytes()
    owner = Institution.objects.create(name="みほん町", member=True)
    started = time.perf_counter()
    plan = import_plan(data, owner_institution=owner.pk, actor=Actor.system(), editable=False).plan
    print(
        f"{connection.vendor}; import {time.perf_counter() - started:.2f} s; {times} requests a page"
    )
    table("page", "queries", "KiB", "p50 ms", "p95 ms", "processor p50", "p95")
    client = Client()
    for name, more in PAGES:
        address = reverse(f"plans:{name}", args=[plan.pk, *more])
        queries = Count()
        with connection.execute_wrapper(queries):
            size = len(client.get(address).content)
        walls, own = zip(*(timed(partial(client.get, address)) for _n in range(times)), strict=True)
        figures = (size / 1024, *middle_and_far(walls), *middle_and_far(own))
        line(" ".join((name, *more)), queries.number, *(f"{figure:.1f}" for figure in figures))


if __name__ == "__main__":
    main()
