"""A plan that has been worked on for two years: everything a plan of ours can hold stands somewhere in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.partnerships.factories import library, school, together
from tests.plans.factories import a_plan, an_owner, checker, officer, own_plan
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor, Level
from yuinowa.directory.models import Institution
from yuinowa.ledger.domain.indicators import Direction, IndicatorKind, IndicatorSpec, Nature, Source
from yuinowa.ledger.queries.saved import newest_metrics
from yuinowa.ledger.services import load_shipped_metrics
from yuinowa.partnerships.models import Partnership
from yuinowa.plans.domain.sheet import SheetAction
from yuinowa.plans.exchange.rating_rules import template
from yuinowa.plans.exchange.whole import NAMES_OF_PERSONS, Rows
from yuinowa.plans.models import Plan, Sheet, SheetFigure
from yuinowa.plans.services import (
    LineEntry,
    ReviewEntry,
    SheetEntry,
    adopt_rule,
    enter_sheet,
    entry_of,
    move_sheet,
    open_year,
    record_review,
)
from yuinowa.plans.services.beginning import PlanEntry, begin_plan
from yuinowa.plans.services.projects import ProjectEntry
from yuinowa.plans.services.slots import (
    SlotEntry,
    TargetEntry,
    add_indicator,
    adopt_targets,
    share_indicator,
)
from yuinowa.plans.services.structure import add_goal, add_measure, add_project
from yuinowa.plans.services.together import link_partnership

#: A text that formats like to lose: signs of formulas, line ends, backslashes, codes, another plane.
NASTY = "=1+1\r\n\\N と \\r、_x000D_、'＝、𠮷野家　 \t末"
#: The same where one line is all there may be.
NASTY_LINE = "=1+1 \\N と \\r、_x000D_、'＝、𠮷野家"
_REASON = "工事で三か月のあいだ休館したため。"
_ENTRY = PlanEntry("試験計画", "試験市", 2026, 2029, 2028, date(2026, 11, 20), Level.MEMBERS)


def a_worked_plan(owner: Institution) -> Plan:
    """Two goals, a project of figures and one of words, two rules, revised targets, a corrected sheet, a review."""
    actor, second = officer(owner), checker(owner)
    load_shipped_metrics()
    plan = begin_plan(_ENTRY, key=new_key(), actor=actor)
    elsewhere = own_plan(owner).projects.order_by("position")[0]
    for name in ("carry", "revise"):
        code = "final-best" if name == "carry" else "year-three-steps"
        rule = template(code)
        assert rule is not None
        entry = entry_of(rule, adopted_on=date(2026, 4, 1), reason=NASTY)
        adopt_rule(plan.pk, entry, actor=actor)
    measure = add_measure(add_goal(plan.pk, "学びを支える", actor=actor).pk, "資料", actor=actor)
    add_goal(plan.pk, "まだ施策のない目標", actor=actor)
    counted = add_project(
        measure.pk,
        ProjectEntry("本を貸す", ("図書館", "学校教育課"), 4, NASTY, has_indicators=True,
                     is_new=True, same_as=elsewhere.pk),
        actor=actor,
    )  # fmt: skip
    told = add_project(
        measure.pk,
        ProjectEntry("講座を開く", ("図書館",), 3, "講座を開く。", has_indicators=False,
                     actions=[("", "年2回開く。"), ("公民館", NASTY)]),
        actor=actor,
    )  # fmt: skip
    _indicators(plan, counted.pk, actor)
    for year in (2026, 2027):
        open_year(plan.pk, year, actor=actor)
        _write(plan, year, actor)
        if year == 2026:
            for action, who in (
                (SheetAction.SUBMIT, actor),
                (SheetAction.CHECK, second),
                (SheetAction.PUBLISH, actor),
            ):
                _move_all(plan, year, action, who)
    published = Sheet.objects.get(project=counted, fiscal_year=2026)
    record_review(
        published.pk, ReviewEntry("図書館協議会", NASTY, date(2026, 11, 1), "B"), actor=actor
    )
    move_sheet(
        Sheet.objects.get(project=told, fiscal_year=2026).pk, SheetAction.CORRECT,
        actor=actor, expected_version=_version(told.pk, 2026), note="回数を誤った。",
    )  # fmt: skip
    link_partnership(told.pk, _seen_by_all().pk, NASTY_LINE, actor=actor)
    return Plan.objects.get(pk=plan.pk)


def _seen_by_all() -> Partnership:
    found = together(library(), school())
    Partnership.objects.filter(pk=found.pk).update(level="public")
    return found


def _indicators(plan: Plan, project: int, actor: Actor) -> None:
    spec = IndicatorSpec(
        code="", name="満足度", definition=NASTY, kind=IndicatorKind.OUTCOME, nature=Nature.SURVEY,
        direction=Direction.UP, unit="%", decimals=1, numerator="満足した人", denominator="答えた人",
        baseline_year=2025, baseline=Decimal("71.25"), quality_notes="来館者だけに聞いた。",
    )  # fmt: skip
    years = range(2026, 2030)
    targets = TargetEntry(date(2026, 4, 1), "計画策定", dict.fromkeys(years, "80%"))
    slot = add_indicator(project, SlotEntry(spec), targets, actor=actor)
    revised = TargetEntry(date(2026, 10, 1), "見直し", dict.fromkeys(years, "90%"), "改定版 12頁")
    version = Plan.objects.get(pk=plan.pk).version
    adopt_targets(slot.pk, revised, actor=actor, expected_version=version)
    counted = replace(spec, name="連絡した学校", unit="校", decimals=0, nature=Nature.FLOW)
    metric = newest_metrics()[0]
    numbers = TargetEntry(date(2026, 4, 1), "計画策定", dict.fromkeys(years, "1"))
    add_indicator(project, SlotEntry(counted, Source.METRIC, metric, 3), numbers, actor=actor)
    other = own_plan(plan.owner).projects.filter(has_indicators=True)[0]
    shared = other.slots.exclude(indicator=None)[0]
    share_indicator(project, shared.indicator_id or 0, actor=actor)


def _write(plan: Plan, year: int, actor: Actor) -> None:
    """Every sheet of the year filled in twice, so that a figure has a second revision."""
    for text in ("70.5%", "71%"):
        for sheet in Sheet.objects.filter(project__plan=plan, fiscal_year=year):
            figures = SheetFigure.objects.filter(sheet=sheet, fiscal_year=year)
            by_hand = figures.exclude(actual_text=None)
            entry = SheetEntry(
                rating="B" if sheet.project.has_indicators else "",
                rating_reason=_REASON,
                difference_reason=NASTY + _REASON,
                cells={cell.pk: NASTY for cell in sheet.cells.all()},
                lines={
                    line.pk: LineEntry(f"{text} {NASTY}", _REASON, NASTY, "続ける。")
                    for line in sheet.lines.all()
                },
                actuals={figure.pk: text for figure in by_hand},
            )
            enter_sheet(sheet.pk, entry, actor=actor, expected_version=sheet.version)


def _move_all(plan: Plan, year: int, action: SheetAction, actor: Actor) -> None:
    for sheet in Sheet.objects.filter(project__plan=plan, fiscal_year=year):
        move_sheet(sheet.pk, action, actor=actor, expected_version=sheet.version)


def _version(project: int, year: int) -> int:
    return Sheet.objects.values_list("version", flat=True).get(project=project, fiscal_year=year)


def said(rows: Rows) -> dict[str, list[dict[str, object]]]:
    """Everything but the names of persons, which stay in the file."""
    left: dict[str, set[str]] = {}
    for table, column in NAMES_OF_PERSONS:
        left.setdefault(table, set()).add(column)
    return {
        table: [
            {name: value for name, value in row.items() if name not in left.get(table, ())}
            for row in found
        ]
        for table, found in rows.tables.items()
    }


def plans() -> dict[str, Plan]:
    """The plans that go out and come back: worked on here, read from a report, opened from a file."""
    owner = an_owner("試験市")
    return {
        "worked": a_worked_plan(owner),
        "twin": a_plan("twin"),
        "own": own_plan(an_owner("乙市")),
    }
