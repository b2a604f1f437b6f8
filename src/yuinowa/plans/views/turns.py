"""The one next step on a plan: what is missing, whose turn it is, or that the round can be closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yuinowa.core import move
from yuinowa.core.rights import Actor, can
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans import queries
from yuinowa.plans.domain.edition import EditionAction
from yuinowa.plans.domain.sheet import SheetRole, SheetState
from yuinowa.plans.labels import SHEET_ROLES
from yuinowa.plans.labels.rounds import NAMES_A_CHECKER
from yuinowa.plans.models import Edition, Plan, PlanYear
from yuinowa.plans.queries import editions, structure
from yuinowa.plans.queries.edition_pages import newest_of
from yuinowa.plans.views.frame import levels_of


@dataclass(frozen=True)
class Turn:
    """What the bar under a page's head says (``turn_bar``)."""

    side: str
    next: str
    url: str = ""
    label: str = ""
    who: str = ""
    since: datetime | None = None


@dataclass(frozen=True)
class EditionsNow:
    """Where the editions of a plan stand, as somebody sees it."""

    newest: Edition | None
    waiting: Edition | None
    #: The year that whoever keeps the plan could publish now.
    to_publish: int | None


def editions_now(plan: Plan, actor: Actor) -> EditionsNow:
    """Two queries."""
    years = editions.editions_of(plan, actor)
    rows = [row for year in years for row in year.editions]
    return EditionsNow(
        newest=newest_of(rows),
        waiting=next((row for row in rows if not row.is_published), None),
        to_publish=editions.year_to_publish(plan, years) if can(actor, "plan.edit", plan) else None,
    )


def plan_turn(plan: Plan, actor: Actor, published: EditionsNow) -> Turn | None:
    """The next step on an editable plan as its own people see it; None for everybody else."""
    if not (plan.is_editable and can(actor, "plan.history", plan)):
        return None
    waiting = published.waiting
    if waiting is not None and EditionAction.PUBLISH in move.buttons(waiting, actor):
        words = _("An edition waits for you to look at it and publish it.")
        url = waiting.get_absolute_url()
        return Turn("ours", words, url, _("Open it"), since=waiting.prepared_at)
    years = queries.years_visible_to(actor).filter(plan=plan)
    newest = years.first()
    if newest is not None and newest.is_open:
        return round_turn(queries.round_of(newest, actor), actor)
    if not can(actor, "plan.edit", plan):
        return None
    return _unbegun(plan) or _to_publish(plan, published) or _next_year(plan, newest)


def _to_publish(plan: Plan, published: EditionsNow) -> Turn | None:
    """That a year can be published; None: none can."""
    year = published.to_publish
    if year is None:
        return None
    return Turn(
        "ours",
        _("The sheets of %(year)s can be published as an edition.")
        % {"year": FiscalYear(year).label},
        reverse("plans:edition-prepare", args=[plan.pk, year]),
        _("Publish an edition of this year"),
    )


def _unbegun(plan: Plan) -> Turn | None:
    """What the plan lacks before its first year can be opened; None: nothing."""
    at = reverse("plans:plan-structure", args=[plan.pk])
    goals = structure.structure_of(plan)
    if lack := _first_lack(plan, goals):
        words, url, label = lack
        return Turn("ours", words, url or at, label)
    if not queries.scale_of(plan):
        url = reverse("plans:plan-rule-edit", args=[plan.pk])
        return Turn("ours", _("Choose how the plan is rated."), url, _("Choose a scale and a rule"))
    return None


def _first_lack(plan: Plan, goals: list[structure.GoalRow]) -> tuple[str, str, str] | None:
    """The first part that is missing: in words, where it is added, and what the button says."""
    measures = [measure for goal in goals for measure in goal.measures]
    projects = [project for measure in measures for project in measure.projects]

    def new(kind: str, parent: int) -> str:
        return reverse("plans:part-new", args=[plan.pk, kind, parent])

    if not goals:
        return _("Add the first goal of the plan."), new("goal", plan.pk), _("Add a goal")
    levels = levels_of(plan)
    if not measures:
        where = new("measure", goals[0].goal.pk)
        return _lacks(levels.measure), where, levels.add_measure
    if not projects:
        where = new("project", measures[0].measure.pk)
        return _lacks(levels.project), where, levels.add_project
    for row in projects:
        if row.project.has_indicators and not row.slots:
            words = _("Add an indicator to %(project)s.") % {"project": row.project}
            return words, new("indicator", row.project.pk), _("Add an indicator")
    return None


def _lacks(level: str) -> str:
    return _("The plan still needs: %(level)s.") % {"level": level}


def _next_year(plan: Plan, newest: PlanYear | None) -> Turn | None:
    """The year to be opened next; None after the last."""
    year = plan.as_of_year if newest is None else newest.fiscal_year + 1
    if year > plan.last_year:
        return Turn("done", _("Every year of the plan is closed."))
    named = {"year": FiscalYear(year).label}
    return Turn(
        "ours",
        _("The next step is to open %(year)s: every project gets its sheet.") % named,
        reverse("plans:plan-open-year", args=[plan.pk, year]),
        _("Open the sheets of %(year)s") % named,
    )


def round_turn(found: queries.Round, actor: Actor) -> Turn | None:
    """The next step in a round: the sheet to go on with, who is waited for, or that it can be closed."""
    year = found.year
    if not year.is_open:
        return Turn(
            "done", _("Sheets of this year change by a correction only."), since=year.closed_at
        )
    if following := found.next_for(actor):
        return Turn(
            "ours",
            following.sheet.name,
            following.sheet.get_absolute_url(),
            _("Go on with %(number)s") % {"number": following.project.number},
            since=following.since,
        )
    if (longest := found.longest_waiting) and longest.wait:
        words = _(
            "Sheets not published yet: %(count)s. The one that has waited longest is %(sheet)s."
        ) % {"count": len(found.unfinished), "sheet": longest.project.number}
        in_vain = longest.state is SheetState.SUBMITTED and longest.sheet.pk in found.unchecked.ids
        who = str(NAMES_A_CHECKER if in_vain else SHEET_ROLES[SheetRole(longest.wait.role)])
        return Turn("theirs", words, who=who, since=longest.since)
    if can(actor, "round.edit", year) and not found.unfinished:
        url = reverse("plans:plan-close-year", args=[year.plan_id, year.fiscal_year])
        return Turn("ours", _("Every sheet is published."), url, _("Close the round"))
    return None
