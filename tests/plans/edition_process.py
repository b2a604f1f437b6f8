"""An edition prepared and published in a process (tests/forks.py) that kills itself: see test_editions_killed.

    <plan> <officer> <checker> <n>          dies before its n-th statement
    <plan> <officer> <checker> commit<n>    dies before its n-th commit
    <plan> <officer> <checker> figures      dies before it writes the figures
    <plan> <officer> <checker> never
    … --apart                               the guard taken off: no step shares a transaction
    … --job                                 the next step alone, as the work of a job: begun where none is, carried out

Prints how many statements it sent.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any


def main(words: list[str]) -> None:
    plan, officer, checker, moment, *more = words
    _watch(moment)
    if "--apart" in more:
        _take_the_guard_off()
    do = _by_job if "--job" in more else _publish
    do(int(plan), int(officer), int(checker))


def _watch(moment: str) -> None:
    from django.db import connection

    sent = commits = 0
    commit = connection.commit

    def count(execute: Any, sql: Any, *arguments: Any) -> Any:
        nonlocal sent
        sent += 1
        is_figures = str(sql).startswith('INSERT INTO "plans_edition_figure"')
        if str(sent) == moment or (moment == "figures" and is_figures):
            _die(sent)
        return execute(sql, *arguments)

    def count_commit() -> None:
        nonlocal commits
        commits += 1
        if moment == f"commit{commits}":
            _die(sent)
        commit()

    connection.commit = count_commit  # type: ignore[method-assign]  # the seam
    connection.execute_wrappers.append(count)


def _people(plan: int, officer: int, checker: int) -> tuple[Any, Any]:
    from yuinowa.core.rights import Actor, Role
    from yuinowa.plans.models import Plan

    owner = Plan.objects.values_list("owner", flat=True).get(pk=plan)
    return (
        Actor(person=officer, institution=owner, roles=frozenset({Role.PLAN_OFFICER})),
        Actor(person=checker, institution=owner, roles=frozenset({Role.PLAN_CHECKER})),
    )


def _by_job(plan: int, officer: int, checker: int) -> None:
    from yuinowa.core import clock
    from yuinowa.plans.models import Edition, EditionRun
    from yuinowa.plans.services import edition_runs as runs
    from yuinowa.plans.services.editions import EditionEntry

    vars(runs)["MANY_SHEETS"] = 1
    writer, second = _people(plan, officer, checker)
    run: Any = EditionRun.objects.filter(plan=plan, state="working").first()
    made = Edition.objects.select_related("plan__owner").filter(plan=plan).first()
    if run is None and made is None:
        run = runs.prepare_or_begin(plan, 2025, EditionEntry(clock.today()), actor=writer)
    elif run is None and made is not None:
        run = runs.publish_or_begin(made, actor=second, expected_version=made.version)
    runs.carry_out(run.pk)


def _publish(plan: int, officer: int, checker: int) -> None:
    from yuinowa.core import clock
    from yuinowa.plans.models import Edition
    from yuinowa.plans.services import editions

    writer, second = _people(plan, officer, checker)
    made = Edition.objects.filter(plan=plan, state="prepared").first()
    if made is None:
        entry = editions.EditionEntry(as_of=clock.today())
        made = editions.prepare_edition(plan, 2025, entry, actor=writer)
    editions.publish_edition(made.pk, actor=second, expected_version=made.version)


def _die(sent: int) -> None:
    sys.stdout.write(f"{sent}\n")
    sys.stdout.flush()
    os.kill(os.getpid(), signal.SIGKILL)


def _take_the_guard_off() -> None:
    from yuinowa.plans.models import Plan
    from yuinowa.plans.services import editions

    unguarded: Any = editions.prepare_edition
    vars(editions)["prepare_edition"] = unguarded.__wrapped__
    # A lock outlives no statement without a transaction.
    vars(editions)["_held"] = lambda plan, _year: Plan.objects.get(pk=plan)
