"""An edition prepared and published in a process (tests/forks.py) that kills itself: see test_editions_killed.

    <plan> <officer> <checker> <n>          dies before its n-th statement
    <plan> <officer> <checker> commit<n>    dies before its n-th commit
    <plan> <officer> <checker> figures      dies before it writes the figures
    <plan> <officer> <checker> never
    … --apart                               the guard taken off: no step shares a transaction

Prints how many statements it sent.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any


def main(words: list[str]) -> None:
    plan, officer, checker, moment, *apart = words
    _watch(moment)
    if apart:
        _take_the_guard_off()
    _publish(int(plan), int(officer), int(checker))


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


def _publish(plan: int, officer: int, checker: int) -> None:
    from yuinowa.core import clock
    from yuinowa.core.rights import Actor, Role
    from yuinowa.plans.models import Edition, Plan
    from yuinowa.plans.services import editions

    owner = Plan.objects.values_list("owner", flat=True).get(pk=plan)
    writer = Actor(person=officer, institution=owner, roles=frozenset({Role.PLAN_OFFICER}))
    second = Actor(person=checker, institution=owner, roles=frozenset({Role.PLAN_CHECKER}))
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
