"""How long the pages and files of plans take, as requests through Django's test client on the database at hand.

    python -m bench.bench_plans [--times 60] [--projects 500]

Loads the reference plan (or, where that file was removed, its twin) into a test database, once as it is and once as
a plan that is worked on, with an edition and an open year; asks each page again and again, and prints a table.
Then the same of a made-up plan of many projects and six years, with what it takes to make an edition of it.
Aims: p95 under 150 ms for every public page of the reference plan, its workbook under 1 s, its PDF 0.5 s of
processor; the large plan's PDF under 5 s.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.measuring import Count, line, middle_and_far, table, timed

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution
    from yuinowa.plans.domain.run import FileForm
    from yuinowa.plans.exchange.papers import Paper
    from yuinowa.plans.models import Edition, Plan

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "src/yuinowa/config/demo/plans"
FILES = (DEMO / "minato-plan.json", ROOT / "tests/files/plan-twin.json")
_PASSWORD = "an-officer-of-the-bench"
_HEADS = ("queries", "KiB", "p50 ms", "p95 ms", "processor p50", "p95")
_PAGES = ("detail", "report", "index", "sheets", "reference", "indicators", "rule", "workbook")
_ANNEXES = ("index", "sheets", "reference")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--projects", type=int, default=500)
    told = parser.parse_args()
    os.environ.setdefault("YUINOWA_MODE", "test")
    os.environ["YUINOWA_KEPT_PAGES_MIB"] = "0"  # what is measured is the making of a page
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
        measure(told.times, told.projects)
    finally:
        teardown_databases(old, verbosity=0)
        teardown_test_environment()


def measure(times: int, projects: int) -> None:
    from django.db import connection

    from yuinowa.directory.models import Institution

    owner = Institution.objects.create(name="みほん町", member=True)
    print(f"{connection.vendor}; load average {os.getloadavg()[0]:.1f}; {times} requests a page")
    _of_reference(owner, times)
    _of_many(owner, projects, max(3, times // 3))


def _of_reference(owner: Institution, times: int) -> None:
    from yuinowa.core.rights import Actor
    from yuinowa.plans.services import import_plan, open_year

    actor = Actor.system()
    data = next(path for path in FILES if path.exists()).read_bytes()
    started = time.perf_counter()
    plan = import_plan(data, owner_institution=owner.pk, actor=actor, editable=False).plan
    print(f"import {time.perf_counter() - started:.2f} s")
    table("the reference plan", *_HEADS)
    _ask(_of_plan(plan), times)
    ours = _worked_on(data, actor)
    edition = _published(ours)
    open_year(ours.pk, ours.as_of_year + 1, actor=actor)
    table("the same, worked on here", *_HEADS)
    _ask([*_of_edition(edition), *_of_year(ours)], times)
    _papers(edition, max(3, times // 20))


def _worked_on(data: bytes, actor: Any) -> Plan:
    """The plan once more, of another owner, as one that is kept here."""
    from yuinowa.directory.models import Institution
    from yuinowa.plans.services import import_plan

    keeper = Institution.objects.create(name="となり町", member=True)
    return import_plan(data, owner_institution=keeper.pk, actor=actor, editable=True).plan


def _of_many(owner: Institution, projects: int, times: int) -> None:
    from django.test import override_settings

    from bench.large_plan import large_plan
    from yuinowa.core.rights import Actor
    from yuinowa.ledger.services.metrics import save_metric
    from yuinowa.plans.exchange.papers import EditionPaper, PlanPaper
    from yuinowa.plans.queries import printed_plan

    own = json.loads((DEMO / "shiken-plan.json").read_text(encoding="utf-8"))
    metric = save_metric(own["metrics"][0], actor=Actor.system())
    plan = large_plan(owner.pk, projects=projects, metric=metric)
    folders = {"EDITION_FILES_DIR": "editions", "PLAN_FILES_DIR": "plans"}
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: Path(folder) / inside for name, inside in folders.items()}
        with override_settings(**kept):
            table(f"{projects} projects, 6 years", *_HEADS)
            _jobs(PlanPaper(printed_plan(plan, Actor.nobody())), "the plan's")
            _ask([*_of_plan(plan), ("plan-report-pdf", [plan.pk])], 3)
            _ask([("edition-prepare", [plan.pk, plan.as_of_year])], 3, plan.owner_id)
            edition = _published(plan, tell=True)
            _jobs(EditionPaper(edition), "its")
            _ask(_of_parts(edition), times)
            _carried(plan, times)


def _carried(plan: Plan, times: int) -> None:
    """What leaves the site and comes back: the plan taken along, its open data, a year's forms out and looked at."""
    from yuinowa.core.rights import Actor
    from yuinowa.plans.domain.run import FileForm
    from yuinowa.plans.exchange.carried import FormsPaper, WholePaper
    from yuinowa.plans.models import Plan
    from yuinowa.plans.queries.returned import drafts_to_fill, filled_rows
    from yuinowa.plans.services import open_year
    from yuinowa.plans.services.returned import receive_form

    plan = Plan.objects.select_related("owner").get(pk=plan.pk)
    year, actor = plan.as_of_year + 1, Actor.system()
    table("the same: files that come back, and open data", *_HEADS)
    _timed("open the next year", lambda: open_year(plan.pk, year, actor=actor))
    whole = (FileForm.WHOLE_JSON, FileForm.WHOLE_WORKBOOK)
    _jobs(WholePaper(plan), "the whole plan's", whole)
    found = drafts_to_fill(plan, year)
    _jobs(FormsPaper(plan, year, found), "the", (FileForm.FORMS, FileForm.FORMS_APART))
    data = FormsPaper(plan, year, found).printed_as(FileForm.FORMS)
    form = _timed(
        "look at all forms that came back",
        lambda: receive_form(plan, year, data, name="forms.xlsx", actor=actor),
    )
    _timed("read them for the page", lambda: list(filled_rows(form)))
    tables = ("projects", "indicator_values", "texts")
    _ask([("plan-data", [plan.pk, name, "csv"]) for name in tables], min(times, 3))


def _timed(name: str, deed: Callable[[], Any]) -> Any:
    """What ``deed`` gave; its times are told under ``name``. What other processes computed for it counts."""
    from django.db import connection

    made, queries, before = [], Count(), _of_children()
    with connection.execute_wrapper(queries):
        started = time.perf_counter()
        made.append(deed())
        wall = (time.perf_counter() - started) * 1_000
    own = (_of_children() - before) * 1_000
    line(name, queries.number, "", *(f"{figure:.1f}" for figure in (wall, wall, own, own)))
    return made[0]


# ---------------------------------------------------------------- deeds


def _published(plan: Plan, *, tell: bool = False) -> Edition:
    """The report on the plan's year as an edition; how long the two steps took."""
    from yuinowa.core.rights import Actor
    from yuinowa.plans.services.editions import EditionEntry, prepare_edition, publish_edition

    actor = Actor.system()
    entry = EditionEntry(as_of=plan.as_of_date, without_lacking=True)
    edition = _once(
        "prepare an edition" if tell else "",
        lambda: prepare_edition(plan.pk, plan.as_of_year, entry, actor=actor),
    )
    return _once(
        "publish it" if tell else "",
        lambda: publish_edition(edition.pk, actor=actor, expected_version=edition.version),
    )


def _once(name: str, deed: Callable[[], Edition]) -> Edition:
    """What ``deed`` made; its times are told under ``name``."""
    from django.db import connection

    made: list[Edition] = []
    queries = Count()
    with connection.execute_wrapper(queries):
        wall, own = timed(lambda: made.append(deed()))
    if name:
        line(name, queries.number, "", *(f"{figure:.1f}" for figure in (wall, wall, own, own)))
    return made[0]


# ---------------------------------------------------------------- pages


def _of_plan(plan: Plan) -> Iterator[tuple[str, list[Any]]]:
    yield "plan-list", []
    yield from ((f"plan-{name}", [plan.pk]) for name in _PAGES)
    yield from (("project-detail", [plan.pk, key]) for key in ("1-1-4", "3-2-1"))


def _of_edition(edition: Edition) -> Iterator[tuple[str, list[Any]]]:
    whole: list[Any] = [edition.plan_id, edition.fiscal_year, edition.number]
    yield "edition-list", [edition.plan_id]
    yield "edition-detail", whole
    yield from (("edition-annex", [*whole, name]) for name in _ANNEXES)
    yield from (("edition-project", [*whole, key]) for key in ("1-1-4", "3-2-1"))
    yield "edition-figure", [*whole, 1]
    yield "edition-workbook", whole


def _of_parts(edition: Edition) -> Iterator[tuple[str, list[Any], str]]:
    """A large edition as it is read: goal by goal, or all to print; its files are kept."""
    whole: list[Any] = [edition.plan_id, edition.fiscal_year, edition.number]
    yield "edition-list", [edition.plan_id], ""
    for part in ("", "?goal=1", "?goal=all"):
        yield "edition-detail", whole, part
    yield "edition-annex", [*whole, "index"], ""
    for name in ("sheets", "reference"):
        for part in ("?goal=1", "?goal=all"):
            yield "edition-annex", [*whole, name], part
    for key in ("1-1-4", "3-2-1"):
        yield "edition-project", [*whole, key], ""
    yield "edition-figure", [*whole, 1], ""
    for name in ("edition-pdf", "edition-workbook"):
        yield name, whole, ""


def _of_year(plan: Plan) -> Iterator[tuple[str, list[Any]]]:
    """The running year as its officer sees it: the round, a sheet that is being written."""
    from yuinowa.plans.models import Sheet

    year = plan.as_of_year + 1
    sheet = Sheet.objects.filter(
        project__plan=plan, fiscal_year=year, project__has_indicators=True
    ).earliest("pk")
    yield "plan-round", [plan.pk, year]
    yield "sheet-detail", [plan.pk, sheet.pk]


def _ask(pages: Any, times: int, officer_of: int | None = None) -> None:
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    for name, more, *part in pages:
        client = Client()
        if officer_of is not None or name in {"plan-round", "sheet-detail"}:
            _sign_in(client, more[0])
        address = reverse(f"plans:{name}", args=more) + "".join(part)
        queries = Count()
        with connection.execute_wrapper(queries):
            answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")
        walls, own = zip(*(timed(partial(client.get, address)) for _n in range(times)), strict=True)
        figures = (len(answer.content) / 1024, *middle_and_far(walls), *middle_and_far(own))
        words = " ".join((name, *(str(word) for word in more[1:]), *part))
        line(words, queries.number, *(f"{figure:.1f}" for figure in figures))


def _sign_in(client: Any, plan: int) -> None:
    """As the officer of ``plan``, who is made for it once."""
    from yuinowa.accounts.models import Person
    from yuinowa.accounts.services import create_person, grant_affiliation
    from yuinowa.core.rights import Actor, Role
    from yuinowa.plans.models import Plan

    login = f"officer{plan}"
    if not Person.objects.filter(login=login).exists():
        actor = Actor.system()
        person = create_person(
            login=login,
            email=f"{login}@example.org",
            display_name="計画の担当",
            password=_PASSWORD,
            actor=actor,
        )
        owner = Plan.objects.get(pk=plan).owner_id
        grant_affiliation(person.pk, owner, [Role.PLAN_OFFICER], actor=actor)
    answer = client.post("/accounts/sign-in/", {"login": login, "password": _PASSWORD})
    if answer.status_code != 302:
        raise SystemExit("the officer could not sign in")


# ---------------------------------------------------------------- papers


def _jobs(paper: Paper, of: str, forms: Sequence[FileForm] = ()) -> None:
    """The job of each file, from the claim to the kept file; the press is a process of its own."""
    from yuinowa.plans.domain.run import PRINTED
    from yuinowa.plans.exchange.kept_files import kept_path

    for form in forms or PRINTED:
        path = kept_path(paper, form)
        walls, own, size = [], [], 0.0
        for _n in range(3):
            path.unlink(missing_ok=True)
            before, started = _of_children(), time.perf_counter()
            _carried_out(paper, form)
            walls.append((time.perf_counter() - started) * 1_000)
            own.append((_of_children() - before) * 1_000)
            size = path.stat().st_size / 1024
        figures = (size, *middle_and_far(walls), *middle_and_far(own))
        line(f"the job of {of} {form}", "", *(f"{figure:.1f}" for figure in figures))


def _carried_out(paper: Paper, form: FileForm) -> None:
    from yuinowa.core.rights import Actor
    from yuinowa.plans.exchange.kept_files import work_of
    from yuinowa.plans.services.file_runs import begin_file, carry_out

    begin_file(paper, form, actor=Actor.system())
    carry_out(work_of(paper)[form].pk)


def _papers(edition: Edition, times: int) -> None:
    """The report as PDF, each time anew: the press computes in a process of its own."""
    from django.test import override_settings

    from yuinowa.plans.exchange.edition_files import edition_report
    from yuinowa.plans.queries.edition_pages import view_of

    walls, own, size = [], [], 0
    for _n in range(times):
        with tempfile.TemporaryDirectory() as folder, override_settings(PRINTS_DIR=folder):
            before, started = _of_children(), time.perf_counter()
            size = len(edition_report(view_of(edition)))
            walls.append((time.perf_counter() - started) * 1_000)
            own.append((_of_children() - before) * 1_000)
    figures = (size / 1024, *middle_and_far(walls), *middle_and_far(own))
    line("edition-pdf, with its press", 2, *(f"{figure:.1f}" for figure in figures))


def _of_children() -> float:
    """Seconds computed by this process and by those it started and saw end."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    main()
