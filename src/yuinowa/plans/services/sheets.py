"""The work on progress sheets: open a year, enter, submit, check, publish, correct."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, move
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, WrongState
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain import indicators as ledger_domain
from yuinowa.ledger.services import indicators as ledger_services
from yuinowa.plans.domain.printed import Blank, blank_of, number_of
from yuinowa.plans.domain.round import DueDays
from yuinowa.plans.domain.sheet import OPEN_STATES, SheetAction
from yuinowa.plans.models import LineResult, Plan, Project, Sheet, SheetCell, SheetFigure, SheetLine
from yuinowa.plans.queries.rounds import year_of
from yuinowa.plans.services.checkers import ask_for_checker
from yuinowa.plans.services.comments import require_settled
from yuinowa.plans.services.copying import draft_for_year, draft_of_correction
from yuinowa.plans.services.figures import confirm_figures, freeze_figures, ledger_figure
from yuinowa.plans.services.first_year import draft_from_structure, never_reported
from yuinowa.plans.services.reasons import require_nothing_owed
from yuinowa.plans.services.rounds import begin_round
from yuinowa.plans.services.rules import record_rating


@dataclass(frozen=True)
class LineEntry:
    """What an officer writes on one line; None leaves a merged cell alone."""

    result: str
    difference_reason: str
    evaluation: str | None
    next_steps: str | None


@dataclass(frozen=True)
class SheetEntry:
    """What an officer writes on a sheet, by the ids of what stands there."""

    rating: str = ""
    rating_reason: str = ""
    #: Why the year went otherwise than planned, where the sheet has figures.
    difference_reason: str = ""
    cells: Mapping[int, str] = field(default_factory=dict)
    lines: Mapping[int, LineEntry] = field(default_factory=dict)
    #: The year's actual by figure, as it will be printed: a number or a blank sign.
    actuals: Mapping[int, str] = field(default_factory=dict)
    #: The figures among them that are provisional (速報): more is to come.
    preliminary: frozenset[int] = frozenset()
    #: By figure of the year, the final year's forecast with its reason, where the rule goes by a person's.
    forecasts: Mapping[int, tuple[Decimal | None, str]] = field(default_factory=dict)


@transaction.atomic
def open_year(
    plan_id: int, fiscal_year: int, *, actor: Actor, days: DueDays | None = None
) -> list[Sheet]:
    """Drafts of all sheets of an editable plan for ``fiscal_year``; those that stand already stay.

    Begins the round of the year with ``days``, or the usual ones; of a round that stands it moves the days.

    Raises:
        InputRefused: the year lies outside the plan, or the days are out of order.
        WrongState: the round of the year is closed.
        NotAllowed: ``actor`` does not keep this plan.
    """
    plan = lock(Plan, plan_id)
    require(actor, "plan.edit", plan)
    if not plan.first_year <= fiscal_year <= plan.last_year:
        raise InputRefused(
            _("%(year)s lies outside the plan.") % {"year": FiscalYear(fiscal_year).label},
            next_step=_("Choose a year of the plan."),
        )
    begin_round(plan, fiscal_year, days, actor=actor)
    earlier = _newest_before(plan, fiscal_year)
    standing = set(
        Sheet.objects.filter(project__plan=plan, fiscal_year=fiscal_year).values_list(
            "project", flat=True
        )
    )
    drafts = [
        draft_for_year(sheet, fiscal_year) for pk, sheet in earlier.items() if pk not in standing
    ]
    drafts += [
        draft_from_structure(project, fiscal_year)
        for project in never_reported(plan)
        if project.pk not in standing
    ]
    if drafts:
        audit.record(
            "plan.open_year", plan, actor=actor, after={"year": fiscal_year, "sheets": len(drafts)}
        )
    return drafts


def _newest_before(plan: Plan, fiscal_year: int) -> dict[int, Sheet]:
    """By project, the newest open sheet of an earlier year."""
    found: dict[int, Sheet] = {}
    sheets = (
        Sheet.objects.filter(project__plan=plan, fiscal_year__lt=fiscal_year, state__in=OPEN_STATES)
        .select_related("project__plan__owner")
        .order_by("project__position", "-fiscal_year", "-edition")
    )
    for sheet in sheets:
        found.setdefault(sheet.project_id, sheet)
    return found


@transaction.atomic
def enter_sheet(sheet_id: int, entry: SheetEntry, *, actor: Actor, expected_version: int) -> Sheet:
    """Write ``entry`` on a draft; its figures go to the ledger as well. Whoever enters does not check (I28).

    Raises:
        NotAllowed: ``actor`` does not keep this sheet, or it is a draft no longer.
        VersionMovedOn: somebody else wrote on it since ``expected_version``.
    """
    # The plan first, as adopting a rule does: no step goes from the scale while a sheet takes it.
    lock(Plan, Project.objects.values_list("plan", flat=True).get(sheets=sheet_id))
    sheet = lock(Sheet, sheet_id, expected_version)
    require(actor, "sheet.edit", sheet)
    steps = sheet.project.plan.scale.filter(is_of_projects=True)
    codes = set(steps.values_list("code", flat=True))
    if entry.rating and entry.rating not in codes:
        raise InputRefused(
            _("The scale has no step “%(code)s”.") % {"code": entry.rating}, place="rating"
        )
    sheet.rating, sheet.rating_reason = entry.rating, entry.rating_reason
    sheet.difference_reason = entry.difference_reason
    if actor.person is not None and actor.person not in sheet.entered_by:
        sheet.entered_by = [*sheet.entered_by, actor.person]
    sheet.version += 1
    sheet.full_clean()
    sheet.save()
    for pk, text in entry.cells.items():
        SheetCell.objects.filter(pk=pk, sheet=sheet).update(text=text)
    for pk, line in entry.lines.items():
        _write_line(sheet, pk, line)
    for figure in SheetFigure.objects.filter(sheet=sheet, pk__in=entry.actuals).select_related(
        "slot__indicator", "value"
    ):
        is_preliminary = figure.pk in entry.preliminary
        _write_actual(sheet, figure, entry.actuals[figure.pk], actor, is_preliminary=is_preliminary)
    for pk, (number, reason) in entry.forecasts.items():
        SheetFigure.objects.filter(pk=pk, sheet=sheet, fiscal_year=sheet.fiscal_year).update(
            forecast=number, forecast_reason=reason if number is not None else ""
        )
    record_rating(sheet, actor=actor)
    audit.record("sheet.enter", sheet, actor=actor, after={"version": sheet.version})
    return sheet


def _write_line(sheet: Sheet, pk: int, entry: LineEntry) -> None:
    values: dict[str, Any] = {"difference_reason": entry.difference_reason}
    if entry.evaluation is not None:
        values["evaluation"] = entry.evaluation
    if entry.next_steps is not None:
        values["next_steps"] = entry.next_steps
    SheetLine.objects.filter(pk=pk, sheet=sheet).update(**values)
    LineResult.objects.filter(line=pk, line__sheet=sheet, fiscal_year=sheet.fiscal_year).update(
        text=entry.result or None
    )


def _write_actual(
    sheet: Sheet, figure: SheetFigure, text: str, actor: Actor, *, is_preliminary: bool
) -> None:
    indicator = figure.slot.indicator
    if figure.fiscal_year != sheet.fiscal_year or indicator is None or figure.actual_text is None:
        raise WrongState(_("This figure is not entered by hand."), place=figure.slot.label)
    was_preliminary = figure.value is not None and figure.value.is_preliminary
    if text == figure.actual_text and (is_preliminary is was_preliminary or not text):
        return
    if blank_of(text) is None and number_of(text) is None:
        raise InputRefused(_("Write a figure, - or －."), place=figure.slot.label)
    # A figure that is taken back is taken back in the ledger too.
    if blank_of(text) is not Blank.NOT_YET or figure.value is not None:
        figure.value = ledger_services.record_actual(
            indicator.pk,
            figure.fiscal_year,
            ledger_figure(text),
            actor=actor,
            is_preliminary=is_preliminary and bool(text),
            source=ledger_domain.Source.HAND,
            source_note=_("Progress sheet %(number)s") % {"number": sheet.project.number},
            reason=_("Entered on the progress sheet."),
        )
    figure.actual_text = text
    figure.save(update_fields=["actual_text", "value"])


def move_sheet(
    sheet_id: int, action: SheetAction, *, actor: Actor, expected_version: int, note: str = ""
) -> Sheet:
    """``sheet_id`` after ``action``. Checking confirms its figures, publishing writes them down; correcting begins a new edition.

    Returns the sheet to go on with: after a correction the new draft.

    Raises:
        NotAllowed: the action is not ``actor``'s, for instance to check what he entered (I28).
        TransitionRefused: the sheet's state does not know the action.
        VersionMovedOn: somebody else moved or wrote on it since ``expected_version``.
        InputRefused: a return or a correction without a reason; no rating where the plan's rule asks for one, or
            one against the rule, or that nothing can be said, without a reason (I25); a figure or text that asks
            for a reason (I26, I30).
        WrongState: it is to be published, and a comment on it is open.
    """
    if action in {SheetAction.RETURN, SheetAction.CORRECT} and not note.strip():
        raise InputRefused(_("Write the reason."), place="note")
    with transaction.atomic():
        sheet: Sheet = move.move(
            Sheet.objects.get(pk=sheet_id),
            action,
            actor=actor,
            expected_version=expected_version,
            note=note,
            change=lambda row: _mark(row, action, actor, note),
        )
        if action is SheetAction.CHECK:
            confirm_figures(sheet, actor=actor)
        if action is SheetAction.PUBLISH:
            freeze_figures(sheet)
            record_rating(sheet, actor=actor)
        year = year_of(sheet.project.plan_id, sheet.fiscal_year)
        if year is not None:
            ask_for_checker(year)
        if action is SheetAction.CORRECT:
            return draft_of_correction(sheet)
    return sheet


def _mark(sheet: Sheet, action: SheetAction, actor: Actor, note: str) -> None:
    """Who did it, beside the state; taken under the lock."""
    match action:
        case SheetAction.SUBMIT:
            require_nothing_owed(sheet)
            sheet.submitted_by_id = actor.person
        case SheetAction.CHECK:
            sheet.checked_by_id = actor.person
        case SheetAction.PUBLISH:
            require_settled(sheet)
            sheet.published_at = clock.now()
        case SheetAction.CORRECT:
            sheet.correction_reason = note
