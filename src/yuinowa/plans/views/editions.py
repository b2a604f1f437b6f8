"""The pages of editions: the list, one edition, a project in it, where a figure is from."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuinowa.core import move, people
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import can
from yuinowa.ledger.queries.indicators import figures_visible_to
from yuinowa.plans import queries
from yuinowa.plans.domain.edition import EditionAction, EditionState, FigureKind, Origin
from yuinowa.plans.domain.sheet import SheetRole
from yuinowa.plans.domain.tally import printed_count
from yuinowa.plans.exchange.kept_files import files_of
from yuinowa.plans.exchange.papers import EditionPaper
from yuinowa.plans.forms.sheet import StepForm
from yuinowa.plans.labels import OPEN_TABLES, SHEET_ROLES
from yuinowa.plans.labels.editions import (
    EDITION_ACTIONS,
    EDITION_STATES,
    EDITION_TABLES,
    FIGURE_KINDS,
    ORIGINS,
    place_words,
)
from yuinowa.plans.labels.levels import Levels
from yuinowa.plans.labels.rounds import NAMES_A_CHECKER
from yuinowa.plans.models import Edition, EditionChange
from yuinowa.plans.permissions import keepers_of
from yuinowa.plans.queries import edition_pages as pages
from yuinowa.plans.queries import editions
from yuinowa.plans.queries.checkers import without_publisher
from yuinowa.plans.queries.levels import printed_level_names
from yuinowa.plans.queries.runs import at_work
from yuinowa.plans.views.edition_parts import Parted, parted
from yuinowa.plans.views.frame import annex_title, chart_of, frame, visible_plan
from yuinowa.ui.parts import Figure
from yuinowa.ui.words import in_japanese


def edition_or_404(
    request: HttpRequest, pk: int, year: int, number: int, *, whole: bool = False
) -> Edition:
    """The edition, or 404 whether it is hidden or missing (R22)."""
    found = editions.editions_visible_to(actor_of(request))
    return get_object_or_404(
        editions.whole(found) if whole else found, plan=pk, fiscal_year=year, number=number
    )


def view_or_404(request: HttpRequest, pk: int, year: int, number: int) -> pages.EditionView:
    return pages.view_of(edition_or_404(request, pk, year, number, whole=True))


@require_safe
def edition_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Every edition of the plan by year; of a reference plan the report it was read from."""
    actor, plan = actor_of(request), visible_plan(request, pk)
    years = editions.editions_of(plan, actor)
    can_edit = can(actor, "plan.edit", plan)
    context = {
        **frame(plan, "edition-list"),
        "years": [
            (year.fiscal_year, [(row, _state(row)) for row in year.editions]) for year in years
        ],
        "to_publish": editions.year_to_publish(plan, years) if can_edit else None,
        "at_work": at_work(plan, actor) if keepers_of(actor, plan) else None,
    }
    return render(request, "plans/edition_list.html", context)


def _state(edition: Edition) -> object:
    return EDITION_STATES[EditionState(edition.state)]


@require_safe
def edition_detail(request: HttpRequest, pk: int, year: int, number: int) -> HttpResponse:
    return edition_page(request, edition_or_404(request, pk, year, number, whole=True))


def edition_page(
    request: HttpRequest, edition: Edition, form: StepForm | None = None, status: int = 200
) -> HttpResponse:
    """The page of ``edition``; ``form`` where a step was refused."""
    actor, parts = actor_of(request), parted(request, edition)
    view, shown = parts.whole, parts.shown
    going_on = None if edition.is_published else at_work(edition.plan, actor, edition.fiscal_year)
    siblings = list(
        editions.editions_visible_to(actor).filter(
            plan=edition.plan_id, fiscal_year=edition.fiscal_year
        )
    )
    newest = pages.newest_of(siblings)
    tally, blocks = view.printed.tally, queries.report_blocks(view.printed)
    levels = Levels(printed_level_names(view.printed))
    # A report that counts its ratings itself is not told twice.
    steps = () if any(block.grid for block in blocks) else view.printed.steps
    context = {
        **_frame(view),
        "state": _state(edition),
        "figures": [
            Figure(levels.goals, str(tally.goals)),
            Figure(levels.measures, str(tally.measures)),
            Figure(levels.projects, str(tally.projects)),
            Figure(_("of them with yearly targets and indicators"), str(tally.with_indicators)),
        ],
        "ratings": [
            (step.code, printed_count(step.code, tally.ratings[step.code]), step.text)
            for step in steps
        ],
        "corrections": [_correction(row) for row in view.changes],
        "parted": parts,
        "indicators": shown.indicators() if shown else [],
        "goals": shown.printed.goals if shown else [],
        "without": view.without,
        "blocks": blocks,
        "annexes": _annexes(view),
        "newer": newest if newest is not None and newest.number > edition.number else None,
        "others": [row for row in siblings if row.pk != edition.pk],
        "scale": view.printed.scale,
        "tables": {**OPEN_TABLES, **EDITION_TABLES},
        "at_work": going_on,
        "files": files_of(EditionPaper(edition)) if view.is_large else [],
        "steps": []
        if going_on
        else [(action, EDITION_ACTIONS[action]) for action in move.buttons(edition, actor)],
        "may_publish": EditionAction.PUBLISH in move.buttons(edition, actor),
        "who": NAMES_A_CHECKER if without_publisher(edition) else SHEET_ROLES[SheetRole.CHECKER],
        "step_form": form or StepForm(initial={"version": edition.version}),
    }
    return render(request, "plans/edition_detail.html", context, status=status)


#: The word for each annex in its address.
ANNEXES = ("index", "sheets", "reference")


def _annexes(view: pages.EditionView) -> list[tuple[str, str]]:
    """What the annexes are called, and where they are."""
    edition = view.edition
    place = [edition.plan_id, edition.fiscal_year, edition.number]
    return [
        (annex_title(annex), reverse("plans:edition-annex", args=[*place, word]))
        for word, annex in zip(ANNEXES, view.plan.annexes, strict=True)
    ]


@require_safe
def edition_annex(
    request: HttpRequest, pk: int, year: int, number: int, annex: str
) -> HttpResponse:
    """An annex as the edition prints it: the words and tables that stand in its PDF."""
    edition = edition_or_404(request, pk, year, number, whole=True)
    if annex not in ANNEXES:
        raise Http404
    if annex == "index":
        parts = Parted(view := pages.EditionView(edition, edition.snapshot), view)
    else:
        parts = parted(request, edition, first=True, read=_without_origins)
        view = parts.shown or parts.whole
    heads = view.plan.annexes[ANNEXES.index(annex)]
    context = {
        **_frame(view),
        "annex": heads,
        "annex_name": annex_title(heads),
        "parted": parts,
        "grids": None,
        "files": files_of(EditionPaper(edition)) if view.is_large else [],
    }
    if annex == "sheets":
        context["sheets"] = queries.annex_sheets(view.printed)
        context["legend"] = view.printed.legend
    else:
        made = queries.index_grids if annex == "index" else queries.narrative_grids
        context["grids"] = view.relinked(made(view.printed))
    return render(request, "plans/edition_annex.html", context)


def _without_origins(edition: Edition) -> pages.EditionView:
    """An annex prints figures without saying where they are from. No query."""
    return pages.EditionView(edition, edition.snapshot)


def _frame(view: pages.EditionView) -> dict[str, object]:
    return {**frame(view.plan, "edition-list"), "edition": view.edition, "view": view}


def _correction(row: EditionChange) -> tuple[EditionChange, str]:
    return row, place_words(row.part, row.name, row.fiscal_year)


@require_safe
def edition_project(
    request: HttpRequest, pk: int, year: int, number: int, key: str
) -> HttpResponse:
    """A project as the edition prints it."""
    view = pages.view_of_project(edition_or_404(request, pk, year, number, whole=True), key)
    found = next(view.printed.projects(), None)
    sheet = view.frozen_sheet(key)
    if found is None or found.printed is None or sheet is None:
        raise Http404
    project, printed = found.project, found.printed
    page = view.sheet_page(project, printed)
    context = {
        **_frame(view),
        "project": project,
        "sheet": printed.sheet,
        "sheet_page": page,
        "identity": queries.identity_grid(view.plan, project, printed),
        "blocks": [(block, chart_of(block)) for block in page.indicators],
        "rated": sheet["rated"],
        "reviews": [
            row | {"reviewed_on": date.fromisoformat(row["reviewed_on"])}
            for row in sheet["reviews"]
        ],
        "corrections": [_correction(row) for row in view.changes],
        "partners": pages.partners_on(sheet, actor_of(request)),
        "partnerships": sheet.get("partnerships", []),
        "evidence": sheet.get("evidence", []),
    }
    return render(request, "plans/edition_project.html", context)


@require_safe
def edition_figure(
    request: HttpRequest, pk: int, year: int, number: int, figure: int
) -> HttpResponse:
    """Where one printed figure is from, as it was when the edition was prepared, and what became of it since."""
    actor, edition = actor_of(request), edition_or_404(request, pk, year, number)
    row = get_object_or_404(
        edition.figures.select_related("indicator", "value", "target_version"),
        position=figure,
    )
    is_own = actor.institution == edition.plan.owner_id
    names = people.names_of({row.recorded_by or 0, row.confirmed_by or 0} - {0}) if is_own else {}
    now = editions.standing_now(row)
    seen = set(
        figures_visible_to(actor)
        .filter(pk__in=[pk for pk in (row.value_id, now.pk if now else None) if pk])
        .values_list("pk", flat=True)
    )
    context = {
        **frame(edition.plan, "edition-list"),
        "edition": edition,
        "row": row,
        "kind": FIGURE_KINDS[FigureKind(row.kind)],
        "origin": ORIGINS[Origin(row.origin)],
        "sentence": row.sentence if in_japanese() else row.sentence_en,
        "metric": row.metric.rpartition("@") if row.metric else None,
        "recorder": names.get(row.recorded_by or 0, ""),
        "confirmer": names.get(row.confirmed_by or 0, ""),
        "now": now,
        "opens_value": row.value_id in seen,
        "opens_now": now is not None and now.pk in seen,
    }
    return render(request, "plans/edition_figure.html", context)
