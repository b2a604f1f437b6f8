"""Two officers at the same moment (R31): one wins, the other is told; each guard with its twin without."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.db import IntegrityError, connection

from tests.plans.factories import an_owner, officer, own_plan
from tests.races import at_once, refusals
from yuinowa.core import versions
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import InputRefused, VersionMovedOn, WrongState
from yuinowa.ledger.models import TargetVersion
from yuinowa.plans.exchange.rating_rules import Template, template
from yuinowa.plans.models import (
    Goal,
    IndicatorSlot,
    Plan,
    PlanYear,
    Project,
    RatingRule,
    ScaleStep,
    Sheet,
)
from yuinowa.plans.services import (
    SheetEntry,
    adopt_rule,
    close_year,
    enter_sheet,
    entry_of,
    open_year,
    rounds,
    rules,
    sheets,
    slots,
    structure,
)
from yuinowa.plans.services.projects import ProjectEntry
from yuinowa.plans.services.slots import TargetEntry, adopt_targets
from yuinowa.plans.services.structure import add_project, rename

pytestmark = pytest.mark.django_db(transaction=True)
both = pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "twin"])
#: On SQLite the transaction itself is the lock, and there is no guard that could be taken off.
both_with_row_locks = pytest.mark.parametrize(
    "guarded", [True, False] if connection.vendor == "postgresql" else [True]
)
A_DAY = date(2027, 4, 1)


@pytest.fixture
def plan() -> Plan:
    return own_plan(an_owner("試験市"))


def whatever_the_version(model: Any, pk: int, _expected: int | None = None) -> Any:
    """``versions.lock`` with its guard taken off."""
    return versions.lock(model, pk)


def without_the_plan(model: Any, pk: int, expected: int | None = None) -> Any:
    """``versions.lock`` that leaves the plan to everybody."""
    if model is Plan:
        return Plan.objects.get(pk=pk)
    return versions.lock(model, pk, expected)


def meeting(deed: Callable[..., Any], gate: Barrier) -> Callable[..., Any]:
    """``deed``, after which both wait for each other; in vain, where a lock keeps one of them back."""

    def met(*arguments: Any, **named: Any) -> Any:
        found = deed(*arguments, **named)
        with suppress(BrokenBarrierError):
            gate.wait()
        return found

    return met


def gate_of(guarded: bool) -> Barrier:  # noqa: FBT001  # a parameter of the test
    """Where both meet; a guard keeps one of them back, so that the other waits only a moment."""
    return Barrier(2, timeout=1 if guarded else 30)


@both
def test_of_two_officers_on_one_sheet_one_wins(
    plan: Plan,
    guarded: bool,  # noqa: FBT001  # a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sheet = open_year(plan.pk, 2026, actor=Actor.system())[0]
    if not guarded:
        monkeypatch.setattr(sheets, "lock", whatever_the_version)
    write = partial(enter_sheet, sheet.pk, expected_version=1)

    outcomes = at_once(
        [
            partial(write, SheetEntry(difference_reason=text), actor=officer(plan.owner))
            for text in ("ひとりめ", "ふたりめ")
        ]
    )

    assert refusals(outcomes) == ([VersionMovedOn] if guarded else [])
    assert Sheet.objects.get(pk=sheet.pk).version == (2 if guarded else 3)


@both
def test_of_two_officers_on_one_part_one_wins(
    plan: Plan,
    guarded: bool,  # noqa: FBT001  # a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not guarded:
        monkeypatch.setattr(structure, "lock", whatever_the_version)
    goal = Goal.objects.filter(plan=plan).earliest("pk")

    outcomes = at_once(
        [
            partial(rename, goal, name, actor=officer(plan.owner), expected_version=plan.version)
            for name in ("学ぶ", "育つ")
        ]
    )

    assert refusals(outcomes) == ([VersionMovedOn] if guarded else [])
    assert Plan.objects.get(pk=plan.pk).version == plan.version + (1 if guarded else 2)


@both
def test_of_two_officers_on_one_target_one_wins(
    plan: Plan,
    guarded: bool,  # noqa: FBT001  # a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not guarded:
        monkeypatch.setattr(slots, "lock", whatever_the_version)
    slot = IndicatorSlot.objects.filter(
        project__plan=plan, indicator__isnull=False, indicator__unit="点"
    ).earliest("pk")
    assert slot.indicator is not None
    before = TargetVersion.objects.filter(indicator=slot.indicator).count()

    outcomes = at_once(
        [
            partial(
                adopt_targets,
                slot.pk,
                TargetEntry(A_DAY, "見直し", {plan.last_year: text}),
                actor=officer(plan.owner),
                expected_version=plan.version,
            )
            for text in ("400", "500")
        ]
    )

    assert refusals(outcomes) == ([VersionMovedOn] if guarded else [])
    versions_now = TargetVersion.objects.filter(indicator=slot.indicator).count()
    assert versions_now == before + (1 if guarded else 2)


@both_with_row_locks
def test_a_year_opened_twice_at_once_is_opened_once(
    plan: Plan,
    guarded: bool,  # noqa: FBT001  # a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not guarded:
        monkeypatch.setattr(sheets, "lock", without_the_plan)
    monkeypatch.setattr(rounds, "year_of", meeting(vars(rounds)["year_of"], gate_of(guarded)))
    open_it = partial(open_year, plan.pk, 2026)
    deeds = [partial(open_it, actor=officer(plan.owner)) for _ in range(2)]

    if not guarded:
        with pytest.raises(IntegrityError):
            at_once(deeds)
        return
    outcomes = at_once(deeds)

    assert refusals(outcomes) == []
    opened = Sheet.objects.filter(project__plan=plan, fiscal_year=2026)
    assert opened.count() == opened.values("project").distinct().count() > 0
    assert PlanYear.objects.filter(plan=plan).count() == 1


@both_with_row_locks
def test_no_sheet_begins_in_a_year_that_is_being_closed(
    plan: Plan,
    guarded: bool,  # noqa: FBT001  # a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One closes the round, another opens the year once more for a project added late."""
    person = officer(plan.owner)
    open_year(plan.pk, 2026, actor=person)
    Sheet.objects.filter(fiscal_year=2026).update(
        state="published", published_at="2027-10-01T00:00:00Z"
    )
    measure = Project.objects.filter(plan=plan).earliest("pk").measure
    late = ProjectEntry("あとから", ("図書館",), 9, "あとから始める。", has_indicators=False)
    add_project(measure.goal.measures.latest("number").pk, late, actor=person)
    year = PlanYear.objects.get(plan=plan)
    if not guarded:
        monkeypatch.setattr(sheets, "lock", without_the_plan)
        monkeypatch.setattr(rounds, "lock", without_the_plan)
    gate = gate_of(guarded)
    monkeypatch.setattr(rounds, "is_finished", meeting(vars(rounds)["is_finished"], gate))
    monkeypatch.setattr(sheets, "begin_round", meeting(vars(sheets)["begin_round"], gate))

    deeds: list[Callable[[], object]] = [
        partial(close_year, year.pk, actor=person, expected_version=1),
        partial(open_year, plan.pk, 2026, actor=officer(plan.owner)),
    ]

    outcomes = at_once(deeds)

    year.refresh_from_db()
    drafts = Sheet.objects.filter(project__plan=plan, fiscal_year=2026, state="draft").count()
    assert refusals(outcomes) == ([WrongState] if guarded else [])
    assert (year.is_open, drafts) in ([(True, 1), (False, 0)] if guarded else [(False, 1)])


def test_no_step_goes_from_the_scale_while_a_sheet_takes_it(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One rates a sheet by the old scale, another adopts a rule with a new one: one of them is refused."""
    sheet = open_year(plan.pk, 2026, actor=Actor.system())[0]
    Sheet.objects.filter(project__plan=plan).update(rating="")
    step = ScaleStep.objects.filter(plan=plan, is_of_projects=True).earliest("position")
    gate = Barrier(2, timeout=1)
    monkeypatch.setattr(sheets, "record_rating", meeting(vars(sheets)["record_rating"], gate))
    monkeypatch.setattr(rules, "_write_scale", meeting(vars(rules)["_write_scale"], gate))
    entry = entry_of(another_scale(), adopted_on=A_DAY, reason="議会で決めた。")
    rate = partial(enter_sheet, sheet.pk, SheetEntry(rating=step.code), expected_version=1)
    deeds: list[Callable[[], object]] = [
        partial(rate, actor=officer(plan.owner)),
        partial(adopt_rule, plan.pk, entry, actor=officer(plan.owner)),
    ]

    outcomes = at_once(deeds)

    borne = set(Sheet.objects.exclude(rating="").values_list("rating", flat=True))
    codes = set(ScaleStep.objects.filter(plan=plan).values_list("code", flat=True))
    assert refusals(outcomes) == [InputRefused]
    assert borne <= codes


def another_scale() -> Template:
    """A shipped scale without the letters of the plan's own."""
    found = template("work-scores")
    assert found is not None
    return found


@both
def test_of_two_rules_adopted_at_once_one_is_in_force(
    plan: Plan,
    guarded: bool,  # noqa: FBT001  # a parameter of the test
) -> None:
    entries = [
        entry_of(another, adopted_on=A_DAY, reason=f"議会で決めた（{another.code}）。")
        for another in (template("year-three-steps"), template("year-five-steps"))
        if another is not None
    ]
    number = RatingRule.objects.filter(plan=plan).count()
    Sheet.objects.filter(project__plan=plan).update(rating="")

    outcomes = at_once(
        [
            partial(
                adopt_rule,
                plan.pk,
                entry,
                actor=officer(plan.owner),
                expected_number=number if guarded else None,
            )
            for entry in entries
        ]
    )

    assert refusals(outcomes) == ([VersionMovedOn] if guarded else [])
    assert RatingRule.objects.filter(plan=plan).count() == number + (1 if guarded else 2)
