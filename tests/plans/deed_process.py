"""A deed on a plan in a process (tests/forks.py) that kills itself on the way: see test_deeds_killed.

    <deed> <plan> <n>           dies before its n-th statement
    <deed> <plan> commit        dies before its first commit
    <deed> <plan> never
    <deed> <plan> <n> --apart   the guard taken off: no step shares a transaction

The deeds are ``open`` (the year 2026), ``adopt`` (a rule) and ``take`` (the filled form of the plan; once it is
taken, nothing). A deed prints how many statements it sent.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any


def main(words: list[str]) -> None:
    name, plan, moment, *apart = words
    deed = _deeds(int(plan))[name]
    if apart:
        deed = _without_the_guard(deed)
    _do(deed, moment)


def _deeds(plan: int) -> dict[str, Any]:
    from yuinowa.core.rights import Actor
    from yuinowa.plans.exchange.rating_rules import template
    from yuinowa.plans.models import FilledForm
    from yuinowa.plans.services import adopt_rule, entry_of, open_year
    from yuinowa.plans.services.taking import take_form

    shipped = template("final-best")
    assert shipped is not None
    entry = entry_of(shipped, adopted_on=date(2026, 4, 1), reason="議会で決めた。")
    system = Actor.system()
    form = FilledForm.objects.filter(plan=plan).first() or FilledForm()
    return {
        "take": partial(take_form, form.pk, actor=system, expected_version=form.version),
        "open": partial(open_year, plan, 2026, actor=system),
        "adopt": partial(adopt_rule, plan, entry, actor=system),
    }


def _do(deed: Callable[[], object], moment: str) -> None:
    from django.db import connection

    from yuinowa.kernel.errors import TransitionRefused

    sent = 0

    def count(execute: Any, *arguments: Any) -> Any:
        nonlocal sent
        sent += 1
        if str(sent) == moment:
            _die()
        return execute(*arguments)

    def die_first() -> None:
        sys.stdout.write(f"{sent}\n")
        sys.stdout.flush()
        _die()

    if moment == "commit":
        connection.commit = die_first  # type: ignore[method-assign]  # the seam
    with connection.execute_wrapper(count), suppress(TransitionRefused):
        deed()
    sys.stdout.write(f"{sent}\n")


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _without_the_guard(deed: Any) -> Callable[[], object]:
    """``deed`` outside its transaction; the trail keeps one of its own."""
    from django.db import transaction

    from yuinowa.core import audit
    from yuinowa.plans.services import returned, rules, sheets

    vars(audit)["record"] = transaction.atomic(audit.record)
    vars(returned)["hold_sheets"] = lambda *_plan_and_year: None
    for module in (rules, sheets):
        vars(module)["lock"] = lambda model, pk, *_seen: model._base_manager.get(pk=pk)
    return partial(deed.func.__wrapped__, *deed.args, **deed.keywords)
