"""Take in a whole plan that was taken along from another place: one transaction, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from yuinowa.core import audit, move
from yuinowa.core.rights import Actor, require
from yuinowa.kernel.errors import AlreadyDone, NotAllowed
from yuinowa.ledger.domain.faults import DefinitionRefused
from yuinowa.ledger.domain.values import MetricRef
from yuinowa.ledger.queries.saved import saved
from yuinowa.ledger.services.metrics import save_metric
from yuinowa.plans.domain.sheet import OPEN_STATES
from yuinowa.plans.exchange.faults import Fault, refused_at
from yuinowa.plans.exchange.whole import Row, Rows
from yuinowa.plans.exchange.whole.report import annexes_of, blocks_of, halves_of
from yuinowa.plans.models import (
    Goal,
    LineResult,
    Measure,
    OutsideReview,
    Plan,
    PlannedAction,
    PlanYear,
    Project,
    RatingRecord,
    RatingRule,
    ScaleStep,
    Sheet,
    SheetCell,
    SheetFigure,
    SheetLine,
)
from yuinowa.plans.services.whole_indicators import Known, take_in_indicators
from yuinowa.plans.services.whole_links import take_in_links

SheetKey = tuple[str, int, int]


def store_whole(
    rows: Rows, owner: int, actor: Actor, *, digest: str
) -> tuple[Plan, tuple[Fault, ...]]:
    """The plan in ``rows`` as a plan of ``owner``, and what of it could not be kept.

    Raises:
        AlreadyDone: the owner has a plan of this name for the same day.
        InputRefused: something in it cannot stand here; the place is named.
        NotAllowed: ``actor`` may not bring plans to this owner.
    """
    plan = _plan(rows, owner, digest)
    require(actor, "plan.import", plan)
    if Plan.objects.filter(owner=owner, name=plan.name, as_of_date=plan.as_of_date).exists():
        raise AlreadyDone(
            _("There is a plan “%(plan)s” for this day already.") % {"plan": plan.name},
            next_step=_("Look at the plan that stands here and compare it with the file."),
        )
    _kept(plan, rows, "plan", 0)
    rules = _rating(rows, plan)
    projects, notes = _structure(rows, plan)
    notes += take_in_links(rows, projects, actor)
    _metrics(rows, actor)
    known = take_in_indicators(rows, plan, projects, actor)
    _rounds(rows, plan, actor)
    _sheets(rows, projects, known, rules, actor)
    after = {"digest": digest, "projects": len(projects), "editable": plan.is_editable}
    audit.record("plan.import", plan, actor=actor, after=after)
    return plan, tuple(notes)


def _kept(obj: Model, rows: Rows, table: str, n: int) -> Any:
    """``obj`` saved; a fault of a field or constraint is told at its row of the file."""
    try:
        obj.full_clean()
    except ValidationError as refused:
        fault = rows.fault(table, n, next(iter(rows[table][n])), " ".join(refused.messages))
        raise refused_at(fault) from None
    obj.save()
    return obj


def _plan(rows: Rows, owner: int, digest: str) -> Plan:
    values = dict(rows["plan"][0])
    return Plan(
        owner_id=owner,
        is_editable=values.pop("editable"),
        title_lines=[row["text"] for row in rows["title_lines"]],
        halves=halves_of(rows),
        blocks=blocks_of(rows),
        annexes=annexes_of(rows),
        digest=digest,
        **values,
    )


def _rating(rows: Rows, plan: Plan) -> dict[int, RatingRule]:
    for n, row in enumerate(rows["scale"]):
        step = ScaleStep(
            plan=plan, position=row["position"], code=row["code"], text=row["text"],
            is_of_projects=row["of_projects"], score=row["score"],
        )  # fmt: skip
        _kept(step, rows, "scale", n)
    rules = {}
    for n, row in enumerate(rows["rating_rules"]):
        steps = rows.of("thresholds", rule=row["rule"])
        values = {name: value for name, value in row.items() if name not in {"rule", "band"}}
        rule = RatingRule(
            plan=plan,
            number=row["rule"],
            band=row["band"] or 0,
            thresholds=[[s["code"], str(s["at_least"]), s["above"]] for s in steps],
            created_at=plan.created_at,
            **values,
        )
        rules[row["rule"]] = _kept(rule, rows, "rating_rules", n)
    return rules


def _structure(rows: Rows, plan: Plan) -> tuple[dict[str, Project], list[Fault]]:
    goals, measures, projects = {}, {}, {}
    notes: list[Fault] = []
    for n, row in enumerate(rows["goals"]):
        goal = Goal(plan=plan, number=row["goal"], label=row["label"], name=row["name"])
        goals[row["goal"]] = _kept(goal, rows, "goals", n)
    for n, row in enumerate(rows["measures"]):
        measure = Measure(
            goal=goals[row["goal"]], number=row["measure"], label=row["label"], name=row["name"]
        )
        measures[row["goal"], row["measure"]] = _kept(measure, rows, "measures", n)
    for n, row in enumerate(rows["projects"]):
        project = _project(row, plan, measures)
        project.same_as = _same_project(row, plan)
        if row["same_plan"] and project.same_as is None:
            words = _("The plan “%(plan)s” does not stand here; the link to it is left out.")
            notes.append(rows.fault("projects", n, "same_plan", words % {"plan": row["same_plan"]}))
        projects[row["project"]] = _kept(project, rows, "projects", n)
    for n, row in enumerate(rows["actions"]):
        action = PlannedAction(
            project=projects[row["project"]], number=row["action"], department=row["department"],
            description=row["description"],
        )  # fmt: skip
        _kept(action, rows, "actions", n)
    for n, row in enumerate(rows["reviews"]):
        review = OutsideReview(
            project=projects[row["project"]], fiscal_year=row["year"], body=row["body"], rating=row["rating"],
            text=row["text"], reviewed_on=row["reviewed_on"], created_at=plan.created_at,
        )  # fmt: skip
        _kept(review, rows, "reviews", n)
    return projects, notes


def _project(row: Row, plan: Plan, measures: Mapping[tuple[int, int], Measure]) -> Project:
    names = ("position", "number", "name", "flag_text", "plan_page", "department", "annex", "sheet_ref",
             "has_indicators", "table", "description")  # fmt: skip
    return Project(
        plan=plan,
        measure=measures[row["goal"], row["measure"]],
        key=row["project"],
        is_priority=row["priority"],
        is_new=row["new"],
        **{name: row[name] for name in names},
    )


def _same_project(row: Row, plan: Plan) -> Project | None:
    """The same project in another plan of the owner, as far as that one stands here."""
    if not row["same_plan"]:
        return None
    twins = Project.objects.filter(
        plan__owner=plan.owner_id, plan__name=row["same_plan"], key=row["same_project"]
    ).exclude(plan=plan)
    found = list(twins.select_related("plan"))
    same_day = [t for t in found if t.plan.as_of_date.isoformat() == row["same_as_of"]]
    return next(iter(same_day or found), None)


def _metrics(rows: Rows, actor: Actor) -> None:
    """The metrics that feed the plan's indicators, as far as the ledger has not got them yet."""
    for n, row in enumerate(rows["metrics"]):
        words = ""
        try:
            definition = json.loads(row["definition"])
            ref = MetricRef.read(row["metric"])
            stands = None if ref is None else saved(ref)
            if stands is None or stands.definition != definition:
                save_metric(definition, actor=actor)
        except (ValueError, RecursionError):
            words = _("The file is not JSON.")
        except DefinitionRefused as refused:
            words = str(refused)
        except NotAllowed:
            words = _("The ledger has no metric %(metric)s.") % {"metric": row["metric"]}
        if words:
            raise refused_at(
                rows.fault("metrics", n, "definition", words),
                next_step=_("Save the metric first, or name one that stands."),
            )


def _rounds(rows: Rows, plan: Plan, actor: Actor) -> None:
    for n, row in enumerate(rows["rounds"]):
        values = {name: value for name, value in row.items() if name != "year"}
        year = _kept(PlanYear(plan=plan, fiscal_year=row["year"], **values), rows, "rounds", n)
        if year.is_open:
            move.begin(year, asked_by=actor.institution)


def _sheets(
    rows: Rows,
    projects: Mapping[str, Project],
    known: Known,
    rules: Mapping[int, RatingRule],
    actor: Actor,
) -> None:
    """The sheets with all that stands on them. Whoever brings them counts as having entered them (I28)."""
    sheets: dict[SheetKey, Sheet] = {}
    merged: dict[SheetKey, list[str]] = {}
    for row in rows["merged"]:
        merged.setdefault(_key(row), []).append(row["column"])
    for n, row in enumerate(rows["sheets"]):
        values = {name: v for name, v in row.items() if name not in {"project", "year"}}
        sheet = Sheet(
            project=projects[row["project"]],
            fiscal_year=row["year"],
            merged=merged.get(_key(row), []),
            entered_by=[] if actor.person is None else [actor.person],
            **values,
        )
        sheets[_key(row)] = _kept(sheet, rows, "sheets", n)
        if sheet.state not in set(OPEN_STATES):
            move.begin(sheet, asked_by=actor.institution)
    SheetFigure.objects.bulk_create(
        SheetFigure(
            sheet=sheets[_key(row)],
            slot_id=known.slots[row["project"], row["slot"]],
            fiscal_year=row["figure_year"],
            target_text=row["target"],
            actual_text=row["actual"],
            value_id=known.figure(row["project"], row["slot"], row["figure_year"], row["revision"]),
            forecast=row["forecast"],
            forecast_reason=row["forecast_reason"],
        )
        for row in rows["sheet_figures"]
    )
    SheetCell.objects.bulk_create(
        SheetCell(
            sheet=sheets[_key(row)], position=row["position"], role=row["role"], heading=row["heading"],
            beside=row["beside"], text=row["text"], is_certain=row["certain"],
        )
        for row in rows["cells"]
    )  # fmt: skip
    _lines(rows, sheets)
    RatingRecord.objects.bulk_create(
        RatingRecord(
            sheet=sheets[_key(row)], rule=rules.get(row["rule"]), derived=row["derived"], decided=row["decided"],
            reason=row["reason"], decided_at=row["decided_at"],
        )
        for row in rows["ratings"]
    )  # fmt: skip


def _lines(rows: Rows, sheets: Mapping[SheetKey, Sheet]) -> None:
    lines = {
        (*_key(row), row["line"]): SheetLine(
            sheet=sheets[_key(row)], number=row["line"], department=row["department"],
            description=row["description"], difference_reason=row["difference_reason"],
            evaluation=row["evaluation"], next_steps=row["next_steps"],
        )
        for row in rows["lines"]
    }  # fmt: skip
    SheetLine.objects.bulk_create(lines.values())
    LineResult.objects.bulk_create(
        LineResult(
            line=lines[(*_key(row), row["line"])], fiscal_year=row["result_year"], text=row["text"]
        )
        for row in rows["results"]
    )


def _key(row: Row) -> SheetKey:
    return row["project"], row["year"], row["edition"]
