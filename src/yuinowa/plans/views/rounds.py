"""The pages of a year's round: open it, see where every sheet is, close it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Role, can, require
from yuinowa.documents.csv import csv_response
from yuinowa.plans import queries, services
from yuinowa.plans.domain.round import RoundState, usual_days
from yuinowa.plans.domain.sheet import SheetRole, SheetState
from yuinowa.plans.forms import CloseForm, RoundForm
from yuinowa.plans.labels import SHEET_ROLES, SHEET_STATES
from yuinowa.plans.labels.rounds import NAMES_A_CHECKER, ROUND_STATES
from yuinowa.plans.models import Plan, PlanYear
from yuinowa.plans.queries.checkers import Unchecked
from yuinowa.plans.views.frame import frame, visible_plan
from yuinowa.plans.views.turns import round_turn
from yuinowa.ui.files import csv_links
from yuinowa.ui.parts import Choice, Facet, Figure


def _year(request: HttpRequest, pk: int, year: int) -> PlanYear:
    """The round, or 404 whether it is hidden or missing (R22)."""
    return get_object_or_404(queries.years_visible_to(actor_of(request)), plan=pk, fiscal_year=year)


@login_required
@require_safe
def plan_round(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Every sheet of the year: where it is, who is waited for, since when, until when."""
    actor, plan_year = actor_of(request), _year(request, pk, year)
    found, asked = queries.round_of(plan_year, actor), _asked(request)
    rows = _narrowed(found, asked)
    context = {
        **frame(plan_year.plan),
        "year": plan_year,
        "state": ROUND_STATES[RoundState(plan_year.state)],
        "found": found,
        "figures": _figures(found),
        "rows": [(row, SHEET_STATES[row.state], _waited(row, found)) for row in rows],
        "no_checker": checker_missing(plan_year.plan, found.unchecked),
        "facets": _facets(found, asked),
        "is_narrowed": bool(asked),
        "turn": round_turn(found, actor),
        "files": csv_links(
            _("These rows as a file"),
            _with(reverse("plans:plan-round-csv", args=[pk, year]), asked),
        ),
        "can_edit": can(actor, "round.edit", plan_year),
        "can_name": actor.has(Role.ADMIN),
    }
    return render(request, "plans/plan_round.html", context)


@login_required
@require_safe
def plan_round_csv(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """The rows of the page of the same address."""
    found = queries.round_of(_year(request, pk, year), actor_of(request))
    heads = (
        _("Number"),
        _("Project"),
        _("Departments"),
        _("State"),
        _("Waited for"),
        _("Since"),
        _("Due"),
        _("Overdue"),
    )
    lines = (
        (
            row.project.number,
            row.sheet.name,
            "、".join(row.departments),
            str(SHEET_STATES[row.state]),
            _waited(row, found),
            row.since.date().isoformat() if row.since else "",
            row.due.isoformat() if row.due else "",
            "1" if row.is_overdue else "0",
        )
        for row in _narrowed(found, _asked(request))
    )
    return csv_response(request, f"round-{year}.csv", heads, lines)


def _waited(row: queries.RoundRow, found: queries.Round) -> str:
    if row.state is SheetState.SUBMITTED and row.sheet.pk in found.unchecked.ids:
        return str(NAMES_A_CHECKER)
    return str(SHEET_ROLES[SheetRole(row.wait.role)]) if row.wait else ""


def checker_missing(plan: Plan, unchecked: Unchecked) -> str:
    """Why sheets cannot be checked, and who can mend it; empty where they can."""
    if not unchecked.sheets:
        return ""
    said = {"owner": plan.owner.name}
    if not unchecked.has_checker:
        return (
            _(
                "Nobody at %(owner)s is a plan checker. Its administrator names one on the page of people; sheets can be submitted meanwhile."
            )
            % said
        )
    numbers = _(", ").join(sheet.project.number for sheet in unchecked.sheets)
    return _(
        "Whoever checks at %(owner)s wrote on these sheets, and nobody checks what they wrote themselves: %(sheets)s. Its administrator names another checker."
    ) % {**said, "sheets": numbers}


_STATES = frozenset(state.value for state in SheetState)


def _asked(request: HttpRequest) -> dict[str, str]:
    """What the table is narrowed to; unknown values are passed over (R4)."""
    given = {
        name: request.GET.get(name, "").replace("\x00", "")
        for name in ("state", "department", "mine", "late")
    }
    if given["state"] not in _STATES:
        given["state"] = ""
    return {
        name: value
        for name, value in given.items()
        if value and (name in {"state", "department"} or value == "1")
    }


def _narrowed(found: queries.Round, asked: Mapping[str, str]) -> list[queries.RoundRow]:
    return queries.narrowed_rows(
        found,
        state=asked.get("state", ""),
        department=asked.get("department", ""),
        mine="mine" in asked,
        late="late" in asked,
    )


def _with(address: str, asked: Mapping[str, str]) -> str:
    return f"{address}?{urlencode(asked)}" if asked else address


def _figures(found: queries.Round) -> list[Figure]:
    total = len(found.rows)
    return [
        Figure(_("Submitted"), _("%(done)s of %(all)s") % {"done": found.submitted, "all": total}),
        Figure(_("Published"), _("%(done)s of %(all)s") % {"done": found.published, "all": total}),
        Figure(_("Overdue"), str(found.overdue)),
    ]


def _facets(found: queries.Round, asked: Mapping[str, str]) -> list[Facet]:
    """Narrowing by what stands in the table; what is chosen already is taken off again."""
    states = Counter(row.state for row in found.rows)
    departments = Counter(name for row in found.rows for name in row.departments)
    marks = [
        ("mine", _("Of your department"), sum(row.is_yours for row in found.rows)),
        ("late", _("Overdue"), found.overdue),
    ]
    return [
        _facet(
            _("State"),
            "state",
            ((s.value, str(SHEET_STATES[s]), states[s]) for s in SheetState if states[s]),
            asked,
        ),
        _facet(
            _("Department"),
            "department",
            ((name, name, departments[name]) for name in found.departments),
            asked,
        ),
        Facet(
            _("Only"),
            tuple(_choice(name, "1", label, count, asked) for name, label, count in marks if count),
        ),
    ]


def _facet(
    label: str, name: str, values: Iterable[tuple[str, str, int]], asked: Mapping[str, str]
) -> Facet:
    return Facet(
        label, tuple(_choice(name, value, said, count, asked) for value, said, count in values)
    )


def _choice(name: str, value: str, label: str, count: int, asked: Mapping[str, str]) -> Choice:
    is_chosen = asked.get(name) == value
    others = {key: kept for key, kept in asked.items() if key != name}
    query = urlencode(others if is_chosen else {**others, name: value})
    return Choice(label=label, url=f"?{query}", count=count, chosen=is_chosen)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_open_year(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Open a year with its due days; of one that is open, move the days."""
    actor, plan = actor_of(request), visible_plan(request, pk)
    require(actor, "plan.edit", plan)
    standing = queries.year_of(pk, year)
    days = standing.days if standing else usual_days(year)
    form = RoundForm(
        year,
        request.POST if request.method == "POST" else None,
        initial={
            "fill_by": days.fill_by,
            "check_by": days.check_by,
            "publish_by": days.publish_by,
        },
    )
    if request.method == "POST" and form.is_valid():
        drafts = services.open_year(plan.pk, year, actor=actor, days=form.days())
        said = _("%(count)s sheets are open.") if drafts else _("The days are kept.")
        messages.success(request, said % {"count": len(drafts)})
        return redirect("plans:plan-round", pk=pk, year=year)
    context = {**frame(plan), "year": year, "standing": standing, "form": form}
    return render(request, "plans/plan_open_year.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_close_year(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Ask before a round is closed; refused while a sheet waits."""
    actor, plan_year = actor_of(request), _year(request, pk, year)
    require(actor, "round.edit", plan_year)
    form = CloseForm(
        request.POST if request.method == "POST" else None, initial={"version": plan_year.version}
    )
    if request.method == "POST" and form.is_valid():
        closed = services.close_year(
            plan_year.pk, actor=actor, expected_version=form.cleaned_data["version"]
        )
        messages.success(request, _("The round of the year is closed."))
        return redirect(closed)
    context = {
        **frame(plan_year.plan),
        "year": plan_year,
        "found": queries.round_of(plan_year, actor),
        "form": form,
    }
    return render(
        request, "plans/plan_close_year.html", context, status=422 if form.errors else 200
    )
