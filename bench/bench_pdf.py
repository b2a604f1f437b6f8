"""How long printing the report on a plan takes, in the processor time of the press and on the clock.

    python -m bench.bench_pdf [--times 5]

Loads the reference plan (or, where that file was removed, its twin) into a test database and prints its report as
often as told, each time anew; then a report with the annexes of twelve such plans in one (over 500 projects).
Aim: 0.5 s of processor time for the plan, under 5 s for the large one. Where WeasyPrint can be imported (it is
no part of the platform), it prints the same annexes from our pages, on the same paper with the same font.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import time
from importlib import import_module
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
_ANNEXES = ("index", "sheets", "reference")
FONTS = ROOT / "src/yuinowa/documents/fonts"
_PAPER = """
@font-face { font-family: paper; src: url(BIZUDPGothic-Regular.ttf) }
@page { size: A4 landscape; margin: 15mm }
* { font-family: paper; font-size: 9pt }
table { border-collapse: collapse; width: 100% }
th, td { border: 0.5pt solid; padding: 2pt }
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    os.environ.setdefault("YUINOWA_MODE", "test")
    os.environ["YUINOWA_LOG_LEVEL"] = "ERROR"
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
    pages = [_main_of(page, plan.pk) for page in ("report", *_ANNEXES)]
    _print_by_peer("the reference plan, WeasyPrint", pages, times)
    _print_by_peer("twelve plans' annexes, WeasyPrint", [pages[0], *pages[1:] * _PLANS_IN_ONE], 1)


def _main_of(page: str, plan: int) -> str:
    """What stands on a public page, without what is around it."""
    from django.test import Client

    answer = Client(SERVER_NAME="localhost").get(f"/plans/{plan}/{page}/").content.decode()
    return answer[answer.index("<main") : answer.index("</main>")] + "</main>"


def _print_by_peer(name: str, pages: list[str], times: int) -> None:
    try:
        peer: Any = import_module("weasyprint")
    except ImportError:
        print(f"{name}: not installed here (pip install weasyprint)")
        return
    html = f"<meta charset=utf-8><style>{_PAPER}</style>{''.join(pages)}"
    own, walls, size = [], [], 0
    for _n in range(times):
        before, started = time.process_time(), time.perf_counter()
        size = len(peer.HTML(string=html, base_url=str(FONTS)).write_pdf() or b"")
        walls.append(time.perf_counter() - started)
        own.append(time.process_time() - before)
    _tell(name, size, own, walls)


def _print(name: str, told: Any, times: int) -> None:
    from yuinowa.documents.pdf import print_pdf
    from yuinowa.plans.exchange.report_pdf import TEMPLATE

    own, walls, size = [], [], 0
    for _n in range(times):
        before, started = _of_children(), time.perf_counter()
        size = len(print_pdf(TEMPLATE, told))
        walls.append(time.perf_counter() - started)
        own.append(_of_children() - before)
    _tell(name, size, own, walls)


def _tell(name: str, size: int, own: list[float], walls: list[float]) -> None:
    figures = (statistics.median(own), min(own), statistics.median(walls))
    line(name, f"{size / 1024:.0f}", *(f"{figure:.2f}" for figure in figures))


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
